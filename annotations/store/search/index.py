"""The index in the project file: whether it can be asked, kept in step, made anew, its size.

It is no part of the state: it can be made from the state at any time.  What comes in by the
hundred is not put in at once, which takes as long as to store it: the index is then *behind*
with these articles, they are looked through without it, and it catches up by and by.
"""

# pyright: reportUnknownMemberType=false
# (sqlite-utils annotates parameters as bare lists and dicts)

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, cast

from annotations.store.canonical import dump, load
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

FEW = 50
"""So many new articles of a step are put into the index within it."""
LONG = 20_000
"""Characters of an article that is put in at once, too: it would hold up who catches up."""

_BEHIND = " behind from "  # … the number of the first article that may not be in it
_FORMAT = 1  # counts up when the index holds something else, or otherwise
_FULL_TEXT = (SEARCH_CHARACTER, SEARCH_PAIR, SEARCH_WORD)

# How a full-text table grows: as parts of `hashsize` bytes that are merged as they come (the
# values of FTS5, but for the size: an import fills one part, not a hundred), or all at the end.
_BY_AND_BY = {"automerge": 4, "crisismerge": 16, "hashsize": 1 << 25}
_AT_ONCE = {"automerge": 0, "crisismerge": 1999, "hashsize": 1 << 26}


def is_current(file: ProjectFile) -> bool:
    """Whether the index can be asked: not in an older file, nor after another fold.

    It answers for all articles but those it is `behind` with.
    """
    return (_stored(file) or "").partition(_BEHIND)[0] == _version()


def is_behind(file: ProjectFile) -> bool:
    """Whether it has to catch up."""
    return _since(_stored(file)) is not None and is_current(file)


def behind(file: ProjectFile) -> list[int]:
    """The numbers, in order, of the articles that are not in a current index yet."""
    since = _since(_stored(file))
    return [] if since is None else load(file.value(_MISSING, since))


_LACKING = (
    f"SELECT rowid AS n, id, chars FROM main.{ARTICLE.name}"
    f" WHERE id NOT IN (SELECT article FROM {SEARCH_ARTICLE})"
)
_MISSING = f"SELECT json_group_array(n) FROM ({_LACKING} AND n >= ? ORDER BY n)"


def _since(stored: str | None) -> int | None:
    """From which article on some may not be in it; None where none is missing."""
    _, _, number = (stored or "").partition(_BEHIND)
    return int(number) if number else None


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
    if not is_current(file):
        give_up(db)
        return
    writer = Writer(file, db)
    for article in articles:  # first all that goes: its number may be given to another
        writer.leave(article)
    later = _later(file, articles)
    for article in sorted(articles - later.keys()):
        writer.follow(article, mended=article in mended)
    if later:
        since = _since(stored)
        _fall_behind(db, min([*later.values(), *(() if since is None else (since,))]))


def _later(file: ProjectFile, articles: Collection[str]) -> dict[str, int]:
    """Which of them, with their numbers, the index is to get later: short ones among many new."""
    if len(articles) <= FEW:
        return {}
    short = f"{_LACKING} AND chars <= ? AND id IN (SELECT value FROM json_each(?))"
    new = file.lines(short, LONG, dump([*articles]))
    return {str(id): cast("int", number) for number, id, _ in new} if len(new) > FEW else {}


def _fall_behind(db: Database, since: int) -> None:
    _put(db, f"{_version()}{_BEHIND}{since}")


def catch_up(file: ProjectFile, db: Database, characters: int) -> bool:
    """Put in articles that are missing, of about so many characters; whether any are left.

    Inside a transaction.
    """
    since = _since(_stored(file))
    if since is None:
        return False
    each = Writer(file, db)
    for number, article, chars in file.lines(f"{_LACKING} AND n >= ? ORDER BY n LIMIT 1000", since):
        if characters <= 0:
            _fall_behind(db, cast("int", number))
            return True
        each.follow(str(article), mended=True)
        since, characters = cast("int", number) + 1, characters - cast("int", chars)
    left = file.value(f"SELECT 1 FROM ({_LACKING} AND n >= ?)", since) is not None
    _fall_behind(db, since) if left else _put(db, _version())
    return left


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
    _put(db, _version())


def _put(db: Database, value: str) -> None:
    db.execute(f"INSERT OR REPLACE INTO {ABOUT} (key, value) VALUES (?, ?)", (SEARCH, value))


def _configure(db: Database, name: str, options: Mapping[str, int]) -> None:
    for option, value in options.items():
        db.execute(f"INSERT INTO {name} ({name}, rank) VALUES (?, ?)", (option, value))
