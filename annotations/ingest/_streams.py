"""Text files too long to have at once: their encoding by one pass over them, and their lines."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from annotations.errors import Refusal
from annotations.ingest.decode import (
    BAD_SHARE,
    DAMAGED_SHARE,
    KEEP_BAD,
    bom_of,
    named_encoding,
    plausible,
    refuse_binary,
)

_HEAD = 256 * 1024
_CHUNK = 256 * 1024
_BAD = re.compile("[\udc00-\udcff]")


@dataclass(frozen=True, slots=True)
class Encoded:
    """The encoding of a file and how many bytes its byte order mark has."""

    encoding: str
    mark: int


def encoding_of(path: Path, named: str | None = None) -> Encoded:
    """The encoding of a file as `decode` would find it, or the one that was named.

    Refusals: file-missing, file-not-readable, file-empty, file-not-text, file-too-damaged,
    encoding-unknown, not-in-encoding.
    """
    size, head = _looked_at(path)
    refuse_binary(head)
    mark, marked = bom_of(head)
    if named is not None:
        encoding = named_encoding(named, marked)
        taken = Encoded(encoding, len(mark) if encoding == marked else 0)
        most = DAMAGED_SHARE * size
        if _bad(path, taken, most) > most:
            raise Refusal("not-in-encoding", encoding=encoding)
        return taken
    counts: dict[str, int] = {}
    most = max(1, BAD_SHARE * size)
    for name in [marked] if marked else _likeliest(head):
        counts[name] = _bad(path, Encoded(name, len(mark)), most)
        if not counts[name]:
            break
    if not counts:
        raise Refusal("file-not-text")
    best = min(counts, key=lambda name: counts[name])
    if counts[best] >= most:
        raise Refusal("file-too-damaged", bad=counts[best])
    return Encoded(best, len(mark))


def _likeliest(head: bytes) -> Iterator[str]:
    if b"\0" not in head:
        yield "utf-8"
    yield from plausible(head)


def _looked_at(path: Path) -> tuple[int, bytes]:
    if not path.exists():
        raise Refusal("file-missing")
    if not path.is_file():  # a pipe or device might never end
        raise Refusal("file-not-readable")
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
        size = path.stat().st_size
    except OSError as error:
        raise Refusal("file-not-readable") from error
    if not head.strip():
        raise Refusal("file-empty")
    return size, head


def _bad(path: Path, encoded: Encoded, most: float) -> int:
    """How many bytes of a file have no reading in an encoding; counted no further than `most`."""
    try:
        decoder = codecs.getincrementaldecoder(encoded.encoding)(KEEP_BAD)
    except LookupError as error:
        raise Refusal("encoding-unknown", name=encoded.encoding) from error
    bad = 0
    try:
        with path.open("rb") as file:
            file.seek(encoded.mark)
            while bad <= most and (chunk := file.read(_CHUNK)):
                bad += _count(decoder.decode(chunk))
            bad += _count(decoder.decode(b"", final=True))
    except OSError as error:
        raise Refusal("file-not-readable") from error
    except UnicodeError as error:  # a codec that knows no error handler
        raise Refusal("not-in-encoding", encoding=encoded.encoding) from error
    return bad


def _count(text: str) -> int:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return len(_BAD.findall(text))
    return 0


@contextmanager
def lines_of(path: Path, encoded: Encoded, limit: int) -> Generator[Iterator[str]]:
    """The lines of a file with their ends as they are, bad bytes as `KEEP_BAD` has them.

    Refusals: file-not-readable; line-too-long for one of more than `limit` characters.
    """
    try:
        with path.open("rb") as file:
            file.seek(encoded.mark)
            with io.TextIOWrapper(file, encoded.encoding, KEEP_BAD, newline="") as text:
                yield _lines(text, limit)
    except OSError as error:
        raise Refusal("file-not-readable") from error


def _lines(text: io.TextIOWrapper, limit: int) -> Iterator[str]:
    number = 0
    while line := text.readline(limit + 1):
        number += 1
        if len(line) > limit:
            raise Refusal("line-too-long", line=number)
        yield line


def raw_bytes(text: str, encoding: str) -> bytes:
    """The bytes of a text decoded with `KEEP_BAD`, the bad ones too."""
    parts = re.split("([\udc00-\udcff])", text)
    return b"".join(
        bytes([ord(part) - 0xDC00]) if number % 2 else part.encode(encoding)
        for number, part in enumerate(parts)
    )
