"""How far a measure is, from proposed to completed, by what leads to it and what it is part of."""

from __future__ import annotations

from annotations.model import Span
from annotations.suggest.measuring.context import FRAME, STATUS, Context, statuses
from annotations.suggest.measuring.drafts import Draft

PROPOSED, PLANNED, AGREED = "proposed", "planned", "agreed"
_BACK = 200  # characters before a measure that are read for what frames it
ONGOING, COMPLETED = "ongoing", "completed"


def status_of(draft: Draft, context: Context) -> str:
    """The status: by the verb that leads to it, the words before it, its frame, its own verb.

    What an agreement says is agreed, also with 将 or 每年; what is told as done is not.
    """
    passage = draft.passage
    before = Span(max(context.span.start, draft.span.start - _BACK), draft.span.start)
    framed = ([context.framed, *statuses(passage, before, FRAME)])[-1]
    led = next((one.about for one in draft.marks[::-1] if one.kind == "lead" and one.about), "")
    if led:
        return AGREED if led == PLANNED and framed == AGREED else led
    said = _before(draft)
    if said in (COMPLETED, PROPOSED) or (said and not framed):
        return said
    dated = _dated(draft)
    if dated == PLANNED and not framed:
        return PLANNED
    inside = [*statuses(passage, draft.span, "inside")]
    if framed and not (inside and (_is_past(draft) or dated == COMPLETED)):
        return framed
    done = dated == COMPLETED or COMPLETED in inside or _is_past(draft)
    if inside[:1] == [ONGOING] and not _is_past(draft):
        return ONGOING
    return COMPLETED if done else ONGOING


def _before(draft: Draft) -> str:
    """What the small words of its clause say, the nearest first."""
    words = draft.passage.list(STATUS).rows
    for unit in draft.marks[::-1]:
        columns = words.get(unit.word, ())
        if columns[1:2] == ("before",):
            return columns[0]
    return ""


def _dated(draft: Draft) -> str:
    """What the date of a measure says: planned if it is to come, completed if it is past."""
    times = [unit for unit in (*draft.marks, *draft.inside) if unit.about == "DATE"]
    if not times:
        return ""
    today = draft.passage.day
    found = draft.passage.names_in(Span(times[-1].start, times[-1].end), ("DATE",))
    norm = found[0].attributes.get("norm", "") if found else ""
    if today is None or not isinstance(norm, str) or not norm[:4].isdigit():
        return COMPLETED
    first = norm.split("/")[0]
    return PLANNED if first > str(today)[: len(first)] else COMPLETED


def _is_past(draft: Draft) -> bool:
    return any(unit.word in ("了", "过") for unit in draft.inside)
