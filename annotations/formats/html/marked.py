"""One text with its marks as HTML: the very characters, the marks drawn under them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from annotations.formats.html.lanes import Stroke, laid, turns
from annotations.formats.plain_text import PlainText
from annotations.formats.telling import Telling, in_order
from annotations.model import Annotation, Document, Emendation, Span

_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Readable:
    """A text as a page can hold it: LF only, and no character that steers anything."""

    plain: PlainText
    text: str
    replaced: int

    @classmethod
    def of(cls, text: str) -> Readable:
        plain = PlainText.of(text)
        shown, replaced = _CONTROL.subn("\ufffd", plain.text)
        return cls(plain, shown, plain.replaced + replaced)

    def spans(self, span: Span) -> tuple[Span, ...]:
        """What a span covers, one span a line."""
        return self.plain.spans(span)


class Marked:
    """A document's text as paragraphs of HTML.

    Annotations have their numbers in the order of `numbers`, which is that of the source:
    the same annotation has the same number in every script.  `prefix` begins the ids of the
    places in the page.
    """

    def __init__(
        self, document: Document, numbers: Mapping[str, int], telling: Telling, prefix: str
    ) -> None:
        self._text = Readable.of(document.article.text)
        self._telling = telling
        self._prefix = prefix
        self._of = {numbers[a.id]: a for a in document.annotations}
        self._numbers = numbers
        self._anchored: set[int] = set()
        self._strokes = self._by_line(in_order(document))
        self._edits = sorted(_shown(document.emendations, self._text), key=lambda e: e[0])

    @property
    def drawn(self) -> frozenset[int]:
        """The numbers of the annotations of which there is something to see."""
        return frozenset(s.mark for strokes in self._strokes.values() for s in strokes)

    @property
    def replaced(self) -> int:
        return self._text.replaced

    def paragraphs(self) -> Iterator[str]:
        """The lines of the text, one element each."""
        at = 0
        for line in self._text.text.split("\n"):
            yield f"<p>{self._line(at, line)}</p>\n"
            at += len(line) + 1

    def _by_line(self, annotations: Iterable[Annotation]) -> dict[int, list[Stroke]]:
        """Strokes by the place where their line begins, counted from there."""
        found: dict[int, list[Stroke]] = {}
        for annotation in annotations:
            name, _, _ = self._telling.look(annotation)
            for nth, fragment in enumerate(annotation.fragments):
                chip = name if not nth else f"⋯{name}"
                for part in self._text.spans(fragment):
                    begin = self._text.text.rfind("\n", 0, part.start) + 1
                    number = self._numbers[annotation.id]
                    stroke = Stroke(part.start - begin, part.end - begin, number, chip)
                    found.setdefault(begin, []).append(stroke)
                    chip = ""
        return found

    def _line(self, begin: int, line: str) -> str:
        pieces: list[str] = []
        at = 0
        for turn in turns(laid(self._strokes.get(begin, ()))):
            pieces.append(self._plain(begin, line, at, turn.place))
            at = turn.place
            if turn.begins:
                pieces.append(self._opened(turn.stroke, turn.again))
            else:
                pieces.append("</span></span>")
        pieces.append(self._plain(begin, line, at, len(line)))
        return "".join(pieces)

    def _opened(self, stroke: Stroke, again: bool) -> str:
        annotation = self._of[stroke.mark]
        _, hue, form = self._telling.look(annotation)
        title = self._telling.full(annotation)
        rest = self._telling.rest(annotation)
        told = escape(f"{stroke.mark} {title}{' · ' if rest else ''}{rest}")
        anchor = ""
        if stroke.mark not in self._anchored:
            self._anchored.add(stroke.mark)
            anchor = f' id="{self._prefix}-{stroke.mark}"'
        chip = f'<i data-t="{escape(stroke.chip)}"></i>' if stroke.chip and not again else ""
        kind = f"m h{hue} {form[0]} l{stroke.lane}"
        return (
            f'<span class="{kind}" data-a="{self._prefix}-{stroke.mark}"{anchor} title="{told}">'
            f'{chip}<span class="x">'
        )

    def _plain(self, begin: int, line: str, start: int, end: int) -> str:
        """Text without marks of annotations; what is read otherwise is dotted."""
        pieces: list[str] = []
        at = start
        for span, told in self._edits:
            first, last = max(span.start - begin, at), min(span.end - begin, end)
            inside = start <= span.start - begin < end
            if first > last or (first == last and not (inside and not span)):
                continue
            pieces.append(escape(line[at:first], quote=False))
            kind = "e" if last > first else "e empty"
            pieces.append(f'<span class="{kind}" title="{escape(told)}">')
            pieces.append(f"{escape(line[first:last], quote=False)}</span>")
            at = last
        pieces.append(escape(line[at:end], quote=False))
        return "".join(pieces)


def _shown(emendations: Sequence[Emendation], text: Readable) -> Iterator[tuple[Span, str]]:
    """Where something is to be read otherwise, and what; what was rejected is not shown."""
    for emendation in emendations:
        if emendation.status != "rejected":
            reading = "?" if emendation.replacement is None else emendation.replacement or "∅"
            sign = "→" if emendation.status == "accepted" else "→?"
            span = text.plain.span(emendation.span)
            yield span, f"{span.of(text.text)} {sign} {reading}"
