"""Logs united: in whatever order, however often, it comes to the same, and nothing is lost."""

from __future__ import annotations

import random
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotations.model import Emendation
from annotations.project import open_project
from annotations.store.tables import EVENT, SOURCE, STEP
from annotations.store.union import Parcel, United, parcel_of, unite
from tests.annotations.store.clones import clone, contents, merged, work
from tests.annotations.store.making import document, mark, new_project

SLOW = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]
histories = settings(max_examples=4, deadline=None, suppress_health_check=SLOW)


def three(folder: Path, dice: random.Random, deeds: list[int]) -> list[Path]:
    """Copies of a project that were worked on apart, and a little together."""
    start = document(
        "A",
        annotations=[mark("T1", 0, 2), mark("T2", 2, 5)],
        emendations=[Emendation("E1", mark("", 1, 3).fragments[0], "字")],
    )
    with new_project(folder, start) as project:
        pass
    copies = [clone(project.path, name) for name in ("甲", "乙", "丙")]
    for _ in range(2):
        for path, count in zip(copies, deeds, strict=True):
            work(path, dice, count)
        with open_project(copies[0]) as first:
            first.merge(copies[dice.choice((1, 2))])
    return copies


@histories
@given(seed=st.integers(0, 2**32), deeds=st.lists(st.integers(0, 6), min_size=3, max_size=3))
def test_the_order_of_merging_does_not_matter_and_twice_is_once(
    tmp_path_factory: pytest.TempPathFactory, seed: int, deeds: list[int]
):
    folder = tmp_path_factory.mktemp("union")
    a, b, c = three(folder, random.Random(seed), deeds)
    wanted = merged(a, b, c)
    for first, *others in ((a, c, b), (b, c, a), (c, a, b), (c, b, a), (a, b, b, c, a, c)):
        assert merged(first, *others) == wanted
    _keeps_everything(wanted, (a, b, c))
    shutil.rmtree(folder)


def _keeps_everything(
    united: dict[str, list[tuple[object, ...]]], copies: tuple[Path, ...]
) -> None:
    """Every step, event and text of every copy is there, and no other."""
    each = [contents(path) for path in copies]
    for table in (STEP, EVENT, SOURCE):
        assert set(united[table]) == set().union(*(found[table] for found in each))


@histories
@given(seed=st.integers(0, 2**32))
def test_merging_what_was_merged_is_merging_its_parts(
    tmp_path_factory: pytest.TempPathFactory, seed: int
):
    folder = tmp_path_factory.mktemp("union")
    a, b, c = three(folder, random.Random(seed), [4, 4, 4])
    both = clone(b, "both")
    with open_project(both) as project:
        project.merge(c)
    assert merged(a, both) == merged(a, b, c) == merged(both, a)
    shutil.rmtree(folder)


def grown(folder: Path) -> tuple[Path, Path]:
    """A project, and a copy of it that has two articles more, the second one renamed."""
    with new_project(folder, document("A")) as project:
        copy = clone(project.path, "grown")
    with open_project(copy) as other:
        for id in "BC":
            with other.bringing() as batch:
                batch.add(document(id, f"{id}地𠮷消息。"), file=f"{id}.jsonl", line=1)
        other.rename("C", "丙題")
    return project.path, copy


def taken(path: Path, parcel: Parcel) -> United:
    with open_project(path) as project:
        file = project._file  # pyright: ignore[reportPrivateUsage]
        with file.tx() as db:
            united = unite(file, db, parcel)
    return united


def test_steps_whose_forerunner_is_nowhere_are_left_and_taken_later(tmp_path: Path):
    path, copy = grown(tmp_path)
    with open_project(copy, read_only=True) as other:
        whole = parcel_of(other._file)  # pyright: ignore[reportPrivateUsage]
        keys = [row["key"] for row in whole.steps]
        assert keys == ["created", "imported", "imported", "imported", "renamed"]
        gap = replace(whole, steps=[row for n, row in enumerate(whole.steps) if n != 3])
        united = taken(path, gap)
        assert (united.steps, united.left) == (1, (whole.steps[4]["id"],))
        assert taken(path, whole).steps == 2
    assert contents(path) == contents(copy)


def test_an_article_waits_for_its_text(tmp_path: Path):
    path, copy = grown(tmp_path)
    with open_project(copy, read_only=True) as other:
        whole = parcel_of(other._file)  # pyright: ignore[reportPrivateUsage]
        assert taken(path, replace(whole, source=lambda _: None)).steps == 3
        with open_project(path) as project:
            assert [row.id for row in project.articles()] == ["A"]
            assert {(c.row, c.reason) for c in project.conflicts()} == {
                ("B", "orphan"), ("C", "orphan"),
            }  # fmt: skip
        late = taken(path, whole)
        assert (late.steps, late.events) == (0, 0)
        assert {place.row for place in late.places} == {"B", "C"}
        assert sum(len(kept.sources) for kept in late.kept) == 2
    assert contents(path) == contents(copy)
