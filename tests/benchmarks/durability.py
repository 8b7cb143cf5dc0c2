"""What a commit costs under SQLite's settings; which of them survive tests/reliability tells.

One step each (tag a span), through the project's own verbs, journal of steps included.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from time import perf_counter

from annotations.model import Article, Document, Source, Span
from annotations.project import Project, open_project
from tests.benchmarks import Figure

SETTINGS = (
    ("DELETE", "EXTRA"),  # ours
    ("DELETE", "FULL"),
    ("TRUNCATE", "FULL"),
    ("PERSIST", "FULL"),
    ("WAL", "FULL"),
    ("WAL", "NORMAL"),
)
STEPS = 150
ARTICLES = 200
TEXT = "兩地簽署合作協議，共建產業園區。" * 60


def figures() -> Iterator[Figure]:
    with (
        TemporaryDirectory() as folder,
        open_project(Path(folder) / "p.danqian", create=True) as project,
    ):
        _fill(project)
        for mode, synchronous in SETTINGS:
            yield from _committing(project, mode, synchronous)


def _fill(project: Project) -> None:
    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    with project.bringing() as batch:
        for number in range(ARTICLES):
            article = Article(f"A{number}", "題", TEXT, Source("a.txt", digest, "utf-8", bom=False))
            batch.add(Document(article), file="in.jsonl", line=number + 1)


def _committing(project: Project, mode: str, synchronous: str) -> Iterator[Figure]:
    file = project._file  # pyright: ignore[reportPrivateUsage]
    file.select(f"PRAGMA journal_mode = {mode}")
    conn = file._conn  # pyright: ignore[reportPrivateUsage]
    conn.execute(f"PRAGMA synchronous = {synchronous}")
    times: list[float] = []
    for step in range(STEPS):
        start = perf_counter()
        project.annotate(f"A{step % ARTICLES}", Span(step, step + 2), "REGION")
        times.append((perf_counter() - start) * 1e3)
    cuts = quantiles(times, n=100)
    how = f"{STEPS} steps on {ARTICLES} articles, with the disk's sync"
    for name, value in (("p50", cuts[49]), ("p95", cuts[94]), ("p99", cuts[98])):
        yield Figure(f"durability.{mode}.{synchronous}.{name}".lower(), value, "ms", None, how)
