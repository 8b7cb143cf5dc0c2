"""What a reference means (双方, 两地, 三省一市), which names may be the same, or belong together.

A reference is offered a list of as many names as it says, and its members are ticked.  Where no
list has so many, the nearest names are offered unticked, as they are beside every list.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from annotations.measures.proposing import MOST, Proposal, around
from annotations.measures.sentences import Placed, lists, outermost, placed
from annotations.model import Annotation, Relation, View
from annotations.tagset import RelationRule

REGION, CODE = "REGION", "code"
_NUMBERS = {number: value for value, signs in enumerate(
    ("双雙两兩二2", "三3", "四4", "五5", "六6", "七7", "八8", "九9", "十"), 2
) for number in signs} | {"一": 1, "1": 1}  # fmt: skip
_PLACES = frozenset("地城")  # 两地 means regions of any kind
_KINDS = frozenset("省市县縣区區州")  # 两市 means cities
_BODIES = {"企": "COMPANY", "校": "INST", "院": "INST"}  # 两家企业, 两校
_FIRST = 300  # annotations of an article that the full name of an alias is looked for in


def counted(reference: str) -> int | None:
    """How many are meant: 2 for 双方, 4 for 三省一市; None where no number says so."""
    numbers = [_NUMBERS[sign] for sign in reference if sign in _NUMBERS]
    return sum(numbers) or None


def members(
    reference: Annotation,
    annotations: Sequence[Annotation],
    relations: Iterable[Relation],
    clean: View,
    rule: RelationRule,
) -> tuple[Proposal, ...]:
    """What a reference may mean, the likeliest list ticked.

    A list of its own sentence; else what an earlier reference to as many was linked to; else
    the list whose names the article has most often so far.
    """
    whole, near = around(reference, annotations, clean)
    here = clean.alignment.to_target(reference.hull)
    names = outermost([one for one in near if _is_name(one.annotation, reference, rule)])
    before = [one for one in names if one.span.end <= here.start]
    wanted = counted(reference.quote)
    groups = [g for g in lists(clean.text, before) if _fits(g, wanted, here.start)][::-1]
    meant = _meant_before(reference, annotations, relations, rule)
    if groups and (whole.contains(groups[0][0].span) or not meant):
        often = Counter(one.quote for one in annotations if one.hull.end <= reference.hull.start)
        in_sentence = [group for group in groups if whole.contains(group[0].span)][:1]
        best = max(in_sentence or groups, key=lambda g: min(often[o.annotation.quote] for o in g))
        meant = [one.annotation for one in best]
    return (*(Proposal(one, True) for one in meant), *_nearest(before, meant, wanted or MOST))


def _nearest(
    before: Sequence[Placed], but: Sequence[Annotation], many: int
) -> tuple[Proposal, ...]:
    """The last mention of each of the nearest names, in the order of the text."""
    taken = {one.quote for one in but}
    last = {one.annotation.quote: one for one in before if one.annotation.quote not in taken}
    latest = sorted(last.values(), key=lambda one: -one.span.start)[: max(many, 2)]
    return tuple(Proposal(one.annotation, False) for one in latest[::-1])


def _meant_before(
    reference: Annotation,
    annotations: Sequence[Annotation],
    relations: Iterable[Relation],
    rule: RelationRule,
) -> list[Annotation]:
    """What the last reference before this one, to as many of the same kind, was linked to."""
    known = {one.id: one for one in annotations}
    meant: dict[str, list[Annotation]] = {}
    for link in relations:
        if link.type == rule.id and link.start in known and link.end in known:
            meant.setdefault(link.start, []).append(known[link.end])
    found = [
        (known[id].hull.start, ends)
        for id, ends in meant.items()
        if known[id].hull.end <= reference.hull.start
        and counted(known[id].quote) == counted(reference.quote)
        and all(_is_name(end, reference, rule) for end in ends)
    ]
    return max(found, key=lambda one: one[0])[1] if found else []


def _fits(group: Sequence[Placed], wanted: int | None, at: int) -> bool:
    """Whether a list has as many members as a reference that stands `at` says."""
    many = sum(_weight(one.annotation) for one in group)
    if many == wanted or (wanted is None and many > 1):
        return True
    joined_name = len(group) == 1 and len(group[0].annotation.quote) > 1
    return joined_name and group[0].span.end == at  # 沪明两地


def aliases(
    annotation: Annotation, annotations: Sequence[Annotation], rule: RelationRule
) -> tuple[Proposal, ...]:
    """Other names of the same label, one of which abbreviates the other; the first of each."""
    found: dict[str, Annotation] = {}
    for other in annotations[:_FIRST]:
        same = other.label == annotation.label and other.quote not in (annotation.quote, *found)
        if same and rule.allows(annotation.label, other.label):
            short, long = sorted((annotation.quote, other.quote), key=len)
            if len(short) > 1 and _abbreviates(short, long):
                found[other.quote] = other
    return tuple(Proposal(one, False) for one in list(found.values())[:MOST])


def beside(
    annotation: Annotation, annotations: Sequence[Annotation], clean: View, rule: RelationRule
) -> tuple[Proposal, ...]:
    """What a relation may lead to in the same sentence; ticked where nothing stands between."""
    whole, near = around(annotation, annotations, clean)
    here = placed([annotation], clean)
    found: list[tuple[int, Placed]] = []
    for one in near:
        fits = one.annotation.id != annotation.id and one.annotation.label in rule.targets
        if here and fits and whole.contains(one.span):
            span = here[0].span
            found.append((max(span.start - one.span.end, one.span.start - span.end, 0), one))
    found.sort(key=lambda pair: pair[0])
    return tuple(Proposal(one.annotation, gap == 0) for gap, one in found[:MOST])


def _is_name(other: Annotation, reference: Annotation, rule: RelationRule) -> bool:
    """Whether a reference may mean it: a name, and one of the regions where it says so."""
    if other.label == reference.label or not rule.allows(reference.label, other.label):
        return False
    if label := next((_BODIES[sign] for sign in reference.quote if sign in _BODIES), ""):
        return other.label == label
    said = _KINDS & set(reference.quote)
    if not said and not _PLACES & set(reference.quote):
        return other.label in _ACTORS
    kinds = _KINDS & set(other.quote[-1:])
    return other.label == REGION and (not kinds or not said or bool(kinds & said))


_ACTORS = frozenset({REGION, "GOV", "COMPANY", "INST", "ASSOC", "ZONE", "MACRO", "PERSON"})


def _weight(annotation: Annotation) -> int:
    """How many regions a name stands for: as many as it has codes."""
    codes = annotation.attributes.get(CODE, "")
    return max(1, len(codes)) if isinstance(codes, tuple) else 1


def _abbreviates(short: str, long: str) -> bool:
    """Whether all characters of one stand in the other in the same order."""
    rest = iter(long)
    return all(character in rest for character in short)
