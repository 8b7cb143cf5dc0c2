"""The annotations that a filter wants, of one article or of all, page by page in text order.

Articles come in the order they were stored, the annotations on one by where they start.  A page
looks at so many articles and annotations at most, however few it finds: its time is bounded.
"""

from __future__ import annotations

import json
from typing import NamedTuple, Self, cast

from annotations.errors import Refusal
from annotations.model import AnnotationFilter, AnnotationPage
from annotations.store.canonical import dump
from annotations.store.file import ProjectFile
from annotations.store.reading import START
from annotations.store.rows import annotation_of
from annotations.store.tables import ANNOTATION, ARTICLE, Row, SqlValue

_ROUND = 2_000  # articles looked at for one page
_END = 1 << 62  # behind every annotation of an article

_ORDER = f"a.seq, a.id, {START}, n.seq, n.id"


class _Place(NamedTuple):
    """Where an annotation stands among all: in which article, and where on it."""

    article_seq: int
    article: str
    start: int = -1
    seq: int = -1
    id: str = ""

    @classmethod
    def of(cls, text: str) -> Self:
        return cls(*json.loads(text))

    @classmethod
    def at(cls, row: Row) -> Self:
        columns = ("article_seq", "article", "place", "seq", "id")
        return cls(*(cast("int", row[column]) for column in columns))  # type: ignore[arg-type]

    def __str__(self) -> str:
        return dump(list(self))


def page(
    file: ProjectFile,
    only: AnnotationFilter,
    *,
    limit: int,
    after: str | None = None,
    article: str | None = None,
) -> AnnotationPage:
    """Up to `limit` annotations behind the place `after`; ValueError for one no page gave.

    Raises Refusal "article-missing".
    """
    begin = _begin(file, article) if after is None else _Place.of(after)
    end = begin if article is not None else _round(file, begin, _ROUND)
    where, values = _where(only)
    rows = file.select(
        f"SELECT n.*, a.seq AS article_seq, {START} AS place"
        f" FROM {ARTICLE.name} AS a CROSS JOIN {ANNOTATION.name} AS n ON n.article = a.id"
        " WHERE (a.seq, a.id) >= (?, ?) AND (a.seq, a.id) <= (?, ?)"
        f" AND ({_ORDER}) > (?, ?, ?, ?, ?) {where} ORDER BY {_ORDER} LIMIT ?",
        *(*begin[:2], *end[:2], *begin, *values, limit),
    )
    found = ((str(row["article"]), annotation_of(row)) for row in rows)
    fitting = tuple((home, annotation) for home, annotation in found if only.fits(annotation))
    if len(rows) == limit:
        return AnnotationPage(fitting, str(_Place.at(rows[-1])))
    is_last = article is not None or _round(file, end, 1) == end
    return AnnotationPage(fitting, None if is_last else str(end._replace(start=_END)))


def _begin(file: ProjectFile, article: str | None) -> _Place:
    if article is None:
        return _Place(-1, "")
    seq = file.value(f"SELECT seq FROM {ARTICLE.name} WHERE id = ?", article)
    if seq is None:
        raise Refusal("article-missing", article=article)
    return _Place(cast("int", seq), article)


def _round(file: ProjectFile, begin: _Place, articles: int) -> _Place:
    """So many articles further, or as far as there are any."""
    rows = file.select(
        f"SELECT seq, id FROM (SELECT seq, id FROM {ARTICLE.name} WHERE (seq, id) > (?, ?)"
        " ORDER BY seq, id LIMIT ?) ORDER BY seq DESC, id DESC LIMIT 1",
        *(*begin[:2], articles),
    )
    return _Place(cast("int", rows[0]["seq"]), str(rows[0]["id"])) if rows else begin


def _where(only: AnnotationFilter) -> tuple[str, list[SqlValue]]:
    """What SQL can tell; of attributes it is only whether such a name is there at all."""
    asked: dict[str, SqlValue] = {}
    if only.labels:
        asked["n.label IN (SELECT value FROM json_each(?))"] = dump(sorted(only.labels))
    if only.author is not None:
        asked["coalesce(n.author, '') = ?"] = only.author
    if only.noted is not None:
        asked["(coalesce(n.note, '') <> '') = ?"] = int(only.noted)
    if only.attribute:
        asked["instr(n.attributes, ?)"] = dump(only.attribute)
    return "".join(f" AND {condition}" for condition in asked), list(asked.values())
