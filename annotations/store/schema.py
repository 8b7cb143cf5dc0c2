"""Every table of a project file, as migrations in order, and the triggers that guard it.

A released migration is never edited: a new one is added and `VERSION` counts up.  The
statements are plain SQL because sqlite-utils cannot say WITHOUT ROWID, CHECK or DEFERRABLE.
"""

# pyright: reportUnknownMemberType=false
# (sqlite-utils annotates parameters as bare lists and dicts)

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from annotations.store.tables import CONTESTED, GIVEN, ORPHAN, SEARCH_COUNTS, STATE
from annotations.store.views import VIEWS

if TYPE_CHECKING:
    from sqlite_utils import Database
    from sqlite_utils.migrations import Migrations

APPLICATION_ID = 0x44514E31  # "DQN1", bytes 68–71 of the file
VERSION = 6

_NAMED = "article TEXT NOT NULL REFERENCES article(id), id TEXT NOT NULL, seq INTEGER NOT NULL"
_SPAN = 'start INTEGER NOT NULL CHECK (start >= 0), "end" INTEGER NOT NULL CHECK ("end" >= start)'
_MADE = "author TEXT, created TEXT"
_REST = "rest TEXT NOT NULL, PRIMARY KEY (article, id)"

_VERSION_1 = (
    "CREATE TABLE about (key TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) STRICT",
    "CREATE TABLE source (hash TEXT NOT NULL PRIMARY KEY, text TEXT NOT NULL, data BLOB) STRICT",
    """CREATE TABLE step (
        id TEXT NOT NULL PRIMARY KEY, replica TEXT NOT NULL, author TEXT NOT NULL,
        at TEXT NOT NULL, clock INTEGER NOT NULL, version INTEGER NOT NULL,
        key TEXT NOT NULL, args TEXT NOT NULL, undoes TEXT REFERENCES step(id),
        under TEXT REFERENCES step(id), sum TEXT NOT NULL) STRICT""",
    "CREATE INDEX step_order ON step(clock, id)",
    # The step of a batch is only known at its end: its events are written before it.
    """CREATE TABLE event (
        step TEXT NOT NULL REFERENCES step(id) DEFERRABLE INITIALLY DEFERRED,
        id TEXT NOT NULL, tbl TEXT NOT NULL, article TEXT NOT NULL, row TEXT NOT NULL,
        before TEXT, after TEXT, sum TEXT NOT NULL,
        PRIMARY KEY (step, id)) STRICT, WITHOUT ROWID""",
    "CREATE INDEX event_place ON event(article, tbl, row)",
    "CREATE TABLE setting (key TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) STRICT",
    """CREATE TABLE article (
        id TEXT NOT NULL PRIMARY KEY, seq INTEGER NOT NULL, title TEXT NOT NULL,
        status TEXT NOT NULL, name TEXT NOT NULL, sha256 TEXT NOT NULL, encoding TEXT NOT NULL,
        bom INTEGER NOT NULL, hash TEXT NOT NULL REFERENCES source(hash),
        proven INTEGER NOT NULL, chars INTEGER NOT NULL, script TEXT NOT NULL,
        meta TEXT NOT NULL, author TEXT, created TEXT, tagset TEXT, rest TEXT NOT NULL) STRICT""",
    "CREATE INDEX article_order ON article(seq, id)",
    "CREATE INDEX article_hash ON article(hash)",
    f"""CREATE TABLE emendation ({_NAMED}, {_SPAN}, replacement TEXT, kind TEXT NOT NULL,
        rule TEXT NOT NULL, status TEXT NOT NULL, {_MADE}, {_REST}) STRICT, WITHOUT ROWID""",
    f"""CREATE TABLE reading ({_NAMED}, {_SPAN}, config TEXT NOT NULL,
        replacement TEXT NOT NULL, {_REST}) STRICT, WITHOUT ROWID""",
    f"""CREATE TABLE annotation ({_NAMED}, label TEXT NOT NULL, fragments TEXT NOT NULL,
        quote TEXT NOT NULL, attributes TEXT NOT NULL, note TEXT, {_MADE}, modified TEXT,
        tagset TEXT, {_REST}) STRICT, WITHOUT ROWID""",
    f"""CREATE TABLE relation ({_NAMED}, type TEXT NOT NULL, start TEXT NOT NULL,
        "end" TEXT NOT NULL, attributes TEXT NOT NULL, note TEXT, {_MADE}, {_REST},
        FOREIGN KEY (article, start) REFERENCES annotation(article, id),
        FOREIGN KEY (article, "end") REFERENCES annotation(article, id)) STRICT, WITHOUT ROWID""",
    "CREATE INDEX emendation_order ON emendation(article, seq)",
    "CREATE INDEX reading_order ON reading(article, seq)",
    "CREATE INDEX annotation_order ON annotation(article, seq)",
    "CREATE INDEX relation_order ON relation(article, seq)",
    "CREATE INDEX relation_start ON relation(article, start)",
    'CREATE INDEX relation_end ON relation(article, "end")',
)

