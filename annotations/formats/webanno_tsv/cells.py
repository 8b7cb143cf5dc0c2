"""The cells of WebAnno TSV: escapes, stacks, and the numbers that tell annotations apart.

Rules: INCEpTION's user guide, "WebAnno TSV 3.3 File format", and its `Escaping.java`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

NOTHING, EMPTY = "_", "*"  # no annotation here; an annotation without this feature

_VALUE = {"\\": "\\\\", "[": "\\[", "]": "\\]", "|": "\\|", "_": "\\_", "->": "\\->", ";": "\\;",
          "\t": "\\t", "\n": "\\n", "*": "\\*"}  # fmt: skip
_TEXT = {"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", "\b": "\\b"}
_VALUE_OF = {escaped: plain for plain, escaped in _VALUE.items()}
_TEXT_OF = {escaped: plain for plain, escaped in _TEXT.items()}
_TO_VALUE = re.compile(r"->|[\\\[\]|_;\t\n*]")
_FROM_VALUE = re.compile(r"\\(?:->|[\\\[\]|_;tn*])")
_TO_TEXT = re.compile(r"[\\\t\n\f\r\b]")
_FROM_TEXT = re.compile(r"\\(?:[\\tnfrb]|([\x00-\x07\x0e-\x1f]))")
_FROM_JAVA = re.compile(r"\\(?:u+([0-9a-fA-F]{4})|([0-7]{1,2}|[0-3][0-7]{2})|([\s\S]))")
_NUMBERED = re.compile(r"(?s)((?:[^\\]|\\.)*)\[([0-9]{1,9})(?:_([0-9]{1,9}))?\]\Z")
_LINKED = re.compile(r"(?s)((?:[^\\]|\\.)*)->([0-9]{1,9})-([0-9]{1,9})\Z")


@dataclass(frozen=True, slots=True)
class Cell:
    """One value of a stack: as it stands there, and the number or pair of numbers behind it."""

    raw: str
    numbers: tuple[int, ...] = ()

    @property
    def text(self) -> str:
        """The value; "" where there is none."""
        return "" if self.raw in (EMPTY, NOTHING) else unescaped(self.raw)

    @property
    def number(self) -> int:
        """What it is told apart by; 0 = by nothing."""
        return self.numbers[0] if self.numbers else 0


def escaped(value: str) -> str:
    """A feature's value as it stands in a cell."""
    return _TO_VALUE.sub(lambda found: _VALUE[found[0]], value)


def unescaped(value: str) -> str:
    return _FROM_VALUE.sub(lambda found: _VALUE_OF[found[0]], value)


def escaped_text(text: str) -> str:
    """A line of a sentence, or a token."""
    return _TO_TEXT.sub(lambda found: _TEXT[found[0]], text)


def unescaped_text(text: str) -> str:
    return _FROM_TEXT.sub(lambda found: found[1] or _TEXT_OF[found[0]], text)


def unescaped_java(text: str) -> str:
    """The same up to version 3.1, which wrote text as Java does."""

    def plain(found: re.Match[str]) -> str:
        if found[1]:
            return chr(int(found[1], 16))
        if found[2]:
            return chr(int(found[2], 8))
        return _TEXT_OF.get(found[0], found[3])

    # Java's escapes are of UTF-16 units: two of them may be one character.
    raw = _FROM_JAVA.sub(plain, text).encode("utf-16-le", "surrogatepass")
    return raw.decode("utf-16-le", "replace")


def split(cell: str, separator: str) -> list[str]:
    """The parts of a cell between separators that nothing escapes."""
    if separator not in cell:
        return [cell]
    parts, start, at = list[str](), 0, 0
    while at < len(cell):
        if cell[at] == "\\":
            at += 2
        elif cell[at] == separator:
            parts.append(cell[start:at])
            start = at = at + 1
        else:
            at += 1
    return [*parts, cell[start:]]


def stack(cell: str) -> list[Cell]:
    """The values of a cell, one above the other; none where no annotation is."""
    return [] if cell == NOTHING else [numbered(part) for part in split(cell, "|")]


def numbered(part: str) -> Cell:
    found = _NUMBERED.fullmatch(part)
    if not found:
        return Cell(part)
    return Cell(found[1], tuple(int(number) for number in (found[2], found[3]) if number))


def linked(part: str) -> Cell:
    """A link of a chain: `*->1-2` is the second of the first chain."""
    found = _LINKED.fullmatch(part)
    return Cell(found[1], (int(found[2]), int(found[3]))) if found else Cell(part)
