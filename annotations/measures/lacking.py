"""What a measure lacks to be complete: attributes that its tag set requires, and a party."""

from __future__ import annotations

from collections.abc import Iterable

from annotations.measures.proposing import PARTNER, PARTY, rules_from
from annotations.model import Annotation, Relation
from annotations.tagset import TagSet


def lacking(
    annotation: Annotation, relations: Iterable[Relation], tagset: TagSet
) -> tuple[tuple[str, str], ...]:
    """What is not filled in yet, as ("attribute", id) and ("relation", id); empty when complete.

    Either side of a measure will do where the other is not named: a party or a partner.  A label
    that only fills slots needs what it refers to.
    """
    found = [
        ("attribute", rule.id)
        for rule in tagset.attributes_of(annotation.label)
        if rule.use == "required" and not annotation.attributes.get(rule.id)
    ]
    types = {one.type for one in relations if one.start == annotation.id}
    rules = rules_from(tagset, annotation.label)
    slots = [rule.id for rule in rules if annotation.label in rule.sources]
    label = tagset.labels.get(annotation.label)
    if annotation.label == tagset.measure.id and PARTY in slots and not {PARTY, PARTNER} & types:
        found.append(("relation", PARTY))
    if label is not None and label.slot_only and not types.intersection(slots):
        found += [("relation", slot) for slot in slots]
    return tuple(found)
