"""What stands twice in a text, compared by its characters alone.

Method: equal stretches of `SEED` characters give pairs of places, each with the last one
before it; along each diagonal (constant distance) they are grown to the longest repeats, so
that every repeat is looked at once.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass

from annotations.emend._lines import lines
from annotations.emend._zones import in_zones

SEED = 20  # characters of a repeat at least

_SPOKEN = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Repeat:
    """Characters [start, start + length) of a bare text stand again `distance` further on."""

    start: int
    length: int
    distance: int


@dataclass(frozen=True, slots=True)
class Bare:
    """A source's letters and Han characters, in one script, and the place of each in it.

    Punctuation, blanks, residue, furniture and bylines may differ between two copies.
    """

    source: str
    text: str
    places: list[int]

    def gap(self, n: int) -> tuple[int, int]:
        """What stands in the source between the characters n - 1 and n."""
        start = self.places[n - 1] + 1 if n else 0
        return start, self.places[n] if n < len(self.places) else len(self.source)

    def index(self, place: int) -> int:
        """The first character that stands at `place` of the source or behind it."""
        return bisect_left(self.places, place)


def bare(text: str) -> Bare:
    """What of a source is compared."""
    zones = in_zones(text)
    starts, ends = [zone.start for zone in zones], [zone.end for zone in zones]
    words: list[str] = []
    places: list[int] = []
    for line in lines(text):
        muted = bisect_right(starts, line.end) > bisect_right(ends, line.start)
        for found in _SPOKEN.finditer(line.plain):
            first = line.place(found.start())
            if not muted or not bisect_right(starts, first) > bisect_right(ends, first):
                words.append(found[0])
                places += line.places(*found.span())
    return Bare(text, "".join(words), places)


def repeats(text: str) -> tuple[list[Repeat], frozenset[str]]:
    """The longest repeats of at least `SEED` characters, and what stands three times or more.

    The repeats are in the order of their second copies; the stretches have `SEED` characters.
    """
    seeds = [text[n : n + SEED] for n in range(len(text) - SEED + 1)]
    counts = Counter(seeds)
    if len(counts) == len(seeds):
        return [], frozenset()
    last: dict[str, int] = {}
    grown: dict[int, int] = {}  # distance → where the first copy found last on it ends
    result: list[Repeat] = []
    for here in [n for n, seed in enumerate(seeds) if counts[seed] > 1]:
        before = last.get(seeds[here])
        last[seeds[here]] = here
        if before is None or grown.get(here - before, 0) > before:
            continue
        distance = here - before
        end = here + SEED
        while end < len(text) and text[end] == text[end - distance]:
            end += 1
        grown[distance] = end - distance
        result.append(Repeat(before, end - here, distance))
    return result, frozenset(seed for seed, count in counts.items() if count > 2)
