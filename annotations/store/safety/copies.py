"""Whole copies of a project: made beside, checked to the last row, and only then counted."""

from __future__ import annotations

import sqlite3
from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, cast

from annotations.errors import Refusal
from annotations.store import disk
from annotations.store.file import UNREADABLE
from annotations.store.lock import HeldError, Lock
from annotations.store.safety.home import UNCHECKED, Home
from annotations.store.safety.thinning import beyond, superfluous
from annotations.store.tables import EVENT, SOURCE, STEP, Row, SqlValue

if TYPE_CHECKING:
    from annotations.model import SafetyCopy

SURE = 3  # newest copies that are never thinned, and whose segments are kept
_ROOM = 8 << 30  # bytes that the copies of a project may take, the sure ones apart
_WAIT = 5.0  # seconds for a commit to end
_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def make(project: Path, home: Home) -> SafetyCopy:
    """Copy a project as it stands on the disk, check the copy, and thin those there are.

    Raises Refusal "project-damaged" when the copy is not sound, "backup-running" when another
    one is made at this moment, "backup-failed" for what else keeps it from being made.
    """
    try:
        with _turn(project, home):
            home.tidy()
            path = home.copy(home.next_number())
            write(project, path)
            thin(home)
            return _told(path)
    except OSError as error:
        raise _failed(project, error.strerror or type(error).__name__) from error


def write(project: Path, to: Path) -> None:
    """A copy of a project at `to`, whole and sound or not there at all; raises as `make`."""
    unfinished = disk.unfinished_beside(to)
    unchecked = unfinished.with_suffix(UNCHECKED)
    try:
        with closing(_connect(project)) as conn:
            conn.execute("VACUUM INTO ?", (str(unfinished),))
        unfinished.replace(unchecked)  # from here on no step has to wait for us
        check(unchecked)
        disk.sync(unchecked)
        disk.rename(unchecked, to)
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in _DAMAGED:
            raise _damaged(project, str(error)) from error
        raise _failed(project, str(error)) from error
    except (UnsoundError, UnicodeDecodeError) as error:
        raise _damaged(project, str(error)) from error
    except OSError as error:
        raise _failed(project, error.strerror or type(error).__name__) from error
    finally:
        unfinished.unlink(missing_ok=True)
        unchecked.unlink(missing_ok=True)


def write_new(project: Path, to: Path) -> None:
    """As `write`, where nothing may be yet; also Refusal "file-exists", "folder-missing"."""
    if to.exists():
        raise Refusal("file-exists", file=str(to))
    if not to.parent.is_dir():
        raise Refusal("folder-missing", file=str(to), folder=str(to.parent))
    write(project, to)


class UnsoundError(Exception):
    """What is wrong with a copy, in the words of SQLite or as the id of what has another sum."""


def check(path: Path) -> None:
    """Raises UnsoundError unless every page, text, step and event is as it was written."""
    try:
        with closing(_connect(path)) as conn:
            for wrong in _wrong(conn):
                raise UnsoundError(wrong)
    except UNREADABLE as error:
        raise UnsoundError(str(error)) from error


def _wrong(conn: sqlite3.Connection) -> Iterator[str]:
    from annotations.store import sources
    from annotations.store.union import is_sound

    yield from (str(row[0]) for row in conn.execute("PRAGMA quick_check(1)") if row[0] != "ok")
    yield from (f"foreign key of {row[0]}" for row in conn.execute("PRAGMA foreign_key_check"))
    for table in (STEP, EVENT):
        yield from (f"{table} {row['id']}" for row in _rows(conn, table) if not is_sound(row))
    eventless = f"SELECT id FROM {STEP} WHERE id NOT IN (SELECT step FROM {EVENT})"
    yield from (f"{STEP} {id}" for (id,) in conn.execute(eventless))
    for row in _rows(conn, SOURCE):
        if not sources.is_named(row["hash"], row["text"], row["data"]):
            yield f"{SOURCE} {row['hash']}"


def _rows(conn: sqlite3.Connection, table: str) -> Iterator[Row]:
    cursor = conn.execute(f"SELECT * FROM {table}")
    names = [column[0] for column in cursor.description]
    for row in cursor:
        yield dict(zip(names, cast("tuple[SqlValue, ...]", row), strict=True))


# -- those there are --------------------------------------------------------------------


def listed(home: Home) -> tuple[SafetyCopy, ...]:
    """The copies, newest first. What cannot be read is left out: it is none."""
    found: list[SafetyCopy] = []
    for number in reversed(home.copies()):
        with suppress(OSError, *UNREADABLE):
            found.append(_told(home.copy(number)))
    return tuple(found)


def _told(path: Path) -> SafetyCopy:
    facts = path.stat()
    with closing(_connect(path)) as conn:
        clock = conn.execute(f"SELECT max(clock) FROM {STEP}").fetchone()[0]
    at = datetime.fromtimestamp(facts.st_mtime, UTC).isoformat(timespec="seconds")
    from annotations.model import SafetyCopy

    return SafetyCopy(path, at.replace("+00:00", "Z"), clock or 0, facts.st_size)


def newest_sound(home: Home) -> int | None:
    """The number of the newest copy that is as it was made."""
    for number in reversed(home.copies()):
        with suppress(UnsoundError):
            check(home.copy(number))
            return number
    return None


def thin(home: Home) -> None:
    """Remove the copies that others stand for, and the segments that no sure copy needs.

    A segment may end behind the copy that came after it: of the oldest sure copy the one
    before is kept too.
    """
    numbers = home.copies()
    times = [home.copy(number).stat().st_mtime for number in numbers]
    for index in superfluous(times, SURE):
        home.copy(numbers[index]).unlink(missing_ok=True)
    numbers = home.copies()
    sizes = [home.copy(number).stat().st_size for number in numbers]
    for index in beyond(sizes, SURE, _ROOM):
        home.copy(numbers[index]).unlink(missing_ok=True)
    sure = home.copies()[-SURE:]
    if len(sure) == SURE:
        segments = home.segments()
        needed = [number for number in segments if number < sure[0]][-1:]
        for number in segments:
            if number < sure[0] and number not in needed:
                home.segment(number).unlink(missing_ok=True)


@contextmanager
def _turn(project: Path, home: Home) -> Generator[None]:
    """One copy at a time: another process may be making one."""
    try:
        lock = Lock.take(home.folder / "copies")
    except HeldError as held:
        raise Refusal("backup-running", file=str(project), holder=held.holder) from held
    try:
        yield
    finally:
        lock.release()


def _connect(path: Path) -> sqlite3.Connection:
    """To read with: nothing is rolled back and nothing synced."""
    uri = f"{path.resolve().as_uri()}?mode=ro"
    conn = sqlite3.connect(uri, timeout=_WAIT, isolation_level=None, uri=True)
    conn.execute("PRAGMA synchronous = OFF")
    return conn


def _failed(project: Path, reason: str) -> Refusal:
    return Refusal("backup-failed", file=str(project), reason=reason)


def _damaged(project: Path, reason: str) -> Refusal:
    return Refusal("project-damaged", file=str(project), reason=reason)
