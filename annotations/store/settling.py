"""A conflict decided: what the verb `settle` does inside its step."""

from __future__ import annotations

from typing import cast

from annotations.errors import Refusal
from annotations.model import Conflict, Version
from annotations.store import entries, marks, reading, settings, withdrawing
from annotations.store.conflicts import SETTLED, beating, conflict_at, tips
from annotations.store.folding import row_at
from annotations.store.recording import Recording
from annotations.store.tables import (
    ANNOTATION,
    ARTICLE,
    EMENDATION,
    GIVEN,
    STATE,
    Place,
    Row,
)


def settle(step: Recording, conflict: Conflict, event: str) -> None:
    """Have the version that this event made hold, and the conflict closed.

    Of a row that is aside, its own version has what is in its way gone; the other one has the
    row itself gone (an emendation is only proposed again).  Raises Refusal "conflict-closed",
    "version-missing".
    """
    place = Place(conflict.table, conflict.article, conflict.row)
    found = conflict_at(step.file, place)
    if found is None:
        raise Refusal("conflict-closed", table=place.table, row=place.row)
    conflict = found  # as it is now
    version = next((version for version in conflict.versions if version.event == event), None)
    if version is None:
        raise Refusal("version-missing", event=event)
    step.args |= {"article": place.article, "table": place.table, "row": place.row}
    step.loosen()
    # First of all: what is done next is a version that nobody decided against.
    for tip in tips(step.file, place):
        if not tip.is_settled:
            settings.put(step, SETTLED + tip.version.event, True)
    if conflict.reason == "changed":
        if version is not conflict.versions[-1]:
            _have(step, place, version)
    elif version is conflict.versions[0]:
        _make_room(step, place, conflict.versions[-1])
    else:
        _give_up(step, place, conflict.reason)


def _have(step: Recording, place: Place, version: Version) -> None:
    """Make a row what it is in a version."""
    table, now = STATE[place.table], row_at(step.file, place)
    image = cast("Row", dict(version.image or {}))
    if not image:
        _remove(step, place)
    elif now is None:
        step.insert(table, image)
    else:
        given = {name: now[name] for name in GIVEN} if table is ARTICLE else {}
        step.update_all(table, [(now, {**image, **given})])


def _remove(step: Recording, place: Place) -> None:
    """Take a row away with what hangs on it."""
    table, now = STATE[place.table], row_at(step.file, place)
    if now is None:
        return
    stands = reading.one(step.file, table, *place.key) is not None
    if table is ARTICLE and stands:
        withdrawing.withdraw(step, [place.article])
    elif table is ANNOTATION and stands:
        marks.remove(step, place.article, [place.row])
    else:
        step.delete(table, now)


def _make_room(step: Recording, place: Place, obstacle: Version) -> None:
    """Bring back what a row needs and is gone, or take away what stands where it should."""
    row = row_at(step.file, place)
    assert row is not None
    if winners := beating(step.file, place, row):
        for other, found in winners:
            _yield(step, other, found)
        return
    gone = [
        entry
        for entry in entries.of_step(step.file, obstacle.step.id)
        if entry.place.article == place.article and entry.after is None
    ]
    ends = {Place(ANNOTATION.name, place.article, str(row.get(end))) for end in ("start", "end")}
    is_withdrawn = any(entry.place.table == ARTICLE.name for entry in gone)
    for entry in reversed(gone):
        if (is_withdrawn or entry.place in ends) and row_at(step.file, entry.place) is None:
            step.insert(STATE[entry.place.table], entry.was)


def _give_up(step: Recording, place: Place, reason: str) -> None:
    """Have a row that is aside no longer want what it cannot have."""
    row = row_at(step.file, place)
    assert row is not None
    if reason == "overlap":
        _yield(step, place, row)
    else:
        step.delete(STATE[place.table], row)


def _yield(step: Recording, place: Place, row: Row) -> None:
    """Take a row out of the way of another: it is gone, an emendation proposed again."""
    table = STATE[place.table]
    if table is EMENDATION:
        step.update(table, row, status="proposed")
    else:
        step.delete(table, row)
