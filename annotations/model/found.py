"""What is found: by searching texts, and by checking a project."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from annotations.text.alignment import Span


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where a search found something: `span` in the source, its texts as it has them."""

    article: str
    span: Span
    quote: str
    left: str
    right: str


@dataclass(frozen=True, slots=True)
class SearchPage:
    """Some of the hits of a search; `after` asks for those that follow, None = there are none."""

    hits: tuple[Hit, ...]
    after: str | None


@dataclass(frozen=True, slots=True)
class SearchCount:
    """How many articles a search finds; how often, None where that is not known at once."""

    articles: int
    hits: int | None


@dataclass(frozen=True, slots=True)
class Mention:
    """Another place of a name: `span` in the source, its `quote` and context as it has them.

    `clause` is the text around it in simplified script, mended, and `within` its place there.
    """

    article: str
    span: Span
    quote: str
    left: str
    right: str
    clause: str
    within: Span


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault that `verify` found; `key` and `values` are for the reader to word."""

    key: str
    article: str | None = None
    values: Mapping[str, str | int] = field(default_factory=dict[str, "str | int"])
