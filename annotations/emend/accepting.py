"""Which emendations can be accepted together: no two may read the same characters.

A zone (`ZONES`) removes a passage whole.  Accepted, it takes the place of what was accepted
inside it, which goes back to being proposed; any other meeting of two keeps the later one out.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from annotations.model import PROVED, ZONES, Emendation, Span


@dataclass(frozen=True, slots=True)
class Decision:
    """What becomes of the chosen: those judged, ids that gave way to them, and what is kept out.

    `unknown` are those whose replacement is not known.
    """

    judged: tuple[Emendation, ...]
    reopened: frozenset[str]
    skipped: tuple[Emendation, ...]
    unknown: tuple[Emendation, ...]


def decide(emendations: Iterable[Emendation], chosen: Sequence[Emendation]) -> Decision:
    """Accept as many of the `chosen` as fit beside the accepted ones of `emendations`.

    Zones go first, long ones before short ones, then the rest in the order of the text.
    """
    taken = _Taken(e for e in emendations if e.status == "accepted")
    accepted: dict[str, Emendation] = {}
    reopened: set[str] = set()
    skipped: list[Emendation] = []
    known = [e for e in chosen if e.replacement is not None]
    for emendation in sorted(known, key=_turn):
        met = taken.meeting(emendation.span)
        if met and not (
            emendation.kind in ZONES
            and all(map(emendation.span.contains, met))
            and accepted.keys().isdisjoint(met.values())
        ):
            skipped.append(emendation)
            continue
        taken.leave(met)
        taken.enter(emendation)
        reopened.update(met.values())
        accepted[emendation.id] = emendation
    unknown = tuple(e for e in chosen if e.replacement is None)
    return Decision(tuple(accepted.values()), frozenset(reopened), tuple(skipped), unknown)


def with_proved(emendations: Sequence[Emendation]) -> tuple[Emendation, ...]:
    """The accepted ones and, as if they were too, all that are proved and fit beside them.

    Zones are left out: what they mute is still there.
    """
    proved = [e for e in emendations if e.kind not in ZONES and wanted(e, frozenset())]
    numbered = [replace(e, id=str(number)) for number, e in enumerate(proved)]
    accepted = [e for e in emendations if e.status == "accepted"]
    judged = decide(accepted, numbered).judged
    return (*accepted, *(replace(e, status="accepted") for e in judged))


def wanted(emendation: Emendation, rules: frozenset[str]) -> bool:
    """Whether accepting by rule is meant for this one.

    `rules` are ids of rules and kinds.  Without any, only what is proved is meant, and never a
    guess at what mojibake once was.
    """
    if emendation.status != "proposed" or emendation.replacement is None:
        return False
    if rules:
        return not rules.isdisjoint((emendation.rule, emendation.kind))
    return emendation.confidence == PROVED and emendation.kind != "mojibake"


def _turn(emendation: Emendation) -> tuple[bool, int, Span]:
    is_zone = emendation.kind in ZONES
    return (not is_zone, -len(emendation.span) if is_zone else 0, emendation.span)


class _Taken:
    """The spans of accepted emendations: disjoint, in order, each with its emendation's id."""

    def __init__(self, accepted: Iterable[Emendation]) -> None:
        self._ids = {e.span: e.id for e in accepted}
        self._spans = sorted(self._ids)

    def meeting(self, span: Span) -> dict[Span, str]:
        """Those that share a character with `span`, or insert at the same place."""
        place = bisect_left(self._spans, span)
        met = [other for other in self._spans[max(place - 1, 0) : place] if other.end > span.start]
        while place < len(self._spans):
            other = self._spans[place]
            if other.start >= span.end and other != span:
                break
            met.append(other)
            place += 1
        return {other: self._ids[other] for other in met}

    def enter(self, emendation: Emendation) -> None:
        self._ids[emendation.span] = emendation.id
        insort(self._spans, emendation.span)

    def leave(self, spans: Iterable[Span]) -> None:
        for span in spans:
            del self._spans[bisect_left(self._spans, span)]
            del self._ids[span]
