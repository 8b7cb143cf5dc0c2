"""What took long to build, kept in the user's cache folder for the next start.

A file holds the key of what it was built from, a checksum, and some byte strings.  Whatever
is wrong with it (old, cut short, damaged, not readable) means that there is none; where
nothing can be written, nothing is kept.  Files are replaced whole, so that two programs can
start at once.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from annotations.places import cache as folder

_MAGIC = b"danqian cache 1\n"
_HASH = 32
_SIZE = 8


def load(name: str, key: bytes) -> list[bytes] | None:
    """The parts kept under `name`, if they were built from what `key` (32 bytes) stands for."""
    try:
        data = (folder() / name).read_bytes()
    except OSError:
        return None
    head = len(_MAGIC)
    start = head + 2 * _HASH
    if data[:head] != _MAGIC or data[head : head + _HASH] != key:
        return None
    body = memoryview(data)[start:]
    if sha256(body).digest() != data[head + _HASH : start]:
        return None
    parts: list[bytes] = []
    while body:
        size = int.from_bytes(body[:_SIZE], "big")
        parts.append(bytes(body[_SIZE : _SIZE + size]))
        body = body[_SIZE + size :]
    return parts


def save(name: str, key: bytes, parts: Sequence[bytes]) -> None:
    """Keep `parts` under `name`, or quietly do not."""
    body = b"".join(len(part).to_bytes(_SIZE, "big") + part for part in parts)
    with contextlib.suppress(OSError):
        folder().mkdir(parents=True, exist_ok=True)
        number, path = tempfile.mkstemp(prefix=f"{name}.", dir=folder())
        try:
            with os.fdopen(number, "wb") as file:
                file.write(_MAGIC + key + sha256(body).digest() + body)
            Path(path).replace(folder() / name)
        except OSError:
            Path(path).unlink(missing_ok=True)
