"""The folder of one project's safety: what lies in it, and which project it is for.

    safety/news 0d9f6c2a41be/home.json       of which project, of which of its files
                             0007.danqian    a copy
                             0007.jsonl      what came after that copy: a segment of the journal

Copies and segments are counted in one row, so that their numbers say what came after what,
whatever the clock says.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

from annotations import places
from annotations.store import disk

_FACTS = "home.json"
_COPY, _SEGMENT, _APART = ".danqian", ".jsonl", ".apart.jsonl"
UNCHECKED = ".unchecked"  # the end of the name of a copy that is complete and not yet checked
_STEM = 40  # characters of a project's name: four bytes each must fit into a file's name


@dataclass(frozen=True, slots=True)
class Home:
    """Where the safety of the file at `path` lies, which is the `replica` of a `project`."""

    folder: Path
    project: str
    replica: str
    path: Path

    @classmethod
    def of(cls, replica: str) -> Home | None:
        """The one that was made for this replica of a project."""
        return next(
            (home for home in _all(f"* {_short(replica)}") if home.replica == replica), None
        )

    @classmethod
    def at(cls, path: Path) -> Home | None:
        """The one for the file of this name, also when that can no longer be read.

        Of several it is the youngest: a file that comes from elsewhere begins anew.
        """
        path = path.resolve()
        found = (home for home in _all("*") if home.path == path)
        return max(found, key=lambda home: home.replica, default=None)

    @classmethod
    def make(cls, project: str, replica: str, path: Path) -> Home:
        """A new one, empty."""
        name = f"{path.stem[:_STEM]} {_short(replica)}"
        home = cls(_safety() / name, project, replica, path)
        home.folder.parent.mkdir(parents=True, exist_ok=True)
        disk.sync_folder(home.folder.parent.parent)
        home.folder.mkdir()
        try:
            home._write()
            disk.sync_folder(home.folder.parent)
        except BaseException:
            home.unmake()
            raise
        return home

    def unmake(self) -> None:
        """Take it away again: what it was made for has failed, and it holds nothing of worth."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def moved(self, path: Path) -> Home:
        """The same for a file that has another name now."""
        home = replace(self, path=path)
        home._write()
        return home

    def _write(self) -> None:
        facts = {"project": self.project, "replica": self.replica, "path": str(self.path)}
        disk.write(self.folder / _FACTS, json.dumps(facts, indent=2).encode())

    # -- what lies in it ----------------------------------------------------------------

    def copies(self) -> list[int]:
        """The numbers of the copies, ascending."""
        return self._numbers(_COPY)

    def segments(self) -> list[int]:
        """The numbers of the segments that count, ascending."""
        return self._numbers(_SEGMENT)

    def newest(self) -> int:
        """The number of the newest copy, 0 when there is none."""
        return max((0, *self.copies()))

    def changed(self) -> float:
        """When the newest copy was made by the clock, or this folder where there is none."""
        newest = self.newest()
        return (self.copy(newest) if newest else self.folder / _FACTS).stat().st_mtime

    def next_number(self) -> int:
        """Above every number that was given."""
        return max((0, *self._numbers(_COPY, _SEGMENT, _APART))) + 1

    def copy(self, number: int) -> Path:
        return self.folder / f"{number:04}{_COPY}"

    def segment(self, number: int) -> Path:
        return self.folder / f"{number:04}{_SEGMENT}"

    def has_unchecked(self) -> bool:
        """Whether a copy is being checked, so that nobody reads the project for it any more."""
        return any(self.folder.glob(f".*{UNCHECKED}"))

    def tidy(self) -> None:
        """Remove copies that were begun and not ended. Only while nobody else makes one."""
        for unfinished in self.folder.glob(f".*{_COPY}.*"):
            unfinished.unlink(missing_ok=True)

    def copy_paths(self) -> list[Path]:
        return [self.copy(number) for number in self.copies()]

    def segment_paths(self) -> list[Path]:
        return [self.segment(number) for number in self.segments()]

    def set_apart(self) -> None:
        """Keep the segments there are for whoever wants to look at them, and count them no more."""
        for path in self.segment_paths():
            path.replace(path.with_suffix(_APART))
        disk.sync_folder(self.folder)

    def _numbers(self, *kinds: str) -> list[int]:
        pattern = re.compile(rf"(\d{{4,}})({'|'.join(map(re.escape, kinds))})")
        names = (pattern.fullmatch(each.name) for each in os.scandir(self.folder))
        return sorted(int(name[1]) for name in names if name)


def _safety() -> Path:
    return places.home() / "safety"


def _short(replica: str) -> str:
    return replica[-12:]


def _all(pattern: str) -> Iterator[Home]:
    """Every home whose folder has such a name; what cannot be read is none."""
    for facts in _safety().glob(f"{pattern}/{_FACTS}"):
        try:
            known = cast("dict[str, str]", json.loads(facts.read_bytes()))
            yield Home(facts.parent, known["project"], known["replica"], Path(known["path"]))
        except (OSError, ValueError, LookupError, TypeError):
            continue
