"""What runs in the process of long works: reading, comparing and writing, and nothing of Qt.

A task is a function here; it gets a way to say things while it works, and its arguments.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from annotations.analysis.duplicates import Group
    from annotations.arriving import Arrival
    from annotations.formats import Selection
    from annotations.ingest import How
    from annotations.model import ViewName
    from annotations.questions import Questions
    from annotations.tagset import TagSet

Say = Callable[[object], None]
Answer = tuple[Literal["ready", "said", "done", "refused", "failed", "stopped"], Any]
"""What comes back: that tasks may come; what one says, any number of times; then its result, or why
there is none."""
STOP = "stop"


class Stopped(Exception):
    """The result is not wanted any more."""


class _Gone(Exception):
    """The window is."""


def serve(pipe: Connection, _: str) -> None:
    """Carry out each (task, arguments, named arguments) that comes; `STOP` stops it."""

    def say(item: object) -> None:
        try:
            pipe.send(("said", item))
            if pipe.poll():
                pipe.recv()
                raise Stopped
        except OSError as error:
            raise _Gone from error

    try:
        pipe.send(("ready", None))
        while True:
            said = pipe.recv()
            if said != STOP:  # which may come when all is done already
                pipe.send_bytes(_carried_out(say, *said))
    except (EOFError, OSError, KeyboardInterrupt, _Gone):
        return


def _carried_out(
    say: Say, task: Callable[..., object], args: Sequence[object], kwargs: Mapping[str, Any]
) -> bytes:
    """The last answer, ready to be sent."""
    from annotations.errors import Refusal

    end: Answer
    try:
        try:
            end = "done", task(say, *args, **kwargs)
        except Stopped:
            end = "stopped", None
        except Refusal as refusal:
            end = "refused", refusal
        return pickle.dumps(end)
    except _Gone:
        raise
    except Exception:
        import traceback

        return pickle.dumps(("failed", traceback.format_exc()))


# -- tasks --------------------------------------------------------------------------------------


def look(say: Say, paths: Sequence[Path], tagset: TagSet) -> Questions:
    """What has to be asked before these files come in; says at the how manyth it is, and which."""
    from annotations.ingest.archives import Archives
    from annotations.questions import questions

    seen = 0

    def heard(path: Path) -> None:
        nonlocal seen
        seen += 1
        say((seen, path.name))

    with Archives(lambda path: say((seen, path.name))) as archives:
        return questions(paths, tagset, heard=heard, archives=archives)


def read(
    say: Say, arrival: Arrival, reader: str | None, limit: int, how: How, tagset: TagSet
) -> None:
    """Says everything in a file that the named reader reads, with what the detectors find."""
    from annotations import formats, intake

    arrival = replace(arrival, reader=formats.reader(reader) if reader else None)
    for item in intake.read(arrival, limit, how, tagset):
        say(intake.looked_over(arrival, item))


def compare(_: Say, project: Path, new: Sequence[str]) -> tuple[tuple[Group, ...], dict[str, str]]:
    """The duplicates that new articles of a project are in, and the titles of all in them."""
    from annotations.project import open_project

    with open_project(project, read_only=True) as opened:
        groups = opened.duplicates(of=new)
        ids = [id for group in groups for id in group.ids]
        rows = [row for id in ids if (row := opened.article_row(id)) is not None]
    return groups, {row.id: row.title for row in rows}


@dataclass(frozen=True, slots=True)
class Written:
    """What an export has in it, and what it could not carry: kinds and how many."""

    documents: int
    annotations: int
    relations: int
    losses: dict[str, int]


def write(
    say: Say,
    project: Path,
    name: str,
    out: Path,
    view: ViewName,
    selection: Selection,
    options: Mapping[str, str],
) -> Written:
    """Export a project; says how many of how many articles are on their way."""
    from annotations import exporting, formats
    from annotations.project import open_project

    format = formats.named(name)
    with open_project(project, read_only=True) as opened:
        context = exporting.context(opened, format, view=view, selection=selection, options=options)
        told = exporting.export(opened, format, out, context, lambda *many: say(many))
    return Written(told.documents, told.annotations, told.relations, dict(told.losses))
