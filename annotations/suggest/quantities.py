"""Quantities: a number with its unit, up to the first measure word; what it is worth.

近, 超, 约 and 以上 stay outside, 多 and 余 inside.  Ordinals (第十届) are none, and neither are
small counts in characters (三台, 两家).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from weakref import WeakKeyDictionary

from annotations.model import Span
from annotations.suggest.kinds import Candidate, Suggester
from annotations.suggest.lists import WordList
from annotations.suggest.passage import Passage
from annotations.suggest.timing import durations, numerals

RULES = ("unit", "count", "share", "range", "bare", "length", "length-wait")
_SMALL = 10  # from which counts in characters are quantities
_ARABIC = rf"(?:{numerals.ARABIC})(?:[多余几])?(?:[十百千]?[万亿]|[百千])?(?:亿)?(?:[多余几])?"
_HAN = (
    r"(?:数|几|好几)?[一二两三四五六七八九十百千][零〇一二两三四五六七八九十百千万亿]{0,14}"
    r"(?:点[零一二三四五六七八九]{1,3})?[万亿]?[多余几]?[万亿]?"
)
_SEP = "(?:至|到|[—―–－~～─-]{1,2})"
_SHARE = re.compile(
    rf"百分之(?:[零〇一二三四五六七八九十百点]{{1,8}}|\d+(?:\.\d+)?)|(?:[一二三四五六七八九]|\d)成(?:[一二三四五六七八九半]|多)?(?![为立熟长员绩本功果都分型就年品渝套德绵])|(?<![\d·])\d+(?:\.\d+)?(?:{_SEP}\d+(?:\.\d+)?)?(?:%|％|‰)(?:{_SEP}\d+(?:\.\d+)?(?:%|％))?"
)
_BARE = re.compile(
    r"(?<![\d.,])\d+(?:\.\d+)?(?:万亿|亿|万)(?![\d\w])|(?<![\d.,])\d+(?:\.\d+)?亿(?=[落投建签打])"
)
_NOT_BEFORE = "第"
_made: WeakKeyDictionary[WordList, re.Pattern[str]] = WeakKeyDictionary()


def suggest(passage: Passage) -> Iterator[Candidate]:
    """Numbers with units, shares, sums without a unit, and lengths of time that are amounts."""
    units = passage.list("units")
    text = passage.text
    for found in _pattern(units).finditer(text):
        one = _unit(passage, found, units)
        if one is not None:
            yield one
    for found in _SHARE.finditer(text):
        yield _candidate(text, Span(*found.span()), "share", 0.93, _share(found[0]))
    for found in _BARE.finditer(text):
        value = numerals.value(found[0])
        yield _candidate(text, Span(*found.span()), "bare", 0.7, _shown(value, ""))
    for length in durations.lengths(passage):
        if length.label == "QUANT":
            yield _candidate(text, length.span, length.rule, length.sure, length.norm)


def _candidate(text: str, span: Span, rule: str, sure: float, norm: str) -> Candidate:
    attributes = {"norm_value": norm} if norm else {}
    evidence = f"{span.of(text)} = {norm}" if norm else span.of(text)
    return Candidate(span, "QUANT", rule, sure, evidence, attributes)


def _pattern(units: WordList) -> re.Pattern[str]:
    if units not in _made:
        wanted = [u for u, columns in units.rows.items() if columns[:1] != ("bare",)]
        any_unit = "|".join(map(re.escape, sorted(wanted, key=lambda one: (-len(one), one))))
        _made[units] = re.compile(
            rf"(?<![\d.,A-Za-z])(?P<low>(?:{_ARABIC}|{_HAN})){_SEP}"
            rf"(?P<high>(?:{_ARABIC}|{_HAN})) ?(?P<unit2>{any_unit})"
            rf"|(?<![\d.A-Za-z])(?P<number>{_ARABIC}|{_HAN}) ?(?P<unit>{any_unit})"
        )
    return _made[units]


def _unit(passage: Passage, found: re.Match[str], units: WordList) -> Candidate | None:
    text, start = passage.text, found.start()
    low, high, unit = found["low"], found["high"], found["unit"] or found["unit2"]
    number = found["number"] or low
    kind = (units.rows[unit] or ("count",))[0]
    if kind == "no" or (start and text[start - 1] in _NOT_BEFORE):
        return None
    han = not number[0].isdigit()
    if han and not _counts(passage, found, number, kind):
        return None
    if not han and not _ends(passage, found, unit):
        return None
    span = Span(start, found.end())
    if low and high:
        values = [numerals.value(low), numerals.value(high)]
        norm = "-".join(numerals.plain(v) for v in values if v is not None) + f" {unit}"
        return _candidate(text, span, "range", 0.93, norm if None not in values else "")
    value = numerals.value(_plain(number))
    rule = "unit" if kind == "measure" else "count"
    sure = 0.95 if not han else 0.85
    return _candidate(text, span, rule, sure, _shown(value, unit))


def _plain(number: str) -> str:
    return re.sub("(?<=.)[多余几]", "", number)


def _shown(value: Decimal | None, unit: str) -> str:
    if value is None:
        return ""
    return (
        f"{numerals.plain(value)} {unit}".strip()
        if unit not in ("%", "％")
        else f"{numerals.plain(value)}%"
    )


def _share(shown: str) -> str:
    return shown.replace("％", "%") if shown.endswith(("%", "％")) else ""


def _counts(passage: Passage, found: re.Match[str], number: str, kind: str) -> bool:
    """Whether a number in characters is one that is tagged: a measure, or from ten on."""
    word = passage.word_at(found.start())
    text = passage.text
    if (word.start < found.start() and word.tag not in ("m", "")) or number in (
        "千",
        "百",
        "千万",
        "百万",
        "万",
        "十",
    ):
        return False
    last = passage.word_at(found.end() - 1)
    if last.end > found.end() and last.tag not in ("m", "q", "mq", ""):
        return False
    value = numerals.value(_plain(number))
    if kind == "measure":
        return not (
            value == 1 and text[found.start() - 1 : found.start()] in ("这", "那", "每", "同")
        )
    return value is None or value > _SMALL


def _ends(passage: Passage, found: re.Match[str], unit: str) -> bool:
    """Whether no known word goes on behind the unit (3个体: 个体)."""
    if found.end() == len(passage.text):
        return True
    if unit.isascii():
        return not passage.text[found.end()].isalnum() or ord(passage.text[found.end()]) > 127
    word = passage.word_at(found.end() - 1)
    inside = word.end > found.end() and word.start >= found.end() - 1
    return not inside or word.tag in ("m", "q", "mq", "")


SUGGESTER = Suggester("quantities", 1, RULES, suggest)
