"""The zip of a REFI-QDA project, opened with suspicion: nothing is unpacked, sizes are capped."""

from __future__ import annotations

import zipfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO

from annotations import zips
from annotations.errors import Refusal

_MEGABYTE = 1024 * 1024
_MOST_ENTRIES = 200_000
_PROJECT_FACTOR = 20  # project.qde may have so many times the bytes of a text
_CHUNK = 1 << 20


class Archive:
    """The files of a project by the last part of their names, upper or lower case."""

    def __init__(self, file: zipfile.ZipFile, limit: int) -> None:
        self._file = file
        self._limit = limit
        entries = [entry for entry in file.infolist() if not entry.is_dir()]
        if len(entries) > _MOST_ENTRIES:
            raise Refusal("zip-many", limit=_MOST_ENTRIES)
        self._by_name = {PurePosixPath(e.filename).name.casefold(): e for e in reversed(entries)}

    @contextmanager
    def project(self) -> Generator[Entry]:
        """The one `.qde`, to be read from its beginning. Refusals: refi-no-project, of an entry."""
        found = [name for name in self._by_name if name.endswith(".qde")]
        if not found:
            raise Refusal("refi-no-project")
        name = "project.qde" if "project.qde" in found else found[0]
        with self._entry(name, self._limit * _PROJECT_FACTOR) as entry:
            yield entry

    def text(self, path: str) -> bytes:
        """What an `internal://` path leads to.

        Refusals: refi-outside (another kind of path), file-missing, file-too-large, zip-broken,
        zip-encrypted.
        """
        if not path.startswith("internal://"):
            raise Refusal("refi-outside", text=path)
        return self._read(PurePosixPath(path).name.casefold(), self._limit)

    def _read(self, name: str, limit: int) -> bytes:
        with self._entry(name, limit) as entry:
            return b"".join(iter(entry.read, b""))

    @contextmanager
    def _entry(self, name: str, limit: int) -> Generator[Entry]:
        entry = self._by_name.get(name)
        if entry is None:
            raise Refusal("file-missing", file=name)
        if entry.flag_bits & 1:
            raise Refusal("zip-encrypted")
        try:
            file = self._file.open(entry)
        except zips.BROKEN as error:
            raise Refusal("zip-broken") from error
        with file:
            yield Entry(file, limit)


class Entry:
    """The bytes of an entry, counted while they come: what it says of its size may be false."""

    def __init__(self, file: IO[bytes], limit: int) -> None:
        self._file = file
        self._limit = self._left = limit

    def read(self, size: int = _CHUNK, /) -> bytes:
        """The next bytes, none at the end. Refusals: file-too-large, zip-broken."""
        try:
            chunk = self._file.read(min(size, _CHUNK) if size > 0 else _CHUNK)
        except zips.BROKEN as error:
            raise Refusal("zip-broken") from error
        self._left -= len(chunk)
        if self._left < 0:
            raise Refusal("file-too-large", limit=f"{self._limit / _MEGABYTE:g}")
        return chunk


@contextmanager
def opened(path: Path, limit: int) -> Generator[Archive]:
    """A project's archive. Refusals: file-missing, file-not-readable, zip-broken, zip-many."""
    if not path.exists():
        raise Refusal("file-missing")
    if not path.is_file():
        raise Refusal("file-not-readable")
    try:
        file = zipfile.ZipFile(path)
    except PermissionError as error:
        raise Refusal("file-not-readable") from error
    except zips.BROKEN as error:
        raise Refusal("zip-broken") from error
    with file:
        yield Archive(file, limit)
