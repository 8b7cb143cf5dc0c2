"""Suggestions: annotations that the program proposes, with the reason of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from annotations.model.marks import Attributes, AttributeValue
from annotations.text.alignment import Span


@dataclass(frozen=True, slots=True)
class SuggestedSlot:
    """What a suggested annotation proposes for one of its slots.

    `relation` is the id of a relation of the tag set, `label` and `fragments` (of the source)
    what fills it: an annotation that is there, or another suggestion.  `ticked`: so likely that
    it is taken along when the suggestion is accepted.
    """

    relation: str
    label: str
    fragments: tuple[Span, ...]
    ticked: bool


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An annotation that is proposed, and why; it is in no export until somebody accepts it.

    `fragments` are of the source, `quote` is their text and `surface` the same as the clean
    hans view has it: suggestions of one surface and label are judged together.  `rule` names
    the reason as `suggester.rule`, `evidence` what it went by (a word of a list, a pattern),
    `confidence` goes from 0 to 1.
    """

    label: str
    fragments: tuple[Span, ...]
    quote: str
    surface: str
    rule: str
    confidence: float
    evidence: str = ""
    attributes: Attributes = field(default_factory=dict[str, AttributeValue])
    slots: tuple[SuggestedSlot, ...] = ()
    is_nested: bool = False

    @property
    def key(self) -> tuple[str, tuple[Span, ...]]:
        """What tells it from all others of its article, however it was found."""
        return self.label, self.fragments

    @property
    def group(self) -> tuple[str, str]:
        """What it is judged together with: its label and surface."""
        return self.label, self.surface

    @property
    def hull(self) -> Span:
        return Span(self.fragments[0].start, self.fragments[-1].end)


@dataclass(frozen=True, slots=True)
class Taught:
    """What a project has taught: strings are as the clean hans view has them.

    `words` are names that were tagged, with their label; `rejected` pairs of label and surface
    that are not proposed again anywhere; `lines` by name of a word list what the project adds to
    it, a line that begins with "-" takes a word out; `labels` those of its tag set, None any;
    `model` the file of the sequence model that was trained on it and is switched on, or "".
    """

    words: Mapping[str, str] = field(default_factory=dict[str, str])
    rejected: frozenset[tuple[str, str]] = frozenset()
    lines: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    labels: frozenset[str] | None = None
    model: str = ""


@dataclass(frozen=True, slots=True)
class Rejection:
    """A suggestion that somebody rejected, or a label for a surface wherever it stands.

    The latter has no `article` ("") and no `fragments`; `count` tells how many suggestions were
    judged by it.  `surface` is as the clean hans view has it.
    """

    id: str
    article: str
    label: str
    surface: str
    fragments: tuple[Span, ...]
    rule: str
    confidence: float
    count: int = 1
    author: str | None = None
    created: str | None = None

    @property
    def key(self) -> tuple[str, tuple[Span, ...]]:
        """As that of a `Suggestion`."""
        return self.label, self.fragments

    @property
    def group(self) -> tuple[str, str]:
        """As that of a `Suggestion`."""
        return self.label, self.surface


def word_of(line: str) -> str:
    """The word that a line of a word list is about, be it to add it or to take it out."""
    return line.split("\t", 1)[0].strip().removeprefix("-")


class Record(NamedTuple):
    """How often suggestions of a rule, or of a label and surface, were accepted and rejected."""

    accepted: int = 0
    rejected: int = 0
