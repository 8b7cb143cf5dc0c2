"""Documents and projects for the tests of the store."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from contextlib import closing
from dataclasses import fields
from pathlib import Path
from sqlite3 import Connection, connect
from uuid import uuid4

from annotations.model import (
    Annotation,
    AnnotationFilter,
    Article,
    ArticleFilter,
    Document,
    Emendation,
    Reading,
    Relation,
    Source,
    Span,
)
from annotations.project import Project, open_project
from annotations.store import folding
from annotations.store.tables import Place, Row

TEXT = "𠮷林省與上海市浦東新區(qū)簽約。\r\n全角ＡＢＣ与半角ABC，兩地共建園區；𠮷𠮷。\n"


def article(id: str = "", text: str = TEXT, name: str = "a.txt") -> Article:
    sum = hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()
    return Article(id or str(uuid4()), text[:6], text, Source(name, sum, "utf-8", bom=False))


def mark(id: str, start: int, end: int, label: str = "REGION", text: str = TEXT) -> Annotation:
    return Annotation(id, label, (Span(start, end),), text[start:end])


def document(
    id: str = "",
    text: str = TEXT,
    annotations: Sequence[Annotation] = (),
    relations: Sequence[Relation] = (),
    emendations: Sequence[Emendation] = (),
    readings: Sequence[Reading] = (),
) -> Document:
    return Document(
        article(id, text), tuple(emendations), tuple(readings), tuple(annotations), tuple(relations)
    )


def new_project(folder: Path, *documents: Document) -> Project:
    """A project in `folder`, with these documents brought in one step."""
    project = open_project(folder / "p.danqian", author="甲", create=True)
    if documents:
        with project.bringing() as batch:
            for number, each in enumerate(documents, 1):
                assert batch.add(each, file="d.jsonl", line=number).result == "new"
    return project


def told(only: ArticleFilter | AnnotationFilter) -> str:
    """A filter as the name of a test: what it asks for, in one order."""
    asked = ((each.name, getattr(only, each.name)) for each in fields(only))
    return " ".join(f"{name}={sorted(v) if isinstance(v, frozenset) else v}" for name, v in asked)


def everything(project: Project) -> dict[Place, Row]:
    """The whole state of a project, rows as stored."""
    file = project._file  # pyright: ignore[reportPrivateUsage]
    places = ("", *(row.id for row in project.articles()))
    return {place: row for id in places for place, row in folding.state(file, id).items()}


def raw(path: Path) -> closing[Connection]:
    """Another program's connection, which knows none of our rules."""
    return closing(connect(path, isolation_level=None))
