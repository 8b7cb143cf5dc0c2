"""What cannot be done to a project file, by us or by another program."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from sqlite3 import IntegrityError, OperationalError

import pytest

from annotations.errors import Refusal
from annotations.model import Span
from annotations.project import open_project
from tests.annotations.store.making import document, everything, mark, new_project, raw

PACKAGES = [Path(__file__).parents[3] / name for name in ("annotations", "gui", "resources")]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE step SET author = '乙'",
        "DELETE FROM step",
        "REPLACE INTO step SELECT * FROM step",
        "UPDATE event SET after = NULL",
        "DELETE FROM event",
        "REPLACE INTO event SELECT * FROM event",
        "UPDATE source SET text = text || '。'",
        "UPDATE source SET data = x'00'",
        "UPDATE source SET hash = ''",
        "DELETE FROM source",
        "REPLACE INTO source SELECT * FROM source",
        "UPDATE article SET hash = ''",
        "UPDATE article SET sha256 = ''",
        "UPDATE article SET encoding = ''",
        "UPDATE article SET bom = 1",
        "REPLACE INTO article SELECT * FROM article",
    ],
)
def test_the_log_and_the_texts_cannot_be_changed(tmp_path: Path, statement: str):
    with (
        new_project(tmp_path, document("A")) as project,
        raw(project.path) as conn,
        pytest.raises(IntegrityError, match="is kept"),
    ):
        conn.execute(statement)


def test_an_error_inside_a_step_leaves_nothing(tmp_path: Path):
    with new_project(tmp_path, document("A")) as project:
        before, log = everything(project), project.log()
        with pytest.raises(ZeroDivisionError), project.bringing() as batch:
            assert batch.add(document("B", "乙"), file="b").result == "new"
            _ = 1 / 0
        assert (everything(project), project.log()) == (before, log)
        project.annotate("A", Span(0, 2), "REGION")


def test_a_process_that_dies_inside_a_step_leaves_nothing_half(tmp_path: Path):
    with new_project(tmp_path, document("A")) as project:
        before = everything(project)
    code = """
import os, sys
from annotations.model import Span
from annotations.project import open_project
from tests.annotations.store.making import document
p = open_project(sys.argv[1])
p.annotate("A", Span(0, 1), "REGION")
with p.bringing() as batch:
    for n in range(60):
        batch.add(document(text=f"{n}字" * 20000), file="d.jsonl", line=n)
    print("acknowledged", flush=True)
    os._exit(9)
"""
    command = [sys.executable, "-c", code, str(project.path)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=PACKAGES[0].parent)
    assert (done.returncode, done.stdout.strip()) == (9, "acknowledged")
    with open_project(project.path) as again:
        assert not again.read_only
        assert len(again.articles()) == 1
        assert len(again.annotations("A")) == 1
        again.undo()
        assert everything(again) == before
        assert again.verify() == ()


def test_a_full_disk_is_a_refusal_and_stores_nothing(tmp_path: Path):
    with new_project(tmp_path, document("A")) as project:
        file = project._file  # pyright: ignore[reportPrivateUsage]
        pages = file.value("PRAGMA page_count")
        file.select(f"PRAGMA max_page_count = {pages}")
        before = everything(project)
        with pytest.raises(Refusal, match="disk-full"):
            for start in range(400):
                project.annotate("A", Span(start % 30, start % 30 + 1), "REGION", note="字" * 200)
                before = everything(project)
        assert everything(project) == before
        file.select("PRAGMA max_page_count = 1000000")
        project.annotate("A", Span(0, 1), "REGION")
        assert project.verify() == ()


def test_another_programs_lock_is_a_refusal(tmp_path: Path):
    with new_project(tmp_path, document("A")) as project, raw(project.path) as conn:
        project._file.select("PRAGMA busy_timeout = 20")  # pyright: ignore[reportPrivateUsage]
        conn.execute("BEGIN IMMEDIATE")
        with pytest.raises(Refusal, match="project-busy"):
            project.annotate("A", Span(0, 1), "REGION")
        conn.execute("ROLLBACK")
        project.annotate("A", Span(0, 1), "REGION")


def test_foreign_keys_hold(tmp_path: Path):
    with new_project(tmp_path, document("A", annotations=[mark("T1", 0, 1)])) as project:
        file = project._file  # pyright: ignore[reportPrivateUsage]
        assert file.value("PRAGMA foreign_keys") == 1
        with pytest.raises(IntegrityError), file.tx() as db:
            db.execute("DELETE FROM article")
        assert project.find("A") == "A"


def test_a_read_only_connection_cannot_write(tmp_path: Path):
    with new_project(tmp_path, document("A")) as project:
        path = project.path
    with open_project(path, read_only=True) as project:
        conn = project._file._conn  # pyright: ignore[reportPrivateUsage]
        with pytest.raises(OperationalError, match="readonly"):
            conn.execute("DELETE FROM annotation")


# What store.md §4 found to lose data in silence.
BANNED = {
    r"executescript": "commits the transaction around it",
    r"""\b(?:db|database)\[""": "creates a table on a misspelt name",
    r"""_?conn\.execute\(\s*f?["'](?i:insert|update|delete|replace|create|drop|alter)""": (
        "opens a transaction that nobody commits"
    ),
    r"\bDatabase\((?![^)]*execute_plugins=False)": "loads plug-ins",
    r"\.transform\(": "drops every trigger of the table: call schema.guard after it",
    r"autocommit\s*=": "is not for sqlite-utils",
    r"""db\.table\(\s*f?["']""": "creates a table on a misspelt name: names are in tables.py",
    r"alter\s*=\s*True": "makes a column of a misspelt name",
    r"\bRETURNING\b": "is not committed by itself",
    r"\blength\((?:text|title|name|note|before|after)\b": "stops at NUL: count in Python",
}


@pytest.mark.parametrize("pattern", BANNED, ids=lambda p: BANNED[p])
def test_no_line_of_the_program_does_what_is_banned(pattern: str):
    found = [
        f"{path}: {match.group()}"
        for package in PACKAGES
        for path in package.rglob("*.py")
        for match in re.finditer(pattern, path.read_text("utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize(
    ("pattern", "line"),
    list(
        zip(
            BANNED,
            [
                "db.executescript(sql)",
                'db["anotation"].insert(row)',
                'self._conn.execute("insert into x values (1)")',
                "Database(path)",
                "table.transform(drop=['x'])",
                "connect(path, autocommit=True)",
                'db.table("anotation").insert(row)',
                "table.insert(row, alter=True)",
                'db.execute("INSERT INTO x VALUES (1) RETURNING id")',
                '"SELECT length(text) FROM source"',
            ],
            strict=True,
        )
    ),
)
def test_the_bans_catch_what_they_are_for(pattern: str, line: str):
    assert re.search(pattern, line)
