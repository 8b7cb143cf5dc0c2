"""Whether an opened database is made as we make ours, before anything in it is believed.

A file from elsewhere may have a view that never ends where a table is expected, or a trigger
that changes what we write.  Tables, views and indexes of somebody's own do no harm and stay.
"""

from __future__ import annotations

from typing import cast

from annotations.errors import Refusal
from annotations.store.file import ProjectFile
from annotations.store.schema import TRIGGERS
from annotations.store.tables import ABOUT, EVENT, SOURCE, STATE, STEP

_TABLES = {ABOUT: 1, SOURCE: 1, STEP: 1, EVENT: 1, **{t.name: t.since for t in STATE.values()}}


def check(file: ProjectFile, *, triggers: bool = True) -> None:
    """Raises Refusal "project-altered", which names what is not ours.

    Without `triggers` they may be any: in a file of a newer version, which is only read.
    """
    version = cast("int", file.value("PRAGMA user_version"))
    expected = {name for name, since in _TABLES.items() if since <= version}
    found = file.select("SELECT type, name FROM main.sqlite_schema")
    tables = {str(row["name"]) for row in found if row["type"] == "table"}
    fired = {str(row["name"]) for row in found if triggers and row["type"] == "trigger"}
    for name in sorted((expected - tables) | (fired - TRIGGERS.keys())):
        raise Refusal("project-altered", file=str(file.path), what=name)
    for name in sorted(expected):  # hidden: a column that is computed when it is read
        if file.value("SELECT max(hidden) FROM pragma_table_xinfo(?)", name):
            raise Refusal("project-altered", file=str(file.path), what=name)
