"""The pieces of one annotation, whichever way they came."""

from __future__ import annotations

from collections.abc import Iterable

from annotations.model import Span


def apart(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Spans in order, those that overlap made one; what only touches stays two."""
    apart: list[Span] = []
    for span in sorted(spans):
        if apart and span.start < apart[-1].end:
            apart[-1] = apart[-1].hull(span)
        else:
            apart.append(span)
    return tuple(apart)
