"""What tables of every kind are here: a header and numbered records, read as a stream."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from annotations.errors import Refusal
from annotations.ingest.columns import knows

_LOOKED_AT = 10  # rows among which the header is
_NAME = 40  # characters of a column's name at most


@dataclass(frozen=True, slots=True)
class Row:
    """A row as the file counts it, from 1, blank ones too; or why it cannot be read."""

    number: int
    cells: Sequence[str] | Refusal


@dataclass(frozen=True, slots=True)
class Record:
    """A row by the names of its columns."""

    number: int
    fields: Mapping[str, str] | Refusal


@dataclass(frozen=True, slots=True)
class Table:
    """A header, each name once, and records, which may have more columns than it.

    Cells have lone surrogates for bytes without a reading in `encoding` (see `decode`).
    `sheet` is its name in a workbook, `header_row` where the header stands (0 = nowhere), and
    `above` are the rows before it that say something, by number.
    """

    header: tuple[str, ...]
    records: Iterator[Record]
    encoding: str
    sheet: str | None = None
    header_row: int = 0
    above: tuple[int, ...] = ()


def with_header(rows: Iterable[Row], encoding: str, sheet: str | None = None) -> Table | None:
    """The table that rows make; None where all are blank.

    The header is the row among the first that knows most usual names of columns, else the
    first one where it looks like names; a table without has the letters a spreadsheet shows.
    """
    filled = (
        row for row in rows if isinstance(row.cells, Refusal) or any(map(str.strip, row.cells))
    )
    head = list(islice(filled, _LOOKED_AT))
    if not head:
        return None
    at = _header_at(head)
    named = head[at].cells if at is not None else ()
    first = 0 if at is None else at + 1
    assert not isinstance(named, Refusal)
    width = max([len(named), *(len(r.cells) for r in head if not isinstance(r.cells, Refusal))])
    header = _unique([*named, *[""] * (width - len(named))])
    above = tuple(row.number for row in head[: at or 0])
    records = _records(chain(head[first:], filled), header, tuple(named))
    return Table(header, records, encoding, sheet, 0 if at is None else head[at].number, above)


def _records(
    rows: Iterable[Row], header: tuple[str, ...], named: tuple[str, ...]
) -> Iterator[Record]:
    for row in rows:
        if isinstance(row.cells, Refusal):
            yield Record(row.number, row.cells)
        elif named and tuple(row.cells) == named:  # tables that were put one behind the other
            yield Record(row.number, Refusal("row-repeats-header", row=row.number))
        else:
            names = chain(header, map(_letters, range(len(header), len(row.cells))))
            yield Record(row.number, dict(zip(names, row.cells, strict=False)))


def _header_at(rows: list[Row]) -> int | None:
    known = [_known(row) for row in rows]
    if any(known):
        return known.index(max(known))
    first = rows[0].cells
    if isinstance(first, Refusal) or len(rows) == 1 or len(first) == 1:
        return None
    names = [cell.strip() for cell in first if cell.strip()]
    distinct = len(set(names)) == len(names) >= max(1, len(first) - 1)
    alike = distinct and all(
        len(name) <= _NAME and not any(c.isdigit() for c in name) for name in names
    )
    return 0 if alike else None


def _known(row: Row) -> int:
    """How many of a row's cells are usual names; none where it holds a text."""
    if isinstance(row.cells, Refusal) or any(len(cell) > 2 * _NAME for cell in row.cells):
        return 0
    return sum(map(knows, row.cells))


def _unique(names: Sequence[str]) -> tuple[str, ...]:
    """The names on one line each, letters for blank ones, a number behind one that is taken."""
    found: dict[str, None] = {}
    for place, written in enumerate(names):
        name = base = " ".join(written.split()) or _letters(place)
        number = 1
        while name in found:
            number += 1
            name = f"{base} ({number})"
        found[name] = None
    return tuple(found)


def _letters(place: int) -> str:
    """The name that a spreadsheet gives a column, counted from 0: A … Z, AA …"""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
