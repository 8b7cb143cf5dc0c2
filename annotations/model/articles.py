"""An article: its source, what is known of it, and what can be counted of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypedDict

from annotations.model.emendations import EmendationStatus
from annotations.model.views import Extra
from annotations.overview import ArticleStatus, Script


@dataclass(frozen=True, slots=True)
class TagSetRef:
    """Which tag set, in which version, something was made under."""

    id: str
    version: str
    extra: Extra = field(default_factory=dict[str, object])


@dataclass(frozen=True, slots=True)
class Source:
    """The file an article came from. `sha256` is of its bytes; `bom` of its first ones.

    `data` are the bytes, kept only where `text` encoded again would not give them.
    """

    name: str
    sha256: str
    encoding: str
    bom: bool
    data: bytes | None = None
    extra: Extra = field(default_factory=dict[str, object])
    absent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """One source text, immutable, with what is known about it."""

    id: str
    title: str
    text: str
    source: Source
    status: ArticleStatus = "new"
    meta: Extra = field(default_factory=dict[str, object])
    author: str | None = None
    created: str | None = None
    tagset: TagSetRef | None = None
    repair: bool = False  # see Conversion
    flag: bool = False
    note: str | None = None
    extra: Extra = field(default_factory=dict[str, object])
    absent: tuple[str, ...] = ()


class ArticleFields(TypedDict, total=False):
    """What of an article can be set, each alone or several at once.

    A note or a field of `meta` that is None or blank is taken away; fields of `meta` that are
    not named stay.
    """

    title: str
    status: ArticleStatus
    flag: bool
    note: str | None
    meta: Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class ArticleStatistics:
    """What can be counted of an article: in its source text, in code points, and on it.

    `han` and `blank` are some of the `chars`; `simplified` and `traditional` those that exist
    in one script alone.  `sentences` end with 。！？, `clauses` also with ，；.  `labels`,
    `authors` ("" where none is told) and `relations` count by name, the commonest first;
    `tagged` are the characters under at least one annotation.
    """

    chars: int
    han: int
    blank: int
    paragraphs: int
    sentences: int
    clauses: int
    script: Script
    simplified: int
    traditional: int
    annotations: int
    tagged: int
    labels: Mapping[str, int]
    authors: Mapping[str, int]
    relations: Mapping[str, int]
    emendations: Mapping[EmendationStatus, int]

    @property
    def other(self) -> int:
        """Characters that are neither Han nor blank."""
        return self.chars - self.han - self.blank

    @property
    def tagged_share(self) -> float:
        """The part of the text that is under an annotation, from 0 to 1."""
        return self.tagged / self.chars if self.chars else 0.0
