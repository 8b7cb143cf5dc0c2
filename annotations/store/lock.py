"""One writer a project: a lock file beside it, held by the system for as long as we live."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Self

_NO_LINK = getattr(os, "O_NOFOLLOW", 0)  # what a link points to is not ours to empty
_FAR = 1 << 30  # Windows locks bytes against reading too: not those that name the holder


class HeldError(Exception):
    """Somebody else has the lock; `holder` is "pid@host", or "?" when not readable."""

    def __init__(self, holder: str) -> None:
        super().__init__(holder)
        self.holder = holder


class Lock:
    """The right to write one project, given back by `release` or by the end of the process.

    `take` raises `HeldError` when somebody has it and OSError when the folder takes no file.
    `left_behind` tells that whoever had it last ended without giving it back.
    """

    def __init__(self, path: Path, descriptor: int, *, left_behind: bool) -> None:
        self.left_behind = left_behind
        self._path = path
        self._descriptor = descriptor

    @classmethod
    def take(cls, project: Path) -> Self:
        path = project.with_name(project.name + ".lock")
        while True:
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT | _NO_LINK, 0o666)
            try:
                if not _acquire(descriptor):
                    raise HeldError(
                        os.read(descriptor, 200).decode("utf-8", "replace").strip() or "?"
                    )
                if _is_same(descriptor, path):
                    break
            except BaseException:
                os.close(descriptor)
                raise
            os.close(descriptor)  # its last holder removed it between our opening and locking
        left_behind = os.fstat(descriptor).st_size > 0
        os.ftruncate(descriptor, 0)
        os.lseek(descriptor, 0, os.SEEK_SET)
        os.write(descriptor, f"{os.getpid()}@{_host()}\n".encode())
        return cls(path, descriptor, left_behind=left_behind)

    def release(self) -> None:
        """Give the lock back; a second call does nothing."""
        if self._descriptor < 0:
            return
        if sys.platform == "win32":
            os.ftruncate(self._descriptor, 0)
        else:
            self._path.unlink(missing_ok=True)
        os.close(self._descriptor)
        self._descriptor = -1


def is_free(project: Path) -> bool:
    """Whether a project could be opened for writing at this moment; nothing is changed."""
    path = project.with_name(project.name + ".lock")
    if not all(os.access(place, os.W_OK) for place in (project, project.parent)):
        return False
    try:
        descriptor = os.open(path, os.O_RDWR | _NO_LINK)
    except FileNotFoundError:
        return True
    except OSError:
        return False
    try:
        return _acquire(descriptor)
    finally:
        os.close(descriptor)  # which gives it back


def _is_same(descriptor: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except FileNotFoundError:
        return False


if sys.platform == "win32":
    import msvcrt

    def _acquire(descriptor: int) -> bool:
        os.lseek(descriptor, _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        finally:
            os.lseek(descriptor, 0, os.SEEK_SET)
        return True
else:
    import fcntl

    def _acquire(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


def _host() -> str:
    """This machine's name; importing `socket` for it takes longer than opening a project."""
    if sys.platform != "win32":
        return os.uname().nodename
    import socket

    return socket.gethostname()
