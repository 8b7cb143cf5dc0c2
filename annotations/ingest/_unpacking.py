"""A zip archive of files unpacked into an empty folder, bounded in every way.

Everything is refused together where somebody meant harm, or where it is too much; a file that
cannot be made is left out with its reason.  What no folder gives (hidden files, `__MACOSX`)
and what nobody reads (pictures, sound) stays in the archive.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import stat
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from zipfile import ZipFile, ZipInfo

from annotations import zips
from annotations.errors import Refusal
from annotations.ingest._entry_names import names
from annotations.ingest.limits import MEGABYTE

LONGEST = 4096 * MEGABYTE  # of all that is unpacked for one import
_DEEPEST = 64  # folders in each other
_PIECE = 1 << 20  # bytes
_EVERY = 32  # files after which it is told that the work goes on
_MEDIA = re.compile(
    r"\.(avi|bmp|flac|gif|ico|jpe?g|m4a|mkv|mov|mp3|mp4|ogg|png|svg|tiff?|ttf|wav|web[mp]|woff2?)",
    re.I,
)
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_NOT_ON_WINDOWS = re.compile(r'[<>:"|?*\x00-\x1f]')
_DEVICE = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)", re.I)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A file of the archive that was not unpacked, by its path in it, and why."""

    path: PurePosixPath
    refusal: Refusal


@dataclass(frozen=True, slots=True)
class _File:
    entry: ZipInfo
    path: PurePosixPath


def unpack(
    archive: Path, folder: Path, heard: Callable[[], object], most: int = LONGEST
) -> tuple[int, tuple[LeftOut, ...]]:
    """How many bytes became files, of at most `most`, and what was left out.

    `heard` is told now and then that it goes on.  Refusals: those of `zips.opened`, zip-many (also
    of folders), zip-bomb, zip-leads-out, zip-encrypted, zip-too-large, zip-no-room.
    """
    with zips.opened(archive) as packed:
        files = _wanted(packed.infolist())
        size = sum(file.entry.file_size for file in files)
        if zips.overlap(packed.infolist(), archive) or any(zips.grows(f.entry) for f in files):
            raise Refusal("zip-bomb")
        if any(file.entry.flag_bits & 1 for file in files):
            raise Refusal("zip-encrypted")
        if size > most:
            raise Refusal("zip-too-large", limit=LONGEST // MEGABYTE)
        if size > shutil.disk_usage(folder).free:
            raise _no_room(size)
        return size, tuple(_made(packed, files, folder, heard))


def _wanted(entries: Sequence[ZipInfo]) -> list[_File]:
    """The files that a walk through the unpacked folder might find or that belong to one."""
    found: list[_File] = []
    folders: set[PurePosixPath] = set()
    for entry, name in zip(entries, names(entries), strict=True):
        parts = [part for part in name.split("/") if part not in ("", ".")]
        if name.startswith("/") or re.match("[A-Za-z]:/", name) or ".." in parts:
            raise Refusal("zip-leads-out", part=name)
        is_hidden = any(part.startswith(".") or part == "__MACOSX" for part in parts)
        if parts and not is_hidden and not name.endswith("/"):
            path = PurePosixPath(*(as_file(part) for part in parts))
            if not _MEDIA.fullmatch(path.suffix):
                found.append(_File(entry, path))
                _count(path, folders)
    return found


def _count(path: PurePosixPath, folders: set[PurePosixPath]) -> None:
    """Add the folders above a file to those that have to be made. Refusal: zip-many."""
    if len(path.parts) <= _DEEPEST:  # else nothing is made of it
        folders.update(path.parents)
    if len(folders) > zips.MOST_ENTRIES:
        raise Refusal("zip-many", limit=zips.MOST_ENTRIES)


def as_file(part: str, windows: bool = os.name == "nt") -> str:
    """The name that a file or folder of the archive gets on this system."""
    if not windows:
        return part.replace("\0", "_")
    safe = _NOT_ON_WINDOWS.sub("_", part).rstrip(" .") or "_"
    return f"_{safe}" if _DEVICE.match(safe) else safe


def _made(
    packed: ZipFile, files: Iterable[_File], folder: Path, heard: Callable[[], object]
) -> Iterator[LeftOut]:
    taken: set[str] = set()  # as systems have it to which a and A are one
    folders: set[PurePosixPath] = set()
    for number, file in enumerate(files):
        if number % _EVERY == 0:
            heard()
        name = unicodedata.normalize("NFC", str(file.path)).casefold()
        refusal = _fault(file) or (Refusal("zip-same-name") if name in taken else None)
        if refusal is None:
            taken.add(name)
            if file.path.parent not in folders and (refusal := _folder(folder, file.path)) is None:
                folders.add(file.path.parent)
        if refusal is None:
            refusal = _file(packed, file.entry, folder / file.path, heard)
        if refusal is not None:
            yield LeftOut(file.path, refusal)


def _fault(file: _File) -> Refusal | None:
    kind = stat.S_IFMT(file.entry.external_attr >> 16)
    if kind not in (0, stat.S_IFREG):
        return Refusal("zip-link")
    if not zips.is_plain(file.entry):
        return Refusal("zip-method")
    return Refusal("zip-name") if len(file.path.parts) > _DEEPEST else None


def _folder(folder: Path, path: PurePosixPath) -> Refusal | None:
    try:
        (folder / path.parent).mkdir(parents=True, exist_ok=True)
    except OSError as error:  # too long, or a file is called so
        return _not_made(error)
    return None


def _file(
    packed: ZipFile, entry: ZipInfo, path: Path, heard: Callable[[], object]
) -> Refusal | None:
    """Unpack one file: never more of it than the archive says of its size."""
    try:
        out = path.open("xb")
    except OSError as error:
        return _not_made(error)
    fault: Exception | None = None
    with out:
        try:
            with packed.open(entry) as source:
                while piece := source.read(_PIECE):
                    out.write(piece)
                    if len(piece) == _PIECE:
                        heard()
        except zips.BROKEN as error:
            fault = error
    if fault is None:
        return None
    path.unlink()
    if isinstance(fault, OSError) and fault.errno in _FULL:
        raise _no_room(entry.file_size) from fault
    return Refusal("zip-damaged", part="")


def _not_made(error: OSError) -> Refusal:
    if error.errno in _FULL:
        raise _no_room(0) from error
    return Refusal("zip-name")


def _no_room(size: int) -> Refusal:
    return Refusal("zip-no-room", size=max(1, size // MEGABYTE))
