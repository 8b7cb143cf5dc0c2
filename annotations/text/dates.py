"""How dates are written in Chinese texts, and the day that is meant.

What a person typed is kept as it was typed; this only tells what it says, to sort by it and to
say where nothing was understood.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from typing import NamedTuple

_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_TENS = re.compile("([1-9]?)十([1-9]?)")
_ERA = re.compile(r"(?:民国|民國) *(\d{1,3}|元) *年")
_ERA_BEGINS = 1911  # the year before its first
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?!\d)")
_PARTED = re.compile(
    r"(?P<year>\d{4}|[Xx]{4})(?: *年)?"
    r"(?:(?<=年) *|[-/.])(?P<month>\d{1,2})(?!\d)(?: *月)?"
    r"(?:(?:(?<=月) *|[-/.])(?P<day>\d{1,2}))?(?![-/.]?\d)"
)
_YEAR = re.compile(r"(\d{4})(?: *年)?$")


class Day(NamedTuple):
    """A day, or a month or year: what is not said is 0."""

    year: int
    month: int = 0
    day: int = 0

    @property
    def number(self) -> int:
        """20190307: greater for later days, a month's before those of its days."""
        return self.year * 10_000 + self.month * 100 + self.day

    @property
    def last_number(self) -> int:
        """The number of the last day in it, or one behind that."""
        return self.number + (0 if self.day else 99) + (0 if self.month else 9900)

    def __str__(self) -> str:
        """As ISO 8601 writes it, as far as it is said; XXXX for a year that is not."""
        parts = [f"{self.year:04}" if self.year else "XXXX"]
        parts += [f"{part:02}" for part in (self.month, self.day) if part]
        return "-".join(parts)


def day(written: str) -> Day | None:
    """The day that a text begins with, in any common form; None where there is none.

    2019-03-07, 2019/3/7, 20190307, 2019年3月7日, 二〇一九年三月七日, 民國108年3月7日, with a time
    or weekday behind it or not; 2019年3月, 2019; XXXX-03-07 for a year that is not known.
    """
    text = _plain(written)
    if found := _COMPACT.match(text):
        return _checked(*map(int, found.groups()))
    if found := _PARTED.match(text):
        year = 0 if found["year"].upper() == "XXXX" else int(found["year"])
        return _checked(year, int(found["month"]), int(found["day"] or 0))
    found = _YEAR.match(text)
    return Day(int(found[1])) if found else None


def day_number(written: str) -> int:
    """The number of the day that is meant; 0 where no year is understood."""
    found = day(written)
    return found.number if found is not None and found.year else 0


def _checked(year: int, month: int, day: int) -> Day | None:
    if not 1 <= month <= 12 or day > monthrange(year or 2000, month)[1]:
        return None
    return Day(year, month, day)


def _plain(written: str) -> str:
    """With digits of ASCII and years of our era."""
    text = unicodedata.normalize("NFKC", written.strip()[:40])
    text = _TENS.sub(_ten, text.translate(_DIGITS))
    return _ERA.sub(_from_era, text, count=1)


def _ten(found: re.Match[str]) -> str:
    return str(int(found[1] or 1) * 10 + int(found[2] or 0))


def _from_era(found: re.Match[str]) -> str:
    return f"{_ERA_BEGINS + (1 if found[1] == '元' else int(found[1])):04}年"
