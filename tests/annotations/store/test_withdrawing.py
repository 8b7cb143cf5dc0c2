"""An article is withdrawn with everything on it, and undoing brings all of it back."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotations.errors import Refusal
from annotations.model import Emendation, Reading, Relation, Span
from tests.annotations.store.making import document, everything, mark, new_project


def test_everything_on_it_goes_and_comes_back(tmp_path: Path):
    given = document(
        "A",
        annotations=[mark("T1", 0, 2), mark("T2", 2, 5)],
        relations=[Relation("R1", "party", "T1", "T2")],
        emendations=[Emendation("E1", Span(3, 4), "字", status="accepted")],
        readings=[Reading(Span(1, 2), "s2tw", "字")],
    )
    with new_project(tmp_path, given, document("B", "乙地𠮷。")) as project:
        before = everything(project)
        changed = project.withdraw(["A"])
        assert changed.step is not None
        assert changed.step.args == {"count": 1, "title": given.article.title}
        assert changed.articles == {"A"} and ("A", "T1") in changed.annotations
        assert [row.id for row in project.articles()] == ["B"]
        assert project.verify() == ()
        project.undo()
        assert everything(project) == before
        project.redo()
        assert [row.id for row in project.articles()] == ["B"]
        project.undo()
        project.withdraw(["A", "B", "A"])
        assert project.articles() == ()
        project.undo()
        assert everything(project) == before and project.verify() == ()


def test_all_or_none_is_withdrawn(tmp_path: Path):
    with new_project(tmp_path, document("A")) as project:
        before, log = everything(project), project.log()
        with pytest.raises(Refusal, match="article-missing"):
            project.withdraw(["A", "X"])
        assert (everything(project), project.log()) == (before, log)


def test_what_was_withdrawn_can_be_brought_in_again(tmp_path: Path):
    with new_project(tmp_path, document("A", annotations=[mark("T1", 0, 2)])) as project:
        project.withdraw(["A"])
        with project.bringing() as batch:
            given = document("A", annotations=[mark("T1", 0, 3)])
            assert batch.add(given, file="d.jsonl", line=1).result == "new"
            other = batch.add(document("A", "另文"), file="d.jsonl", line=2)
            assert (other.result, other.reason) == ("refused", "article-text-differs")
        assert project.annotation("A", "T1").fragments == (Span(0, 3),)
        assert project.conflicts() == () and project.verify() == ()
