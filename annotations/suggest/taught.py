"""Names that the project has tagged, wherever they stand as words.

A dictionary does not know them, so an end of a name may lie inside a word that was only guessed
(赣深 of the guessed 赣深集), but not inside one of the dictionary: 上海市|场.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from annotations.suggest.kinds import Candidate, Suggester
from annotations.suggest.lists import WordList
from annotations.suggest.passage import Passage

USUAL = 0.93
MEANT = 0.98  # where another suggester has another label for the same: the project knows better


def suggest(passage: Passage) -> Iterator[Candidate]:
    """The longest of them at each place, but for what was found under the same label already."""
    if not passage.taught:
        return
    for span in _words(passage.taught).matches(passage.text):
        if not (_is_end(passage, span.start) and _is_end(passage, span.end)):
            continue
        word = span.of(passage.text)
        label, found = passage.taught[word], passage.name_at(span.start)
        is_found = found is not None and found.span == span
        if not (is_found and found is not None and found.label == label):
            yield Candidate(span, label, "name", MEANT if is_found else USUAL, word)


def _is_end(passage: Passage, place: int) -> bool:
    """Whether a name may begin or end at a place."""
    return passage.is_border(place) or not passage.word_at(place).tag


class _Known(NamedTuple):
    taught: Mapping[str, str]
    words: WordList


_last: list[_Known] = []


def _words(taught: Mapping[str, str]) -> WordList:
    """The names made ready to be found; once for all articles of a run, which share them."""
    if not (_last and _last[0].taught is taught):
        _last[:] = [_Known(taught, WordList({word: (label,) for word, label in taught.items()}))]
    return _last[0].words


SUGGESTER = Suggester("taught", 2, ("name",), suggest)
