"""Fields: industries and technologies, from a list or made of goods and what is done with them.

A name of a field counts anywhere; goods and broad words only directly before 产业, 企业, 厂 …,
behind a verb such as 主攻, or in a list of fields (…、储能等领域).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from annotations.model import Span
from annotations.suggest.kinds import Candidate, Suggester
from annotations.suggest.passage import Passage

_NOMINAL = ("n", "nz", "nr", "nrt", "ns", "")
_SEPARATORS = ("、", "和", "与", "及", "以及", ",", "，")
_INDUSTRY = "产业"
_KINDS = "级型性化式链板域区业类家"  # a word with this behind it names no goods
_OPEN = "“「"
_SEVERAL = 2  # fields in a list that make its broad words fields
_MAKES, _OF_FIRMS = "做", ("的企业", "的公司", "的工厂", "的厂家", "的厂商")
SURE = {"list": 0.8, "before": 0.85, "after": 0.85, "among": 0.75, "made": 0.7, "plain": 0.6}


@dataclass(frozen=True, slots=True)
class _Field:
    """A place that may be a field; `kind` is "", near or broad as in the list, or made."""

    span: Span
    kind: str


def suggest(passage: Passage) -> Iterator[Candidate]:
    """Every field that counts."""
    for chain in _chains(passage, sorted(_fields(passage), key=lambda one: one.span)):
        listed = _is_list(passage, chain)
        among = listed and sum(one.kind != "broad" for one in chain) >= _SEVERAL
        for one in chain:
            if reason := _reason(passage, one, listed, among):
                rule = one.kind if one.kind in ("made", "plain") else reason
                yield Candidate(one.span, "SECTOR", rule, SURE[rule], one.span.of(passage.text))


def _fields(passage: Passage) -> Iterator[_Field]:
    taken = 0
    for span in passage.list("sectors").matches(passage.text):
        if span.start < taken or not _is_words(passage, span):
            continue
        columns = passage.list("sectors").rows[span.of(passage.text)]
        grown = _grown(passage, span)
        kind = columns[0] if columns else ""
        yield _Field(grown, "near" if grown != span and kind == "broad" else kind)
        taken = grown.end
    yield from _made(passage)
    yield from _before_industry(passage)


def _is_words(passage: Passage, span: Span) -> bool:
    if not passage.is_border(span.start):
        return False
    if passage.is_border(span.end) or len(span) > 3:
        return True
    after = passage.list("sector-after").at(passage.text, span.end)  # one word: 汽车|产业
    if after is None or len(after) == 1:  # 整车厂
        return False
    return passage.word_at(span.start).end == span.end + len(after)


def _grown(passage: Passage, span: Span) -> Span:
    """A field with adjectives in front (高端) and what is done behind (深加工)."""
    start, end = span.start, span.end
    while mod := passage.list("sector-modifiers").before(passage.text, start, 4):
        start -= len(mod)
    tails, place = passage.list("sector-tails"), end
    while tail := tails.at(passage.text, place):
        place += len(tail)
        end = place if passage.is_border(place) else end
    return Span(start, end)


def _made(passage: Passage) -> Iterator[_Field]:
    """Goods or matter, one or two words, with what is done with them: 苹果|保鲜, 油气|钻采|装备."""
    fields = passage.list("sectors")
    for tail in passage.list("sector-tails").matches(passage.text):
        if not tail.start or not passage.is_border(tail.end):
            continue
        start = tail.start
        for _ in range(2):
            word = passage.word_at(start - 1)
            text = passage.text[word.start : word.end]
            plain = word.end == start and word.tag in _NOMINAL and len(text) > 1
            if not plain or _stops(passage, text) or passage.name_at(word.start):
                break
            start = word.start
        if start < tail.start and Span(start, tail.end).of(passage.text) not in fields:
            yield _Field(Span(start, tail.end), "made")


def _before_industry(passage: Passage) -> Iterator[_Field]:
    """A noun of no list directly before 产业, 企业 …."""
    for cue in passage.list("sector-industry").matches(passage.text):
        word = passage.word_at(cue.start - 1) if cue.start else None
        if word is None or word.end != cue.start or not passage.is_border(cue.end):
            continue
        text = passage.text[word.start : word.end]
        plain = word.tag in _NOMINAL[:2] and text[-1] not in _KINDS and 1 < len(text) < 6
        known = passage.name_at(word.start) is not None or text in passage.list("sectors")
        if plain and not known and not _stops(passage, text):
            yield _Field(Span(word.start, word.end), "plain")


def _stops(passage: Passage, word: str) -> bool:
    return any(word in passage.list(name) for name in ("sector-not", "sector-before"))


def _chains(passage: Passage, found: list[_Field]) -> Iterator[list[_Field]]:
    """Fields with 、, 和 … between them; of two that overlap the longer one."""
    chain: list[_Field] = []
    for one in found:
        if chain and one.span.start < chain[-1].span.end:
            if len(one.span) > len(chain[-1].span):
                chain[-1] = replace(one, kind=chain[-1].kind if one.kind == "made" else one.kind)
            continue
        gap = passage.text[chain[-1].span.end : one.span.start] if chain else ""
        if chain and gap.removeprefix(_INDUSTRY) not in _SEPARATORS:
            yield chain
            chain = []
        chain.append(one)
    if chain:
        yield chain


def _is_list(passage: Passage, chain: list[_Field]) -> bool:
    """Whether what stands behind or before a list says that it is one of fields."""
    text, end = passage.text, chain[-1].span.end
    made = passage.list("sector-made").at(text, end) or ""  # 玩具|生产等领域
    rest = text[end + len(made) : end + len(made) + 12].removeprefix("等")
    rest = rest.lstrip("0123456789一二三四五六七八九十几多两大个余")
    named = passage.list("sector-lists").at(rest, 0) is not None
    behind = passage.list("sector-before").before(text, chain[0].span.start, 5) is not None
    several = len(chain) > 1 and any(not one.kind for one in chain)
    return (named and (len(chain) > 1 or not chain[0].kind)) or behind or several


def _reason(passage: Passage, one: _Field, listed: bool, among: bool) -> str:
    """Why a field counts; a broad word only `among` several that are none (农业, 金融)."""
    text = passage.text
    end = one.span.end
    after = passage.list("sector-after").at(text, end)
    if (
        after
        and passage.is_border(end + len(after))
        and text[one.span.start - 1 : one.span.start] not in tuple(_OPEN)
    ):
        return "after"
    if not one.kind:
        return "list"
    made = text.startswith(_MAKES, one.span.start - 1) and text.startswith(_OF_FIRMS, end)
    if made:
        return "before"
    return "among" if among or (listed and one.kind != "broad") else ""


RULES = tuple(SURE)
SUGGESTER = Suggester("sectors", 4, RULES, suggest)
