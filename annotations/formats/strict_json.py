"""JSON as the exchange format means it: stricter than Python's reader, safer than its writer."""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from typing import cast

from annotations.errors import Refusal

MAX_DEPTH = 100
MAX_VALUES = 2_000_000
# Raw, these characters end a line for many readers. json.dumps writes U+000B as \u000b already.
_LINE_ENDS = {ord(c): f"\\u{ord(c):04x}" for c in "\x85\u2028\u2029"}
_STRING = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"', re.DOTALL)
_HOLDING = frozenset({dict, list})
_FORM_FEED = re.compile(r"(\\\\)|\\f")


def loads(text: str, most: int = MAX_VALUES) -> object:
    """The value of one JSON text of at most so many values.

    Refusals: json-broken (with `column`), json-duplicate-key, json-number, json-deep,
    json-values, line-lone-surrogate.
    """
    _refuse_swarm(text, most)
    try:
        value = cast(object, _QUICK.decode(text))
    except json.JSONDecodeError as error:
        raise Refusal("json-broken", column=error.pos + 1) from error
    except RecursionError as error:
        raise Refusal("json-deep", limit=MAX_DEPTH) from error
    except ValueError as error:  # an integer of thousands of digits
        raise Refusal("json-number") from error
    if _keys(value) != _most_keys(text):
        _DECODER.decode(text)  # which looks at every object, and takes its time
    if "\\" in text and ("\\ud" in text or "\\uD" in text):
        _refuse_surrogates(value)
    return value


def dumps(value: object) -> str:
    """One line of JSON that no reader splits; characters stand as themselves otherwise.

    Of a tree: what holds itself is a RecursionError.
    """
    text = _ENCODER.encode(value)
    if "\\f" in text:
        text = _FORM_FEED.sub(lambda found: found[1] or "\\u000c", text)
    return text.translate(_LINE_ENDS) if any(c in text for c in "\x85\u2028\u2029") else text


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    result = dict(pairs)
    if len(result) < len(pairs):
        (twice, _), *_ = Counter(key for key, _ in pairs).most_common(1)
        raise Refusal("json-duplicate-key", what=twice)
    return result


def _finite(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise Refusal("json-number")
    return number


_QUICK = json.JSONDecoder(parse_float=_finite, parse_constant=_finite)
_DECODER = json.JSONDecoder(object_pairs_hook=_unique, parse_float=_finite, parse_constant=_finite)
_ENCODER = json.JSONEncoder(
    ensure_ascii=False, allow_nan=False, separators=(", ", ": "), check_circular=False
)
_BLANKS = " \t\n\r"


def _refuse_swarm(text: str, most: int) -> None:
    """Each value takes some hundred bytes: two million of them are no article."""
    if len(text) > most and _marks(text) > most and _marks(_STRING.sub("", text)) > most:
        raise Refusal("json-values", limit=most)


def _marks(text: str) -> int:
    return sum(map(text.count, ",[{"))


def _most_keys(text: str) -> int | None:
    """As many keys as objects have in a text, or more: what stands in a string may count too.

    So where they have as many when they are read none was there twice.  None = cannot be told.
    """
    loose = any(blank in text and f"{blank}:" in text for blank in _BLANKS)
    return None if loose else text.count('":')


def _keys(value: object) -> int:
    """How many keys all objects in a value have. Refusal "json-deep"."""
    keys, level = 0, [value] if type(value) in _HOLDING else []
    for _ in range(MAX_DEPTH + 1):
        if not level:
            return keys
        inside: list[object] = []
        for holding in cast("list[list[object] | dict[str, object]]", level):
            if type(holding) is dict:
                keys += len(holding)
                inside.extend(holding.values())
            else:
                inside.extend(holding)
        level = [child for child in inside if type(child) in _HOLDING]
    raise Refusal("json-deep", limit=MAX_DEPTH)


def _refuse_surrogates(value: object) -> None:
    try:
        json.dumps(value, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError as error:
        raise Refusal("line-lone-surrogate") from error
