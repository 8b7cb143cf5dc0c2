"""How much a place of the text looks like the name of a person: surname, given name, words.

Weights are natural logarithms, roughly: what is added speaks for a name.  Those of surnames and
words were set by hand, those of characters were counted (see the list "given").
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from annotations.model import Span
from annotations.suggest.lists import WordList
from annotations.suggest.passage import Passage

SURNAME = {"common": 1.0, "": 0.5, "mixed": -0.2, "word": -1.5}
DOUBLE = 1.5  # a surname of two characters
UNKNOWN = -1.5  # no surname of the list
UNUSUAL = -1.0  # no less than this is a character that may be a rare surname
RARE = 0.5  # a character that is not counted, since it is rare everywhere
GIVEN = 0.5  # the characters of a given name say the same twice
LEAST, MOST = -8.0, 6.0
UNNAMED = "某"
NAMES = ("nr", "nrfg", "nrt")  # jieba's tags of names of persons


def shapes(
    passage: Passage, start: int, *, any_surname: bool = False
) -> Iterator[tuple[Span, float]]:
    """What may be a name that begins at a place, and how much it looks like one.

    Without a surname of the list only where `any_surname`.
    """
    text = passage.text
    if not _is_han(text[start]):
        return
    surnames = passage.list("surnames")
    double = text[start : start + 2]
    if len(double) == 2 and double in surnames:
        yield from _with_given(passage, start, 2, DOUBLE)
    elif text[start : start + 1] in surnames:
        kind = surnames.rows[text[start]]
        yield from _with_given(passage, start, 1, SURNAME[kind[0] if kind else ""])
    elif text[start] in passage.list("after-names"):
        return
    elif any_surname and _given(passage.list("given")).get(text[start], RARE) > UNUSUAL:
        yield from _with_given(passage, start, 1, UNKNOWN)


def _with_given(
    passage: Passage, start: int, size: int, weight: float
) -> Iterator[tuple[Span, float]]:
    given = _given(passage.list("given"))
    total = 0.0
    for end in range(start + size + 1, min(start + size + 3, len(passage.text) + 1)):
        character = passage.text[end - 1]
        if not _is_han(character):
            return
        total += MOST if character == UNNAMED else given.get(character, RARE)
        looks = GIVEN * min(max(total, LEAST), MOST)
        yield Span(start, end), weight + looks


def first_characters(passage: Passage) -> frozenset[str]:
    """The characters that a surname may begin with."""
    return _firsts(passage.list("surnames"))


@lru_cache(maxsize=4)
def _firsts(surnames: WordList) -> frozenset[str]:
    return frozenset(word[0] for word in surnames)


def _is_han(character: str) -> bool:
    return "㐀" <= character <= "鿿" or "𠀀" <= character <= "𳎯"


@lru_cache(maxsize=4)
def _given(words: WordList) -> dict[str, float]:
    return {word: float(columns[0]) for word, columns in words.rows.items() if columns}


def words_for(passage: Passage, span: Span, *, after: bool, followed: bool) -> float:
    """What jieba's words say of a name at a place.

    Where it is `after` a title, or `followed` by what stands behind names, a word across that
    border says less.
    """
    inside = passage.words_in(span)
    first, last = inside[0], inside[-1]
    if len(inside) == 1 and (first.start, first.end) == (span.start, span.end):
        return 1.5 if first.tag in NAMES else 1.0 if not first.tag else -3.0
    weight = 0.0
    if first.start < span.start:
        weight -= (1.5 if after else 3.0) if first.tag else 1.0
    elif first.end - first.start > 1 and first.tag and first.tag not in NAMES:
        weight -= 2.0
    if last.end > span.end:
        weight -= 2.5 if last.tag and last.tag not in NAMES and not followed else 1.0
    return weight
