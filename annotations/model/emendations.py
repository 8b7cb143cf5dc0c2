"""Emendations: what should be read in place of what the source has."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from annotations.model.views import Extra
from annotations.text.alignment import Span

EmendationStatus = Literal["proposed", "accepted", "rejected"]
EMENDATION_STATUSES: tuple[EmendationStatus, ...] = ("proposed", "accepted", "rejected")
PROVED = 1.0  # the confidence of an emendation that is more than likely
ZONES = frozenset({"boilerplate", "byline", "duplicate"})  # kinds that mute a passage


@dataclass(frozen=True, slots=True)
class Emendation:
    """Read `replacement` instead of the source's `span`; None = what it was is not known.

    `confidence` is between 0 and 1, where 1 (`PROVED`) needs no second look and None is not
    said; `evidence` are the JSON values of the reason, which the rule's message words.
    An emendation of a kind in `ZONES` mutes a passage while it is only proposed.
    """

    id: str
    span: Span
    replacement: str | None
    kind: str = ""
    rule: str = ""
    status: EmendationStatus = "proposed"
    confidence: float | None = None
    evidence: Extra = field(default_factory=dict[str, object])
    author: str | None = None
    created: str | None = None
    extra: Extra = field(default_factory=dict[str, object])
    absent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RuleCount:
    """How many emendations of a project one rule made, by what became of them.

    `proved` counts those still proposed that are proved and have a replacement.
    """

    kind: str
    rule: str
    proposed: int
    accepted: int
    rejected: int
    proved: int
