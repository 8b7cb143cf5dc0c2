"""Which texts are the same, or nearly: reposts under other headlines, in either script.

A text counts by what is left of it without dirt: its Chinese characters, letters and digits,
folded (`text.fold`), without pinyin residue, tags, punctuation and blanks.  Same = nothing
else differs; near = at least `NEAR` of all runs of `_RUN` characters are in both (the Jaccard
index, estimated).  Estimates come from one-permutation MinHash (Li, Owen, Zhang 2012) with
empty bins filled from the next (Shrivastava, Li 2014), candidates from bands of bins; so a
hundred thousand texts take 768 bytes each, and time linear in their length.
"""

from __future__ import annotations

import re
import zlib
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from operator import eq

from annotations.text.fold import fold

NEAR = 0.35
"""The share of runs in common from which on two texts are near duplicates.

Of a text with one in twenty characters changed at random 0.69 is left in common with it, of
one in ten 0.49, of one in five 0.26; of two papers' own reports of one event 0.1 at most.
"""

_RUN = 4
_BINS, _BAND = 192, 3
_EMPTY = 0xFFFFFFFF
MADE_BY = "sketch 1"  # another one where a sketch is made otherwise
SUM, BINS = 16, 4 * _BINS  # bytes of a sketch
_COMPARED = 8  # groups of a bucket that a text is compared with
_MIX = 0x9E3779B1
_RESIDUE = re.compile(r"[(（]\s*[a-zA-Zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿ]{1,7}\s*[)）]")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,300}>|&[a-zA-Z]{2,8};|&#\d{2,6};")
_LEFT_OUT = re.compile(r"[\W_]+")
_LONG = 100_000  # characters: in one go, a window beside it would stand still meanwhile


@dataclass(frozen=True, slots=True)
class Group:
    """Texts that are the same or nearly, in the order they came.

    `likeness` is the least that one of them has in common with the one it was grouped by:
    1.0 where all are the same but for dirt and script.
    """

    ids: tuple[str, ...]
    likeness: float

    @property
    def exact(self) -> bool:
        return self.likeness == 1.0


def plain(text: str) -> str:
    """What a text counts by: without what scraping, script and punctuation make different."""
    if "<" in text or "&" in text:
        text = _TAG.sub("", text)
    if "(" in text or "（" in text:
        text = _RESIDUE.sub("", text)
    folded = fold(text)
    places = range(0, len(folded), _LONG)
    return "".join([_LEFT_OUT.sub("", folded[place : place + _LONG]) for place in places])


def likeness(one: str, other: str) -> float:
    """The share of runs that two texts have in common: what is estimated for many, exactly."""
    a, b = set(_runs(plain(one))), set(_runs(plain(other)))
    return len(a & b) / len(a | b) if a or b else 1.0


@dataclass(frozen=True, slots=True)
class Sketch:
    """What a text is compared by: the sum of what it counts by, and the least of its runs.

    A blank text has neither, one shorter than a run no `bins`.
    """

    sum: bytes
    bins: bytes


def sketch(text: str) -> Sketch:
    """What `text` is compared by; the same wherever and whenever it is made."""
    counted = plain(text)
    if not counted:
        return Sketch(b"", b"")
    sum = blake2b(counted.encode("utf-8", "surrogatepass"), digest_size=SUM).digest()
    bins = array("I", _least(counted)).tobytes() if len(counted) >= _RUN else b""
    return Sketch(sum, bins)


class Duplicates:
    """Texts as they come, and the groups that they make."""

    def __init__(self) -> None:
        self._ids: list[str] = []
        self._first: dict[bytes, int] = {}  # by the sum of what a text counts by
        self._same: list[int] = []  # the first text that is the same
        self._bins = array("I")
        self._places: list[int] = []  # texts with bins of their own, in the order of these

    def add(self, id: str, sketch: Sketch) -> None:
        """Take in the sketch of one text; a blank one belongs to no group."""
        place = len(self._ids)
        self._ids.append(id)
        first = self._first.setdefault(sketch.sum, place) if sketch.sum else place
        self._same.append(first)
        if first == place and sketch.bins:
            self._places.append(place)
            self._bins.frombytes(sketch.bins)

    def groups(self) -> tuple[Group, ...]:
        """The groups of two and more, in the order of their first texts."""
        home, likenesses = self._near()
        members: dict[int, list[int]] = {}
        for place, first in enumerate(self._same):
            members.setdefault(_root(home, first), []).append(place)
        return tuple(
            Group(tuple(self._ids[one] for one in found), likenesses.get(root, 1.0))
            for root, found in members.items()
            if len(found) > 1
        )

    def _near(self) -> tuple[dict[int, int], dict[int, float]]:
        """For texts that are near an earlier one that one; and the least likeness by group."""
        home: dict[int, int] = {}
        least: dict[int, float] = {}
        for band in range(0, _BINS - _BAND + 1, _BAND):
            buckets: dict[tuple[int, ...], list[int]] = {}
            for number, place in enumerate(self._places):
                start = number * _BINS + band
                bucket = buckets.setdefault(tuple(self._bins[start : start + _BAND]), [])
                self._join(number, place, bucket, home, least)
                if len(bucket) < _COMPARED:
                    bucket.append(number)
        return home, least

    def _join(
        self,
        number: int,
        place: int,
        bucket: Sequence[int],
        home: dict[int, int],
        least: dict[int, float],
    ) -> None:
        for other in bucket:
            one, two = _root(home, place), _root(home, self._places[other])
            if one == two:
                continue
            alike = self._alike(number, other)
            if alike >= NEAR:
                first, second = min(one, two), max(one, two)
                home[second] = first
                least[first] = min(alike, least.get(first, 1.0), least.pop(second, 1.0))

    def _alike(self, one: int, other: int) -> float:
        a, b = one * _BINS, other * _BINS
        same = sum(map(eq, self._bins[a : a + _BINS], self._bins[b : b + _BINS]))
        return min(same / _BINS, 0.99)  # those that are the same were found before


def duplicates(texts: Iterable[tuple[str, str]]) -> tuple[Group, ...]:
    """The groups of texts, given with their ids, that are the same or nearly."""
    found = Duplicates()
    for id, text in texts:
        found.add(id, sketch(text))
    return found.groups()


def _root(home: dict[int, int], place: int) -> int:
    while (above := home.get(place)) is not None:
        place = above
    return place


def _runs(counted: str) -> Iterator[str]:
    return (counted[at : at + _RUN] for at in range(max(1, len(counted) - _RUN + 1)))


def _least(counted: str) -> list[int]:
    """Of the hashes of its runs the least in each bin."""
    data, crc32 = counted.encode("utf-32-le", "surrogatepass"), zlib.crc32
    width = 4 * _RUN
    bins = [_EMPTY] * _BINS
    for at in range(0, len(data) - width + 1, 4):
        value = crc32(data[at : at + width]) * _MIX & 0xFFFFFFFF
        bin = value % _BINS
        if value < bins[bin]:
            bins[bin] = value
    return _filled(bins)


def _filled(bins: list[int]) -> list[int]:
    """Empty bins take the value of the next that is not, told apart by the distance."""
    if _EMPTY not in bins:
        return bins
    filled = list(bins)
    value, away = _EMPTY, 0
    for at in range(2 * _BINS - 1, -1, -1):
        found = bins[at % _BINS]
        value, away = (found, 0) if found != _EMPTY else (value, away + 1)
        if at < _BINS and found == _EMPTY:
            filled[at] = (value + away * _MIX) & 0xFFFFFFFF
    return filled
