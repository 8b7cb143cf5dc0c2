"""Code points ↔ UTF-16 units ↔ UTF-8 bytes of one text. The only place that counts them.

Python counts code points, Qt and UIMA UTF-16 units, some formats bytes.  A position that
falls inside a character of the other unit maps to that character's start.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import accumulate

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_WIDE = re.compile("[^\x00-\x7f]")


class Units:
    """The tables of one text. A text with no astral characters costs no table for UTF-16."""

    __slots__ = ("_astral", "_astral16", "_bytes", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._astral = [match.start() for match in _ASTRAL.finditer(text)]
        self._astral16 = [place + n for n, place in enumerate(self._astral)]
        self._bytes: list[int] | None = None

    def to_utf16(self, index: int) -> int:
        """The UTF-16 position of code point position `index` (0 … length)."""
        return index + bisect_left(self._astral, index)

    def from_utf16(self, unit: int) -> int:
        """The code point position of UTF-16 position `unit`."""
        return unit - bisect_left(self._astral16, unit)

    def to_utf8(self, index: int) -> int:
        """The byte position in UTF-8 of code point position `index`."""
        table = self._table()
        return table[index] if table else index

    def from_utf8(self, byte: int) -> int:
        """The code point position of byte position `byte`."""
        table = self._table()
        return bisect_right(table, byte) - 1 if table else byte

    def _table(self) -> list[int]:
        """Byte positions of every code point and the end; empty for pure ASCII."""
        if self._bytes is None:
            sizes = (
                1 if c < "\x80" else 2 if c < "ࠀ" else 3 if c < "\U00010000" else 4
                for c in self._text
            )
            wide = _WIDE.search(self._text) is not None
            self._bytes = list(accumulate(sizes, initial=0)) if wide else []
        return self._bytes
