"""The log read back: what can be undone, undoing and redoing it, and the fold.

Undo and redo only ever append.  A step's `under` names what lies below it, so that neither
needs to walk the log however long it is: for a step that was done, what can be undone once it
is; for one that undid, what can be redone once it is redone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, Any, cast

from annotations.errors import Refusal
from annotations.model import Step
from annotations.store import entries, folding
from annotations.store.canonical import load
from annotations.store.file import ProjectFile
from annotations.store.tables import (
    ABOUT,
    EVENT,
    FOLLOWS,
    REPLICA,
    STATE,
    STEP,
    UNITED,
    Place,
    Row,
    SqlValue,
)

if TYPE_CHECKING:
    from annotations.store.recording import Recording

CREATED, UNDONE, REDONE = "created", "undone", "redone"


@dataclass(frozen=True, slots=True)
class Head:
    """What undo and redo would act on now."""

    undo: Step | None
    redo: Step | None


def step_of(row: Row) -> Step:
    r = cast("dict[str, Any]", row)
    values = r["id"], r["key"], load(r["args"]), r["author"], r["at"], r["undoes"], r["replica"]
    return Step(*values)


def log(file: ProjectFile, limit: int | None = None, before: str | None = None) -> tuple[Step, ...]:
    """The steps of everybody, newest first, at most `limit` of them, those below `before`."""
    below = f"WHERE (clock, id) < (SELECT clock, id FROM {STEP} WHERE id = ?)" if before else ""
    rows = file.select(
        f"SELECT * FROM {STEP} {below} ORDER BY clock DESC, id DESC LIMIT ?",
        *((before,) if before else ()),
        -1 if limit is None else limit,
    )
    return tuple(map(step_of, rows))


def done(file: ProjectFile, limit: int, before: str | None = None) -> tuple[Step, ...]:
    """What holds now and can be undone: the newest first, those below the step `before`."""
    first = _under(file, before) if before else _row(file, _id(head(file).undo))
    return tuple(map(_plain, _chain(file, first, limit)))


def undone(file: ProjectFile, limit: int, after: str | None = None) -> tuple[Step, ...]:
    """The undoings that can be redone: the next first, those beyond the undoing `after`.

    `key` and `args` are those of the step that was undone.
    """
    first = _under(file, after) if after else _row(file, _id(head(file).redo))
    return tuple(map(_plain, _chain(file, first, limit)))


def _chain(file: ProjectFile, first: Row | None, limit: int) -> list[Row]:
    """A step and those that lie under it, one below the other."""
    if first is None:
        return []
    rows = file.select(
        f"WITH RECURSIVE chain(id, under, depth) AS ("
        f"SELECT id, under, 1 FROM {STEP} WHERE id = ? UNION ALL"
        f" SELECT s.id, s.under, depth + 1 FROM {STEP} AS s JOIN chain ON s.id = chain.under"
        f" WHERE depth <> ?) SELECT s.* FROM chain JOIN {STEP} AS s USING (id) ORDER BY depth",
        *(first["id"], limit),  # -1 is no depth: all of them
    )
    return [row for row in rows if row["key"] != CREATED]


def _plain(row: Row) -> Step:
    """A step as what was done: a redone one, or an undone one, as the step it was first."""
    return _first(step_of(row))


def _first(step: Step) -> Step:
    while step.key in (UNDONE, REDONE) and "key" in step.args:
        inner = cast("dict[str, Any]", step.args)
        step = replace(step, key=inner["key"], args=inner["args"])
    return step


def way(file: ProjectFile, goal: str | None) -> Iterator[tuple[Step, str]]:
    """Which steps to invert, and as what, until `goal` is the last thing done (None = nothing).

    Each is to be inverted before the next is asked for.  Refusal "step-missing".
    """
    if goal is not None and _in_chain(file, goal, head(file).redo):
        while (now := head(file)).redo is not None:
            yield now.redo, REDONE
            if now.redo.id == goal:
                return
    if goal is not None and not _in_chain(file, goal, head(file).undo):
        raise Refusal("step-missing", step=goal)
    while (last := head(file).undo) is not None and last.id != goal:
        yield last, UNDONE


def _in_chain(file: ProjectFile, id: str, top: Step | None) -> bool:
    return any(row["id"] == id for row in _chain(file, _row(file, _id(top)), -1))


def inverting(step: Step) -> dict[str, object]:
    """The args of the step that inverts this one: they say what was done first."""
    return {"key": (first := _first(step)).key, "args": first.args}


def _id(step: Step | None) -> str | None:
    return step.id if step else None


def head(file: ProjectFile) -> Head:
    """What can be undone and redone, from at most four rows of the log."""
    last = _last(file)
    if last is None or last["key"] == CREATED:
        return Head(None, None)
    if last["key"] == UNDONE:
        return Head(_usable(_under(file, last["undoes"])), _usable(last))
    redo = _under(file, last["undoes"]) if last["key"] == REDONE else None
    return Head(_usable(last), _usable(redo))


def next_clock(file: ProjectFile) -> int:
    """Lamport's clock: above every step in the file, whoever made it."""
    return int(file.value(f"SELECT max(clock) FROM {STEP}") or 0) + 1


