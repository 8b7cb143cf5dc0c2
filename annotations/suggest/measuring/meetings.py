"""Meetings that are held, told by a clause with the meeting as subject: …座谈会在延安举行."""

from __future__ import annotations

from annotations.model import Span
from annotations.suggest.measuring.clauses import COMMA, MEETING, NAME, VERB, Clause, Unit
from annotations.suggest.measuring.drafts import Draft
from annotations.suggest.measuring.heads import TIME, Line, is_amount, is_bracket

_HELD = "e"  # the flag of 举行, 召开


def meeting(clause: Clause, units: Line) -> Draft | None:
    """The meeting that a clause is about, from its name on where that is known."""
    last = next((at for at in range(len(units) - 1, 0, -1) if units[at].kind == VERB), 0)
    if not last or _HELD not in units[last].flags:
        return None
    end = last
    for at in range(last - 1, 0, -1):
        if units[at].kind in ("at", "outer", "inner") or units[at].about == TIME:
            end = at
    name = units[end - 1]
    if name.ends != MEETING or not all(is_amount(unit) for unit in units[last + 1 :]):
        return None
    first = end - 1 if name.kind == NAME else _first(units, end - 1)
    span = Span(units[first].start, units[-1].end)
    return Draft(span, units[last], clause, units[first:], (), units[:first], thing=True)


def _first(units: Line, end: int) -> int:
    """Where the noun phrase of a meeting begins: behind times, 会上, and 由…主办的."""
    first, agent = 0, False
    for at in range(end):
        agent = agent or units[at].kind == "by"
        if _stands_before(units[at]) or (agent and units[at].word == "的"):
            first = at + 1
    return first


def _stands_before(unit: Unit) -> bool:
    passed = unit.kind in ("outer", "said", "lead", "aside", COMMA)
    return passed or unit.about == TIME or is_bracket(unit)
