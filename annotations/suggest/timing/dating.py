"""What a date of a text says as ISO 8601, seen from the day of the article.

A day, a month, a year, or two of them with "/" between for a stretch of time; XXXX for a year
that is not known.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from annotations.suggest.lists import WordList
from annotations.text.dates import Day

_FULL = re.compile(r"(20\d\d)(?:年|-|/|\.)(\d{1,2})(?:月|-|/|\.)(\d{1,2})")
_HEAD = 400  # characters at either end of a text where a by-line stands


@dataclass(frozen=True, slots=True)
class Reference:
    """The day from which a text counts, and where it was taken from ("" for the article's)."""

    day: Day | None
    guessed: str = ""

    @property
    def year(self) -> int:
        return self.day.year if self.day else 0


def reference(text: str, day: Day | None) -> Reference:
    """The day of the article; where it is not known that of a by-line, or the latest written."""
    if day is not None and day.year:
        return Reference(day)
    ends = text[:_HEAD] + "\n" + text[-_HEAD:]
    found = [_day(match) for match in _FULL.finditer(ends)] or [
        _day(match) for match in _FULL.finditer(text)
    ]
    known = [one for one in found if one is not None]
    latest = max(known, default=None)
    return Reference(latest, str(latest)) if latest else Reference(None)


def _day(match: re.Match[str]) -> Day | None:
    year, month, day = (int(part) for part in match.groups())
    fits = 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]
    return Day(year, month, day) if fits else None


@dataclass(frozen=True, slots=True)
class Stretch:
    """From one day, month or year to another; the same for a point."""

    first: Day
    last: Day

    def __str__(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first}/{self.last}"


def point(year: int, month: int = 0, day: int = 0) -> Stretch:
    one = Day(year, month, day)
    return Stretch(one, one)


def months(year: int, first: int, last: int) -> Stretch:
    """Months of a year; a last one before the first is in the next year (winter)."""
    return Stretch(Day(year, first), Day(year + (last < first), last))


def moved_month(day: Day, by: int) -> Day:
    """The month so many months later."""
    number = day.year * 12 + day.month - 1 + by
    return Day(number // 12, number % 12 + 1)


def moved_day(day: Day, by: int) -> Stretch | None:
    if not day.day:
        return None
    moved = date(day.year, day.month, day.day) + timedelta(days=by)
    return point(moved.year, moved.month, moved.day)


def week(day: Day, by: int, weekday: int | None = None) -> Stretch | None:
    """A week seen from a day, or one day of it (0 is Monday)."""
    if not day.day:
        return None
    today = date(day.year, day.month, day.day)
    monday = today + timedelta(days=7 * by - today.weekday())
    first, last = (0, 6) if weekday is None else (weekday, weekday)
    days = [monday + timedelta(days=one) for one in (first, last)]
    return Stretch(*(Day(one.year, one.month, one.day) for one in days))


def end_of_month(year: int, month: int, shown: str) -> Stretch:
    """月初, 月中, 月底 of a month: its first, middle or last day."""
    last = monthrange(year or 2000, month)[1]
    return point(year, month, min(int(shown), last))


def near_year(reference: Reference, month: int) -> int:
    """The year of a month that is written without one: that of the article, or the nearest."""
    if reference.day is None or not reference.day.year:
        return 0
    here = reference.day.month
    if here and here <= 2 and month >= 10:
        return reference.year - 1
    if here and here >= 11 and month <= 2:
        return reference.year + 1
    return reference.year


@lru_cache(maxsize=64)
def of_kind(words: WordList, *kinds: str) -> Mapping[str, str]:
    """Words of some kinds with their value."""
    return {
        word: columns[1] if len(columns) > 1 else ""
        for word, columns in words.rows.items()
        if columns and columns[0] in kinds
    }
