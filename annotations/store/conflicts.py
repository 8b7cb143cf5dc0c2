"""What two copies of a project did to one thing, not knowing of each other: listed, and decided.

The state shows the later version.  The log keeps them all, and until a person decides they are
a *conflict*: of versions that nobody went on from (*tips*), or of a row that is aside and what
it is aside for.  What was decided is a setting per version, so that it is undone, redone and
merged like everything else.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from annotations.model import Conflict, Span, Version
from annotations.store import check, entries, folding, history, reading
from annotations.store.file import ProjectFile
from annotations.store.rows import rest_of
from annotations.store.suggesting import SUGGESTED
from annotations.store.tables import (
    ANNOTATION,
    ARTICLE,
    CONTESTED,
    EMENDATION,
    ORPHAN,
    READING,
    REJECTION,
    RELATION,
    SETTING,
    STATE,
    STEP,
    Place,
    Row,
)

SETTLED = "settled "  # how the key of such a setting begins; the id of an event follows

# Columns that say nothing of the thing itself: two versions may differ in them and be the same.
_UNSAID = frozenset({"id", "seq", "author", "created", "modified"})
# Why something was suggested may differ with the words of each copy, and how often it was judged.
_WHY = frozenset({"rule", "confidence", "count"})


@dataclass(frozen=True, slots=True)
class Tip:
    """An event that nobody went on from, as a version, and whether it was decided against."""

    version: Version
    is_settled: bool


def conflicts(file: ProjectFile) -> Iterator[Conflict]:
    """Those that wait for a decision: what is aside first, then what was changed apart."""
    places: dict[Place, None] = {}
    for table in (ORPHAN, CONTESTED):
        rows = file.select(f"SELECT tbl, article, row FROM {table} ORDER BY article, tbl, row")
        places |= dict.fromkeys(Place(*map(str, row.values())) for row in rows)
    for place in places:
        if (found := conflict_at(file, place)) is not None:
            yield found


def conflict_at(file: ProjectFile, place: Place) -> Conflict | None:
    """The conflict over a row, if there is one."""
    row = folding.aside(file, place.article).get(place)
    if row is not None:
        return _orphan(file, place, row)
    versions = [tip.version for tip in tips(file, place) if not tip.is_settled]
    if len({_said(place, version.image) for version in versions}) < 2:
        return None
    return Conflict(place.article, place.table, place.row, "changed", tuple(versions))


def tips(file: ProjectFile, place: Place) -> list[Tip]:
    """The versions of a row that no other went on from; the last one holds, settled or not.

    A version goes on from those with the image that it found.  One that undid another brings
    back what that one went on from.
    """
    found: list[Version] = []
    left: dict[str, list[Version]] = {}  # by event, what it went on from
    for version, before in _versions(file, place):
        undone = [other for other in found if other.step.id == version.step.undoes]
        gone = undone or [other for other in found if (other.image or {}) == before]
        back = [again for other in undone for again in left[other.event]] or [version]
        found = [*(other for other in found if other not in gone), *back]
        left[version.event] = gone
    settled = f"SELECT 1 FROM {SETTING.name} WHERE key = ?"
    is_settled = [
        file.value(settled, SETTLED + version.event) is not None for version in found[:-1]
    ]
    return list(map(Tip, found, [*is_settled, False]))


def beating(file: ProjectFile, place: Place, row: Row) -> list[tuple[Place, Row]]:
    """The rows that stand where this one cannot, because they read the same characters."""
    if place.table not in (EMENDATION.name, READING.name):
        return []
    table, span = STATE[place.table], _span(row)
    same = ("status",) if table is EMENDATION else ("config",)
    found = file.select(f"SELECT * FROM {table.name} WHERE article = ?", place.article)
    return [
        (table.place(other), other)
        for other in found
        if all(other[name] == row[name] for name in same) and check.meet(_span(other), span)
    ]


def _orphan(file: ProjectFile, place: Place, row: Row) -> Conflict | None:
    """A row that is aside, with what it is aside for; None when a twin of it stands."""
    own = _last(file, place)
    winners = beating(file, place, row) if _is_there(file, _home(place)) else []
    if any(_said(place, other) == _said(place, row) for _, other in winners):
        return None
    reason = "overlap" if winners else "orphan"
    others = [p for p, _ in winners] or _missing(file, place, row)
    versions = (*own, *(version for other in others for version in _last(file, other)))
    return Conflict(place.article, place.table, place.row, reason, versions)


def _home(place: Place) -> Place:
    return Place(ARTICLE.name, place.article, place.article)


def _is_there(file: ProjectFile, place: Place) -> bool:
    return reading.one(file, STATE[place.table], *place.key) is not None


def _missing(file: ProjectFile, place: Place, row: Row) -> list[Place]:
    """What a row is aside for that is not there; nothing for an article without its text."""
    if place.table != ARTICLE.name and not _is_there(file, _home(place)):
        return [_home(place)]
    if place.table != RELATION.name:
        return []
    ends = (Place(ANNOTATION.name, place.article, str(row[end])) for end in ("start", "end"))
    return [end for end in ends if not _is_there(file, end)][:1]


def _last(file: ProjectFile, place: Place) -> list[Version]:
    """The last version of a row, if it ever was."""
    return [version for version, _ in _versions(file, place)][-1:]


def _versions(file: ProjectFile, place: Place) -> Iterator[tuple[Version, Row]]:
    """Every version of a row in the order of the fold, each with the image it went on from."""
    for entry in entries.at(file, place):
        (step,) = file.select(f"SELECT * FROM {STEP} WHERE id = ?", entry.step)
        yield Version(entry.event, history.step_of(step), entry.became or None), entry.was


def _said(place: Place, image: object) -> str:
    """What a version says, whoever said it and when."""
    row = cast("Row", image or {})
    unsaid = _UNSAID | _WHY if place.table == REJECTION.name else _UNSAID
    said: dict[str, object] = {name: row[name] for name in sorted(row) if name not in unsaid}
    if place.table == ANNOTATION.name and row:
        extra, absent = rest_of(row["rest"])
        kept = {name: value for name, value in extra.items() if name != SUGGESTED}
        said["rest"] = sorted(kept.items(), key=str), absent
    return repr(said)


def _span(row: Row) -> Span:
    return Span(cast("int", row["start"]), cast("int", row["end"]))
