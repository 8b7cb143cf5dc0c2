"""Mojibake: places whose bytes were read wrongly, with ranked repairs; never proved."""

from __future__ import annotations

import heapq
import math
import re
from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter

from annotations.emend import (
    likelihood,
    misread,
    onsets,
    proposal,
    ranking,
    readings,
    slip,
    syllables,
)
from annotations.model import Emendation, Span

KIND = "mojibake"
RULES = (
    "mojibake-slip",
    "mojibake-half-eaten",
    "mojibake-broken-tag",
    "mojibake-wrong-decoding",
    "mojibake-lost-character",
)

_LEAST_GAIN = {0.0: 5.0}  # of a start by its cost: residue speaks for a slip by itself
_LEAST_GAIN_ELSE = 3.0
_NARROW, _WIDE = 6, 40  # hypotheses kept to find a run, and to find its candidates
_SEARCHED, _WEIGHED = 3000, 600  # places at most, narrow and wide: some seconds' work each
_RANKED = 80  # of those, how many are weighed as words
_BROKEN_TAG = re.compile(
    r"[?？\ufffd]{0,2}[!！]?[?？\ufffd]/(?:span|p|div|strong|b|a|font|em|i|u|h[1-6]|td|tr|li|br)>",
    re.IGNORECASE,
)
_BROKEN_TAG_REPAIRS = ("”", "。”", "。", "！”", "？”", "…", "—", "")
_READ_SO = 20  # commonest characters of a reading that are weighed
_LOST = re.compile("\ufffd+")


def detect(text: str) -> Iterator[Emendation]:
    """Runs that slipped, then what no slip explains; none overlap."""
    taken = sorted(_slips(text), key=lambda e: e.span)
    for more in (misread.detect(text, KIND), _half_eaten(text), _broken_tags(text), _lost(text)):
        taken = _with(taken, more)
    yield from taken


def _with(taken: list[Emendation], more: Iterator[Emendation]) -> list[Emendation]:
    """`taken` and those of `more` that share no character with one before."""
    covered: set[int] = set()
    kept: list[Emendation] = []
    for emendation in (*taken, *more):
        places = range(emendation.span.start, emendation.span.end)
        if covered.isdisjoint(places):
            covered.update(places)
            kept.append(emendation)
    return sorted(kept, key=lambda e: e.span)


def _slips(text: str) -> Iterator[Emendation]:
    """The runs out of step: those that gain most first, each place once."""
    covered: set[int] = set()
    starts = onsets.starts(text)
    budget, more = slip.Budget(text, _SEARCHED), slip.Budget(text, _WEIGHED)
    together = {begin: tuple(same) for begin, same in groupby(starts, attrgetter("begin"))}
    for wanted in (False, True):  # what only a rare character speaks for comes last
        found = [
            (best[0], start)
            for start in starts
            if (start.cost == onsets.WEAKEST) is wanted and start.begin not in covered
            if (best := slip.read(text, start, _NARROW, budget))
            and best[0].gain > _LEAST_GAIN.get(start.cost, _LEAST_GAIN_ELSE)
        ]
        for reading, start in sorted(found, key=lambda one: (-one[0].gain, one[1].begin)):
            places = range(start.begin, reading.end)
            if covered.isdisjoint(places):
                covered.update(places)
                yield _slip(text, together[start.begin], reading, more)


def _slip(
    text: str, starts: tuple[onsets.Start, ...], found: slip.Reading, budget: slip.Budget
) -> Emendation:
    """The run from where all these start to where that reading ends, with every reading of it.

    Once the budget is spent, with the reading that found it.
    """
    span = Span(starts[0].begin, found.end)
    every = [found] if budget.spent else []
    for start in starts:
        every += slip.read_upto(text, start, _WIDE, span.end, budget)
    candidates = ranking.ranked(text, span, _fitting(span, every))
    raw = span.of(text)
    if not raw.strip("\ufffd"):
        return _gone(span, candidates)
    confidence = round(0.95 - 0.45 * math.exp(-found.gain / 15), 2)
    best = candidates[0]["text"] if candidates else ""
    return proposal(
        span, None, KIND, "mojibake-slip", confidence, candidates=candidates, raw=raw, best=best
    )


def _fitting(span: Span, every: list[slip.Reading]) -> Iterator[tuple[str, float]]:
    """The readings as texts for the whole span: those that end where the run does."""
    whole = (reading for reading in every if reading.end == span.end)
    for reading in heapq.nlargest(_RANKED, whole):
        yield reading.text, reading.gain


def _half_eaten(text: str) -> Iterator[Emendation]:
    """A torn bracket of pinyin without its character, which no slip explains."""
    for found in syllables.RESIDUE.finditer(text):
        residue = syllables.of(found)
        if residue is None or not residue.lost or syllables.explained(text, residue):
            continue
        if not readings.has_tone(residue.syllable):
            continue
        before = text[max(0, residue.span.start - 1) : residue.span.start]
        read_so = sorted(readings.characters(residue.syllable), key=likelihood.alone)[-_READ_SO:]
        repairs = ((character, likelihood.chain(before, character)) for character in read_so)
        raw = residue.span.of(text)
        candidates = ranking.ranked(text, residue.span, repairs)
        yield proposal(
            residue.span, None, KIND, "mojibake-half-eaten", 0.7, candidates=candidates, raw=raw
        )


def _broken_tags(text: str) -> Iterator[Emendation]:
    for found in _BROKEN_TAG.finditer(text):
        span = Span(*found.span())
        before = text[max(0, span.start - 1) : span.start]
        repairs = ((repair, likelihood.chain(before, repair)) for repair in _BROKEN_TAG_REPAIRS)
        candidates = ranking.ranked(text, span, repairs)
        yield proposal(
            span, None, KIND, "mojibake-broken-tag", 0.9, candidates=candidates, raw=span.of(text)
        )


def _lost(text: str) -> Iterator[Emendation]:
    for found in _LOST.finditer(text):
        yield _gone(Span(*found.span()), [])


def _gone(span: Span, candidates: list[dict[str, object]]) -> Emendation:
    count = len(span)
    return proposal(
        span, None, KIND, "mojibake-lost-character", 0.9, candidates=candidates, count=count
    )
