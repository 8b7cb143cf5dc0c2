"""Firms by the word they end with: 有限公司, 集团, 银行; and brands with their field."""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotations.model import Span
from annotations.suggest import tokens
from annotations.suggest.growth.endings import Ending, endings
from annotations.suggest.growth.growing import PLACES, grow
from annotations.suggest.growth.pieces import Grown, Kind
from annotations.suggest.kinds import Candidate, Suggester
from annotations.suggest.passage import Passage

_SUCH = re.compile(
    r"等(?:[近约超逾]?[0-9一二三四五六七八九十百多余几数]{0,5}[家户])?[\u4e00-\u9fff]{0,8}?"
    r"(?:企业|公司|厂商|车企|药企|央企|国企|巨头)"
)
_COMMA = ("、",)
_MANY = 30  # firms in a row
_ITEM = 16  # characters of a firm in a row
_BRANDED = 2
_NAMES = ("", "nr", "nrt", "nrfg", "nz")
_NAMING = ("", "nr", "nrt", "nz", "g", "ng", "zg", "ag", "vg", "tg", "j")
_BRAND = 4  # characters of a brand that is cut into wrong words
_WEAK = 0.6
_SURE = 0.9  # of full names: what ends with 有限公司
_WORDS = 5  # pieces of a firm that begins with no place
_APART = "，。、；：！？,;:!?“”‘’「」《》()（）\n \t和与及在对由向等的把被从为到以了将是"


def suggest(passage: Passage) -> Iterator[Candidate]:
    """Names that end with a word of the list."""
    for ending in endings(passage, ("COMPANY",)):
        grown = grow(passage, ending.span.start)
        start = _start(passage, ending, grown)
        if start is not None:
            span = Span(start, ending.span.end)
            rule = "brand" if ending.demand == "brand" else "suffix"
            yield Candidate(span, "COMPANY", rule, ending.sure, ending.span.of(passage.text))
    yield from _rows(passage)


def _rows(passage: Passage) -> Iterator[Candidate]:
    """What stands in a row before 等企业: 太太乐食品、瑛泰医疗器械等企业."""
    for match in _SUCH.finditer(passage.text):
        items = list(_items(passage, match.start()))
        named = [span for span in items if _is_brand(passage, span)]
        if len(items) > 1 and 2 * len(named) >= len(items):
            for span in named:
                yield Candidate(span, "COMPANY", "listed", 0.8, match[0])


def _items(passage: Passage, end: int) -> Iterator[Span]:
    """The members of the row that ends at a place; of the first, what may be a name."""
    text = passage.text
    for _ in range(_MANY):
        if (start := _item_start(text, end)) == end:
            return
        span = Span(start, end)
        if text[start - 1 : start] not in _COMMA:
            grown = grow(passage, end)
            if grown.start is not None:
                yield Span(max(start, grown.start), end)
            return
        yield span
        end = start - 1


def _item_start(text: str, end: int) -> int:
    start = end
    while start and end - start < _ITEM and _in_item(text[start - 1]):
        start -= 1
    return start


def _in_item(character: str) -> bool:
    return character.isalnum() or character in "（）"


def _is_brand(passage: Passage, span: Span) -> bool:
    """Whether some of it is no common noun: a word of no dictionary, pieces of one character."""
    told = span.of(passage.text)
    if len(told) < _BRANDED or told in passage.list("sectors"):
        return False
    parts = passage.list("growing-parts")
    return any(
        word.tag in _NAMING and passage.text[word.start : word.end] not in parts
        for word in passage.words_in(span)
        if passage.name_at(word.start) is None
    )


def _start(passage: Passage, ending: Ending, whole: Grown) -> int | None:
    if ending.demand == "brand":
        return _branded(passage, ending, whole)
    if ending.demand == "full":
        return _legal(passage, ending, whole)
    grown = whole.from_named()
    if not grown.named or (len(grown.pieces) > _WORDS and not grown.placed):
        return None
    bare = len(grown.pieces) == 1 and grown.placed and ending.sure < _SURE
    return None if bare and len(ending.span) <= _BRANDED else grown.start  # 北京|公司


def _legal(passage: Passage, ending: Ending, whole: Grown) -> int | None:
    """Where a firm's full name begins: its brand may be words of any kind, cut wrongly."""
    if not whole.placed:
        at = whole.start if whole.start is not None else ending.span.start
        starts = (_past(passage, at), whole.from_named().start, whole.start)
        return next((start for start in starts if start is not None), None)
    if len(whole.pieces) == 1:  # 上药控股|云南|有限公司
        above = grow(passage, whole.pieces[0].span.start)
        return whole.start if above.start is None else above.start
    return whole.start


def _past(passage: Passage, at: int) -> int | None:
    """The start of a place close before: what is between is a brand cut wrongly (岷|和)."""
    for end in range(at - 1, max(0, at - _BRAND - 1), -1):
        if passage.name_ending(end, PLACES) is not None:
            name = passage.name_ending(end, PLACES)
            clean = passage.text[end] not in _APART
            clean = clean and set("，。、；：,“”《》\n的在赴到").isdisjoint(passage.text[end:at])
            return name.span.start if name is not None and clean else None
    return None


def _branded(passage: Passage, ending: Ending, whole: Grown) -> int | None:
    """A word of no dictionary right before its field: 岭升生物科技, not 海洋生物."""
    if (ending.sure < _WEAK and not whole.placed) or _goes_on(passage, ending.span.end):
        return None
    brand = _brand(passage, whole)
    if brand is None or passage.name_at(brand.start) is not None:
        return None
    place = passage.name_ending(brand.start, ("REGION",))
    return brand.start if place is None else place.span.start


def _brand(passage: Passage, whole: Grown) -> Span | None:
    """The unknown word before a field: one piece, or two of one character (岭|升)."""
    pieces = [one.span for one in whole.pieces if one.kind in (Kind.PROPER, Kind.PLAIN)]
    if not pieces:
        return None
    brand = pieces[-1]
    if len(brand) == 1 and len(pieces) > 1 and len(pieces[-2]) == 1:
        brand = Span(pieces[-2].start, brand.end)
    told = brand.of(passage.text)
    if len(told) < _BRANDED or told in passage.list("growing-parts"):
        return None
    return brand if tokens.tag(told) in (_NAMES if whole.placed else ("",)) else None


def _goes_on(passage: Passage, end: int) -> bool:
    """Whether a noun follows: 芯片智能|装备 is a field, no firm."""
    after = passage.word_at(end) if end < len(passage.text) else None
    return after is not None and after.tag in ("n", "vn", "nz") and after.start == end


SUGGESTER = Suggester("firms", 2, ("suffix", "brand", "listed"), suggest)
