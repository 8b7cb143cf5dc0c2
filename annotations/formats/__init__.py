"""Annotated documents out of a project and into one: one module here per format.

A module with `NAME`, `SUFFIX`, `KIND` and `write` is a format, found by itself; another
package adds one through the entry points `danqian.formats`.  A format of kind "file" writes
to a binary stream, one of kind "folder" into an empty folder.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import Any, BinaryIO, Literal

from annotations.errors import Refusal
from annotations.formats import landing
from annotations.formats.report import Context, Report
from annotations.model import Document

__all__ = ["Context", "Format", "Report", "all", "export", "named"]


@dataclass(frozen=True, slots=True)
class Format:
    """A way to write documents. `out` of `write`: a binary stream, or an empty folder's path."""

    name: str
    suffix: str
    kind: Literal["file", "folder"]
    write: Callable[[Iterable[Document], Any, Context], Report]


@cache
def all() -> Mapping[str, Format]:
    """Every format by its name."""
    found = {module.NAME: module for module in _modules() if hasattr(module, "NAME")}
    formats = {
        name: Format(name, module.SUFFIX, module.KIND, module.write)
        for name, module in sorted(found.items())
    }
    return MappingProxyType(formats)


def named(name: str) -> Format:
    """The format of that name. Refusal: format-unknown."""
    if name not in all():
        raise Refusal("format-unknown", name=name, known=" ".join(all()))
    return all()[name]


def export(format: Format, documents: Iterable[Document], path: Path, context: Context) -> Report:
    """Write to `path`, whole or not at all.

    A file that is there is replaced; a folder only if it is empty or still exactly what an
    export left there.  Refusals: those of `landing`, and of the format.
    """
    if format.kind == "file":
        with landing.file(path) as out:
            return format.write(documents, out, context)
    with landing.folder(path) as out:
        report = format.write(documents, out, context)
        landing.sign(out, report)
        return report


def stream(
    format: Format, documents: Iterable[Document], out: BinaryIO, context: Context
) -> Report:
    """Write a format of kind "file" to an open stream. Refusal: format-needs-folder."""
    if format.kind != "file":
        raise Refusal("format-needs-folder", name=format.name)
    return format.write(documents, out, context)


def _modules() -> Iterator[Any]:
    from importlib.metadata import entry_points  # which takes longer than the rest of a start

    for found in pkgutil.iter_modules(__path__, f"{__name__}."):
        yield import_module(found.name)
    for entry in entry_points(group="danqian.formats"):
        yield entry.load()
