"""The names of everything in a project file. No other module spells a table's name.

*State tables* hold what is true now; they are the fold of the event log.  A row of one is
found in the log by its *place*: its article ("" for settings) and its own id.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

SqlValue = str | int | bytes | None
Row = dict[str, SqlValue]

ABOUT = "about"  # facts about this file that no step changes
SOURCE = "source"  # texts and bytes by their hash; only ever added to
STEP = "step"
EVENT = "event"


class Place(NamedTuple):
    """Where the log finds a row: table name, article id ("" for settings), row id."""

    table: str
    article: str
    row: str


@dataclass(frozen=True, slots=True)
class Table:
    """A state table: its name, the columns of its primary key, all its columns."""

    name: str
    key: tuple[str, ...]
    columns: tuple[str, ...]

    def place(self, row: Row) -> Place:
        """Where the log finds `row`."""
        article = "" if self is SETTING else str(row[self.key[0]])
        return Place(self.name, article, str(row[self.key[-1]]))

    def key_of(self, row: Row) -> tuple[str, ...]:
        """The primary key of `row`."""
        return tuple(str(row[column]) for column in self.key)


def _of_article(name: str, *columns: str) -> Table:
    return Table(name, ("article", "id"), ("article", "id", "seq", *columns, "rest"))


ARTICLE = Table(
    "article",
    ("id",),
    (
        *("id", "seq", "title", "status", "name", "sha256", "encoding", "bom", "hash", "proven"),
        *("chars", "script", "meta", "author", "created", "tagset", "rest"),
    ),
)
EMENDATION = _of_article(
    "emendation", "start", "end", "replacement", "kind", "rule", "status", "author", "created"
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
SETTING = Table("setting", ("key",), ("key", "value"))

# Parents come before what refers to them.
STATE = {
    table.name: table for table in (SETTING, ARTICLE, EMENDATION, READING, ANNOTATION, RELATION)
}
