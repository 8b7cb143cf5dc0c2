"""Found files become articles without annotations: one module here per kind of file.

A module that has `SUFFIXES` and `read(data, name) -> Document` is a kind, found by itself; one
whose files may hold several articles has `read_all(data, name) -> Iterator[Part]` instead, or
`read_file(path, limit, how)`, which need not have the whole file in memory.  With `ENCODED`
the first two take the `encoding`, where a person named one, too, with `BODIES` the `body`.
`ALSO` are endings of files that it reads but that are not its own.
Importing it must be cheap: libraries are imported where they are used.
"""

from __future__ import annotations

import os
import pkgutil
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from annotations.errors import Refusal
from annotations.ingest.guesses import Guess, readings_of
from annotations.ingest.how import AS_FOUND, How
from annotations.ingest.limits import max_bytes, read_within
from annotations.ingest.parts import Part, printable
from annotations.model import Document

__all__ = [
    "AS_FOUND",
    "Guess",
    "How",
    "Part",
    "files",
    "leads_out",
    "max_bytes",
    "read",
    "read_all",
    "readings_of",
    "suffixes",
]

Reader = Callable[[Path, int, How], Iterator[Part]]


def suffixes() -> frozenset[str]:
    """The endings of the files that can be read, lower case with their dot."""
    return frozenset(suffix for module in _kinds() for suffix in module.SUFFIXES)


def read_all(path: Path, limit: int | None = None, how: How = AS_FOUND) -> Iterator[Part]:
    """What is in a file of at most `limit` bytes (default: the setting), article by article.

    Of a table no row may be longer than that, however many there are.

    A refusal, of the file or of a part of it, comes in the place of a document and names the
    `file`: kind-unknown, folder-without-files, file-missing, file-not-readable,
    file-too-large, file-empty, and those of the kind.
    """
    try:
        for part in _parts(path, max_bytes() if limit is None else limit, how):
            if isinstance(part.content, Refusal):
                part = replace(part, content=part.content.about(file=str(path)))
            yield part
    except Refusal as refusal:
        yield Part(refusal.about(file=str(path)))


def read(path: Path, limit: int | None = None, encoding: str | None = None) -> Document:
    """The article in a file, under a new id; of several the first.

    Refusals name the `file`: those of `read_all`.
    """
    content = next(read_all(path, limit, How(encoding))).content
    if isinstance(content, Refusal):
        raise content
    return content


def _parts(path: Path, limit: int, how: How) -> Iterator[Part]:
    if path.is_dir():
        raise Refusal("folder-without-files")
    if not path.exists():
        raise Refusal("file-missing")
    reader = _readers().get(path.suffix.lower())
    if reader is None:
        raise Refusal("kind-unknown", known=" ".join(sorted(suffixes())))
    yield from reader(path, limit, how)


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


@cache
def _kinds() -> tuple[Any, ...]:
    found = pkgutil.iter_modules(__path__, f"{__name__}.")
    modules = [import_module(one.name) for one in found if "._" not in one.name]
    return tuple(module for module in modules if hasattr(module, "SUFFIXES"))


@cache
def _readers() -> dict[str, Reader]:
    return {
        suffix: _reader(module)
        for module in _kinds()
        for suffix in (*getattr(module, "ALSO", ()), *module.SUFFIXES)
    }


def _reader(module: Any) -> Reader:
    if hasattr(module, "read_file"):
        return module.read_file
    encoded = getattr(module, "ENCODED", False)

    def parts(path: Path, limit: int, how: How) -> Iterator[Part]:
        options: dict[str, str] = {"encoding": how.encoding} if encoded and how.encoding else {}
        if how.body and getattr(module, "BODIES", False):
            options["body"] = how.body
        data, name = read_within(path, limit), printable(path.name)
        if hasattr(module, "read_all"):
            yield from module.read_all(data, name, **options)
        else:
            yield Part(module.read(data, name, **options))

    return parts
