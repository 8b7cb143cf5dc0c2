"""Suggestions that are judged together: those of one label and surface."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from annotations.model import Span, Suggestion

Order = Literal["place", "label"]
SURE, FAIRLY, HARDLY = 0.95, 0.8, 0.6  # least confidence of what is called so


@dataclass(frozen=True, slots=True)
class Group:
    """All suggestions of one label and surface in an article, in the order of the text."""

    members: tuple[Suggestion, ...]

    @property
    def first(self) -> Suggestion:
        return self.members[0]

    @property
    def key(self) -> tuple[str, str]:
        return self.first.group

    @property
    def confidence(self) -> float:
        """Of the least sure one."""
        return min(one.confidence for one in self.members)


@dataclass(frozen=True, slots=True)
class Sieve:
    """Which suggestions are looked at: those of a label ("" any) and at least so sure."""

    label: str = ""
    least: float = 0.0

    def lets(self, one: Suggestion) -> bool:
        return (not self.label or one.label == self.label) and one.confidence >= self.least


def grouped(
    found: Iterable[Suggestion], measure: str, order: Order, labels: Sequence[str]
) -> tuple[Group, ...]:
    """Groups in the order they are judged: names first, measures after them.

    By `place` where the first of each stands, by `label` in the order of the tag set's `labels`.
    """
    together: dict[tuple[str, str], list[Suggestion]] = {}
    for one in sorted(found, key=in_text):
        together.setdefault(one.group, []).append(one)
    rank = {label: number for number, label in enumerate(labels)}
    groups = [Group(tuple(members)) for members in together.values()]
    groups.sort(key=lambda group: _order(group, measure, order, rank))
    return tuple(groups)


def _order(
    group: Group, measure: str, order: Order, rank: Mapping[str, int]
) -> tuple[bool, int, tuple[int, int]]:
    label = group.first.label
    by_label = rank.get(label, len(rank)) if order == "label" else 0
    return label == measure, by_label, in_text(group.first)


def in_text(one: Suggestion) -> tuple[int, int]:
    """By where it begins, longer ones first."""
    return one.fragments[0].start, -one.fragments[-1].end


def by_label(found: Iterable[Suggestion], labels: Sequence[str]) -> dict[str, int]:
    """How many there are of each label, in the order of the tag set."""
    many: dict[str, int] = {}
    for one in found:
        many[one.label] = many.get(one.label, 0) + 1
    rank = {label: number for number, label in enumerate(labels)}
    return dict(sorted(many.items(), key=lambda pair: rank.get(pair[0], len(rank))))


def alike(
    group: Iterable[Suggestion], current: Suggestion, draft: Suggestion, source: str
) -> tuple[Suggestion, ...]:
    """The suggestions of a group as `draft` has the `current` one: each mended in the same way.

    One whose text does not read like the draft's with its ends moved so stays out.
    """
    start = draft.fragments[0].start - current.fragments[0].start
    end = draft.fragments[-1].end - current.fragments[-1].end
    made: list[Suggestion] = []
    for one in group:
        if one == current and draft.quote == "".join(part.of(source) for part in draft.fragments):
            made.append(draft)
            continue
        if len(one.fragments) + len(draft.fragments) > 2:
            continue
        span = one.fragments[0]
        moved = Span(max(0, span.start + start), min(len(source), span.end + end))
        if moved.of(source) == draft.quote:
            made.append(
                replace(
                    one,
                    label=draft.label,
                    fragments=(moved,),
                    quote=draft.quote,
                    surface=draft.surface,
                    attributes=draft.attributes,
                )
            )
        elif not (start or end):  # written otherwise: in another script, through dirt
            made.append(replace(one, label=draft.label, attributes=draft.attributes))
    return tuple(made)


def fillers(found: Sequence[Suggestion], pending: Iterable[Suggestion]) -> tuple[Suggestion, ...]:
    """The pending suggestions that fill the ticked slots of what is accepted."""
    wanted = {(s.label, s.fragments) for one in found for s in one.slots if s.ticked}
    wanted -= {one.key for one in found}
    return tuple(one for one in pending if one.key in wanted) if wanted else ()
