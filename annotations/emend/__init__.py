"""What is wrong with a scraped text: emendations proposed, each with its proof.

A module here with `KIND`, `RULES` and `detect` is a detector, found by itself; another
package adds one through the entry points `danqian.emend`.  A detector reads the source
alone, in time linear in its length, and gives the same emendations every time.  Nothing here
touches a text: what is proposed is for the user to judge.
"""

from __future__ import annotations

import pkgutil
import re
from bisect import bisect_left, insort
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from types import MappingProxyType
from typing import Any

from annotations.model import PROVED, ZONES, Emendation, Span

__all__ = ["KINDS", "PROVED", "Detector", "around", "detectors", "proposal", "propose"]

KINDS = (
    "byline",  # zones first: where two cross, the earlier of this list stays
    "boilerplate",
    "duplicate",
    "html",
    "mojibake",
    "pinyin",
    "injected",
    "invisible",
    "paragraph",
    "punctuation",
    "typo",  # made by hand: no detector has it
)
LONGEST = 1_000_000
_SUREST_ZONE = 0.99
_RANK: Mapping[str, int] = {kind: rank for rank, kind in enumerate(KINDS)}


@dataclass(frozen=True, slots=True)
class Detector:
    """One way to find dirt of one kind. `rules` are the names of the reasons it may give."""

    name: str
    kind: str
    rules: tuple[str, ...]
    detect: Callable[[str], Iterator[Emendation]]


def proposal(
    span: Span, replacement: str | None, kind: str, rule: str, confidence: float, **evidence: object
) -> Emendation:
    """An emendation as a detector proposes it; id, author and time are the store's to give.

    `evidence` are JSON values: they fill the blanks of the message `rule-<rule>`.  A zone is
    never proved: that a passage goes from the clean text is for the user to say.
    """
    confidence = min(confidence, _SUREST_ZONE) if kind in ZONES else confidence
    return Emendation("", span, replacement, kind, rule, "proposed", confidence, evidence)


def around(text: str, found: re.Match[str]) -> tuple[str, str]:
    """The characters right before and right after a match, "" at the text's ends."""
    return text[max(0, found.start() - 1) : found.start()], text[found.end() : found.end() + 1]


@cache
def detectors() -> Mapping[str, Detector]:
    """Every detector by its name (that of its module)."""
    found = [module for module in _modules() if hasattr(module, "KIND")]
    named = {module.__name__.rpartition(".")[2]: module for module in found}
    return MappingProxyType(
        {
            name: Detector(name, module.KIND, tuple(module.RULES), module.detect)
            for name, module in sorted(named.items())
        }
    )


def propose(text: str) -> tuple[Emendation, ...]:
    """All that the detectors find in one source text, by span.

    Zones and other emendations are told apart: those of one sort share no character, and one
    of the other sort lies wholly inside a zone or outside.  Zones may nest.  In more than
    `LONGEST` characters, which no article has, nothing is looked for.
    """
    if len(text) > LONGEST:
        return ()
    return merged(e for detector in detectors().values() for e in detector.detect(text))


def merged(found: Iterable[Emendation]) -> tuple[Emendation, ...]:
    """Of what may overlap, what `propose` promises: the kind that comes first in `KINDS` stays."""
    ordered = sorted(found, key=lambda e: (_RANK[e.kind], e.span, e.rule, e.replacement or ""))
    zones = _nested(e for e in ordered if e.kind in ZONES)
    edges = sorted({edge for zone in zones for edge in (zone.span.start, zone.span.end)})
    others = (e for e in ordered if e.kind not in ZONES and not _crosses(e.span, edges))
    return tuple(sorted((*zones, *_apart(others)), key=lambda e: (e.span, _RANK[e.kind])))


def _nested(zones: Iterable[Emendation]) -> list[Emendation]:
    """The zones without those that partly overlap an earlier one or repeat its span."""
    kept: list[Emendation] = []
    starts: list[tuple[int, int]] = []
    ends: list[tuple[int, int]] = []
    for zone in zones:
        start, end = zone.span.start, zone.span.end
        entering = starts[bisect_left(starts, (start, 0)) : bisect_left(starts, (end, 0))]
        leaving = ends[bisect_left(ends, (start + 1, 0)) : bisect_left(ends, (end, 0))]
        if any((first, last) == (start, end) for first, last in entering):
            continue
        if any(first > start and last > end for first, last in entering):
            continue
        if any(first < start for _, first in leaving):
            continue
        kept.append(zone)
        insort(starts, (start, end))
        insort(ends, (end, start))
    return kept


def _crosses(span: Span, edges: list[int]) -> bool:
    """Whether one of the sorted `edges` lies strictly inside the span."""
    place = bisect_left(edges, span.start + 1)
    return place < len(edges) and edges[place] < span.end


def _apart(emendations: Iterable[Emendation]) -> Iterator[Emendation]:
    """Those that meet no earlier one: no shared character, no second insertion at a place."""
    taken: list[Span] = []
    for emendation in emendations:
        span = emendation.span
        place = bisect_left(taken, span)
        before, after = taken[place - 1 : place], taken[place : place + 1]
        if any(other.end > span.start for other in before):
            continue
        if any(span.end > other.start or other == span for other in after):
            continue
        insort(taken, span)
        yield emendation


def _modules() -> Iterator[Any]:
    from importlib.metadata import entry_points  # which takes longer than the rest of a start

    for found in pkgutil.iter_modules(__path__, f"{__name__}."):
        yield import_module(found.name)
    for entry in entry_points(group="danqian.emend"):
        yield entry.load()
