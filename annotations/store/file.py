"""One open project file: its connection, its settings, its lock, and `tx()`.

Reading goes through the standard library alone, so that a list shows before sqlite-utils is
imported.  Writing goes through sqlite-utils over the same connection, only inside `tx()`.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol, cast

from annotations.errors import Refusal
from annotations.ids import Ids
from annotations.store.lock import Lock
from annotations.store.schema import completing
from annotations.store.tables import Row, SqlValue

if TYPE_CHECKING:
    from sqlite_utils import Database

# What reading a damaged file raises: SQLite's message may hold bytes that Python cannot decode.
UNREADABLE = (sqlite3.Error, UnicodeDecodeError)

_WAIT = 5.0  # seconds for another process to finish what it is doing

# Primary result codes of SQLite that are no fault of the program.
_REFUSALS = {
    sqlite3.SQLITE_BUSY: "project-busy",
    sqlite3.SQLITE_LOCKED: "project-busy",
    sqlite3.SQLITE_READONLY: "project-read-only",
    sqlite3.SQLITE_IOERR: "disk-error",
    sqlite3.SQLITE_CANTOPEN: "disk-error",
    sqlite3.SQLITE_FULL: "disk-full",
    sqlite3.SQLITE_CORRUPT: "project-damaged",
    sqlite3.SQLITE_NOTADB: "project-damaged",
}


class Kept(NamedTuple):
    """A step that the open transaction wrote, and the hashes of the texts that came with it."""

    step: str
    sources: tuple[str, ...]


class Safety(Protocol):
    """What keeps every step a second time. Each method may raise, and then nothing is stored."""

    def ready(self) -> object:
        """A transaction is about to begin."""

    def append(self, kept: Sequence[Kept]) -> None:
        """These steps are about to be committed."""

    def settle(self) -> None:
        """They are committed."""

    def cut(self) -> None:
        """They are not, and must not be found again. Never raises."""

    def close(self) -> None:
        """The file is closed."""


class Unkept:
    """No safety: for a file that is being made, and has no name yet."""

    def ready(self) -> None: ...
    def append(self, kept: Sequence[Kept]) -> None: ...
    def settle(self) -> None: ...
    def cut(self) -> None: ...
    def close(self) -> None: ...


class ProjectFile:
    """A project's database. Made by `opening.open_file` and `opening.create_file`.

    `obstacle` is why nothing may be written, None when all may; `safety` what hears of every
    transaction.
    """

    def __init__(self, path: Path, lock: Lock | None, obstacle: Refusal | None) -> None:
        self.path = path
        self.obstacle = obstacle
        self.ids = Ids()
        self.safety: Safety = Unkept()
        self._kept: list[Kept] = []
        self._uncounted = 0  # rows changed that say nothing new
        self._lock = lock
        with refusing(path):
            self._conn = _connect(path, writable=obstacle is None)
        self._facts = path.stat()

    @property
    def read_only(self) -> bool:
        return self.obstacle is not None

    def close(self) -> None:
        """Close the database and give the lock back; what was not committed is gone."""
        self.safety.close()
        self._conn.close()
        if self._lock is not None:
            self._lock.release()

    def select(self, sql: str, *values: SqlValue) -> list[Row]:
        """All rows of a query at once: an open reader would block the next commit."""
        with refusing(self.path):
            cursor = self._conn.execute(sql, values)
            names = [column[0] for column in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def lines(self, sql: str, *values: SqlValue) -> list[tuple[SqlValue, ...]]:
        """The same without the names of the columns: for thousands of rows."""
        with refusing(self.path):
            return self._conn.execute(sql, values).fetchall()

    @property
    def moment(self) -> tuple[int, int] | None:
        """Another one whenever anything in the file may have changed, by us or by others.

        None in a transaction, which may be rolled back.
        """
        if self._conn.in_transaction:
            return None
        others = cast("int", self.value("PRAGMA data_version"))
        return self._conn.total_changes - self._uncounted, others

    def value(self, sql: str, *values: SqlValue) -> SqlValue:
        """The first column of a query's first row, or None."""
        with refusing(self.path):
            row = self._conn.execute(sql, values).fetchone()
        return None if row is None else row[0]

    def define(self, name: str, function: Callable[[str], SqlValue]) -> None:
        """Have queries of this connection call a function of one text; it must not raise."""
        self._conn.create_function(name, 1, function, deterministic=True)

    @cached_property
    def db(self) -> Database:
        """The connection in sqlite-utils' hands: importing that takes a third of a second."""
        from sqlite_utils import Database

        return Database(self._conn, execute_plugins=False, strict=True)

    def keep(self, step: str, sources: Sequence[str]) -> None:
        """Have a step, and the texts by these hashes, in the step journal before the commit."""
        self._kept.append(Kept(step, tuple(sources)))

    @contextmanager
    def tx(self) -> Generator[Database]:
        """A transaction that holds the write lock from its start; nested use is an error.

        It commits at the end of the block, once the step journal has what was kept; if
        anything at all is raised, nothing is stored.  What is nested inside uses
        `db.atomic()`, which makes savepoints.
        """
        if self.obstacle is not None:
            raise self.obstacle
        if not self._is_in_place():
            raise Refusal("file-moved", file=str(self.path))
        self.safety.ready()
        try:
            with self.unguarded() as database:
                self._kept.clear()
                yield database
                self.safety.append(self._kept)
        except BaseException:
            self.safety.cut()
            raise
        self.safety.settle()

    def _is_in_place(self) -> bool:
        """Whether the file at our path is still the one we have open.

        A file that was deleted, moved, or exchanged by a sync program takes commits in silence
        for as long as we hold it, and nobody would ever see them again.
        """
        try:
            return os.path.samestat(self._facts, self.path.stat())
        except OSError:
            return False

    @contextmanager
    def unguarded(self) -> Generator[Database]:
        """A transaction that `safety` does not hear of, and that therefore writes no step."""
        with refusing(self.path):
            database = self.db
            self._conn.execute("BEGIN IMMEDIATE")
            try:
                yield database
                self._conn.execute("COMMIT")
            except BaseException:
                if self._conn.in_transaction:
                    self._conn.execute("ROLLBACK")
                raise

    @contextmanager
    def in_passing(self) -> Generator[Database]:
        """A transaction for what can be made from all the rest, which changes no `moment`.

        It waits for nobody: where another one reads, Refusal "project-busy" at its end.
        """
        before = self._conn.total_changes
        self._conn.execute("PRAGMA busy_timeout = 0")
        try:
            with self.unguarded() as database:
                yield database
        finally:
            self._conn.execute(f"PRAGMA busy_timeout = {_WAIT * 1000:.0f}")
            self._uncounted += self._conn.total_changes - before


