"""Dates and stretches of time, with their value in ISO 8601 seen from the day of the article."""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotations.suggest.kinds import Candidate, Suggester
from annotations.suggest.passage import Passage
from annotations.suggest.timing import dating, durations
from annotations.suggest.timing.datepatterns import SEPARATOR
from annotations.suggest.timing.datereading import Found, Reader
from annotations.suggest.timing.dating import Reference, Stretch
from annotations.suggest.timing.durations import Length

RULES = (
    "full", "month-day", "relative", "part", "range", "day", "feast", "decade", "plan", "year",
    "length", "length-lead", "length-ago", "length-bare",
)  # fmt: skip
_SURE = {"full": 0.97, "month-day": 0.95, "relative": 0.93, "part": 0.88, "range": 0.95}
_YEARS = re.compile(r"P(\d+)Y")
_BEFORE = ("", *"从在到由和与对将为自至于以")  # 从今|年: jieba has 从今
_BEHIND = ("起", "以", "以来", "内", "里", "间", "等")
_DAYS = "日天晚"  # 前日|益, 今日|头条


def suggest(passage: Passage) -> Iterator[Candidate]:
    """Points and stretches, two of them joined by 至, and lengths of time."""
    seen = dating.reference(passage.text, passage.day)
    words = passage.list("dates")
    reader = Reader(passage.text, words, seen)
    points = [one for one in reader.found() if _stands(passage, one)]
    joined = list(_joined(points, passage.text))
    for one in joined:
        told = _told(one, seen, passage.text)
        norm = {"norm": str(one.stretch)} if one.stretch else {}
        sure = _SURE.get(one.rule, 0.82)
        yield Candidate(one.span, "DATE", one.rule, sure, told, norm)
    for length in durations.lengths(passage):
        if length.label == "DATE":
            norm = _length_norm(length, seen)
            shown = length.span.of(passage.text)
            yield Candidate(
                length.span, "DATE", length.rule, length.sure, shown, {"norm": norm} if norm else {}
            )


def _told(one: Found, seen: Reference, text: str) -> str:
    shown = one.span.of(text)
    value = f" = {one.stretch}" if one.stretch else ""
    return f"{shown}{value}" + (f" ({seen.guessed}?)" if seen.guessed else "")


def _stands(passage: Passage, one: Found) -> bool:
    """Whether words of jieba's do not speak against it (今日|头条, 明天系)."""
    if one.rule not in ("relative", "part"):
        return True
    word = passage.word_at(one.span.start)
    beyond = passage.text[word.start : one.span.start]
    if beyond not in _BEFORE and (one.rule == "part" or word.tag not in ("", "t", "m", "x")):
        return False
    if passage.text[one.span.end - 1] not in _DAYS:
        return True
    last = passage.word_at(one.span.end - 1)
    behind = passage.text[one.span.end : last.end]
    return not behind or behind in _BEHIND or last.tag in ("", "t", "m", "x")


def _joined(points: list[Found], text: str) -> Iterator[Found]:
    """Two points with 至 or a dash between are one."""
    at = 0
    while at < len(points):
        one = points[at]
        other = points[at + 1] if at + 1 < len(points) else None
        if other is not None:
            between = text[one.span.end : other.span.start]
            if one.span.end <= other.span.start and SEPARATOR.fullmatch(between):
                yield Found(one.span.hull(other.span), "range", _from(one, other))
                at += 2
                continue
        yield one
        at += 1


def _from(one: Found, other: Found) -> Stretch | None:
    if one.stretch is None or other.stretch is None:
        return None
    first, last = one.stretch.first, other.stretch.last
    if other.rule in ("month-day", "day") and first.year:
        month = first.month if other.rule == "day" else last.month
        last = last._replace(year=first.year + (month < first.month), month=month)
    return Stretch(first, last)


def _length_norm(length: Length, seen: Reference) -> str:
    """The years from or to that of the article, where it counts from there; else how long."""
    match = _YEARS.fullmatch(length.norm)
    if match is None or not seen.year or not length.counted:
        return length.norm
    by = int(match[1])
    if length.counted == "ahead":
        return f"{seen.year}/{seen.year + by}"
    return f"{seen.year - by}/{seen.year}" if length.counted == "back" else f"{seen.year - by}"


SUGGESTER = Suggester("dates", 1, RULES, suggest)
