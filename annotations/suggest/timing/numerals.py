"""Numbers as Chinese texts write them: with digits, in characters, with 万 and 亿, and 几, 多, 余.

`value` says what one is worth: 1,200; 3.5万; 四万六千; 三四十;
两千多; 十几; 〇 and 零 as 0.
"""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10_000, "亿": 100_000_000}
ARABIC = r"\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_PLAIN = re.compile(rf"({ARABIC})([十百千万亿]*)")
_NEARLY = re.compile("([一二三四五六七八九])([一二三四五六七八九])(?=[十百千万亿]|$)")


def value(written: str) -> Decimal | None:
    """What a number is worth; None where it is vague (数十, 三四十) or none at all."""
    text = written.rstrip("多余几").replace("，", "").replace(",", "")
    try:
        found = _PLAIN.fullmatch(text)
        return Decimal(found[1]) * _power(found[2]) if found else _han(text)
    except (InvalidOperation, KeyError, ValueError):
        return None


def plain(number: Decimal) -> str:
    """Without exponent and needless zeros: 41.6, 3000000000."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _power(units: str) -> Decimal:
    power = Decimal(1)
    for unit in units:
        power *= _TENS.get(unit) or _LARGE[unit]
    return power


def _han(text: str) -> Decimal | None:
    if len(text) > 2 and set(text) <= set(_DIGITS):
        return Decimal(_digits(text))
    if not text or "数" in text or "几" in text or _NEARLY.search(text):
        return None
    whole, _, part = text.partition("点")
    number = _digits(whole) if whole and set(whole) <= set(_DIGITS) else _han_whole(whole)
    if number is None:
        return None
    shown = "".join(str(_DIGITS[one]) for one in part)
    return Decimal(f"{number}.{shown}") if shown else Decimal(number)


def _digits(text: str) -> int:
    """二〇二六 digit by digit."""
    return int("".join(str(_DIGITS[one]) for one in text))


def _han_whole(text: str) -> int | None:
    total = section = digit = 0
    last = 1
    for one in text:
        if one in _DIGITS:
            digit = _DIGITS[one]
            last = 1 if one in "零〇" else last
        elif one in _TENS:
            section += (digit or 1) * _TENS[one]
            digit, last = 0, _TENS[one]
        elif one in _LARGE:
            total = (
                (total + section + digit) * _LARGE[one]
                if one == "亿"
                else total + (section + digit or 1) * _LARGE[one]
            )
            section = digit = 0
            last = _LARGE[one]
        else:
            return None
    if digit and last >= 100 and text[-2:-1] not in "零〇":  # 一百二, 三万五
        digit *= last // 10
    return total + section + digit
