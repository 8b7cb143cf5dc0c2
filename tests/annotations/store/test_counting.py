"""Emendations are listed and counted in work linear in how many there are."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from annotations.model import Emendation, Span
from annotations.project import Project
from tests.annotations.store.making import document, new_project

_EVERY = 100  # instructions of SQLite's machine


def steps(project: Project, asked: Callable[[], object]) -> int:
    """How much work SQLite has with something, in hundreds of its instructions."""
    counted = 0

    def count() -> None:
        nonlocal counted
        counted += 1

    connection = project._file._conn
    connection.set_progress_handler(count, _EVERY)
    try:
        asked()
    finally:
        connection.set_progress_handler(None, _EVERY)
    return counted


def work(folder: Path, many: int, asked: Callable[[Project], object]) -> int:
    found = tuple(
        Emendation(f"e{at}", Span(at, at + 1), "换", "pinyin", "test", "proposed", 0.9)
        for at in range(0, 2 * many, 2)
    )
    with new_project(folder, document("A", "字。" * many, emendations=found)) as project:
        return steps(project, lambda: asked(project))


@pytest.mark.parametrize(
    "asked",
    [
        lambda project: list(project.emendations_in(status="proposed")),
        lambda project: list(project.emendations_in(status="proposed", article="A")),
        lambda project: project.rule_counts(),
        lambda project: project.rule_counts("A"),
    ],
    ids=["list", "list of an article", "count", "count of an article"],
)
def test_twice_as_many_are_twice_the_work(tmp_path: Path, asked: Callable[[Project], object]):
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    assert work(tmp_path / "b", 2_000, asked) < 2.6 * work(tmp_path / "a", 1_000, asked)
