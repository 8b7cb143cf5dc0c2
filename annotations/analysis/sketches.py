"""Sketches of texts kept in the user's cache folder, so that each is made once.

A file of records behind a head that says what they were made by; a record is found by the
hash of its text and has a sum of its own.  Whatever is wrong with it is made again, and
where nothing can be written nothing is kept.
"""

from __future__ import annotations

import contextlib
import zlib
from collections.abc import Callable
from hashlib import sha256
from io import BufferedRandom
from pathlib import Path
from types import TracebackType
from typing import Self

from annotations import places
from annotations.analysis.duplicates import BINS, MADE_BY, SUM, Sketch, sketch
from annotations.text.fold import fingerprint

_HASH, _CRC = 32, 4
_RECORD = _HASH + SUM + BINS + _CRC
_LARGEST = 512 * 1024 * 1024  # begun anew behind that
_ATONCE = 1000  # records in memory before they are written


class Sketches:
    """Sketches by the hashes of texts (hexadecimal SHA-256). Use it in `with`."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = places.cache() / "sketches" if path is None else path
        self._head = sha256(f"{MADE_BY} {fingerprint()}".encode()).digest()
        self._fresh: list[bytes] = []

    def __enter__(self) -> Self:
        self._file: BufferedRandom | None = None
        self._end = 0
        self._index: dict[bytes, int] = {}
        with contextlib.suppress(OSError):
            self._file = self._opened()
            self._index = self._indexed()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._write()
        if self._file is not None:
            self._file.close()

    def of(self, hash: str, text: Callable[[], str]) -> Sketch:
        """The sketch of the text of that hash; `text` is asked for it where none is kept."""
        key = bytes.fromhex(hash)
        found = self._read(key)
        if found is None:
            found = sketch(text())
            self._keep(key, found)
        return found

    def _opened(self) -> BufferedRandom:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._path.touch()
        file = self._path.open("r+b")
        size = file.seek(0, 2)
        file.seek(0)
        if file.read(len(self._head)) != self._head or size > _LARGEST:
            file.seek(0)
            file.truncate()
            file.write(self._head)
        return file

    def _indexed(self) -> dict[bytes, int]:
        """Where the record of each hash begins; of what was cut short there is none."""
        index: dict[bytes, int] = {}
        assert self._file is not None
        self._file.seek(len(self._head))
        place = len(self._head)
        while len(record := self._file.read(_RECORD)) == _RECORD:
            index[record[:_HASH]] = place
            place += _RECORD
        self._end = place
        return index

    def _read(self, key: bytes) -> Sketch | None:
        place = self._index.get(key)
        if place is None or self._file is None:
            return None
        try:
            self._file.seek(place)
            record = self._file.read(_RECORD)
        except OSError:
            return None
        body, sum = record[:-_CRC], record[-_CRC:]
        if len(record) != _RECORD or zlib.crc32(body).to_bytes(_CRC) != sum:
            return None
        told, bins = body[_HASH : _HASH + SUM], body[_HASH + SUM :]
        return Sketch(told if any(told) else b"", bins if any(bins) else b"")

    def _keep(self, key: bytes, made: Sketch) -> None:
        body = key + made.sum.ljust(SUM, b"\0") + made.bins.ljust(BINS, b"\0")
        self._fresh.append(body + zlib.crc32(body).to_bytes(_CRC))
        if len(self._fresh) >= _ATONCE:
            self._write()

    def _write(self) -> None:
        fresh, self._fresh = self._fresh, []
        if self._file is not None and fresh:
            with contextlib.suppress(OSError):
                self._file.seek(self._end)
                self._end += self._file.write(b"".join(fresh))
