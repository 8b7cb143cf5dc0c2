"""Zones, institutes, associations, sites, works and outlets by the word they end with."""

from __future__ import annotations

from collections.abc import Iterator

from annotations.model import Span
from annotations.suggest.growth.endings import Ending, endings
from annotations.suggest.growth.growing import HEADS, grow, level_before
from annotations.suggest.growth.pieces import Grown, Kind
from annotations.suggest.kinds import Candidate, Suggester
from annotations.suggest.passage import Passage

_RULES = {
    "ZONE": "zone",
    "INST": "institute",
    "ASSOC": "association",
    "SITE": "site",
    "PROJECT": "project",
    "MEDIA": "outlet",
}
_NEAR = 3  # pieces before the last word of a site or outlet
_SHORT = 2
_WORK = "项目"  # a zone or hall with it behind is what is built
_NAMED = 3  # characters of a last word that tells enough behind a level: 市|总工会
_LEVELLED = ("ASSOC", "INST")
_BUILT = ("ZONE", "SITE", "PROJECT")
_CAMPUS = ("大学", "学院", "医院")
_WEAK = 0.6


def suggest(passage: Passage) -> Iterator[Candidate]:
    """What ends with a word of the list and has before it what that word demands."""
    for ending in endings(passage, _RULES):
        start = _start(passage, ending, grow(passage, ending.span.start))
        if start is None:
            continue
        span = Span(start, _end(passage, ending))
        label = ending.label
        if label == "SITE" and _is_along(passage, Span(start, ending.span.start)):
            continue
        if label in _BUILT and passage.text.startswith(_WORK, span.end):
            span, label = Span(span.start, span.end + len(_WORK)), "PROJECT"
        evidence = ending.span.of(passage.text)
        yield Candidate(span, label, _RULES[label], ending.sure, evidence)


def _start(passage: Passage, ending: Ending, whole: Grown) -> int | None:
    """Where the name begins, or None where there is none."""
    if ending.demand == "word":
        return None  # `waters` reads these
    grown = whole.from_named()
    if grown.start is not None and _meets(passage, grown, ending):
        level = level_before(passage, grown.start) if ending.label in _LEVELLED else None
        return grown.start if level is None or grown.placed else level
    if ending.demand == "level" or (ending.label in _LEVELLED and ending.sure > _WEAK):
        return _levelled(passage, ending, whole)
    return None


def _is_along(passage: Passage, span: Span) -> bool:
    """Whether it only tells where on a river something is: 金沙江下游|电站."""
    cues = passage.list("sites-cues").rows
    words = (Span(one.start, one.end).of(passage.text) for one in passage.words_in(span))
    return any(cues.get(word) == ("along",) for word in words)


def _levelled(passage: Passage, ending: Ending, whole: Grown) -> int | None:
    """The level by which a body is named in the news of its own place: 县|总工会."""
    tells = ending.demand == "level" or len(ending.span) >= _NAMED
    starts = [ending.span.start, *(piece.span.start for piece in reversed(whole.pieces))]
    for start in starts:
        text = passage.text[start : ending.span.start]
        if text in passage.list("office-levels"):
            return None if not tells else level_before(passage, start + len(text))
        telling = start < ending.span.start or tells  # not 县|医院
        if telling and (level := level_before(passage, start)) is not None:
            return level
    return None


def _meets(passage: Passage, grown: Grown, ending: Ending) -> bool:
    """Whether what stands before the last word is what that word demands."""
    first = grown.pieces[0].span
    if ending.demand == "headed":
        return passage.name_ending(first.end, ("INST",)) is not None and len(grown.pieces) > 1
    if ending.demand == "next":
        return len(grown.pieces) == 1 and grown.named and len(first) > 1
    if ending.demand in ("near", "short") and len(grown.pieces) > _NEAR:
        return False
    vague = passage.list("growing-heads").rows.get(first.of(passage.text)) == ("vague",)
    if ending.demand == "placed" and vague:
        return False
    headed = passage.name_ending(first.end, HEADS) is not None
    if ending.demand == "placed" and not (grown.placed or headed or grown.has(Kind.QUOTED)):
        return False
    second = grown.pieces[1].span.of(passage.text) if len(grown.pieces) > 1 else ""
    if ending.label in _BUILT and grown.placed and second in passage.list("growing-acts"):
        return False
    if len(grown.pieces) == 1 and grown.placed:
        told = first.of(passage.text)
        if ending.label == "SITE" and passage.list("macro").at(told, 0) == told:
            return False
        if vague:
            return False
        return ending.sure > _WEAK or len(ending.span) > _SHORT
    return grown.named


def _end(passage: Passage, ending: Ending) -> int:
    """Where the name ends: a place in brackets is of a zone, a campus: 试验区（梧州）."""
    end, text = ending.span.end, passage.text
    may = ending.label == "ZONE" or ending.span.of(text).endswith(_CAMPUS)
    if not may or text[end : end + 1] not in ("(", "（"):
        return end
    name = passage.name_at(end + 1) if end + 1 < len(text) else None
    closed = name is not None and text[name.span.end : name.span.end + 1] in (")", "）")
    if name is None or not closed or name.span.start != end + 1 or name.label != "REGION":
        return end
    return name.span.end + 1


SUGGESTER = Suggester("suffixed", 2, tuple(_RULES.values()), suggest)