_VERSION_2 = (
    "ALTER TABLE emendation ADD COLUMN confidence REAL",
    "ALTER TABLE emendation ADD COLUMN evidence TEXT",
    "ALTER TABLE article ADD COLUMN repair INTEGER NOT NULL DEFAULT 0",
    "CREATE INDEX emendation_rule ON emendation(kind, rule, status)",
)

_WORDS = "words, content='', columnsize=0, tokenize='ascii'"
_APART = "article TEXT NOT NULL, tbl TEXT NOT NULL, row TEXT NOT NULL"

_VERSION_3 = (
    "CREATE INDEX step_replica ON step(replica, clock, id)",
    f"""CREATE TABLE orphan ({_APART}, image TEXT NOT NULL,
        PRIMARY KEY (article, tbl, row)) STRICT, WITHOUT ROWID""",
    f"CREATE TABLE contested ({_APART}, PRIMARY KEY (article, tbl, row)) STRICT, WITHOUT ROWID",
    """CREATE TABLE search_article (article TEXT NOT NULL PRIMARY KEY, number INTEGER NOT NULL,
        hash TEXT NOT NULL) STRICT, WITHOUT ROWID""",
    "CREATE TABLE search_piece (number INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT",
    f"CREATE VIRTUAL TABLE search_character USING fts5({_WORDS}, detail=none)",
    f"CREATE VIRTUAL TABLE search_pair USING fts5({_WORDS})",
    f"CREATE VIRTUAL TABLE search_word USING fts5({_WORDS})",
    *(
        f"CREATE VIRTUAL TABLE {count} USING fts5vocab({name}, row)"
        for name, count in SEARCH_COUNTS.items()
    ),
)

_VERSION_4 = (
    "ALTER TABLE article ADD COLUMN flag INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE article ADD COLUMN note TEXT",
)

# Both may be about no article, and then refer to none; the fold knows which do.
_ANYWHERE = "article TEXT NOT NULL, id TEXT NOT NULL, seq INTEGER NOT NULL"

_VERSION_6 = (
    f"""CREATE TABLE rejection ({_ANYWHERE}, label TEXT NOT NULL, surface TEXT NOT NULL,
        fragments TEXT NOT NULL, rule TEXT NOT NULL, confidence REAL, count INTEGER NOT NULL,
        {_MADE}, {_REST}) STRICT, WITHOUT ROWID""",
    f"""CREATE TABLE word ({_ANYWHERE}, list TEXT NOT NULL, line TEXT NOT NULL,
        {_MADE}, {_REST}) STRICT, WITHOUT ROWID""",
)

# What a file lacks that is older than this version, as an empty stand-in for reading.
_EMPTY = {
    ORPHAN: (3, ("article", "tbl", "row", "image")),
    CONTESTED: (3, ("article", "tbl", "row")),
    **{table.name: (table.since, table.columns) for table in STATE.values() if table.since > 1},
}


