"""The verbs that find: the list of articles, and searching their texts. Nothing is changed here.

Part of `Project`.
"""

from __future__ import annotations

from annotations.correcting import Correcting
from annotations.model import ArticleRow, SearchCount, SearchPage
from annotations.store import listing, search
from annotations.store.listing import ArticleList, Sort
from annotations.store.search import index


class Searching(Correcting):
    """What is in a project, and where."""

    # -- the list -----------------------------------------------------------------------

    def article_list(self, sort: Sort = "order", wanted: str = "") -> ArticleList:
        """The articles, however many, in one order; with `wanted` those it is found in."""
        return ArticleList(self._file, sort, wanted)

    def article_row(self, id: str) -> ArticleRow | None:
        """What a list shows of one article; None when it is not there."""
        return listing.row(self._file, id)

    # -- searching ----------------------------------------------------------------------

    def search(
        self,
        query: str,
        *,
        limit: int = 50,
        after: str | None = None,
        article: str | None = None,
    ) -> SearchPage:
        """Where texts have `query`, in any script, in the order the articles were stored.

        Searched are the sources, and the texts as they are with all that is accepted or proved:
        what was found there is told as the span of the source.  `after` is a page's own, to
        go on behind it; `article` searches only one.  Raises Refusal "query-empty",
        "article-missing".
        """
        return search.page(self._file, query, limit=limit, after=after, article=article)

    def search_count(self, query: str) -> SearchCount:
        """How many articles `search` finds something in; Refusal "query-empty"."""
        return search.count(self._file, query)

    def reindex(self) -> int:
        """Make the search index anew; how many bytes it has. It is no step.

        Needed only where searching is slow: after a dictionary of the program changed.
        """
        if self._file.obstacle is not None:
            raise self._file.obstacle
        with self._file.unguarded() as db:
            index.rebuild(self._file, db)
        return self.index_bytes()

    def index_bytes(self) -> int:
        """How many bytes of the file the search index is; 0 where there is none."""
        return index.size(self._file) if index.is_current(self._file) else 0
