"""Which of the names inside longer ones are proposed too: a region in the name of a body.

The tag set wants nested names tagged; which label may stand in which is the list `nested`.  Only
what is sure is proposed: a name that nobody meant is read past most easily inside another.
"""

from __future__ import annotations

from annotations.suggest.kinds import Candidate
from annotations.suggest.passage import Passage

SURE = 0.8  # confidence of what begins a name
SUREST = 0.95  # and elsewhere: 福山店 is no shop of the county, 瑞金医院 none of the city


def nested(passage: Passage) -> tuple[Candidate, ...]:
    """Those of `passage.inner` that are proposed, in the order of the text.

    All names that hold one must allow it, and no two of them cross.
    """
    chosen: list[Candidate] = []
    for one in sorted(passage.inner, key=lambda one: (-len(one.span), -one.confidence)):
        outer = passage.name_at(one.span.start)
        if outer is None:
            continue
        begins = one.span.start == outer.span.start
        if one.confidence < (SURE if begins else SUREST):
            continue
        met = [other for other in chosen if other.span.overlaps(one.span)]
        if all(_may_hold(passage, other, one) for other in (outer, *met)):
            chosen.append(one)
    return tuple(sorted(chosen, key=lambda one: one.span))


def _may_hold(passage: Passage, outer: Candidate, one: Candidate) -> bool:
    columns = passage.list("nested").rows.get(outer.label, ())
    is_inside = outer.span.contains(one.span) and outer.span != one.span
    return is_inside and bool(columns) and one.label in columns[0].split()
