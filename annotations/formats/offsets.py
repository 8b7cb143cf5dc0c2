"""What the offsets of a file count, found by its quotes; and its spans in code points."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from annotations.formats.report import Unit
from annotations.model import Span
from annotations.text.units import Units

Quoted = tuple[int, int, str]
"""Start, end and the text that a file says stands there."""

_MOST_QUOTES = 2000  # of one text; more say nothing new
_UNITS: tuple[Unit, ...] = ("code points", "UTF-16 units", "UTF-8 bytes")
_MARK = {"code points": 1, "UTF-16 units": 1, "UTF-8 bytes": 3}  # how long U+FEFF is


@dataclass(frozen=True, slots=True)
class Convention:
    """How a file counts: in which unit, whether the end is the last one inside, from where.

    `shift` is the number of the first one: 1 where a byte order mark that is not in the text
    was counted (3 in bytes), -1 where one that is in the text was not.
    """

    unit: Unit = "code points"
    inclusive: bool = False
    shift: int = 0


def unit_of(text: str, quoted: Iterable[Quoted]) -> Unit | None:
    """The unit in which the quotes stand where a file says, its ends outside and begun at 0.

    Code points where units tell no difference; None where there is no quote, or where fewer
    than half of them are found in any unit: then it has to be told or asked.
    """
    found = _best(text, quoted, [Convention(unit) for unit in _UNITS])
    return None if found is None else found.unit


def convention_of(text: str, quoted: Iterable[Quoted]) -> Convention | None:
    """The same with ends that are inside and with byte order marks; the plainest that fits."""
    marked = -1 if text.startswith("\ufeff") else 1
    shifts = [
        Convention(unit, inclusive, shift * marked * _MARK[unit])
        for shift in (0, 1)
        for inclusive in (False, True)
        for unit in _UNITS
    ]
    return _best(text, quoted, shifts)


def fitting(text: str, pairs: Sequence[tuple[int, int]]) -> tuple[Unit, ...]:
    """The units in which every pair is a span of the text and none cuts a character.

    All that can be said of a file without quotes: of several nobody knows which it is.
    """
    units = Units(text)
    return tuple(
        unit for unit in _UNITS if None not in _spans(text, units, Convention(unit), pairs)
    )


def spans_in(
    text: str, counted: Unit | Convention, pairs: Iterable[tuple[int, int]]
) -> list[Span | None]:
    """Each pair as a span in code points; None for one outside, reversed or through a character."""
    how = counted if isinstance(counted, Convention) else Convention(counted)
    return _spans(text, Units(text), how, pairs)


def _spans(
    text: str, units: Units, how: Convention, pairs: Iterable[tuple[int, int]]
) -> list[Span | None]:
    inside = _places(text, units, how.unit)
    found: list[Span | None] = []
    for start, end in pairs:
        first = inside(start - how.shift)
        last = inside(end - how.shift, last=True) if how.inclusive else inside(end - how.shift)
        if first is None or last is None or first > last:
            found.append(None)
        else:
            found.append(Span(first, last))
    return found


def _places(text: str, units: Units, unit: Unit) -> Callable[..., int | None]:
    """From a place in a unit to the code point there, or `last` to that behind it; else None."""
    match unit:
        case "UTF-16 units":
            into, back = units.from_utf16, units.to_utf16
        case "UTF-8 bytes":
            into, back = units.from_utf8, units.to_utf8
        case _:
            into = back = _same
    length, end = len(text), back(len(text))

    def place(offset: int, *, last: bool = False) -> int | None:
        if not 0 <= offset <= end:
            return None
        index = into(offset)
        if last:
            return index + 1 if index < length else None
        return index if back(index) == offset else None

    return place


def _same(index: int) -> int:
    return index


def _best(text: str, quoted: Iterable[Quoted], ways: Sequence[Convention]) -> Convention | None:
    """The first of the ways that finds the most quotes, if that is at least half of them."""
    told = list(islice((one for one in quoted if one[2]), _MOST_QUOTES))
    units = Units(text)
    found, most = None, 0
    for way in ways:
        hits = _hits(text, units, way, told)
        if hits > most:
            found, most = way, hits
        if hits == len(told):
            break
    return found if told and 2 * most >= len(told) else None


def _hits(text: str, units: Units, way: Convention, told: Sequence[Quoted]) -> int:
    spans = _spans(text, units, way, [(start, end) for start, end, _ in told])
    return sum(
        span is not None and span.of(text) == quote
        for span, (_, _, quote) in zip(spans, told, strict=True)
    )
