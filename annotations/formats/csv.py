"""CSV for spreadsheets: one row a fragment. Excel wants UTF-8 with a mark and CRLF rows."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO

from annotations.formats.kinds import Format, Option
from annotations.formats.report import Context, Report
from annotations.model import Annotation, Article, Document, Span

COLUMNS = (
    "article", "name", "annotation", "fragment", "label", "start", "end", "quote",
    "left", "right", "attributes", "note", "author", "created",
    "title", "date", "outlet", "status", "flag", "article_note",
)  # fmt: skip

GUARDED = "guarded"
GUARD = Option("guard-formulas", ("no", "yes"))
_LINE_END = re.compile("[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
AROUND = 16  # characters of the text before and behind a quote
_FORMULA = tuple("=+-@\t\r＝＋－＠")  # full-width ones too count for some spreadsheets


def write(documents: Iterable[Document], out: BinaryIO, context: Context, report: Report) -> None:
    """Write a row for every fragment; offsets are code points of the source.

    `quote` is the text of the row's fragment, `left` and `right` what stands around it on its
    line, `attributes` a JSON object; from `title` on it is
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
                found = rows_of(document.article, annotation)
                rows.writerows((guarded_row(COLUMNS, r) for r in found) if guarded else found)
            report.count(document)
    finally:
        text.detach()  # the stream stays the caller's


def rows_of(article: Article, annotation: Annotation) -> Iterator[tuple[object, ...]]:
    """The cells of `COLUMNS`, once for each fragment."""
    attributes = json.dumps(dict(annotation.attributes), ensure_ascii=False)
    for number, fragment in enumerate(annotation.fragments, start=1):
        yield (
            article.id, article.source.name, annotation.id, number, annotation.label,
            fragment.start, fragment.end, fragment.of(article.text),
            *_around(article.text, fragment),
            attributes, annotation.note, annotation.author, annotation.created,
            article.title, article.meta.get("date"), article.meta.get("outlet"),
            article.status, int(article.flag), article.note,
        )  # fmt: skip


def _around(text: str, span: Span) -> tuple[str, str]:
    """What stands before and behind a span, without what is on other lines."""
    left = _LINE_END.split(text[max(0, span.start - AROUND) : span.start])[-1]
    return left, _LINE_END.split(text[span.end : span.end + AROUND])[0]


def guarded_row(columns: Sequence[str], row: tuple[object, ...]) -> tuple[object, ...]:
    """No cell of text begins like a formula; which did stands in the last one."""
    is_formula = [isinstance(cell, str) and cell.startswith(_FORMULA) for cell in row]
    cells = (f"'{cell}" if guard else cell for cell, guard in zip(row, is_formula, strict=True))
    names = (name for name, guard in zip(columns, is_formula, strict=True) if guard)
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
