"""What is read once and wanted later, kept on disk: memory has only where it stands."""

from __future__ import annotations

import json
import tempfile
from typing import cast

_IN_MEMORY = 4 * 1024 * 1024  # bytes; most projects are smaller


class Spool:
    """Rows of texts by the offset at which they were put."""

    def __init__(self) -> None:
        self._file = tempfile.SpooledTemporaryFile[bytes](max_size=_IN_MEMORY)

    def put(self, *row: str) -> int:
        """Keep a row, behind all that came before, and give its place."""
        place = self._file.seek(0, 2)
        self._file.write(json.dumps(row).encode() + b"\n")
        return place

    def get(self, place: int) -> list[str]:
        """The row of a place."""
        self._file.seek(place)
        return cast("list[str]", json.loads(self._file.readline()))

    def close(self) -> None:
        """Give up all of it."""
        self._file.close()
