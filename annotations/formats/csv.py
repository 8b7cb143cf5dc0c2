"""CSV for spreadsheets: one row a fragment. Excel wants UTF-8 with a mark and CRLF rows."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from annotations.formats.kinds import Format, Option
from annotations.formats.report import Context, Report
from annotations.model import Annotation, Article, Document

COLUMNS = (
    "article", "name", "annotation", "fragment", "label", "start", "end", "quote",
    "attributes", "note", "author", "created",
    "title", "date", "outlet", "status", "flag", "article_note",
)  # fmt: skip

GUARDED = "guarded"
GUARD = Option("guard-formulas", ("no", "yes"))
_FORMULA = tuple("=+-@\t\r＝＋－＠")  # full-width ones too count for some spreadsheets


def write(documents: Iterable[Document], out: BinaryIO, context: Context, report: Report) -> None:
    """Write a row for every fragment; offsets are code points of the source.

    `quote` is the text of the row's fragment, `attributes` a JSON object; from `title` on it is
    what is known of the article, which has a row only where it has an annotation.  What has no
    column (relations, emendations, texts) is left out.  Where the option `guard-formulas` asks
    for it, `'` stands before what a spreadsheet would take for a
    formula, and the column `guarded` names the columns where it was put.
    """
    guarded = context.options.get(GUARD.name) == "yes"
    encoding = "utf-8-sig" if context.byte_order_mark else "utf-8"
    text = io.TextIOWrapper(out, encoding, newline="", write_through=True)
    try:
        rows = csv.writer(text)
        rows.writerow((*COLUMNS, GUARDED) if guarded else COLUMNS)
        for document in documents:
            for annotation in document.annotations:
                found = _rows(document.article, annotation)
                rows.writerows(map(_guarded, found) if guarded else found)
            report.count(document)
    finally:
        text.detach()  # the stream stays the caller's


def _rows(article: Article, annotation: Annotation) -> Iterator[tuple[object, ...]]:
    attributes = json.dumps(dict(annotation.attributes), ensure_ascii=False)
    for number, fragment in enumerate(annotation.fragments, start=1):
        yield (
            article.id, article.source.name, annotation.id, number, annotation.label,
            fragment.start, fragment.end, fragment.of(article.text),
            attributes, annotation.note, annotation.author, annotation.created,
            article.title, article.meta.get("date"), article.meta.get("outlet"),
            article.status, int(article.flag), article.note,
        )  # fmt: skip


def _guarded(row: tuple[object, ...]) -> tuple[object, ...]:
    """No cell of text begins like a formula; which did stands in the last one."""
    is_formula = [isinstance(cell, str) and cell.startswith(_FORMULA) for cell in row]
    cells = (f"'{cell}" if guard else cell for cell, guard in zip(row, is_formula, strict=True))
    names = (name for name, guard in zip(COLUMNS, is_formula, strict=True) if guard)
    return (*cells, " ".join(names))


FORMAT = Format(
    "csv",
    ".csv",
    write,
    newline="as found",
    byte_order_mark=True,
    carries=frozenset({"metadata", "authors", "notes", "attributes"}),
    options=(GUARD,),
)
