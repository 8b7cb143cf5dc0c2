"""Pinyin residue: the reading of a character in brackets behind it, left by a mirror site."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from annotations.emend import PROVED, likelihood, proposal, readings, syllables
from annotations.emend.syllables import Residue
from annotations.model import Emendation

KIND = "pinyin"
RULES = ("pinyin-reading", "pinyin-once", "pinyin-without-tone", "pinyin-torn")

_COMMON = -11.5  # the log share of a character that no one needs help with
_A_CLASS = 3  # so many on common characters, and the article is littered with it
_IN_PASSING = 5  # so many on any characters at all
_LOOK_BACK = 20  # characters before a closing bracket in which its opening may stand


@dataclass(frozen=True, slots=True)
class _Found:
    residue: Residue
    character: str
    toned: bool


def detect(text: str) -> Iterator[Emendation]:
    """Each bracket whose one syllable is a reading of the character before it.

    Mirror sites leave it behind characters that differ between the scripts; a writer's own
    reading aid stands behind a rare character or an unusual reading, once or twice.
    """
    found = list(_found(text))
    plain = [one for one in found if one.toned and _plain(one)]
    littered = len(plain) >= _A_CLASS or sum(one.toned for one in found) >= _IN_PASSING
    for one in found:
        yield _proposed(text, one, littered)


def _found(text: str) -> Iterator[_Found]:
    for match in syllables.RESIDUE.finditer(text):
        residue = syllables.of(match)
        if residue is None or not syllables.explained(text, residue):
            continue
        if not residue.opened and not residue.lost and _opened_before(text, residue):
            continue
        character = text[residue.span.start - 1]
        toned = readings.has_tone(residue.syllable) or readings.is_neutral(
            character, residue.syllable
        )
        yield _Found(residue, character, toned)


def _opened_before(text: str, residue: Residue) -> bool:
    """Whether the closing bracket belongs to an opening one farther left: `(區qū)`."""
    before = text[max(0, residue.span.start - _LOOK_BACK) : residue.span.start]
    return max(map(before.rfind, "(（[［")) > max(map(before.rfind, ")）]］"))


def _plain(one: _Found) -> bool:
    """The usual reading of a common character that conversion has touched: who would note that?"""
    simple = likelihood.simple(one.character)
    if simple == one.character or likelihood.alone(one.character) < _COMMON:
        return False
    return not one.toned or readings.is_first(one.character, one.residue.syllable)


def _proposed(text: str, one: _Found, littered: bool) -> Emendation:
    residue = one.residue
    if not one.toned:
        rule, confidence = "pinyin-without-tone", 0.8 if _plain(one) else 0.4
    elif not residue.opened:
        rule, confidence = "pinyin-torn", 0.95 if littered else 0.8
    elif littered or _plain(one):
        rule, confidence = "pinyin-reading", PROVED
    else:
        rule, confidence = "pinyin-once", 0.5
    return proposal(
        residue.span,
        "",
        KIND,
        rule,
        confidence,
        character=one.character,
        reading=residue.syllable,
        raw=residue.span.of(text),
    )
