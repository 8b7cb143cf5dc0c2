"""A window on 100,000 articles with 1,000,000 annotations: its start, a tag, an article, memory.

The project is built first, which takes minutes; where DANQIAN_BIG names a file it is used, and
made there when it is missing.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.benchmarks import Figure
from tests.benchmarks._windows import READY
from tests.reliability import big

STARTS = 9
NAMED = "DANQIAN_BIG"


def figures() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(os.environ.get(NAMED) or Path(folder) / "big.danqian")
        if not path.exists():
            big.build(path, big.ARTICLES, big.CHARS, big.ANNOTATIONS)
        yield from _starts(path)
        yield from _work(path)


def _starts(path: Path) -> Iterator[Figure]:
    empty: list[float] = []
    ours: list[float] = []
    for turn in range(STARTS + 1):
        for kept, words in ((empty, ["empty"]), (ours, ["list", str(path)])):
            seconds = _start(*words)
            if turn:  # the first one warms up
                kept.append(seconds)
    least, usual = min(ours) / min(empty), statistics.median(ours) / statistics.median(empty)
    how = f"least of {STARTS} starts, {min(ours):.2f} s against {min(empty):.2f} s"
    yield Figure("store.start", least, "÷ empty window", 2.0, how)
    how = f"median of {STARTS} starts by turns; until the list is painted at its other end"
    yield Figure("store.start.median", usual, "÷ empty window", 2.0, how)


def _start(*words: str) -> float:
    """Seconds from starting an interpreter until what it shows can be used."""
    start = time.perf_counter()
    with _child(*words) as child:
        assert child.stdout is not None
        line = child.stdout.readline()
        took = time.perf_counter() - start
    assert line.strip() == READY, words
    return took


def _work(path: Path) -> Iterator[Figure]:
    with _child("work", str(path)) as child:
        assert child.stdout is not None
        told = [json.loads(line) for line in child.stdout]
    found = {name: list(zip(*kept, strict=True)) for one in told for name, kept in one.items()}
    for name, what, target in (
        ("open", "articles, chosen until painted", 50.0),
        ("tag", "spans, key press until painted", 20.0),
    ):
        all_of_it, own = found[name]
        how = f"p95 of {len(own)} {what}: the window's own work"
        yield Figure(f"store.{name}.own.ms", _late(own), "ms", target, how)
        waits = statistics.median(all_of_it) - statistics.median(own)
        how = "by the medians: waiting for the disk, and for whoever else works here"
        yield Figure(f"store.{name}.wait.ms", waits, "ms", None, how)
    memory = found["memory"][0][0]
    yield Figure("store.memory.mb", memory, "MB", 400.0, "the most the window ever held")


def _late(times: Sequence[float]) -> float:
    return sorted(times)[len(times) * 95 // 100]


def _child(*words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.benchmarks._windows", *words],
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
