"""What a list of articles reads: its rows, its orders, and which of them a filter wants.

Articles are told by their rowids here.  Orders and filters read all articles but no text of
theirs: 100,000 in a tenth of a second.
"""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import Any, Literal, cast

from annotations.errors import Refusal
from annotations.overview import ARTICLE_STATUSES, ArticleFilter, ArticleRow, MetaField
from annotations.store.canonical import dump, load
from annotations.store.file import ProjectFile
from annotations.store.tables import ANNOTATION, ARTICLE, Row, SqlValue

Sort = Literal["order", "title", "chars", "annotations", "status", "flag", "date", "outlet"]

_Condition = tuple[str, SqlValue]
_WORDINGS = 1 << 16  # dates and names that are remembered: a corpus of 30 years has 16,000 dates
_LAST = "char(1114111)"  # behind every text


def _meta(field: MetaField) -> str:
    """A field of the metadata as text, "" where there is none; of damaged metadata, too."""
    value = f"iif(json_valid(meta), json_extract(meta, '$.{field}'), '')"
    return f"coalesce(CAST({value} AS TEXT), '')"


_DATE, _OUTLET, _AUTHOR = _meta("date"), _meta("outlet"), _meta("author")
_NOTED = "coalesce(note, '') <> ''"
_MANY = f"(SELECT count(*) FROM {ANNOTATION.name} WHERE article = a.id)"
_ANNOTATED = f"EXISTS (SELECT 1 FROM {ANNOTATION.name} WHERE article = a.id)"
_COLUMNS = (
    f"id, title, name, chars, script, {_MANY} AS annotations, status, flag, {_NOTED} AS noted,"
    f" {_DATE} AS date, {_OUTLET} AS outlet"
)
_STATUS = " ".join(f"WHEN '{name}' THEN {place}" for place, name in enumerate(ARTICLE_STATUSES))
_KEYS: dict[Sort, str] = {
    "order": "seq, id",
    "title": "title, seq, id",
    "chars": "-chars, seq, id",
    "annotations": f"-{_MANY}, seq, id",
    "status": f"CASE status {_STATUS} END, seq, id",
    "flag": "-flag, seq, id",
    "date": f"-day_number({_DATE}), seq, id",  # the latest first, those without one last
    "outlet": f"coalesce(nullif({_OUTLET}, ''), {_LAST}), seq, id",
}


def teach(file: ProjectFile) -> None:
    """Have queries know the functions that the orders and filters here ask for."""
    file.define("day_number", _day_number)
    file.define("folded", _folded)


def rows(file: ProjectFile, where: str, *values: SqlValue) -> dict[int, ArticleRow]:
    """Rows of the list."""
    found = file.select(
        f"SELECT a.rowid, {_COLUMNS} FROM {_articles(file)} WHERE {where} ORDER BY seq, id", *values
    )
    return {cast("int", row.pop("rowid")): _row(row) for row in found}


def _row(row: Row) -> ArticleRow:
    r = cast("dict[str, Any]", row)
    r["flag"], r["noted"] = bool(r["flag"]), bool(r["noted"])
    return ArticleRow(**r)


def in_order(file: ProjectFile, sort: Sort) -> array[int]:
    """All articles in an order."""
    return _rowids(file, f"ORDER BY {_KEYS[sort]}")


def first(file: ProjectFile, many: int) -> array[int]:
    """The first of all, in the order they came."""
    return _rowids(file, f"ORDER BY seq, id LIMIT {many}")


def last(file: ProjectFile, many: int) -> array[int]:
    """The last of all, in the order they came."""
    found = _rowids(file, f"ORDER BY seq DESC, id DESC LIMIT {many}")
    found.reverse()
    return found


def some(file: ProjectFile, after: int, many: int) -> array[int]:
    """Those behind so many of all, in the order they came."""
    return _rowids(file, f"ORDER BY seq, id LIMIT {many} OFFSET {after}")


def before(file: ProjectFile, rowid: int) -> int:
    """How many came before an article."""
    here = f"(SELECT seq, id FROM main.{ARTICLE.name} WHERE rowid = ?)"
    query = f"SELECT count(*) FROM main.{ARTICLE.name} WHERE (seq, id) < {here}"
    return cast("int", file.value(query, rowid))


