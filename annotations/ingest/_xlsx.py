"""Workbooks as sheets of rows of cells, by openpyxl, cell by cell from the file."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from annotations.errors import Refusal
from annotations.ingest._sheets import Row, Table, with_header
from annotations.ingest.limits import MEGABYTE

_MOST_ROWS = 1_048_576  # of Excel's own sheets
_MOST_PARTS = 2000
_STRINGS = "xl/sharedStrings.xml"  # openpyxl has all of them in memory
_MOST_STRINGS = 256 * MEGABYTE
_MOST_UNPACKED = 2048 * MEGABYTE
_RATIO, _SMALL = 200, 16 * MEGABYTE  # what unpacks to more than that, and that many times over
_PROLOG = 64 * 1024
_ESCAPED = re.compile(r"_x(00[0-1][0-9A-Fa-f]|005[Ff])_")  # controls, and _ itself
_ONLY_ZEROS = re.compile(r"0{2,}")


@contextmanager
def opened(path: Path, limit: int) -> Generator[Iterator[Table]]:
    """The visible sheets of a workbook that are not blank.

    Refusals: file-missing, file-not-readable, file-too-large, file-empty, workbook-broken,
    workbook-locked, workbook-hostile.
    """
    _checked(path, limit)
    try:
        from openpyxl import load_workbook

        book = load_workbook(path, read_only=True, data_only=True, keep_links=False)
    except Refusal:
        raise
    except Exception as error:  # of many kinds, whatever is wrong with the file
        raise Refusal("workbook-broken") from error
    with closing(book):
        sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        tables = (with_header(_rows(sheet), "utf-8", str(sheet.title)) for sheet in sheets)
        yield (table for table in tables if table is not None)


def _checked(path: Path, limit: int) -> None:
    """Refuse what would fill the memory or the time, before anything of it is unpacked."""
    if not path.exists():
        raise Refusal("file-missing")
    if not path.is_file():
        raise Refusal("file-not-readable")
    try:
        size = path.stat().st_size
        if size > limit:
            raise Refusal("file-too-large", limit=f"{limit / MEGABYTE:g}")
        if not size:
            raise Refusal("file-empty")
        with path.open("rb") as file:
            if file.read(8) == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":  # how Office encrypts, or .xls
                raise Refusal("workbook-locked")
        with zipfile.ZipFile(path) as book:
            _refuse_bombs(book)
    except OSError as error:
        raise Refusal("file-not-readable") from error
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError) as error:
        raise Refusal("workbook-broken") from error


def _refuse_bombs(book: zipfile.ZipFile) -> None:
    parts = book.infolist()
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    if len(parts) > _MOST_PARTS or unpacked > _MOST_UNPACKED:
        raise Refusal("workbook-hostile")
    if unpacked > max(_SMALL, _RATIO * packed):
        raise Refusal("workbook-hostile")
    for part in parts:
        if part.filename.lower() == _STRINGS.lower() and part.file_size > _MOST_STRINGS:
            raise Refusal("workbook-hostile")
        if part.filename.lower().endswith((".xml", ".rels")):
            with book.open(part) as file:  # entities are told in a DOCTYPE, which Office never has
                if re.search(rb"<!\s*DOCTYPE|<!\s*ENTITY", file.read(_PROLOG), re.IGNORECASE):
                    raise Refusal("workbook-hostile")


def _rows(sheet: Any) -> Iterator[Row]:
    sheet.reset_dimensions()  # what the sheet says of its size need not be so
    number = 0
    try:
        for number, cells in enumerate(sheet.iter_rows(), 1):
            if number > _MOST_ROWS:
                return
            yield Row(number, tuple(map(_told, cells)))
    except Exception as error:  # of many kinds, whatever is wrong with the file
        raise Refusal("sheet-broken", sheet=str(sheet.title), row=number + 1) from error


def _told(cell: Any) -> str:
    """What a cell says, as text: the value a formula had when the file was saved."""
    value = cell.value
    if value is None or cell.data_type == "e":
        return ""
    if isinstance(value, str):
        return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), value)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, dt.datetime):
        day, time = value.date().isoformat(), value.time().replace(microsecond=0)
        return day if time == dt.time() else f"{day} {time.isoformat()}"
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        value = int(value)
    if isinstance(value, int) and _ONLY_ZEROS.fullmatch(str(cell.number_format)):
        return str(value).zfill(len(cell.number_format))  # a code such as 000123
    return str(value)
