"""The list of articles, however many: the order of all at once, what a row shows on demand.

The order is an array of rowids, read from an index (50 ms for 100,000) when something below the
first page is asked for.  Rows are read by the page around the one that is wanted, and kept.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Any, Literal, cast, overload

from annotations.model import ARTICLE_STATUSES, ArticleRow, Changed
from annotations.store import search
from annotations.store.file import ProjectFile
from annotations.store.rows import load
from annotations.store.tables import ANNOTATION, ARTICLE, SqlValue

Sort = Literal["order", "title", "chars", "annotations", "status"]

PAGE = 64  # rows read together
_KEPT = 4096  # rows remembered
_FEW = 50  # articles; when a step touched more, all is read again

# Not what stands in for the table of an older file: that is a view and has no rowids.
_ARTICLES = f"main.{ARTICLE.name} AS a"
_MANY = f"(SELECT count(*) FROM {ANNOTATION.name} WHERE article = a.id)"
_STATUS = " ".join(f"WHEN '{name}' THEN {place}" for place, name in enumerate(ARTICLE_STATUSES))
_KEYS: dict[Sort, str] = {
    "order": "seq, id",
    "title": "title, seq, id",
    "chars": "-chars, seq, id",
    "annotations": f"-{_MANY}, seq, id",
    "status": f"CASE status {_STATUS} END, seq, id",
}


def row(file: ProjectFile, article: str) -> ArticleRow | None:
    """What a list shows of one article, if it is there."""
    return next(iter(_rows(file, "id = ?", article).values()), None)


class ArticleList(Sequence[ArticleRow]):
    """The articles of a project in one order, all or those that `wanted` is found in.

    `version` counts up when rows moved, came or went; until then positions stay.
    """

    def __init__(self, file: ProjectFile, sort: Sort = "order", wanted: str = "") -> None:
        self.sort: Sort = sort
        self.wanted = wanted
        self.version = 0
        self._file = file
        self._rows: dict[int, ArticleRow] = {}  # by rowid
        self._read()

    # -- reading ------------------------------------------------------------------------

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, index: int) -> ArticleRow: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[ArticleRow, ...]: ...
    def __getitem__(self, index: int | slice) -> ArticleRow | tuple[ArticleRow, ...]:
        if isinstance(index, slice):
            start, stop, step = index.indices(len(self))
            return self.page(start, stop)[::step] if step > 0 else tuple(self)[index]
        place = index + len(self) if index < 0 else index
        if not 0 <= place < len(self):
            raise IndexError(index)
        start = place // PAGE * PAGE
        return self.page(start, start + PAGE)[place - start]

    def __iter__(self) -> Iterator[ArticleRow]:
        for start in range(0, len(self), PAGE):
            yield from self.page(start, start + PAGE)

    def page(self, start: int, stop: int) -> tuple[ArticleRow, ...]:
        """The rows from `start` to before `stop`, as far as there are any."""
        rowids = self._first[start:stop] if stop <= PAGE else self._order[start:stop]
        missing = [rowid for rowid in rowids if rowid not in self._rows]
        if missing and len(self._rows) > _KEPT:
            self._rows.clear()
            missing = rowids
        for at in range(0, len(missing), PAGE):
            part = missing[at : at + PAGE]
            blanks = ", ".join("?" * len(part))
            self._rows |= _rows(self._file, f"a.rowid IN ({blanks})", *part)
        return tuple(self._rows[rowid] for rowid in rowids)

    @property
    def ids(self) -> Iterator[str]:
        """The ids of all of them, read as one goes on."""
        return (row.id for row in self)

    def position(self, article: str) -> int | None:
        """Where an article stands in the list; None when it is not in it."""
        found = self._file.value(f"SELECT a.rowid FROM {_ARTICLES} WHERE id = ?", article)
        if found is None:
            return None
        rowid = cast("int", found)
        return self._first.index(rowid) if rowid in self._first else self._places.get(rowid)

    # -- changes ------------------------------------------------------------------------

    def follow(self, changed: Changed) -> None:
        """Read again what a step touched, and no more."""
        marked = {article for article, _ in changed.annotations}
        if changed.everything or len(changed.articles) > _FEW:
            self._read()
        elif self.wanted and changed.articles - marked:
            self._read()  # it may be found in other texts now
        else:
            for article in changed.articles:
                self._follow(article)

    def _follow(self, article: str) -> None:
        found = _rows(self._file, "id = ?", article)
        rowid = next(iter(found), None)
        if rowid is None or not self._has(rowid):
            self._read()
            return
        self._rows |= found
        if self.sort != "order":
            self._settle(rowid)

    def _has(self, rowid: int) -> bool:
        """Whether an article was there, shown or not, when the order was read."""
        if self._whole is None or rowid in self._first:
            return rowid in self._first
        return rowid in self._places or (self._found is not None and rowid in self._all)

    def _settle(self, rowid: int) -> None:
        """Move a row to where it belongs among the others, which are in order."""
        place = self._all.index(rowid)
        del self._all[place]
        now = bisect_left(self._all, self._key(rowid), key=self._key)
        self._all.insert(now, rowid)
        if now != place:
            self._choose()

    def _key(self, rowid: int) -> tuple[SqlValue, ...]:
        query = f"SELECT {_KEYS[self.sort]} FROM {_ARTICLES} WHERE a.rowid = ?"
        return tuple(self._file.select(query, rowid)[0].values())

    # -- the order ------------------------------------------------------------------------

    def _read(self) -> None:
        """Everything anew."""
        self._rows.clear()
        self._found = frozenset(search.matching(self._file, self.wanted)) if self.wanted else None
        self._whole: array[int] | None = None
        self._choose()

    def _choose(self) -> None:
        """Forget which articles are shown in what order; it is read when asked for."""
        self.version += 1
        self._shown: array[int] | None = None
        self._numbered: dict[int, int] | None = None
        if self.sort == "order" and self._found is None:
            self._count = cast("int", self._file.value(f"SELECT count(*) FROM {_ARTICLES}"))
            self._first = _rowids(self._file, f"ORDER BY {_KEYS[self.sort]} LIMIT {PAGE}")
        else:
            self._count = len(self._order)
            self._first = self._order[:PAGE]

    @property
    def _all(self) -> array[int]:
        """The rowids of all articles, in order."""
        if self._whole is None:
            self._whole = _rowids(self._file, f"ORDER BY {_KEYS[self.sort]}")
        return self._whole

    @property
    def _places(self) -> dict[int, int]:
        """Where each of those that are shown stands."""
        if self._numbered is None:
            self._numbered = {rowid: place for place, rowid in enumerate(self._order)}
        return self._numbered

    @property
    def _order(self) -> array[int]:
        """The rowids of those that are shown, in order."""
        if self._shown is None:
            found = self._found
            self._shown = self._all
            if found is not None:
                self._shown = array("q", filter(found.__contains__, self._all))
        return self._shown


def _rowids(file: ProjectFile, order: str) -> array[int]:
    """As JSON they come in half the time that rows take."""
    listed = f"SELECT json_group_array(n) FROM (SELECT a.rowid AS n FROM {_ARTICLES} {order})"
    return array("q", load(file.value(listed)))


def _rows(file: ProjectFile, where: str, *values: SqlValue) -> dict[int, ArticleRow]:
    """Rows of the list by their rowids."""
    found = file.select(
        f"SELECT a.rowid, id, title, name, chars, script, {_MANY} AS annotations, status"
        f" FROM {_ARTICLES} WHERE {where}",
        *values,
    )
    return {
        cast("int", row.pop("rowid")): ArticleRow(**cast("dict[str, Any]", row)) for row in found
    }
