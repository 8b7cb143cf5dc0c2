"""From starting an interpreter to a list of 1,000 articles that answers, by an empty window."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.benchmarks import Figure
from tests.benchmarks._windows import READY
from tests.reliability import big

STARTS = 15
ARTICLES, ANNOTATIONS = 1_000, 10_000
TARGET = 2.0


def figures() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "thousand.danqian"
        big.build(path, ARTICLES, big.CHARS, ANNOTATIONS)
        yield from starts("startup", path)


def starts(name: str, path: Path) -> Iterator[Figure]:
    """The program on a project and a bare window by turns, each in an interpreter of its own.

    Least times are given besides medians: whatever else a machine does only ever adds.
    """
    kinds = {"empty": ["empty"], "list": ["list", str(path)], "all": ["all", str(path)]}
    took: dict[str, list[float]] = {kind: [] for kind in kinds}
    with tempfile.TemporaryDirectory() as folder:
        compiled = as_installed(Path(folder))
        for turn in range(STARTS + 1):
            for kind, words in kinds.items():
                seconds = _start(words, compiled)
                if turn:  # the first one compiles, and reads from the disk
                    took[kind].append(seconds)
    for kind, what, target in (
        ("list", "until the list is painted at its other end", TARGET),
        ("all", "until every part is there and painted, text and marks too", None),
    ):
        for measure, of in (("least", min), ("median", statistics.median)):
            ours, bare = of(took[kind]), of(took["empty"])
            how = f"{measure} of {STARTS} by turns, {ours:.2f} s against {bare:.2f} s; {what}"
            yield Figure(f"{name}.{kind}.{measure}", ours / bare, "÷ empty window", target, how)


def as_installed(folder: Path) -> Mapping[str, str]:
    """An environment in which modules are compiled once, as `./run` leaves them, and kept."""
    kept = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPYCACHEPREFIX": str(folder)}


def child(words: list[str], environment: Mapping[str, str]) -> subprocess.Popen[str]:
    """`_windows` in an interpreter of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.benchmarks._windows", *words],
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env=dict(environment),
    )


def _start(words: list[str], environment: Mapping[str, str]) -> float:
    """Seconds from starting an interpreter until what it shows can be used."""
    start = time.perf_counter()
    with child(words, environment) as started:
        assert started.stdout is not None
        line = started.stdout.readline()
        took = time.perf_counter() - start
    assert line.strip() == READY, words
    return took
