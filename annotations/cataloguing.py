"""The verbs for what is known of an article: its status, flag, note and metadata, and counts.

Part of `Project`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import partial
from typing import TYPE_CHECKING, Unpack

from annotations.keeping import Keeping
from annotations.model import (
    EVERY_ANNOTATION,
    AnnotationFilter,
    AnnotationPage,
    ArticleFields,
    ArticleStatistics,
    ArticleStatus,
    Changed,
)
from annotations.store import listing_sql, metadata, reading, sifting

if TYPE_CHECKING:
    from annotations.analysis.duplicates import Group


class Cataloguing(Keeping):
    """What is known of the articles of a project, and what of their annotations is wanted."""

    # -- setting ------------------------------------------------------------------------

    def set_article(self, article: str, **fields: Unpack[ArticleFields]) -> Changed:
        """Set one or several things that are known of an article, all in one step.

        Raises Refusal "article-missing", "title-empty", "status-unknown".
        """
        key, args = metadata.told(article, fields)
        with self._step(key, **args) as step:
            metadata.change(step, article, fields)
        return step.changed

    def set_status(self, article: str, status: ArticleStatus) -> Changed:
        """Say how far the work on an article is; Refusal "status-unknown"."""
        return self.set_article(article, status=status)

    def set_flag(self, article: str, flag: bool) -> Changed:
        """Mark an article to be found again, or not any more."""
        return self.set_article(article, flag=flag)

    def set_note(self, article: str, note: str | None) -> Changed:
        """Set the note on an article; None or a blank one takes it away."""
        return self.set_article(article, note=note)

    def rename(self, article: str, title: str) -> Changed:
        """Give an article another title; Refusal "title-empty"."""
        return self.set_article(article, title=title)

    def set_meta(self, article: str, fields: Mapping[str, str | None]) -> Changed:
        """Set metadata of an article, such as its date; None or blank takes a field away.

        Known by name are `META_FIELDS`.  A date is kept as it is written: `text.dates.day`
        tells what it is understood as.
        """
        return self.set_article(article, meta=fields)

    # -- asking -------------------------------------------------------------------------

    def known(self, article: str) -> ArticleFields:
        """All that can be set of an article, as it is now; Refusal "article-missing"."""
        return metadata.known(self._file, article)

    def titled(self, typed: str, limit: int = 10) -> tuple[tuple[str, str], ...]:
        """Ids and titles of articles with this in their title, in either script."""
        from annotations.text.conversion import convert

        parts = {typed, convert(typed, "t2s")[0], convert(typed, "s2t")[0]}
        return tuple(listing_sql.titled(self._file, parts, limit))

    def annotations_in(
        self,
        only: AnnotationFilter = EVERY_ANNOTATION,
        *,
        article: str | None = None,
        limit: int = 200,
        after: str | None = None,
    ) -> AnnotationPage:
        """The annotations that a filter wants, of all articles or one, in the order of the text.

        Up to `limit` of them; `after` is a page's own, to go on behind it.  A page may hold
        fewer, even none, and not be the last: it looks only so far.  Raises Refusal
        "article-missing".
        """
        return sifting.page(self._file, only, limit=limit, after=after, article=article)

    def statistics(self, article: str) -> ArticleStatistics:
        """What can be counted of an article and of what is on it; Refusal "article-missing"."""
        from annotations.analysis.statistics import statistics

        return statistics(reading.document(self._file, article))

    def annotators(self) -> tuple[str, ...]:
        """Everybody who signed an annotation of the project, by name; "" = unsigned."""
        return reading.authors(self._file)

    def duplicates(self, of: Collection[str] | None = None) -> tuple[Group, ...]:
        """The articles that are the same or nearly, in groups; changes nothing.

        Of the source texts, whatever their script and dirt; by `annotations.analysis`.  With
        `of` only the groups that one of these articles is in, such as those just imported.
        """
        from annotations.analysis.duplicates import Duplicates
        from annotations.analysis.sketches import Sketches

        found = Duplicates()
        with Sketches() as sketches:
            for id, hash in reading.hashes(self._file):
                found.add(id, sketches.of(hash, partial(reading.text, self._file, id)))
        groups = found.groups()
        if of is None:
            return groups
        wanted = frozenset(of)
        return tuple(group for group in groups if not wanted.isdisjoint(group.ids))
