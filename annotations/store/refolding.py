"""The state tables brought in line with the log, where events came in from elsewhere."""

# pyright: reportUnknownMemberType=false
# (sqlite-utils annotates parameters as bare lists and dicts)

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from annotations.store.canonical import dump
from annotations.store.file import ProjectFile
from annotations.store.folding import branching, fold, state
from annotations.store.tables import ARTICLE, CONTESTED, GIVEN, ORPHAN, STATE, Place, Row, Table

if TYPE_CHECKING:
    from sqlite_utils import Database


def refold(file: ProjectFile, db: Database, article: str) -> set[Place]:
    """Have the state say of an article ("" = of the settings) what the log says.

    Inside a transaction, which from now on checks foreign keys at its end only.  Gives the
    places where a row is another one now.
    """
    db.execute("PRAGMA defer_foreign_keys = ON")
    folded, found = fold(file, article), state(file, article)
    changed = {
        place
        for place in found.keys() | folded.standing.keys()
        if found.get(place) != folded.standing.get(place)
    }
    fresh: defaultdict[str, list[Row]] = defaultdict(list)
    for place in sorted(changed):
        table, before, after = STATE[place.table], found.get(place), folded.standing.get(place)
        if before is not None and after is not None and not _is_guarded(table, before, after):
            _update(db, table, before, after)
            continue
        if before is not None:
            _delete(db, table, before)
        if after is not None:
            fresh[place.table].append(after)
    for name, rows in fresh.items():
        db.table(name).insert_all(rows)
    _note(db, ORPHAN, article, [{**_named(p), "image": dump(r)} for p, r in folded.aside.items()])
    _note(db, CONTESTED, article, [_named(place) for place in branching(file, article)])
    return changed


def _is_guarded(table: Table, before: Row, after: Row) -> bool:
    """Whether an article came in twice, say under two file names: no UPDATE may change that."""
    return table is ARTICLE and any(before[name] != after[name] for name in GIVEN)


def _update(db: Database, table: Table, before: Row, after: Row) -> None:
    changes = {name: value for name, value in after.items() if before[name] != value}
    columns = ", ".join(f'"{column}" = ?' for column in changes)
    db.execute(
        f"UPDATE {table.name} SET {columns} WHERE {_key(table)}",
        (*changes.values(), *table.key_of(before)),
    )


def _delete(db: Database, table: Table, row: Row) -> None:
    db.execute(f"DELETE FROM {table.name} WHERE {_key(table)}", table.key_of(row))


def _key(table: Table) -> str:
    return " AND ".join(f"{column} = ?" for column in table.key)


def _note(db: Database, table: str, article: str, rows: Sequence[Row]) -> None:
    """Have these rows of an article in a table, and no others."""
    db.execute(f"DELETE FROM {table} WHERE article = ?", (article,))
    if rows:
        db.table(table).insert_all(rows)


def _named(place: Place) -> Row:
    return {"article": place.article, "tbl": place.table, "row": place.row}
