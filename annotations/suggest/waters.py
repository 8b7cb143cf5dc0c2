"""Rivers, mountains and harbours that are one word, or a word and its kind: 滦河, 明月|江.

A word known for a place counts; another that ends like one does where what follows speaks of a
river or mountain (上游, 两岸), or what leads to it (沿着, 走进), or where the text has it twice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from annotations.model import Span
from annotations.suggest.growth.endings import endings
from annotations.suggest.kinds import Candidate, Suggester
from annotations.suggest.passage import Passage

_INHABITED = ("镇", "乡", "村", "县", "市", "区", "街", "路")  # 三岔河|镇
_NAMING = ("", "nr", "nrt", "nrfg", "nz", "ns")
_PROPER = _NAMING[1:]
_COMMON = ("n", "a", "b", "f", "i", "l", "z", "ng", "g", "zg", "j")
_NUMERALS = "一二两三四五六七八九十百千万几多"  # 一江清水
_HARBOUR = "港"
_BUILT = "港闸坝"
_PEOPLE = tuple("口区澳资人币股元府籍铁交台式务航")  # 上海|港口, 港资: Hong Kong, or a word


def suggest(passage: Passage) -> Iterator[Candidate]:
    """Each natural name, known or told by what is around it."""
    found = list(_words(passage))
    often = Counter(span.of(passage.text) for span, _ in found)
    for span, tag in found:
        told = span.of(passage.text)
        if tag == "ns" or (told[-1] == _HARBOUR and tag in _NAMING):
            yield Candidate(span, "SITE", "known", 0.8, told)
        elif passage.list("sites-cues").at(passage.text, span.end) is not None:
            yield Candidate(span, "SITE", "cue", 0.75, told)
        elif tag in _PROPER and (lead := _lead(passage, span)):
            yield Candidate(span, "SITE", "lead", 0.7, lead)
        elif often[told] > 1 and tag in _NAMING:
            yield Candidate(span, "SITE", "again", 0.65, told)


def _lead(passage: Passage, span: Span) -> str | None:
    """What leads to a place, right before the name or before 了, 过: 走进|永庆寺."""
    text, start = passage.text, span.start
    start -= text[max(0, start - 1) : start] in ("了", "过")
    return passage.list("sites-before").before(text, start, 4)


def _words(passage: Passage) -> Iterator[tuple[Span, str]]:
    """What may be such a name, with the part of speech that tells how likely it is one."""
    text = passage.text
    for ending in endings(passage, ("SITE",)):
        if ending.demand != "word" or text.startswith(_INHABITED, ending.span.end):
            continue
        word = passage.word_at(ending.span.start)
        if word.end != ending.span.end:
            continue
        span, tag = Span(word.start, word.end), word.tag
        if word.start == ending.span.start:
            if (before := _before(passage, word.start)) is None:
                continue
            span, tag = before[0], before[1]
        elif tag not in _NAMING:
            continue
        elif tag == "" and len(span) > 2 and text[span.start] in passage.list("growing-glue"):
            span = Span(span.start + 1, span.end)  # 经|寸滩港
        told = span.of(text)
        harbour = told[-1] == _HARBOUR and text.startswith(_PEOPLE, span.end)
        if len(told) == 2 and told[0] in _NUMERALS:
            continue
        free = passage.name_at(span.start) is None or told[-1] in _BUILT
        if free and not harbour and told not in passage.list("sites-not"):
            yield span, tag


def _before(passage: Passage, end: int) -> tuple[Span, str] | None:
    """The word before a kind that stands alone (明月|江), with the kind."""
    if end == 0:
        return None
    word = passage.word_at(end - 1)
    place = passage.name_ending(end, ("REGION",))
    if place is not None:
        built = passage.text[end] in _BUILT and len(place.span) > 1
        return (Span(place.span.start, end + 1), "ns") if built else None
    told = passage.text[word.start : end]
    stopped = told in passage.list("growing-stops") or told in passage.list("growing-glue")
    if stopped or not told.isalpha() or len(told) > 3 or passage.name_at(word.start) is not None:
        return None
    if word.tag == "ns":
        return Span(word.start, end + 1), "nz"
    fits = word.tag in _NAMING or word.tag in _COMMON
    return (Span(word.start, end + 1), word.tag) if fits else None


SUGGESTER = Suggester("waters", 2, ("known", "cue", "lead", "again"), suggest)
