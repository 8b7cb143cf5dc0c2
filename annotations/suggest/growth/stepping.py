"""One step leftwards inside a name: the piece of it that ends at a place; see `growing`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from annotations.model import Span
from annotations.suggest.growth.pieces import Kind, Piece
from annotations.suggest.passage import Passage

_QUOTED = 20  # characters between the quotation marks inside a name
_BRACKETED = 8
OPENING = {"”": "“", "’": "‘", "」": "「", "』": "『", '"': '"'}
_BRACKETS = {"）": "（", ")": "(", "】": "【"}
JOINTS = "·•—-–－─至"
_NUMBERED = re.compile(r"(?:[0-9]+|[一二三四五六七八九十]+)[号期]$")  # 八号码头
_STAYS = tuple("在驻来赴离抵返")  # 在沪商会: no name
_POINTING = "这那该此某各每"
_NUMERALS = frozenset("0123456789一二三四五六七八九十百〇零")
AROUND = ("环", "泛")  # 环淀山湖, 泛珠三角
_AND = ("和", "与", "及", "暨", "、")
_PROPER = frozenset(("", "ns", "nr", "nrt", "nrfg", "nt", "nz", "nx", "eng", "j"))
_PLAIN = ("n", "vn", "an", "b", "l", "f", "j", "g", "zg", "x")
PLACES = ("REGION", "MACRO", "ZONE", "SITE")
HEADS = ("COMPANY", "INST", "ASSOC")  # names that others begin with (中国银行上海分行)


def head_ending(passage: Passage, place: int) -> bool:
    """Whether a word like 全国 or 中国 ends at a place."""
    if not place:
        return False
    word = passage.word_at(place - 1)
    told = passage.text[word.start : place]
    return word.end == place and told in passage.list("growing-heads")


def before(passage: Passage, at: int, found: Sequence[Piece], counted: bool) -> Piece | None:
    """The piece that ends at a place, or None where the name begins there."""
    text = passage.text
    if at == 0:
        return None
    last = text[at - 1]
    if last in OPENING:
        return _quoted(text, at)
    if last in _BRACKETS:
        return _bracket(passage, at)
    if last in JOINTS:
        return _joint(passage, at, found)
    if counted and (piece := counting(passage, at)):
        return piece
    if (numbered := _NUMBERED.search(text, max(0, at - _BRACKETED), at)) is not None:
        return Piece(Span(numbered.start(), at), Kind.PLAIN)
    name = passage.name_at(at - 1)
    if name is not None and name.label in PLACES and name.span.end == at:
        stay = len(name.span) == 1 and text[name.span.start - 1 : name.span.start] in _STAYS
        return None if stay else Piece(name.span, Kind.PLACE)
    if name is not None and name.label in HEADS and name.span.end == at:
        return Piece(name.span, Kind.PROPER)
    if name is not None and name.label in ("DATE", "QUANT", "PERSON", "DOC", "PRODUCT"):
        return None
    return _word(passage, at, found)


def _word(passage: Passage, at: int, found: Sequence[Piece]) -> Piece | None:
    text, word = passage.text, passage.word_at(at - 1)
    if at - word.start > _QUOTED:
        return None
    start = max(word.start, _name_inside(passage, word.start, at))
    if word.tag == "" and at - start > 1 and text[start] in passage.list("growing-glue"):
        start += 1
    span = Span(start, at)
    told = span.of(text)
    if told in _AND:
        return _and(passage, span, found)
    if not told.isalnum() or _stops(passage, told):
        return None
    tag = word.tag if span.start == word.start or word.tag == "" else "n"
    if span.end < word.end and tag not in _PROPER:  # the ending takes the rest: 工程|学院
        tag = "n"
    if told in passage.list("growing-heads"):
        return Piece(span, Kind.PLACE)
    if told[0] == "第" and len(told) > 1 and set(told[1:]) <= _NUMERALS:
        return Piece(span, Kind.PLAIN)  # 第八十|中学
    if told in AROUND and found and found[-1].kind is Kind.PLACE:
        return Piece(span, Kind.PLACE)
    if told in passage.list("growing-parts"):
        return Piece(span, Kind.PLAIN)
    if told in passage.list("places-chains") or _is_proper(told, tag):
        return Piece(span, Kind.PROPER)
    return Piece(span, Kind.PLAIN) if tag.startswith(_PLAIN) else None


def _stops(passage: Passage, told: str) -> bool:
    """Whether a name ends to the left of a word: 书记, and 市委书记, which ends with it."""
    stops = passage.list("growing-stops")
    return told in stops or told[0] in _POINTING or (len(told) > 3 and told[-2:] in stops)


def _is_proper(told: str, tag: str) -> bool:
    return tag in _PROPER and not told.isdigit()


def _name_inside(passage: Passage, start: int, end: int) -> int:
    """The end of a name that ends inside a word; `start` where none does."""
    for place in range(end - 1, start, -1):
        if passage.name_ending(place) is not None:
            return place
    return start


def counting(passage: Passage, at: int) -> Piece | None:
    """An ordinal or year that ends at a place: 第五届, 首届, 2026年, 2026."""
    text = passage.text
    start = at
    if text[at - 1] in "届次期":
        start -= 1
        while start and at - start < 6 and text[start - 1] in "0123456789一二三四五六七八九十首":
            start -= 1
        start -= text[start - 1 : start] == "第"
        return Piece(Span(start, at), Kind.COUNT) if at - start > 1 else None
    start -= text[at - 1] == "年"
    digits = start
    while start and digits - start < 5 and text[start - 1].isdigit():
        start -= 1
    return Piece(Span(start, at), Kind.YEAR) if digits - start == 4 else None


def _quoted(text: str, at: int) -> Piece | None:
    """What stands in quotation marks, with them."""
    opening = OPENING[text[at - 1]]
    start = text.rfind(opening, max(0, at - _QUOTED - 2), at - 1)
    inside = text[start + 1 : at - 1]
    if start < 0 or not inside or any(mark in inside for mark in "。！？；，\n”“"):
        return None
    return Piece(Span(start, at), Kind.QUOTED)


def _bracket(passage: Passage, at: int) -> Piece | None:
    """A place in brackets inside a name: 佳木斯（中山）产业园."""
    text = passage.text
    start = text.rfind(_BRACKETS[text[at - 1]], max(0, at - _BRACKETED - 2), at - 1)
    if start <= 0 or text[start - 1] in "，。、；：,;: \n":
        return None
    if text[start + 1 : at - 1] in passage.list("growing-heads"):
        return Piece(Span(start, at), Kind.BRACKET)  # 阿里巴巴（中国）有限公司
    name = passage.name_at(start + 1)
    if name is None or name.label not in PLACES or name.span != Span(start + 1, at - 1):
        return None
    return Piece(Span(start, at), Kind.BRACKET)


def _joint(passage: Passage, at: int, found: Sequence[Piece]) -> Piece | None:
    start = at - 1
    while start and passage.text[start - 1] in JOINTS:
        start -= 1
    joined = found and found[-1].kind in (Kind.PLACE, Kind.PROPER) and at - start < 3
    return Piece(Span(start, at), Kind.JOINT) if joined and is_name(passage, start) else None


def is_name(passage: Passage, end: int, others: tuple[str, ...] = ()) -> bool:
    """Whether a place, a name of some other labels or an unknown word ends at `end`."""
    if end <= 0:
        return False
    if passage.name_ending(end, (*PLACES, *others)) is not None:
        return True
    word = passage.word_at(end - 1)
    told = passage.text[word.start : end]
    return word.end == end and told.isalpha() and _is_proper(told, word.tag)


def _and(passage: Passage, span: Span, found: Sequence[Piece]) -> Piece | None:
    """和 and the like: inside a name only between plain nouns (合作与发展论坛)."""
    told = span.of(passage.text)
    if span.start == 0 or (told != "暨" and (not found or found[-1].kind is not Kind.PLAIN)):
        return None
    if told == "、" or passage.name_ending(span.start) is not None:
        return None
    before = _word(passage, span.start, ())
    plain = before is not None and before.kind is Kind.PLAIN
    return Piece(span, Kind.AND) if plain else None
