"""How suggestions are scored: by label, on the clean hans view.

Names: precision against outer and nested annotations, recall against outer ones; "exact" is the
same span and label, "overlap" any shared character under the same label.  REF is told apart.
Measures: exact, and pairs of one with one where the characters both have are at least half of
the longer one, the best pairs first; the type is judged on these.  Zones are left out.
(The rules of the design, `suggestions.md` §9.)
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from annotations.model import Span
from annotations.suggest import MEASURE, Candidate
from tests.suggesting.corpus import Gold

REF = "REF"
Fits = Callable[[Span, Span], bool]


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of one label: how many were proposed, were wanted, and of each how many fit."""

    proposed: int = 0
    wanted: int = 0
    right: int = 0
    found: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.proposed + other.proposed,
            self.wanted + other.wanted,
            self.right + other.right,
            self.found + other.found,
        )

    @property
    def precision(self) -> float:
        return self.right / self.proposed if self.proposed else 0.0

    @property
    def recall(self) -> float:
        return self.found / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def _tallies() -> dict[str, Tally]:
    return defaultdict(Tally)


@dataclass
class Score:
    """Tallies by label; `paired` are measures found, `typed` those of them of the right type."""

    exact: dict[str, Tally] = field(default_factory=_tallies)
    overlap: dict[str, Tally] = field(default_factory=_tallies)
    paired: int = 0
    typed: int = 0

    @property
    def labels(self) -> list[str]:
        """The labels of names that were proposed or wanted, those wanted most first."""
        found = {*self.exact} - {MEASURE, REF}
        return sorted(found, key=lambda one: (-self.exact[one].wanted, one))

    @property
    def type_right(self) -> float:
        """The share of measures found that have the right type."""
        return self.typed / self.paired if self.paired else 0.0

    def micro(self, kind: Mapping[str, Tally]) -> Tally:
        """Names together, without references and measures."""
        return sum((kind[label] for label in self.labels), Tally())

    def add(self, gold: Gold, candidates: Iterable[Candidate]) -> None:
        """Count one article."""
        proposed: dict[str, list[Candidate]] = defaultdict(list)
        for one in candidates:
            proposed[one.label].append(one)
        wanted: dict[str, list[Span]] = defaultdict(list)
        for mark, span in gold.names:
            wanted[mark.label].append(span)
        outer = _outer(gold)
        for label in {*proposed, *wanted} - {MEASURE}:
            spans = [one.span for one in proposed[label]]
            self.exact[label] += _tally(spans, wanted[label], outer[label], Span.__eq__)
            self.overlap[label] += _tally(spans, wanted[label], outer[label], Span.overlaps)
        self._add_measures(gold, proposed[MEASURE])

    def _add_measures(self, gold: Gold, proposed: Sequence[Candidate]) -> None:
        spans, wanted = [one.span for one in proposed], [span for _, span in gold.measures]
        self.exact[MEASURE] += _tally(spans, wanted, wanted, Span.__eq__)
        pairs = list(pairs_of(spans, wanted))
        self.overlap[MEASURE] += Tally(len(spans), len(wanted), len(pairs), len(pairs))
        self.paired += len(pairs)
        self.typed += sum(
            proposed[one].attributes.get("type") == gold.measures[other][0].attributes.get("type")
            for one, other in pairs
        )


def half(one: Span, other: Span) -> bool:
    """Whether what both share is at least half of the longer one."""
    return share(one, other) >= 0.5


def share(one: Span, other: Span) -> float:
    """What both share, as a part of the longer one."""
    shared = min(one.end, other.end) - max(one.start, other.start)
    return max(shared, 0) / max(len(one), len(other), 1)


def pairs_of(spans: Sequence[Span], wanted: Sequence[Span]) -> Iterator[tuple[int, int]]:
    """Numbers of spans that are at least half the same; each at most once, the best first."""
    near = [
        (-share(span, other), number, place)
        for number, span in enumerate(spans)
        for place, other in enumerate(wanted)
        if half(span, other)
    ]
    numbers: set[int] = set()
    places: set[int] = set()
    for _, number, place in sorted(near):
        if number not in numbers and place not in places:
            numbers.add(number)
            places.add(place)
            yield number, place


def _tally(
    spans: Sequence[Span], every: Sequence[Span], outer: Sequence[Span], fits: Fits
) -> Tally:
    right = sum(any(fits(span, other) for other in every) for span in spans)
    found = sum(any(fits(span, other) for span in spans) for other in outer)
    return Tally(len(spans), len(outer), right, found)


def _outer(gold: Gold) -> dict[str, list[Span]]:
    """The names that stand in no longer one, by label."""
    outer: dict[str, list[Span]] = defaultdict(list)
    for mark, span in gold.names:
        if not any(other.contains(span) and other != span for _, other in gold.names):
            outer[mark.label].append(span)
    return outer
