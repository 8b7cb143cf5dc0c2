"""The list of administrative regions: what a name means, and the codes it stands for.

Codes are those of GB/T 2260, six digits, from provinces down to counties (where the data comes
from: `resources/NOTICE`).  Names are looked up in simplified characters: ask with the text of
the hans view.  The table, some 3,200 rows, is read when it is first asked for.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache

import resources

_JOINTS = re.compile(r"[\s、，,和与及·・/—-]+")
_TOWNSHIP = re.compile("(镇|乡|街道|苏木|村|社区)$")
_LONGEST = 20  # characters of a name of the table; the longest has 15


@dataclass(frozen=True, slots=True)
class Region:
    """One region: `short` is its name without its kind, `pinyin` the syllables of that."""

    code: str
    name: str
    short: str
    pinyin: tuple[str, ...]

    @property
    def rank(self) -> int:
        """1 for a province, 2 for a prefecture, 3 for a county."""
        return 1 if self.code.endswith("0000") else 2 if self.code.endswith("00") else 3

    @property
    def initials(self) -> str:
        return "".join(syllable[0] for syllable in self.pinyin)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a name may mean: for each of its members the regions of that name, the likeliest first.

    None where the name, or a part of it, is not in the list.
    """

    members: tuple[tuple[Region, ...], ...] = ()

    @property
    def sure(self) -> tuple[Region, ...]:
        """Those members that only one region can be."""
        return tuple(found[0] for found in self.members if len(found) == 1)

    @property
    def every(self) -> tuple[Region, ...]:
        """All that may be meant, each once: the likeliest of each member come first."""
        deepest = max(map(len, self.members), default=0)
        ordered = (m[at] for at in range(deepest) for m in self.members if at < len(m))
        return tuple(dict.fromkeys(ordered))


def every() -> Iterable[Region]:
    """All regions, in the order of their codes."""
    return _table().values()


def named(code: str) -> Region | None:
    """The region with this code."""
    return _table().get(code)


def parent(region: Region) -> Region | None:
    """What a region is directly in: counties that no prefecture has are in their province."""
    above = (region.code[:4] + "00", region.code[:2] + "0000")
    found = (_table().get(code) for code in above if code != region.code)
    return next((one for one in found if one is not None and one.rank < region.rank), None)


def path(region: Region) -> tuple[Region, ...]:
    """A region with all it is in, the province first."""
    above = parent(region)
    return (*path(above), region) if above else (region,)


def read(text: str, among: Collection[Region] = ()) -> Reading:
    """What a name of the text stands for: one region, or the members of a joined name.

    Levels written together (江苏省苏州市) are the last of them, and townships, which the list
    has not, the county they are in; names one after the other, with or without 、, are several;
    and so is a chain of single characters (沪苏浙皖, 苏锡常).  `among` are regions that the text
    names elsewhere: a chain may stand for them that is none of common use (奉亳: 奉贤, 亳州).
    """
    bare = _JOINTS.sub("", text)
    if not bare:
        return Reading()
    if len(bare) > 1 and bare not in _names():
        if known := _chain_of(bare, among):
            return Reading(known)
        if chain := _chain(bare):
            return Reading(chain)
    if whole := _written(text.strip()):  # 和布克赛尔: not every 和 joins
        return Reading(tuple(dict.fromkeys(whole)))
    members: list[tuple[Region, ...]] = []
    for part in filter(None, _JOINTS.split(text)):
        found = _written(part)
        if not found:
            return Reading()
        members += found
    return Reading(tuple(dict.fromkeys(members)))


def search(typed: str, limit: int = 20) -> tuple[Region, ...]:
    """The regions that what was typed may mean, the likeliest and largest first.

    It may be a name or its beginning, pinyin without tones, initials or the digits of a code;
    a name that `read` understands gives its members first.
    """
    wanted = typed.strip().lower().replace(" ", "").replace("'", "")
    if not wanted:
        return ()
    ranked = [(fit, one) for one in _table().values() if (fit := _fit(one, wanted)) is not None]
    ranked.sort(key=lambda pair: (pair[0], pair[1].rank, pair[1].code))
    found = dict.fromkeys([*read(wanted).every, *(one for _, one in ranked)])
    return tuple(found)[:limit]


