"""Which annotations may fill the slots of another: read from its sentence and from before.

Of a measure: names inside it are ticked; others of its sentence and the nearest earlier list of
actors are offered (`suggestions.md` §4.8, which measured parties inside as P .74, R .57, with
earlier actors R .87).  Which slot a name is offered for: the other side after 与, 赴 …, a place
after 在, else the slot that takes fewest labels, and of actors that of the parties.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from annotations.measures.sentences import (
    Placed,
    joined,
    lists,
    located,
    outermost,
    placed,
    sentence,
    towards,
)
from annotations.model import Annotation, Span, View
from annotations.tagset import RelationRule, TagSet

PARTY, PARTNER, PLACE = "party", "partner", "place"  # ids of relations, where a tag set has them
LASTING = ("instrument", "date")  # what is said once holds for the sentences that follow
FAR = 600  # characters before its sentence that a measure is read with
MOST = 6  # offers for one slot that are not ticked


@dataclass(frozen=True, slots=True)
class Proposal:
    """An annotation for a slot. `ticked`: so likely that it is taken with the others."""

    annotation: Annotation
    ticked: bool


def around(
    annotation: Annotation, annotations: Sequence[Annotation], clean: View
) -> tuple[Span, list[Placed]]:
    """The sentence of an annotation, and what stands in it or up to `FAR` before, itself too.

    `annotations` are in the order of the text, longer ones first.
    """
    here = clean.alignment.to_target(annotation.hull)
    whole = sentence(clean.text, here)
    read = clean.alignment.to_source(Span(max(0, whole.start - FAR), whole.end))
    first = bisect_left(annotations, read.start, key=_start)
    last = bisect_left(annotations, read.end, key=_start)
    return whole, placed(annotations[first:last], clean)


def slots_of_measure(
    measure: Annotation,
    annotations: Sequence[Annotation],
    clean: View,
    rules: Sequence[RelationRule],
) -> Mapping[str, tuple[Proposal, ...]]:
    """For each slot by its id what may fill it: ticked ones first, then the nearest."""
    return Offers.around(measure, annotations, clean, rules).slots(measure)


@dataclass(frozen=True)
class Offers:
    """What a sentence offers all measures in it: names with their slots, read once.

    `known` are names in it and before, `names` those that stand in no other, `here` those of the
    sentence with their slots, `earlier` those before it that are offered too.
    """

    text: str
    clean: View
    rules: Sequence[RelationRule]
    whole: Span
    known: Sequence[Placed]
    names: Sequence[Placed]
    here: Sequence[tuple[Placed, str]]
    earlier: Sequence[tuple[Placed, str]]

    @classmethod
    def around(
        cls,
        measure: Annotation,
        annotations: Sequence[Annotation],
        clean: View,
        rules: Sequence[RelationRule],
    ) -> Offers:
        """Those of the sentence that a measure stands in."""
        whole, near = around(measure, annotations, clean)
        other = [one for one in near if one.annotation.label != measure.label]
        known = [one for one in other if _rules(one, rules)]
        names = outermost(known)
        assigned = _assigned(clean.text, names, rules)
        here = [one for one in assigned if whole.contains(one[0].span)]
        earlier = [*_earlier(clean.text, whole, names, rules)]
        return cls(clean.text, clean, rules, whole, known, names, here, earlier)

    def slots(self, measure: Annotation) -> Mapping[str, tuple[Proposal, ...]]:
        """For each slot of a measure of the sentence what may fill it."""
        here = self.clean.alignment.to_target(measure.hull)
        chosen = [(one, slot, _is_inside(one, measure)) for one, slot in self.here]
        order = sorted(chosen, key=lambda one: (not one[2], _distance(one[0].span, here)))
        found: dict[str, list[Proposal]] = {}
        seen: set[tuple[str, str]] = set()  # a name is offered once for a slot
        for one, slot, inside in order:
            _put(found, seen, slot, one, ticked=inside)
        outer = {one.annotation.id for one in self.names}
        nested = [
            one for one in self.known if one.annotation.id not in outer and _is_inside(one, measure)
        ]
        for one, slot in _assigned(self.text, nested, self.rules):  # regions in a meeting's name
            _put(found, seen, slot, one, ticked=False)
        for one, slot in self.earlier:
            if slot == PARTY or slot not in found:
                _put(found, seen, slot, one, ticked=False)
        return {slot: _few(offers) for slot, offers in found.items()}


def _put(
    found: dict[str, list[Proposal]],
    seen: set[tuple[str, str]],
    slot: str,
    one: Placed,
    *,
    ticked: bool,
) -> None:
    key = slot, one.annotation.quote
    if key not in seen:
        seen.add(key)
        found.setdefault(slot, []).append(Proposal(one.annotation, ticked))


def _few(offers: Sequence[Proposal]) -> tuple[Proposal, ...]:
    """All that are ticked, in the order of the text, and the first few of the others."""
    ticked = sorted((one for one in offers if one.ticked), key=lambda one: _start(one.annotation))
    return (*ticked, *[one for one in offers if not one.ticked][:MOST])


def _assigned(
    text: str, names: Sequence[Placed], rules: Sequence[RelationRule]
) -> Iterator[tuple[Placed, str]]:
    """Each name and its slot; of a list of actors all have that of the first."""
    before: tuple[Placed, str] | None = None  # the actor before
    read: dict[str, tuple[str, set[str]]] = {}  # of a label: its narrowest slot, and all
    for name in names:
        label = name.annotation.label
        if label not in read:
            fitting = _rules(name, rules)
            narrow = min(fitting, key=lambda rule: len(rule.targets)).id
            read[label] = narrow, {rule.id for rule in fitting}
        narrow, ids = read[label]
        if PARTNER not in ids:  # no actor, or a thing that is acted on
            yield name, narrow
            continue
        if before is not None and before[1] in ids and joined(text, before[0], name):
            slot = before[1]
        else:
            after_name = before is not None and _touches(text, before[0], name)
            slot = _of_actor(text, name, ids, after_name=after_name)
        before = name, slot
        yield name, slot


def _of_actor(text: str, name: Placed, ids: set[str], *, after_name: bool) -> str:
    if PLACE in ids and located(text, name.span.start):
        return PLACE
    against = towards(text, name.span.start, after_name=after_name)
    return PARTNER if against or PARTY not in ids else PARTY


def _touches(text: str, one: Placed, other: Placed) -> bool:
    """Whether nothing but one joining word stands between two names."""
    return joined(text, one, other, pairing=True)


def _earlier(
    text: str, whole: Span, names: Sequence[Placed], rules: Sequence[RelationRule]
) -> Iterator[tuple[Placed, str]]:
    """What is nearest before the sentence: a list of actors for the parties, a document, a date."""
    before = [one for one in names if one.span.end <= whole.start]
    for rule in rules:
        if rule.id in LASTING:
            nearest = (one for one in before[::-1] if one.annotation.label in rule.targets)
            for one in [*nearest][:1]:
                yield one, rule.id
    actors = [one for one in before if {PARTY, PARTNER} <= {rule.id for rule in _rules(one, rules)}]
    for group in lists(text, actors)[-1:]:
        for one in group:
            yield one, PARTY


def _rules(name: Placed, rules: Sequence[RelationRule]) -> list[RelationRule]:
    """The slots that a name may fill by its label."""
    return [rule for rule in rules if name.annotation.label in rule.targets]


def _is_inside(name: Placed, measure: Annotation) -> bool:
    return all(
        any(outer.contains(part) for outer in measure.fragments)
        for part in name.annotation.fragments
    )


def _distance(one: Span, other: Span) -> int:
    return max(other.start - one.end, one.start - other.end, 0)


def _start(annotation: Annotation) -> int:
    return annotation.fragments[0].start


def rules_from(tagset: TagSet, label: str) -> tuple[RelationRule, ...]:
    """The relations that may lead from a label and are set by hand."""
    return tuple(
        rule
        for rule in tagset.relations
        if not rule.derived and not rule.retired and {"*", label} & set(rule.sources)
    )
