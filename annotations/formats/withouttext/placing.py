"""Where in somebody's own copy a place of the original stands.

Anchors that stand in both skeletons, in the same order, carry places across; between two of
them a place is found by the hash of what it says, and chosen by the hashes of what stands
around it.  Where the copy says something else there (software written 软件 and 軟體), both
surroundings decide.  What none of this tells has no place: nothing is guessed.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from annotations.formats.withouttext.outlines import Outline
from annotations.formats.withouttext.places import Place
from annotations.formats.withouttext.skeleton import ANCHOR, STRIDE, Skeleton, long
from annotations.model import Span

_MOST_REPEATED = 50  # a stretch that stands more often is no anchor
_FEWEST_ALONE = 8  # characters that are believed without their surroundings, if found once
_BOTH = 2
_MOST_READ = 20_000_000  # characters to search for one place
_MOST_PAIRS = 10_000
_QUOTES = dict.fromkeys("“”„‟「」『』﹁﹂﹃﹄＂", '"') | dict.fromkeys("‘’‚‛＇", "'")


@dataclass(frozen=True, slots=True)
class _Found:
    """A stretch of the copy, and how many of the two sides stand around it as they should."""

    stretch: Span
    sides: int


class Fitting:
    """An outline laid along a copy of its article."""

    def __init__(self, outline: Outline, copy: Skeleton) -> None:
        self._copy = copy
        self._anchors = _in_order(_matches(outline.anchors, copy))
        self._froms = [p for p, _ in self._anchors]
        self.share = len(self._anchors) / len(outline.anchors) if outline.anchors else 0.0

    def span(self, place: Place, literal: bool = False) -> Span | None:
        """What of the copy's text the place covers; None where that is not sure.

        `literal`: only where the copy says there exactly what was quoted.
        """
        found = self._empty(place) if not place.at else self._stretch(place, literal)
        if found is not None and literal and not _says(found.of(self._copy.text), place):
            return None
        return found

    # -- places with characters of the skeleton -----------------------------------------

    def _stretch(self, place: Place, literal: bool) -> Span | None:
        found = self._equal(place) or (None if literal else self._between(place))
        return found and self._edged(found, place)

    def _equal(self, place: Place) -> Span | None:
        """Where the copy says the same: as the anchors on both sides tell, else searched."""
        shifts = self._shifts(place.at)
        told = [f for shift in shifts if (f := self._told(place, place.at.start + shift))]
        if len(shifts) == 1 and told and self._is_enclosed(place.at):
            return told[0].stretch
        window, length = self._window(place.at), len(place.at)
        starts = range(window.start, window.end - length + 1)
        if len(starts) * length > _MOST_READ:
            starts = range(0)
        found = told or [f for start in starts if (f := self._told(place, start))]
        best = max((f.sides for f in found), default=0)
        likely = [f.stretch for f in found if f.sides == best]
        if best == 0:
            return likely[0] if len(likely) == 1 and length >= _FEWEST_ALONE else None
        if len(likely) == 1 or (shifts and best == _BOTH):
            near = place.at.start + (shifts[0] if shifts else 0)
            return min(likely, key=lambda stretch: abs(stretch.start - near), default=None)
        return None

    def _told(self, place: Place, start: int) -> _Found | None:
        """The stretch that begins there, where it says what the place says."""
        end = start + len(place.at)
        if not 0 <= start < end <= len(self._copy.chars):
            return None
        if long(self._copy.chars[start:end]) != place.hash:
            return None
        sides = (self._copy.left(start) == place.left) + (self._copy.right(end) == place.right)
        return _Found(Span(start, end), sides)

    def _between(self, place: Place) -> Span | None:
        """Where the copy says something else between the same surroundings."""
        window, length = self._window(place.at), len(place.at)
        within = range(window.start, window.end + 1)
        starts = [i for i in within if self._copy.left(i) == place.left]
        ends = [i for i in within if self._copy.right(i) == place.right]
        if len(starts) * len(ends) > _MOST_PAIRS:
            return None
        slack = max(2, length // 4)
        pairs = [
            Span(start, end)
            for start in starts
            for end in ends
            if start < end and abs(end - start - length) <= slack
        ]
        return pairs[0] if len(pairs) == 1 else None

    def _edged(self, stretch: Span, place: Place) -> Span:
        """The span of a stretch with the punctuation that the original had at its ends."""
        copy, core = self._copy, self._copy.outside(stretch)
        before = copy.text[copy.gap(stretch.start).start : core.start]
        behind = copy.text[core.end : copy.gap(stretch.end).end]
        start = core.start - _reach(before[::-1], place.before[::-1])
        return Span(start, core.end + _reach(behind, place.after))

    # -- places without -----------------------------------------------------------------

    def _empty(self, place: Place) -> Span | None:
        """Punctuation alone, or a place between two characters."""
        wanted = [
            index
            for index in self._indices(place.at.start)
            if self._copy.left(index) == place.left or self._copy.right(index) == place.right
        ]
        if len(wanted) != 1:
            return None
        gap = self._copy.gap(wanted[0])
        said = gap.of(self._copy.text)
        if not place.span:
            is_same = said.startswith(place.before)
            at = gap.start + len(place.before) * is_same
            return Span(at, at) if is_same else None
        at = _plain(said).find(_plain(place.before))
        whole = len(place.span) == len(place.before) > 0
        return (
            Span(gap.start + at, gap.start + at + len(place.before)) if whole and at >= 0 else None
        )

    def _indices(self, at: int) -> Iterator[int]:
        """Where in the copy's skeleton a border may be, the likeliest alone where that is sure."""
        here = Span(at, at)
        shifts = self._shifts(here)
        if len(shifts) == 1 and self._is_enclosed(here):
            yield at + shifts[0]
        else:
            window = self._window(here)
            yield from range(window.start, window.end + 1)

    # -- along the anchors --------------------------------------------------------------

    def _around(self, at: Span) -> tuple[int, int]:
        """The last anchor at or before a stretch and the first that ends behind it (-1, len)."""
        before = bisect_right(self._froms, at.start) - 1
        return before, bisect_left(self._froms, at.end - ANCHOR)

    def _shifts(self, at: Span) -> list[int]:
        """How far the anchors on both sides have moved, each once."""
        around = (i for i in self._around(at) if 0 <= i < len(self._anchors))
        moved = (self._anchors[i][1] - self._anchors[i][0] for i in around)
        return list(dict.fromkeys(moved))

    def _is_enclosed(self, at: Span) -> bool:
        before, after = self._around(at)
        return before >= 0 and after < len(self._anchors)

    def _window(self, at: Span) -> Span:
        """Where in the copy's skeleton it can be at all."""
        before, after = self._around(at)
        start = self._anchors[before][1] if before >= 0 else 0
        end = self._anchors[after][1] + ANCHOR if after < len(self._anchors) else None
        length = len(self._copy.chars)
        return Span(min(start, length), max(start, length if end is None else min(end, length)))


