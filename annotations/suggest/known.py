"""Bodies, firms, schools, associations, outlets, zones, meetings and sites that have a list."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from annotations.model import Span
from annotations.suggest.growth.endings import cuts_word, may_end
from annotations.suggest.kinds import Candidate, Suggester
from annotations.suggest.lists import WordList
from annotations.suggest.passage import Passage

_LABELS = {
    "gov": "GOV",
    "companies": "COMPANY",
    "institutes": "INST",
    "associations": "ASSOC",
    "media": "MEDIA",
    "zones": "ZONE",
    "events": "EVENT",
    "sites": "SITE",  # its rows tell SITE or PROJECT
}
_LONG = 4  # characters from which a name may begin inside a word
_SHORT = 2
_GOES_ON = ("镇", "乡", "村", "路", "街", "湖")  # 华山|路: another name begins with it


def suggest(passage: Passage) -> Iterator[Candidate]:
    """Every name of the lists that is not a part of another word."""
    known = _known(*map(passage.list, _LABELS))
    for span in known.matches(passage.text):
        if _stands(passage, span):
            told = span.of(passage.text)
            yield Candidate(span, known.rows[told][0], "list", _sure(told), told)


@lru_cache(maxsize=2)
def _known(*lists: WordList) -> WordList:
    """All names with their labels; reading the lists one by one takes four times as long."""
    rows: dict[str, tuple[str, ...]] = {}
    for words, label in zip(lists, _LABELS.values(), strict=True):
        for word, columns in words.rows.items():
            rows.setdefault(word, columns if columns and columns[0].isupper() else (label,))
    return WordList(rows)


def _stands(passage: Passage, span: Span) -> bool:
    if not may_end(passage, span.end) or passage.text[span.end : span.end + 1] in _GOES_ON:
        return False
    return len(span) >= _LONG or not cuts_word(passage, span.start)


def _sure(told: str) -> float:
    return 0.93 if len(told) >= _LONG else 0.8 if len(told) <= _SHORT else 0.88


SUGGESTER = Suggester("known", 1, ("list",), suggest)
