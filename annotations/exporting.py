"""A project out into a format: what the window and the command line both do."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from annotations import formats
from annotations.formats import Context, Format, Report, Selection, landing, viewed
from annotations.model import Document, Span, ViewName
from annotations.project import Project

_LOOKED_AT = 50  # articles from which the one for a preview is taken
_LONGEST = 20_000  # characters of it
_PREVIEWED = 64 * 1024  # bytes of a file
_LINES, _WIDTH, _ROWS, _FILES = 60, 240, 30, 6

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


@dataclass(frozen=True, slots=True)
class Preview:
    """The beginning of what an export would write.

    `text` where that is text; of other files `rows` of the first spans: label, offsets in the
    view, covered text.  `files` are the names in a folder.  Nothing of all where there is no
    article that is short enough to be tried.
    """

    text: str = ""
    rows: tuple[tuple[str, int, int, str], ...] = ()
    files: tuple[str, ...] = ()


def preview(project: Project, format: Format, context: Context) -> Preview:
    """What an export of the first article would begin with; nothing is written but in temp.

    Refusals: those of `export`.
    """
    id = _tried(project, context.selection.articles)
    if id is None:
        return Preview()
    document = project.document(id)
    if format.kind == "file":
        out = io.BytesIO()
        formats.stream(format, [document], out, context)
        text, names = _begun(out.getvalue()[:_PREVIEWED]), ()
    else:
        with tempfile.TemporaryDirectory(prefix="danqian-") as folder:
            place = Path(folder, "preview")
            formats.export(format, [document], place, context)
            names, text = _files_in(place)
    if text is not None:
        return Preview(text=text, files=names)
    report = Report(format.name)
    shown = viewed.in_view(context.selection.of(document), context.view, context.conversion, report)
    body = shown.article.text
    rows = [
        (mark.label, mark.hull.start, mark.hull.end, _quote(body, mark.fragments))
        for mark in shown.annotations[:_ROWS]
    ]
    return Preview(rows=tuple(rows), files=names)


def _tried(project: Project, articles: Sequence[str]) -> str | None:
    """The first article that is short, with annotations if one of the first few has any."""
    ids = tuple(articles or project.article_list().ids)[:_LOOKED_AT]
    rows = [row for id in ids if (row := project.article_row(id)) and row.chars <= _LONGEST]
    return next((row.id for row in rows if row.annotations), rows[0].id if rows else None)


def _files_in(folder: Path) -> tuple[tuple[str, ...], str | None]:
    """The names in a folder, and how its texts begin; None where one of the first is no text."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    paths = [path for path in paths if path.name != landing.REPORT]
    names = tuple(path.relative_to(folder).as_posix() for path in paths)
    parts: list[str] = []
    for path, name in zip(paths[:_FILES], names, strict=False):
        with path.open("rb") as file:
            text = _begun(file.read(_PREVIEWED), _LINES // min(len(paths), _FILES))
        if text is None:
            return names, None
        parts.append(f"── {name}\n{text}")
    return names, "\n\n".join(parts)


def _begun(data: bytes, lines: int = 0) -> str | None:
    """The first lines of a text, each cut short; None for what is none."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if error.start < len(data) - 3:  # and not a character that the cut went through
            return None
        text = data[: error.start].decode("utf-8-sig")
    if "\0" in text:
        return None
    first = text.split("\n")[: lines or _LINES]
    return "\n".join(line.rstrip("\r")[:_WIDTH] for line in first)


def _quote(text: str, fragments: Sequence[Span]) -> str:
    return " … ".join(text[one.start : one.end] for one in fragments)[:_WIDTH]
