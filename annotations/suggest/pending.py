"""Which suggestions of an article are still to be judged, given what is on it.

Pure and quick: some thousand suggestions beside ten thousand annotations take milliseconds, so
that it can be asked after every act.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from itertools import accumulate

from annotations.model import Annotation, Span, Suggestion
from annotations.suggest import MEASURE

Key = tuple[str, tuple[Span, ...]]
"""As `Suggestion.key`: a label and fragments of the source."""


def pending(
    suggestions: Iterable[Suggestion],
    annotations: Sequence[Annotation],
    rejected_here: Collection[Key] = frozenset(),
    measure: str = MEASURE,
) -> tuple[Suggestion, ...]:
    """Those that nobody has judged, and that nothing on the article says already.

    A name is gone where a name has its very fragments, whatever its label, where one of its
    label shares a character, and inside a longer name unless it was proposed there.  A measure
    is gone where a measure shares half of the shorter one of both.  `measure` is the label of
    that layer.
    """
    rejected = frozenset(rejected_here)
    names = _Names(one for one in annotations if one.label != measure)
    measures = _Measures(one for one in annotations if one.label == measure)
    return tuple(
        one
        for one in suggestions
        if one.key not in rejected
        and not (measures.say(one) if one.label == measure else names.say(one))
    )


class _Names:
    """The names on an article, to be asked for each suggestion in logarithmic time."""

    def __init__(self, annotations: Iterable[Annotation]) -> None:
        pieces: list[tuple[int, int]] = []
        by_label: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        self._exact: set[tuple[Span, ...]] = set()
        for one in annotations:
            self._exact.add(one.fragments)
            own = [(span.start, span.end) for span in one.fragments]
            pieces += own
            by_label[one.label] += own
        pieces.sort()
        self._starts = [start for start, _ in pieces]
        self._furthest = list(accumulate((end for _, end in pieces), max))
        self._covered = {label: _Covered(own) for label, own in by_label.items()}

    def say(self, one: Suggestion) -> bool:
        """Whether they leave nothing to say."""
        same = self._covered.get(one.label)
        return (
            one.fragments in self._exact
            or (same is not None and any(map(same.meets, one.fragments)))
            or (not one.is_nested and self._hold(one.hull))
        )

    def _hold(self, span: Span) -> bool:
        """Whether a piece of one is longer than the span and holds it."""
        before = bisect_left(self._starts, span.start)
        if before and self._furthest[before - 1] >= span.end:
            return True
        beside = bisect_right(self._starts, span.start)
        return beside > before and self._furthest[beside - 1] > span.end


class _Covered:
    """The characters that some pieces cover, as disjoint stretches in order."""

    def __init__(self, pieces: Iterable[tuple[int, int]]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(pieces):
            if self._ends and start <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], end)
            else:
                self._starts.append(start)
                self._ends.append(end)

    def meets(self, span: Span) -> bool:
        at = bisect_right(self._ends, span.start)
        return at < len(self._starts) and self._starts[at] < span.end


class _Measures:
    """The measures on an article, from first to last character; there are few of them."""

    def __init__(self, annotations: Iterable[Annotation]) -> None:
        self._hulls = sorted((one.hull for one in annotations), key=lambda hull: hull.start)
        self._starts = [hull.start for hull in self._hulls]
        self._furthest = list(accumulate((hull.end for hull in self._hulls), max))

    def say(self, one: Suggestion) -> bool:
        """Whether one of them shares half of the shorter of both."""
        hull = one.hull
        first = bisect_right(self._furthest, hull.start)
        last = bisect_left(self._starts, hull.end)
        return any(_share_half(hull, other) for other in self._hulls[first:last])


def _share_half(one: Span, other: Span) -> bool:
    shared = min(one.end, other.end) - max(one.start, other.start)
    return shared > 0 and 2 * shared >= min(len(one), len(other))
