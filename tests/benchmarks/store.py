"""A window on 100,000 articles with 1,000,000 annotations: its start, a tag, an article, memory.

The project is built first, which takes minutes; where DANQIAN_BIG names a file it is used, and
made there when it is missing.
"""

from __future__ import annotations

import json
import os
import statistics
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.benchmarks import Figure
from tests.benchmarks.startup import child, starts
from tests.reliability import big

NAMED = "DANQIAN_BIG"


def figures() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(os.environ.get(NAMED) or Path(folder) / "big.danqian")
        if not path.exists():
            big.build(path, big.ARTICLES, big.CHARS, big.ANNOTATIONS)
        yield from starts("store.start", path)
        yield from _work(path)


def _work(path: Path) -> Iterator[Figure]:
    with child(["work", str(path)], os.environ) as window:
        assert window.stdout is not None
        told = [json.loads(line) for line in window.stdout]
    found = {name: list(zip(*kept, strict=True)) for one in told for name, kept in one.items()}
    for name, what, target in (
        ("open", "articles, chosen until painted", 50.0),
        ("told", "articles, painted until everything beside them tells of them", None),
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
