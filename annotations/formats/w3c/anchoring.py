"""Where in a text a selector's quote stands, when its position does not say, or says wrong."""

from __future__ import annotations

import re
from itertools import islice

from annotations.model import Span

_MOST_FOUND = 1000


def anchored(text: str, exact: str, prefix: str, suffix: str, near: int | None) -> Span | None:
    """The span of the one occurrence of a quote that fits its surroundings best.

    Of several that fit alike it is the nearest to `near`; None where nothing tells them apart
    or the quote does not stand in the text, even with other blanks.
    """
    found = _occurrences(text, re.escape(exact)) if exact else []
    if not found and exact.split():
        found = _occurrences(text, r"\s*".join(map(re.escape, exact.split())))
    if not found:
        return None
    fits = [_alike(text, span, prefix, suffix) for span in found]
    best = [span for span, fit in zip(found, fits, strict=True) if fit == max(fits)]
    if len(best) == 1:
        return best[0]
    return None if near is None else min(best, key=lambda span: abs(span.start - near))


def _occurrences(text: str, pattern: str) -> list[Span]:
    return [Span(*found.span()) for found in islice(re.finditer(pattern, text), _MOST_FOUND)]


def _alike(text: str, span: Span, prefix: str, suffix: str) -> int:
    """How many characters around a span are those of the selector."""
    before = text[max(0, span.start - len(prefix)) : span.start]
    behind = text[span.end : span.end + len(suffix)]
    return _common(before[::-1], prefix[::-1]) + _common(behind, suffix)


def _common(one: str, other: str) -> int:
    pairs = zip(one, other, strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))
