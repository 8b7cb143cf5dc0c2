"""Simplified and traditional script: which one a text is in, and conversion with alignment.

Conversion is opencc-python-reimplemented's, character for character.  Eight of its ten
configurations keep the length of every word, so their alignment is the identity; for the
two that reword (`s2twp`, `tw2sp`) the changed blocks are found by comparison with the
configuration of equal length.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from difflib import SequenceMatcher
from functools import cache
from importlib.resources import files
from typing import Literal, cast

from annotations.text.alignment import Alignment

Script = Literal["hans", "hant", "mixed", "none"]

# A configuration that rewords, and the one that gives the same text at equal length.
_REWORDING = {"s2twp": "s2tw", "tw2sp": "tw2s"}
CONFIGS = ("hk2s", "s2hk", "s2t", "s2tw", "s2twp", "t2hk", "t2s", "t2tw", "tw2s", "tw2sp")

_LEAST_SHARE = 0.03  # of the Han characters: less than this is residue, not a second script
_LEAST_HAN = 8  # a shorter paragraph does not make an article mixed
_PARAGRAPHS = re.compile(r"\r\n|[\n\r\u2028\u2029\u0085]")


def convert(text: str, config: str) -> tuple[str, Alignment]:
    """`text` under an OpenCC configuration, and its alignment from `text`.

    `config` is one of `CONFIGS` (else ValueError); positions are code points.
    """
    if config not in CONFIGS:
        raise ValueError(f"no such configuration: {config}; there are {', '.join(CONFIGS)}")
    result = _converter(config)(text)
    if config not in _REWORDING:
        return result, Alignment.identity(len(text))
    plain = _converter(_REWORDING[config])(text)
    changes = SequenceMatcher(None, plain, result, autojunk=False).get_opcodes()
    blocks = [(a0, a1, b1 - b0) for _, a0, a1, b0, b1 in changes if a1 - a0 != b1 - b0]
    return result, Alignment.of_blocks(len(text), blocks)


@cache
def _converter(config: str) -> Callable[[str], str]:
    """One converter for the whole run: reading the dictionaries takes 50–140 ms."""
    from opencc import OpenCC

    return cast("Callable[[str], str]", OpenCC(config).convert)


def detect(text: str) -> Script:
    """The script of a text: "mixed" when paragraphs differ, "none" when nothing decides.

    Only characters that exist in one script alone count (之 or 里 decide nothing).
    """
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
    """Characters of `text` that are only simplified, only traditional, and Han at all."""
    simplified, traditional = only_simplified(), only_traditional()
    return (
        sum(c in simplified for c in text),
        sum(c in traditional for c in text),
        sum("\u3400" <= c <= "\u9fff" or c >= "\U00020000" for c in text),
    )


@cache
def only_simplified() -> frozenset[str]:
    """Characters that no traditional text has (OpenCC's tables, without regional variants)."""
    simple, full = _table("STCharacters"), _table("TSCharacters")
    return frozenset(simple) - _values(simple) - frozenset(full) - _regional()


@cache
def only_traditional() -> frozenset[str]:
    """Characters that no simplified text has."""
    simple, full = _table("STCharacters"), _table("TSCharacters")
    return frozenset(full) - _values(full) - frozenset(simple) - _regional()


@cache
def simplified_forms() -> frozenset[str]:
    """Characters that others are simplified to: as they stand they are right in hans."""
    full = _table("TSCharacters")
    return frozenset(values[0] for values in full.values()) - frozenset(full)


def _regional() -> frozenset[str]:
    """Forms that are a matter of region: 群 and 羣 are both good traditional script."""
    tables = [_table(name) for name in ("TWVariants", "HKVariants")]
    return frozenset(c for table in tables for c in (*table, *_values(table)))


def _values(table: dict[str, list[str]]) -> frozenset[str]:
    return frozenset(c for values in table.values() for c in values)


@cache
def _table(name: str) -> dict[str, list[str]]:
    lines = files("opencc").joinpath("dictionary", f"{name}.txt").read_text("utf-8").splitlines()
    pairs = (line.split("\t") for line in lines)
    return {key: values.split(" ") for key, values in pairs}
