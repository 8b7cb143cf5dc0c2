"""Ideographic description sequences, as ⿰亻因: OpenCC converts nothing inside them."""

from __future__ import annotations

import re

from annotations.text.conversion.cutting import Edit

# Operator → how many parts follow it.
_PARTS = {"⿲": 3, "⿳": 3, "⿾": 1, "⿿": 1}
OPERATORS = {chr(c): _PARTS.get(chr(c), 2) for c in range(0x2FF0, 0x3000)}
_OPERATOR = re.compile("[\u2ff0-\u2fff]")
_DEEPEST, _LONGEST = 16, 64  # OpenCC's limits (UTF8Util.hpp)


def sequences(text: str) -> list[Edit]:
    """The sequences of `text`, as edits that leave them as they are."""
    found: list[Edit] = []
    done = 0
    for operator in _OPERATOR.finditer(text):
        start = operator.start()
        if start >= done:
            end = _end(text, start, start)
            if end is not None:
                found.append((start, end, text[start:end]))
                done = end
    return found


def _end(text: str, place: int, first: int, depth: int = _DEEPEST) -> int | None:
    """Where the part at `place` of the sequence from `first` ends; None if it is not whole."""
    if not depth or place >= len(text) or place - first >= _LONGEST:
        return None
    end: int | None = place + 1
    for _ in range(OPERATORS.get(text[place], 0)):
        end = _end(text, end, first, depth - 1)
        if end is None:
            break
    return end