def migrations() -> Migrations:
    """The history of the schema; sqlite-utils records in the file what was applied."""
    from sqlite_utils.migrations import Migrations

    history = Migrations("danqian")

    def version_1(db: Database, /) -> None:
        for statement in _VERSION_1:
            db.execute(statement)

    def version_2(db: Database, /) -> None:
        for statement in _VERSION_2:
            db.execute(statement)

    history(name="version 1")(version_1)

    def version_3(db: Database, /) -> None:
        for statement in _VERSION_3:
            db.execute(statement)

    def version_4(db: Database, /) -> None:
        for statement in _VERSION_4:
            db.execute(statement)

    def version_5(_: Database, /) -> None:
        """The tables stay: from now on an event may be about several rows, see `store.entries`."""

    def version_6(db: Database, /) -> None:
        for statement in _VERSION_6:
            db.execute(statement)

    history(name="version 2")(version_2)
    history(name="version 3")(version_3)
    history(name="version 4")(version_4)
    history(name="version 5")(version_5)
    history(name="version 6")(version_6)
    return history


def migrate(db: Database) -> None:
    """Bring the schema up to `VERSION`. Inside a transaction."""
    migrations().apply(db)
    guard(db)
    db.execute(f"PRAGMA user_version = {VERSION}")


def completing(version: int) -> Iterator[str]:
    """Views for one connection that show the tables of an older file with today's columns.

    So a file that cannot be migrated, because it is only read, is read like any other.
    """
    for table in STATE.values():
        if table.since <= version and (lacking := table.lacking(version)):
            yield f"CREATE TEMP VIEW {table.name} AS SELECT *, {lacking} FROM main.{table.name}"
    for name, (since, columns) in _EMPTY.items():
        if since > version:
            nothing = ", ".join(f"NULL AS {column}" for column in columns)
            yield f"CREATE TEMP VIEW {name} AS SELECT {nothing} WHERE 0"


def _refuse(event: str, table: str, condition: str = "") -> str:
    when = f" WHEN {condition}" if condition else ""
    return f"BEFORE {event} ON {table}{when} BEGIN SELECT RAISE(ABORT, '{table} is kept'); END"


# REPLACE deletes without a delete trigger unless recursive_triggers is on: hence no_replace.
TRIGGERS = {
    "step_no_update": _refuse("UPDATE", "step"),
    "step_no_delete": _refuse("DELETE", "step"),
    "step_no_replace": _refuse("INSERT", "step", "EXISTS (SELECT 1 FROM step WHERE id = NEW.id)"),
    "event_no_update": _refuse("UPDATE", "event"),
    "event_no_delete": _refuse("DELETE", "event"),
    "event_no_replace": _refuse(
        "INSERT", "event", "EXISTS (SELECT 1 FROM event WHERE step = NEW.step AND id = NEW.id)"
    ),
    "source_no_update": _refuse("UPDATE", "source"),
    "source_no_delete": _refuse("DELETE", "source"),
    "source_no_replace": _refuse(
        "INSERT", "source", "EXISTS (SELECT 1 FROM source WHERE hash = NEW.hash)"
    ),
    "article_keeps_source": _refuse(f"UPDATE OF {', '.join(GIVEN)}", "article"),
    "article_no_replace": _refuse(
        "INSERT", "article", "EXISTS (SELECT 1 FROM article WHERE id = NEW.id)"
    ),
}


def guard(db: Database) -> None:
    """Create every view and trigger anew: altering a table drops triggers without a word."""
    for name, select in VIEWS.items():
        db.execute(f"DROP VIEW IF EXISTS {name}")
        db.execute(f"CREATE VIEW {name} AS {select}")
    for name, body in TRIGGERS.items():
        db.execute(f"DROP TRIGGER IF EXISTS {name}")
        db.execute(f"CREATE TRIGGER {name} {body}")
