"""Folded text as words of a full-text index: its pairs of neighbours, and its characters.

FTS5 finds words and phrases, which are words that follow each other.  With each pair of
neighbours as a word, a phrase is found exactly where its characters stand, and quickly even
if all of them are common: pairs are much rarer than characters.
"""

from __future__ import annotations

import sys
from array import array

# The tokenizer "ascii" takes everything beyond ASCII as part of a word and leaves it as it is.
# What of ASCII would cut a word is written as a full-width form: folded text has none of them.
_CUTTING = [char for char in map(chr, range(128)) if not char.isalnum()]
WRITTEN = {char: chr(0xFF01 + place) for place, char in enumerate(_CUTTING)}

_LONG = 100_000  # characters: in one go, a window beside it would stand still meanwhile

# Slices of an array put pairs together several times as fast as strings do.
_CODE_POINTS = "utf-32-le" if sys.byteorder == "little" else "utf-32-be"


def pairs(folded: str) -> str:
    """Every two neighbours of a folded text, as words."""
    written = array("I", _written(folded).encode(_CODE_POINTS))
    spaced = array("I", [ord(" ")]) * (3 * max(len(written) - 1, 0))
    spaced[0::3], spaced[1::3] = written[:-1], written[1:]
    return spaced.tobytes().decode(_CODE_POINTS)


def characters(folded: str) -> str:
    """The different characters of a folded text, as words."""
    different: set[str] = set()
    for place in range(0, len(folded), _LONG):
        different.update(folded[place : place + _LONG])
    return " ".join({WRITTEN.get(char, char) for char in different})


def both(folded: str) -> str:
    """Characters and pairs together, for an index that holds both."""
    return f"{characters(folded)} {pairs(folded)}"


def phrase(folded: str) -> str:
    """What to MATCH for texts that contain `folded`: in pairs, or one character alone."""
    return f'"{_written(folded) if len(folded) == 1 else pairs(folded)}"'


def _written(folded: str) -> str:
    for char, written in WRITTEN.items():  # quicker than to look which of them there are
        folded = folded.replace(char, written)
    return folded
