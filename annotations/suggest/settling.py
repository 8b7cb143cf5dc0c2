"""Which of several candidates for one place stay."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable

from annotations.model import Span
from annotations.suggest.kinds import Candidate
from annotations.text.user_words import BREAKS


def settled(
    candidates: Iterable[Candidate], text: str, zones: Iterable[Span] = ()
) -> tuple[list[Candidate], list[Candidate]]:
    """Names that stay, disjoint and in order, and those that lie inside them.

    The longest wins, then the surest, then the first given; one that crosses a longer one is
    out, and so is what crosses a line end or meets a zone.
    """
    muted = sorted(zones)
    outer: list[tuple[Span, Candidate]] = []
    inner: list[Candidate] = []
    for one in sorted(candidates, key=lambda one: (-len(one.span), -one.confidence)):
        if not _fits(one.span, text, muted):
            continue
        met = _meeting(outer, one.span)
        if not met:
            insort(outer, (one.span, one), key=lambda pair: pair[0])
        elif any(span.contains(one.span) and span != one.span for span, _ in met):
            inner.append(one)
    return [one for _, one in outer], sorted(inner, key=lambda one: one.span)


def _fits(span: Span, text: str, muted: list[Span]) -> bool:
    if not span or not set(BREAKS).isdisjoint(span.of(text)) or span.of(text).strip() == "":
        return False
    return not any(zone.overlaps(span) for zone in muted)


def _meeting(outer: list[tuple[Span, Candidate]], span: Span) -> list[tuple[Span, Candidate]]:
    first = bisect_left(outer, span, key=lambda pair: pair[0])
    if first and outer[first - 1][0].end > span.start:
        first -= 1
    last = bisect_left(outer, span.end, key=lambda pair: pair[0].start)
    return [pair for pair in outer[first:last] if pair[0].overlaps(span)]
