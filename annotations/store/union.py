"""Logs united: steps from elsewhere join the log, and what they touch is folded anew.

The result follows from the set of events alone: united in any order, or twice, it is the same.
"""

# pyright: reportUnknownMemberType=false
# (sqlite-utils annotates parameters as bare lists and dicts)

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from annotations.errors import Refusal
from annotations.store import sources
from annotations.store.canonical import digest, load
from annotations.store.file import Kept, ProjectFile
from annotations.store.refolding import refold
from annotations.store.search import index as search
from annotations.store.tables import (
    ABOUT,
    ARTICLE,
    EVENT,
    ORPHAN,
    SOURCE,
    STATE,
    STEP,
    UNITED,
    Place,
    Row,
)

if TYPE_CHECKING:
    from sqlite_utils import Database

# The events of articles that are aside, maybe because their text is missing.
_WITHOUT_TEXT = (
    f"SELECT {EVENT}.* FROM {EVENT} JOIN {ORPHAN} USING (article, tbl, row)"
    " WHERE tbl = ? AND after IS NOT NULL"
)


@dataclass(frozen=True, slots=True)
class Parcel:
    """Steps from elsewhere, and how to get what belongs to them.

    `events` gives the events of a step by its id, `source` a text by its hash (None = it is
    not there either).  All are rows as a project file holds them: every column of their
    table, in its order, `sum` at the end.
    """

    steps: Sequence[Row]
    events: Callable[[str], Iterable[Row]]
    source: Callable[[str], Row | None]


@dataclass(frozen=True, slots=True)
class United:
    """What a union brought: how many steps and events are new here.

    `kept` are those steps with the texts that came with them, and steps known before whose
    text was missing until now.  `places` are the rows that are others now.  `left` are steps
    that could not be taken in because a step is nowhere that they undo or build upon.
    """

    steps: int
    events: int
    kept: tuple[Kept, ...]
    places: frozenset[Place]
    left: tuple[str, ...]


def unite(file: ProjectFile, db: Database, parcel: Parcel) -> United:
    """Take in every step that the file has not. Inside a transaction; all or nothing.

    The caller has the steps kept in the step journal.  Raises Refusal "log-altered" for a
    step, event or text that has not its sum, "log-differs" for a step that is known
    otherwise, "article-text-differs" where an article has two texts.
    """
    db.execute("PRAGMA defer_foreign_keys = ON")
    fresh, left = _fresh(file, parcel.steps)
    intake = _Intake(file, parcel)
    db.table(STEP).insert_all(fresh)
    db.table(EVENT).insert_all(intake.events_of(fresh))
    db.table(SOURCE).insert_all(intake.texts())
    places: set[Place] = set()
    for article in sorted(intake.articles):
        _check_one_text(file, article)
        places |= refold(file, db, article)
    search.keep(file, db, places)
    brought = dict.fromkeys(str(row["id"]) for row in fresh) | intake.brought
    kept = tuple(Kept(step, tuple(hashes or ())) for step, hashes in brought.items())
    if fresh and file.value(f"SELECT 1 FROM {ABOUT} WHERE key = ?", UNITED) is None:
        db.table(ABOUT).insert({"key": UNITED, "value": str(len(fresh))})
    return United(len(fresh), intake.count, kept, frozenset(places), left)


def parcel_of(file: ProjectFile) -> Parcel:
    """Everything that another project file holds."""

    def source(hash: str) -> Row | None:
        found = file.select(f"SELECT * FROM {SOURCE} WHERE hash = ?", hash)
        return found[0] if found else None

    return Parcel(
        file.select(f"SELECT * FROM {STEP} ORDER BY clock, id"),
        lambda step: file.select(f"SELECT * FROM {EVENT} WHERE step = ? ORDER BY id", step),
        source,
    )


def is_sound(row: Row) -> bool:
    """Whether a step or an event has the sum it was written with."""
    try:
        return row["sum"] == digest(*(v for name, v in row.items() if name != "sum"))
    except Refusal:  # damage made bytes of a text
        return False


def _fresh(file: ProjectFile, steps: Sequence[Row]) -> tuple[list[Row], tuple[str, ...]]:
    """The sound steps that are new and stand on steps that are there; the ids of others."""
    known = {row["id"]: row["sum"] for row in file.select(f"SELECT id, sum FROM {STEP}")}
    fresh: list[Row] = []
    left: list[str] = []
    for row in sorted(steps, key=lambda row: (cast("int", row["clock"]), str(row["id"]))):
        id = str(row["id"])
        if id in known:
            if known[id] != row["sum"]:
                raise Refusal("log-differs", step=id)
        elif not is_sound(row):
            raise Refusal("log-altered", step=id)
        elif all(row[name] is None or row[name] in known for name in ("undoes", "under")):
            known[id] = row["sum"]
            fresh.append(row)
        else:
            left.append(id)
    return fresh, tuple(left)


class _Intake:
    """Events and texts on their way into the file, checked one by one as they pass."""

    def __init__(self, file: ProjectFile, parcel: Parcel) -> None:
        self.articles: set[str] = set()
        self.count = 0
        self.brought: defaultdict[str, list[str]] = defaultdict(list)  # hashes by step
        self._file = file
        self._parcel = parcel
        self._wanted: dict[str, Row] = {}  # by hash, the first event that speaks of a text
        for event in file.select(_WITHOUT_TEXT, ARTICLE.name):
            self._want(event)

    def events_of(self, steps: Iterable[Row]) -> Iterator[Row]:
        for step in steps:
            for event in self._parcel.events(str(step["id"])):
                if event["step"] != step["id"] or event["tbl"] not in STATE or not is_sound(event):
                    raise Refusal("log-altered", step=str(step["id"]))
                self._note(event)
                yield event

    def _note(self, event: Row) -> None:
        self.count += 1
        self.articles.add(str(event["article"]))
        if event["tbl"] == ARTICLE.name and event["after"] is not None:
            self._want(event)

    def _want(self, event: Row) -> None:
        self._wanted.setdefault(str(load(event["after"])["hash"]), event)

    def texts(self) -> Iterator[Row]:
        """The texts that the events speak of and the file has not, as far as they are there."""
        query = f"SELECT 1 FROM {SOURCE} WHERE hash = ?"
        for hash, event in self._wanted.items():
            if self._file.value(query, hash) is None and (row := self._parcel.source(hash)):
                text, data = cast("str", row["text"]), cast("bytes | None", row["data"])
                if sources.text_hash(text, data) != hash:
                    raise Refusal("log-altered", step=str(event["step"]))
                self.articles.add(str(event["article"]))
                self.brought[str(event["step"])].append(hash)
                yield {"hash": hash, "text": text, "data": data}


def _check_one_text(file: ProjectFile, article: str) -> None:
    """An article has one text for ever, whoever brought it in and however often."""
    images = file.select(
        f"SELECT after FROM {EVENT} WHERE article = ? AND tbl = ? AND row = ? AND before IS NULL",
        *(article, ARTICLE.name, article),
    )
    if len({load(image["after"])["hash"] for image in images}) > 1:
        raise Refusal("article-text-differs", article=article)
