"""What Qt is given to draw for a piece of text, and where each character stands in it.

Qt counts UTF-16 units and obeys or swallows some characters; here every character gets a
known, visible range of units.  Nothing else in the reader knows UTF-16.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import accumulate

__all__ = ["LINE_BREAK", "Plain", "Shown", "visible"]

_BIDI = {
    0x061C: "ALM",
    0x200E: "LRM",
    0x200F: "RLM",
    0x202A: "LRE",
    0x202B: "RLE",
    0x202C: "PDF",
    0x202D: "LRO",
    0x202E: "RLO",
    0x2066: "LRI",
    0x2067: "RLI",
    0x2068: "FSI",
    0x2069: "PDI",
    0xFFFC: "OBJ",
}
_UNUSUAL = re.compile(
    "[·‧・\x00-\x08\x0a-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069"
    "\ud800-\udfff\ufdd0-\ufdef\ufff9-\uffff\U00010000-\U0010ffff]"
)
_BREAKS = "\n\r\x85\u2028\u2029"
LINE_BREAK = "\u2028"  # where Qt begins a new line inside a row
_MIDDLE_DOTS = "·‧・"  # may not begin a line, which Qt does not know: tied to what is before
_TIE = "\u2060"
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_SWALLOWED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef]")


def _standin(char: str) -> str:
    code = ord(char)
    if char in _BREAKS:
        return LINE_BREAK
    if char in _MIDDLE_DOTS:
        return _TIE + char
    if (code > 0xFFFF and code & 0xFFFE != 0xFFFE) or code == 0xFFFD:
        return char
    return f"⟪{_BIDI.get(code, f'{code:02X}')}⟫"


class Shown:
    """The string Qt draws for `text`, with both ways between characters and units."""

    __slots__ = ("_at", "_grown", "length", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.length = len(text)
        self._at: list[int] = []
        self._grown: list[int] = [0]
        if not _UNUSUAL.search(text):
            return
        parts: list[str] = []
        grown: list[int] = []
        last = 0
        for found in _UNUSUAL.finditer(text):
            at = found.start()
            drawn = _standin(found[0])
            if found[0] == "\r" and text[at + 1 : at + 2] == "\n":
                drawn = "\u200b"
            parts += [text[last:at], drawn]
            last = at + 1
            units = len(drawn) + (ord(drawn[0]) > 0xFFFF)
            if units > 1:
                self._at.append(at)
                grown.append(units - 1)
        self.text = "".join([*parts, text[last:]])
        self._grown = list(accumulate(grown, initial=0))

    def to_units(self, index: int) -> int:
        """The unit at which the character `index` begins."""
        return index + self._grown[bisect_left(self._at, index)] if self._at else index

    def from_units(self, unit: int) -> int:
        """The character in which `unit` lies."""
        if not self._at:
            return unit
        low = bisect_right(range(self.length + 1), unit, key=self.to_units)
        return max(low - 1, 0)


class Plain:
    """A text as a plain text widget holds it, whose characters stay one each, and the units of
    its places. What Qt would swallow or join is another sign here."""

    __slots__ = ("_astral", "text")

    def __init__(self, text: str) -> None:
        self.text = _SWALLOWED.sub(_one, text)
        self._astral = [found.start() for found in _ASTRAL.finditer(self.text)]

    def to_units(self, index: int) -> int:
        """The unit at which the character `index` begins."""
        return index + bisect_left(self._astral, index)


def _one(found: re.Match[str]) -> str:
    sign = found[0]
    if sign == "\r" and found.string[found.end() : found.end() + 1] == "\n":
        return "\u200b"
    return "\n" if sign in _BREAKS else "\ufffd"


def visible(text: str) -> str:
    """`text` on one line with every unusual character made visible, for titles and names."""
    return _UNUSUAL.sub(lambda m: " " if m[0] in _BREAKS else _standin(m[0]), text).replace(
        _TIE, ""
    )
