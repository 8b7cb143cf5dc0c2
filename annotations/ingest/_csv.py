"""Comma-separated values and their kin as rows of cells."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from itertools import chain, islice
from pathlib import Path

from annotations.errors import Refusal
from annotations.ingest._sheets import Row, Table, with_header
from annotations.ingest._streams import encoding_of, lines_of
from annotations.ingest.columns import knows

_DELIMITERS = (",", "\t", ";", "|")
_SAMPLE_LINES, _SAMPLE = 200, 256 * 1024  # lines and characters to tell the delimiter by
_TOLD = re.compile(r"sep=(.)\r?\n?$")  # as Excel writes it in the first line


@contextmanager
def opened(path: Path, limit: int, encoding: str | None) -> Generator[Iterator[Table]]:
    """The one table of a file, if there is one. Refusals: those of `encoding_of` and `lines_of`."""
    encoded = encoding_of(path, encoding)
    csv.field_size_limit(max(csv.field_size_limit(), limit))  # of the whole process: only wider
    with lines_of(path, encoded, limit) as lines:
        rows = _found(lines, path.suffix.lower() == ".tsv")
        table = with_header(rows, encoded.encoding)
        yield iter([] if table is None else [table])


def _found(lines: Iterator[str], tabbed: bool) -> Iterator[Row]:
    head: list[str] = []
    told = None
    for line in islice(lines, _SAMPLE_LINES):
        if not head and told is None and (told := _TOLD.match(line)):
            continue
        head.append(line)
        if sum(map(len, head)) > _SAMPLE:
            break
    delimiter = told[1] if told else _delimiter(head, tabbed)
    return _rows(chain(head, lines), delimiter, 2 if told else 1)


def _delimiter(head: list[str], tabbed: bool) -> str:
    """The one with which most rows are of one width, above all the header's, in known names."""
    scores: dict[str, tuple[float, ...]] = {}
    for delimiter in _DELIMITERS:
        rows = [row for row in _parsed(head, delimiter) if any(row)]
        widths = Counter(len(row) for row in rows[:-1] or rows)
        width, count = widths.most_common(1)[0] if widths else (1, 0)
        named = max((sum(map(knows, row)) for row in rows[:5]), default=0)
        wide = width > 1
        scores[delimiter] = (
            wide and tabbed and delimiter == "\t",
            named if wide else 0,
            wide * count / max(1, len(rows)),
            width,
        )
    return max(_DELIMITERS, key=lambda delimiter: scores[delimiter])


def _parsed(lines: list[str], delimiter: str) -> list[list[str]]:
    try:
        return list(csv.reader(lines, delimiter=delimiter))
    except csv.Error:
        return []


class _Counted:
    """The lines, and whether they are at an end."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self.ended = False

    def __iter__(self) -> _Counted:
        return self

    def __next__(self) -> str:
        try:
            return next(self._lines)
        except StopIteration:
            self.ended = True
            raise


def _rows(lines: Iterable[str], delimiter: str, first: int) -> Iterator[Row]:
    counted = _Counted(lines)
    reader = csv.reader(counted, delimiter=delimiter)
    number = first
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Row(number, Refusal("row-unreadable", row=number, detail=str(error)))
        else:
            if counted.ended:  # a quote that is never closed took in all lines to the end
                yield Row(number, Refusal("row-quote-open", row=number))
                return
            yield Row(number, tuple(cells))
        number += 1
