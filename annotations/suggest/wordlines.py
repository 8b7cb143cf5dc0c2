"""Lines that a project adds to word lists, checked before a suggester has to live with them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from annotations.errors import Refusal
from annotations.suggest import lists

LONGEST = 200  # characters of a line
_FEW = 12  # values that a column is a choice of
_OFTEN = 4  # times that each of them stands there, on the average


def checked(name: str, lines: Iterable[str], known: Collection[str] = ()) -> tuple[str, ...]:
    """The lines without blank ones and remarks, as they may be added to a list.

    `known` are names of lists besides those that are shipped.  Raises Refusal
    "words-list-unknown", "words-line" for what is no line, "words-twice" for two different
    lines on one word, "words-columns" and "words-value" for columns that the list has not.
    """
    if name not in lists.names() and name not in known:
        raise Refusal("words-list-unknown", list=name, known=" ".join(sorted(lists.names())))
    found: dict[str, str] = {}
    for line in lines:
        line = line.strip(" \r\n")
        if not line.strip() or line.startswith("#"):
            continue
        word, columns = _parted(name, line)
        bare = word.removeprefix("-")
        if found.setdefault(bare, line) != line:
            raise Refusal("words-twice", list=name, word=bare)
        if not word.startswith("-"):
            _check(name, line, columns)
    return tuple(found.values())


def _parted(name: str, line: str) -> tuple[str, Sequence[str]]:
    word, *columns = (cell.strip() for cell in line.split("\t"))
    is_line = len(line) <= LONGEST and line.replace("\t", "").isprintable()
    if not is_line or not word.removeprefix("-"):
        raise Refusal("words-line", list=name, line=line[:LONGEST])
    return word, columns


def _check(name: str, line: str, columns: Sequence[str]) -> None:
    least, most, choices = _columns(name)
    if not least <= len(columns) <= most:
        example = " | ".join(_example(name))
        raise Refusal("words-columns", list=name, line=line, example=example)
    for number, (cell, choice) in enumerate(zip(columns, choices, strict=False), 2):
        if not choice.takes(cell):
            if choice.is_number:
                raise Refusal("words-number", list=name, line=line, column=number)
            values = " ".join(sorted(choice.values - {""}))
            raise Refusal("words-value", list=name, line=line, column=number, values=values)


class _Choice(NamedTuple):
    """What a column of a shipped list may hold: one of some values, a number, or anything."""

    values: frozenset[str] = frozenset()
    is_number: bool = False

    def takes(self, cell: str) -> bool:
        if self.is_number:
            return _is_number(cell)
        return not self.values or cell in self.values


@cache
def _columns(name: str) -> tuple[int, int, tuple[_Choice, ...]]:
    """The least and the most columns of a shipped list besides the word, and what they hold."""
    rows = lists.shipped(name).rows.values()
    sizes = {len(row) for row in rows} or {0, _FEW}
    cells = ([row[at] for row in rows if at < len(row)] for at in range(max(sizes)))
    return min(sizes), max(sizes), tuple(map(_choice, cells))


def _choice(cells: Collection[str]) -> _Choice:
    if not cells:
        return _Choice()
    values = frozenset(cells)
    if all(map(_is_number, values)):
        return _Choice(is_number=True)
    is_choice = len(values) <= _FEW and len(cells) >= _OFTEN * len(values)
    return _Choice(values) if is_choice else _Choice()


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


def _example(name: str) -> Iterator[str]:
    """The first row of a list, cell by cell."""
    for word, columns in lists.shipped(name).rows.items():
        yield from (word, *columns)
        return
