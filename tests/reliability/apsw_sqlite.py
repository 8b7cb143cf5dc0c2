"""SQLite by way of apsw, in the clothes of `sqlite3`, with its files on a simulated disk.

apsw lets a test be the file system beneath SQLite.  `connect` stands in for `sqlite3.connect`
and has what the store and sqlite-utils use of a connection, and no more.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol
from uuid import uuid4

import apsw


class Listener(Protocol):
    """What hears of SQLite's doings. Each may raise apsw.Error, which SQLite then meets."""

    def writing(self, path: Path, data: bytes, offset: int) -> None: ...
    def wrote(self, path: Path) -> None: ...
    def truncated(self, path: Path) -> None: ...
    def syncing(self, path: Path, *, new_name: bool) -> None: ...
    def deleting(self, path: Path) -> None: ...
    def deleted(self, path: Path, *, durably: bool) -> None: ...


class Vfs(apsw.VFS):
    """The system's own, with somebody listening; syncs of files and folders do nothing real."""

    def __init__(self, listener: Listener) -> None:
        self.name, self.listener = f"test-{uuid4().hex}", listener
        super().__init__(self.name, "")

    def xOpen(self, name: apsw.URIFilename | str | None, flags: list[int]) -> apsw.VFSFile:
        return _File(self.listener, name, flags)

    def xDelete(self, filename: str, syncdir: bool) -> None:
        self.listener.deleting(Path(filename))
        super().xDelete(filename, False)
        self.listener.deleted(Path(filename), durably=bool(syncdir))


class _File(apsw.VFSFile):
    def __init__(
        self, listener: Listener, name: apsw.URIFilename | str | None, flags: list[int]
    ) -> None:
        super().__init__("", name, flags)
        text = name.filename() if isinstance(name, apsw.URIFilename) else name
        self._path = Path(text) if text else None
        self._listener = listener
        # As SQLite's own does: the name of a new journal is synced with its first content.
        journal = flags[0] & (apsw.SQLITE_OPEN_MAIN_JOURNAL | apsw.SQLITE_OPEN_WAL)
        self._is_new = bool(journal) and bool(flags[0] & apsw.SQLITE_OPEN_CREATE)

    def xWrite(self, data: bytes, offset: int) -> None:
        if self._path is None:
            return super().xWrite(data, offset)
        self._listener.writing(self._path, bytes(data), offset)
        super().xWrite(data, offset)
        return self._listener.wrote(self._path)

    def xTruncate(self, newsize: int) -> None:
        super().xTruncate(newsize)
        if self._path is not None:
            self._listener.truncated(self._path)

    def xSync(self, flags: int) -> None:
        if self._path is not None:
            self._listener.syncing(self._path, new_name=self._is_new)
            self._is_new = False


@contextmanager
def sqlite_through(vfs: Vfs) -> Iterator[None]:
    """Have the whole program open its databases through `vfs`."""
    real = sqlite3.connect

    def connect(target: Any, timeout: float = 5.0, *, uri: bool = False, **_: Any) -> Connection:
        return Connection(str(target), timeout, uri=uri, vfs=vfs.name)

    sqlite3.connect = connect  # type: ignore[assignment]
    try:
        yield
    finally:
        sqlite3.connect = real
        vfs.unregister()


class Connection:
    """A connection in autocommit, as the store opens them."""

    isolation_level = None

    def __init__(self, target: str, timeout: float, *, uri: bool, vfs: str) -> None:
        flags = apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE
        flags |= apsw.SQLITE_OPEN_URI if uri else 0
        with _as_sqlite3():
            self._real = apsw.Connection(target, flags=flags, vfs=vfs)
            self._real.set_busy_timeout(int(timeout * 1000))

    def __enter__(self) -> Connection:
        return self

    def __exit__(self, *_: object) -> None:
        """As in sqlite3: this ends a transaction and closes nothing."""

    @property
    def in_transaction(self) -> bool:
        return self._real.in_transaction

    @property
    def total_changes(self) -> int:
        return self._real.total_changes()

    def execute(self, sql: str, values: Any = ()) -> Cursor:
        return self.cursor().execute(sql, values)

    def executemany(self, sql: str, rows: Any) -> Cursor:
        cursor = self.cursor()
        for row in rows:
            cursor.execute(sql, row)
        return cursor

    def cursor(self) -> Cursor:
        return Cursor(self._real)

    def create_function(self, name: str, count: int, function: Any, **more: Any) -> None:
        self._real.create_scalar_function(name, function, count, **more)

    def set_progress_handler(self, handler: Any, every: int) -> None:
        self._real.set_progress_handler(handler, every)

    def interrupt(self) -> None:
        self._real.interrupt()

    def commit(self) -> None:
        if self.in_transaction:
            self.execute("COMMIT")

    def rollback(self) -> None:
        if self.in_transaction:
            self.execute("ROLLBACK")

    def close(self) -> None:
        with _as_sqlite3():
            self._real.close()


@dataclass(slots=True)
class Cursor:
    """The rows of one statement, all read at once."""

    _real: apsw.Connection
    description: Sequence[tuple[Any, ...]] | None = None
    rowcount: int = -1
    lastrowid: int | None = None
    _rows: Iterator[Any] = field(default_factory=lambda: iter(()))

    def execute(self, sql: str, values: Any = ()) -> Cursor:
        cursor = self._real.cursor()
        cursor.exec_trace = self._traced
        with _as_sqlite3():
            self._rows = iter(list(cursor.execute(sql, values or None)))
        self.rowcount = self._real.changes() if self.description is None else -1
        self.lastrowid = self._real.last_insert_rowid()
        return self

    def _traced(self, cursor: apsw.Cursor, *_: object) -> bool:
        """Names of columns must be asked for before the first row: later there may be none."""
        columns = cursor.get_description()
        self.description = [(c[0], *(None,) * 6) for c in columns] if columns else None
        return True

    def fetchone(self) -> Any:
        return next(self._rows, None)

    def fetchall(self) -> list[Any]:
        return list(self._rows)

    def fetchmany(self, size: int = 1) -> list[Any]:
        return [row for _, row in zip(range(size), self._rows, strict=False)]

    def __iter__(self) -> Iterator[Any]:
        return self._rows

    def close(self) -> None:
        self._rows = iter(())


@contextmanager
def _as_sqlite3() -> Iterator[None]:
    """What apsw raises, as what sqlite3 would have raised."""
    try:
        yield
    except apsw.Error as error:
        kind: type[sqlite3.Error] = sqlite3.OperationalError
        if isinstance(error, apsw.ConstraintError):
            kind = sqlite3.IntegrityError
        elif isinstance(error, apsw.CorruptError | apsw.NotADBError):
            kind = sqlite3.DatabaseError
        raised = kind(str(error))
        raised.sqlite_errorcode = getattr(error, "extendedresult", 0) or error.result  # type: ignore[attr-defined]
        raise raised from error
