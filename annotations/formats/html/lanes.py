"""Marks laid out under a line of text: on lanes, so that none hides another."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

CHIP = 0.58
"""The size of a chip's letters in that of the text."""


@dataclass(frozen=True, slots=True)
class Stroke:
    """One stretch under which a mark is drawn, in characters of a line of text.

    `mark` is the number of the annotation, `chip` what stands at its beginning, "" for
    nothing; lane 0 is next to the text.
    """

    start: int
    end: int
    mark: int
    chip: str = ""
    lane: int = 0

    @property
    def room(self) -> float:
        """Where the next one on its lane may begin."""
        return max(float(self.end), self.start + CHIP * width(self.chip) + 0.8 * bool(self.chip))


def width(text: str) -> float:
    """How wide a text is, in Chinese characters."""
    return sum(1 if unicodedata.east_asian_width(c) in "WFA" else 0.56 for c in text)


def laid(strokes: Iterable[Stroke]) -> list[Stroke]:
    """The strokes of a line in the order of the text, short ones nearest to it."""
    taken: list[list[Stroke]] = []
    placed: list[Stroke] = []
    for stroke in sorted(strokes, key=lambda s: (s.end - s.start, s.start, -s.mark)):
        lane = next((n for n, row in enumerate(taken) if _is_free(stroke, row)), len(taken))
        if lane == len(taken):
            taken.append([])
        taken[lane].append(stroke)
        placed.append(replace(stroke, lane=lane))
    return sorted(placed, key=lambda s: (s.start, -s.end, -s.lane))


def _is_free(stroke: Stroke, row: Sequence[Stroke]) -> bool:
    return all(stroke.room <= other.start or other.room <= stroke.start for other in row)


@dataclass(frozen=True, slots=True)
class Turn:
    """At `place` a stroke begins, or one ends that was begun last; `again` after an interruption.

    Strokes that cross are interrupted, so that what is begun last ends first.
    """

    place: int
    stroke: Stroke
    begins: bool
    again: bool = False


def turns(strokes: Sequence[Stroke]) -> Iterator[Turn]:
    """Beginnings and ends as tags can have them, in the order of the text."""
    open_: list[Stroke] = []
    for stroke in strokes:
        yield from _closed(open_, stroke.start)
        yield Turn(stroke.start, stroke, begins=True)
        open_.append(stroke)
    yield from _closed(open_, max((stroke.end for stroke in open_), default=0))


def _closed(open_: list[Stroke], until: int) -> Iterator[Turn]:
    """End what ends at or before `until`; what lies above it is interrupted."""
    while due := [stroke for stroke in open_ if stroke.end <= until]:
        place = min(stroke.end for stroke in due)
        lowest = min(n for n, stroke in enumerate(open_) if stroke.end == place)
        above = open_[lowest:]
        yield from (Turn(place, stroke, begins=False) for stroke in reversed(above))
        del open_[lowest:]
        for stroke in above:
            if stroke.end > place:
                yield Turn(place, stroke, begins=True, again=True)
                open_.append(stroke)
