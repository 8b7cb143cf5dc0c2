"""Passages that stand twice: a run that is at once repeated, or whole sentences far apart.

A name that recurs, however long, is no duplicate: a copy follows its first directly, or it
consists of whole sentences, or it is the next line.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from annotations.emend import proposal
from annotations.emend._lines import RESIDUE, lines
from annotations.emend._repeats import SEED, Bare, Repeat, bare, repeats
from annotations.emend._zones import in_zones
from annotations.model import Emendation, Span

KIND = "duplicate"
RULES = ("duplicate-adjacent", "duplicate-line", "duplicate-passage")

_PASSAGE = 40  # characters of whole sentences that are no chance
_CERTAIN = 150  # characters that no formula has
_LINE = 6  # characters of a line that the next one repeats
_LINE_ENDS = "\n\r\u2028\u2029\u0085"
_STOP = re.compile(rf"[。!?！？…]+[”’」』》)）\]】]*|\r\n|[{_LINE_ENDS}]")
_RESIDUE = re.compile(RESIDUE)
_FORMULA = re.compile(r"[\s\u3000]*(?:[(（【\[]|[^。,，]{2,10}[:：])")


@dataclass(frozen=True, slots=True)
class _Copy:
    """A stretch to drop, and the first copy, which stays."""

    span: Span
    first: Span
    rule: str
    confidence: float


def detect(text: str) -> Iterator[Emendation]:
    """The copies to drop; no two share a character, and each first copy stays."""
    dropped, stays = bytearray(len(text)), bytearray(len(text))  # 1 where a character is
    firsts: dict[int, Span] = {}  # the start of a copy → what stays for it
    for copy in _copies(text):
        span, first = copy.span, copy.first
        if dropped.find(1, span.start, span.end) >= 0 or stays.find(1, span.start, span.end) >= 0:
            continue
        if (place := dropped.find(1, first.start, first.end)) >= 0:
            first = firsts[_run_start(dropped, firsts, place)]
        size = span.end - span.start
        dropped[span.start : span.end] = bytes([1]) * size
        stays[first.start : first.end] = bytes([1]) * (first.end - first.start)
        firsts[span.start] = first
        shown = [first.start, first.end]
        yield proposal(span, "", KIND, copy.rule, copy.confidence, first=shown, length=size)


def _run_start(dropped: bytearray, firsts: Mapping[int, Span], place: int) -> int:
    """The start of the copy that holds a dropped character."""
    while place not in firsts and dropped[place]:
        place -= 1
    return place


def _copies(text: str) -> Iterator[_Copy]:
    """Every copy, the surest first."""
    comparable = bare(text)
    found, often = repeats(comparable.text)
    for repeat in found:
        if repeat.length >= repeat.distance >= SEED:
            yield from _adjacent(comparable, repeat)
    stops = [0, *(stop.end() for stop in _STOP.finditer(text)), len(text)] if found else []
    for repeat in sorted(found, key=lambda repeat: -repeat.length):
        if _PASSAGE <= repeat.length < repeat.distance:
            yield from _passage(comparable, repeat, stops, often)
    yield from _lines_twice(text)


def _adjacent(comparable: Bare, repeat: Repeat) -> Iterator[_Copy]:
    """A run that stands twice without a gap: all but one are dropped.

    The text that is left is the same wherever the cut is laid, so it is laid where a line or
    a clause begins.  A headline that the first sentence repeats is no such run.
    """
    text, places, distance = comparable.source, comparable.places, repeat.distance
    times = repeat.length // distance  # that it stands again
    for start in range(repeat.start, repeat.start + repeat.length % distance + 1):
        second, behind = start + distance, start + (times + 1) * distance
        if _breaks(comparable, behind) or not _breaks(comparable, second):
            span = _slid(
                text,
                _behind(text, places[second - 1] + 1),
                _behind(text, places[behind - 1] + 1),
                places[start],
            )
            first = Span(max(0, span.start - (places[second] - places[start])), span.start)
            yield _Copy(span, first, "duplicate-adjacent", 0.99 if times == 1 else 0.95)
            return


def _breaks(comparable: Bare, n: int) -> bool:
    start, stop = comparable.gap(n)
    return stop == len(comparable.source) or any(
        c in _LINE_ENDS for c in comparable.source[start:stop]
    )


def _behind(text: str, place: int) -> int:
    """Behind the reading in brackets that may follow a character."""
    found = _RESIDUE.match(text, place)
    return found.end() if found else place


def _slid(text: str, start: int, stop: int, first: int) -> Span:
    """The span moved, without changing what is left, to where a line or a clause begins.

    It stays behind `first`, where the copy begins that is kept.
    """
    low, high = start, stop
    while low > first + 1 and text[low - 1] == text[high - 1]:
        low, high = low - 1, high - 1
    best = low
    while True:
        if _rank(text, low) >= _rank(text, best):
            best = low
        if high == len(text) or text[low] != text[high] or low - start >= stop - start:
            return Span(best, best + stop - start)
        low, high = low + 1, high + 1


def _rank(text: str, place: int) -> int:
    """How well a cut lies in front of a place: line, sentence, clause, anywhere."""
    before = text[place - 1 : place] or "\n"
    return 3 if before in _LINE_ENDS else 2 if before in "。！？…" else before in "；，、：!?;,:”」"


def _passage(
    comparable: Bare, repeat: Repeat, stops: list[int], often: Container[str]
) -> Iterator[_Copy]:
    """The whole sentences of a repeat far from its first, if they are long enough.

    Where the first copy is whole lines and the second is not (a summary above the text), the
    first is dropped.
    """
    text = comparable.source
    later = _whole(comparable, repeat.start + repeat.distance, repeat.length, stops)
    earlier = _whole(comparable, repeat.start, repeat.length, stops)
    span, shift = later, -repeat.distance
    if earlier and _is_lines(text, earlier) and not (later and _is_lines(text, later)):
        span, shift = earlier, repeat.distance
    if span is None:
        return
    start, stop = comparable.index(span.start), comparable.index(span.end)
    if stop - start < _CERTAIN and (
        stop - start < _PASSAGE
        or _FORMULA.match(text, span.start)
        or comparable.text[start : start + SEED] in often
    ):
        return
    places = comparable.places
    first = Span(places[start + shift], places[stop - 1 + shift] + 1)
    yield _Copy(span, first, "duplicate-passage", 0.95 if _is_lines(text, span) else 0.85)


def _whole(comparable: Bare, start: int, length: int, stops: list[int]) -> Span | None:
    """The part of a run of bare characters that whole sentences make up."""
    text = comparable.source
    low, high = comparable.gap(start)[0], comparable.gap(start + length)[1]
    inner = stops[bisect_left(stops, low) : bisect_right(stops, high)]
    if len(inner) < 2:
        return None
    at = comparable.index(inner[0])
    if at == len(comparable.places) > 0:
        return None  # nothing that is compared stands between the ends of sentences
    first = comparable.places[at] if comparable.places else 0
    begin = stops[bisect_right(stops, first) - 1]
    last = comparable.index(inner[-1]) - 1
    ends = stops[bisect_right(stops, comparable.places[last]) : bisect_right(stops, high)]
    lines_end = [end for end in ends if end == len(text) or text[end - 1] in _LINE_ENDS]
    end = lines_end[-1] if lines_end and _rank(text, begin) == 3 else ends[0]
    return Span(begin, end) if begin < end else None


def _is_lines(text: str, span: Span) -> bool:
    return _rank(text, span.start) == 3 and (span.end == len(text) or _rank(text, span.end) == 3)


def _lines_twice(text: str) -> Iterator[_Copy]:
    """A line that the next one repeats, as headlines are on many pages."""
    zones = {zone.start for zone in in_zones(text)}
    filled = [line for line in lines(text) if len(line.plain) >= _LINE]
    for before, line in pairwise(filled):
        if before.plain == line.plain and line.start not in zones:
            first = Span(before.start, before.end)
            yield _Copy(Span(line.start, line.stop), first, "duplicate-line", 0.95)
