"""How likely a string is as Chinese news, in either script: what tells text from mojibake.

Characters count by the table of `resources/encodings`, pairs and words by the word list of
`resources/emendations`.  Scores are natural logs.  Both tables are read when first needed (some
50 ms once), never for a text without a suspicious place.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping
from functools import cache, lru_cache

import resources
from annotations.text.conversion import candidates

_PAIRED = 0.6  # how much of a character's likelihood its predecessor decides
_LONGEST_WORD = 4
_IN_WORD = -4.5  # a letter after one of its kind
_STOPS = frozenset("，,。、；：！？;:!?")
_ENDS = frozenset("。！？!?”」』）)…")
_ENDED, _UNENDED = 2.0, -2.0  # a line that ends as a sentence does, and one that does not
_TWO_STOPS = -6.0  # two stops in a row are rare
_UNKNOWN = {"han": -15.0, "kana": -14.0, "private": -17.0, "other": -13.0}
_SIGNS = {
    **dict.fromkeys("，,。、", -3.5),
    **dict.fromkeys("“”《》\n", -5.5),
    **dict.fromkeys("：；！？（）:;!?()…—　 ", -6.5),
    **dict.fromkeys("0123456789", -5.0),
    **dict.fromkeys("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz.%-", -6.5),
}


@cache
def simple(character: str) -> str:
    """The simplified form by the character tables alone; itself where there is none."""
    return candidates(character, "hans")[0]


@cache
def alone(character: str) -> float:
    """How likely the character is anywhere."""
    found = _characters().get(simple(character))
    return found if found is not None else _UNKNOWN[_sort(character)]


@lru_cache(maxsize=1 << 16)
def after(before: str, character: str) -> float:
    """How likely the character is after `before` (one character, or "" where nothing is known)."""
    if character in _STOPS and before in _STOPS:
        return alone(character) + _TWO_STOPS
    if _spelt(before, character):
        return _IN_WORD
    if character == "\n":
        return alone(character) + (_ENDED if before in _ENDS else _UNENDED)
    share = math.exp(alone(character))
    pair = _pairs().get(simple(before) + simple(character), 0.0) if before else 0.0
    if not pair:
        return math.log((1 - _PAIRED) * share)
    expected = min(1.0, pair / math.exp(alone(before)))
    return math.log(_PAIRED * expected + (1 - _PAIRED) * share)


def chain(before: str, text: str) -> float:
    """How likely `text` is after the character `before`, character by character."""
    score = 0.0
    for character in text:
        score += after(before, character)
        before = character
    return score


def worded(text: str) -> float:
    """How likely the text is as a chain of words: that of its best division into words."""
    written = "".join(map(simple, text))
    words = _words()
    best = [0.0]
    for end in range(1, len(written) + 1):
        options = [best[end - 1] + alone(written[end - 1])]
        for start in range(max(0, end - _LONGEST_WORD), end - 1):
            known = words.get(written[start:end])
            if known is not None:
                options.append(best[start] + known)
        best.append(max(options))
    return best[-1]


def is_word(text: str) -> bool:
    """Whether it is a word of two to four characters, as the list has it."""
    return "".join(map(simple, text)) in _words()


def _spelt(before: str, character: str) -> bool:
    """Whether both are letters of one script that is no Chinese: kana, Greek, Cyrillic."""
    if not before or character < "\u0370" or _sort(character) == "han":
        return False
    return ord(before) >> 7 == ord(character) >> 7 and before.isalpha() and character.isalpha()


def _sort(character: str) -> str:
    if "\u3400" <= character <= "\u9fff" or character >= "\U00020000":
        return "han"
    if "\u3040" <= character <= "\u30ff":
        return "kana"
    return "private" if "\ue000" <= character <= "\uf8ff" else "other"


@cache
def _characters() -> Mapping[str, float]:
    found: dict[str, float] = {}
    for share, characters in _lines("encodings/frequencies.tsv"):
        found.update(dict.fromkeys(characters, share))
    return found | _SIGNS


@cache
def _words() -> Mapping[str, float]:
    found: dict[str, float] = {}
    for share, words in _lines("emendations/frequencies.tsv"):
        found.update(dict.fromkeys(words.split(" "), share))
    return found


@cache
def _pairs() -> Mapping[str, float]:
    """The share of each pair of neighbours within words (not its log)."""
    found: defaultdict[str, float] = defaultdict(float)
    for share, words in _lines("emendations/frequencies.tsv"):
        linear = math.exp(share)
        for word in words.split(" "):
            for place in range(len(word) - 1):
                found[word[place : place + 2]] += linear
    return found


def _lines(name: str) -> list[tuple[float, str]]:
    lines = (line for line in resources.text(name).splitlines() if not line.startswith("#"))
    return [(float(share), rest) for share, rest in (line.split("\t") for line in lines)]
