"""One stage of a conversion, ready to work: words to find and a table for single characters.

Most words of OpenCC's phrase dictionaries say what the table says anyway.  They keep other
words from being found across them, but write nothing, so that only the rest costs time.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from hashlib import sha256
from operator import itemgetter

from annotations.text.conversion import cache as kept
from annotations.text.conversion.cutting import Edit
from annotations.text.conversion.dictionaries import Recipe, folder
from annotations.text.conversion.finder import (
    Finder,
    Match,
    accelerated,
    build,
    finder,
    restored,
)
from annotations.text.conversion.sequences import OPERATORS

_BMP = 0x10000
_LONG = 100_000  # characters: four milliseconds
_FEW = 96
_FORMAT = b"lexicon 1"  # of what is kept in the cache

_NUMBER = itemgetter(2)


class Lexicon:
    """The words and characters of one stage.

    Words are numbered: first those that change something (`values` says into what), from
    `len(values)` on those that only hold their place, from `special` on what needs a
    closer look first: operators of ideographic description sequences and compatibility
    characters, found like words because that costs nothing.
    """

    def __init__(self, find: Finder, values: Sequence[str], special: int, table: Table) -> None:
        self.find = find
        self.values = values
        self.special = special
        self.table = table

    def changes(self, matches: Iterable[Match]) -> list[Edit]:
        """What the found words write."""
        values, last = self.values, len(self.values)
        return [(start, end, values[n]) for start, end, n in matches if n < last]

    def is_special(self, matches: Iterable[Match]) -> bool:
        """Whether something was found that needs a closer look first."""
        return max(map(_NUMBER, matches), default=-1) >= self.special


class Table:
    """Single characters, each for one other.

    `str.translate` looks up a list twice as fast as a dictionary; the list ends at the last
    plane where it can. A few replacements are faster than any looking up.
    """

    def __init__(self, keys: str, values: str) -> None:
        pairs = [(key, value) for key, value in zip(keys, values, strict=True) if key != value]
        self._pairs = pairs
        self._few = len(pairs) <= _FEW and not any(value in keys for _, value in pairs)
        self._narrow = [] if self._few else self._list(_BMP)
        self._wide: list[int] | None = None

    def _list(self, length: int) -> list[int]:
        made = _numbers(length).copy()
        for key, value in self._pairs:
            if ord(key) < length:
                made[ord(key)] = ord(value)
        return made

    def __call__(self, text: str) -> str:
        if len(text) > _LONG:  # in one go, a window beside it would stand still meanwhile
            places = range(0, len(text), _LONG)
            return "".join([self(text[place : place + _LONG]) for place in places])
        if self._few:
            for key, value in self._pairs:
                text = text.replace(key, value)
            return text
        if len(text.encode("utf-16-le", "surrogatepass")) == 2 * len(text):
            return text.translate(self._narrow)
        if self._wide is None:
            self._wide = self._list(max(_BMP, *(ord(key) + 1 for key, _ in self._pairs)))
        return text.translate(self._wide)


@cache
def _numbers(length: int) -> list[int]:
    return list(range(length))


@cache
def lexicon(recipe: Recipe, normal: Recipe | None = None, plain: bool = False) -> Lexicon:
    """The stage of a recipe, from the cache where it was built before.

    `normal`, the compatibility characters, makes it notice what is special. Building takes
    100–300 ms.
    """
    plain = plain or not accelerated()
    name = "+".join(file.removesuffix(".txt") for file in recipe.files)
    name += ("" if normal is None else ".noticing") + (".plain" if plain else ".daachorse")
    made_from = (recipe,) if normal is None else (recipe, normal)
    key = fingerprint(*made_from, of=_FORMAT + (b"plain" if plain else build()))
    parts = kept.load(name, key)
    if parts is None:
        parts = _built(recipe.read(), normal.read() if normal else {}, plain)
        kept.save(name, key, parts)
    words, values, table_keys, table_values, machine = parts
    return Lexicon(
        restored(machine, plain=plain),
        values.decode("utf-8").split("\n") if values else [],
        int.from_bytes(words, "big"),
        Table(table_keys.decode("utf-8"), table_values.decode("utf-8")),
    )


def _built(entries: Mapping[str, str], normal: Mapping[str, str], plain: bool) -> list[bytes]:
    table = {key: value for key, value in entries.items() if len(key) == len(value) == 1}
    words, changing = numbered(entries)
    special = [*OPERATORS, *normal] if normal else []
    return [
        len(words).to_bytes(4, "big"),
        "\n".join(entries[word] for word in words[:changing]).encode("utf-8"),
        "".join(table).encode("utf-8"),
        "".join(table.values()).encode("utf-8"),
        finder([*words, *special], plain=plain).serialize(),
    ]


def numbered(entries: Mapping[str, str]) -> tuple[list[str], int]:
    """The words of a stage by their numbers, and how many of them change something."""
    table = {key: value for key, value in entries.items() if len(key) == len(value) == 1}
    words = [key for key in entries if key not in table]
    changing = [w for w in words if "".join(table.get(c, c) for c in w) != entries[w]]
    return [*changing, *sorted(set(words).difference(changing))], len(changing)


def fingerprint(*recipes: Recipe, of: bytes) -> bytes:
    """What to know something by that is made from these dictionaries; `of` says what."""
    state = sha256(of)
    for recipe in recipes:
        state.update(recipe.json.encode())
        for file in recipe.files:
            state.update((folder() / file).read_bytes())
    return state.digest()
