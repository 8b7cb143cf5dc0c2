"""What a suggester is, and what it gives.

A module here that has `SUGGESTER` is one, found by itself; see `annotations.suggest`.  A
suggester reads a `Passage`, simplified and clean, and gives `Candidate`s with places in it; it
knows nothing of sources, scripts and dirt.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from annotations.model import Attributes, AttributeValue, Span

if TYPE_CHECKING:
    from annotations.suggest.passage import Passage


@dataclass(frozen=True, slots=True)
class Slot:
    """What may fill a slot of a measure: a relation's id and the place of a name."""

    relation: str
    span: Span
    label: str
    ticked: bool = True


@dataclass(frozen=True, slots=True)
class Candidate:
    """A label for a span of the clean hans text.

    `rule` is the name of the reason within its suggester, `evidence` what it went by, and
    `confidence`, 0 to 1, how often it is right.  `is_nested`: it is proposed inside a longer name,
    which `propose` says of it.
    """

    span: Span
    label: str
    rule: str
    confidence: float
    evidence: str = ""
    attributes: Attributes = field(default_factory=dict[str, AttributeValue])
    slots: tuple[Slot, ...] = ()
    is_nested: bool = False


@dataclass(frozen=True, slots=True)
class Suggester:
    """One way to find names or measures.

    Those of a lower `stage` go first, and what they found is in `passage.found` for the others:
    1 needs nothing (places, dates, titles of works), 2 builds on it (bodies, firms, zones), 3 on
    both (offices, people), 4 is what is left (fields, policies, references), 5 reads all names
    (measures).  `rules` are the names of all reasons it may give; each has a message
    `suggest-<suggester>-<rule>`.
    """

    name: str
    stage: int
    rules: tuple[str, ...]
    suggest: Callable[[Passage], Iterable[Candidate]]