def _matches(anchors: tuple[str, ...], copy: Skeleton) -> Iterator[tuple[int, int]]:
    """Where each anchor begins in the original and, one or several times, in the copy."""
    for number, anchor in enumerate(anchors):
        found = copy.windows.get(anchor, ())
        if len(found) <= _MOST_REPEATED:
            yield from ((number * STRIDE, at) for at in reversed(found))


def _in_order(matches: Iterator[tuple[int, int]]) -> list[tuple[int, int]]:
    """As many matches as can be that rise in both texts: the longest rising subsequence."""
    ends: list[int] = []  # ends[k]: the least place in the copy that k + 1 matches can end at
    held: list[tuple[int, int]] = []
    last: list[int] = []  # which match that is
    before: list[int] = []
    for number, match in enumerate(matches):
        k = bisect_left(ends, match[1])
        before.append(last[k - 1] if k else -1)
        held.append(match)
        ends[k : k + 1] = [match[1]]
        last[k : k + 1] = [number]
    rising: list[tuple[int, int]] = []
    number = last[-1] if last else -1
    while number >= 0:
        rising.append(held[number])
        number = before[number]
    return rising[::-1]


def _plain(text: str) -> str:
    """Quotation marks of all kinds as one."""
    from annotations.text.fold import fold

    return "".join(_QUOTES.get(char, char) for char in fold(text))


def _reach(said: str, wanted: str) -> int:
    """How many characters from the beginning of `said` are those wanted, blanks aside."""
    if said.startswith(wanted):
        return len(wanted)
    at = reached = 0
    for char in _plain(wanted):
        if char.isspace():
            continue
        while at < len(said) and said[at].isspace():
            at += 1
        if at == len(said) or _plain(said[at]) != char:
            break
        at += 1
        reached = at
    return reached


def _says(text: str, place: Place) -> bool:
    """Whether a text is what was quoted, as far as it was."""
    if not place.at:
        return text == (place.before if place.span else "")
    match place.quote:
        case (whole,):
            return text == whole
        case (head, tail):
            return text.startswith(head) and text.endswith(tail)
        case _:
            return len(text) == len(place.span)
