"""What the index holds of one article, and how it is written.

The source text is in two full-text tables without content, one of characters and one of pairs;
its number there is the rowid of the article.  What may change, the title and the pieces of the
mended text, is in `search_piece`, which has a full-text table of its own.
"""

# pyright: reportUnknownMemberType=false
# (sqlite-utils annotates parameters as bare lists and dicts)

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, cast

from annotations.store.file import ProjectFile
from annotations.store.search import texts, words
from annotations.store.tables import (
    ARTICLE,
    SEARCH_ARTICLE,
    SEARCH_CHARACTER,
    SEARCH_PAIR,
    SEARCH_PIECE,
    SEARCH_WORD,
    SOURCE,
    Row,
)
from annotations.text.fold import fold

if TYPE_CHECKING:
    from sqlite_utils import Database

STRETCHES = 32  # bits of a piece's number below those of its article; all 0 = the title
_PAGE = 100  # articles held in memory at once

_ARTICLE = (
    "SELECT a.rowid AS number, a.id, a.title, a.hash, s.text"
    f" FROM main.{ARTICLE.name} AS a JOIN {SOURCE} AS s ON s.hash = a.hash"
)


def articles(file: ProjectFile) -> Iterator[Row]:
    """All articles with their texts, by their rowids, a page at a time."""
    last = -1
    query = f"{_ARTICLE} WHERE a.rowid > ? ORDER BY a.rowid LIMIT {_PAGE}"
    while page := file.select(query, last):
        last = cast("int", page[-1]["number"])
        yield from page


def pieces(file: ProjectFile, row: Row) -> dict[int, str]:
    """By their numbers the title of an article and the pieces of its mended text."""
    first = cast("int", row["number"]) << STRETCHES
    text, edits = str(row["text"]), texts.edits(file, str(row["id"]))
    mended = {first + 1 + stretch: piece for stretch, piece in texts.pieces(text, edits)}
    return {first: str(row["title"]), **mended}


def stored_pieces(file: ProjectFile, number: int, *, title_only: bool = False) -> dict[int, str]:
    """What `search_piece` holds of an article."""
    first = number << STRETCHES
    rows = file.select(
        f"SELECT number, text FROM {SEARCH_PIECE} WHERE number BETWEEN ? AND ?",
        *(first, first if title_only else first + (1 << STRETCHES) - 1),
    )
    return {cast("int", row["number"]): str(row["text"]) for row in rows}


class Writer:
    """Writes articles into the index, and out of it. Inside a transaction."""

    def __init__(self, file: ProjectFile, db: Database) -> None:
        self._file = file
        self._db = db

    def leave(self, article: str) -> None:
        """Take out an article that is gone, or that has another number now."""
        query = f"SELECT number, hash FROM {SEARCH_ARTICLE} WHERE article = ?"
        for known in self._file.select(query, article):
            number = cast("int", known["number"])
            if number != self._number(article):
                text = self._file.value(f"SELECT text FROM {SOURCE} WHERE hash = ?", known["hash"])
                folded = fold(str(text))
                self._take(SEARCH_CHARACTER, number, words.characters(folded))
                self._take(SEARCH_PAIR, number, words.pairs(folded))
                self._settle(stored_pieces(self._file, number), {})
                self._db.execute(f"DELETE FROM {SEARCH_ARTICLE} WHERE article = ?", (article,))

    def follow(self, article: str, *, mended: bool) -> None:
        """Put in an article that is new, or what changed of it; `mended`: not only its title."""
        number = self._number(article)
        if number is None:
            return
        known = self._file.value(f"SELECT 1 FROM {SEARCH_ARTICLE} WHERE article = ?", article)
        if known and not mended:
            title = self._file.value(f"SELECT title FROM {ARTICLE.name} WHERE id = ?", article)
            stored = stored_pieces(self._file, number, title_only=True)
            self._settle(stored, {number << STRETCHES: str(title)})
            return
        row = self._file.select(f"{_ARTICLE} WHERE a.rowid = ?", number)[0]
        if known:
            self._settle(stored_pieces(self._file, number), pieces(self._file, row))
        else:
            self.enter(row)

    def enter(self, row: Row) -> None:
        """Put in an article that is not there."""
        number, folded = cast("int", row["number"]), fold(str(row["text"]))
        self._put(SEARCH_CHARACTER, number, words.characters(folded))
        self._put(SEARCH_PAIR, number, words.pairs(folded))
        self._settle({}, pieces(self._file, row))
        self._db.execute(
            f"INSERT INTO {SEARCH_ARTICLE} (article, number, hash) VALUES (?, ?, ?)",
            (row["id"], number, row["hash"]),
        )

    def _number(self, article: str) -> int | None:
        found = self._file.value(f"SELECT rowid FROM main.{ARTICLE.name} WHERE id = ?", article)
        return cast("int | None", found)

    def _settle(self, stored: Mapping[int, str], wanted: Mapping[int, str]) -> None:
        """Have the wanted pieces in place of the stored ones; equal ones stay."""
        for piece, text in stored.items() - wanted.items():
            self._take(SEARCH_WORD, piece, words.both(fold(text)))
            self._db.execute(f"DELETE FROM {SEARCH_PIECE} WHERE number = ?", (piece,))
        for piece, text in sorted(wanted.items() - stored.items()):
            self._put(SEARCH_WORD, piece, words.both(fold(text)))
            self._db.execute(
                f"INSERT INTO {SEARCH_PIECE} (number, text) VALUES (?, ?)", (piece, text)
            )

    def _put(self, table: str, number: int, words: str) -> None:
        self._db.execute(f"INSERT INTO {table} (rowid, words) VALUES (?, ?)", (number, words))

    def _take(self, table: str, number: int, words: str) -> None:
        """A table without content has to be told what it held."""
        self._db.execute(
            f"INSERT INTO {table} ({table}, rowid, words) VALUES ('delete', ?, ?)", (number, words)
        )
