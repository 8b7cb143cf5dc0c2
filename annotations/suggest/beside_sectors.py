"""Fields of no list that stand between known ones: 集成电路、某某、生物医药等产业."""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotations.model import Span
from annotations.suggest.kinds import Candidate, Suggester
from annotations.suggest.passage import Passage

LONGEST = 8  # characters of a field
_ITEM_ENDS = "、，。；：,;:等和与及（(“”\n\r"
_FIELDS = re.compile(
    r"[^，。；,;\n\r]{0,40}?(?:等|[个大])[^，。；、,;\n\r]{0,8}?(?:产业|行业|领域|赛道|集群)"
)
_NOMINAL = ("n", "nz", "vn", "nr", "nrt", "b", "")
_PARTS = (*_NOMINAL, "a", "v", "j")  # of the words before the last one
STEPS = 4  # items on one side of a known field, at most


def suggest(passage: Passage) -> Iterator[Candidate]:
    """What stands in a list with a field, if the list says that it is one of fields."""
    for one in passage.found:
        if one.label == "SECTOR" and _FIELDS.match(passage.text, one.span.end):
            evidence = one.span.of(passage.text)
            for span in (*_behind(passage, one.span.end), *_in_front(passage, one.span.start)):
                yield Candidate(span, "SECTOR", "beside", 0.6, evidence)


def _behind(passage: Passage, place: int) -> Iterator[Span]:
    for _ in range(STEPS):
        end = place + 1
        if passage.text[place : place + 1] != "、":
            return
        while end < len(passage.text) and passage.text[end] not in _ITEM_ENDS:
            end += 1
        if not _is_field(passage, Span(place + 1, end)):
            return
        yield Span(place + 1, end)
        place = end


def _in_front(passage: Passage, place: int) -> Iterator[Span]:
    for _ in range(STEPS):
        start = place - 1
        if passage.text[start:place] != "、":
            return
        while start and passage.text[start - 1] not in _ITEM_ENDS and place - start < LONGEST + 6:
            start -= 1
        verb = _verb(passage, start)
        span = Span(start + verb, place - 1)
        if not (verb or passage.text[start - 1 : start] == "、") or not _is_field(passage, span):
            return
        yield span
        place = 0 if verb else start


def _verb(passage: Passage, start: int) -> int:
    """The length of what a list may begin behind: 在, 聚焦 …."""
    verb = passage.list("sector-before").at(passage.text, start)
    return len(verb) if verb else int(passage.text[start : start + 1] == "在")


def _is_field(passage: Passage, span: Span) -> bool:
    """Whether all words of an item are nouns and its last one is the name of no activity."""
    if not 1 < len(span) <= LONGEST or not passage.is_word(span):
        return False
    words = passage.words_in(span)
    known = passage.list("sectors").rows.get(span.of(passage.text))
    if known == ("broad",) or passage.names_in(span) or passage.name_at(span.start):
        return False
    last = words[-1]
    acts = passage.list("sector-acts")
    activity = passage.text[last.start : last.end] in acts or span.of(passage.text)[-2:] in acts
    return not activity and last.tag in _NOMINAL and all(word.tag in _PARTS for word in words)


SUGGESTER = Suggester("beside-sectors", 5, ("beside",), suggest)
