"""The list of articles, however many: the order of all at once, what a row shows on demand.

The order is an array of rowids, read from an index (50 ms for 100,000) when more is asked for
than the first page, the last, and one place between them.  Rows are read by the page around the
one that is wanted, and kept.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, overload

from annotations.overview import EVERY_ARTICLE, ArticleFilter, ArticleRow
from annotations.store import listing_sql
from annotations.store.file import ProjectFile
from annotations.store.listing_sql import Sort
from annotations.store.tables import SqlValue

if TYPE_CHECKING:
    from annotations.model import Changed

__all__ = ["PAGE", "ArticleList", "Sort", "articles", "row"]

PAGE = 64  # rows read together
_KEPT = 4096  # rows remembered
_FEW = 50  # articles; when a step touched more, all is read again


def articles(file: ProjectFile) -> tuple[ArticleRow, ...]:
    """All articles in the order they came, without their texts."""
    return tuple(listing_sql.rows(file, "TRUE").values())


def row(file: ProjectFile, article: str) -> ArticleRow | None:
    """What a list shows of one article, if it is there."""
    return next(iter(listing_sql.rows(file, "id = ?", article).values()), None)


class ArticleList(Sequence[ArticleRow]):
    """The articles of a project in one order: those that `wanted` is found in and `only` wants.

    `version` counts up when rows moved, came or went; until then positions stay.
    """

    def __init__(
        self,
        file: ProjectFile,
        sort: Sort = "order",
        wanted: str = "",
        only: ArticleFilter = EVERY_ARTICLE,
    ) -> None:
        listing_sql.teach(file)
        self.sort: Sort = sort
        self.wanted = wanted
        self.only = only
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
        rowid = self._between(place, place + 1)[0]
        if rowid in self._rows:
            return self._rows[rowid]
        start = place // PAGE * PAGE
        return self.page(start, start + PAGE)[place - start]

    def __iter__(self) -> Iterator[ArticleRow]:
        for start in range(0, len(self), PAGE):
            yield from self.page(start, start + PAGE)

    def page(self, start: int, stop: int) -> tuple[ArticleRow, ...]:
        """The rows from `start` to before `stop`, as far as there are any."""
        rowids = self._between(start, stop)
        missing = [rowid for rowid in rowids if rowid not in self._rows]
        if missing and len(self._rows) > _KEPT:
            self._rows.clear()
            missing = rowids
        for at in range(0, len(missing), PAGE):
            part = missing[at : at + PAGE]
            blanks = ", ".join("?" * len(part))
            self._rows |= listing_sql.rows(self._file, f"a.rowid IN ({blanks})", *part)
        return tuple(self._rows[rowid] for rowid in rowids)

    def _between(self, start: int, stop: int) -> array[int]:
        """Rowids; of a list whose order nobody asked for yet its ends are read alone."""
        if stop <= PAGE:
            return self._first[start:stop]
        if self._is_plain and self._whole is None:
            before = self._count - 2 * PAGE  # those that the end leaves out
            if start >= before > 0:
                return self._last[start - before : stop - before]
            if self._middle is None:
                self._middle = self._around(start)
            before, rowids = self._middle
            if before <= start and stop <= before + len(rowids):
                return rowids[start - before : stop - before]
        return self._order[start:stop]

    def _around(self, place: int) -> tuple[int, array[int]]:
        """The rowids of some pages around a place, and how many are before them."""
        before = max(0, place // PAGE - 2) * PAGE
        return before, listing_sql.some(self._file, before, 5 * PAGE)

    @property
    def ids(self) -> Iterator[str]:
        """The ids of all of them, read as one goes on."""
        return (row.id for row in self)

    def position(self, article: str) -> int | None:
        """Where an article stands in the list; None when it is not in it."""
        if article not in self._known:
            self._known = {article: self._position(article)}
        return self._known[article]

    def _position(self, article: str) -> int | None:
        rowid = listing_sql.number(self._file, article)
        if rowid is None:
            return None
        if rowid in self._first:
            return self._first.index(rowid)
        if self._is_plain and self._whole is None:
            return listing_sql.before(self._file, rowid)
        return self._places.get(rowid)

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
        found = listing_sql.rows(self._file, "id = ?", article)
        rowid = next(iter(found), None)
        if rowid is None or not self._has(rowid):
            self._read()
            return
        self._rows |= found
        if self.sort != "order":
            self._settle(rowid)
        self._sift(rowid)

    def _has(self, rowid: int) -> bool:
        """Whether an article was there, shown or not, when the order was read.

        Without the whole order: one that came alone would be one more.
        """
        if rowid in self._first:
            return True
        if self._whole is None:
            return listing_sql.count(self._file) == self._count
        return rowid in self._places or (self._is_partial and rowid in self._all)

    def _settle(self, rowid: int) -> None:
        """Move a row to where it belongs among the others, which are in order."""
        place = self._all.index(rowid)
        del self._all[place]
        now = bisect_left(self._all, self._key(rowid), key=self._key)
        self._all.insert(now, rowid)
        if now != place:
            self._choose()

    def _key(self, rowid: int) -> tuple[SqlValue, ...]:
        return listing_sql.key(self._file, self.sort, rowid)

    def _sift(self, rowid: int) -> None:
        """Show or hide an article that is wanted now, or not any more."""
        if self._fitting is None:
            return
        if listing_sql.fits(self._file, self.only, rowid) != (rowid in self._fitting):
            self._fitting ^= {rowid}
            self._choose()

    # -- the order ------------------------------------------------------------------------

    def _read(self) -> None:
        """Everything anew."""
        self._rows.clear()
        self._found = self._matching() if self.wanted else None
        wants_all = self.only == EVERY_ARTICLE
        self._fitting = None if wants_all else listing_sql.fitting(self._file, self.only)
        self._whole: array[int] | None = None
        self._choose()

    def _matching(self) -> frozenset[int]:
        """The rowids of the articles that `wanted` is found in."""
        from annotations.store import search  # with all that converts, after the list is shown

        return frozenset(search.matching(self._file, self.wanted))

    def _choose(self) -> None:
        """Forget which articles are shown in what order; it is read when asked for."""
        self.version += 1
        self._shown: array[int] | None = None
        self._numbered: dict[int, int] | None = None
        self._ending: array[int] | None = None
        self._middle: tuple[int, array[int]] | None = None  # one place that was asked for
        self._known: dict[str, int | None] = {}  # where the article stands that was asked for
        if self._is_plain:
            self._count = listing_sql.count(self._file)
            self._first = listing_sql.first(self._file, PAGE)
        else:
            self._count = len(self._order)
            self._first = self._order[:PAGE]

    @property
    def _is_plain(self) -> bool:
        return self.sort == "order" and not self._is_partial

    @property
    def _is_partial(self) -> bool:
        return self._found is not None or self._fitting is not None

    @property
    def _last(self) -> array[int]:
        """The rowids of the last two pages of a plain list."""
        if self._ending is None:
            self._ending = listing_sql.last(self._file, 2 * PAGE)
        return self._ending

    @property
    def _all(self) -> array[int]:
        """The rowids of all articles, in order."""
        if self._whole is None:
            self._whole = listing_sql.in_order(self._file, self.sort)
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
            self._shown = self._all
            for some in (self._found, self._fitting):
                if some is not None:
                    self._shown = array("q", filter(some.__contains__, self._shown))
        return self._shown
