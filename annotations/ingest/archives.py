"""Zip archives of articles, unpacked for as long as they are read."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from annotations.errors import Refusal

if TYPE_CHECKING:
    from annotations.ingest._unpacking import LeftOut

SUFFIX = ".zip"
_PREFIX = "danqian-unpacked-"
_LONG_AGO = 3 * 24 * 3600  # seconds, in which every import comes to its end


@dataclass(frozen=True, slots=True)
class Unpacked:
    """The folder that an archive's files are in, and which of them are not."""

    folder: Path
    left_out: tuple[LeftOut, ...]


class Archives:
    """Unpacks archives, each once; when it is left, nothing of that is there any more.

    `heard` is told of the archive now and then, while it is unpacked; what it raises ends that.
    """

    def __init__(self, heard: Callable[[Path], object] = lambda _: None) -> None:
        self._heard = heard
        self._known: dict[Path, Unpacked | Refusal] = {}
        self._room = 0  # bytes that still may be unpacked
        self._root: Path | None = None
        self._until_left = ExitStack()

    def __enter__(self) -> Archives:
        return self

    def __exit__(self, *_: object) -> None:
        self._known, self._root = {}, None
        self._until_left.close()

    def unpacked(self, archive: Path) -> Unpacked | Refusal:
        """An archive's files, or why they are not to be had (without the `file`).

        Refusals: those of `_unpacking.unpack`.
        """
        if archive not in self._known:
            self._known[archive] = self._unpack(archive)
        return self._known[archive]

    def _unpack(self, archive: Path) -> Unpacked | Refusal:
        from annotations.ingest import _unpacking

        if self._root is None:
            self._root, self._room = self._folder(), _unpacking.LONGEST
        # The last parts of its path are what people see; nothing of others is near above it.
        folder = self._root / str(len(self._known)) / archive.name
        try:
            folder.mkdir(parents=True)
            size, left_out = _unpacking.unpack(
                archive, folder, lambda: self._heard(archive), self._room
            )
        except Refusal as refusal:
            from shutil import rmtree

            rmtree(folder, ignore_errors=True)
            return refusal
        self._room -= size
        return Unpacked(folder, left_out)

    def _folder(self) -> Path:
        from tempfile import TemporaryDirectory, gettempdir

        _tidy(Path(gettempdir()))
        made = TemporaryDirectory(prefix=_PREFIX, ignore_cleanup_errors=True)
        return Path(self._until_left.enter_context(made)).resolve()


def _tidy(folder: Path) -> None:
    """Remove what a program that was killed left of its archives, long ago."""
    from shutil import rmtree

    for left in folder.glob(f"{_PREFIX}*"):
        with suppress(OSError):
            if left.lstat().st_mtime < time.time() - _LONG_AGO:
                rmtree(left, ignore_errors=True)
