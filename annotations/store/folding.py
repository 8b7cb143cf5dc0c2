"""The log folded: what is true by all events of an article, and how much of that can stand.

The copies of a project do not know of each other.  United, their logs may keep a row whose
article, end or text is gone, or two rows that read the same characters.  Such a row is laid
*aside* until it can stand; the state tables hold what stands.  All of it follows from the
events alone, in whatever order they came into the file.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import cast

from annotations.model import Span
from annotations.store import check, entries
from annotations.store.canonical import image_of
from annotations.store.file import ProjectFile
from annotations.store.reading import one
from annotations.store.tables import (
    ANNOTATION,
    ARTICLE,
    CONTESTED,
    EMENDATION,
    ORPHAN,
    READING,
    RELATION,
    SETTING,
    SOURCE,
    STATE,
    Place,
    Row,
    SqlValue,
    Table,
)

_Spans = dict[Place, Span]
_Turn = tuple[int, str, str]  # clock, step, event


@dataclass(frozen=True, slots=True)
class Folded:
    """What the log says of an article ("" = of the settings): the rows that stand, and others."""

    standing: dict[Place, Row]
    aside: dict[Place, Row]


def fold(file: ProjectFile, article: str) -> Folded:
    """The state rebuilt from the log."""
    rows = _last_images(file, article)
    aside = _aside(file, rows) if article else set[Place]()
    return Folded(
        {place: row for place, row in rows.items() if place not in aside},
        {place: row for place, row in rows.items() if place in aside},
    )


def state(file: ProjectFile, article: str) -> dict[Place, Row]:
    """What the state tables say is true of an article ("" = of what is about none)."""
    return {table.place(row): row for table in STATE.values() for row in _of(file, table, article)}


def _of(file: ProjectFile, table: Table, article: str) -> list[Row]:
    if table is SETTING:
        return [] if article else file.select(f"SELECT * FROM {table.name}")
    return file.select(f"SELECT * FROM {table.name} WHERE {table.key[0]} = ?", article)


def aside(file: ProjectFile, article: str) -> dict[Place, Row]:
    """The rows of an article that are laid aside."""
    found = file.select(f"SELECT tbl, row, image FROM {ORPHAN} WHERE article = ?", article)
    places = ((Place(str(row["tbl"]), article, str(row["row"])), row["image"]) for row in found)
    return {place: image_of(STATE[place.table], image) for place, image in places}


def row_at(file: ProjectFile, place: Place) -> Row | None:
    """The row at a place, be it that it stands or that it is aside."""
    return one(file, STATE[place.table], *place.key) or aside(file, place.article).get(place)


def with_aside(file: ProjectFile, articles: Iterable[str]) -> set[str]:
    """Those of these articles that have a row aside; hardly ever any."""
    if file.value(f"SELECT 1 FROM {ORPHAN} LIMIT 1") is None:
        return set()
    query = f"SELECT 1 FROM {ORPHAN} WHERE article = ? LIMIT 1"
    return {article for article in articles if file.value(query, article) is not None}


def contested(file: ProjectFile, article: str) -> set[Place]:
    """The rows of an article that are noted as changed apart."""
    found = file.select(f"SELECT tbl, row FROM {CONTESTED} WHERE article = ?", article)
    return {Place(str(row["tbl"]), article, str(row["row"])) for row in found}


def branching(file: ProjectFile, article: str) -> set[Place]:
    """The places of an article where an event does not go on from the one before it."""
    last: dict[Place, entries.Entry] = {}
    found: set[Place] = set()
    for entry in entries.of_article(file, article):
        former = last.get(entry.place)
        # Images of different versions are different texts for the same row.
        if entry.before != (former and former.after) and entry.was != (
            former.became if former else {}
        ):
            found.add(entry.place)
        last[entry.place] = entry
    return found


def _last_images(file: ProjectFile, article: str) -> dict[Place, Row]:
    """The last image at every place that is not deleted."""
    last = {entry.place: entry for entry in entries.of_article(file, article)}
    return {place: entry.became for place, entry in last.items() if entry.after is not None}


# -- what can stand ---------------------------------------------------------------------


def _aside(file: ProjectFile, rows: Mapping[Place, Row]) -> set[Place]:
    """Which of an article's rows cannot stand; of two that exclude each other the older one."""
    article = next((row for place, row in rows.items() if place.table == ARTICLE.name), None)
    text = f"SELECT 1 FROM {SOURCE} WHERE hash = ?"
    if article is None or file.value(text, article["hash"]) is None:
        return set(rows)
    marks = {place.row for place in rows if place.table == ANNOTATION.name}
    loose = {
        place
        for place, row in rows.items()
        if place.table == RELATION.name and not marks.issuperset((row["start"], row["end"]))
    }
    return loose.union(*(_beaten(file, spans) for spans in _excluding(rows)))


def _excluding(rows: Mapping[Place, Row]) -> Iterable[_Spans]:
    """The spans that must not meet: accepted emendations, and readings of one configuration."""
    sets: dict[SqlValue, _Spans] = defaultdict(dict)
    for place, row in rows.items():
        if place.table == EMENDATION.name and row["status"] == "accepted":
            sets[None][place] = _span(row)
        elif place.table == READING.name:
            sets[row["config"]][place] = _span(row)
    return sets.values()


def _span(row: Row) -> Span:
    return Span(cast("int", row["start"]), cast("int", row["end"]))


def _beaten(file: ProjectFile, spans: _Spans) -> set[Place]:
    """All that meet one that was decided upon later and stands."""
    if not any(check.meet(*pair) for pair in pairwise(sorted(spans.values()))):
        return set()
    standing: list[Span] = []
    beaten: set[Place] = set()
    for place in sorted(spans, key=lambda place: _turn(file, place), reverse=True):
        span = spans[place]
        at = bisect_left(standing, span)
        if any(check.meet(span, other) for other in standing[max(at - 1, 0) : at + 1]):
            beaten.add(place)
        else:
            standing.insert(at, span)
    return beaten


def _turn(file: ProjectFile, place: Place) -> _Turn:
    """When a row was decided upon: undoing gives it back the turn it had before."""
    turn: _Turn = (0, "", "")
    before: dict[str | None, _Turn] = {}  # by step
    for entry in entries.at(file, place):
        before.setdefault(entry.step, turn)
        turn = before.get(entry.undoes, (entry.clock, entry.step, entry.event))
    return turn
