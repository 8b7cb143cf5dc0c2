"""Ids sort as they were made, whatever the clock does."""

from __future__ import annotations

import time
from pathlib import Path
from uuid import RFC_4122, UUID

import pytest

from annotations.ids import Ids, named
from annotations.model import Span
from annotations.project import open_project
from tests.annotations.store.making import document, everything, new_project


def set_back_a_year(monkeypatch: pytest.MonkeyPatch) -> None:
    then = time.time_ns() - 365 * 24 * 3600 * 1_000_000_000
    monkeypatch.setattr(time, "time_ns", lambda: then)


def test_ids_rise_and_are_of_version_7():
    ids = Ids()
    made = [ids.new() for _ in range(5000)]
    assert made == sorted(set(made))
    assert {(UUID(id).version, UUID(id).variant) for id in made} == {(7, "specified in RFC 4122")}


def test_an_id_never_falls_below_one_that_was_seen(monkeypatch: pytest.MonkeyPatch):
    first = Ids().new()
    set_back_a_year(monkeypatch)
    ids = Ids()
    ids.seen(first)
    for not_an_id in (None, "", "T1", "f47ac10b-58cc-4372-a567-0e02b2c3d479"):
        ids.seen(not_an_id)
    assert ids.new() > first


def test_a_full_counter_runs_into_the_next_millisecond(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(time, "time_ns", lambda: 0)
    ids = Ids()
    last = "00000000-0001-7fff-bfff-ffffffffffff"
    ids.seen(last)
    assert last < ids.new() < ids.new()


@pytest.mark.parametrize("last", ["", "00000000-0001-7fff-bfff-ffff00000000"])
def test_several_at_once_are_as_ids_made_one_by_one(last: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(time, "time_ns", lambda: 0)
    ids = Ids()
    ids.seen(last)
    made = [last, ids.new(), *ids.several(2000), ids.new(), *ids.several(1), *ids.several(0)]
    assert len(made) == 2004
    assert made == sorted(set(made))
    assert {UUID(id).version for id in made[1:]} == {7}


def test_a_clock_set_back_a_year_changes_neither_order_nor_undo(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    with new_project(tmp_path, document("A")) as project:
        project.annotate("A", Span(0, 1), "REGION")
        before = everything(project)
    set_back_a_year(monkeypatch)
    with open_project(project.path) as project:
        project.annotate("A", Span(1, 2), "REGION")
        ids = [step.id for step in project.log()]
        assert ids == sorted(ids, reverse=True)
        marks = [annotation.id for annotation in project.annotations("A")]
        assert marks == sorted(marks)
        project.undo()
        assert everything(project) == before
        assert project.verify() == ()


def test_an_id_made_from_a_name_is_the_same_everywhere_and_another_for_another_name():
    assert named("pinyin", 3, None) == "ae3b8068-59db-84d2-9045-fc66cb79f0bb"
    found = {named(*parts) for parts in (("a", 1), ("a", "1"), ("a1",), ("a", None), ("\ud800",))}
    assert len(found) == 5
    assert {UUID(id).version for id in found} == {8} and {UUID(id).variant for id in found} == {
        RFC_4122
    }
