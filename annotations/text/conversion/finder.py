"""Finding the words of a dictionary in a text: with daachorse, or in plain Python.

Both give the same matches `(start, end, number of the word)` in order of their starts: the
longest word at the leftmost place and then on after it, or every occurrence (`every`).
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from operator import add
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

Match = tuple[int, int, int]

if TYPE_CHECKING:
    import daachorse
else:
    try:
        import daachorse
    except ImportError:
        daachorse = None

PLAIN = "DANQIAN_PLAIN_CONVERSION"  # set in the environment: do without daachorse
_SURROGATES = re.compile("[\ud800-\udfff]")


class Finder(Protocol):
    def __call__(self, text: str) -> list[Match]: ...

    def serialize(self) -> bytes: ...


def accelerated() -> bool:
    """Whether daachorse is there and wanted."""
    return daachorse is not None and not os.environ.get(PLAIN)


def build() -> bytes:
    """Which build of daachorse this is: what one serialised, another may not read."""
    files = sorted(Path(daachorse.__file__).parent.glob("*.*"))
    states = ((file.name, file.stat()) for file in files)
    return repr([(name, state.st_size, state.st_mtime_ns) for name, state in states]).encode()


def finder(words: Sequence[str], *, every: bool = False, plain: bool = False) -> Finder:
    """What finds `words`, none of them empty or there twice."""
    if plain or not words:
        return Plain(words, every)
    return Automaton.of(words, every)


def restored(data: bytes, *, plain: bool = False) -> Finder:
    """A finder of the leftmost longest words again from what `serialize` gave.

    Raises ValueError where it sees that `data` is something else; it may not see it.
    """
    return Plain.of(data) if plain or not data else Automaton.again(data)


class Few:
    """A handful of words, not there in most texts: looking for each is the fastest."""

    def __init__(self, words: Sequence[str], find: Finder) -> None:
        self._words = words
        self._find = find

    def serialize(self) -> bytes:
        return self._find.serialize()

    def __call__(self, text: str) -> list[Match]:
        return self._find(text) if any(word in text for word in self._words) else []


class Automaton:
    """daachorse's: one pass over the text, in Rust."""

    def __init__(self, machine: daachorse.CharwiseDoubleArrayAhoCorasick, every: bool) -> None:
        self._machine = machine
        self._search = machine.find_overlapping if every else machine.find

    @classmethod
    def of(cls, words: Sequence[str], every: bool) -> Automaton:
        kind = daachorse.MATCH_KIND_STANDARD if every else daachorse.MATCH_KIND_LEFTMOST_LONGEST
        return cls(daachorse.CharwiseDoubleArrayAhoCorasick(list(words), kind), every)

    @classmethod
    def again(cls, data: bytes) -> Automaton:
        return cls(daachorse.CharwiseDoubleArrayAhoCorasick.deserialize(data), every=False)

    def serialize(self) -> bytes:
        return self._machine.serialize()

    def __call__(self, text: str) -> list[Match]:
        try:
            return self._search(text)
        except UnicodeEncodeError:  # half a character: Rust has no such text
            return self._search(_SURROGATES.sub("\ufffd", text))


class Plain:
    """Words looked up by the two characters they start with."""

    def __init__(self, words: Sequence[str], every: bool) -> None:
        self._words = words
        self._every = every
        self._numbers = {word: number for number, word in enumerate(words)}
        lengths: dict[str, set[int]] = {}
        for word in words:
            lengths.setdefault(word[:2], set()).add(len(word))
        self._singles = frozenset(start for start in lengths if len(start) == 1)
        for start, found in lengths.items():
            if start[0] in self._singles:
                found.add(1)
        self._lengths = {start: tuple(sorted(n, reverse=True)) for start, n in lengths.items()}

    @classmethod
    def of(cls, data: bytes) -> Plain:
        return cls(data.decode("utf-8").split("\n") if data else [], every=False)

    def serialize(self) -> bytes:
        return "\n".join(self._words).encode("utf-8")

    def __call__(self, text: str) -> list[Match]:
        numbers, lengths, done = self._numbers, self._lengths, 0
        found: list[Match] = []
        for start, key in self._starts(text):
            if start < done and not self._every:
                continue
            for length in lengths[key]:
                end = start + length
                number = numbers.get(text[start:end])
                if number is not None and end <= len(text):
                    found.append((start, end, number))
                    if not self._every:
                        done = end
                        break
        return found

    def _starts(self, text: str) -> list[tuple[int, str]]:
        """The places where a word may start, with the key of the possible lengths."""
        lengths, singles = self._lengths, self._singles
        pairs = enumerate(map(add, text, text[1:]))
        if singles.isdisjoint(text):
            return [(place, pair) for place, pair in pairs if pair in lengths]
        ends = [*pairs, (len(text) - 1, text[-1])]
        keys = ((place, pair if pair in lengths else pair[0]) for place, pair in ends)
        return [(place, key) for place, key in keys if key in lengths]
