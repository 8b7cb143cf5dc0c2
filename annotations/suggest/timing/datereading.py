"""Reads the dates of one text from its beginning, each with what it says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from annotations.model import Span
from annotations.suggest.lists import WordList
from annotations.suggest.timing import dating, numerals
from annotations.suggest.timing.datepatterns import pattern
from annotations.suggest.timing.dating import Reference, Stretch, months, point
from annotations.text import dates as written
from annotations.text.dates import Day

_WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True, slots=True)
class Found:
    span: Span
    rule: str
    stretch: Stretch | None


class Reader:
    """Reads one text from its beginning: 同年 is the year that was named last."""

    def __init__(self, text: str, words: WordList, seen: Reference) -> None:
        self.text, self.seen = text, seen
        self.pattern = pattern(words)
        self.values = {kind: dating.of_kind(words, kind) for kind in _KINDS}
        self.year, self.month = 0, 0

    def found(self) -> Iterator[Found]:
        for match in self.pattern.finditer(self.text):
            rule, stretch = self._read(match)
            if rule:
                if stretch is not None and stretch.first.year:
                    self.year = stretch.first.year
                    self.month = stretch.first.month or self.month
                yield Found(Span(*match.span()), rule, stretch)

    def _read(self, match: re.Match[str]) -> tuple[str, Stretch | None]:
        kind = match.lastgroup or ""
        for name, read in _READERS.items():
            if match[name]:
                return read(self, match)
        return kind, None

    # -- one kind each ------------------------------------------------------------------

    def iso(self, match: re.Match[str]) -> tuple[str, Stretch | None]:
        day = written.day(match[0].replace(".", "-").replace("/", "-"))
        return "full", Stretch(day, day) if day else None

    def range(self, match: re.Match[str]) -> tuple[str, Stretch | None]:
        first, last = _number(match["from"]), match["to"]
        if last.endswith("年"):
            return "range", Stretch(Day(first), Day(int(last[:4])))
        month = _number(last.split("月")[0]) if "月" in last else self.month
        said = self._year(match["lyear"]) if match["lyear"] else None
        year = self.year_of(month) if said is None else said
        if last.endswith(("月", "月份")):
            return ("range", months(year, first, month)) if 0 < first < 13 else ("", None)
        day = _number(last.split("月")[-1].rstrip("日号 "))
        return "range", Stretch(Day(year, month, first), Day(year, month, day)) if month else None

    def days(self, match: re.Match[str]) -> tuple[str, Stretch | None]:
        month = _number(match["tmonth"])
        year = self._year(match["tyear"]) if match["tyear"] else self.year_of(month)
        first, last = _number(match["tfrom"]), _number(match["tday"])
        stretch = Stretch(Day(year, month, first), Day(year, month, last)) if year else None
        return "range", stretch

    def in_year(self, match: re.Match[str]) -> tuple[str, Stretch | None]:
        shown = match["year"]
        rule = "full" if shown[0] in "0123456789一二民" else "relative"
        year = self._year(shown)
        if year is None:
            return rule, None
        if match["month"]:
            return rule, self._month(year, match["month"], match["day"], match["mpart"])
        if match["front"]:
            return rule, months(year, 1, _count(match["front"]))
        if match["ypart"]:
            return rule, self._part(year, match["ypart"])
        if match["yfeast"]:
            return rule, self._feast(year, match["yfeast"])
        return ("" if shown in ("第二年", "当年") else rule), point(year)

    def every(self, match: re.Match[str]) -> tuple[str, Stretch | None]:
        return "relative", self._month(0, match["emonth"], match["eday"], None)

    def in_month(self, match: re.Match[str]) -> tuple[str, Stretch | None]:
        year = self.year_of(_number(match["omonth"]))
        return "month-day", self._month(year, match["omonth"], match["oday"], match["ompart"])

    def from_month(self, match: re.Match[str]) -> tuple[str, Stretch | None]:
        shown = match["rmonth"]
        if shown in self.values["samemonth"]:
            return ("", None) if shown == "当月" else ("relative", None)
        if self.seen.day is None or not self.seen.day.month:
            return "relative", None
        month = dating.moved_month(self.seen.day, int(self.values["month"][shown]))
        day, part = match["rday"], match["rmpart"]
        return "relative", self._month(month.year, f"{month.month}月", day, part)

    def from_week(self, match: re.Match[str]) -> tuple[str, Stretch | None]:
        by, weekday = int(self.values["week"][match["week"]]), match["weekday"]
        if self.seen.day is None:
            return "relative", None
        number = _WEEKDAYS.find((weekday or "x").replace("天", "日"))
        return "relative", dating.week(self.seen.day, by, number if number >= 0 else None)

    def season(self, match: re.Match[str]) -> tuple[str, Stretch | None]:
        by, first, last = map(int, self.values["season"][match["season"]].split())
        year = self.seen.year + by
        return "relative", months(year, first, last) if self.seen.year else None

    def weekday(self, match: re.Match[str]) -> tuple[str, Stretch | None]:
        number = _WEEKDAYS.find(match["alone"][-1].replace("天", "日"))
        return "relative", dating.week(self.seen.day, 0, number) if self.seen.day else None

    def from_day(self, match: re.Match[str]) -> tuple[str, Stretch | None]:
        by = int(self.values["day"][match["rel"]])
        return "relative", dating.moved_day(self.seen.day, by) if self.seen.day else None

    def before_day(self, _: re.Match[str]) -> tuple[str, Stretch | None]:
        return "relative", None

    def front(self, match: re.Match[str]) -> tuple[str, Stretch | None]:
        return "part", months(self.seen.year, 1, _count(match["ofront"]))

    def part(self, match: re.Match[str]) -> tuple[str, Stretch | None]:
        return "part", self._part(self.seen.year, match["part"])

    def quarter(self, match: re.Match[str]) -> tuple[str, Stretch | None]:
        if self.seen.day is None or not self.seen.day.month:
            return "part", None
        first = (self.seen.day.month - 1) // 3 * 3 + 1
        by = 3 * int(self.values["quarter"][match["quarter"]])
        begin = dating.moved_month(Day(self.seen.year, first), by)
        return "part", months(begin.year, begin.month, begin.month + 2)

    def month_end(self, match: re.Match[str]) -> tuple[str, Stretch | None]:
        if self.seen.day is None or not self.seen.day.month:
            return "part", None
        shown = self.values["monthend"][match["mend"]]
        return "part", dating.end_of_month(self.seen.year, self.seen.day.month, shown)

    def feast(self, match: re.Match[str]) -> tuple[str, Stretch | None]:
        return "feast", self._feast(self.seen.year, match["feast"])

    def decade(self, match: re.Match[str]) -> tuple[str, Stretch | None]:
        shown = match["decade"]
        tens = re.search("([1-9])0年代|([二三四五六七八九])十年代", shown)
        if tens is None:
            return "decade", None
        base = 2000 if shown.startswith(("本世纪", "21世纪", "二十一")) else 1900
        first = base + 10 * _number(tens[1] or tens[2])
        return "decade", Stretch(Day(first), Day(first + 9))

    def plan(self, match: re.Match[str]) -> tuple[str, Stretch | None]:
        first = 1951 + 5 * _number(match["nth"] or match["bare"])
        return "plan", Stretch(Day(first), Day(first + 4))

    def only_year(self, match: re.Match[str]) -> tuple[str, Stretch | None]:
        return "year", point(int(match[0]))

    def only_day(self, match: re.Match[str]) -> tuple[str, Stretch | None]:
        number = int(re.match(r"\d+", match[0])[0])  # type: ignore[index]
        month = self.month or (self.seen.day.month if self.seen.day else 0)
        return "day", point(self.year_of(month), month, number) if month else None

    # -- values -------------------------------------------------------------------------

    def year_of(self, month: int) -> int:
        return dating.near_year(self.seen, month)

    def _year(self, shown: str) -> int | None:
        if shown in self.values["year"]:
            by = int(self.values["year"][shown])
            return self.seen.year + by if self.seen.year else None
        if shown in self.values["sameyear"]:
            return self.year + int(self.values["sameyear"][shown]) if self.year else None
        if re.match(r"\d\d ?年", shown):
            number = int(shown[:2])
            return 2000 + number if number < 50 else 1900 + number
        day = written.day(shown.removesuffix("度"))
        return day.year if day else None

    def _month(self, year: int, month: str, day: str | None, part: str | None) -> Stretch | None:
        number = _number(month)
        if day:
            return point(year, number, _number(day))
        ends = {"初": "01", "底": "31", "末": "31"}
        if part in ends:
            return dating.end_of_month(year, number, ends[part])
        return point(year, number)

    def _part(self, year: int, shown: str) -> Stretch | None:
        if shown in self.values["same"]:
            return None
        value = self.values["part"].get(shown) or self.values["yearpart"].get(shown, "")
        numbers = [int(one) for one in value.split()]
        if not numbers or not year:
            return None
        if numbers == [1, 12]:
            return point(year)
        return months(year, numbers[0], numbers[-1])

    def _feast(self, year: int, shown: str) -> Stretch | None:
        value = self.values["feast"].get(shown, "").split()
        if len(value) < 2 or not year:
            return None
        first, last = ([int(one) for one in day.split("-")] for day in value)
        return Stretch(Day(year, *first), Day(year, *last))


_KINDS = (
    "year", "sameyear", "month", "samemonth", "week", "day", "part", "yearpart", "same",
    "quarter", "monthend", "feast", "season",
)  # fmt: skip
_READERS = {
    "tday": Reader.days,
    "iso": Reader.iso, "to": Reader.range, "year": Reader.in_year, "every": Reader.every,
    "omonth": Reader.in_month, "rmonth": Reader.from_month, "week": Reader.from_week,
    "season": Reader.season,
    "alone": Reader.weekday,
    "rel": Reader.from_day, "dayoff": Reader.before_day, "ofront": Reader.front,
    "part": Reader.part, "quarter": Reader.quarter, "mend": Reader.month_end,
    "feast": Reader.feast, "decade": Reader.decade, "plan": Reader.plan,
    "only": Reader.only_year, "dayonly": Reader.only_day,
}  # fmt: skip


def _number(shown: str) -> int:
    bare = re.match(r"[\d一二三四五六七八九十]+", shown.strip().replace("元", "一"))
    found = numerals.value(bare[0]) if bare else None
    return int(found) if found is not None else 0


def _count(shown: str) -> int:
    return min(12, _number(shown[1:].replace("两", "二")))
