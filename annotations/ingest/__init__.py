"""Found files become articles without annotations: one module here per kind of file.

A module that has `SUFFIXES` and `read(data, name) -> Document` is a kind, found by itself.
"""

from __future__ import annotations

import os
import pkgutil
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cache
from importlib import import_module
from pathlib import Path

from annotations.errors import Refusal
from annotations.ingest.limits import max_bytes, read_within
from annotations.model import Document

__all__ = ["files", "leads_out", "max_bytes", "read", "suffixes"]

Reader = Callable[[bytes, str], Document]


def suffixes() -> frozenset[str]:
    """The endings of the files that can be read, lower case with their dot."""
    return frozenset(_readers())


def read(path: Path, limit: int | None = None) -> Document:
    """The article in a file of at most `limit` bytes (default: the setting), under a new id.

    Refusals name the `file`: kind-unknown, folder-without-files, file-missing,
    file-not-readable, file-too-large, file-empty, file-not-text, file-too-damaged,
    text-lone-surrogate.
    """
    try:
        return _read(path, max_bytes() if limit is None else limit)
    except Refusal as refusal:
        raise refusal.about(file=str(path)) from refusal.__cause__


def _read(path: Path, limit: int) -> Document:
    if path.is_dir():
        raise Refusal("folder-without-files")
    if not path.exists():
        raise Refusal("file-missing")
    reader = _readers().get(path.suffix.lower())
    if reader is None:
        raise Refusal("kind-unknown", known=" ".join(sorted(suffixes())))
    return reader(read_within(path, limit), _printable(path.name))


def files(paths: Iterable[Path], known: Collection[str] | None = None) -> Iterator[Path]:
    """The files meant by `paths`, each folder walked in natural order (2 before 10).

    From a folder come only visible files with a `known` ending (default: `suffixes()`);
    a folder without any, or one that cannot be looked into, comes itself, and so does every
    path that is no folder: `read` then says what is wrong with it.
    """
    wanted = suffixes() if known is None else known
    for path in paths:
        if path.is_dir():
            found = False
            for file in _walk(path, wanted):
                found = True
                yield file
            if not found:
                yield path
        else:
            yield path


def _walk(folder: Path, known: Collection[str]) -> Iterator[Path]:
    unreadable: list[Path] = []

    def note(error: OSError) -> None:
        unreadable.append(Path(str(error.filename)))

    for root, folders, names in os.walk(folder, onerror=note):
        folders[:] = sorted((f for f in folders if not f.startswith(".")), key=_natural)
        for name in sorted(names, key=_natural):
            if not name.startswith(".") and Path(name).suffix.lower() in known:
                yield Path(root, name)
    yield from (path for path in unreadable if path != folder)


def leads_out(file: Path, given: Collection[Path]) -> bool:
    """Whether a file that `files` found is a link to something outside of all that was given.

    A folder that somebody packed must not fetch what lies elsewhere.
    """
    if file in given or not file.is_symlink():
        return False
    target = file.resolve()
    return not any(target.is_relative_to(place.resolve()) for place in given)


def _natural(name: str) -> list[tuple[int, str]]:
    """Digits by their number, everything else by its characters."""
    parts: list[str] = re.findall(r"[0-9]+|[^0-9]+", name)
    return [(int(p), p) if p[0] in "0123456789" else (-1, p) for p in parts]


def _printable(name: str) -> str:
    """A file name without the lone surrogates that stand for bytes that are not UTF-8."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


@cache
def _readers() -> dict[str, Reader]:
    readers: dict[str, Reader] = {}
    for found in pkgutil.iter_modules(__path__, f"{__name__}."):
        module = import_module(found.name)
        for suffix in getattr(module, "SUFFIXES", ()):
            readers[suffix] = module.read
    return readers
