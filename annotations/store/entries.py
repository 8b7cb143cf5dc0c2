"""What the log says, row by row, whatever events the rows stand in.

An event is about one row, or about several: rows of one table and article that came in, went
or changed alike at one go, as an import's annotations.  Then its `row` is `SEVERAL`, and its
images are {"all":{…},"each":[{…},…]}: the columns that are the same in all rows, and the
others of each row, in the same order.  So a thousand tags on a hundred articles are a hundred
events, of which each has its id, its sum, its places in the indexes and its line in the journal.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple, cast

from annotations.store.canonical import dump, image_of, load
from annotations.store.file import ProjectFile
from annotations.store.tables import EVENT, SETTING, STATE, STEP, Place, Row, SqlValue, Table

SEVERAL = ""
"""Stands for the row of an event about several; no row has it for its id."""

MOST = 200
"""How many rows an event has at most."""

Images = tuple[Row | None, Row | None]
Image = str | Row | None  # as it stands in the log, or taken out of a list there


class Entry(NamedTuple):
    """What an event says of one row. `event` is the event's id, with the row's turn in a list."""

    place: Place
    before: Image
    after: Image
    event: str
    step: str
    clock: int
    undoes: str | None

    @property
    def was(self) -> Row:
        """The row before, with all columns of today; an empty one where there was none."""
        return _row(self.place, self.before)

    @property
    def became(self) -> Row:
        """The row after it; an empty one where there is none."""
        return _row(self.place, self.after)


def _row(place: Place, image: Image) -> Row:
    table = STATE[place.table]
    return table.completed(image) if isinstance(image, dict) else image_of(table, image)


# -- writing ----------------------------------------------------------------------------


def grouped(table: Table, images: Iterable[Images]) -> Iterator[Sequence[Images]]:
    """Changes of rows as they stand together in an event, at most `MOST`."""
    for _, alike in groupby(images, lambda change: _kind(table, change)):
        changes = list(alike)
        most = 1 if table is SETTING else MOST
        yield from (changes[at : at + most] for at in range(0, len(changes), most))


def _kind(table: Table, change: Images) -> tuple[SqlValue, bool, bool]:
    before, after = change
    return (before or after or {})[table.key[0]], before is None, after is None


def columns(table: Table, changes: Sequence[Images]) -> Row:
    """The columns of an event that say what it did: place and images, as canonical JSON."""
    befores, afters = zip(*changes, strict=True)
    place = table.place(befores[0] or afters[0] or {})
    return {
        "tbl": place.table,
        "article": place.article,
        "row": place.row if len(changes) == 1 else SEVERAL,
        "before": _json(befores),
        "after": _json(afters),
    }


def _json(images: Sequence[Row | None]) -> str | None:
    rows = [row for row in images if row is not None]
    if len(rows) < 2:
        return dump(rows[0]) if rows else None
    same: Row = {}
    own: dict[str, tuple[SqlValue, ...]] = {}
    columns = zip(*map(itemgetter(*rows[0]), rows), strict=True)
    for name, values in zip(rows[0], columns, strict=True):
        if name != "id" and _is_one(values):
            same[name] = values[0]
        else:
            own[name] = values
    each = [dict(zip(own, values, strict=True)) for values in zip(*own.values(), strict=True)]
    return dump({"all": same, "each": each})


def _is_one(values: tuple[SqlValue, ...]) -> bool:
    """Whether values are one in JSON, where 1 is neither 1.0 nor true."""
    first = values[0]
    if values.count(first) != len(values):
        return False
    return first is None or isinstance(first, str) or len(set(map(type, values))) == 1


# -- reading ----------------------------------------------------------------------------

_SELECT = (
    f"SELECT tbl, article, row, before, after, {EVENT}.id AS event, step, clock, undoes"
    f" FROM {EVENT} JOIN {STEP} ON {STEP}.id = step WHERE"
)
_ORDER = f"ORDER BY clock, {STEP}.id, {EVENT}.id"


def of_article(file: ProjectFile, article: str) -> Iterator[Entry]:
    """All that the log says of an article ("" = of the settings), in the order of the fold."""
    return _entries(file.select(f"{_SELECT} article = ? {_ORDER}", article))


def of_step(file: ProjectFile, step: str) -> Iterator[Entry]:
    """All that a step did, in the order it did it."""
    return _entries(file.select(f"{_SELECT} step = ? {_ORDER}", step))


def at(file: ProjectFile, place: Place) -> Iterator[Entry]:
    """All that the log says of one row, in the order of the fold."""
    found = file.select(
        f"{_SELECT} article = ? AND tbl = ? AND row IN (?, '{SEVERAL}')"
        f" AND (row <> '{SEVERAL}' OR instr(coalesce(after, before), ?)) {_ORDER}",
        *(place.article, place.table, place.row, f'"id":{dump(place.row)}'),
    )
    return (entry for entry in _entries(found) if entry.place == place)


def _entries(events: Iterable[Row]) -> Iterator[Entry]:
    for event in events:
        place = Place(str(event["tbl"]), str(event["article"]), str(event["row"]))
        before, after = cast("str | None", event["before"]), cast("str | None", event["after"])
        id, when = str(event["event"]), (str(event["step"]), cast("int", event["clock"]))
        undoes = cast("str | None", event["undoes"])
        if place.row != SEVERAL:
            yield Entry(place, before, after, id, *when, undoes)
        else:
            for turn, images in enumerate(_several(before, after)):
                own = STATE[place.table].place(images[0] or images[1] or {})
                yield Entry(own, *images, f"{id}.{turn:03}", *when, undoes)


def _several(before: str | None, after: str | None) -> Iterable[Images]:
    befores, afters = _rows(before), _rows(after)
    nothing = [None] * len(befores or afters or ())
    return zip(befores or nothing, afters or nothing, strict=True)


def _rows(text: str | None) -> list[Row] | None:
    if text is None:
        return None
    images = cast("dict[str, Any]", load(text))
    return [images["all"] | row for row in images["each"]]
