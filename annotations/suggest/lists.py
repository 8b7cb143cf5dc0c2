"""Word lists, suffixes, patterns and verbs: data files that a project may extend.

A list is a file `resources/words/NAME.tsv`: a line is a word, in simplified script, and what is
known of it in further columns, with tabs between; "#" begins a remark.  A project adds lines of
the same form by the name of the list; its line "-word" takes a word out, and one with a word
that is there has its columns instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, cached_property
from types import MappingProxyType

import resources
from annotations.text.alignment import Span

Columns = tuple[str, ...]
_HEAD = 2  # characters by which a word is looked up


class WordList:
    """One list: words with their columns, to be looked up or found in a text."""

    def __init__(self, rows: Mapping[str, Columns]) -> None:
        self._rows = dict(rows)
        self.rows: Mapping[str, Columns] = MappingProxyType(self._rows)
        self._longest = max(map(len, self._rows), default=0)
        sizes: dict[str, set[int]] = {}
        for word in self._rows:
            sizes.setdefault(word[:_HEAD], set()).add(len(word))
        self._sizes = {head: sorted(found, reverse=True) for head, found in sizes.items()}

    @cached_property
    def _firsts(self) -> re.Pattern[str]:
        """The characters that words begin with, by which a text is searched."""
        signs = {word[0] for word in self.rows if word}
        return re.compile(f"[{''.join(map(re.escape, sorted(signs)))}]" if signs else "(?!)")

    def __contains__(self, word: str) -> bool:
        return word in self.rows

    def __iter__(self) -> Iterator[str]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def at(self, text: str, start: int) -> str | None:
        """The longest word of the list that begins at a place of `text`."""
        for size in self._sizes.get(text[start : start + _HEAD], ()):
            word = text[start : start + size]
            if word in self._rows:
                return word
        single = text[start : start + 1]
        return single if single in self._rows else None

    def before(self, text: str, end: int, longest: int = 12) -> str | None:
        """The longest word of the list, of up to so many characters, that ends at a place."""
        for start in range(max(0, end - min(longest, self._longest)), end):
            if text[start:end] in self._rows:
                return text[start:end]
        return None

    def begun(self, text: str) -> Iterator[Span]:
        """The longest word at each place where one begins; they may overlap."""
        for found in self._firsts.finditer(text):
            start = found.start()
            word = self.at(text, start)
            if word:
                yield Span(start, start + len(word))

    def matches(self, text: str) -> Iterator[Span]:
        """Where words of the list stand: leftmost first, then longest; disjoint, in order."""
        rows, sizes, search = self._rows, self._sizes, self._firsts.search
        start = 0
        while found := search(text, start):
            start = found.start()
            for size in sizes.get(text[start : start + _HEAD], ()):  # `at`, in half its time
                if text[start : start + size] in rows:
                    break
            else:
                size = 1 if text[start] in rows else 0
            if size:
                yield Span(start, min(start + size, len(text)))  # at the end all sizes are found
            start += size or 1


class Lists:
    """All lists by name, those shipped with what a project adds to them."""

    def __init__(self, added: Mapping[str, Iterable[str]] | None = None) -> None:
        self._added = {name: tuple(lines) for name, lines in (added or {}).items()}
        self._made: dict[str, WordList] = {}

    def __getitem__(self, name: str) -> WordList:
        """The list of that name; an empty one where nobody has it."""
        if name not in self._made:
            added = self._added.get(name)
            self._made[name] = _with(shipped(name), added) if added else shipped(name)
        return self._made[name]


def names() -> tuple[str, ...]:
    """The names of the lists that are shipped."""
    files = resources.names("words")
    return tuple(file.removesuffix(".tsv") for file in files if file.endswith(".tsv"))


@cache
def shipped(name: str) -> WordList:
    """A list as it is shipped."""
    if name not in names():
        return WordList({})
    return WordList(dict(rows(resources.text(f"words/{name}.tsv").splitlines())))


def rows(lines: Iterable[str]) -> Iterator[tuple[str, Columns]]:
    """The words of some lines, each with its columns."""
    for line in lines:
        if line.strip() and not line.startswith("#"):
            word, *columns = (cell.strip() for cell in line.split("\t"))
            if word:
                yield word, tuple(columns)


def _with(base: WordList, added: Iterable[str]) -> WordList:
    found = dict(base.rows)
    for word, columns in rows(added):
        if word.startswith("-"):
            found.pop(word[1:], None)
        else:
            found[word] = columns
    return WordList(found)
