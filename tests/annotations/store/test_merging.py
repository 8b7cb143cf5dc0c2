"""Two copies of a project become one again, and nobody's work is dropped."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotations.errors import Refusal
from annotations.model import Emendation, Span
from annotations.project import open_project
from annotations.store.schema import TRIGGERS
from tests.annotations.store.clones import clone, contents
from tests.annotations.store.making import document, everything, mark, new_project, raw


@pytest.fixture
def copies(tmp_path: Path) -> tuple[Path, Path]:
    """Two copies of a project with one article and two marks on it."""
    with new_project(
        tmp_path, document("A", annotations=[mark("T1", 0, 2), mark("T2", 2, 5)])
    ) as project:
        pass
    return clone(project.path, "甲"), clone(project.path, "乙")


def test_both_sides_work_is_there_and_it_is_told_how_much_came(copies: tuple[Path, Path]):
    ours, theirs = copies
    with open_project(theirs, author="乙") as project:
        project.annotate("A", Span(6, 8), "GOV")
        with project.bringing() as batch:
            batch.add(document("B", "乙地𠮷消息。\n"), file="b.jsonl", line=1)
    with open_project(ours, author="甲") as project:
        project.annotate("A", Span(8, 9), "REGION")
        merged = project.merge(theirs)
        assert (merged.steps, merged.events, merged.articles) == (2, 2, 2)
        assert merged.conflicts == ()
        assert {a.label for a in project.annotations("A")} == {"REGION", "GOV"}
        assert project.article("B").text == "乙地𠮷消息。\n"
        assert {step.author for step in project.log()} == {"甲", "乙"}
        again = project.merge(theirs)
        assert (again.steps, again.events, again.articles) == (0, 0, 0)
        assert project.verify() == ()


def test_undo_takes_back_ones_own_step_and_not_what_was_merged(copies: tuple[Path, Path]):
    ours, theirs = copies
    with open_project(theirs) as project:
        project.rename("A", "別題")
    with open_project(ours) as project:
        project.annotate("A", Span(8, 9), "REGION")
        project.merge(theirs)
        project.undo()
        assert len(project.annotations("A")) == 2
        assert project.article("A").title == "別題"
        assert project.verify() == ()


def test_undoing_an_import_is_refused_while_another_has_marks_on_the_article(
    copies: tuple[Path, Path],
):
    ours, theirs = copies
    with open_project(theirs) as project:
        step = project.annotate("A", Span(6, 8), "GOV").step
    with open_project(ours) as project:
        project.merge(theirs)
        before = everything(project)
        with pytest.raises(Refusal, match="undo-blocked") as refused:
            project.undo()
        assert step is not None and refused.value.values["later"] == step.id
        assert everything(project) == before


def test_an_undo_may_bring_back_what_another_has_withdrawn(copies: tuple[Path, Path]):
    ours, theirs = copies
    with open_project(ours) as project:
        project.remove("A", ["T1"])
    with open_project(theirs) as project:
        project.withdraw(["A"])
    with open_project(ours) as project:
        project.merge(theirs)
        project.undo()
        assert [(c.row, c.reason) for c in project.conflicts()] == [("T1", "orphan")]
        assert project.verify() == ()
        project.redo()
        assert project.conflicts() == ()
        assert project.verify() == ()


def test_two_accepted_corrections_of_one_character_do_not_both_stand(copies: tuple[Path, Path]):
    ours, theirs = copies
    fixes = (Emendation("", Span(1, 3), "字", status="accepted"),
             Emendation("", Span(2, 4), "㐂", status="accepted"))  # fmt: skip
    for path, fix in zip(copies, fixes, strict=True):
        with open_project(path) as project:
            project.emend("A", [fix])
    with open_project(ours) as project:
        project.merge(theirs)
        (standing,) = (e for e in project.emendations("A") if e.status == "accepted")
        assert standing.replacement == "㐂"
        assert [c.reason for c in project.conflicts()] == ["overlap"]
        project.view("A", "hant")
        project.judge("A", [standing.id], "rejected")
        assert project.conflicts() == ()
        assert {e.replacement for e in project.emendations("A")} == {"字", "㐂"}
        assert "字" in project.view("A", "clean").text
        assert project.verify() == ()


def test_what_the_detectors_find_in_both_copies_is_one_thing(copies: tuple[Path, Path]):
    for path in copies:
        with open_project(path, author=path.stem) as project:
            assert project.propose().step is not None
            project.judge_found("accepted")
    with open_project(copies[0]) as project:
        before = project.emendations("A")
        assert before
        assert project.merge(copies[1]).conflicts == ()
        assert [e.id for e in project.emendations("A")] == [e.id for e in before]
        assert project.verify() == ()


def test_another_project_is_refused(tmp_path: Path, copies: tuple[Path, Path]):
    (tmp_path / "other").mkdir()
    with new_project(tmp_path / "other", document("A")) as other:
        pass
    _refused(copies[0], other.path, "merge-other-project")


def test_an_article_with_two_texts_is_refused(copies: tuple[Path, Path]):
    for path, text in zip(copies, ("一文。", "二文。"), strict=True):
        with open_project(path) as project, project.bringing() as batch:
            assert batch.add(document("B", text), file="b.jsonl", line=1).result == "new"
    refusal = _refused(*copies, "article-text-differs")
    assert refusal.values["article"] == "B"


@pytest.mark.parametrize(
    ("key", "statement"),
    [
        ("log-altered", "UPDATE step SET author = '丙' WHERE key = 'annotated'"),
        ("log-altered", "UPDATE event SET after = replace(after, 'GOV', 'REGION')"),
        ("log-altered", "UPDATE event SET tbl = 'article' WHERE after LIKE '%GOV%'"),
        ("log-altered", "UPDATE source SET text = '別' || text WHERE text LIKE '乙%'"),
        ("log-differs", "UPDATE step SET sum = sum || '0' WHERE key = 'imported' AND clock = 2"),
        ("log-incomplete", "DELETE FROM step WHERE key = 'annotated'"),
        ("project-newer", "PRAGMA user_version = 999"),
    ],
)
def test_a_copy_that_was_tampered_with_is_refused(
    copies: tuple[Path, Path], key: str, statement: str
):
    ours, theirs = copies
    with open_project(theirs) as project:
        project.annotate("A", Span(6, 8), "GOV")
        with project.bringing() as batch:
            batch.add(document("B", "乙地消息。\n"), file="b.jsonl", line=1)
    with raw(theirs) as conn:
        for trigger in TRIGGERS:
            conn.execute(f"DROP TRIGGER {trigger}")
        conn.execute(statement)
    _refused(ours, theirs, key)


def test_a_merge_is_refused_where_nothing_may_be_written(copies: tuple[Path, Path]):
    with (
        open_project(copies[0], read_only=True) as project,
        pytest.raises(Refusal, match="project-read-only"),
    ):
        project.merge(copies[1])


def test_merging_a_project_with_itself_changes_nothing(copies: tuple[Path, Path]):
    before = contents(copies[0])
    with open_project(copies[0]) as project:
        assert project.merge(copies[0]).steps == 0
    assert contents(copies[0]) == before


def test_the_other_copy_is_only_read(copies: tuple[Path, Path]):
    ours, theirs = copies
    with open_project(theirs) as project:
        project.annotate("A", Span(6, 8), "GOV")
    before = theirs.read_bytes()
    with open_project(ours) as project:
        project.merge(theirs)
    assert theirs.read_bytes() == before


def _refused(ours: Path, theirs: Path, key: str) -> Refusal:
    """The merge is refused and leaves nothing behind."""
    before = contents(ours)
    with open_project(ours) as project, pytest.raises(Refusal, match=key) as refused:
        project.merge(theirs)
    assert contents(ours) == before
    return refused.value
