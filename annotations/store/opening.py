"""Open a project, or create one: recognised, locked, of a version we know, or not at all."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from annotations.errors import Refusal
from annotations.store import disk, shape
from annotations.store.beside import check_beside
from annotations.store.file import ProjectFile, refusing
from annotations.store.header import Header
from annotations.store.lock import HeldError, Lock
from annotations.store.safety import identity
from annotations.store.safety.catching_up import catch_up, own_home
from annotations.store.safety.home import Home
from annotations.store.safety.keeper import Keeper, another_home
from annotations.store.schema import APPLICATION_ID, VERSION, migrate
from annotations.store.tables import STATE

if TYPE_CHECKING:
    from sqlite_utils import Database


def open_file(path: Path, *, read_only: bool = False) -> ProjectFile:
    """The existing project at `path`.

    Opened read-only where `read_only` asks for it, the folder or the file takes no writing,
    somebody else has it open, or it is of a newer version; `obstacle` says which.  One of an
    older version is migrated, or, read-only, read as it is.  Raises Refusal "file-missing" or,
    where there are safety copies of it, "file-gone"; "file-not-readable", "not-a-project",
    "project-damaged", "project-altered", "journal-foreign", "project-newer" where that cannot
    even be read, and "backup-failed" where a migration cannot be made safe.
    """
    path = path.resolve()
    if not path.exists():
        raise Refusal("file-gone" if Home.at(path) else "file-missing", file=str(path))
    _recognise(path)
    check_beside(path)
    if (newer := Header.read(path).newer(path)) is not None:
        return _open_newer(path, newer)
    if read_only:
        file = ProjectFile(path, None, Refusal("project-read-only", file=str(path)))
        return _begun(file, lambda: _check(file))
    lock, obstacle = _take(path)
    try:
        file = ProjectFile(path, lock, obstacle)
    except BaseException:
        _release(lock)
        raise

    def begin() -> None:
        _check(file)
        if lock is not None:
            _migrate(file)
            notices = catch_up(file)
            file.safety = Keeper(file, notices, unclean=lock.left_behind)

    return _begun(file, begin)


def _open_newer(path: Path, newer: Refusal) -> ProjectFile:
    """To be read, if it still has every table and column that we know; else refused."""
    file = ProjectFile(path, None, newer)
    try:
        shape.check(file, triggers=False)
        for table in STATE.values():
            found = file.select("SELECT name FROM pragma_table_info(?)", table.name)
            if not {row["name"] for row in found}.issuperset(table.columns):
                raise newer
        _check_length(file)
    except Refusal as error:
        file.close()
        raise newer from error
    return file


def _begun(file: ProjectFile, begin: Callable[[], None]) -> ProjectFile:
    """The file after `begin`, closed when that raises."""
    try:
        begin()
    except BaseException:
        file.close()
        raise
    return file


def _recognise(path: Path) -> None:
    """Refuse what is not one of our files; one that was is damaged."""
    try:
        Header.read(path).check(path)
    except Refusal as refusal:
        if refusal.key == "not-a-project" and Home.at(path) is not None:
            raise Refusal("project-damaged", file=str(path), reason="header") from refusal
        raise


def _check(file: ProjectFile) -> None:
    _check_length(file)
    shape.check(file)


def _check_length(file: ProjectFile) -> None:
    """Refuse a file whose end is missing. After opening: a journal may have put it right."""
    pages, size = (int(file.value(f"PRAGMA {name}") or 0) for name in ("page_count", "page_size"))
    found = file.path.stat().st_size
    if pages * size > found:
        raise Refusal("project-damaged", file=str(file.path), reason=f"{found} < {pages * size}")


def _migrate(file: ProjectFile) -> None:
    """Bring an older file up to our schema, whole or not at all, with a safety copy before."""
    if int(file.value("PRAGMA user_version") or 0) == VERSION:
        return
    from annotations.store.safety import copies

    own = own_home(file)
    home = own or another_home(file)
    try:
        copies.make(file.path, home)
        with file.tx() as db:
            bring_up_to_date(file, db)
            identity.become(file, db, home.replica)
    except BaseException:
        if own is None:
            home.unmake()
        raise


def create_file(path: Path, begin: Callable[[ProjectFile], None]) -> ProjectFile:
    """A new project at `path`, where nothing may be yet; `begin` writes its first step.

    It is built complete under another name, synced, and only then gets its own, so that a
    file of that name is always a whole project.  Raises Refusal "folder-missing",
    "folder-read-only", "project-locked", "file-exists".
    """
    path = path.resolve()
    if not path.parent.is_dir():
        raise Refusal("folder-missing", file=str(path), folder=str(path.parent))
    lock, obstacle = _take(path)
    try:
        if obstacle is not None:
            raise obstacle
        if path.exists():
            raise Refusal("file-exists", file=str(path))
        with refusing(path):
            _build(path, begin)
        file = ProjectFile(path, lock, None)
        file.safety = Keeper(file, created=True)
        return file
    except BaseException:
        _release(lock)
        raise


def _take(path: Path) -> tuple[Lock | None, Refusal | None]:
    """The lock, or why there is none."""
    file = str(path)
    if path.exists() and not os.access(path, os.W_OK):
        return None, Refusal("project-read-only", file=file)
    try:
        return Lock.take(path), None
    except HeldError as held:
        return None, Refusal("project-locked", file=file, holder=held.holder)
    except OSError as error:
        if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            return None, Refusal("folder-read-only", file=file, folder=str(path.parent))
        reason = error.strerror or str(error)
        return None, Refusal("project-not-lockable", file=file, reason=reason)


def _release(lock: Lock | None) -> None:
    if lock is not None:
        lock.release()


def _build(path: Path, begin: Callable[[ProjectFile], None]) -> None:
    unfinished = disk.unfinished_beside(path)
    try:
        file = lay_out(unfinished)
        try:
            begin(file)
        finally:
            file.close()
        disk.sync(unfinished)
        disk.rename(unfinished, path)
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)


def lay_out(path: Path) -> ProjectFile:
    """A new file with all its tables and nothing in them, under a name that is not its own yet."""
    with sqlite3.connect(path, isolation_level=None) as conn:
        conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    conn.close()
    file = ProjectFile(path, None, None)

    def begin() -> None:
        with file.tx() as db:
            bring_up_to_date(file, db)

    return _begun(file, begin)


def bring_up_to_date(file: ProjectFile, db: Database) -> None:
    """Give a file of any older version, or of none, our schema and a search index."""
    from annotations.store.search import index

    migrate(db)
    if not index.is_current(file):  # made anew it takes minutes
        index.rebuild(file, db)
