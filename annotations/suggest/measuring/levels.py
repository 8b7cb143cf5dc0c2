"""The level of the side that acts: of the nation, a province, a city, a county, or of society."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from annotations.model import Span
from annotations.suggest.kinds import Candidate
from annotations.suggest.measuring.clauses import NAME, Unit
from annotations.suggest.measuring.context import Context
from annotations.suggest.measuring.drafts import Draft
from annotations.suggest.passage import Passage

LEVELS = "measure-levels"
_LABELS = {"COMPANY": "E", "ASSOC": "E", "INST": "E", "MEDIA": "E", "PERSON": ""}
_PLACES = frozenset({"REGION", "GOV", "OFFICE", "REF", "ZONE"})
_BACK = 200  # characters beside a measure that are read for names
USUAL = "C"


def level_of(draft: Draft, context: Context) -> str:
    """The level of the subject, else of what its sentence names; "" if none is told."""
    passage = draft.passage
    subject = [unit for unit in draft.subject if unit.end <= draft.span.end]
    units = (*subject, *(draft.inside if draft.thing else ()))
    told = _first(units, passage)
    if told:
        return told
    near = Span(max(context.span.start, draft.span.start - _BACK), context.span.end)
    near = Span(near.start, min(near.end, draft.span.end + _BACK))
    names = [
        Unit(one.span.start, one.span.end, NAME, one.span.of(passage.text), (one.label,))
        for one in passage.names_in(near, _PLACES | _LABELS.keys())
    ]
    before = [unit for unit in names if unit.end <= draft.span.start]
    return _first(before[::-1], passage) or _first(names, passage)


def _first(units: Iterable[Unit], passage: Passage) -> str:
    return next((found for unit in units if (found := _level(unit, passage))), "")


def _level(unit: Unit, passage: Passage) -> str:
    """What one name or word tells: its code, else its last word, else its label."""
    if unit.kind == NAME and unit.about in _LABELS:
        return _LABELS[unit.about]
    if unit.kind == NAME and unit.about in _PLACES:
        return _of_region(unit, passage) or _listed(unit.word, passage)
    return _listed(unit.word, passage) if unit.kind != NAME else ""


def _of_region(unit: Unit, passage: Passage) -> str:
    """By the code of the region, or of the one that a body's name begins with."""
    named = [*passage.names_in(Span(unit.start, unit.end)), *_inner(unit, passage)]
    for one in named:
        codes = one.attributes.get("code", ())
        code = codes if isinstance(codes, str) else "".join(codes[:1])
        if code.endswith("0000"):
            return "P"
        if code:
            return "C" if code.endswith("00") else "D"
    return ""


def _inner(unit: Unit, passage: Passage) -> Sequence[Candidate]:
    """The names within a name."""
    first = bisect_left(passage.inner, unit.start, key=lambda one: one.span.start)
    last = bisect_left(passage.inner, unit.end, key=lambda one: one.span.start)
    return passage.inner[first:last]


def _listed(word: str, passage: Passage) -> str:
    """By the last word of the list in it."""
    words = passage.list(LEVELS)
    found = [words.rows[span.of(word)][0] for span in words.matches(word)]
    return found[-1] if found else ""
