"""References that stand for several parties (双方, 两地, 三省一市), and whom they mean.

A word right behind the names it sums up (川渝|两地) is none: the names are there themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from annotations.model import Span
from annotations.suggest.kinds import Candidate, Slot, Suggester
from annotations.suggest.passage import Passage

_REGIONS = ("REGION",)
_PARTIES = ("REGION", "GOV", "COMPANY", "INST", "ASSOC", "ZONE")
_NEAR = 600  # characters before a reference in which its members are looked for
_JOINT = re.compile("[、和与及同跟·—-]{1,2}|以及")


def suggest(passage: Passage) -> Iterator[Candidate]:
    """Every word of the list that does not sum up the names right before it."""
    words = passage.list("collective")
    text = passage.text
    regions = sorted(
        (one for one in (*passage.found, *passage.inner) if one.label in _PARTIES),
        key=lambda one: one.span,
    )
    at = 0
    for span in words.matches(text):
        count, *kind = words.rows[span.of(text)]
        while at < len(regions) and regions[at].span.end <= span.start:
            at += 1
        if count == "none" or _sums_up(passage, span) or not passage.is_border(span.start):
            continue
        labels = _PARTIES if "any" in kind else _REGIONS
        near = [one for one in regions[max(0, at - 60) : at] if one.label in labels]
        near = [one for one in near if span.start - one.span.end <= _NEAR]
        members, sure = _members(near, int(count), text)
        slots = tuple(Slot("refers_to", one.span, one.label, sure) for one in members)
        told = "、".join(one.span.of(text) for one in members)
        rule = "members" if sure else "word"
        yield Candidate(span, "REF", rule, 0.8 if sure else 0.65, told or span.of(text), {}, slots)


def _sums_up(passage: Passage, span: Span) -> bool:
    before = passage.name_ending(span.start, ("REGION", "MACRO"))
    return before is not None or passage.text[span.start - 1 : span.start] in "、各"


def _members(near: Sequence[Candidate], count: int, text: str) -> tuple[list[Candidate], bool]:
    """The nearest earlier list of so many, or the last so many that differ; sure for a list."""
    if count < 1:
        return [], False
    for at in range(len(near) - 1, -1, -1):
        codes = near[at].attributes.get("code", ())
        if isinstance(codes, tuple) and len(codes) == count > 1:
            return [near[at]], True
        run = near[max(0, at - count + 1) : at + 1]
        differ = len({_key(one) for one in run}) == count
        if differ and count > 1 and _is_list(run, text):
            return list(run), True
    last: dict[object, Candidate] = {}
    for one in reversed(near):
        last.setdefault(_key(one), one)
        if len(last) == count:
            return sorted(last.values(), key=lambda one: one.span), False
    return [], False


def _is_list(run: Sequence[Candidate], text: str) -> bool:
    pairs = pairwise(run)
    same = len({one.label for one in run}) == 1
    return same and all(_JOINT.fullmatch(text[a.span.end : b.span.start]) for a, b in pairs)


def _key(one: Candidate) -> object:
    return one.attributes.get("code") or one.evidence


SUGGESTER = Suggester("collective", 4, ("members", "word"), suggest)
