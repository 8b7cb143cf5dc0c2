"""A workbook for Excel and LibreOffice: annotations as in CSV, relations, and articles."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any, BinaryIO

from annotations.formats.csv import COLUMNS, GUARD, GUARDED, guarded_row, rows_of
from annotations.formats.kinds import Format
from annotations.formats.plain_text import PlainText
from annotations.formats.report import Context, Report
from annotations.model import Document

LONGEST = 32_767
"""The most characters of a cell, in UTF-16 units: https://support.microsoft.com, Excel's limits."""
_MOST_ROWS = 1_048_576
_MADE = datetime(2000, 1, 1, tzinfo=UTC)  # the same project gives the same bytes
RELATIONS = (
    "article", "name", "relation", "type", "from", "from_label", "from_quote",
    "to", "to_label", "to_quote", "attributes", "note", "author", "created",
)  # fmt: skip
ARTICLES = (
    "article", "name", "title", "date", "outlet", "status", "flag", "article_note",
    "characters", "annotations", "relations", "sha256_source",
)  # fmt: skip
_WIDE = {"quote": 40, "from_quote": 30, "to_quote": 30, "title": 40, "left": 24, "right": 24}
Row = tuple[object, ...]


def write(documents: Iterable[Document], out: BinaryIO, context: Context, report: Report) -> None:
    """Write three sheets; one that is full goes on in another.

    Every text is a text: no formula, link or number is made of one.  Texts have LF alone, and
    U+FFFD for what XML cannot hold; offsets are those of the source.
    """
    import xlsxwriter

    off = ("strings_to_formulas", "strings_to_numbers", "strings_to_urls")
    options = {"constant_memory": True, **dict.fromkeys(off, False)}
    book = xlsxwriter.Workbook(out, options)
    book.set_properties({"title": context.name, "created": _MADE})
    guard = context.options.get(GUARD.name) == "yes"
    annotations, relations, articles = (
        _Sheet(book, name, columns, guard)
        for name, columns in (
            ("annotations", COLUMNS),
            ("relations", RELATIONS),
            ("articles", ARTICLES),
        )
    )
    try:
        for document in documents:
            cells = _Cells(document.article.id, report)
            for annotation in document.annotations:
                for row in rows_of(document.article, annotation):
                    annotations.write(row, cells)
            for row in _relations(document):
                relations.write(row, cells)
            articles.write(_article(document), cells)
            report.count(document)
    except BaseException:
        book.filename = io.BytesIO()  # it wants to be closed; what it writes then is for nobody
        raise
    finally:
        book.close()


class _Cells:
    """Texts made fit for a cell; what is changed by that is noted."""

    def __init__(self, article: str, report: Report) -> None:
        self._article, self._report = article, report

    def fit(self, text: str) -> str:
        lines = PlainText.of(text)
        held = PlainText.for_xml(lines.text)
        replaced = lines.replaced + held.replaced
        if replaced:
            self._report.lost("character-replaced", self._article, count=replaced)
        if len(held.text) <= LONGEST // 2:
            return held.text
        cut = held.text.encode("utf-16-le")[: LONGEST * 2].decode("utf-16-le", "ignore")
        if cut != held.text:
            self._report.lost("cell-cut", self._article, count=1)
        return cut


class _Sheet:
    """A sheet that is written row by row, with as many further ones as there is need of."""

    def __init__(self, book: Any, name: str, columns: Sequence[str], guard: bool) -> None:
        self._book, self._name, self._guard = book, name, guard
        self._columns = columns
        self._heads = (*columns, GUARDED) if guard else tuple(columns)
        self._bold = book.add_format({"bold": True, "bottom": 1})
        self._sheets = 0
        self._begin()

    def _begin(self) -> None:
        self._sheets += 1
        name = self._name if self._sheets == 1 else f"{self._name}-{self._sheets}"
        self._sheet = self._book.add_worksheet(name)
        for n, head in enumerate(self._heads):
            self._sheet.set_column(n, n, _WIDE.get(head, 12))
        self._sheet.freeze_panes(1, 0)
        for n, head in enumerate(self._heads):
            self._sheet.write_string(0, n, head, self._bold)
        self._row = 1

    def write(self, row: Row, cells: _Cells) -> None:
        if self._row == _MOST_ROWS:
            self._begin()
        for n, cell in enumerate(guarded_row(self._columns, row) if self._guard else row):
            if isinstance(cell, int):
                self._sheet.write_number(self._row, n, cell)
            elif cell is not None and cell != "":
                written = self._sheet.write_string(self._row, n, cells.fit(str(cell)))
                assert written == 0, "a cell that is too long was cut before"
        self._row += 1


def _relations(document: Document) -> Iterator[Row]:
    article = document.article
    known = {annotation.id: annotation for annotation in document.annotations}
    for relation in document.relations:
        ends = [
            (id, end.label, end.quote) if (end := known.get(id)) else (id, None, None)
            for id in (relation.start, relation.end)
        ]
        attributes = json.dumps(dict(relation.attributes), ensure_ascii=False)
        told = (article.id, article.source.name, relation.id, relation.type, *ends[0], *ends[1])
        yield (*told, attributes, relation.note, relation.author, relation.created)


def _article(document: Document) -> Row:
    article = document.article
    return (
        article.id, article.source.name, article.title,
        article.meta.get("date"), article.meta.get("outlet"),
        article.status, int(article.flag), article.note,
        len(article.text), len(document.annotations), len(document.relations),
        article.source.sha256,
    )  # fmt: skip


FORMAT = Format(
    "xlsx",
    ".xlsx",
    write,
    newline="LF",
    carries=frozenset({"metadata", "authors", "notes", "attributes", "relations"}),
    options=(GUARD,),
)
