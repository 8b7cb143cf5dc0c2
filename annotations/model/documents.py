"""A whole document, as formats read and write it, and what became of one that came in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from annotations.errors import Refusal
from annotations.model.articles import Article
from annotations.model.emendations import Emendation
from annotations.model.marks import Annotation, Relation
from annotations.model.views import Reading


@dataclass(frozen=True, slots=True)
class Document:
    """An article with everything on it: what formats read and write."""

    article: Article
    emendations: tuple[Emendation, ...] = ()
    readings: tuple[Reading, ...] = ()
    annotations: tuple[Annotation, ...] = ()
    relations: tuple[Relation, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one incoming file, or of one line of it (`line` counts from 1).

    `reason` is the key of a message with its `values`; empty when all went well.  `misfits`
    say what of an annotated document did not fit and was left out.
    """

    file: str
    result: Literal["new", "same", "merged", "refused"]
    line: int | None = None
    article: str | None = None
    encoding: str | None = None
    reason: str = ""
    values: Mapping[str, str | int] = field(default_factory=dict[str, "str | int"])
    misfits: tuple[Refusal, ...] = ()