def _fit(region: Region, wanted: str) -> int | None:
    """How well a region fits what was typed, 0 is best; None where it does not."""
    ways = (
        wanted in (region.name, region.short, region.code),
        wanted in ("".join(region.pinyin), region.initials),
        region.name.startswith(wanted) or region.code.startswith(wanted),
        len(wanted) > 1 and "".join(region.pinyin).startswith(wanted),
        wanted in region.name,
    )
    return next((place for place, fits in enumerate(ways) if fits), None)


# -- names in full and short ones ------------------------------------------------------------


def _written(text: str) -> list[tuple[Region, ...]]:
    """The members of names written one after the other; empty where something is no name."""
    members: list[tuple[Region, ...]] = []
    at = 0
    while at < len(text):
        ends = range(min(len(text), at + _LONGEST), at, -1)
        end = next((end for end in ends if text[at:end] in _names()), None)
        if end is None:
            return members if members and _TOWNSHIP.search(text, at) else []
        found = _names()[text[at:end]]
        if members and (inside := _within(found, members[-1])):
            members[-1] = inside
        else:
            members.append(found)
        at = end
    return members


def _within(found: Iterable[Region], above: Iterable[Region]) -> tuple[Region, ...]:
    """Those of `found` that lie in one of `above`: a level below it, not a neighbour."""
    known = frozenset(above)
    return tuple(one for one in found if known.intersection(path(one)[:-1]))


# -- chains of single characters -------------------------------------------------------------


def _chain_of(text: str, among: Collection[Region]) -> tuple[tuple[Region, ...], ...]:
    """The members of a chain whose characters each begin, or else are in, one name of `among`."""
    members: list[tuple[Region, ...]] = []
    for character in text:
        names = [one for one in among if one.short.startswith(character)]
        names = names or [one for one in among if character in one.short]
        names += [one for one in _characters().get(character, ()) if one in among]
        if not names:
            return ()
        members.append((min(names, key=lambda one: (one.rank, one.code)),))
    return tuple(members) if len(set(members)) == len(text) else ()


def _chain(text: str) -> tuple[tuple[Region, ...], ...]:
    """The members of a chain of single-character names; empty where one of them is none.

    Provinces where all of them can be (沪苏浙皖); else the cities (苏锡常), those of one province
    before others.
    """
    if not all(character in _characters() for character in text):
        return ()
    choices = [_characters()[character] for character in text]
    provinces = [tuple(one for one in found if one.rank == 1) for found in choices]
    if all(provinces):
        return tuple((found[0],) for found in provinces)
    homes = Counter(code for found in choices for code in {one.code[:2] for one in found})
    chosen = (
        max(found, key=lambda one: (homes[one.code[:2]], one.rank > 1, -found.index(one)))
        for found in choices
    )
    return tuple((one,) for one in chosen)


# -- the table -------------------------------------------------------------------------------


@cache
def _table() -> Mapping[str, Region]:
    """Every region by its code, in the order of the codes."""
    found: dict[str, Region] = {}
    for code, name, short, pinyin in _rows("regions"):
        found[code] = Region(code, name, short or name, tuple(pinyin.split()))
    return found


@cache
def _names() -> Mapping[str, tuple[Region, ...]]:
    """The regions of a name, full or short: the higher ones first. Single characters too."""
    found: dict[str, list[Region]] = {}
    for region in sorted(_table().values(), key=lambda one: (one.rank, one.code)):
        for name in {region.name, region.short}:
            found.setdefault(name, []).append(region)
    best = {name: _of_one_rank(regions) for name, regions in found.items()}
    return {character: regions[:1] for character, regions in _characters().items()} | best


def _of_one_rank(regions: list[Region]) -> tuple[Region, ...]:
    """The highest of one name: 吉林 is the province, not its city."""
    return tuple(one for one in regions if one.rank == regions[0].rank)


@cache
def _characters() -> Mapping[str, tuple[Region, ...]]:
    """The regions that one character stands for, the likelier first."""
    upwards = sorted(_table().values(), key=lambda one: -one.rank)
    tops = {one.short: one for one in upwards if one.rank < 3}
    return {
        character: tuple(tops[name] for name in names.split())
        for character, names in _rows("abbreviations")
    }


def _rows(name: str) -> list[list[str]]:
    lines = resources.text(f"regions/{name}.tsv").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")]
