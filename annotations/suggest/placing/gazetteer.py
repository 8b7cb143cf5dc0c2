"""The names of regions, full and short, former and other, and how far each can be trusted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal
from weakref import WeakKeyDictionary

from annotations import regions
from annotations.regions import Region
from annotations.suggest.lists import Lists, WordList

Trust = Literal["full", "top", "short", "doubt", "never"]
_PEOPLES = re.compile(r"(?:各族|[一-鿿]{1,6}族)+自治([州县旗])$")
_KINDS = "县区市州盟旗"


@dataclass(frozen=True, slots=True)
class Name:
    """One name and the regions it may mean.

    `trust`: full names with their kind; short names of provinces and prefectures (top), of
    counties (short), and those that are common words too (doubt, never).
    """

    regions: tuple[Region, ...]
    trust: Trust


class Gazetteer:
    """All names that one set of word lists gives.

    `heads` are the first two characters of all of them, and of `others` that hold a name.
    """

    def __init__(self, names: Mapping[str, Name], others: Iterable[str] = ()) -> None:
        self.names = names
        self.heads = frozenset(word[:2] for word in (*names, *others))
        sizes: dict[str, set[int]] = {}
        for name in names:
            sizes.setdefault(name[:2], set()).add(len(name))
        self._sizes = {head: sorted(found, reverse=True) for head, found in sizes.items()}

    def at(self, text: str, start: int) -> Iterator[str]:
        """The names that begin at a place, the longest first."""
        for size in self._sizes.get(text[start : start + 2], ()):
            name = text[start : start + size]
            if name in self.names:
                yield name


_made: WeakKeyDictionary[Lists, Gazetteer] = WeakKeyDictionary()


def of(lists: Lists) -> Gazetteer:
    """The names of regions with what a project adds to them or takes out."""
    if lists not in _made:
        names = _names(lists["places"], lists["places-common"])
        _made[lists] = Gazetteer(names, lists["places-not"])
    return _made[lists]


def _names(more: WordList, common: WordList) -> dict[str, Name]:
    found: dict[str, list[tuple[Region, Trust]]] = {}
    for region in sorted(regions.every(), key=lambda one: (one.rank, one.code)):
        for name, trust in _of(region):
            found.setdefault(name, []).append((region, trust))
    names = {name: _best(meant) for name, meant in found.items()}
    for name, columns in more.rows.items():
        codes = columns[0].split() if columns else []
        meant = tuple(filter(None, map(regions.named, codes)))
        names[name] = Name(meant, "full" if name[-1] in _KINDS else "top")
    for name, columns in common.rows.items():
        if name in names:
            trust: Trust = "never" if columns == ("never",) else "doubt"
            names[name] = Name(names[name].regions, trust)
    return {name: meant for name, meant in names.items() if len(name) > 1}


def _of(region: Region) -> Iterable[tuple[str, Trust]]:
    """The names of one region: in full, without its kind, without its peoples (恩施州)."""
    yield region.name, "full"
    if region.short != region.name:
        yield region.short, "top" if region.rank < 3 else "short"
        if found := _PEOPLES.search(region.name):
            yield region.short + found[1], "full"


def _best(meant: list[tuple[Region, Trust]]) -> Name:
    """Those of the highest rank: 吉林 is the province, not its city."""
    highest = meant[0][0].rank
    return Name(tuple(one for one, _ in meant if one.rank == highest), meant[0][1])
