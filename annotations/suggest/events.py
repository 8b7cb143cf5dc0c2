"""Meetings, fairs and festivals by the word they end with, where they have a topic."""

from __future__ import annotations

from collections.abc import Iterator

from annotations.model import Span
from annotations.suggest.growth.endings import Ending, endings
from annotations.suggest.growth.growing import grow
from annotations.suggest.growth.pieces import Grown, Kind
from annotations.suggest.kinds import Candidate, Suggester
from annotations.suggest.passage import Passage

_TOPIC = 4  # characters that tell a topic
_SOME = 2  # and at least so many that tell more than 工作, 合作
_WEAK = 0.6
_QUOTED = 40  # characters of a whole name in quotation marks
_QUOTES = {"”": "“", "」": "「", "』": "『"}
_BREAKS = frozenset("。！？；，\n“”「」")
_AND = ("和", "与", "及", "、", "—")


def suggest(passage: Passage) -> Iterator[Candidate]:
    """What ends with a word of the list and tells what it is about."""
    for ending in endings(passage, ("EVENT",)):
        if quoted := _quoted(passage, ending):
            yield Candidate(quoted, "EVENT", "quoted", 0.8, ending.span.of(passage.text))
        grown = grow(passage, ending.span.start, counted=True)
        if grown.start is not None and _has_topic(passage, grown, ending):
            start = _of_both(passage, grown, ending)
            evidence = ending.span.of(passage.text)
            span = Span(start, ending.span.end)
            yield Candidate(span, "EVENT", "suffix", _sure(grown, ending), evidence)


def _quoted(passage: Passage, ending: Ending) -> Span | None:
    """What quotation marks hold that ends with the word: “…研讨会”, without them."""
    text, end = passage.text, ending.span.end
    opening = _QUOTES.get(text[end : end + 1])
    start = text.rfind(opening, max(0, end - _QUOTED), end) + 1 if opening else 0
    told = text[start : ending.span.start] if start else ""
    return Span(start, end) if len(told) >= _SOME and _BREAKS.isdisjoint(told) else None


def _has_topic(passage: Passage, grown: Grown, ending: Ending) -> bool:
    """Whether it is a meeting of its own: quoted, or place or count and some topic."""
    if grown.has(Kind.QUOTED):
        return True
    words = [
        one.span.of(passage.text) for one in grown.pieces if one.kind in (Kind.PLAIN, Kind.PROPER)
    ]
    generic = passage.list("topics-generic")
    told = sum(len(word) for word in words if word not in generic)
    if _is_fixed(grown):
        telling = ending.sure > _WEAK and len(ending.span) > _SOME  # 湖北博览会
        telling = telling or grown.has(Kind.COUNT)
        return told >= _SOME or (telling and grown.has(Kind.PLACE))
    return told >= _SOME and sum(map(len, words)) >= _TOPIC


def _is_fixed(grown: Grown) -> bool:
    return grown.placed or grown.has(Kind.COUNT) or grown.has(Kind.YEAR)


def _of_both(passage: Passage, grown: Grown, ending: Ending) -> int:
    """Where the name of a meeting of two places begins: 上海市与亳州市结对合作联席会议."""
    start, text = grown.pieces[0].span.start, passage.text
    between = text[start - 1 : start]
    joint = any(word in text[start : ending.span.end] for word in passage.list("topics-joint"))
    if not (grown.placed and between in _AND and between and joint):
        return start
    other = passage.name_ending(start - 1, ("REGION",))
    if other is None:
        return start
    before = text[other.span.start - 1 : other.span.start]
    held = any(text.endswith(word, 0, other.span.start) for word in passage.list("events-held"))
    return other.span.start if held or not before or not before.isalnum() else start


def _sure(grown: Grown, ending: Ending) -> float:
    fixed = _is_fixed(grown) or grown.has(Kind.QUOTED)
    return ending.sure if fixed else max(0.5, ending.sure - 0.15)


SUGGESTER = Suggester("events", 2, ("suffix", "quoted"), suggest)
