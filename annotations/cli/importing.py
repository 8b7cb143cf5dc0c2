"""What `danqian import` is told of the files, and what it keeps of that for the next time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotations import ingest
from annotations.cli.terminal import worded
from annotations.errors import Refusal
from annotations.ingest import tables, web
from annotations.ingest.how import Body
from annotations.model import Outcome

if TYPE_CHECKING:
    from annotations.project import Project
    from annotations.tagset.mapping import Given

_AT_ONCE = 5_000_000  # characters that are put into the search index in one transaction


def how_told(encoding: str | None, columns: str | None, body: Body | None) -> ingest.How:
    """How files are to be read by the words of the command line; what is no sense is usage."""
    from annotations.ingest.columns import parsed
    from annotations.ingest.decode import named_encoding

    try:
        if encoding is not None:
            named_encoding(encoding)
        return ingest.How(encoding, None if columns is None else parsed(columns), body)
    except Refusal as refusal:
        raise click.UsageError(worded(refusal.key, refusal.values)) from refusal


def names_told(reader: str | None, words: Iterable[str]) -> Given:
    """What labels of files are by the words of the command line; a wrong `reader` is usage."""
    from annotations import formats
    from annotations.tagset.mapping import parsed

    try:
        if reader is not None:
            formats.reader(reader)
        return parsed(words)
    except Refusal as refusal:
        raise click.UsageError(worded(refusal.key, refusal.values)) from refusal


def misfits_told(outcome: Outcome) -> list[str]:
    """A sentence for everything of a document that did not fit."""
    place = {"file": outcome.file, "line": outcome.line or 0}
    return [worded(misfit.key, {**place, **misfit.values}) for misfit in outcome.misfits]


def keep_columns(how: ingest.How, outcomes: Sequence[Outcome], paths: Iterable[Path]) -> None:
    """Remember the columns that were told for each header that rows were read by."""
    if how.columns is None:
        return
    from annotations.arriving import arrivals
    from annotations.ingest.remembered import remember

    read = {outcome.file for outcome in outcomes if outcome.line and outcome.result != "refused"}
    for arrival in arrivals(paths):
        if str(arrival.shown) in read and tables.is_table(arrival.path):
            with suppress(Refusal):  # what was read a moment ago may be gone
                for preview in tables.previews(arrival.path, how):
                    if preview.columns is not None:
                        remember(preview.header, preview.columns)


def keep_bodies(
    how: ingest.How, outcomes: Iterable[Outcome], paths: Iterable[Path], limit: int
) -> None:
    """Remember the body that was told for each page that was read by it."""
    if how.body is None:
        return
    import hashlib

    from annotations.arriving import arrivals
    from annotations.ingest.limits import read_within
    from annotations.ingest.remembered_bodies import remember

    read = {outcome.file for outcome in outcomes if outcome.result != "refused"}
    said: dict[str, Body] = {}
    for arrival in arrivals(paths):
        if str(arrival.shown) in read and arrival.path.suffix.lower() in web.SUFFIXES:
            with suppress(Refusal):  # what was read a moment ago may be gone
                said[hashlib.sha256(read_within(arrival.path, limit)).hexdigest()] = how.body
    remember(said, {})


def finish_index(project: Project) -> None:
    """Have what came in in the search index, as far as nobody reads the project meanwhile.

    All of it is stored, and found without it, though not as quickly.
    """
    with suppress(Refusal):
        while project.index_more(_AT_ONCE):
            pass
