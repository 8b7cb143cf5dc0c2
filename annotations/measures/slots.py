"""The slots of an annotation: what fills each now, and what is offered for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from annotations.measures.members import aliases, beside, members
from annotations.measures.proposing import Proposal, rules_from, slots_of_measure
from annotations.model import Annotation, Relation, View
from annotations.tagset import RelationRule, TagSet


@dataclass(frozen=True, slots=True)
class Filled:
    """An annotation in a slot, and the id of the relation that puts it there."""

    relation: str
    annotation: Annotation


@dataclass(frozen=True, slots=True)
class Slot:
    """One slot: its rule, and what fills it or is offered for it, the best first.

    Whatever is filled or emptied, each keeps its place among `choices`.
    """

    rule: RelationRule
    choices: tuple[Filled | Proposal, ...] = ()

    @property
    def filled(self) -> tuple[Filled, ...]:
        return tuple(one for one in self.choices if isinstance(one, Filled))

    @property
    def offers(self) -> tuple[Proposal, ...]:
        return tuple(one for one in self.choices if isinstance(one, Proposal))

    @property
    def ticked(self) -> tuple[Annotation, ...]:
        """What is so likely that it is taken with one key."""
        return tuple(offer.annotation for offer in self.offers if offer.ticked)


def slots(
    annotation: Annotation,
    annotations: Sequence[Annotation],
    relations: Iterable[Relation],
    clean: View,
    tagset: TagSet,
) -> tuple[Slot, ...]:
    """Every slot of an annotation of an article, in the order of the tag set.

    `annotations` are those of the article in the order of the text, longer ones first; `clean`
    is its clean view.  What fills a slot already is offered for no other.
    """
    known = {one.id: one for one in annotations}
    filled: dict[str, list[Filled]] = {}
    links = tuple(relations)
    for relation in links:
        if relation.start == annotation.id and relation.end in known:
            there = Filled(relation.id, known[relation.end])
            filled.setdefault(relation.type, []).append(there)
    taken = frozenset(one.annotation.id for all_ in filled.values() for one in all_)
    rules = rules_from(tagset, annotation.label)
    measure = annotation.label == tagset.measure.id
    offered: Mapping[str, tuple[Proposal, ...]] = {}
    if measure:
        offered = slots_of_measure(annotation, annotations, clean, rules)
    made: list[Slot] = []
    for rule in rules:
        found = offered.get(rule.id) or _offers(annotation, annotations, links, clean, rule, tagset)
        made.append(Slot(rule, _choices(found, filled.get(rule.id, ()), taken)))
    return tuple(made)


def _choices(
    offered: Sequence[Proposal], filled: Sequence[Filled], taken: frozenset[str]
) -> tuple[Filled | Proposal, ...]:
    """What nobody offers first, in the order of the text; then offers, filled ones among them."""
    here = {one.annotation.id: one for one in filled}
    known = {one.annotation.id for one in offered}
    own = [one for one in filled if one.annotation.id not in known]
    own.sort(key=lambda one: one.annotation.fragments[0])
    others = (
        here.get(one.annotation.id, one)
        for one in offered
        if one.annotation.id in here or one.annotation.id not in taken
    )
    return (*own, *others)


def _offers(
    annotation: Annotation,
    annotations: Sequence[Annotation],
    relations: Sequence[Relation],
    clean: View,
    rule: RelationRule,
    tagset: TagSet,
) -> tuple[Proposal, ...]:
    """What may fill a slot of an annotation that is no measure."""
    if annotation.label == tagset.measure.id:
        return ()
    label = tagset.labels.get(annotation.label)
    if label is not None and label.slot_only and annotation.label in rule.sources:
        return members(annotation, annotations, relations, clean, rule)
    if "*" in rule.sources:
        return aliases(annotation, annotations, rule)
    return beside(annotation, annotations, clean, rule)
