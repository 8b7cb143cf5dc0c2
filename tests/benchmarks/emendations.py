"""Judging by rule over a corpus: as one step, and taking that step back."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from annotations.model import Article, Document, Emendation, Source, Span
from annotations.project import Project, open_project
from tests.benchmarks import Figure

LINE = "兩地新區(qū)簽約。"
SHAPES = ((100, 100), (400, 100), (1, 10_000))  # articles, emendations in each


def figures() -> Iterator[Figure]:
    for articles, each in SHAPES:
        with TemporaryDirectory() as folder:
            yield from _judged(Path(folder), articles, each)


def _judged(folder: Path, articles: int, each: int) -> Iterator[Figure]:
    with open_project(folder / "p.danqian", create=True) as project:
        with project.bringing() as batch:
            for number in range(articles):
                batch.add(_document(number, each), file="in.jsonl", line=number + 1)
        chosen = {row.id: [e.id for e in project.emendations(row.id)] for row in project.articles()}
        how = f"{articles * each} emendations over {articles} articles, with the disk's sync"
        name = f"emendations.{articles}x{each}"
        deeds: dict[str, Callable[[Project], object]] = {
            "judge_all": lambda p: p.judge_all(chosen, "accepted"),
            "undo": lambda p: p.undo(),
            "rule_counts": lambda p: p.rule_counts(),
        }
        for deed, do in deeds.items():
            start = perf_counter()
            do(project)
            seconds = perf_counter() - start
            yield Figure(f"{name}.{deed}.ms", seconds * 1e3 / articles / each, "ms each", None, how)


def _document(number: int, each: int) -> Document:
    text = f"{number}\n" + LINE * each
    start = text.index("(")
    digest = hashlib.sha256(text.encode()).hexdigest()
    article = Article(f"A{number}", "題", text, Source("a.txt", digest, "utf-8", bom=False))
    spans = (Span(start + len(LINE) * n, start + len(LINE) * n + 4) for n in range(each))
    made = (
        Emendation(f"E{n}", span, "", "pinyin", "pinyin-reading", "proposed", 1.0)
        for n, span in enumerate(spans)
    )
    return Document(article, tuple(made))
