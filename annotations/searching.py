"""The verbs that search the texts of a project. Nothing is changed here.

Part of `Project`.
"""

from __future__ import annotations

from annotations.correcting import Correcting
from annotations.model import SearchCount, SearchPage
from annotations.store import search
from annotations.store.search import index
from annotations.store.search.texts import Searched


class Searching(Correcting):
    """What is written in a project, and where."""

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

    def searched(self, article: str) -> Searched:
        """One article as `search` reads it, to find one thing after another in it, bit by bit.

        It is what the article is now, and does not follow later steps.  Raises Refusal
        "article-missing".
        """
        return search.searched(self._file, article)

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

    def index_more(self, characters: int = 1_000_000) -> bool:
        """Go on with the search index of many articles that came in; whether any are left.

        They are found without it, but not as quickly.  It is no step, and does nothing in a
        project that is only read.  Raises Refusal "project-busy" where another one reads it.
        """
        if self._file.obstacle is not None or not index.is_behind(self._file):
            return False
        with self._file.in_passing() as db:
            return index.catch_up(self._file, db, characters)

    def index_bytes(self) -> int:
        """How many bytes of the file the search index is; 0 where there is none."""
        return index.size(self._file) if index.is_current(self._file) else 0
