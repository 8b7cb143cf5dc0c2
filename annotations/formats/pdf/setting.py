"""Text set in lines: broken as Chinese is, with its marks under it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from annotations.formats.html.lanes import Stroke, laid
from annotations.formats.pdf.typeface import UNITS, Typeface

_NOT_FIRST = frozenset("，。、；：？！）》〉」』】〕”’…—·,.;:?!)]}%％℃")
_NOT_LAST = frozenset("（《〈「『【〔“‘([{")


@dataclass(frozen=True, slots=True)
class SetLine:
    """One line: characters [start, end) of the text, and the strokes under it, counted from it."""

    start: int
    end: int
    strokes: tuple[Stroke, ...] = ()

    @property
    def lanes(self) -> int:
        return max((stroke.lane + 1 for stroke in self.strokes), default=0)


def lines(
    text: str, face: Typeface, size: float, room: float, strokes: Sequence[Stroke] = ()
) -> Iterator[SetLine]:
    """A paragraph without line ends, in lines of at most `room` points."""
    for start, end in _broken(text, face, size, room):
        yield SetLine(start, end, tuple(laid(_within(strokes, start, end))))


def _broken(text: str, face: Typeface, size: float, room: float) -> Iterator[tuple[int, int]]:
    start, wide, at = 0, 0.0, 0
    while at < len(text):
        wide += face.width(text[at]) * size / UNITS
        if wide > room and at > start:
            end = _break(text, start, at)
            yield start, end
            start, wide, at = end, 0.0, end
            continue
        at += 1
    if start < len(text) or not text:
        yield start, len(text)


def _break(text: str, start: int, at: int) -> int:
    """The last place up to `at` where a line may end: no later than before an unfitting mark."""
    for end in range(at, max(start, at - 24), -1):
        before, behind = text[end - 1], text[end]
        if behind in _NOT_FIRST or before in _NOT_LAST:
            continue
        if before.isascii() and before.isalnum() and behind.isascii() and behind.isalnum():
            continue
        return end
    return at


def _within(strokes: Iterable[Stroke], start: int, end: int) -> Iterator[Stroke]:
    for stroke in strokes:
        if stroke.start < end and stroke.end > start:
            begins = stroke.start >= start
            yield replace(
                stroke,
                start=max(stroke.start, start) - start,
                end=min(stroke.end, end) - start,
                chip=stroke.chip if begins else "",
            )
