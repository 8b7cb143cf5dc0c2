"""Files of every version that was ever written are read, migrated and undone.

`files/version-N.danqian` was made by the program of that version and never since: two
articles, one from GB 18030, with emendations, a reading, a relation and a history with undo.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from annotations.model import Emendation, Span, Suggestion
from annotations.project import open_project
from annotations.store import opening
from annotations.store.header import Header
from annotations.store.schema import APPLICATION_ID, TRIGGERS, VERSION
from tests.annotations.store.making import everything, raw

FILES = Path(__file__).parents[2] / "files"
OLD = sorted(FILES.glob("version-*.danqian"))


@pytest.fixture(params=OLD, ids=lambda path: path.stem)
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / "old.danqian"
    shutil.copyfile(request.param, path)
    return path


def test_there_is_a_file_of_every_older_version():
    assert [path.stem for path in OLD] == [f"version-{n}" for n in range(1, VERSION)]


def test_an_older_file_is_read_as_it_is_and_stays_so(old: Path):
    before = old.read_bytes()
    with open_project(old, read_only=True) as project:
        assert project.verify() == ()
        assert [row.title for row in project.articles()] == [
            "兩地簽約",
            "浦云镇与𠮷林省共建产业园，双方签约。",
        ]
        assert {e.confidence for e in project.emendations("A")} == {None}
        assert {(c.proposed, c.accepted) for c in project.rule_counts("A")} == {(0, 1), (1, 0)}
        assert not project.article("A").repair
        assert not project.article("A").flag and project.article("A").note is None
        assert (project.rejections(), project.word_lines()) == ((), {})
        assert project.taught().words and project.suggestion_record() == {}
        assert "新區簽約" in project.view("A", "clean").text
        assert project.document("A").emendations[2].extra == {"confidence": 0.5}
    assert old.read_bytes() == before


def test_an_older_file_is_migrated_when_it_is_opened_for_writing(old: Path):
    with open_project(old, read_only=True) as project:
        documents = [project.document(row.id) for row in project.articles()]
        log, line = project.log(), project.project_line()
    with open_project(old) as project:
        assert Header.read(old) == Header(APPLICATION_ID, VERSION)
        assert [project.document(row.id) for row in project.articles()] == documents
        assert (project.log(), project.project_line()) == (log, line)
        assert project.verify() == ()
        project.emend("A", [Emendation("", Span(0, 1), "吉", "typo", "hand", confidence=0.5)])
        project.set_repair("A", True)
        project.set_article("A", flag=True, note="註𠮷")
        here = Suggestion("REGION", (Span(0, 3),), "𠮷林省", "𠮷林省", "places.full", 0.9)
        project.accept_suggestions({"A": [here]})
        project.reject_suggestions({"A": [here]}, everywhere=True)
        project.set_word_lines("macro", ["甲乙协作带"])
        assert project.verify() == ()
    with raw(old) as conn:
        query = "SELECT name FROM sqlite_schema WHERE type = 'trigger'"
        assert {name for (name,) in conn.execute(query)} == set(TRIGGERS)


def test_a_history_is_undone_across_the_migration_and_redone(old: Path):
    with open_project(old) as project:
        states = [everything(project)]
        project.set_article("A", flag=True, note="註", status="done")
        states.append(everything(project))
        count = 0
        while project.undoable is not None:
            project.undo()
            count += 1
            if count == 1:
                assert everything(project) == states[0]
        assert project.articles() == ()
        assert project.verify() == ()
        while project.redoable is not None:
            project.redo()
            count -= 1
        assert count == 0
        assert everything(project) == states[1]
        assert project.verify() == ()


def test_a_migration_that_fails_leaves_the_old_file(
    old: Path, home: Path, monkeypatch: pytest.MonkeyPatch
):
    before, version = everything_raw(old), Header.read(old).version

    def fail(_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("annotations.store.schema.guard", fail)
        with pytest.raises(OSError, match="No space"):
            open_project(old)
    assert Header.read(old).version == version and everything_raw(old) == before
    assert not list(old.parent.glob("*.lock"))
    assert not list(home.glob("safety/*"))
    with open_project(old) as project:
        assert not project.read_only and project.verify() == ()


def everything_raw(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """The schema and every row; full-text tables without content lie in tables of their own."""
    with raw(path) as conn:
        schema = conn.execute("SELECT type, name, sql FROM sqlite_schema").fetchall()
        tables = [name for kind, name, sql in schema if kind == "table" and "VIRTUAL" not in sql]
        return {"": schema} | {n: conn.execute(f"SELECT * FROM {n}").fetchall() for n in tables}


def test_a_file_that_somebody_else_holds_is_not_migrated(old: Path):
    version = Header.read(old).version
    lock = opening.Lock.take(old.resolve())
    try:
        with open_project(old) as project:
            assert project.obstacle is not None and project.obstacle.key == "project-locked"
            assert project.verify() == ()
    finally:
        lock.release()
    assert Header.read(old).version == version


def test_an_older_copy_is_merged_as_it_is(old: Path):
    ours = Path(shutil.copyfile(old, old.with_name("ours.danqian")))
    before = old.read_bytes()
    with open_project(ours) as project:
        project.set_repair("A", True)
        merged = project.merge(old)
        assert (merged.steps, merged.conflicts) == (0, ())
        assert project.verify() == ()
    assert old.read_bytes() == before
