"""Find everywhere over 10,000 articles: the first page, the longest turn, a thousand tags at once.

The project is built first, which takes a minute; where DANQIAN_EVERYWHERE names a file it is used,
and made there when it is missing.  It is left as it was.
"""

from __future__ import annotations

import gc
import os
import shutil
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path

from annotations.model import Annotation, Mention, Span
from annotations.project import Project, open_project
from annotations.propagation import whole
from annotations.store import propagating
from annotations.store.tables import ANNOTATION, ARTICLE, SOURCE
from annotations.text import words
from annotations.text.fold import fold
from annotations.text.user_words import UserWords
from gui.app import COLLECTED
from tests.benchmarks import Figure, medians
from tests.reliability import big

NAMED = "DANQIAN_EVERYWHERE"
ARTICLES, CHARS, ANNOTATIONS = 10_000, 2_000, 100_000
PAGE = 50  # proposals
NAMES = 5  # that stand often enough to fill one
MANY, APIECE = 1_000, 10  # proposals that are accepted, on each article
ROUNDS = 9


def figures() -> Iterator[Figure]:
    gc.set_threshold(*COLLECTED)  # as the window does
    words.load()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(os.environ.get(NAMED) or Path(folder) / "everywhere.danqian")
        if not path.exists():
            big.build(path, ARTICLES, CHARS, ANNOTATIONS)
        copy = Path(folder) / "copy.danqian"
        shutil.copyfile(path, copy)
        with open_project(copy) as project:
            project.before_steps(lambda: None)  # a safety copy is none of this
            known = propagating.names(project.tagged_strings(), project.conversion)
            yield from _pages(project, known)
            yield from _accepted(project, path, Path(folder))


# -- finding --------------------------------------------------------------------------------


def _pages(project: Project, known: UserWords) -> Iterator[Figure]:
    texts = [fold(str(row["text"])) for row in _texts(project)]
    chosen = list(islice(_common(project, known), NAMES))
    shares: list[float] = []
    for article, origin in chosen:
        wanted = fold(origin.quote)

        def scan(wanted: str = wanted) -> int:
            read = _texts(project)
            return len(read) + sum(_count(text, wanted) for text in texts)

        def page(article: str = article, origin: Annotation = origin) -> object:
            return list(islice(_found(project, article, origin, known), PAGE))

        one, other = medians(page, scan, rounds=3)
        shares.append(one / other)
    longest = max(_turns(project, chosen[0], known)) * 1000
    how = f"{len(texts):,} articles; worst of {len(chosen)} names, the first {PAGE} proposals"
    scanned = "÷ reading all texts and looking through them, folded before"
    yield Figure("everywhere.page", max(shares), scanned, 0.2, how)
    how = "the longest turn of looking through all of them, own work"
    yield Figure("everywhere.turn.ms", longest, "ms", 50.0, how)


def _texts(project: Project) -> Sequence[Mapping[str, object]]:
    file = project._file
    join = f"main.{ARTICLE.name} AS a JOIN {SOURCE} AS s ON s.hash = a.hash"
    return file.select(f"SELECT s.text FROM {join}")


def _count(text: str, wanted: str) -> int:
    count, at = 0, text.find(wanted)
    while at >= 0:
        count, at = count + 1, text.find(wanted, at + 1)
    return count


def _common(project: Project, known: UserWords) -> Iterator[tuple[str, Annotation]]:
    """Annotations whose name fills a page, among those of the first articles."""
    for row in project.articles():
        for annotation in project.annotations(row.id)[:3]:
            found = islice(_found(project, row.id, annotation, known), PAGE)
            if sum(1 for _ in found) == PAGE:
                yield row.id, annotation


def _found(
    project: Project, article: str, annotation: Annotation, known: UserWords
) -> Iterator[Mention]:
    for turn in project.mentions(article, annotation.id, known=known):
        yield from whole(turn)


def _turns(project: Project, origin: tuple[str, Annotation], known: UserWords) -> Iterator[float]:
    coming = project.mentions(origin[0], origin[1].id, known=known)
    while True:
        start = time.thread_time()
        turn = next(coming, None)
        yield time.thread_time() - start
        if turn is None:
            return


# -- accepting ------------------------------------------------------------------------------


def _accepted(project: Project, path: Path, folder: Path) -> Iterator[Figure]:
    """One step with a thousand tags by the same rows in one bare transaction of the same file."""
    rows = project.articles()[: MANY // APIECE]
    spans = [Span(10 * place, 10 * place + 3) for place in range(APIECE)]
    chosen = {row.id: spans for row in rows}
    bare = _Bare(project, path, folder, chosen)
    times: list[tuple[float, float, float, float]] = []
    for _ in range(ROUNDS):
        plain, plain_own = _taken(bare.insert)
        bare.delete()
        step, own = _taken(lambda: project.annotate_all(chosen, "REGION"))
        project.undo()
        times.append((plain, step, plain_own, own))
    bare.close()
    plain, step, plain_own, own = map(statistics.median, zip(*times, strict=True))
    how = (
        f"{MANY:,} rows, medians: {step * 1000:.0f} ms, of it {own * 1000:.0f} ms own work;"
        f" bare {plain * 1000:.0f} ms, {plain_own * 1000:.0f} ms own"
    )
    yield Figure("everywhere.accept", step / plain, "÷ bare insert and fsync", 3.0, how)


class _Bare:
    """The same rows by SQLite alone, in a copy of the file, with the same synchronisation."""

    def __init__(
        self, project: Project, path: Path, folder: Path, chosen: Mapping[str, Sequence[Span]]
    ) -> None:
        shutil.copyfile(path, folder / "bare.danqian")
        self._db = sqlite3.connect(folder / "bare.danqian", isolation_level=None)
        synchronous = project._file.value("PRAGMA synchronous")
        self._db.execute(f"PRAGMA synchronous = {synchronous}")
        made = project.annotate_all(chosen, "REGION").annotations
        query = f"SELECT * FROM {ANNOTATION.name} WHERE article = ?"
        of_them = (row for article in chosen for row in project._file.select(query, article))
        self._rows = [tuple(row.values()) for row in of_them if (row["article"], row["id"]) in made]
        project.undo()

    def insert(self) -> None:
        blanks = ", ".join("?" * len(self._rows[0]))
        self._db.execute("BEGIN IMMEDIATE")
        self._db.executemany(f"INSERT INTO {ANNOTATION.name} VALUES ({blanks})", self._rows)
        self._db.execute("COMMIT")

    def delete(self) -> None:
        query = f"DELETE FROM {ANNOTATION.name} WHERE article = ? AND id = ?"
        self._db.execute("BEGIN")
        self._db.executemany(query, [row[:2] for row in self._rows])
        self._db.execute("COMMIT")

    def close(self) -> None:
        self._db.close()


def _taken(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds it takes, and those of our own work."""
    start, own = time.perf_counter(), time.thread_time()
    work()
    return time.perf_counter() - start, time.thread_time() - own
