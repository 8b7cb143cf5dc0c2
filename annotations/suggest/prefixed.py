"""Names of a list with the place right before them: 天津|五大道, 云南省|对外友协."""

from __future__ import annotations

from collections.abc import Iterator

from annotations.model import Span
from annotations.suggest.growth.growing import level_before
from annotations.suggest.kinds import Candidate, Suggester
from annotations.suggest.passage import Passage

_LABELS = ("COMPANY", "INST", "ASSOC", "ZONE", "SITE")
_LEVELLED = ("ASSOC",)
_KNOWN = "known."


def suggest(passage: Passage) -> Iterator[Candidate]:
    """Each name that a list gave and that a region, or a level of them, stands before."""
    for one in passage.found:
        if one.label not in _LABELS or not one.rule.startswith(_KNOWN):
            continue
        place = passage.name_ending(one.span.start, ("REGION",))
        if place is not None and len(place.span) > 1:
            start = place.span.start
        else:
            start = level_before(passage, one.span.start) if one.label in _LEVELLED else None
        if start is not None:
            span = Span(start, one.span.end)
            yield Candidate(span, one.label, "place", 0.85, one.evidence)


SUGGESTER = Suggester("prefixed", 2, ("place",), suggest)
