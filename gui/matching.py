"""Which of many things somebody means who types a part of a name: by name, key, code or pinyin."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from annotations.text.pinyin import spells, spells_within

__all__ = ["matching", "rank"]

T = TypeVar("T")
EXACT, BEGINS, SPELT, WORD, WITHIN, SPELT_WITHIN, TOLD = range(7)  # the better, the smaller


def rank(typed: str, names: Iterable[str], keys: Iterable[str] = (), told: str = "") -> int | None:
    """How well what is typed fits; the smaller the better, None where it does not.

    `names` are what the thing is called, in any language and script; `keys` must fit as a
    whole, blanks apart (`m pk`); `told` is more text on it, where only words of two characters
    and more are looked for.
    """
    wanted = typed.strip().casefold()
    if not wanted:
        return WITHIN
    closed = wanted.replace(" ", "")
    if closed in {key.casefold() for key in keys}:
        return EXACT
    known = [name.casefold() for name in names]
    latin = closed.isascii() and closed.isalpha()
    fits: tuple[tuple[int, Callable[[str], bool]], ...] = (
        (BEGINS, lambda name: name.startswith(wanted)),
        (SPELT, lambda name: latin and not name.isascii() and spells(closed, name)),
        (WORD, lambda name: f" {wanted}" in name),
        (WITHIN, lambda name: wanted in name),
        (SPELT_WITHIN, lambda name: latin and not name.isascii() and spells_within(closed, name)),
    )
    for value, fit in fits:
        if any(map(fit, known)):
            return value
    return TOLD if len(wanted) > 1 and wanted in told.casefold() else None


def matching(things: Sequence[T], ranked: Callable[[T], int | None]) -> list[T]:
    """Those that fit, the best first; those that fit alike stay in their order."""
    found = [(value, thing) for thing in things if (value := ranked(thing)) is not None]
    return [thing for _, thing in sorted(found, key=lambda pair: pair[0])]
