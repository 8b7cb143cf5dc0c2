"""CoNLL: a character a line and its tag, for programs that learn to find names.

The tag is B, I … of BIO, BIOES or BMES and the label; a blank line ends a sentence, two an
article.  There is no -DOCSTART- line: flair then loses every entity.  White space is no
token, because every reader takes it for a separator.
"""

from __future__ import annotations

import hashlib
import tempfile
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import IO, BinaryIO, cast

from annotations.formats import conll_tags, flat
from annotations.formats.kinds import Format, Option
from annotations.formats.plain_text import PlainText
from annotations.formats.report import Context, Report
from annotations.model import Annotation, Document, Span

_SCHEME = Option("scheme", ("bio", "bioes", "bmes"))
_FLATTEN = Option("flatten", ("outermost", "innermost", "layers"))
_BREAKS = Option("sentences", ("lines", "punctuation"))
_MOST_LAYERS = 16
_STOPS = "。！？!?"
_CLOSING = "”’」』）】》\"')"


def write(documents: Iterable[Document], out: BinaryIO, context: Context, report: Report) -> None:
    """Write the articles one after another.

    `flatten` says which of several that overlap is kept; with `layers` all are, each layer in
    a column of its own, the second column being the one of `outermost`.  A discontinuous
    annotation is one entity from its first character to its last.
    """
    layered = context.options.get("flatten") == "layers"
    with tempfile.TemporaryFile("w+", encoding="utf-8", newline="\n") as rows:
        columns = 1
        for document in documents:
            article = _Article(document, context, report)
            rows.writelines(article.lines())
            columns = max(columns, len(article.columns))
            article.tell()
        rows.seek(0)
        out.writelines(_padded(rows, columns) if layered else _encoded(rows))


def _encoded(rows: IO[str]) -> Iterator[bytes]:
    return (row.encode("utf-8") for row in rows)


def _padded(rows: IO[str], columns: int) -> Iterator[bytes]:
    """Every row with as many columns: only the last article knows how many there are."""
    for row in rows:
        missing = columns - row.count("\t")
        more = f"\t{conll_tags.OUTSIDE}" * missing if row != "\n" else ""
        yield f"{row[:-1]}{more}\n".encode()


class _Article:
    """One article on its way into rows."""

    def __init__(self, document: Document, context: Context, report: Report) -> None:
        self.document, self.report = document, report
        self.plain = PlainText.of(document.article.text)
        text = self.plain.text
        self.places = [n for n, c in enumerate(text) if not c.isspace()]
        spans = [self._squeezed(annotation.hull) for annotation in document.annotations]
        marks = [[span] if span else [] for span in spans]
        policy = context.options.get("flatten", "outermost")
        most = _MOST_LAYERS if policy == "layers" else 1
        self.layers = flat.layers(
            marks, "innermost" if policy == "innermost" else "outermost", most
        )
        self.marks = marks
        scheme = cast(conll_tags.Scheme, context.options.get("scheme", "bio"))
        self.columns = [self._column(layer, scheme) for layer in self.layers or [[]]]
        self.ends = self._ends(context.options.get("sentences") == "punctuation")
        self._hash = hashlib.sha256()

    def _squeezed(self, span: Span) -> Span:
        """A span of the source in counts of the characters that are not white space."""
        span = self.plain.span(span)
        return Span(bisect_left(self.places, span.start), bisect_left(self.places, span.end))

    def _column(self, layer: Sequence[int], scheme: conll_tags.Scheme) -> list[str]:
        column = [conll_tags.OUTSIDE] * len(self.places)
        for number in layer:
            label = self.document.annotations[number].label
            for span in self.marks[number]:
                column[span.start : span.end] = conll_tags.tags(label, len(span), scheme)
        return column

    def _ends(self, by_stops: bool) -> list[int]:
        """Behind how many characters a sentence ends: never inside an entity."""
        text, places = self.plain.text, self.places
        inside = bytearray(len(places) + 1)
        for layer in self.layers:
            for number in layer:
                for span in self.marks[number]:
                    inside[span.start + 1 : span.end] = b"\1" * (len(span) - 1)
        ends = [
            n
            for n in range(1, len(places))
            if not inside[n]
            and ("\n" in text[places[n - 1] : places[n]] or (by_stops and self._stops(n)))
        ]
        return [*ends, len(places)] if places else []

    def _stops(self, n: int) -> bool:
        """Whether a sentence's stop and what closes behind it stand before the n-th character."""
        text, places = self.plain.text, self.places
        if text[places[n]] in _STOPS + _CLOSING:
            return False
        before = n - 1
        while before > 0 and text[places[before]] in _CLOSING:
            before -= 1
        return text[places[before]] in _STOPS

    def lines(self) -> Iterator[str]:
        """The rows; two blank lines at the end, where there is anything."""
        text, start = self.plain.text, 0
        for end in self.ends:
            sentence = "".join(text[place] for place in self.places[start:end])
            self._hash.update((f"\n{sentence}" if start else sentence).encode("utf-8"))
            for n in range(start, end):
                tags = "\t".join(column[n] for column in self.columns)
                yield f"{text[self.places[n]]}\t{tags}\n"
            yield "\n"
            start = end
        if start:
            yield "\n"

    def tell(self) -> None:
        """What was written and what was not."""
        kept = {number for layer in self.layers for number in layer}
        lost: dict[str, list[str]] = {}
        for number, annotation in enumerate(self.document.annotations):
            for kind in self._losses(annotation, self.marks[number], number in kept):
                lost.setdefault(kind, []).append(annotation.id)
        id, text = self.document.article.id, self.plain.text
        for kind, ids in lost.items():
            self.report.lost(kind, id, *ids)
        self.report.lost("character-replaced", id, count=self.plain.replaced)
        blanks = len(text) - len(self.places) - text.count("\n")
        self.report.lost("whitespace-dropped", id, count=blanks)
        self.report.count(self.document, self._hash.hexdigest())

    def _losses(self, annotation: Annotation, spans: Sequence[Span], kept: bool) -> Iterator[str]:
        if not spans:
            yield "span-dropped"
            return
        if not kept:
            yield "nested-dropped"
            return
        quote = annotation.hull.of(self.document.article.text)
        if quote != quote.strip():
            yield "span-trimmed"
        if len(annotation.fragments) > 1:
            yield "discontinuous-joined"
        if conll_tags.written(annotation.label) != annotation.label:
            yield "label-renamed"


FORMAT = Format("conll", ".conll", write, unit="lines", options=(_SCHEME, _FLATTEN, _BREAKS))
