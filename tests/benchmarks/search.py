"""Searching 100,000 articles: first pages, counts, the list; the index: size, time, upkeep.

The project is that of the benchmark `store`: DANQIAN_BIG, or built first, which takes minutes.
"""

from __future__ import annotations

import os
import random
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from unittest import mock

from annotations.model import Article, Document, Emendation, Source, Span
from annotations.project import Project, open_project
from annotations.store import search
from annotations.store.search import index
from annotations.text.fold import fold
from annotations.text.views import Views
from tests.benchmarks import Figure
from tests.benchmarks.store import NAMED
from tests.reliability import big

QUERIES = 40  # of each length and kind
SAMPLE = 300  # articles out of which queries are made
COMMON = 12  # characters that the hardest queries are made of
ROUNDS = 3
TURNS = 40  # judgements, imports
LONG, MANY = 1_000_000, 20_000  # characters of one text, its emendations
Work = Callable[[], object]


def figures() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(os.environ.get(NAMED) or Path(folder) / "big.danqian")
        if not path.exists():
            big.build(path, big.ARTICLES, big.CHARS, big.ANNOTATIONS)
        with open_project(path) as project:
            yield from _index(project)
            yield from _answers(project)
            yield from _upkeep(project, "2,000 characters")
        with _long(Path(folder)) as project:
            yield from _upkeep(project, f"{LONG:,} characters, {MANY:,} emendations", "long.")


# -- answers --------------------------------------------------------------------------------


def _answers(project: Project) -> Iterator[Figure]:
    file = project._file
    asked: dict[str, tuple[Callable[[str], Work], float | None]] = {
        "page": (lambda query: lambda: project.search(query), 50.0),
        "count": (lambda query: lambda: project.search_count(query), 100.0),
        "list": (lambda query: lambda: search.matching(file, query), 100.0),
    }
    queries = _queries(project)
    for name, (asking, target) in asked.items():
        for kind, texts in queries.items():
            took = sorted((_least(asking(text)), text) for text in texts)
            worst, usual = took[-1], statistics.median(seconds for seconds, _ in took)
            how = f"worst of {len(took)}, {worst[1]!r}; median {usual * 1000:.1f} ms"
            yield Figure(f"search.{name}.{kind}.ms", worst[0] * 1000, "ms", target, how)


def _least(work: Work) -> float:
    times: list[float] = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def _queries(project: Project) -> dict[str, list[str]]:
    """By length: what stands in texts and across their scripts, and what is hardest.

    Hardest are the commonest characters, side by side whether they ever stand so or not.
    """
    chance = random.Random(1)
    rows = project.article_list()
    sample = [rows[chance.randrange(len(rows))].id for _ in range(SAMPLE)]
    texts = [project.article(id).text for id in sample]
    common = [char for char, _ in Counter(fold("".join(texts))).most_common(COMMON)]
    found: dict[str, list[str]] = {}
    for length in (1, 2, 3, 4, 8):
        starts = [(text, chance.randrange(len(text) - length)) for text in texts[:QUERIES]]
        taken = [text[start : start + length] for text, start in starts]
        other = [Views(text).of(chance.choice(("hans", "hant"))).text for text in taken]
        hard = ["".join(chance.sample(common, min(length, COMMON))) for _ in range(QUERIES)]
        found[f"{length}"] = [*taken, *other]
        found[f"{length}.hard"] = common if length == 1 else hard
    return found


# -- the index ------------------------------------------------------------------------------


def _index(project: Project) -> Iterator[Figure]:
    rows = project.article_list()
    start = time.perf_counter()
    size = project.reindex()
    took = time.perf_counter() - start
    how = f"{len(rows):,} articles, all made anew in one transaction"
    yield Figure("search.build.s", took, "s", None, how)
    yield Figure("search.size.mb", size / 1e6, "MB", None, "all that the index holds")
    file = project.path.stat().st_size
    yield Figure("search.size.share", size / file, "of the file", None, f"{file / 1e6:,.0f} MB")


def _upkeep(project: Project, what: str, prefix: str = "") -> Iterator[Figure]:
    """What the index adds to a step, by the medians of steps with it and without."""
    project._file.value("PRAGMA synchronous = OFF")
    article = next(row.id for row in project.article_list() if project.emendations(row.id))
    emendation = project.emendations(article)[-1].id
    statuses = ("rejected", "accepted") * (TURNS // 2)
    steps: dict[str, Sequence[Work]] = {
        "judge": [lambda s=s: project.judge(article, [emendation], s) for s in statuses],
        "tag": [
            lambda n=n: project.annotate(article, Span(n, n + 2), "REGION") for n in range(TURNS)
        ],
        "import": [lambda n=n: _bring(project, n) for n in range(TURNS)],
    }
    if prefix:
        steps = {"judge": steps["judge"]}
    for name, works in steps.items():
        plain, kept = _taken(project, works, with_index=False), _taken(project, works)
        added = (statistics.median(kept) - statistics.median(plain)) * 1000
        how = (
            f"added to {statistics.median(plain) * 1000:.1f} ms, a text of {what}; disk not synced"
        )
        yield Figure(f"search.{prefix}{name}.ms", added, "ms", None, how)


def _taken(project: Project, works: Sequence[Work], *, with_index: bool = True) -> list[float]:
    """Seconds of each; all of them are undone."""
    times: list[float] = []
    with mock.patch.object(index, "keep", index.keep if with_index else lambda *_: None):
        for work in works:
            start = time.perf_counter()
            work()
            times.append(time.perf_counter() - start)
        for _ in works:
            project.undo()
    return times


def _bring(project: Project, number: int) -> None:
    text = f"{number}。" + project.article(project.article_list()[number].id).text
    with project.bringing() as batch:
        batch.add(_document(f"bench {number}", text), file="bench", line=1)


def _document(id: str, text: str, emendations: Sequence[Emendation] = ()) -> Document:
    sum = sha256(text.encode("utf-8")).hexdigest()
    return Document(
        Article(id, "題", text, Source("b.txt", sum, "utf-8", bom=False)), tuple(emendations)
    )


@contextmanager
def _long(folder: Path) -> Iterator[Project]:
    line = "上海市松江區(qū)與三明市簽署合作協議，共建產業園區。兩地一同推進，成效顯著。\n"
    text = line * (LONG // len(line))
    starts = [n * len(text) // MANY for n in range(MANY)]
    emendations = [
        Emendation(f"E{at}", Span(at, at + 4), "", "pinyin", confidence=1.0) for at in starts
    ]
    with open_project(folder / "long.danqian", create=True) as project:
        with project.bringing() as batch:
            batch.add(_document("A", text, emendations), file="long", line=1)
        yield project
