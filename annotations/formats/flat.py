"""Annotations that overlap, sorted into layers in which none does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from annotations.model import Span

Policy = Literal["outermost", "innermost"]


def layers(
    marks: Sequence[Sequence[Span]], policy: Policy, most: int | None = None
) -> list[list[int]]:
    """The places of `marks` (the spans of each) by layers, `most` at most, each in text order.

    Each layer takes what it can in this order: longest first (for `innermost` shortest),
    then what begins earlier, then what came first.  So the first layer of `outermost` holds
    every annotation that no longer one overlaps.  What has no span is in no layer.
    """
    order = sorted((n for n, spans in enumerate(marks) if any(spans)), key=_rank(marks, policy))
    found: list[list[int]] = []
    while order and (most is None or len(found) < most):
        layer, rest, taken = list[int](), list[int](), _Taken()
        for n in order:
            (layer if taken.take(marks[n]) else rest).append(n)
        found.append(sorted(layer, key=lambda n: marks[n][0]))
        order = rest
    return found


def _rank(marks: Sequence[Sequence[Span]], policy: Policy) -> Callable[[int], tuple[int, int, int]]:
    sign = -1 if policy == "outermost" else 1
    return lambda n: (sign * sum(map(len, marks[n])), marks[n][0].start, n)


class _Taken:
    """The characters of one layer that are under a span already."""

    def __init__(self) -> None:
        self._bits = bytearray()

    def take(self, spans: Sequence[Span]) -> bool:
        """Take all of these characters, or none where one of them is taken."""
        end = max(span.end for span in spans)
        if end > len(self._bits):
            self._bits.extend(bytes(end - len(self._bits)))
        if any(self._bits.find(1, span.start, span.end) >= 0 for span in spans):
            return False
        for span in spans:
            self._bits[span.start : span.end] = b"\1" * len(span)
        return True
