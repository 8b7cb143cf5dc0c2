"""Where a conversion could read otherwise.

Only characters of several readings count, where a reading is what some word of the
dictionaries writes, and forms that differ by region alone are one reading.  Of these a place
is in doubt when

- no dictionary word covers it, so that the character's first reading was taken ("character");
- a word of two characters made it another reading ("phrase"): such a word may stand there by
  chance, across the border of two others (上海|干部); longer words hardly ever do;
- a line of the overlay made it another reading than the dictionaries would ("overlay").

What a word decides in favour of the first reading is in no doubt, and neither are particles
and what is a matter of taste (佈 or 布: `_SETTLED`), else every third line would be marked.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from annotations.model import ConvertedScript, Doubt, OverlayEntry
from annotations.text.alignment import Span
from annotations.text.conversion import cache as kept
from annotations.text.conversion.dictionaries import chain, table
from annotations.text.conversion.engine import engine
from annotations.text.conversion.lexicon import fingerprint
from annotations.text.conversion.overlay import overlay as overlay_of
from annotations.text.conversion.overlay import script_of

_CHARACTERS = {"hant": "STCharacters", "hans": "TSCharacters"}
_SETTLED = {"hant": "么了只布托", "hans": "著麼於"}
_ATTESTED = 3  # so many words at least write a reading that is worth asking about,
_SHARE = 0.1  # and so many of all words with the character


def candidates(char: str, to: ConvertedScript) -> tuple[str, ...]:
    """All readings of one character in the other script, best first; itself if it has none."""
    return table(_CHARACTERS[to]).get(char, (char,))


def doubts(text: str, config: str, *, overlay: Sequence[OverlayEntry] = ()) -> tuple[Doubt, ...]:
    """The places of `text` that could read otherwise under `config`, in order.

    Spans count the code points of `text`. Raises ValueError for a name not known.
    """
    to = script_of(config)
    if to is None or text.isascii():
        return ()
    return tuple(_doubts(text, config, to, tuple(overlay)))


def _doubts(
    text: str, config: str, to: ConvertedScript, entries: tuple[OverlayEntry, ...]
) -> Iterator[Doubt]:
    pattern, readings = _ambiguous(config, to)
    places = [match.start() for match in pattern.finditer(text)]
    if not places:
        return
    stack = overlay_of(config, entries)
    converted, alignment = engine(config).convert(text, stack)
    words, fixed = engine(config).words(text, stack)
    starts, fixed_starts = [word[0] for word in words], [edit[0] for edit in fixed]
    for place in places:
        target = alignment.to_target(Span(place, place + 1))
        shown, known = target.of(converted), readings[text[place]]
        if len(shown) != 1:
            continue  # reworded together with others
        cause = "phrase"
        line = bisect_right(fixed_starts, place) - 1
        word = bisect_right(starts, place) - 1
        if line >= 0 and place < fixed[line][1]:
            start, end, _ = fixed[line]
            if _alone(text[start:end], config)[place - start : place - start + 1] == shown:
                continue
            cause = "overlay"
        elif word >= 0 and place < words[word][1]:
            if shown == known[0] or words[word][1] - words[word][0] > 2:
                continue
        else:
            cause = "character"
        choices = tuple(dict.fromkeys((shown, *known)))
        if len(choices) > 1:
            yield Doubt(Span(place, place + 1), shown, choices, cause)


@lru_cache(4096)
def _alone(word: str, config: str) -> str:
    """What the dictionaries make of an overlay's word."""
    return engine(config).convert(word)[0]


@cache
def _ambiguous(config: str, to: ConvertedScript) -> tuple[re.Pattern[str], dict[str, str]]:
    """What finds the characters of several readings, and these readings, the first one first."""
    config = config.removesuffix("p")  # a rewording is no reading
    name, key = f"readings.{config}", _fingerprint(config)
    parts = kept.load(name, key)
    if parts is None:
        parts = [json.dumps(_readings(config, to)).encode()]
        kept.save(name, key, parts)
    readings: dict[str, str] = json.loads(parts[0])
    return re.compile(f"[{''.join(sorted(readings))}]"), readings


def _readings(config: str, to: ConvertedScript) -> dict[str, str]:
    attested = _attested(config, to)
    readings: dict[str, str] = {}
    for char in sorted({char for char, _ in attested}.difference(_SETTLED[to])):
        first = engine(config).convert(char)[0]
        others = candidates(char, to)
        if to == "hant":
            others = tuple(_finished(value, config, to) for value in others)
        all_words = sum(attested[char, other] for other in dict.fromkeys((first, *others)))
        least = max(_ATTESTED, _SHARE * all_words)
        known = dict.fromkeys(other for other in others if attested[char, other] >= least)
        if known.keys() - {first}:
            readings[char] = "".join(dict.fromkeys((first, *known)))
    return readings


def _attested(config: str, to: ConvertedScript) -> Counter[tuple[str, str]]:
    """How many words of the dictionaries write one character as another."""
    recipes = chain(config).stages[: 1 if to == "hant" else None]
    entries = [entry for recipe in recipes for entry in recipe.read().items()]
    words = [(key, value) for key, value in entries if len(key) == len(value) > 1]
    finished = _finished("\n".join(value for _, value in words), config, to).split("\n")
    keys = (key for key, _ in words)
    return Counter(pair for pairs in map(zip, keys, finished) for pair in pairs)


def _finished(text: str, config: str, to: ConvertedScript) -> str:
    """OpenCC's own traditional script in the forms that `config` ends in."""
    if to == "hans":
        return engine("t2s").convert(text)[0]
    region = config.removeprefix("s2")
    return text if region == "t" else engine(f"t2{region}").convert(text)[0]


def _fingerprint(config: str) -> bytes:
    made = chain(config)
    return fingerprint(*made.stages, *chain("t2s").stages, *chain("s2t").stages, of=b"readings 4")
