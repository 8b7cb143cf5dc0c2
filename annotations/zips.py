"""Zip archives that others made: what they list is bounded before any of it is believed."""

from __future__ import annotations

import io
import zlib
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from annotations.errors import Refusal

MOST_ENTRIES = 200_000
_LONGEST_LIST = 64 * 1024 * 1024  # bytes
_ENTRY = b"PK\x01\x02"  # with which each entry of the list begins
_RATIO = 250  # times that an entry may grow,
_RATIO_FROM = 8 * 1024 * 1024  # if it then has so many bytes

BROKEN = (BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError)
"""What `zipfile` raises for damage; a name that is not the UTF-8 it says is a ValueError."""


@contextmanager
def opened(path: Path) -> Generator[ZipFile]:
    """The archive in a file. Refusals: file-not-readable, zip-damaged, zip-many."""
    try:
        file = _Watched(io.FileIO(path))
    except OSError as error:
        raise Refusal("file-not-readable") from error
    with file:
        try:
            archive = ZipFile(file)
        except BROKEN as error:
            raise Refusal("zip-damaged", part="") from error
        with archive:
            yield archive


class _Watched(io.BufferedReader):
    """A file whose list `zipfile` reads in one piece, and of which it makes an object an entry."""

    def read(self, size: int | None = -1, /) -> bytes:
        if size is not None and size > _LONGEST_LIST:
            raise Refusal("zip-many", limit=MOST_ENTRIES)
        data = super().read(size)
        if len(data) > MOST_ENTRIES and data.count(_ENTRY) > MOST_ENTRIES:
            raise Refusal("zip-many", limit=MOST_ENTRIES)
        return data


def is_plain(entry: ZipInfo) -> bool:
    """Whether it is packed in a way that `zipfile` unpacks piece by piece.

    Of the others (bzip2, LZMA) it unpacks at once all that a piece holds, whatever that is.
    """
    return entry.compress_type in (ZIP_STORED, ZIP_DEFLATED)


def grows(entry: ZipInfo) -> bool:
    """Whether it says of itself that it would become far more than any text does."""
    return entry.file_size > max(_RATIO_FROM, _RATIO * max(1, entry.compress_size))


def overlap(entries: Iterable[ZipInfo], path: Path) -> bool:
    """Whether the entries of an archive take more room than it has, so that they share some."""
    return sum(entry.compress_size for entry in entries) > path.stat().st_size
