"""Open a project, or create one: recognised, locked, of a version we know, or not at all."""

from __future__ import annotations

import errno
import os
import sqlite3
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

from annotations.errors import Refusal
from annotations.store.file import ProjectFile, refusing
from annotations.store.header import Header
from annotations.store.lock import HeldError, Lock
from annotations.store.schema import APPLICATION_ID, VERSION, migrate


def open_file(path: Path, *, read_only: bool = False) -> ProjectFile:
    """The existing project at `path`.

    Opened read-only where `read_only` asks for it, the folder or the file takes no writing,
    or somebody else has it open; `obstacle` says which.  One of an older version is migrated,
    or, read-only, read as it is.  Raises Refusal "file-missing", "file-not-readable",
    "not-a-project", "project-newer", "project-damaged".
    """
    path = path.resolve()
    if not path.exists():
        raise Refusal("file-missing", file=str(path))
    Header.read(path).check(path)
    if read_only:
        return ProjectFile(path, None, Refusal("project-read-only", file=str(path)))
    lock, obstacle = _take(path)
    try:
        file = ProjectFile(path, lock, obstacle)
    except BaseException:
        _release(lock)
        raise
    try:
        _migrate(file)
    except BaseException:
        file.close()
        raise
    return file


def _migrate(file: ProjectFile) -> None:
    """Bring an older file that may be written up to our schema, whole or not at all."""
    if not file.read_only and int(file.value("PRAGMA user_version") or 0) < VERSION:
        with file.tx() as db:
            migrate(db)


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
        return ProjectFile(path, lock, None)
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
    unfinished = path.with_name(f".{path.name}.{uuid4().hex}.new")
    try:
        with sqlite3.connect(unfinished, isolation_level=None) as conn:
            conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        conn.close()
        file = ProjectFile(unfinished, None, None)
        try:
            with file.tx() as db:
                migrate(db)
            begin(file)
        finally:
            file.close()
        _sync(unfinished)
        unfinished.replace(path)
        _sync_folder(path.parent)
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    """Make the new name itself durable; Windows does that by itself and opens no folder."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
