"""What of a document a format with offsets but without our emendations keeps."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from annotations.formats.plain_text import PlainText
from annotations.model import Annotation, Document

Place = tuple[tuple[int, int], ...]


class Kept(NamedTuple):
    """The marks of a document on its plain text, and the relations between them."""

    text: str
    marks: Counter[tuple[str, Place]]
    relations: Counter[tuple[str, tuple[str, Place], tuple[str, Place]]]


def kept(document: Document) -> Kept:
    """What a format may give back of a document: all but what stood between CR and LF."""
    plain = PlainText.of(document.article.text)
    marks = {a.id: (a.label, places(plain, a)) for a in document.annotations}
    ends = {id for id, (_, place) in marks.items() if place}
    return Kept(
        plain.text,
        Counter(mark for mark in marks.values() if mark[1]),
        Counter(
            (r.type, marks[r.start], marks[r.end])
            for r in document.relations
            if r.start in ends and r.end in ends
        ),
    )


def places(plain: PlainText, annotation: Annotation) -> Place:
    spans = map(plain.span, annotation.fragments)
    return tuple((span.start, span.end) for span in spans if span)
