"""Where names of regions stand in a text, before anybody asks which of them are meant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from annotations.model import Span
from annotations.regions import Region
from annotations.suggest.lists import WordList
from annotations.suggest.passage import Passage
from annotations.suggest.placing import gazetteer
from annotations.suggest.placing.gazetteer import Gazetteer, Name, Trust

_BEFORE = "于从在到由和与对将为向把以让跟同及赴至往自经距离驻来去抵返"  # 从中|山市: jieba has 从中
_SIDE = re.compile("[京津冀晋蒙辽吉沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川黔滇陕甘陇][东西]")
_NOT_BEHIND = "最"
_ENDS = "市区县省州"
_NATURAL = ("short", "doubt", "never")


@dataclass(frozen=True, slots=True)
class Hit:
    """A name of the gazetteer that stands on its own in a text."""

    span: Span
    name: Name

    @property
    def trust(self) -> Trust:
        return self.name.trust

    @property
    def regions(self) -> tuple[Region, ...]:
        return self.name.regions


def hits(passage: Passage) -> Iterator[Hit]:
    """The longest names, disjoint and in order; words that only hold a name are passed over."""
    text, names = passage.text, gazetteer.of(passage.lists)
    passed, tails = passage.list("places-not"), passage.list("places-tails")
    after, nature = passage.list("places-after"), passage.list("places-nature")
    surnames = passage.list("surnames")
    start = 0
    last = Span(0, 0)
    while start < len(text):
        if text[start : start + 2] not in names.heads:
            start += 1
            continue
        longest = next(names.at(text, start), "")
        if (word := passed.at(text, start)) and len(word) >= len(longest):
            start += len(word)
            continue
        found = None
        for word in names.at(text, start):
            span = Span(start, start + len(word))
            name = names.names[word]
            if _cut(text, span, tails, names):
                continue
            tailed = _goes_on(text, span.end - 1, tails)
            if not _stands(passage, span, name.trust, last, tailed):
                continue
            if _is_side(text, start):
                continue
            if name.trust != "full" and _listed(text, span.end, after):
                continue
            if name.trust in _NATURAL and _is_other(text, span.end, nature, name.trust):
                continue
            if name.trust in ("short", "doubt") and _is_given(passage, span, surnames):
                continue
            if start and text[start - 1] in _NOT_BEHIND:
                continue
            found = Hit(span, name)
            break
        if found:
            last = found.span
            yield found
        start = found.span.end if found else start + 1


def _cut(text: str, span: Span, tails: WordList, names: Gazetteer) -> bool:
    """Whether the last character belongs to what follows: 上海|市场, but 浙江省|长兴县."""
    if len(span) < 3 or text[span.end - 1] not in _ENDS:
        return False
    next_name = any(names.at(text, span.end))
    return not next_name and _listed(text, span.end - 1, tails)


def _is_other(text: str, end: int, nature: WordList, trust: Trust) -> bool:
    """Whether what follows makes a mountain, a lake or a house of the name."""
    word = nature.at(text, end)
    if word is None:
        return False
    exceptions, *only = nature.rows[word] or ("",)
    if only and trust not in ("doubt", "never"):
        return False
    return not any(text.startswith(one, end) for one in exceptions.split())


def _is_given(passage: Passage, span: Span, surnames: WordList) -> bool:
    """Whether it is the given name of somebody: a surname and nothing of a place before it."""
    if not span.start or not passage.is_border(span.start):
        return False
    word = passage.word_at(span.start - 1)
    surname = passage.text[word.start : span.start]
    columns = surnames.rows.get(surname)
    return (
        columns is not None
        and "word" not in columns
        and "mixed" not in columns
        and surname not in _BEFORE
    )


def _listed(text: str, start: int, words: WordList) -> bool:
    """Whether a word of the list begins there that none of its exceptions begins with."""
    word = words.at(text, start)
    if word is None:
        return False
    columns = words.rows[word]
    exceptions = columns[0].split() if columns else ()
    return not any(text.startswith(one, start) for one in exceptions)


def _goes_on(text: str, start: int, words: WordList) -> bool:
    """Whether one of the exceptions of the list begins there: 哈密市|中心医院."""
    word = words.at(text, start)
    columns = words.rows[word] if word else ()
    return any(text.startswith(one, start) for one in (columns[0].split() if columns else ()))


def _is_side(text: str, start: int) -> bool:
    """Whether it begins with the end of a direction: 浙西南|山区 is not 南山区."""
    return text[start] in "南北" and start > 1 and bool(_SIDE.match(text, start - 2))


def _stands(passage: Passage, span: Span, trust: Trust, last: Span, tailed: bool) -> bool:
    """Whether no known word of jieba's goes over an end of the span.

    One that begins with the `last` name before it may (上海|浦东新区), and where it is `tailed`
    a word is wrong.
    """
    text = passage.text
    word = passage.word_at(span.start)
    below = last.end == span.start and word.start == last.start
    if not passage.is_border(span.start) and not below:
        beyond = text[word.start : span.start]
        if word.tag and not (len(beyond) == 1 and beyond in _BEFORE):
            return False
        if not word.tag and trust == "never":
            return False
    if not passage.is_border(span.end) and not tailed:
        word = passage.word_at(span.end)
        if text.startswith("县城", span.end - 1):  # 昭觉县|城: the town is the county's
            return True
        whole = word.start == span.start  # 浙江|大学, one word of its own
        if word.tag and not (whole and (trust in ("full", "top") or word.tag[0] == "n")):
            return False
    return True
