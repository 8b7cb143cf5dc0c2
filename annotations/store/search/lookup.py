"""In which articles to look: what the index knows of up to `texts.WHOLE` characters.

Articles are told by their rowids, which are their numbers in the index.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from heapq import merge
from itertools import groupby

from annotations.store.canonical import load
from annotations.store.file import ProjectFile
from annotations.store.search import index, texts, words
from annotations.store.search.writer import STRETCHES
from annotations.store.tables import (
    ARTICLE,
    SEARCH_CHARACTER,
    SEARCH_PAIR,
    SEARCH_WORD,
    SqlValue,
)

_ROUND = 64  # articles asked for at once
_TILES = 6  # parts of a long text that are asked for
_LAST = 1 << 62
_TITLE = (1 << STRETCHES) - 1  # bits of a piece's number that are 0 in a title's


def candidates(file: ProjectFile, wanted: str, since: int) -> Iterable[int]:
    """In ascending order the articles from `since` on in which hits may be."""
    if not index.is_current(file):
        return (number for number in every(file) if number >= since)
    missing = [number for number in index.behind(file) if number >= since]
    if len(wanted) > texts.WHOLE:
        found = matched(file, wanted, titles=False)
        return sorted({*missing, *(number for number in found if number >= since)})
    walked = merge(_walk(file, wanted, since), missing)
    return (number for number, _ in groupby(walked))  # one may be put in meanwhile


def _walk(file: ProjectFile, wanted: str, since: int) -> Iterator[int]:
    """The articles that have a hit, a round at a time: no reader stays open."""
    while True:
        source = _in_source(file, wanted, since, _ROUND)
        mended = _in_pieces(file, wanted, since, _ROUND)
        # What one of them has not reached yet the other must not overtake.
        ends = [numbers[-1] for numbers in (source, mended) if len(numbers) == _ROUND]
        last = min(ends, default=_LAST)
        yield from sorted({number for number in (*source, *mended) if number <= last})
        if not ends:
            return
        since = last + 1


def matched(file: ProjectFile, wanted: str, *, titles: bool) -> set[int]:
    """The articles that have what is wanted; of a long text, every part that is asked for.

    Of those that are in the index.
    """
    return set[int].intersection(
        *(
            {*_in_source(file, tile), *_in_pieces(file, tile, titles=titles)}
            for tile in _tiles(wanted)
        )
    )


def _tiles(wanted: str) -> set[str]:
    last = len(wanted) - texts.WHOLE
    if last <= 0:
        return {wanted}
    places = {last * turn // (_TILES - 1) for turn in range(_TILES)}
    return {wanted[place : place + texts.WHOLE] for place in places}


def _in_source(file: ProjectFile, wanted: str, since: int = 0, limit: int = -1) -> list[int]:
    """The articles, in order, whose source text has up to `WHOLE` characters."""
    table = SEARCH_CHARACTER if len(wanted) == 1 else SEARCH_PAIR
    return _matches(
        file,
        f"SELECT rowid AS n FROM {table} WHERE {table} MATCH ? AND rowid >= ? ORDER BY n LIMIT ?",
        wanted,
        *(since, limit),
    )


def _in_pieces(
    file: ProjectFile, wanted: str, since: int = 0, limit: int = -1, *, titles: bool = False
) -> list[int]:
    """The articles, in order, of which a piece has them, or the title if `titles` are asked.

    Once for each piece; of those there are up to `limit`.
    """
    return _matches(
        file,
        f"SELECT rowid >> {STRETCHES} AS n FROM {SEARCH_WORD} WHERE {SEARCH_WORD} MATCH ?"
        f" AND rowid >= ? AND (? OR rowid & {_TITLE}) ORDER BY rowid LIMIT ?",
        wanted,
        *(since << STRETCHES, titles, limit),
    )


def _matches(file: ProjectFile, query: str, wanted: str, *values: SqlValue) -> list[int]:
    """What a query gives for the phrase and values. No text has lone surrogates, nor SQLite."""
    if any("\ud800" <= char <= "\udfff" for char in wanted):
        return []
    return _rowids(file, query, words.phrase(wanted), *values)


def every(file: ProjectFile) -> list[int]:
    return _rowids(file, f"SELECT rowid AS n FROM main.{ARTICLE.name} ORDER BY n")


def _rowids(file: ProjectFile, query: str, *values: SqlValue) -> list[int]:
    """As JSON they come in half the time that rows take."""
    return load(file.value(f"SELECT json_group_array(n) FROM ({query})", *values))
