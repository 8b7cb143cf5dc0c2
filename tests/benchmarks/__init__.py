"""Speed, as ratios in one process, and quality: `./run bench [NAME...]`, one JSON line a figure.

A benchmark is a module here with a function `figures()`; its name is the module's.
"""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured value against its target, and how it was measured.

    `target` is an upper bound in `unit`, or a lower one where `at_least` is set; None where
    nothing was promised yet.
    """

    name: str
    value: float
    unit: str
    target: float | None
    how: str
    at_least: bool = False

    @property
    def holds(self) -> bool | None:
        """Whether the target is reached; None where there is none."""
        if self.target is None:
            return None
        return self.value >= self.target if self.at_least else self.value <= self.target

    def line(self) -> str:
        """The figure as one line of JSON."""
        fields = asdict(self)
        how = fields.pop("how")
        value = float(f"{self.value:.4g}")
        row = {**fields, "value": value, "holds": self.holds, "how": how}
        return json.dumps(row, ensure_ascii=False)


def medians(*works: Callable[[], object], rounds: int = 7) -> list[float]:
    """Seconds each work takes: the median of interleaved rounds, after one to warm up."""
    return [statistics.median(kept) for kept in _timed(works, rounds)]


def leasts(
    *works: Callable[[], object], rounds: int = 7, clock: Callable[[], float] = time.perf_counter
) -> list[float]:
    """Seconds each work takes when nothing disturbs it: the least of interleaved rounds."""
    return [min(kept) for kept in _timed(works, rounds, clock)]


def _timed(
    works: Sequence[Callable[[], object]],
    rounds: int,
    clock: Callable[[], float] = time.perf_counter,
) -> list[list[float]]:
    times: list[list[float]] = [[] for _ in works]
    for turn in range(rounds + 1):
        for work, kept in zip(works, times, strict=True):
            start = clock()
            work()
            if turn:
                kept.append(clock() - start)
    return times
