"""Bytes that no encoding reads: what may have stood there, from those that are left.

No detector, for a text alone does not say what its U+FFFD were: who decoded a file does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache

from annotations.emend import LONGEST, likelihood, proposal, ranking
from annotations.ids import named
from annotations.model import Emendation, Span

KIND_OF = "mojibake"
RULE = "mojibake-damaged-byte"

_RUN = re.compile("\ufffd+")
_RANKED = 100  # places for which candidates are looked for: some milliseconds each
_WEIGHED = 80
_LONGEST = 5  # bytes: one more than the longest character
_SHOWN = 16  # bytes that the evidence quotes
_RARE = -13.0
_PAIRED = frozenset({"gb18030", "big5", "cp950", "big5hkscs"})
_SEARCHED = 60  # characters before a byte left over in which its pair may have lost the other
_LEAST_GAIN = 5.0
_SIGNS = "，。、：；！？（）“”‘’《》「」『』—…·　"


def proposals(text: str, damaged: Mapping[int, int], encoding: str) -> tuple[Emendation, ...]:
    """An emendation for each run of U+FFFD in `text` that stands for bytes, with ids.

    `damaged` = the bytes by the place of their U+FFFD.  What was there is not known; the
    evidence has the bytes in hexadecimal and, ranked, the characters that one wrong, one
    missing or one added byte would have made into them.  Where a byte is missing from a pair,
    what follows is read out of step up to the byte that is left over: then the emendation
    covers all of it.  In more than `LONGEST` characters nothing is looked for.
    """
    if len(text) > LONGEST:
        return ()
    runs = (found for found in _RUN.finditer(text) if _any(found, damaged))
    return tuple(
        _proposed(text, Span(*found.span()), damaged, encoding, ranked=number < _RANKED)
        for number, found in enumerate(runs)
    )


def _any(found: re.Match[str], damaged: Mapping[int, int]) -> bool:
    return any(place in damaged for place in range(*found.span()))


def _proposed(
    text: str, span: Span, damaged: Mapping[int, int], encoding: str, *, ranked: bool
) -> Emendation:
    places = range(span.start, span.end)
    data = bytes(damaged[place] for place in places if place in damaged)
    before = text[max(0, span.start - 1) : span.start]
    candidates: list[dict[str, object]] = []
    if ranked and len(data) == len(span):
        start, behind = _out_of_step(text, span.start, data, encoding)
        if behind:
            span, before = Span(start, span.end), text[max(0, start - 1) : start]
        repairs = [
            (character + behind, likelihood.chain(before, character + behind))
            for character in _likeliest(data, encoding, text[start] if behind else "")
        ]
        candidates = ranking.ranked(text, span, repairs)
    made = proposal(
        *(span, None, KIND_OF, RULE, 0.9),
        candidates=candidates,
        bytes=f"{data[:_SHOWN].hex(' ').upper()}{' …' if len(data) > _SHOWN else ''}",
        count=len(data),
        encoding=encoding,
    )
    return replace(made, id=named(KIND_OF, RULE, span.start, span.end, None))


def _out_of_step(text: str, place: int, data: bytes, encoding: str) -> tuple[int, str]:
    """Where a pair lost a byte, if one byte is left over at `place`; and how it goes on there.

    Of all places before, as far as pairs go, the one whose reading is likeliest, and what
    the bytes behind that pair say in step; "" where it is no likelier than what stands there.
    """
    if len(data) != 1 or encoding not in _PAIRED:
        return place, ""
    start = place
    while start > max(0, place - _SEARCHED) and "\x7f" < text[start - 1] != "\ufffd":
        start -= 1
    standing = text[start:place]
    try:
        pairs = [character.encode(encoding) for character in standing]
    except UnicodeEncodeError:
        return place, ""
    best, found = _LEAST_GAIN, (place, "")
    tail = 0.0
    for at in range(len(pairs) - 1, -1, -1):
        tail += likelihood.after(standing[at - 1 : at] if at else "", standing[at])
        behind = (b"".join(pairs[at:]) + data)[1:].decode(encoding, "ignore")
        gain = likelihood.chain("", behind) - tail
        if gain > best and 2 * len(behind) == len(b"".join(pairs[at:])):
            best, found = gain, (start + at, behind)
    return found


def _likeliest(data: bytes, encoding: str, stepped: str) -> list[str]:
    """The commonest characters that may have been there, or that share half of `stepped`."""
    if stepped:
        half = stepped.encode(encoding)[:1]
        fitting = (c for c, written in _written(encoding) if len(written) == 2 and half in written)
    else:
        fitting = _fitting(data, encoding)
    return sorted(fitting, key=likelihood.alone)[-_WEIGHED:]


def _fitting(data: bytes, encoding: str) -> Iterator[str]:
    """The characters whose bytes differ from these in one byte: another one, one more or less."""
    if len(data) > _LONGEST:
        return
    for character, written in _written(encoding):
        size = len(written) - len(data)
        if (
            (size == 0 and _differing(written, data) == 1)
            or (size == 1 and data in _shortened(written))
            or (size == -1 and written in _shortened(data))
        ):
            yield character


def _differing(one: bytes, other: bytes) -> int:
    return sum(a != b for a, b in zip(one, other, strict=True))


def _shortened(data: bytes) -> Iterable[bytes]:
    return (data[:place] + data[place + 1 :] for place in range(len(data)))


@lru_cache(maxsize=2)
def _written(encoding: str) -> tuple[tuple[str, bytes], ...]:
    """The characters that texts hold, with their bytes in the encoding where it has them."""
    found: list[tuple[str, bytes]] = []
    for character in (*_SIGNS, *map(chr, range(0x4E00, 0xA000))):
        if likelihood.alone(character) > _RARE:
            try:
                found.append((character, character.encode(encoding)))
            except UnicodeEncodeError:
                continue
    return tuple(found)
