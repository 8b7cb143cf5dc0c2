"""What the entries of a zip archive are called, in whichever encoding that was written.

A name that is not marked as UTF-8 is by the standard in code page 437.  Windows in China and
Taiwan writes it in the system's own encoding, macOS in UTF-8, each without saying so.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from annotations.ingest import frequencies
from annotations.ingest.decode import KEEP_BAD, without_bad

if TYPE_CHECKING:
    from zipfile import ZipInfo

_IS_UTF8 = 0x800  # the flag
_UNICODE_PATH = 0x7075  # Info-ZIP's extra field
_DOS = "cp437"
_CANDIDATES = ("gb18030", "big5hkscs", "cp950", "big5")
_HEAD = 64 * 1024  # bytes of names that are enough to judge by
_BY_CHANCE = 24  # bytes that are hardly UTF-8 by chance


def names(entries: Sequence[ZipInfo]) -> list[str]:
    """The name of each, with `/` between folders; the encoding is that of all of them."""
    known: list[str | bytes] = [_known(entry) for entry in entries]
    encoding = _likeliest(b"\n".join([name for name in known if isinstance(name, bytes)]))
    return [
        (name if isinstance(name, str) else name.decode(encoding, "replace")).replace("\\", "/")
        for name in known
    ]


def _known(entry: ZipInfo) -> str | bytes:
    """The name where it is told or plain, else its bytes."""
    if entry.flag_bits & _IS_UTF8 or entry.orig_filename.isascii():
        return entry.orig_filename
    raw = entry.orig_filename.encode(_DOS)  # as `zipfile` decoded it; all 256 bytes have a place
    return next(_told(raw, entry.extra), raw)


def _told(raw: bytes, extra: bytes) -> Iterator[str]:
    """The name in UTF-8 that stands beside it, if it is still that of the other."""
    while len(extra) >= 4:
        kind, size = struct.unpack_from("<HH", extra)
        field, extra = extra[4 : 4 + size], extra[4 + size :]
        if kind == _UNICODE_PATH and field[1:5] == struct.pack("<L", zlib.crc32(raw)):
            try:
                yield field[5:].decode("utf-8")
            except UnicodeDecodeError:
                return


def _likeliest(raw: bytes) -> str:
    foreign = raw[:_HEAD] if len(raw) <= _HEAD else raw[: raw.rindex(b"\n", 0, _HEAD)]
    scores = {name: _score(foreign, name) for name in _CANDIDATES}
    try:
        text = foreign.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        if sum(byte > 127 for byte in foreign) > _BY_CHANCE:
            return "utf-8"
        scores = {"utf-8": _mean(text, 0), **scores}
    best = max(scores, key=lambda name: scores[name])
    return best if scores[best] > frequencies.PLAUSIBLE else _DOS


def _score(raw: bytes, encoding: str) -> float:
    text, damaged = without_bad(raw.decode(encoding, KEEP_BAD))
    return _mean(text, len(damaged))


def _mean(text: str, bad: int) -> float:
    """How likely its characters are; those of ASCII are the same in every encoding."""
    foreign = "".join(character for character in text if not character.isascii())
    score = frequencies.score(foreign) + frequencies.BAD_BYTE * bad
    return score / max(1, len(foreign))
