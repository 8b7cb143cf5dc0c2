"""Which project a file is of, which of its replicas it is, and how far its log has come."""

# pyright: reportUnknownMemberType=false
# (sqlite-utils annotates parameters as bare lists and dicts)

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, cast

from annotations.store.file import UNREADABLE, Kept, ProjectFile
from annotations.store.tables import ABOUT, FOLLOWS, REPLICA, SOURCE, STEP

if TYPE_CHECKING:
    from sqlite_utils import Database

_WAIT = 1.0  # seconds for a commit to end


def fact(file: ProjectFile, key: str) -> str:
    """What the file says of itself; "" where it says nothing."""
    return str(file.value(f"SELECT value FROM {ABOUT} WHERE key = ?", key) or "")


def steps(file: ProjectFile) -> int:
    """How many steps the file has: none is ever removed, so it is where the last one stands."""
    return int(file.value(f"SELECT max(rowid) FROM {STEP}") or 0)


def last(file: ProjectFile) -> str:
    """The id of the step that came into the file last; "" when there is none."""
    return str(file.value(f"SELECT id FROM {STEP} ORDER BY rowid DESC LIMIT 1") or "")


def all_kept(file: ProjectFile) -> list[Kept]:
    """Every step as it came into the file; all texts go with the first."""
    hashes = [str(row["hash"]) for row in file.select(f"SELECT hash FROM {SOURCE}")]
    found = file.select(f"SELECT id FROM {STEP} ORDER BY rowid")
    return [Kept(str(row["id"]), () if n else tuple(hashes)) for n, row in enumerate(found)]


def has(file: ProjectFile, step: str) -> bool:
    return file.value(f"SELECT 1 FROM {STEP} WHERE id = ?", step) is not None


def become(file: ProjectFile, db: Database, replica: str) -> None:
    """Have another name than the file that this one is a copy of. Inside a transaction.

    A copy of a copy in which nothing was done follows whom that one followed.
    """
    before = fact(file, REPLICA)
    if before == replica:
        return
    facts = {REPLICA: replica}
    if file.value(f"SELECT 1 FROM {STEP} WHERE replica = ? LIMIT 1", before) is not None:
        facts[FOLLOWS] = before
    for key, value in facts.items():
        db.table(ABOUT).upsert({"key": key, "value": value}, pk="key")


def is_still(path: Path, replica: str, other: Path) -> bool:
    """Whether the file at `path` is that replica, and not `other` under a second name.

    One that cannot be read, because it is damaged or written at this moment, may be.
    """
    try:
        return not path.samefile(other) and replica_at(path) in (replica, "")
    except OSError:
        return False


def replica_at(path: Path) -> str:
    """Which replica the file at a path is; "" when it cannot be read. It is not touched."""
    uri = f"{path.resolve().as_uri()}?mode=ro"
    try:
        with closing(sqlite3.connect(uri, uri=True, timeout=_WAIT)) as conn:
            query = f"SELECT value FROM {ABOUT} WHERE key = ?"
            row = cast("tuple[str] | None", conn.execute(query, (REPLICA,)).fetchone())
    except UNREADABLE:
        return ""
    return "" if row is None else row[0]
