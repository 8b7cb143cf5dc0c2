"""How much of a file is taken in: a cap, because a reader is no place for a disk image."""

from __future__ import annotations

import os
from pathlib import Path

from annotations.errors import Refusal

MEGABYTE = 1024 * 1024
DEFAULT_MEGABYTES = 50.0


def max_bytes(megabytes: float | None = None) -> int:
    """The cap in bytes: as asked, else DANQIAN_MAX_MB, else 50 MB."""
    if megabytes is None:
        megabytes = _number(os.environ.get("DANQIAN_MAX_MB", "")) or DEFAULT_MEGABYTES
    return int(megabytes * MEGABYTE)


def _number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if 0 < number < 1e6 else None


def read_within(path: Path, limit: int) -> bytes:
    """All bytes of a file of at most `limit` bytes.

    Refusals: file-missing, file-not-readable, file-too-large, file-empty.
    """
    if not path.exists():
        raise Refusal("file-missing")
    if not path.is_file():  # a pipe or device might never end
        raise Refusal("file-not-readable")
    try:
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except OSError as error:
        raise Refusal("file-not-readable") from error
    if len(data) > limit:
        raise Refusal("file-too-large", limit=f"{limit / MEGABYTE:g}")
    if not data:
        raise Refusal("file-empty")
    return data
