"""The names of everything in a project file. No other module spells a table's name.

*State tables* hold what is true now; they are the fold of the event log.  A row of one is
found in the log by its *place*: its article ("" for settings) and its own id.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

SqlValue = str | int | float | bytes | None
Row = dict[str, SqlValue]
Later = tuple[tuple[str, int, SqlValue], ...]

ABOUT = "about"  # facts about this file that no step changes, by these keys
PROJECT, REPLICA, FOLLOWS = "project", "replica", "follows"
SEARCH = "search"  # for which texts the index is made, see store.search.index
UNITED = "united"  # there once steps came in from elsewhere
SOURCE = "source"  # texts and bytes by their hash; only ever added to
STEP = "step"
EVENT = "event"
ORPHAN = "orphan"  # rows whose parent is not there: it was withdrawn in another copy
CONTESTED = "contested"  # rows that two copies of the project changed apart
# The index of store.search, which is made from all the others.
SEARCH_ARTICLE = "search_article"
SEARCH_CHARACTER, SEARCH_PAIR = "search_character", "search_pair"
SEARCH_PIECE, SEARCH_WORD = "search_piece", "search_word"
SEARCH_COUNTS = {name: f"{name}_count" for name in (SEARCH_CHARACTER, SEARCH_PAIR, SEARCH_WORD)}


class Place(NamedTuple):
    """Where the log finds a row: table name, article id ("" for settings), row id."""

    table: str
    article: str
    row: str

    @property
    def key(self) -> tuple[str, ...]:
        """The primary key of the row in its table."""
        return (self.article, self.row)[-len(STATE[self.table].key) :]


@dataclass(frozen=True, slots=True)
class Table:
    """A state table: its name, the columns of its primary key, all its columns.

    `later` are the columns that came after version 1 of the schema, each with its version and
    with what a row holds that was written without it; `since` is the version of the table.
    """

    name: str
    key: tuple[str, ...]
    columns: tuple[str, ...]
    later: Later = ()
    since: int = 1

    def completed(self, row: Row) -> Row:
        """`row`, of whatever version, with all columns of today."""
        return {**{column: value for column, _, value in self.later}, **row}

    def lacking(self, version: int) -> str:
        """The columns that a file of this version lacks, as SQL gives them; "" where none."""
        return ", ".join(
            f"{'NULL' if value is None else value} AS {column}"
            for column, since, value in self.later
            if since > version
        )

    def place(self, row: Row) -> Place:
        """Where the log finds `row`."""
        article = "" if self is SETTING else str(row[self.key[0]])
        return Place(self.name, article, str(row[self.key[-1]]))

    def key_of(self, row: Row) -> tuple[str, ...]:
        """The primary key of `row`."""
        return tuple(str(row[column]) for column in self.key)


def _of_article(name: str, *columns: str, later: Later = (), since: int = 1) -> Table:
    own = ("article", "id", "seq", *columns, "rest", *(column for column, _, _ in later))
    return Table(name, ("article", "id"), own, later, since)


ARTICLE = Table(
    "article",
    ("id",),
    (
        *("id", "seq", "title", "status", "name", "sha256", "encoding", "bom", "hash", "proven"),
        *("chars", "script", "meta", "author", "created", "tagset", "rest", "repair"),
        *("flag", "note"),
    ),
    later=(("repair", 2, 0), ("flag", 4, 0), ("note", 4, None)),
)
# What an article came with. It never changes.
GIVEN = ("id", "name", "sha256", "encoding", "bom", "hash", "proven", "chars", "script")
EMENDATION = _of_article(
    "emendation",
    *("start", "end", "replacement", "kind", "rule", "status", "author", "created"),
    later=(("confidence", 2, None), ("evidence", 2, None)),
)
READING = _of_article("reading", "start", "end", "config", "replacement")
ANNOTATION = _of_article(
    "annotation",
    *("label", "fragments", "quote", "attributes", "note", "author", "created", "modified"),
    "tagset",
)
RELATION = _of_article(
    "relation", "type", "start", "end", "attributes", "note", "author", "created"
)
# Suggestions that were rejected: on an article, or (article "") wherever they would be made.
REJECTION = _of_article(
    "rejection",
    *("label", "surface", "fragments", "rule", "confidence", "count", "author", "created"),
    since=6,
)
# What the project adds to the word lists of suggestions; the article is "".
WORD = _of_article("word", "list", "line", "author", "created", since=6)
LESSONS = frozenset({REJECTION.name, WORD.name})  # where about no article, every one's are others
SETTING = Table("setting", ("key",), ("key", "value"))
OVERLAY, CONVERSION = "overlay", "conversion"
VIEW_SETTINGS = frozenset({OVERLAY, CONVERSION})  # settings that every article is shown by

# Parents come before what refers to them.
STATE = {
    table.name: table
    for table in (SETTING, WORD, ARTICLE, EMENDATION, READING, ANNOTATION, RELATION, REJECTION)
}