def key(file: ProjectFile, sort: Sort, rowid: int) -> tuple[SqlValue, ...]:
    """What decides where an article stands in an order."""
    query = f"SELECT {_KEYS[sort]} FROM {_articles(file)} WHERE a.rowid = ?"
    return tuple(file.select(query, rowid)[0].values())


def count(file: ProjectFile) -> int:
    return cast("int", file.value(f"SELECT count(*) FROM main.{ARTICLE.name}"))


def number(file: ProjectFile, article: str) -> int | None:
    """The rowid of an article, if it is there."""
    found = file.value(f"SELECT rowid FROM main.{ARTICLE.name} WHERE id = ?", article)
    return cast("int | None", found)


def titled(file: ProjectFile, parts: Collection[str], many: int) -> list[tuple[str, str]]:
    """Ids and titles of the first articles whose title has one of the parts, as they came."""
    where = " OR ".join("instr(lower(title), ?)" for _ in parts)
    query = f"SELECT id, title FROM main.{ARTICLE.name} WHERE {where} ORDER BY seq, id LIMIT {many}"
    found = file.select(query, *(part.lower() for part in parts))
    return [(str(row["id"]), str(row["title"])) for row in found]


# -- which of them --------------------------------------------------------------------------


def fitting(file: ProjectFile, only: ArticleFilter) -> set[int]:
    """The articles that a filter wants; Refusal "date-unknown" for one that is no date."""
    where, values = _where(only)
    return set(_rowids(file, f"WHERE {where}", *values))


def fits(file: ProjectFile, only: ArticleFilter, rowid: int) -> bool:
    """Whether a filter wants an article."""
    where, values = _where(only)
    query = f"SELECT 1 FROM {_articles(file)} WHERE a.rowid = ? AND {where}"
    return file.value(query, rowid, *values) is not None


def _where(only: ArticleFilter) -> tuple[str, list[SqlValue]]:
    asked = list(_conditions(only))
    return " AND ".join(("TRUE", *(sql for sql, _ in asked))), [value for _, value in asked]


def _conditions(only: ArticleFilter) -> Iterator[_Condition]:
    """Each with the one value that it asks for."""
    for column, wanted in (("status", only.statuses), ("script", only.scripts)):
        if wanted:
            yield f"{column} IN (SELECT value FROM json_each(?))", dump(sorted(wanted))
    for told, is_so in (
        ("flag", only.flagged),
        (f"({_NOTED})", only.noted),
        (_ANNOTATED, only.annotated),
    ):
        if is_so is not None:
            yield f"{told} = ?", int(is_so)
    for text, part in ((_OUTLET, only.outlet), (_AUTHOR, only.author)):
        if part.strip():
            yield f"instr(folded({text}), ?)", _folded(part.strip())
    if only.since.strip():
        yield f"day_number({_DATE}) >= ?", _bounds(only.since)[0]
    if only.until.strip():
        yield f"day_number({_DATE}) BETWEEN 1 AND ?", _bounds(only.until)[1]


def _bounds(written: str) -> tuple[int, int]:
    """The numbers of the first and last day of what is written."""
    from annotations.text.dates import day

    found = day(written)
    if found is None or not found.year:
        raise Refusal("date-unknown", date=written)
    return found.number, found.last_number


def _articles(file: ProjectFile) -> str:
    """The table itself, for a view has no rowids; with the columns that an older file lacks."""
    lacking = ARTICLE.lacking(int(file.value("PRAGMA user_version") or 0))
    if not lacking:
        return f"main.{ARTICLE.name} AS a"
    return f"(SELECT rowid, *, {lacking} FROM main.{ARTICLE.name}) AS a"


def _rowids(file: ProjectFile, rest: str, *values: SqlValue) -> array[int]:
    """As JSON they come in half the time that rows take."""
    query = f"SELECT a.rowid AS n FROM {_articles(file)} {rest}"
    return array("q", load(file.value(f"SELECT json_group_array(n) FROM ({query})", *values)))


@lru_cache(maxsize=_WORDINGS)
def _day_number(written: str) -> int:
    from annotations.text.dates import day_number  # what sorts by nothing else does without

    return day_number(written)


@lru_cache(maxsize=_WORDINGS)
def _folded(text: str) -> str:
    from annotations.text.fold import fold

    return fold(text)
