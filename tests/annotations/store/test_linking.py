"""Filling and emptying several slots of an annotation is one step, and undone exactly."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from annotations.errors import Refusal
from annotations.model import Article, Document, Source, Span
from annotations.project import Project, open_project

TEXT = "江州与河州在山城签约。"
A = "a"


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with open_project(tmp_path / "槽.danqian", create=True) as made:
        digest = sha256(TEXT.encode()).hexdigest()
        with made.bringing() as batch:
            source = Source("a.txt", digest, "utf-8", False)
            batch.add(Document(Article(A, "题", TEXT, source)), file="a.txt")
        yield made


def mark(project: Project, start: int, end: int, label: str) -> str:
    ((_, id),) = project.annotate(A, Span(start, end), label).annotations
    return id


def links(project: Project) -> set[tuple[str, str, str]]:
    return {(one.type, one.start, one.end) for one in project.relations(A)}


def test_several_slots_are_filled_and_emptied_as_one_step(project: Project) -> None:
    measure = mark(project, 2, 10, "MEASURE")
    one, other, place = (mark(project, n, n + 2, "REGION") for n in (0, 3, 6))
    project.link(A, measure, [("party", one), ("partner", other)])
    before = project.relations(A)
    assert links(project) == {("party", measure, one), ("partner", measure, other)}
    changed = project.link(A, measure, [("place", place)], [before[0].id, before[1].id])
    assert changed.undo is not None and changed.undo.key == "linked"
    assert links(project) == {("place", measure, place)}
    project.undo()
    assert project.relations(A) == before
    project.redo()
    assert links(project) == {("place", measure, place)}
    assert project.verify() == ()


def test_what_is_there_already_is_not_made_twice(project: Project) -> None:
    measure, region = mark(project, 2, 10, "MEASURE"), mark(project, 0, 2, "REGION")
    project.link(A, measure, [("party", region), ("party", region)])
    project.link(A, measure, [("party", region)])
    assert len(project.relations(A)) == 1


def test_what_the_tag_set_does_not_allow_is_refused_and_nothing_is_stored(project: Project) -> None:
    measure, region = mark(project, 2, 10, "MEASURE"), mark(project, 0, 2, "REGION")
    wrong = [("date", region), ("cooperates", region), ("none", region)]
    for pair in wrong:
        with pytest.raises(Refusal) as told:
            project.link(A, measure, [("party", region), pair])
        assert told.value.key == "relation-not-allowed"
    with pytest.raises(Refusal) as told:
        project.link(A, measure, [("party", "nobody")])
    assert told.value.key == "annotation-missing"
    with pytest.raises(Refusal) as told:
        project.link(A, measure, (), ["no-relation"])
    assert told.value.key == "relation-missing"
    assert project.relations(A) == ()


def test_what_is_deleted_leaves_no_slot_filled(project: Project) -> None:
    measure, region = mark(project, 2, 10, "MEASURE"), mark(project, 0, 2, "REGION")
    project.link(A, measure, [("party", region)])
    project.remove(A, [region])
    assert project.relations(A) == ()
    project.undo()
    assert links(project) == {("party", measure, region)}
