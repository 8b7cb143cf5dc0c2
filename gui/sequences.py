"""Where two long sequences that are nearly the same differ, found without a Python loop."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import compress, count, islice
from operator import is_not
from typing import Any


def same_head(some: Sequence[Any], others: Sequence[Any]) -> int:
    """How many at the beginning of both are equal."""
    return _same(some, others, min(len(some), len(others)))


def same_tail(some: Sequence[Any], others: Sequence[Any], head: int) -> int:
    """How many at the end of both are equal, beside the `head` at their beginning."""
    return _same(some[::-1], others[::-1], min(len(some), len(others)) - head)


def _same(some: Sequence[Any], others: Sequence[Any], most: int) -> int:
    """Nearly all of them are the very same, which is quickly seen; only others are compared."""
    at = 0
    while (at := at + _first_other(some, others, at)) < most and some[at] == others[at]:
        at += 1
    return min(at, most)


def _first_other(some: Sequence[Any], others: Sequence[Any], start: int) -> int:
    """How far behind `start` the first is that is not the very same."""
    rest: Iterable[bool] = map(is_not, islice(some, start, None), islice(others, start, None))
    return next(compress(count(), rest), min(len(some), len(others)) - start)
