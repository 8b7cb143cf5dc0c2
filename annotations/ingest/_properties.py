"""What a document's properties say, weighed against its text: programs fill them in, too."""

from __future__ import annotations

from annotations.ingest._headings import byline
from annotations.text.source import TITLE_LENGTH, title_of

_HEAD, _TAIL = 6, 3  # lines of the text that may hold a byline
_HEAD_LENGTH = 400  # characters in which a told title is looked for
_NOBODY = frozenset(
    {"administrator", "admin", "user", "unknown", "微软用户", "微軟使用者", "python-docx"}
)


def title(text: str, told: str) -> str:
    """The title that is told if the text begins with it, else the first line of the text."""
    told = " ".join(told.split())
    head = "".join(text[:_HEAD_LENGTH].split())
    return told[:TITLE_LENGTH] if told and told.replace(" ", "") in head else title_of(text)


def meta(text: str, author: str, created: str) -> dict[str, object]:
    """Date, outlet and author as the text's own byline says, else as the properties do."""
    lines = text.split("\n")
    said = byline("\n".join([*lines[:_HEAD], *lines[_HEAD:][-_TAIL:]]))
    author = "" if author.strip().lower() in _NOBODY else author.strip()
    found = {
        "date": said.get("date") or created,
        "outlet": said.get("outlet"),
        "author": said.get("author") or author,
    }
    return {name: value for name, value in found.items() if value}
