"""A project out into a format: what the window and the command line both do."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

from annotations import formats
from annotations.formats import Context, Format, Report, Selection, landing
from annotations.model import Document, ViewName
from annotations.project import Project

Progress = Callable[[int, int], None]
"""Told how many of how many articles are on their way; what it raises ends the export."""


def context(
    project: Project,
    format: Format,
    *,
    view: ViewName = "source",
    selection: Selection | None = None,
    options: Mapping[str, str] | None = None,
) -> Context:
    """What a format needs to know of a project. Refusal: option-unknown, option-value."""
    return Context(
        tagset=project.tagset,
        project_line=project.project_line(),
        view=view,
        conversion=project.conversion,
        selection=selection or Selection(),
        options=format.chosen(options or {}),
        name=project.path.stem,
    )


def export(
    project: Project,
    format: Format,
    out: Path | BinaryIO,
    context: Context,
    progress: Progress | None = None,
) -> Report:
    """Write what is chosen of a project to a path or a stream.

    Refusals: article-missing, out-is-project, and those of `formats.export`; nothing is left
    behind then.
    """
    chosen = documents(project, context.selection.articles, progress)
    if isinstance(out, Path):
        landing.refuse_project(out, project.path)
        return formats.export(format, chosen, out, context)
    return formats.stream(format, chosen, out, context)


def documents(
    project: Project, articles: Sequence[str] = (), progress: Progress | None = None
) -> Iterator[Document]:
    """The documents of a project, all or those of these ids, one after another."""
    ids = tuple(articles or project.article_list().ids)
    total = len(ids)
    for number, id in enumerate(ids):
        if progress is not None:
            progress(number, total)
        yield project.document(id)
    if progress is not None:
        progress(total, total)
