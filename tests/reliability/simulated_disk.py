"""A disk that can lose its power: what is left of the files at any moment of a run.

The program writes to real files, which hold what the system believes.  Beside them we keep
what the disk surely has: the content of a file at its last sync, the names of a folder at its
last.  A power cut leaves of everything later some, all, or nothing, in sectors of 512 bytes.
Nothing is interrupted: an image of what a cut would leave is taken in passing.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random
from typing import Any

from tests.reliability.standing_in import path_of, standing_in

SECTOR = 512


@dataclass(frozen=True, slots=True)
class Image:
    """What a cut left: contents by path, and how many steps were shown as saved before it."""

    files: Mapping[Path, bytes]
    acknowledged: int
    moment: str

    def without(self, folder: str) -> Image:
        """The same, but nothing came back of what lay in folders of this name."""
        kept = {p: c for p, c in self.files.items() if folder not in p.parts}
        return replace(self, files=kept)

    def lay(self, root: Path) -> None:
        """Put these files, and no others, under `root`."""
        for path in [path for path in root.rglob("*") if path.is_file()]:
            path.unlink()
        for path, content in self.files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)


@dataclass(eq=False, slots=True)
class _Inode:
    """A file whatever its name: what is surely on disk, and what was last in it when it went."""

    kept: bytes = b""
    last: bytes | None = None


@dataclass(slots=True)
class Disk:
    """Everything under `root`, and up to `wanted` images out of all moments, evenly chosen.

    The driver counts `acknowledged` up when a step is shown as saved.  For a disk that lies,
    a sync of a file with `unsynced` at the end of its name is heard and nothing is kept.
    """

    root: Path
    luck: Random
    wanted: int
    unsynced: str = "never"
    acknowledged: int = 0
    images: list[Image] = field(default_factory=list[Image])
    moments: int = 0
    _now: dict[Path, _Inode] = field(default_factory=dict[Path, _Inode])
    _kept: dict[Path, _Inode] = field(default_factory=dict[Path, _Inode])
    _pending: list[tuple[Path, Path | None, _Inode | None]] = field(default_factory=list[Any])

    def begin(self) -> None:
        """All that is there now is safely on disk."""
        self._look()
        for path, inode in self._now.items():
            inode.kept = path.read_bytes()
        self._kept, self._pending = dict(self._now), []

    # -- what the program tells us ----------------------------------------------------

    def moment(self, name: str) -> None:
        """Something is about to happen or has just happened: the power may go now."""
        self.moments += 1
        if len(self.images) < self.wanted:
            self.images.append(self._cut(name))
        elif (place := self.luck.randrange(self.moments)) < self.wanted:
            self.images[place] = self._cut(name)

    def synced(self, path: Path) -> None:
        """The content of a file is on disk; its name may not be."""
        inode = self._inode(path)
        if inode is not None and not path.name.endswith(self.unsynced):
            inode.kept = path.read_bytes()

    def folder_synced(self, folder: Path) -> None:
        """All names of a folder are on disk."""
        self._look()
        self._settle([change for change in self._pending if folder in _folders(change)])

    def name_synced(self, path: Path) -> None:
        """The name of one file is on disk."""
        self._inode(path)
        self._settle([change for change in self._pending if path in change[:2]])

    def removing(self, path: Path) -> None:
        """A name is about to go."""
        if (inode := self._inode(path)) is not None:
            inode.last = path.read_bytes()
            del self._now[path]
            self._pending.append((path, None, inode))

    def renaming(self, path: Path, to: Path) -> None:
        """A file is about to get another name, in place of what has that name now."""
        if (inode := self._inode(path)) is None:
            return
        if (gone := self._inode(to)) is not None:
            gone.last = to.read_bytes()
        self._now[to] = self._now.pop(path)
        self._pending.append((path, to, inode))

    # -- what SQLite tells us (see apsw_sqlite.Listener) --------------------------------

    def writing(self, path: Path, data: bytes, offset: int) -> None:
        pass

    def wrote(self, path: Path) -> None:
        self.moment(f"after a write to {path.name}")

    def truncated(self, path: Path) -> None:
        self.moment(f"after truncating {path.name}")

    def syncing(self, path: Path, *, new_name: bool) -> None:
        self.moment(f"before sync of {path.name}")
        self.synced(path)
        if new_name:
            self.name_synced(path)
        self.moment(f"after sync of {path.name}")

    def deleting(self, path: Path) -> None:
        self.moment(f"before removing {path.name}")
        self.removing(path)

    def deleted(self, path: Path, *, durably: bool) -> None:
        if durably:
            self.folder_synced(path.parent)
        self.moment(f"after removing {path.name}")

    # -- what a cut leaves ------------------------------------------------------------

    def _look(self) -> None:
        """Files that came or went without our hearing of it since we looked last."""
        there = {path for path in self.root.rglob("*") if path.is_file()}
        for path in there - self._now.keys():
            self._now[path] = inode = _Inode()
            self._pending.append((path, path, inode))
        for path in self._now.keys() - there:
            self._pending.append((path, None, self._now.pop(path)))

    def _inode(self, path: Path) -> _Inode | None:
        """The file that has this name now."""
        if path not in self._now:
            self._look()
        return self._now.get(path)

    def _settle(self, changes: list[tuple[Path, Path | None, _Inode | None]]) -> None:
        for change in changes:
            self._pending.remove(change)
            _apply(self._kept, change)

    def _cut(self, name: str) -> Image:
        self._look()
        names = dict(self._kept)
        kept = self.luck.choice((0.0, 0.5, 0.5, 1.0))
        for change in self._pending:
            if self.luck.random() < kept:
                _apply(names, change)
        paths = {inode: path for path, inode in self._now.items()}
        files: dict[Path, bytes] = {}
        for path, inode in names.items():
            here = paths.get(inode)
            now = here.read_bytes() if here is not None else inode.last
            files[path] = torn(inode.kept, inode.kept if now is None else now, self.luck)
        return Image(files, self.acknowledged, name)


def torn(old: bytes, new: bytes, luck: Random) -> bytes:
    """What a cut leaves of a file that held `old` at its last sync and was to hold `new`."""
    if old == new:
        return old
    kept = luck.choice((0.0, 0.5, 0.5, 1.0))
    grown = range(min(len(old), len(new)), max(len(old), len(new)) + 1, SECTOR)
    length = luck.choice((len(old), len(new), luck.choice(grown)))
    sectors: list[bytes] = []
    for at in range(0, length, SECTOR):
        source = new if luck.random() < kept else old
        sectors.append(source[at : at + SECTOR].ljust(min(SECTOR, length - at), b"\0"))
    return b"".join(sectors)


def _apply(names: dict[Path, _Inode], change: tuple[Path, Path | None, _Inode | None]) -> None:
    path, to, inode = change
    if names.get(path) is inode:
        del names[path]
    if to is not None and inode is not None:
        names[to] = inode


def _folders(change: tuple[Path, Path | None, _Inode | None]) -> set[Path]:
    return {path.parent for path in change[:2] if path is not None}


@contextmanager
def listening(disk: Disk) -> Iterator[None]:
    """Hear what Python itself writes under the root: syncs, renamings and removals.

    A sync costs nothing here: what it is to promise we keep ourselves.
    """
    real_sync, real_replace, real_unlink = os.fsync, os.replace, os.unlink

    def sync(target: Any) -> None:
        path = path_of(target)
        if disk.root not in path.parents and path != disk.root:
            return real_sync(target)
        disk.moment(f"before sync of {path.name}")
        if path.is_dir():
            disk.folder_synced(path)
        else:
            disk.synced(path)
        return disk.moment(f"after sync of {path.name}")

    def rename(path: Any, to: Any, **more: Any) -> None:
        if disk.root in Path(path).parents:
            disk.moment(f"before renaming {path}")
            disk.renaming(Path(path), Path(to))
        real_replace(path, to, **more)

    def remove(path: Any, **more: Any) -> None:
        if disk.root in Path(path).parents and Path(path).is_file():
            disk.moment(f"before removing {path}")
            disk.removing(Path(path))
        real_unlink(path, **more)

    ours = {"fsync": sync, "fdatasync": sync, "replace": rename, "rename": rename}
    with standing_in({**ours, "unlink": remove, "remove": remove}):
        yield
