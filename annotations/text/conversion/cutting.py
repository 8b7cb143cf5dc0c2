"""Edits of a text and the cuts that words may not cross: plain functions over sorted lists."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from annotations.text.conversion.finder import Finder, Match

Edit = tuple[int, int, str]  # start, end, what stands there instead
Stretch = TypeVar("Stretch", Match, Edit)


def borders(segments: Iterable[Match], edits: Iterable[Edit]) -> list[int]:
    """The ends of all segments and edits, in order."""
    cuts = [place for start, end, _ in segments for place in (start, end)]
    places = [place for start, end, _ in edits for place in (start, end)]
    return sorted(cuts + places) if places else cuts


def confined(find: Finder, text: str, matches: list[Match], cuts: Sequence[int]) -> list[Match]:
    """`matches`, which `find` gave, as they are when none may reach across a cut."""
    return searched_again(find, text, matches, cuts)[0]


def searched_again(
    find: Finder, text: str, matches: list[Match], cuts: Sequence[int]
) -> tuple[list[Match], list[Match]]:
    """The same, and which of them are new.

    Where a match reaches across a cut the text is searched again from its start, cut by cut,
    until both searches stand at the same place.
    """
    kept: list[Match] = []
    new: list[Match] = []
    done = 0
    for crossing in _crossing(matches, cuts):
        if crossing < done:
            continue
        kept += matches[done:crossing]
        first = len(kept)
        start = matches[crossing][0]
        following = bisect_right(cuts, start)
        while True:
            end = cuts[following] if following < len(cuts) else len(text)
            kept += [(start + s, start + e, n) for s, e, n in find(text[start:end])]
            done = bisect_left(matches, (end,))
            if end == len(text) or not done or matches[done - 1][1] <= end:
                break
            start = end
            following += 1
        new += kept[first:]
    return (kept + matches[done:], new) if done else (matches, new)


def _crossing(matches: Sequence[Match], cuts: Sequence[int]) -> list[int]:
    """Which matches have a cut inside, by the shorter way of finding out."""
    if len(cuts) < len(matches):
        before = ((bisect_left(matches, (cut,)) - 1, cut) for cut in cuts)
        return [n for n, cut in before if n >= 0 and matches[n][1] > cut]
    found: list[int] = []
    for number, (start, end, _) in enumerate(matches):
        after = bisect_right(cuts, start)
        if after < len(cuts) and cuts[after] < end:
            found.append(number)
    return found


def across(matches: Iterable[Match], hits: Sequence[Match]) -> Iterator[Match]:
    """The hits that overlap a match."""
    for start, end, _ in matches:
        number = bisect_left(hits, (start,))
        if number and hits[number - 1][1] > start:
            number -= 1
        while number < len(hits) and hits[number][0] < end:
            yield hits[number]
            number += 1


def outside(stretches: list[Stretch], edits: Sequence[Edit]) -> list[Stretch]:
    """The stretches that overlap none of `edits`; both are in order and apart."""
    if not edits or not stretches:
        return stretches
    kept: list[Stretch] = []
    done = 0
    for start, end, _ in edits:
        until = bisect_left(stretches, (start,), done)
        overlapping = until > done and stretches[until - 1][1] > start
        kept += stretches[done : until - overlapping]
        done = bisect_left(stretches, (end,), until)
    return kept + stretches[done:]


def written(text: str, edits: Iterable[Edit]) -> str:
    """`text` with the edits made."""
    pieces: list[str] = []
    done = 0
    for start, end, value in edits:
        pieces += (text[done:start], value)
        done = end
    pieces.append(text[done:])
    return "".join(pieces)


def lengthened(edits: Iterable[Edit]) -> list[Edit]:
    """Those edits that change the length of the text."""
    return [edit for edit in edits if edit[1] - edit[0] != len(edit[2])]


def moved(places: list[int], edits: Sequence[Edit]) -> list[int]:
    """Where places that are not inside an edit stand after `lengthened` edits."""
    result: list[int] = []
    done = shift = 0
    for start, end, value in edits:
        until = bisect_left(places, end, done)
        result += [place + shift for place in places[done:until]]
        done, shift = until, shift + len(value) - (end - start)
    return result + [place + shift for place in places[done:]]


def blocks(text: str, plain: str, edits: Iterable[Edit]) -> list[tuple[int, int, int]]:
    """`lengthened` edits as blocks of an alignment, without what both ends of each share.

    `plain` is `text` with its characters converted one by one, which counts as shared too:
    in 开发者 → 開發人員 only 者 changes as a whole.  Nothing is deleted or put in alone: in
    伊利諾伊州 → 伊利諾州 it is 諾伊 that becomes 諾, so that every character has an image.
    """
    return [_trimmed((text, plain), *edit) for edit in edits]


def _trimmed(texts: tuple[str, str], start: int, end: int, value: str) -> tuple[int, int, int]:
    def same(place: int, char: str) -> bool:
        return any(text[place] == char for text in texts)

    before, after, least = 0, 0, min(end - start, len(value))
    while before < least - 1 and same(start + before, value[before]):
        before += 1
    while after < least - 1 - before and same(end - 1 - after, value[-1 - after]):
        after += 1
    return start + before, end - after, len(value) - before - after
