"""File names that every system can hold, one of its own for each article."""

from __future__ import annotations

import re
import unicodedata

from annotations.model import Article

_FORBIDDEN = re.compile(
    r'[\s/\\:*?"<>|%#&\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]+'
)
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
_MAX_BYTES = 120


class FileNames:
    """Names given out so far. Two that differ only in case count as the same."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def of(self, article: Article) -> str:
        """A new name without an ending, after the article's file, else its title or id."""
        stem = article.source.name.rpartition(".")[0] or article.source.name
        base = _safe(stem) or _safe(article.title) or _safe(article.id) or "article"
        name, number = base, 1
        while name.casefold() in self._taken:
            number += 1
            name = f"{base}-{number}"
        self._taken.add(name.casefold())
        return name


def _safe(name: str) -> str:
    plain = _FORBIDDEN.sub("_", unicodedata.normalize("NFC", name)).strip("._- ")
    cut = plain.encode("utf-8", "ignore")[:_MAX_BYTES].decode("utf-8", "ignore")
    return f"_{cut}" if _RESERVED.fullmatch(cut) else cut
