"""A project made anew: from a copy, the journal, and what a damaged file has besides."""

# pyright: reportUnknownMemberType=false
# (sqlite-utils annotates parameters as bare lists and dicts)

from __future__ import annotations

import shutil
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from annotations.errors import Refusal
from annotations.ids import Ids
from annotations.model import Finding
from annotations.store.file import ProjectFile
from annotations.store.opening import bring_up_to_date, lay_out
from annotations.store.safety import copies, identity
from annotations.store.safety.home import Home
from annotations.store.safety.rescue import Wreck
from annotations.store.safety.segment import Segment, parcel
from annotations.store.schema import VERSION
from annotations.store.tables import ABOUT, ARTICLE, PROJECT, REPLICA, SOURCE, Row
from annotations.store.union import unite


@dataclass(slots=True)
class Remade:
    """A project as it comes to be at `path`, where nothing is yet.

    `copy` is the name of the copy it began with; `alone` says that nothing was added.
    """

    path: Path
    home: Home | None
    wreck: Wreck
    copy: str | None = None
    alone: bool = False
    steps: int = 0
    replayed: int = 0
    lost: list[Finding] = field(default_factory=list[Finding])

    def from_copy(self, name: str) -> None:
        """Exactly a copy, checked."""
        found = self.home.copy_paths() if self.home else []
        path = next((path for path in found if path.stem == name), None)
        if path is None:
            raise Refusal("copy-missing", copy=name)
        try:
            copies.check(path)
        except copies.UnsoundError as error:
            raise Refusal("copy-damaged", copy=name, reason=str(error)) from error
        self.copy, self.alone = name, True
        shutil.copyfile(path, self.path)
        with closing(self._opened()) as file:
            self.steps = identity.steps(file)

    def from_everything(self) -> None:
        """The newest sound copy, the journal, and what the damaged file has besides."""
        with closing(self._begun()) as file:
            segments = self._segments()
            with file.tx() as db:
                self.replayed = unite(file, db, parcel(segments)).steps
            missing = self._missing(file)
            with file.tx() as db:
                unite(file, db, self.wreck.parcel(missing))
            self.steps = identity.steps(file)
            self._tell_lost(file, segments, missing)

    def _begun(self) -> ProjectFile:
        number = copies.newest_sound(self.home) if self.home else None
        if self.home is not None and number is not None:
            self.copy = self.home.copy(number).stem
            shutil.copyfile(self.home.copy(number), self.path)
            return self._opened()
        file = lay_out(self.path)
        said = self.wreck.about()
        ids = Ids()
        facts = {key: said.get(key) or ids.new() for key in (PROJECT, REPLICA)}
        if self.home is not None:
            facts = {PROJECT: self.home.project, REPLICA: self.home.replica}
        with file.tx() as db:
            db.table(ABOUT).insert_all({"key": k, "value": v} for k, v in facts.items())
        return file

    def _opened(self) -> ProjectFile:
        """The copy at `path`, of today's version, bearing the name of its home."""
        file = ProjectFile(self.path, None, None)
        try:
            with file.tx() as db:
                if int(file.value("PRAGMA user_version") or 0) < VERSION:
                    bring_up_to_date(file, db)
                if self.home is not None:
                    identity.become(file, db, self.home.replica)
        except BaseException:
            file.close()
            raise
        return file

    def _segments(self) -> list[Segment]:
        found: list[Segment] = []
        for path in self.home.segment_paths() if self.home else []:
            try:
                found.append(Segment.read(path))
            except OSError as error:
                values = {"file": str(path), "reason": error.strerror or type(error).__name__}
                self.lost.append(Finding("lost-segment", None, values))
        return found

    def _missing(self, file: ProjectFile) -> list[Row]:
        """The steps that only the damaged file has."""
        return [s for s in self.wreck.steps() if not identity.has(file, str(s["id"]))]

    # -- what could not be saved --------------------------------------------------------

    def _tell_lost(
        self, file: ProjectFile, segments: Sequence[Segment], missing: Sequence[Row]
    ) -> None:
        broken = [step for segment in segments for step in segment.broken]
        wanted = {str(step["id"]): step for step in (*broken, *missing)}
        gone = {id: step for id, step in wanted.items() if not identity.has(file, id)}
        for id, step in gone.items():
            values = {"step": id, "key": str(step["key"]), "at": str(step["at"])}
            self.lost.append(Finding("lost-step", None, values))
        known = max((segment.tail.steps for segment in segments if segment.tail), default=0)
        unknown = known - self.steps - len(gone)
        if unknown > 0:
            self.lost.append(Finding("lost-steps", None, {"count": unknown}))
        text = f"SELECT 1 FROM {SOURCE} WHERE hash = ?"
        shown = f"SELECT 1 FROM {ARTICLE.name} WHERE id = ?"
        for id, row in self.wreck.articles().items():
            if file.value(text, row["hash"]) is None and file.value(shown, id) is None:
                self.lost.append(Finding("lost-article", id, {"title": str(row["title"])}))
