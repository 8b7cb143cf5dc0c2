"""Which of several repairs reads best where it would stand."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from annotations.emend import likelihood
from annotations.model import Span

MOST = 10  # candidates shown
_LEFT, _RIGHT = 3, 4  # characters of context that words may reach into
_NEARBY = 5000  # characters to either side in which the same wording may stand unharmed
_SAME_WORDING = 2.0  # what each pair of characters found there is worth
_QUOTE = 2.0
_SCRIPT = 200  # characters to either side that tell the script
_ENOUGH = 30  # of them at least must be Chinese
_FOREIGN = 4.0  # what a traditional character costs in simplified text
_QUOTES = (("“", "”"), ("「", "」"), ("『", "』"), ("《", "》"))


def ranked(
    text: str, span: Span, candidates: Iterable[tuple[str, float]]
) -> list[dict[str, object]]:
    """The candidates for a span, best first, each with its share of all that speaks for them.

    What is known of a candidate before (a natural log) counts, and words (their likelihood
    with the context), wording that stands elsewhere in the article, and that quotes close.
    """
    known: dict[str, float] = {}
    for candidate, score in candidates:
        known[candidate] = max(score, known.get(candidate, score))
    place = _Place.of(text, span)
    scored = sorted(
        ((score + place.score(candidate), candidate) for candidate, score in known.items()),
        key=lambda pair: (-pair[0], pair[1]),
    )[:MOST]
    if not scored:
        return []
    best = scored[0][0]
    shares = [math.exp(max(-30.0, score - best)) for score, _ in scored]
    return [
        {"text": candidate, "score": round(share / sum(shares), 4)}
        for share, (_, candidate) in zip(shares, scored, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a candidate would stand: what is near, and which quotes are open there."""

    left: str
    right: str
    near: tuple[str, str]
    quotes: tuple[tuple[str, str, bool, bool], ...]  # opening, closing, open before, closed after
    simplified: bool

    @classmethod
    def of(cls, text: str, span: Span) -> _Place:
        before = text[max(0, span.start - _NEARBY) : span.start]
        after = text[span.end : span.end + _NEARBY]
        line, rest = before[before.rfind("\n") + 1 :], after.partition("\n")[0]
        quotes = tuple(
            (opening, closing, line.rfind(opening) > line.rfind(closing), _closes(rest, pair))
            for pair in _QUOTES
            for opening, closing in [pair]
        )
        around = before[-_SCRIPT:] + after[:_SCRIPT]
        return cls(before[-_LEFT:], after[:_RIGHT], (before, after), quotes, _simplified(around))

    def score(self, candidate: str) -> float:
        whole = self.left + candidate + self.right
        score = likelihood.worded(whole)
        inner = whole[max(0, len(self.left) - 1) : len(self.left) + len(candidate) + 1]
        for first, second in pairwise(inner):
            if _han(first) and _han(second) and any(first + second in part for part in self.near):
                score += _SAME_WORDING
        if self.simplified:
            score -= _FOREIGN * sum(likelihood.simple(c) != c for c in candidate)
        for opening, closing, is_open, closed_after in self.quotes:
            for character in candidate:
                is_open = character == opening or (is_open and character != closing)
            score += _QUOTE if is_open == closed_after else -_QUOTE
        return score


def _simplified(text: str) -> bool:
    """Whether hardly any character is one that simplified script writes otherwise."""
    han = [character for character in text if _han(character)]
    altered = sum(likelihood.simple(character) != character for character in han)
    return len(han) >= _ENOUGH and 20 * altered < len(han)


def _closes(text: str, quotes: tuple[str, str]) -> bool:
    """Whether the first of these quotes in a text is a closing one."""
    places = [text.find(quote) for quote in quotes]
    return places[1] >= 0 and (places[0] < 0 or places[1] < places[0])


def _han(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff"
