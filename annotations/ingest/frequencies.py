"""How likely a text is as Chinese news, judged by its characters alone.

A wrong decoding still gives characters, but rare ones: the score tells them apart.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from functools import cache

import resources

_ASCII = -5.0
_LINE_END = -3.0
_BY_CATEGORY = {"Lo": -15.0, "Lu": -11.0, "Ll": -11.0, "Zs": -9.0, "Mn": -13.0}
_OTHER_SIGN = -12.0
_IMPROBABLE = {"Cc": -20.0, "Cn": -20.0, "Cs": -20.0, "Co": -14.0, "Cf": -12.0}

BAD_BYTE = -20.0
"""What each byte without a reading adds to a score."""

PLAUSIBLE = -11.0
"""The lowest mean score of a character that still passes for text."""


def score(text: str) -> float:
    """The natural log of how likely `text` is, character by character; 0 for no text."""
    return sum(_log_share(character) * count for character, count in Counter(text).items())


def controls(text: str) -> int:
    """How many control characters it holds that no text file has reason to hold."""
    return sum(text.count(chr(code)) for code in (*range(9), *range(14, 32), 127))


@cache
def _log_share(character: str) -> float:
    known = _table().get(character)
    if known is not None:
        return known
    if character in "\r\n\t":
        return _LINE_END
    if " " <= character <= "~":
        return _ASCII
    category = unicodedata.category(character)
    return _IMPROBABLE.get(category) or _BY_CATEGORY.get(category, _OTHER_SIGN)


@cache
def _table() -> dict[str, float]:
    table: dict[str, float] = {}
    for line in resources.text("encodings/frequencies.tsv").splitlines():
        if not line.startswith("#"):
            log_share, characters = line.split("\t")
            table.update(dict.fromkeys(characters, float(log_share)))
    return table
