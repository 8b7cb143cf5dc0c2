"""Tagging in the whole window: select, press the key, see it drawn and have it committed."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
from collections.abc import Iterator, Sequence

from tests.benchmarks import Figure

FRAME_MS = 16.7
RATIO = 2.0


def figures() -> Iterator[Figure]:
    words = [sys.executable, "-m", "tests.benchmarks._tagging_windows"]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(words, env=environment, capture_output=True, text=True, check=True)
    found = json.loads(done.stdout.splitlines()[-1])
    own = {name: statistics.median(times[0] for times in kept) for name, kept in found.items()}
    how = f"medians of {len(found['usual'])}: select, key, painted and committed; own work"
    yield Figure(
        "tagging.million",
        own["million"] / own["usual"],
        "× usual",
        RATIO,
        f"1,000,000 characters / 10,000 annotations ÷ 3,000 / 100, {how}",
    )
    yield Figure("tagging.usual.ms", own["usual"], "ms", FRAME_MS, how)
    yield Figure("tagging.million.ms", own["million"], "ms", None, how)
    for name, kept in found.items():
        how = "p95 of the same"
        yield Figure(f"tagging.{name}.late.ms", _late([t[0] for t in kept]), "ms", None, how)
        waits = statistics.median(times[1] - times[0] for times in kept)
        how = "clock less own work: the disk's sync, and whoever else works here"
        yield Figure(f"tagging.{name}.wait.ms", waits, "ms", None, how)
        after = statistics.median(times[3] for times in kept)
        how = "own work in the 0.4 s after it: find everywhere, counts, what is drawn late"
        yield Figure(f"tagging.{name}.after.ms", after, "ms", None, how)
    sync = statistics.median(times[2] for kept in found.values() for times in kept)
    yield Figure("tagging.sync.ms", sync, "ms", None, "one page written and synced by itself")


def _late(times: Sequence[float]) -> float:
    return sorted(times)[len(times) * 95 // 100]
