"""Each trap of sqlite-utils and SQLite that the design names, sprung on our own code.

What no test can spring, a rule forbids: see BANNED in `test_guards`.
"""

from __future__ import annotations

import re
from pathlib import Path
from sqlite3 import IntegrityError, OperationalError
from threading import Thread

import pytest

from annotations.errors import Refusal
from annotations.model import Span
from annotations.project import Project, open_project
from annotations.store.file import ProjectFile
from annotations.store.schema import TRIGGERS
from annotations.store.tables import ANNOTATION, SETTING
from tests.annotations.store.making import document, everything, new_project, raw

STORE = Path(__file__).parents[3] / "annotations" / "store"


def file_of(project: Project) -> ProjectFile:
    return project._file  # pyright: ignore[reportPrivateUsage]


def objects(path: Path) -> set[tuple[str, str]]:
    """Every table, index, view and trigger of a file."""
    with raw(path) as conn:
        return set(conn.execute("SELECT type, name FROM sqlite_schema"))


def test_four_writers_of_fifty_transactions_lose_none(tmp_path: Path):
    """A deferred BEGIN that reads and then writes beside another writer fails at once."""
    path = new_project(tmp_path).path
    failed: list[BaseException] = []

    def write(name: int) -> None:
        try:
            file = ProjectFile(path, None, None)
            for number in range(50):
                with file.tx() as db:
                    file.value(f"SELECT count(*) FROM {SETTING.name}")
                    db.table(SETTING.name).insert({"key": f"{name}-{number}", "value": "0"})
            file.close()
        except BaseException as error:
            failed.append(error)

    writers = [Thread(target=write, args=(n,)) for n in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert failed == []
    with raw(path) as conn:
        query = f"SELECT count(*) FROM {SETTING.name} WHERE key LIKE '%-%'"
        assert conn.execute(query).fetchone() == (200,)


def test_only_tx_begins_a_transaction_and_only_recording_makes_savepoints():
    """`db.atomic()` outermost is a deferred BEGIN."""
    begins = {
        path.relative_to(STORE).as_posix(): match.group()
        for path in STORE.rglob("*.py")
        for match in re.finditer(r"\"BEGIN\b[^\"]*|\.atomic\(|isolation_level=\"", path.read_text())
    }
    assert begins.pop("file.py") == '"BEGIN IMMEDIATE'
    assert begins.pop("recording.py") == ".atomic("
    assert begins == {}


def test_every_connection_has_our_settings_also_a_reading_one(tmp_path: Path):
    """Foreign keys are off by default, and switching them on inside a transaction does nothing."""
    project = new_project(tmp_path)
    project.close()
    wanted = {"foreign_keys": 1, "synchronous": 3, "recursive_triggers": 1, "trusted_schema": 0}
    for read_only in (False, True):
        with open_project(project.path, read_only=read_only) as opened:
            found = {name: file_of(opened).value(f"PRAGMA {name}") for name in wanted}
            assert found == wanted
            assert file_of(opened).value("PRAGMA journal_mode") == "delete"


def test_no_verb_makes_a_table(tmp_path: Path):
    """A misspelt name in `db["…"].insert()` creates a table."""
    with new_project(tmp_path, document("A")) as project:
        before = objects(project.path)
        project.annotate("A", Span(0, 2), "REGION", {"a": "b"}, "註")
        project.rename("A", "題")
        project.set_meta("A", {"date": "2026-01-01"})
        one = project.annotations("A")[0].id
        project.relate("A", "same_as", one, one)
        project.undo()
        assert objects(project.path) == before


def test_a_column_that_is_not_there_is_refused_and_not_made(tmp_path: Path):
    with new_project(tmp_path, document("A")) as project:
        before = objects(project.path)
        with pytest.raises(OperationalError, match="no column"), file_of(project).tx() as db:
            db.table(SETTING.name).insert({"key": "k", "value": "0", "vaule": "1"})
        assert objects(project.path) == before
        assert file_of(project).value(f"SELECT 1 FROM {SETTING.name} WHERE key = 'k'") is None


def test_a_value_of_another_type_is_refused(tmp_path: Path):
    """Without STRICT, SQLite keeps a list's JSON in a column of numbers."""
    with new_project(tmp_path, document("A")) as project:
        project.annotate("A", Span(0, 2), "REGION")
        row = file_of(project).select(f"SELECT * FROM {ANNOTATION.name}")[0]
        with pytest.raises(IntegrityError), file_of(project).tx() as db:
            db.table(ANNOTATION.name).insert({**row, "id": "x", "seq": [1, 2]})
        assert len(project.annotations("A")) == 1


def test_what_is_not_committed_is_gone_and_what_is_stays(tmp_path: Path):
    """`INSERT … RETURNING` and writes past sqlite-utils join a transaction nobody commits."""
    with new_project(tmp_path, document("A")) as project:
        with pytest.raises(ZeroDivisionError), file_of(project).tx() as db:
            db.execute(f"INSERT INTO {SETTING.name} VALUES ('k', '0') RETURNING key").fetchall()
            _ = 1 / 0
        with file_of(project).tx() as db:
            db.execute(f"INSERT INTO {SETTING.name} VALUES ('j', '0') RETURNING key").fetchall()
        assert not file_of(project).db.conn.in_transaction
    with raw(project.path) as conn:
        query = f"SELECT key FROM {SETTING.name} WHERE key IN ('j', 'k')"
        assert conn.execute(query).fetchall() == [("j",)]


def test_transforming_a_table_drops_its_triggers_and_guard_brings_them_back(tmp_path: Path):
    """Why `transform` is banned, and what a migration that needs it has to call."""
    from annotations.store.schema import guard

    def triggers() -> set[str]:
        return {name for type, name in objects(project.path) if type == "trigger"}

    with new_project(tmp_path) as project:
        with file_of(project).tx() as db:
            db.execute("PRAGMA defer_foreign_keys = ON")
            db.table("source").transform(types={"text": str})
        assert triggers() < set(TRIGGERS), "else the trap is no trap any more"
        with file_of(project).tx() as db:
            guard(db)
        assert triggers() == set(TRIGGERS)


@pytest.mark.parametrize("half", ["\ud83d", "文\udc00字"])
def test_half_a_character_is_refused_with_a_reason_and_nothing_stays(tmp_path: Path, half: str):
    with new_project(tmp_path, document("A")) as project:
        before, log = everything(project), project.log()
        for verb in (
            lambda: project.annotate("A", Span(0, 1), "REGION", note=half),
            lambda: project.annotate("A", Span(0, 1), half),
            lambda: project.rename("A", half),
            lambda: project.set_meta("A", {half: "x"}),
        ):
            with pytest.raises(Refusal, match="lone-surrogate"):
                verb()
        assert (everything(project), project.log()) == (before, log)


def test_nul_is_kept_and_counted(tmp_path: Path):
    """SQL's length() stops at it."""
    text = "浦東\0新區𠮷\0簽約"
    with new_project(tmp_path, document("A", text)) as project:
        project.annotate("A", Span(1, 6), "REGION", note="甲\0乙")
        mark = project.annotations("A")[0]
        assert (mark.quote, mark.note) == (text[1:6], "甲\0乙")
        assert project.article("A").text == text
        assert project.articles()[0].chars == len(text)
        assert project.tagged_strings() == frozenset()
        assert project.verify() == ()


def test_a_file_that_vanished_acknowledges_nothing(tmp_path: Path):
    """Its open handle would still take every write, and they would be gone with it."""
    with new_project(tmp_path, document("A")) as project:
        project.path.unlink()
        for _ in range(2):
            with pytest.raises(Refusal):
                project.annotate("A", Span(0, 1), "REGION")
        assert project.annotations("A") == ()


def test_a_file_put_in_the_place_of_an_open_one_is_not_written(tmp_path: Path):
    with new_project(tmp_path, document("A")) as project:
        other = project.path.read_bytes()
        project.path.rename(tmp_path / "moved.danqian")
        project.path.write_bytes(other)
        with pytest.raises(Refusal):
            project.annotate("A", Span(0, 1), "REGION")
        assert project.path.read_bytes() == other
