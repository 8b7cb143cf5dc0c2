"""Dirty articles with known truth: the damage of mirror sites, replayed byte by byte.

A clean traditional text goes through what such sites do: GBK bytes, in which the bytes of some
characters get the reading appended wherever they stand, also across the border of two
characters; a decoder that loses what it cannot read; full-width signs made ASCII, as
characters or again as bytes.  Every byte remembers where it came from, so each character of
the result is known to be whole or damaged.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from random import Random
from typing import Literal

from annotations.model import Span

Policy = Literal["eat", "drop", "mark"]  # the byte after a lost lead: gone too, kept, kept after ?
Byte = tuple[int, int]  # its value, and which byte of the clean text it was (-1: put in)
_FULL_WIDTH = 0xA3


@dataclass(frozen=True, slots=True)
class Dirty:
    """`text`, damaged; where residue stands behind a whole character; what the runs read.

    `origins` has for each character the clean one it stands for, -1 for what was put in, -2
    for a damaged one.
    """

    text: str
    clean: str
    residue: tuple[Span, ...]
    runs: tuple[Span, ...]
    origins: tuple[int, ...]

    def truth(self, span: Span) -> str | None:
        """What a span reads in the clean text; None where its neighbours are not whole."""
        left = [-1, *(origin for origin in self.origins[: span.start] if origin != -1)][-1]
        right = [*(origin for origin in self.origins[span.end :] if origin != -1), len(self.clean)][
            0
        ]
        return None if -2 in (left, right) else self.clean[left + 1 : right]


def mirrored(
    clean: str,
    readings: Mapping[str, str],
    policy: Policy = "eat",
    signs: str = "",
    sign_policy: Policy = "drop",
    *,
    as_bytes: bool = True,
) -> Dirty:
    """`clean` (all of it in GBK) after a mirror site: `readings` appended, `signs` made ASCII."""
    data = _bytes(clean)
    for character, syllable in readings.items():
        data = _appended(data, character.encode("gbk"), f"({syllable})".encode("gbk"))
    decoded = _decoded(data, policy)
    if as_bytes:
        for sign in signs:
            full = bytes((_FULL_WIDTH, ord(sign) + 0x80))
            again = [byte for _, bytes_ in decoded for byte in bytes_]
            decoded = _decoded(_replaced(again, full, sign), sign_policy)
    else:
        half = {chr(ord(sign) + 0xFEE0): sign for sign in signs}
        decoded = [(half.get(character, character), bytes_) for character, bytes_ in decoded]
    return _judged(clean, decoded, readings)


def random_readings(random: Random, known: Mapping[str, str], share: float) -> dict[str, str]:
    """Readings for some of the characters a site has on its list: those of a share of `known`."""
    chosen = random.sample(sorted(known), max(1, round(len(known) * share)))
    return {character: known[character] for character in chosen}


def _bytes(clean: str) -> list[Byte]:
    found: list[Byte] = []
    for character in clean:
        found += [(value, len(found) + n) for n, value in enumerate(character.encode("gbk"))]
    return found


def _appended(data: list[Byte], wanted: bytes, more: bytes) -> list[Byte]:
    result: list[Byte] = []
    place = 0
    while place < len(data):
        if data[place][0] == wanted[0] and [b for b, _ in data[place : place + 2]] == [*wanted]:
            result += data[place : place + 2]
            result += [(value, -1) for value in more]
            place += 2
        else:
            result.append(data[place])
            place += 1
    return result


def _replaced(data: list[Byte], wanted: bytes, sign: str) -> list[Byte]:
    result: list[Byte] = []
    place = 0
    while place < len(data):
        if [b for b, _ in data[place : place + 2]] == [*wanted]:
            result.append((ord(sign), data[place][1]))
            place += 2
        else:
            result.append(data[place])
            place += 1
    return result


Decoded = list[tuple[str, list[Byte]]]


def _decoded(data: list[Byte], policy: Policy) -> Decoded:
    result: Decoded = []
    place = 0
    while place < len(data):
        byte = data[place]
        if byte[0] < 0x80:
            result.append((chr(byte[0]), [byte]))
            place += 1
            continue
        pair = data[place : place + 2]
        character = _character(pair)
        if character:
            result.append((character, pair))
            place += 2
        elif policy == "eat" and len(pair) == 2 and pair[1][0] < 0x80 and pair[1][0] != 10:
            result.append(("?", [(ord("?"), -1)]))
            place += 2
        else:
            if policy != "drop":
                result.append(("?", [(ord("?"), -1)]))
            place += 1
    return result


def _character(pair: list[Byte]) -> str:
    try:
        character = bytes(value for value, _ in pair).decode("gb18030")
    except UnicodeDecodeError:
        return ""
    return character if len(pair) == 2 and len(character) == 1 else ""


def _judged(clean: str, decoded: Decoded, readings: Mapping[str, str]) -> Dirty:
    starts: dict[int, tuple[int, int]] = {}
    place = 0
    for index, character in enumerate(clean):
        starts[place] = (index, len(character.encode("gbk")))
        place += len(character.encode("gbk"))
    origins: list[int] = []
    for character, bytes_ in decoded:
        origins.append(_origin(clean, starts, character, [origin for _, origin in bytes_]))
    text = "".join(character for character, _ in decoded)
    return _spans(text, clean, origins, readings)


def _origin(
    clean: str, starts: dict[int, tuple[int, int]], character: str, places: list[int]
) -> int:
    """The clean character it stands for; -1: put in; -2: damaged."""
    if all(place < 0 for place in places):
        return -1 if character != "?" else -2
    index, _ = starts.get(places[0], (-1, 0))
    if index >= 0 and _same(clean[index], character):
        return index
    return -2


def _same(clean: str, shown: str) -> bool:
    return clean == shown or ord(clean) - 0xFEE0 == ord(shown)


def _spans(text: str, clean: str, origins: list[int], readings: Mapping[str, str]) -> Dirty:
    """Between two whole characters: nothing, residue, or a run that stands for what is missing."""
    whole = [(place, origin) for place, origin in enumerate(origins) if origin >= 0]
    residue: list[Span] = []
    runs: list[Span] = []
    for (place, origin), (after, following) in pairwise(
        [(-1, -1), *whole, (len(text), len(clean))]
    ):
        gap = origins[place + 1 : after]
        if following == origin + 1 and not gap:
            continue
        begin = place + 1
        own = f"({readings.get(text[place], '')})" if place >= 0 else "-"
        if text.startswith(own, begin):
            residue.append(Span(begin, begin + len(own)))
            begin += len(own)
        if following != origin + 1 or set(gap) != {-1}:
            runs.append(Span(begin, after))
    return Dirty(text, clean, tuple(residue), tuple(runs), tuple(origins))
