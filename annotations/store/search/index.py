"""The index in the project file: whether it can be asked, kept in step, made anew, its size.

It is no part of the state: it can be made from the state at any time.
"""

# pyright: reportUnknownMemberType=false
# (sqlite-utils annotates parameters as bare lists and dicts)

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, cast

from annotations.store.file import ProjectFile
from annotations.store.search import writer
from annotations.store.search.writer import Writer
from annotations.store.tables import (
    ABOUT,
    ARTICLE,
    EMENDATION,
    SEARCH,
    SEARCH_ARTICLE,
    SEARCH_CHARACTER,
    SEARCH_PAIR,
    SEARCH_PIECE,
    SEARCH_WORD,
    Place,
)
from annotations.text import fold

if TYPE_CHECKING:
    from sqlite_utils import Database

_FORMAT = 1  # counts up when the index holds something else, or otherwise
_FULL_TEXT = (SEARCH_CHARACTER, SEARCH_PAIR, SEARCH_WORD)

# How a full-text table grows: as parts of `hashsize` bytes that are merged as they come (the
# values of FTS5, but for the size: an import fills one part, not a hundred), or all at the end.
_BY_AND_BY = {"automerge": 4, "crisismerge": 16, "hashsize": 1 << 25}
_AT_ONCE = {"automerge": 0, "crisismerge": 1999, "hashsize": 1 << 26}


def is_current(file: ProjectFile) -> bool:
    """Whether the index answers for the state: not in an older file, nor after another fold."""
    return _stored(file) == _version()


def _stored(file: ProjectFile) -> str | None:
    return cast("str | None", file.value(f"SELECT value FROM {ABOUT} WHERE key = ?", SEARCH))


def _version() -> str:
    return f"{_FORMAT} {fold.fingerprint()}"


def size(file: ProjectFile) -> int:
    """Bytes of everything the index holds. Reads all of it."""
    sums = [
        *(f"SELECT total(length(block)) FROM {name}_data" for name in _FULL_TEXT),
        f"SELECT total(length(CAST(text AS BLOB)) + 8) FROM {SEARCH_PIECE}",
        f"SELECT total(length(article) + length(hash) + 8) FROM {SEARCH_ARTICLE}",
    ]
    return sum(int(cast("float", file.value(query))) for query in sums)


def keep(file: ProjectFile, db: Database, touched: Collection[Place]) -> None:
    """Bring the index of the touched articles in line with the state. Inside a transaction.

    An index that was behind is given up, until it is made anew.
    """
    mended = {place.article for place in touched if place.table == EMENDATION.name}
    articles = mended | {place.article for place in touched if place.table == ARTICLE.name}
    stored = _stored(file) if articles else None
    if stored is None:
        return
    if stored != _version():
        give_up(db)
        return
    writer = Writer(file, db)
    for article in articles:  # first all that goes: its number may be given to another
        writer.leave(article)
    for article in sorted(articles):
        writer.follow(article, mended=article in mended)


def give_up(db: Database) -> None:
    """Have no index from here on, until it is made anew. Inside a transaction."""
    db.execute(f"DELETE FROM {ABOUT} WHERE key = ?", (SEARCH,))


def rebuild(file: ProjectFile, db: Database) -> None:
    """Make the whole index anew. Inside a transaction."""
    for name in _FULL_TEXT:
        db.execute(f"INSERT INTO {name} ({name}) VALUES ('delete-all')")
        _configure(db, name, _AT_ONCE)
    for name in (SEARCH_ARTICLE, SEARCH_PIECE):
        db.execute(f"DELETE FROM {name}")
    each = Writer(file, db)
    for row in writer.articles(file):
        each.enter(row)
    for name in _FULL_TEXT:
        db.execute(f"INSERT INTO {name} ({name}) VALUES ('optimize')")
        _configure(db, name, _BY_AND_BY)
    db.execute(f"INSERT OR REPLACE INTO {ABOUT} (key, value) VALUES (?, ?)", (SEARCH, _version()))


def _configure(db: Database, name: str, options: Mapping[str, int]) -> None:
    for option, value in options.items():
        db.execute(f"INSERT INTO {name} ({name}, rank) VALUES (?, ?)", (option, value))
