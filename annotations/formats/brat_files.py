"""The files of brat on the disk: a pair, the configuration above it, annotators side by side."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from annotations.errors import Refusal

_MOST_BESIDE = 100  # folders looked into for other annotators
_MOST_BYTES = 1_000_000  # of a configuration
_UP = 3  # folders in which a configuration is looked for


def text_of(path: Path) -> Path | None:
    """The text beside a file of annotations; None where there is none."""
    beside = path.with_suffix(".txt")
    return beside if beside.is_file() else None


def bytes_of(path: Path, limit: int) -> bytes:
    """A file of at most `limit` bytes. Refusal: file-not-readable, file-too-large."""
    try:
        if not path.is_file():  # a pipe or device might never end
            raise OSError
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except OSError as error:
        raise Refusal("file-not-readable", file=str(path)) from error
    if len(data) > limit:
        raise Refusal("file-too-large", file=str(path), limit=f"{limit / 1024 / 1024:g}")
    return data


def decoded(data: bytes, path: Path) -> str:
    """brat's texts are UTF-8; Refusal "text-not-utf8"."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Refusal("text-not-utf8", file=str(path)) from error


def configuration(path: Path, name: str) -> str:
    """A configuration as brat finds it: in the folder of the file or the next ones above it."""
    for folder in list(path.parents)[:_UP]:
        try:
            changed = (folder / name).stat().st_mtime_ns
        except OSError:
            continue
        return _small(folder / name, changed)
    return ""


@lru_cache(maxsize=64)
def _small(path: Path, _changed: int) -> str:
    try:
        with path.open("rb") as file:
            return file.read(_MOST_BYTES).decode("utf-8", "replace")
    except OSError:
        return ""


def annotator(path: Path, within: str | None) -> str | None:
    """The folder's name, where a folder beside it holds the same file with the same text.

    Only of folders in the one that was given: what lies beside that is not meant.
    """
    folder = path.parent
    if within is None or not folder.parent.is_relative_to(within):
        return None
    mine = path.with_suffix(".txt")
    for other in _folders_beside(folder, folder.parent.stat().st_mtime_ns):
        theirs = other / mine.name
        if (other / path.name).is_file() and _is_same(mine, theirs):
            return folder.name
    return None


@lru_cache(maxsize=16)
def _folders_beside(folder: Path, _changed: int) -> tuple[Path, ...]:
    found: list[Path] = []
    try:
        for other in sorted(folder.resolve().parent.iterdir()):
            if other.is_dir() and other.name != folder.resolve().name:
                found.append(other)
            if len(found) == _MOST_BESIDE:
                break
    except OSError:
        return ()
    return tuple(found)


def _is_same(one: Path, other: Path) -> bool:
    try:
        return one.stat().st_size == other.stat().st_size and one.read_bytes() == other.read_bytes()
    except OSError:
        return False
