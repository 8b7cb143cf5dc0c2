"""How suggestions are scored: by label, on the clean hans view.

Names: precision against outer and nested annotations, recall against outer ones; "exact" is the
same span and label, "overlap" any shared character under the same label.  REF is told apart.
Measures: a pair counts where the characters both have are at least half of the longer one.
Zones are left out.  (The rules of the design, `suggestions.md` §9.)
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from annotations.model import Span
from annotations.suggest import MEASURE, Candidate
from tests.suggesting.corpus import Gold

REF = "REF"


@dataclass
class Tally:
    """Counts of one label: how many were proposed, were wanted, and of each how many fit."""

    proposed: int = 0
    wanted: int = 0
    right: int = 0
    found: int = 0

    def __iadd__(self, other: Tally) -> Tally:
        self.proposed += other.proposed
        self.wanted += other.wanted
        self.right += other.right
        self.found += other.found
        return self

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


@dataclass
class Score:
    """Tallies by label; `types` counts measures found and those of the right type."""

    exact: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    overlap: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    types: tuple[int, int] = (0, 0)

    def micro(self, kind: dict[str, Tally]) -> Tally:
        """Names together, without references and measures."""
        total = Tally()
        for label, tally in kind.items():
            if label not in (MEASURE, REF):
                total += tally
        return total

    def add(self, gold: Gold, candidates: Iterable[Candidate]) -> None:
        """Count one article."""
        proposed: dict[str, list[Candidate]] = defaultdict(list)
        for one in candidates:
            proposed[one.label].append(one)
        wanted: dict[str, list[Span]] = defaultdict(list)
        for mark, span in gold.marks:
            wanted[mark.label].append(span)
        outer = _outer(gold)
        for label in {*proposed, *wanted} - {MEASURE}:
            spans = [one.span for one in proposed[label]]
            self.exact[label] += _tally(spans, wanted[label], outer[label], _same)
            self.overlap[label] += _tally(spans, wanted[label], outer[label], Span.overlaps)
        self._add_measures(gold, proposed[MEASURE])

    def _add_measures(self, gold: Gold, proposed: Sequence[Candidate]) -> None:
        marks = [(mark, span) for mark, span in gold.marks if mark.label == MEASURE]
        spans, wanted = [one.span for one in proposed], [span for _, span in marks]
        self.exact[MEASURE] += _tally(spans, wanted, wanted, _same)
        pairs = list(_pairs(spans, wanted))
        count = len(pairs)
        self.overlap[MEASURE] += Tally(len(spans), len(wanted), count, count)
        right = sum(
            proposed[one].attributes.get("type") == marks[other][0].attributes.get("type")
            for one, other in pairs
        )
        self.types = self.types[0] + count, self.types[1] + right


def half(one: Span, other: Span) -> bool:
    """Whether what both share is at least half of the longer one."""
    shared = min(one.end, other.end) - max(one.start, other.start)
    return 2 * shared >= max(len(one), len(other))


def _pairs(spans: Sequence[Span], wanted: Sequence[Span]) -> Iterable[tuple[int, int]]:
    """Each with at most one of the other side."""
    free = set(range(len(wanted)))
    for number, span in enumerate(spans):
        fit = next((k for k in sorted(free) if half(span, wanted[k])), None)
        if fit is not None:
            free.discard(fit)
            yield number, fit


def _same(one: Span, other: Span) -> bool:
    return one == other


def _tally(spans: Sequence[Span], every: Sequence[Span], outer: Sequence[Span], fits) -> Tally:  # type: ignore[no-untyped-def]
    right = sum(any(fits(span, other) for other in every) for span in spans)
    found = sum(any(fits(span, other) for span in spans) for other in outer)
    return Tally(len(spans), len(outer), right, found)


def _outer(gold: Gold) -> dict[str, list[Span]]:
    """The names that stand in no longer one."""
    names = [(mark.label, span) for mark, span in gold.marks if mark.label != MEASURE]
    outer: dict[str, list[Span]] = defaultdict(list)
    for label, span in names:
        if not any(other.contains(span) and other != span for _, other in names):
            outer[label].append(span)
    return outer
