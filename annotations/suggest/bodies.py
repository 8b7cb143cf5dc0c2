"""Bodies of party and state: a place and what the list `offices` makes of the words behind it.

无锡市 + 发展 + 改革 + 委; 广西壮族自治区 + 人民政府 + 驻广州办事处; 县 + 农业 + 农村 + 局.
A seat without a place (市委, 县政府) names nobody; with its place it does.
"""

from __future__ import annotations

from collections.abc import Iterator

from annotations.model import Span
from annotations.suggest.growth.endings import endings, may_end
from annotations.suggest.growth.growing import grow
from annotations.suggest.kinds import Candidate, Suggester
from annotations.suggest.passage import Passage

_LEVELS = "省市县区州旗盟镇乡"
_NOT_COMMITTEE = "员托派任身屈曲"  # 市|委员: no committee
_AND = ("和", "与", "及", "、")
_PLACES = ("REGION", "MACRO", "ZONE", "GOV")
_SENDING = ("ASSOC", "COMPANY", "INST")  # who keeps offices elsewhere besides governments
_STEPS = 10  # words of a body behind its place
_PARTY = {"中共": "GOV", "中国共产党": "GOV", "共青团": "ASSOC"}


def suggest(passage: Passage) -> Iterator[Candidate]:
    """Bodies behind each place, behind words for a level, and by the words they end with."""
    yield from _placed(passage)
    yield from _by_level(passage)
    yield from _grown(passage)


def _placed(passage: Passage) -> Iterator[Candidate]:
    text = passage.text
    for place in passage.found:
        if place.label in _SENDING and (post := _post(passage, place.span.end)) > place.span.end:
            yield Candidate(Span(place.span.start, post), place.label, "post", 0.85)
        if place.label not in _PLACES or text[place.span.start - 1 : place.span.start] == "驻":
            continue
        for start, at in ((place.span.start, end) for end in _ends(passage, place.span.end)):
            end, _ = _body(passage, at)
            if end > at:
                yield _of_party(text, Span(start, end), text[at:end])


def _ends(passage: Passage, end: int) -> Iterator[int]:
    """The end of a place, and of the zone that it gives its name to (成都|高新区)."""
    yield end
    words = passage.list("suffixes")
    zone = words.at(passage.text, end)
    if zone is not None and words.rows[zone][:1] == ("ZONE",):
        yield end + len(zone)


def _of_party(text: str, span: Span, evidence: str) -> Candidate:
    """The body with 中共 before it; that of the youth league (共青团…委) is an association."""
    for word, label in _PARTY.items():
        if text.endswith(word, 0, span.start):
            span = Span(span.start - len(word), span.end)
            return Candidate(span, label, "placed", 0.93, evidence)
    return Candidate(span, "GOV", "placed", 0.93, evidence)


def _by_level(passage: Passage) -> Iterator[Candidate]:
    text, levels = passage.text, passage.list("office-levels")
    for level in levels.begun(text):
        start, at = level.start, level.end
        if not _begins(passage, start):
            continue
        end, seated = _body(passage, at, loose=False)
        if end > at and not seated and not text.endswith("中心", 0, end):  # 国家|科学|中心
            yield Candidate(Span(start, end), "GOV", "level", 0.85, text[start:end])


def _begins(passage: Passage, start: int) -> bool:
    """Whether a body may begin with the level that stands there."""
    if passage.name_at(start) is not None:
        return False
    if start and passage.name_ending(start, _PLACES) is not None:
        return False
    glued = start > 0 and passage.text[start - 1] in passage.list("growing-glue")
    return passage.is_border(start) or glued


def _body(passage: Passage, at: int, loose: bool = True) -> tuple[int, bool]:
    """Where a body ends whose place ends at `at`, and whether it is but a seat.

    `at` itself where no body stands there.
    """
    text, offices = passage.text, passage.list("offices")
    end, seated, open_part = at, False, False
    where = at
    for _ in range(_STEPS):
        if (post := _post(passage, where)) > where:
            return post, False
        if where == at and _is_committee(text, at):
            end, seated, where = at + 1, True, at + 1
            continue
        if open_part and text[where : where + 1] in _AND and offices.at(text, where + 1):
            where += 1
        told = offices.at(text, where)
        kind = offices.rows[told][0] if told is not None and offices.rows[told] else ""
        if told is None and loose and where in (at, end):
            told, kind = passage.list("gov").at(text, where), "whole"
        if told is None or (kind == "end" and not open_part):
            break
        where += len(told)
        open_part = kind == "part"
        if not open_part:
            if not _closes(passage, where, told):
                break
            end, seated = where, kind == "seat"
            if kind in ("whole", "end") and _post(passage, where) == where:
                break
    return end, seated


def _is_committee(text: str, at: int) -> bool:
    """佳木斯市|委: the committee of the party, in one character."""
    levelled = at > 0 and text[at - 1] in _LEVELS
    return levelled and text[at : at + 1] == "委" and text[at + 1 : at + 2] not in _NOT_COMMITTEE


def _closes(passage: Passage, end: int, told: str) -> bool:
    """Whether a name may end there: 局|部, not 部|门 or 办|理."""
    posted = passage.list("titles").at(passage.text, end) is not None
    return passage.is_border(end) or posted or (len(told) > 1 and may_end(passage, end))


def _post(passage: Passage, at: int) -> int:
    """The end of 驻京办, 驻上海联络处 that begins at a place; the place where none does."""
    text = passage.text
    if text[at : at + 1] != "驻":
        return at
    place = passage.name_at(at + 1) if at + 1 < len(text) else None
    short = passage.list("office-posts").at(text, at + 1)
    if place is not None and place.span.start == at + 1:
        where = place.span.end
    elif short is not None:
        where = at + 1 + len(short)
    else:
        return at
    tail = passage.list("office-tails").at(text, where)
    return where + len(tail) if tail is not None else at


def _grown(passage: Passage) -> Iterator[Candidate]:
    """Bodies whose field no list knows, where they begin with their place."""
    for ending in endings(passage, ("GOV",)):
        grown = grow(passage, ending.span.start).from_named()
        if grown.start is not None and grown.placed:
            evidence = ending.span.of(passage.text)
            span = Span(grown.start, ending.span.end)
            yield Candidate(span, "GOV", "suffix", ending.sure, evidence)


SUGGESTER = Suggester("bodies", 2, ("placed", "level", "suffix", "post"), suggest)
