"""How characters are read: the proof of pinyin residue.

The table is pypinyin's, turned round (reading → characters): asking whether a character has a
reading costs one look-up, and pypinyin itself, half a second of imports, stays unloaded.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

import resources

_UMLAUT = re.compile("u:|v|u\N{COMBINING DIAERESIS}")
_SAME_LETTER = str.maketrans("ɑɡᴜăĕĭŏŭ’＇´`", "agu" + "ǎěǐǒǔ" + "''''")
_NUMBERED = re.compile("([a-zü]+?)([1-5])")
_TONE_MARKS = {"1": "\u0304", "2": "\u0301", "3": "\u030c", "4": "\u0300", "5": ""}
_MARKED = re.compile("[\u0300\u0301\u0304\u030c]")


@lru_cache(maxsize=4096)
def normal(syllable: str) -> str:
    """A syllable as the table has it: small letters, ü for v and u:, tone marks composed.

    Numbered tones become marks (`qu1` → `qū`); look-alikes that sites use (ɑ, ɡ, breves) become
    the letters of pinyin.
    """
    written = unicodedata.normalize("NFC", syllable.lower()).translate(_SAME_LETTER)
    written = _UMLAUT.sub("ü", written).strip("'")
    numbered = _NUMBERED.fullmatch(written)
    if not numbered:
        return written
    letters, tone = numbered.groups()
    return unicodedata.normalize("NFC", _marked(letters, _TONE_MARKS[tone]))


def has_tone(syllable: str) -> bool:
    """Whether a `normal` syllable bears a tone mark."""
    return _MARKED.search(unicodedata.normalize("NFD", syllable)) is not None


def is_reading(character: str, syllable: str) -> bool:
    """Whether the character may be read so; a `normal` syllable without tone fits any tone."""
    return character in characters(syllable)


def is_first(character: str, syllable: str) -> bool:
    """Whether that is the reading a dictionary gives first."""
    return syllable in _table() and character in _table()[syllable][0]


def is_neutral(character: str, syllable: str) -> bool:
    """Whether that syllable, as it is, is a reading in the neutral tone: 們 men."""
    return syllable in _table() and character in "".join(_table()[syllable])


@cache
def characters(syllable: str) -> frozenset[str]:
    """All characters that may be read so; none for what is no syllable."""
    if has_tone(syllable):
        return frozenset("".join(_table().get(syllable, ())))
    return frozenset("".join(_toneless().get(syllable, ())))


def every() -> tuple[str, ...]:
    """All readings of the table."""
    return tuple(_table())


@lru_cache(maxsize=4096)
def known(syllable: str) -> bool:
    """Whether it is a syllable of Chinese at all."""
    return syllable in _table() or syllable in _toneless()


def toneless(syllable: str) -> str:
    """The letters without their tone mark; ü keeps its dots."""
    bare = _MARKED.sub("", unicodedata.normalize("NFD", syllable))
    return unicodedata.normalize("NFC", bare)


def _marked(letters: str, mark: str) -> str:
    """`letters` with the mark over the vowel that bears it: a, e, o of ou, else the last."""
    for vowel in ("a", "e", "ou"):
        if vowel in letters:
            return letters.replace(vowel[0], vowel[0] + mark, 1)
    last = max((letters.rfind(vowel) for vowel in "iouü"), default=-1)
    return letters if last < 0 else letters[: last + 1] + mark + letters[last + 1 :]


@cache
def _table() -> dict[str, tuple[str, str]]:
    """Each reading with the characters that are first read so, and with the others."""
    lines = resources.text("emendations/readings.tsv").splitlines()
    parts = (line.split("\t") for line in lines if not line.startswith("#"))
    return {reading: (first, other) for reading, first, other in parts}


@cache
def _toneless() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for reading, characters in _table().items():
        found.setdefault(toneless(reading), []).extend(characters)
    return found
