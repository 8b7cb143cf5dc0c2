"""What a search finds: hits page by page, how many, and in which articles.

The index says in which articles to look, exactly so for up to `texts.WHOLE` characters; where
in them something stands their texts say.  Without a current index all texts are looked
through, and those that an index is behind with, with the same answers.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple, Self, cast

from annotations.errors import Refusal
from annotations.model import Hit, SearchCount, SearchPage, Span
from annotations.store.canonical import dump
from annotations.store.file import ProjectFile
from annotations.store.search import index, lookup, texts
from annotations.store.tables import ARTICLE
from annotations.text.fold import fold

CONTEXT = 24  # characters of a hit's text on either side
_COUNTED = 200  # articles, and characters of all of them, in which hits are counted
_COUNTED_CHARACTERS = 1_000_000


class _Place(NamedTuple):
    """Where a page ends: the rowid of an article, and the span of a hit in it."""

    number: int
    span: Span | None

    @classmethod
    def of(cls, text: str) -> Self:
        number, start, end = map(int, text.split("."))
        return cls(number, Span(start, end))

    def __str__(self) -> str:
        assert self.span is not None
        return f"{self.number}.{self.span.start}.{self.span.end}"


def page(
    file: ProjectFile, query: str, *, limit: int, after: str | None, article: str | None
) -> SearchPage:
    """Up to `limit` hits behind the place `after`, by the rowids of articles and their spans.

    Raises ValueError for an `after` that no page gave.
    """
    wanted = _folded(query)
    begin = _Place(-1, None) if after is None else _Place.of(after)
    numbers = [_number(file, article)] if article else lookup.candidates(file, wanted, begin.number)
    found = list(islice(_hits(file, wanted, numbers, begin), limit + 1))
    hits = tuple(hit for _, hit in found[:limit])
    return SearchPage(hits, str(found[limit - 1][0]) if len(found) > limit else None)


def searched(file: ProjectFile, article: str) -> texts.Searched:
    """One article as it is searched."""
    found = texts.searched(file, _number(file, article))
    if found is None:
        raise Refusal("article-missing", article=article)
    return found


def count(file: ProjectFile, query: str) -> SearchCount:
    """How many articles have hits; and how many hits, where looking is quick or must be."""
    wanted = _folded(query)
    if not index.is_current(file):
        counts = [_count(file, wanted, number) for number in lookup.every(file)]
        return SearchCount(sum(map(bool, counts)), sum(counts))
    found = lookup.matched(file, wanted, titles=False)
    if len(wanted) > texts.WHOLE:
        found = {number for number in found if _has(file, wanted, number)}
    found.update(number for number in index.behind(file) if _has(file, wanted, number))
    few = len(found) <= _COUNTED and _characters(file, found) <= _COUNTED_CHARACTERS
    hits = sum(_count(file, wanted, number) for number in found) if few else None
    return SearchCount(len(found), hits)


def matching(file: ProjectFile, query: str) -> array[int]:
    """The rowids, in any order, of the articles whose title or text has what is asked for."""
    wanted = _folded(query)
    is_indexed = index.is_current(file)
    sure = lookup.matched(file, wanted, titles=True) if is_indexed else set[int]()
    maybe = index.behind(file) if is_indexed else lookup.every(file)
    if len(wanted) > texts.WHOLE:
        sure, maybe = set[int](), [*maybe, *sure]
    found = (n for n in maybe if _titled(file, wanted, n) or _has(file, wanted, n))
    return array("q", sure.union(found))


def _folded(query: str) -> str:
    """Raises Refusal "query-empty"."""
    if not query:
        raise Refusal("query-empty")
    return fold(query)


def _hits(
    file: ProjectFile, wanted: str, numbers: Iterable[int], begin: _Place
) -> Iterator[tuple[_Place, Hit]]:
    for number in numbers:
        found = texts.searched(file, number)
        if found is not None:
            after = begin.span if number == begin.number else None
            for span in texts.spans(found, wanted, after):
                yield _Place(number, span), _hit(found, span)


def _hit(found: texts.Searched, span: Span) -> Hit:
    left = found.text[max(span.start - CONTEXT, 0) : span.start]
    right = found.text[span.end : span.end + CONTEXT]
    return Hit(found.article, span, span.of(found.text), left, right)


def _count(file: ProjectFile, wanted: str, number: int) -> int:
    found = texts.searched(file, number)
    return 0 if found is None else sum(1 for _ in texts.spans(found, wanted))


def _has(file: ProjectFile, wanted: str, number: int) -> bool:
    found = texts.searched(file, number)
    return found is not None and any(True for _ in texts.spans(found, wanted))


def _titled(file: ProjectFile, wanted: str, number: int) -> bool:
    title = file.value(f"SELECT title FROM main.{ARTICLE.name} WHERE rowid = ?", number)
    return wanted in fold(str(title or ""))


def _number(file: ProjectFile, article: str) -> int:
    found = file.value(f"SELECT rowid FROM main.{ARTICLE.name} WHERE id = ?", article)
    if found is None:
        raise Refusal("article-missing", article=article)
    return cast("int", found)


def _characters(file: ProjectFile, numbers: Iterable[int]) -> int:
    total = file.value(
        f"SELECT total(chars) FROM main.{ARTICLE.name}"
        " WHERE rowid IN (SELECT value FROM json_each(?))",
        dump(list(numbers)),
    )
    return int(cast("float", total))
