"""Tables: one row, one article; which column is what is told, remembered, or guessed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

from annotations.errors import Refusal
from annotations.ids import Ids
from annotations.ingest import remembered
from annotations.ingest._sheets import Record, Table
from annotations.ingest._streams import raw_bytes
from annotations.ingest.columns import FIELDS, Columns, guessed
from annotations.ingest.decode import Decoded, without_bad
from annotations.ingest.how import AS_FOUND, How
from annotations.ingest.limits import max_bytes
from annotations.ingest.parts import Part, printable
from annotations.ingest.plain import damage_in
from annotations.model import META_FIELDS, Article, Document, Source
from annotations.text.source import TITLE_LENGTH, title_of

SUFFIXES = (".csv", ".tsv", ".xlsx")
RECORDS = ".jsonl"  # a table only where `is_table` says so
ALSO = (RECORDS,)

_LOOKED_AT = 50  # records to guess the columns by
_SHOWN, _LONGEST = 5, 200  # of a preview: records, and characters of a cell
_NAMED = 20  # columns that a refusal names
_ids = Ids()


@dataclass(frozen=True, slots=True)
class Preview:
    """A table for a person who says what its columns are: its first records, cells cut short.

    `columns` are those that would be taken, and `remembered` whether that was said before.
    """

    sheet: str | None
    encoding: str
    header: tuple[str, ...]
    rows: tuple[Mapping[str, str], ...]
    columns: Columns | None
    remembered: bool


def is_table(path: Path) -> bool:
    """Whether a file is a table by its ending or, of JSON lines, by its first object."""
    if path.suffix.lower() == RECORDS:
        from annotations.ingest import _json_lines

        return _json_lines.is_table(path)
    return path.suffix.lower() in SUFFIXES


def previews(path: Path, how: How = AS_FOUND, limit: int | None = None) -> tuple[Preview, ...]:
    """Every table of a file that is not blank. Refusals: those of `read_file` for all of it."""
    with _opened(path, max_bytes() if limit is None else limit, how) as tables:
        return tuple(_preview(table, how) for table in tables)


def read_file(path: Path, limit: int, how: How) -> Iterator[Part]:
    """The articles of a file row by row; each row that gives none is refused by its number.

    Refusals of all of it: file-missing, file-not-readable, file-empty, file-too-large (of
    workbooks), encoding-unknown and those of `decode`; workbook-broken, workbook-locked,
    workbook-hostile.  Of a table: columns-unknown, column-missing, line-too-long,
    sheet-broken.  Of a row: row-without-text, row-unreadable, row-quote-open,
    row-repeats-header, row-no-object, json-broken, json-deep, json-number.
    """
    name, some = printable(path.name), False
    with _opened(path, limit, how) as tables:
        for table in tables:
            some = True
            yield from _articles(table, name, how)
    if not some:
        raise Refusal("file-empty")


def _opened(path: Path, limit: int, how: How) -> AbstractContextManager[Iterator[Table]]:
    from annotations.ingest import _csv, _json_lines, _xlsx

    if path.suffix.lower() == ".xlsx":
        return _xlsx.opened(path, limit)
    kind = _json_lines if path.suffix.lower() == RECORDS else _csv
    return kind.opened(path, limit, how.encoding)


def _preview(table: Table, how: How) -> Preview:
    rows = _rows_of(islice(table.records, _LOOKED_AT))
    known = remembered.recall(table.header) if how.columns is None else None
    try:
        columns = _columns(table, rows, how)
    except Refusal:
        columns = None
    shown = ({name: cell[:_LONGEST] for name, cell in row.items()} for row in rows[:_SHOWN])
    return Preview(
        table.sheet, table.encoding, table.header, tuple(shown), columns, known is not None
    )


def _articles(table: Table, name: str, how: How) -> Iterator[Part]:
    head = list(islice(table.records, _LOOKED_AT))
    try:
        columns = _columns(table, _rows_of(head), how)
    except Refusal as refusal:
        yield from _refused(head)
        if _rows_of(head):
            yield Part(refusal.about(sheet=table.sheet or ""))
        return
    note = None
    if table.above:
        rows = ", ".join(map(str, table.above))
        note = Refusal("rows-above-header", rows=rows, header=table.header_row)
    try:
        for record in chain(head, table.records):
            try:
                document = _article(record, columns, table, name)
            except Refusal as refusal:
                yield Part(refusal.about(row=record.number), record.number)
                continue
            if document is not None:
                yield Part(document, record.number, note)
                note = None
    except Refusal as refusal:  # the table cannot be read any further
        yield Part(refusal)


def _refused(records: list[Record]) -> Iterator[Part]:
    for record in records:
        if isinstance(record.fields, Refusal):
            yield Part(record.fields.about(row=record.number), record.number)


def _columns(table: Table, rows: list[Mapping[str, str]], how: How) -> Columns:
    """Those told, else those remembered, else those guessed; Refusal "columns-unknown"."""
    if how.columns is not None:
        return how.columns.within(table.header)
    found = remembered.recall(table.header) or guessed(table.header, rows)
    if found is None:
        raise Refusal("columns-unknown", found=", ".join(table.header[:_NAMED]))
    return found


def _rows_of(records: Iterator[Record] | list[Record]) -> list[Mapping[str, str]]:
    return [record.fields for record in records if not isinstance(record.fields, Refusal)]


def _article(record: Record, columns: Columns, table: Table, name: str) -> Document | None:
    """The article of a record; None for a blank one."""
    if isinstance(record.fields, Refusal):
        raise record.fields
    raw = record.fields.get(columns.text, "")
    fields = {name: without_bad(cell)[0] for name, cell in record.fields.items() if cell.strip()}
    if not fields:
        return None
    if not raw.strip("\ufeff \t\r\n\v\f\x85\u2028\u2029\u3000"):
        raise Refusal("row-without-text", column=columns.text)
    text, damaged = without_bad(raw)
    found = Decoded(text, table.encoding, bom=False, exact=not damaged, damaged=damaged)
    told = {
        field: fields.pop(column) for field, column in columns.named().items() if column in fields
    }
    title = " ".join(told.pop("title", "").split())[:TITLE_LENGTH]
    del told["text"]
    article = Article(
        id=_ids.new(),
        title=title or title_of(text) or name,
        text=text,
        source=_source(found, raw, record.number, table, name),
        meta=_meta({field: cell.strip() for field, cell in told.items()}, fields),
    )
    return Document(article, damage_in(found))


def _meta(told: Mapping[str, str], others: Mapping[str, str]) -> dict[str, object]:
    """What is known of an article by what it is, then what else the table says by its names."""
    meta: dict[str, object] = dict(told)
    taken = {*META_FIELDS, *FIELDS}
    for name, cell in others.items():
        while name in taken or name in meta:
            name += "*"
        meta[name] = cell
    return meta


def _source(found: Decoded, raw: str, row: int, table: Table, name: str) -> Source:
    """Where the text of a row stands; its sum is of the text alone, in UTF-8.

    Where the cell has bytes without a reading, those of the cell are kept as they are.
    """
    place: dict[str, object] = {"file": name, "row": row, "encoding": table.encoding}
    if table.sheet is not None:
        place = {"sheet": table.sheet, **place}
    data = None if found.exact else raw_bytes(raw, table.encoding)
    content = found.text.encode("utf-8") if data is None else data
    part = f"{table.sheet}:{row}" if table.sheet is not None else str(row)
    return Source(
        name=f"{name}:{part}",
        sha256=hashlib.sha256(content).hexdigest(),
        encoding="utf-8" if data is None else table.encoding,
        bom=False,
        data=data,
        extra={"table": place},
    )
