"""Which of several candidates for one place stay."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from annotations.model import Span
from annotations.suggest.kinds import Candidate
from annotations.text.user_words import BREAKS

_BREAKS = frozenset(BREAKS)


def settled(
    candidates: Iterable[Candidate], text: str, zones: Iterable[Span] = ()
) -> tuple[list[Candidate], list[Candidate]]:
    """Names that stay, disjoint and in order, and those that lie inside them: `apart`.

    What crosses a line end or meets a zone is out: `allowed`.
    """
    return apart(allowed(candidates, text, zones))


def allowed(
    candidates: Iterable[Candidate], text: str, zones: Iterable[Span] = ()
) -> Iterator[Candidate]:
    """Those that cover something, cross no line end and meet no zone."""
    muted = tuple(zones)
    return (one for one in candidates if _fits(one.span, text, muted))


def apart(candidates: Iterable[Candidate]) -> tuple[list[Candidate], list[Candidate]]:
    """Names that stay, disjoint and in order, and those that lie inside them.

    The longest wins, then the surest, then the first given; one that crosses a longer one is
    out.
    """
    outer: list[Candidate] = []
    starts: list[int] = []  # of these: whole numbers are compared in a tenth of a span's time
    inner: list[Candidate] = []
    for one in sorted(candidates, key=lambda one: (-len(one.span), -one.confidence)):
        span = one.span
        at = bisect_left(starts, span.start)
        first = at - 1 if at and outer[at - 1].span.end > span.start else at
        met = outer[first : bisect_left(starts, span.end, at)]
        if not met:
            starts.insert(at, span.start)
            outer.insert(at, one)
        elif any(other.span.contains(span) and other.span != span for other in met):
            inner.append(one)
    return outer, sorted(inner, key=lambda one: (one.span.start, one.span.end))


def _fits(span: Span, text: str, muted: Sequence[Span]) -> bool:
    covered = span.of(text)
    if not covered.strip() or not _BREAKS.isdisjoint(covered):
        return False
    return not any(zone.overlaps(span) for zone in muted)
