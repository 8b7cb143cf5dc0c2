"""A report as Markdown: each article as it stands, its marks as notes in a table below."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from annotations.formats.html.marked import Readable
from annotations.formats.kinds import Format
from annotations.formats.report import Context, Report
from annotations.formats.telling import LANGUAGE, Telling, Told
from annotations.formats.withouttext.skeleton import whole
from annotations.model import Document

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>()#+\-.!|~=&^$:])")
_INDENT = {" ": "&#32;", "\t": "&#9;", "\u3000": "&#12288;"}


def write(documents: Iterable[Document], out: BinaryIO, context: Context, report: Report) -> None:
    """Write the articles one after another; every character of theirs is text, none is markup."""
    telling = Telling(context)
    out.write(f"# {_plain(context.name)}\n".encode())
    for document in documents:
        readable = Readable.of(document.article.text)
        for piece in _article(document, readable, telling):
            out.write(piece.encode("utf-8"))
        report.lost("character-replaced", document.article.id, count=readable.replaced)
        report.count(document, whole(document.article.text))
    made = telling.said("made", version=report.facts.get("program_version", ""))
    out.write(f"\n---\n\n{_plain(made)}\n".encode())


def _article(document: Document, readable: Readable, telling: Telling) -> Iterator[str]:
    article = document.article
    yield f"\n## {_plain(article.title or article.source.name)}\n\n"
    for known in filter(None, (telling.facts(article), article.note)):
        yield f"*{_plain(known)}*\n\n"
    for line in readable.text.split("\n"):
        if line:
            yield f"{_line(line)}\n\n"
    told = telling.all(document)
    if not told:
        return
    heads = ("#", telling.said("labels"), telling.said("quotes"), telling.said("rest"))
    yield f"### {_plain(telling.said('annotations', count=len(told)))}\n\n"
    yield f"| {' | '.join(map(_plain, heads))} |\n|---:|---|---|---|\n"
    for item in told:
        cells = (str(item.number), item.name, item.quote, _rest(item))
        yield f"| {' | '.join(_plain(cell) for cell in cells)} |\n"


def _rest(item: Told) -> str:
    leads = (f"{name} → {target}" for name, target in item.relations)
    return " · ".join(filter(None, (item.signed, *leads)))


def _line(line: str) -> str:
    """A paragraph: its blanks at the beginning would be dropped, or make code of it."""
    blanks = len(line) - len(line.lstrip(" \t\u3000"))
    return "".join(_INDENT[c] for c in line[:blanks]) + _SPECIAL.sub(r"\\\1", line[blanks:])


def _plain(text: str) -> str:
    """A text on one line."""
    return _SPECIAL.sub(r"\\\1", " ".join(Readable.of(text).text.split()))


FORMAT = Format(
    "markdown",
    ".md",
    write,
    unit="none",
    carries=frozenset({"metadata", "authors", "notes", "attributes", "relations"}),
    options=(LANGUAGE,),
)
