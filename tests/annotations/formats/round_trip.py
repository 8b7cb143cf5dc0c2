"""Documents at random for formats that read what they wrote, and what counts as the same."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st

from annotations import formats, tagset
from annotations.formats import Context, Line, Report, records
from annotations.formats.fields import Fields
from annotations.formats.kinds import Reading
from annotations.model import Document, Emendation
from tests.annotations.formats.documents import lines

CONTEXT = Context(tagset.default())
law = settings(max_examples=int(os.environ.get("DANQIAN_EXAMPLES", "60")), deadline=None)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """A document with anything on it; some emendations are accepted, in a way that can be shown."""
    line = draw(lines())
    fields = Fields({key: value for key, value in line.items() if key not in ("schema", "kind")})
    document = records.document(fields)
    accepted, reached = list[Emendation](), 0
    for emendation in sorted(document.emendations, key=lambda e: e.span):
        free = emendation.replacement is not None and emendation.span.start >= reached
        if free and draw(st.booleans()):
            emendation = replace(emendation, status="accepted")
            reached = emendation.span.end + 1
        accepted.append(emendation)
    return whole(replace(document, emendations=tuple(accepted)))


def whole(document: Document) -> Document:
    """The document with nothing `absent`, its emendations and readings in an order of their own."""

    def full(parts: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(replace(part, absent=()) for part in parts)

    article = document.article
    source = replace(article.source, absent=())
    return Document(
        replace(article, source=source, absent=()),
        tuple(sorted(full(document.emendations), key=lambda e: e.id)),
        tuple(sorted(document.readings, key=repr)),
        full(document.annotations),
        full(document.relations),
    )


def there(name: str, folder: Path, *documents: Document, **options: str) -> tuple[Path, Report]:
    """The documents in a format, and what the report says."""
    form = formats.named(name)
    context = replace(CONTEXT, options=form.chosen(options))
    out = folder / f"{name}{form.suffix}"
    return out, formats.export(form, documents, out, context)


def back(name: str, path: Path, limit: int = 10_000_000) -> list[Line]:
    """What the reader of a format makes of a file, or of the files of a folder that it knows."""
    reader = formats.readers()[name]
    files = sorted(path.iterdir()) if path.is_dir() else [path]
    return [
        line
        for file in files
        if file.suffix in reader.suffixes and reader.sniff(file, file.read_bytes()[:4096])
        for line in reader.read(file, Reading(limit, tagset.default()))
    ]


def contents(lines: list[Line]) -> list[Document]:
    """The documents of lines that all are one, without a misfit."""
    found: list[Document] = []
    for line in lines:
        assert isinstance(line.content, Document), line.content
        assert not line.misfits
        found.append(whole(line.content))
    return found


def cuts_a_line_end(document: Document) -> bool:
    """Whether a span begins or ends between CR and LF, where a text with LF alone has no place."""
    text = document.article.text
    places = {p for a in document.annotations for f in a.fragments for p in (f.start, f.end)}
    return any(text[max(0, place - 1) : place + 1] == "\r\n" for place in places)
