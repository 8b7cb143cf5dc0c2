"""A history of 100,000 steps: undone and redone at its top, middle and bottom, read, opened.

It is built by real verbs.  Our own work is the processor's time, which the disk's sync takes
none of; what a user waits for, sync included, is measured apart.  Less is asked for by
DANQIAN_BENCH_STEPS.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

from annotations.model import Span
from annotations.project import Project, open_project
from tests.annotations.store.making import TEXT, document
from tests.benchmarks import Figure

STEPS = int(os.environ.get("DANQIAN_BENCH_STEPS", "100000"))
ARTICLES = 100
_MEMORY = Path("/dev/shm")
_TARGET = 20.0  # ms for an undo, besides the disk's sync
_SAMPLE = min(500, STEPS // 5)  # so that the parts do not meet
_PAGE = 200


def figures() -> Iterator[Figure]:
    with TemporaryDirectory(dir=str(_MEMORY) if _MEMORY.is_dir() else None) as folder:
        yield from _long_history(Path(folder))
    with TemporaryDirectory() as folder:
        yield from _with_sync(Path(folder))


def _long_history(folder: Path) -> Iterator[Figure]:
    project = _begun(folder)
    how = f"of {STEPS} steps over {ARTICLES} articles; the processor's time"
    yield _p95("tag", _each(project, _tag, STEPS)[-_SAMPLE:], f"the last {how}")
    yield from _reading(project, how, "log")
    ids = [step.id for step in project.log(STEPS)]
    for depth, above in (("first", 0), ("middle", STEPS // 2), ("last", STEPS - _SAMPLE)):
        _go_to(project, ids[above])
        yield _p95(f"undo.{depth}", _each(project, lambda p, _: p.undo(), _SAMPLE), how)
        yield _p95(f"redo.{depth}", _each(project, lambda p, _: p.redo(), _SAMPLE), how)
    yield from _reading(project, f"{how}, nearly all undone", "log.undone")
    project.close()
    start = process_time()
    with open_project(project.path) as again:
        assert again.undoable is not None
        again.article_list()[0]
        seconds = process_time() - start
    yield Figure("history.open.ms", seconds * 1e3, "ms", None, f"list and head, {how}")


def _go_to(project: Project, step: str) -> None:
    done = project.undoable
    if done is None or done.id != step:
        project.go_to(step)


def _reading(project: Project, how: str, name: str) -> Iterator[Figure]:
    times: list[float] = []
    for _ in range(20):
        start = process_time()
        project.log(_PAGE)
        times.append(process_time() - start)
    yield _p95(f"{name}.{_PAGE}", times, how)


def _with_sync(folder: Path) -> Iterator[Figure]:
    """The same on a disk: what a user waits for, sync and step journal included."""
    project = _begun(folder)
    _each(project, _tag, _SAMPLE)
    undone = _each(project, lambda p, _: p.undo(), _SAMPLE, perf_counter)
    yield _p95("undo.on_disk", undone, f"{_SAMPLE} steps, with the disk's sync", target=None)
    project.close()


def _begun(folder: Path) -> Project:
    project = open_project(folder / "p.danqian", author="b", create=True)
    with project.bringing() as batch:
        for number in range(ARTICLES):
            batch.add(document(f"A{number}", f"{TEXT}{number}"), file="d.jsonl", line=number + 1)
    return project


def _tag(project: Project, number: int) -> object:
    start = number % (len(TEXT) - 2)
    return project.annotate(f"A{number % ARTICLES}", Span(start, start + 2), "REGION")


def _each(
    project: Project,
    verb: Callable[[Project, int], object],
    count: int,
    clock: Callable[[], float] = process_time,
) -> list[float]:
    """Do it so often; the seconds of each, as the clock says."""
    times: list[float] = []
    for number in range(count):
        start = clock()
        verb(project, number)
        times.append(clock() - start)
    return times


def _p95(name: str, times: list[float], how: str, target: float | None = _TARGET) -> Figure:
    return Figure(f"history.{name}.p95", quantiles(times, n=20)[-1] * 1e3, "ms", target, how)
