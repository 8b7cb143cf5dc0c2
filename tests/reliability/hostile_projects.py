"""Project files that mean harm, made from a good one, and what lies beside them.

`outside` is a file that has nothing to do with the project; none of these may touch it.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import struct
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from subprocess import run

from tests.reliability.hostile import DEEP

Doing = Callable[[Path, Path], object]
ENDLESS = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT x AS id FROM c"

DELETING = "DELETE FROM annotation"


@dataclass(frozen=True, slots=True)
class Harm:
    """What is done to a good project; `key` is the refusal to open it for reading, "" for none.

    `writes` is whether it may be written all the same.
    """

    name: str
    do: Doing
    key: str = ""
    writes: bool = True


def _sql(*statements: str) -> Doing:
    def do(project: Path, _: Path) -> None:
        with closing(sqlite3.connect(project, isolation_level=None)) as conn:
            conn.execute("PRAGMA writable_schema = ON")
            for (name,) in conn.execute(
                "SELECT name FROM sqlite_schema WHERE type = 'trigger'"
            ).fetchall():
                conn.execute(f"DROP TRIGGER {name}")
            for statement in statements:
                conn.execute(statement)

    return do


def _bytes(change: Callable[[bytearray], bytes | bytearray]) -> Doing:
    return lambda project, _: project.write_bytes(change(bytearray(project.read_bytes())))


def _at(place: int, content: bytes) -> Doing:
    def change(data: bytearray) -> bytearray:
        data[place : place + len(content)] = content
        return data

    return _bytes(change)


def _instead(put: Callable[[Path], object]) -> Doing:
    def do(project: Path, _: Path) -> None:
        project.unlink()
        put(project)

    return do


def _other_database(project: Path) -> None:
    with closing(sqlite3.connect(project)) as conn:
        conn.execute("CREATE TABLE article (id)")


def _beside(suffix: str, put: Callable[[Path, Path], object]) -> Doing:
    return lambda project, outside: put(project.with_name(project.name + suffix), outside)


_TORN = """
import os, shutil, sqlite3, sys
path = sys.argv[1]
conn = sqlite3.connect(path, isolation_level=None)
conn.execute("PRAGMA cache_size = 1")
conn.execute("CREATE TABLE big (x)")
conn.execute("BEGIN")
for _ in range(2000):
    conn.execute("INSERT INTO big VALUES (?)", ("x" * 900,))
os._exit(0)
"""


def _deleting_journal(project: Path, outside: Path) -> None:
    """A true journal of a torn commit, which says that `outside` was its super-journal."""
    run([sys.executable, "-c", _TORN, str(project)], check=True)
    journal, name = project.with_name(project.name + "-journal"), os.fsencode(outside)
    total = sum(struct.unpack(f"{len(name)}b", name)) & 0xFFFFFFFF
    tail = struct.pack(">I", 0x40000000 // 4096 + 1) + name + struct.pack(">II", len(name), total)
    with journal.open("ab") as file:
        file.write(tail + bytes.fromhex("d9d505f920a163d7"))


def _json(column: str, value: str) -> Doing:
    return _sql(f"UPDATE annotation SET {column} = '{value}'")


HARM = (
    Harm("empty", _instead(Path.touch), "not-a-project"),
    Harm("text", _instead(lambda path: path.write_text("news")), "not-a-project"),
    Harm("other", _instead(_other_database), "not-a-project"),
    Harm("folder", _instead(Path.mkdir), "file-not-readable"),
    Harm("pipe", _instead(os.mkfifo), "file-not-readable"),
    Harm("device", _instead(lambda path: path.symlink_to("/dev/zero")), "file-not-readable"),
    Harm("newer", _at(60, b"\0\0\0\x63"), writes=False),
    Harm("foreign", _at(68, b"EVIL"), "not-a-project"),
    Harm("header", _at(0, bytes(100)), "not-a-project"),
    Harm("page-size", _at(16, b"\x02\x00"), "project-damaged"),
    Harm("cut", _bytes(lambda data: data[: len(data) * 3 // 5]), "project-damaged"),
    Harm("schema-page", _at(100, os.urandom(400)), "project-damaged"),
    Harm("no-tables", _sql("DELETE FROM sqlite_schema"), "project-altered"),
    Harm("endless-view", _sql("DROP TABLE relation", f"CREATE VIEW relation AS {ENDLESS}"),
         "project-altered"),
    Harm("trigger", _sql(f"CREATE TRIGGER evil AFTER INSERT ON event BEGIN {DELETING}; END"),
         "project-altered"),
    Harm("computed", _sql("ALTER TABLE article ADD COLUMN x INT AS (length(zeroblob(900000000)))"),
         "project-altered"),
    Harm("endless-own-view", _sql(f"CREATE VIEW mine AS {ENDLESS}")),
    Harm("deep-json", _json("attributes", "[" * DEEP)),
    Harm("no-json", _json("rest", "{")),
    Harm("list-for-object", _json("rest", "[]")),
    Harm("far-span", _json("fragments", json.dumps([[0, 10**17]]))),
    Harm("crooked-span", _json("fragments", '[["a"]]')),
    Harm("not-utf8", _sql("UPDATE article SET title = CAST(x'ff' AS TEXT)"), writes=False),
    Harm("wal", _sql("PRAGMA journal_mode = WAL")),
    Harm("journal-deletes", _deleting_journal, "journal-foreign"),
    Harm("journal-link", _beside("-journal", Path.symlink_to), "journal-foreign"),
    Harm("journal-folder", _beside("-journal", lambda path, _: path.mkdir()), "journal-foreign"),
    Harm("journal-noise", _beside("-journal", lambda path, _: path.write_bytes(os.urandom(9000)))),
    Harm("wal-link", _beside("-wal", Path.symlink_to), "journal-foreign"),
    Harm("lock-link", _beside(".lock", Path.symlink_to), writes=False),
    Harm("lock-pipe", _beside(".lock", lambda path, _: os.mkfifo(path)), writes=False),
    Harm("lock-folder", _beside(".lock", lambda path, _: path.mkdir()), writes=False),
)  # fmt: skip


def harmed(harm: Harm, good: Path, folder: Path, outside: Path) -> Path:
    """A copy of the good project to which the harm was done."""
    folder.mkdir()
    project = folder / "p.danqian"
    shutil.copyfile(good, project)
    harm.do(project, outside)
    return project
