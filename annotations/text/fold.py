"""One form for all forms of a character: for finding and comparing across scripts.

Two characters are of one class when any dictionary ever writes one for the other: simplified
and traditional, Taiwan, Hong Kong and Japan, compatibility characters and radicals, also
inside words of equal length.  So 里 finds 裡 and 裏, and by the same rule 画 finds 劃: nothing
is missed, a little too much is found; who wants exactly one form compares the text itself.
Letters of ASCII lose their case, and full-width ones their width.

Each character folds to one character, so a place in the folded text is that place in the text.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from functools import cache
from hashlib import sha256

from annotations.text.conversion import cache as kept
from annotations.text.conversion import compatible, dictionaries
from annotations.text.conversion.lexicon import Table
from annotations.text.conversion.overlay import shipped

_FORMAT = b"fold 3"
_RADICALS = range(0x2E80, 0x2FE0)
_FULL_WIDTH = range(0xFF01, 0xFF5F)


def fold(text: str) -> str:
    """`text` with every character as the least of its class; the length stays.

    `fold(convert(text, c)[0]) == fold(text)` for every configuration that keeps the length.
    """
    return text.lower() if text.isascii() else _table()(text)


def forms(char: str) -> str:
    """A folded character and all others that fold to it."""
    return char + _forms().get(char, "")


@cache
def _forms() -> dict[str, str]:
    keys, values = (side.decode("utf-8") for side in _sides())
    found: dict[str, str] = {}
    for key, value in zip(keys, values, strict=True):
        found[value] = found.get(value, "") + key
    return found


@cache
def fingerprint() -> str:
    """Another one where any character folds otherwise: what was kept folded is stale then."""
    return sha256(b"\xff".join(_sides())).hexdigest()


@cache
def _table() -> Table:
    keys, values = _sides()
    return Table(keys.decode("utf-8"), values.decode("utf-8"))


@cache
def _sides() -> list[bytes]:
    """Characters and what they fold to: kept, else put together in a few hundred milliseconds."""
    key = _made_from()
    sides = kept.load("fold", key)
    if sides is None:
        classes = dict(sorted(_classes().items()))
        sides = ["".join(side).encode("utf-8") for side in (classes, classes.values())]
        kept.save("fold", key, sides)
    return sides


def _classes() -> dict[str, str]:
    """Character → the least character of its class, where that is another one."""
    above: dict[str, str] = {}

    def least(char: str) -> str:
        while char in above:
            above[char] = above.get(above[char], above[char])
            char = above[char]
        return char

    for one, other in _pairs():
        a, b = least(one), least(other)
        if a != b:
            above[max(a, b)] = min(a, b)
    found = {char: least(char) for char in above} | _radicals(least)
    found |= {chr(c): chr(c).lower() for c in range(ord("A"), ord("Z") + 1)}
    found |= {chr(c): chr(c - 0xFEE0).lower() for c in _FULL_WIDTH}
    return found | {"\u3000": " "}


def _pairs() -> Iterator[tuple[str, str]]:
    """Characters that are written for each other."""
    for key, values in _entries():
        for value in values:
            if len(key) == len(value):
                yield from ((a, b) for a, b in zip(key, value, strict=True) if a != b)


def _radicals(least: Callable[[str], str]) -> dict[str, str]:
    """Kangxi radicals, which look like characters and are taken for them."""
    plain = {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in _RADICALS}
    return {radical: least(char) for radical, char in plain.items() if radical != char}


def _entries() -> Iterator[tuple[str, tuple[str, ...]]]:
    for name in dictionaries.keeping_length():
        yield from dictionaries.table(name).items()
    for entry in (*shipped("hant"), *shipped("hans")):
        yield entry.key, (entry.value,)
    for key, value in compatible.entries():
        yield key, (value,)


def _made_from() -> bytes:
    state = sha256(_FORMAT + unicodedata.unidata_version.encode())
    for name in dictionaries.keeping_length():
        state.update((dictionaries.folder() / f"{name}.txt").read_bytes())
    state.update(repr([*shipped("hant"), *shipped("hans")]).encode())
    state.update(compatible.fingerprint())
    return state.digest()
