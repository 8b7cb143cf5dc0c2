"""Where text may have fallen out of step (see `slip`): what a lost byte leaves behind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from annotations.emend import likelihood, syllables
from annotations.emend.gbk import FULL_WIDTH, LEADS, begun_with, decoded, encoded, straddling
from annotations.model import Span

EATEN_SIGNS = tuple(ord(sign) | 0x80 for sign in "!;:?(")
"""Trail bytes of the full-width signs that sites make ASCII and decoders then swallow."""
_SIGN = re.compile(r"(?<=[^\x00-\x28\x2a-\x7f])[?\ufffd]?([!-~])(?=[^\x00-\x7f]|[?\ufffd]/[a-z])")
# Of a long run of lost characters only the end can be where a slip begins.
_LOST = re.compile(r"(?<=[^\x00-\x28\x2a-\x7f])[?\ufffd](?=[^\x00-\x7f])(?!\ufffd\ufffd)")
_STRANGE = re.compile("[\ue000-\uf8ff\u3040-\u30ff\u0370-\u03ff\u0400-\u04ff\u3400-\u9fff]")
_RARE = -12.0  # a character of this likelihood is worth a try
_BACK = 2  # characters before a rare one where the slip may have begun
_BETTER = 3.0  # how much better they must look where a rare character alone speaks for a slip
_NOT_WORSE = -4.0  # how much worse the first characters in step may look than what stands there
WEAKEST = 8.0  # the cost of a start that only a rare character speaks for
_COST = {"residue": 0.0, "sign": 4.0, "eaten": 3.0, "lost": 6.0}


@dataclass(frozen=True, slots=True)
class Start:
    """Where a slip may begin: the run's first place, where reading goes on, with which bytes.

    `leads`: lead bytes that may be pending there, each with the text already complete before
    it; `cost`: how little the place by itself speaks for a slip.
    """

    begin: int
    place: int
    leads: tuple[tuple[int, str], ...]
    cost: float


def starts(text: str) -> list[Start]:
    """Every place where a slip may begin, by what a slip leaves there, from left to right."""
    found = [*_behind_residue(text), *_at_sign(text), *_at_lost(text), *_at_rare(text)]
    return sorted(found, key=lambda start: (start.begin, start.cost))


def _behind_residue(text: str) -> Iterator[Start]:
    """Residue that the character before does not explain: it stood across two characters."""
    last = Span(0, 0)  # the residue before, and
    owner = -1  # the character it stands behind
    for found in syllables.RESIDUE.finditer(text):
        residue = syllables.of(found)
        if residue is None:
            continue
        owner = owner if last and last.end == residue.span.start else residue.span.start - 1
        last = residue.span
        if owner < 0 or syllables.explained(text, residue):
            continue
        leads = tuple((lead, "") for lead in straddling(text[owner], residue.syllable))
        if leads:
            yield Start(residue.span.start, residue.span.end, leads, _COST["residue"])


def _at_sign(text: str) -> Iterator[Start]:
    """ASCII between characters: half of a full-width sign that stood across two of them."""
    closing = {found.end() - 1 for found in syllables.RESIDUE.finditer(text)}
    for found in _SIGN.finditer(text):
        lead = ord(found[1]) | 0x80
        if found.start(1) not in closing and lead in LEADS and _promising(text, found.end(), lead):
            yield Start(found.start(), found.end(), _behind_sign(lead), _COST["sign"])


@cache
def _behind_sign(lead: int) -> tuple[tuple[int, str], ...]:
    """That lead byte behind every character that may end where a full-width sign begins."""
    return tuple((lead, character) for character in begun_with(FULL_WIDTH))


def _at_lost(text: str) -> Iterator[Start]:
    """A `?` before a character: a lead byte that was left without its trail."""
    for found in _LOST.finditer(text):
        if _promising(text, found.end(), None):
            yield Start(found.start(), found.end(), _ANY_LEAD, _COST["lost"])
        for sign in EATEN_SIGNS:
            if _promising(text, found.end(), sign):
                yield Start(found.start(), found.end(), _behind_sign(sign), _COST["eaten"])


def _at_rare(text: str) -> Iterator[Start]:
    """A character out of place: somewhere before it a byte may have gone without a trace."""
    places = {
        place
        for found in _STRANGE.finditer(text)
        if likelihood.alone(found[0]) <= _RARE
        for place in range(max(0, found.start() - _BACK), found.start() + 1)
    }
    for place in sorted(places):
        if encoded(text[place]) and _promising(text, place, None, _BETTER):
            yield Start(place, place, _ANY_LEAD, WEAKEST)


def _promising(text: str, place: int, lead: int | None, gain: float = _NOT_WORSE) -> bool:
    """Whether the next characters, read in step, gain so much over what stands there."""
    standing, in_step = "", ""
    for here in text[place : place + 3]:
        pair = encoded(here)
        if pair is None:
            break
        if lead is not None:
            done = decoded(lead, pair[0])
            if not done:
                return False
            standing, in_step = standing + here, in_step + done
        lead = pair[1]
    if not standing:
        return True
    return likelihood.chain("", in_step) > likelihood.chain("", standing) + gain


_ANY_LEAD = tuple((lead, "") for lead in LEADS)
