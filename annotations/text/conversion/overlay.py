"""Conversions that go before the dictionaries: the project's own, then those we ship.

The shipped ones are `resources/lexicon/to-hant.tsv` and `to-hans.tsv`: a word, what it
becomes, and why, between tabs.  Where words of one overlay cross, the longest from the left
is taken; a word of the project's overlay goes before all shipped ones that cross it.

To traditional, what an overlay says is in OpenCC's own standard (裏, 爲): the stage of the
region still follows.  To simplified, where the region's stage comes first, it is final.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import resources
from annotations.model import ConvertedScript, OverlayEntry
from annotations.text.conversion.cutting import borders, confined, outside
from annotations.text.conversion.finder import Few, Finder, Match, accelerated, finder

_FEW = 8


@dataclass(frozen=True, slots=True)
class Overlay:
    """Words that go before every dictionary: `own` ones, then the shipped ones.

    `values` are first those of `own`, then the shipped ones. What they write is `final`, or
    goes through the later stages.
    """

    own: Finder | None
    shipped: Finder
    values: Sequence[str]
    final: bool
    owned: int  # so many of the values are not shipped

    def hits(self, text: str) -> list[Match]:
        """Where the overlay's words are, in order and apart, with the numbers of their values."""
        found = self.shipped(text)
        if self.own is None:
            return found
        own = self.own(text)
        before = [(start, end, "") for start, end, _ in own]
        rest = outside(confined(self.shipped, text, found, borders((), before)), before)
        return sorted(own + [(start, end, n + self.owned) for start, end, n in rest])


def script_of(config: str) -> ConvertedScript | None:
    """The script a configuration leads to from the other one; None when it changes none."""
    if config.startswith("s2"):
        return "hant"
    return "hans" if config.rstrip("p").endswith("2s") else None


@cache
def shipped(to: ConvertedScript) -> tuple[OverlayEntry, ...]:
    """The lines of our own overlay for one script."""
    lines = resources.text(f"lexicon/to-{to}.tsv").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return tuple(OverlayEntry(to, key, value, reason) for key, value, reason in rows)


@lru_cache(64)
def overlay(
    config: str, entries: tuple[OverlayEntry, ...] = (), plain: bool = False
) -> Overlay | None:
    """All that goes before the dictionaries under `config`; None where nothing can."""
    to = script_of(config)
    if to is None:
        return None
    plain = plain or not accelerated()
    own = _words(entry for entry in entries if entry.to == to and entry.key)
    lines = _words(shipped(to))
    find = finder(list(own), plain=plain) if own else None
    return Overlay(
        find, _shipped(to, plain), [*own.values(), *lines.values()], to == "hans", len(own)
    )


@cache
def _shipped(to: ConvertedScript, plain: bool) -> Finder:
    words = list(_words(shipped(to)))
    find = finder(words, plain=plain)
    return Few(words, find) if len(words) <= _FEW else find


def _words(entries: Iterable[OverlayEntry]) -> dict[str, str]:
    """Key → value; the first line of a key counts."""
    words: dict[str, str] = {}
    for entry in entries:
        words.setdefault(entry.key, entry.value)
    return words
