"""GBK, byte by byte: which characters begin or end with a byte, and what they read."""

from __future__ import annotations

from functools import cache, lru_cache

from annotations.emend import likelihood, readings

LEADS = range(0x81, 0xFF)
FULL_WIDTH = 0xA3
"""The lead byte of full-width ASCII, whose trail is the ASCII byte + 0x80."""
_TRAILS = (*range(0x40, 0x7F), *range(0x80, 0xFF))
_WEIGHED, _KEPT = 80, 24  # completions looked at, and those that fit best
_PLAUSIBLE = -12.0
_FREQUENT = -10.0  # the log share of a character worth supposing


@cache
def encoded(character: str) -> bytes | None:
    """Its two bytes in GBK (user-defined area included), if it has two."""
    try:
        data = character.encode("gb18030")
    except UnicodeEncodeError:
        return None
    return data if len(data) == 2 else None


@cache
def decoded(lead: int, trail: int) -> str:
    """The character of two bytes of GBK, "" where they are none that a text would hold."""
    try:
        character = bytes((lead, trail)).decode("gb18030")
    except UnicodeDecodeError:
        return ""
    return "" if "\ue000" <= character <= "\uf8ff" else character


@cache
def completions(lead: int, syllable: str = "") -> tuple[str, ...]:
    """What may begin with that lead byte, commonest first; with a syllable, only what reads so."""
    found = filter(None, (decoded(lead, trail) for trail in _TRAILS))
    fitting = [c for c in found if not syllable or readings.is_reading(c, syllable)]
    return tuple(sorted(fitting, key=likelihood.alone, reverse=True))


@lru_cache(maxsize=1 << 14)
def likeliest(lead: int, syllable: str, following: str) -> tuple[str, ...]:
    """The `completions` that go best with the character behind."""
    common = completions(lead, syllable)[:_WEIGHED]
    return tuple(
        sorted(
            common,
            key=lambda c: likelihood.alone(c) + likelihood.after(c, following),
            reverse=True,
        )[:_KEPT]
    )


@cache
def straddling(before: str, syllable: str) -> tuple[int, ...]:
    """Lead bytes that with the trail byte of `before` make a character that is read so."""
    trail = ord(before) | 0x80 if "\x21" <= before <= "\x7e" else (encoded(before) or b"\0")[-1]
    made = ((lead, decoded(trail, lead)) for lead in LEADS)
    return tuple(lead for lead, c in made if c and readings.is_reading(c, syllable))


@cache
def begun_with(trail: int) -> tuple[str, ...]:
    """What may end with that trail byte, commonest first."""
    found = filter(None, (decoded(lead, trail) for lead in LEADS))
    return tuple(sorted(found, key=likelihood.alone, reverse=True))


@cache
def leading_to(trail: int) -> tuple[int, ...]:
    """Lead bytes that with that trail byte make a frequent character."""
    made = ((lead, decoded(lead, trail)) for lead in range(0xA1, 0xFF))
    return tuple(lead for lead, c in made if c and frequent(c))


def plausible(character: str) -> bool:
    """Whether it is a character at all, and one that texts do hold."""
    return bool(character) and likelihood.alone(character) >= _PLAUSIBLE


def frequent(character: str) -> bool:
    """Whether a text often holds it."""
    return likelihood.alone(character) >= _FREQUENT
