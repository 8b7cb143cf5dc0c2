"""Documents for formats whose texts have LF alone: what that does to them, and the way back.

What a source has instead of the characters of its exported text goes with the export as
`changes`: a list of [place in the exported text, what the source has there].
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from typing import cast

from annotations.formats.plain_text import PlainText
from annotations.formats.report import Report
from annotations.model import Annotation, Document, Relation, Span

Changes = list[tuple[int, str]]

_CRLF_OR_ONE = re.compile("\r\n|.", re.DOTALL)


class LineFeeds:
    """A document with the text and the fragments that such a format gets; losses are told.

    A fragment that ends between CR and LF is shorter there (span-trimmed); an annotation of
    nothing else is left out (span-dropped) with its relations (relation-dropped).
    """

    def __init__(self, document: Document, report: Report) -> None:
        self.plain = PlainText.of(document.article.text)
        self.text = self.plain.text
        self.annotations: list[tuple[Annotation, tuple[Span, ...]]] = []
        self._document = document
        self._take(report)
        kept = {annotation.id for annotation, _ in self.annotations}
        gone = {annotation.id for annotation in document.annotations} - kept
        self.relations: list[Relation] = [
            r for r in document.relations if not gone & {r.start, r.end}
        ]
        left = {relation.id for relation in self.relations}
        lost = (r.id for r in document.relations if r.id not in left)
        report.lost("relation-dropped", document.article.id, *lost)
        report.lost("character-replaced", document.article.id, count=self.plain.replaced)

    def _take(self, report: Report) -> None:
        source, id = self._document.article.text, self._document.article.id
        for annotation in self._document.annotations:
            moved = map(self.plain.span, annotation.fragments)
            spans = tuple(span for span in moved if span)
            if spans:
                self.annotations.append((annotation, spans))
            else:
                report.lost("span-dropped", id, annotation.id)
            borders = {place for f in annotation.fragments for place in (f.start, f.end)}
            if spans and any(source[max(0, at - 1) : at + 1] == "\r\n" for at in borders):
                report.lost("span-trimmed", id, annotation.id)

    def changes(self) -> Changes:
        """What the source has elsewhere than the exported text, place by place."""
        return list(_changes(self._document.article.text, self.text))


def _changes(source: str, text: str) -> Iterator[tuple[int, str]]:
    if source == text:
        return
    for place, found in enumerate(_CRLF_OR_ONE.finditer(source)):
        if found[0] != text[place]:
            yield place, found[0]


class Restored:
    """A source text again from what was exported, and where the exported spans stand in it.

    Changes that do not fit the text are none, as if it were its own source.
    """

    def __init__(self, text: str, changes: object) -> None:
        self.exported = text
        told = _valid(changes, text)
        self.text = (
            "".join(told.get(place, character) for place, character in enumerate(text))
            if told
            else text
        )
        self._longer = sorted(place for place, theirs in told.items() if len(theirs) > 1)

    def span(self, span: Span) -> Span:
        """Where a span of the exported text stands in the source's."""
        return Span(self._moved(span.start), self._moved(span.end))

    def _moved(self, index: int) -> int:
        return index + bisect_left(self._longer, index)


def _valid(changes: object, text: str) -> Mapping[int, str]:
    found: dict[int, str] = {}
    for change in cast("list[object]", changes) if isinstance(changes, list) else ():
        match change:
            case [int(place), str(theirs)] if (
                0 <= place < len(text) and PlainText.of(theirs).text == text[place]
            ):
                found[place] = theirs
            case _:
                return {}
    return found
