"""A disk with room for so many more writes, or one that is pulled out after so many doings."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import apsw

from tests.reliability.standing_in import path_of, standing_in


@dataclass(slots=True)
class FullDisk:
    """Counts what is done to the files under `root`; from some point on it refuses.

    `left` is how much is still done, None for all.  A full disk refuses what makes a file
    longer, with `copies` (as a disk that writes nothing in place) all that is written; one
    that is `gone` refuses syncs, truncations and removals too.
    """

    root: Path
    copies: bool = False
    gone: bool = False
    left: int | None = None
    refused: int = 0

    def _spend(self) -> bool:
        """Whether there is room for one more."""
        if self.left is None:
            return True
        if self.left:
            self.left -= 1
            return True
        self.refused += 1
        return False

    # -- SQLite (see apsw_sqlite.Listener) ----------------------------------------------

    def writing(self, path: Path, data: bytes, offset: int) -> None:
        grows = offset + len(data) > path.stat().st_size
        if (grows or self.copies or self.gone) and not self._spend():
            raise _error(apsw.SQLITE_IOERR_WRITE if self.gone else apsw.SQLITE_FULL)

    def wrote(self, path: Path) -> None:
        pass

    def truncated(self, path: Path) -> None:
        self._done()

    def syncing(self, path: Path, *, new_name: bool) -> None:
        self._done()

    def deleting(self, path: Path) -> None:
        self._done()

    def deleted(self, path: Path, *, durably: bool) -> None:
        pass

    def _done(self) -> None:
        if self.gone and not self._spend():
            raise _error(apsw.SQLITE_IOERR)

    # -- Python -------------------------------------------------------------------------

    @contextmanager
    def heard(self) -> Iterator[None]:
        """Refuse what Python itself writes to files under the root."""

        def refusing(function: Any, code: int, *, always: bool) -> Any:
            def ours(target: int, *rest: Any) -> Any:
                counts = (always or self.gone) and self.root in path_of(target).parents
                if counts and not self._spend():
                    raise OSError(code, os.strerror(code))
                return function(target, *rest)

            return ours

        code = errno.EIO if self.gone else errno.ENOSPC
        pairs = {"write": True, "ftruncate": False, "fsync": False, "fdatasync": False}
        with standing_in(
            {
                name: refusing(getattr(os, name), code, always=always)
                for name, always in pairs.items()
                if hasattr(os, name)
            }
        ):
            yield


def _error(code: int) -> Exception:
    """What SQLite's own file system says with this code."""
    return apsw.exception_for(code)
