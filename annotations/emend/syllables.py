"""Pinyin in brackets, as it stands in a text: whole, or half eaten by lost bytes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from annotations.emend import readings
from annotations.model import Span

_LETTERS = (
    "a-züɑɡǎěǐǒǔǚāáàēéèīíìōóòūúùǖǘǜńňǹḿăĕĭŏŭA-Z"
    "ĀÁǍÀĒÉĚÈŌÓǑÒÜê\N{COMBINING GRAVE ACCENT}-\N{COMBINING CARON}"
)
_SYLLABLE = rf"[{_LETTERS}:]{{1,8}}[1-5]?"
RESIDUE = re.compile(
    r"(?P<lost>[?？\ufffd]?)(?P<open>[(（\[［]?)[ \u00a0]?"
    rf"(?P<syllable>{_SYLLABLE})[ \u00a0]?(?P<close>[)）\]］])"
)
"""A bracket with one run of pinyin letters; its opening may be lost, with a `?` in its place."""


@dataclass(frozen=True, slots=True)
class Residue:
    """One syllable as found. `span` is all that is to go; `lost`: a byte went with the bracket."""

    span: Span
    syllable: str
    lost: bool
    opened: bool


def at(text: str, place: int) -> Residue | None:
    """The residue that begins at `place`, if what stands there is a syllable of Chinese."""
    found = RESIDUE.match(text, place)
    return of(found) if found else None


def of(found: re.Match[str]) -> Residue | None:
    """What a match of `RESIDUE` means, if its letters are a syllable of Chinese."""
    syllable = readings.normal(found["syllable"])
    if not readings.known(syllable):
        return None
    span = Span(found.start(), found.end())
    return Residue(span, syllable, bool(found["lost"]), bool(found["open"]))


def explained(text: str, residue: Residue) -> bool:
    """Whether the character before it has that reading."""
    place = residue.span.start
    return place > 0 and readings.is_reading(text[place - 1], residue.syllable)