def last_id(file: ProjectFile) -> str | None:
    """The highest id that the log holds: that of the last event of the highest step."""
    newest = f"SELECT max(id) FROM {STEP}"
    id = file.value(f"SELECT max(id) FROM {EVENT} WHERE step = ({newest})")
    return cast("str | None", id)


def _last(file: ProjectFile) -> Row | None:
    """The last step made in this very file.

    Undoing is one's own: what another copy did and a merge brought is not undone here.  A file
    that became a copy of its own goes on where the one it was copied from was.
    """
    for key in (REPLICA, FOLLOWS):
        rows = file.select(
            f"SELECT * FROM {STEP} WHERE replica = (SELECT value FROM {ABOUT} WHERE key = ?)"
            " ORDER BY clock DESC, id DESC LIMIT 1",
            key,
        )
        if rows:
            return rows[0]
    return None


def _row(file: ProjectFile, id: SqlValue) -> Row | None:
    rows = file.select(f"SELECT * FROM {STEP} WHERE id = ?", id)
    return rows[0] if rows else None


def _under(file: ProjectFile, id: SqlValue) -> Row | None:
    row = _row(file, id)
    return _row(file, row["under"]) if row is not None else None


def _usable(row: Row | None) -> Step | None:
    """Steps of an older schema can be undone too: their images are completed when read."""
    if row is None or row["key"] == CREATED:
        return None
    return step_of(row)


def invert(recording: Recording, step: Step) -> None:
    """Take back what `step` did, row by row, backwards.

    Raises Refusal "undo-blocked" when a row is no longer as the step left it.  Where logs were
    united the fold decides what stands then.
    """
    if recording.file.value(f"SELECT 1 FROM {ABOUT} WHERE key = ?", UNITED) is not None:
        recording.loosen()
    backwards = reversed(list(entries.of_step(recording.file, step.id)))
    # Runs of one table and one kind of change go to SQLite together.
    runs = groupby(backwards, lambda e: (e.place.table, e.before is None, e.after is None))
    for (name, was_inserted, was_deleted), run in runs:
        table = STATE[name]
        images = [(entry.was, entry.became) for entry in run]
        for before, after in images:
            _still(recording.file, table.place(after or before), after, step)
        if was_inserted:
            recording.delete(table, *(after for _, after in images))
        elif was_deleted:
            recording.insert(table, *(before for before, _ in images))
        else:
            recording.update_all(table, [(after, before) for before, after in images])


def check_earlier(file: ProjectFile, places: Iterable[Place], step: str) -> None:
    """Refuse "undo-blocked" when a later step than this one changed one of these rows."""
    newer = f"SELECT (clock, id) > (SELECT clock, id FROM {STEP} WHERE id = ?) FROM {STEP}"
    for place in places:
        later = last_at(file, place)
        if file.value(f"{newer} WHERE id = ?", step, later):
            raise Refusal("undo-blocked", step=step, later=later)


def _still(file: ProjectFile, place: Place, image: Row, step: Step) -> None:
    """Refuse when the row at `place` is not `image` (an empty image: no such row)."""
    if folding.row_at(file, place) != (image or None):
        raise Refusal("undo-blocked", step=step.id, later=last_at(file, place))


def last_at(file: ProjectFile, place: Place) -> str:
    """The id of the last step that changed a row."""
    return [entry.step for entry in entries.at(file, place)][-1]