# What is said without a code of its own: by Python, and where a name in the schema is damaged.
_DAMAGED = ("decode to UTF-8", "no such column", "no such table")


@contextmanager
def refusing(path: Path) -> Generator[None]:
    """Turn what SQLite reports of the disk, of locks and of damage into a `Refusal`."""
    try:
        yield
    except UnicodeEncodeError as error:
        raise Refusal("lone-surrogate") from error
    except UnicodeDecodeError as error:  # what SQLite says of a damaged name is damaged too
        raise Refusal("project-damaged", file=str(path), reason=error.reason) from error
    except sqlite3.Error as error:
        key = _REFUSALS.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
        if key is None and any(sign in str(error) for sign in _DAMAGED):
            key = "project-damaged"
        if key is None:
            raise
        raise Refusal(key, file=str(path), reason=str(error)) from error


def _connect(path: Path, *, writable: bool) -> sqlite3.Connection:
    """A connection in driver autocommit, so that no transaction opens by itself.

    A project that somebody else holds is still opened for writing, with query_only on: only
    so SQLite can roll back what a crash left half written.
    """
    conn = sqlite3.connect(
        f"{path.as_uri()}?mode=rw",
        timeout=_WAIT,
        isolation_level=None,
        uri=True,
        check_same_thread=False,  # SQLite is built serialized; a long step runs off the window's
    )
    for pragma in (
        "foreign_keys = ON",
        "recursive_triggers = ON",
        "synchronous = EXTRA",
        "trusted_schema = OFF",
        "cache_size = -8000",  # KiB: a thousand tags on a hundred articles touch more than 2 MB
    ):
        conn.execute(f"PRAGMA {pragma}")
    if not writable:
        for statement in completing(conn.execute("PRAGMA user_version").fetchone()[0]):
            conn.execute(statement)
    conn.execute(f"PRAGMA query_only = {'OFF' if writable else 'ON'}")
    mode = conn.execute(f"PRAGMA journal_mode{' = DELETE' if writable else ''}").fetchone()[0]
    foreign_keys, synchronous = (
        cast("int", conn.execute(f"PRAGMA {name}").fetchone()[0])
        for name in ("foreign_keys", "synchronous")
    )
    if (foreign_keys, synchronous) != (1, 3) or (writable and mode != "delete"):
        conn.close()
        raise RuntimeError(f"SQLite refuses our settings: {foreign_keys=} {synchronous=} {mode=}")
    return conn
