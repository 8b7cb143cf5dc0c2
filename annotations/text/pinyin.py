"""Whether what is typed spells a name in pinyin: all its syllables, their initials, or a mixture.

The readings are those that `annotations.emend.readings` proves residue by (a table of
pypinyin's), turned round and without tones; it is read when it is first asked for.
"""

from __future__ import annotations

import unicodedata
from functools import cache

import resources

FIRST_HAN = "\u2e80"  # nothing before it is read in syllables
_MARKS = {"\u0300", "\u0301", "\u0304", "\u030c"}


def spells(typed: str, name: str) -> bool:
    """Whether small letters spell the beginning of a name: `xzq`, `xingzq` or `xingz` 行政区.

    Every character of the name that is typed needs its first letter at least; only the last one
    may be cut short.  ü is v or u.  Characters without a reading spell themselves.
    """
    return _spells(typed, name, 0, 0)


def spells_within(typed: str, name: str) -> bool:
    """Whether they spell what begins at some character of the name."""
    return any(_spells(typed, name, 0, at) for at in range(len(name)))


def _spells(typed: str, name: str, done: int, at: int) -> bool:
    if done == len(typed):
        return True
    if at == len(name):
        return False
    for reading in syllables(name[at]):
        rest = typed[done:]
        if reading.startswith(rest):
            return True
        if rest.startswith(reading) and _spells(typed, name, done + len(reading), at + 1):
            return True
        if reading[0] == rest[0] and _spells(typed, name, done + 1, at + 1):
            return True
    return False


@cache
def syllables(character: str) -> tuple[str, ...]:
    """How a character may be read, in small letters without tones; itself where it has none."""
    table, found = _table(), dict[str, None]()
    at = table.find(character) if character >= FIRST_HAN else -1
    while at >= 0:
        line = table.rfind("\n", 0, at) + 1
        found.update(_letters(table[line : table.index("\t", line)]))
        at = table.find(character, at + 1)
    return tuple(found) or (character.lower(),)


@cache
def _table() -> str:
    """The lines of the table: to look a few hundred characters up is faster than to turn it."""
    lines = resources.text("emendations/readings.tsv").splitlines()
    return "".join(f"{line}\n" for line in lines if not line.startswith("#"))


def _letters(reading: str) -> dict[str, None]:
    """A syllable as it is typed, with v and with u where it has ü."""
    parted = unicodedata.normalize("NFD", reading)
    bare = unicodedata.normalize("NFC", "".join(part for part in parted if part not in _MARKS))
    return dict.fromkeys((bare.replace("ü", "v"), bare.replace("ü", "u")))
