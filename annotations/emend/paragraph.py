"""Paragraphs that a copy ran together, lines that it cut in two, and surplus blank lines.

What proves a lost break is that blanks behind sentences are the exception in their text: a
writer who sets one behind every sentence means nothing by it.  What proves a hard break is a
sign that begins no line, or lines that end in mid-sentence at one and the same width.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise

from annotations.emend import proposal
from annotations.emend._lines import Line, lines
from annotations.emend._rules import pattern
from annotations.emend._zones import in_zones
from annotations.model import Emendation, Span
from annotations.text.fold import fold as alike

KIND = "paragraph"
RULES = (
    "paragraph-blank-lines",
    "paragraph-hard-break",
    "paragraph-lost-break",
    "paragraph-stray-blank",
)

_BLANK = " \t\u00a0\u2002\u2003\u3000"
_RUN_TOGETHER = 80  # characters of a line that may be several paragraphs
_MANY = 3  # blanks behind sentences: no chance
_SHARE = 0.85  # of the sentences: with more, the blank is a habit
_CUT = 20  # characters of a line that was cut
_WIDEST, _SLACK, _EQUAL = 160, 5, 3  # cells of a line cut at a width; play; lines that show it

_END = re.compile(r"(?<![。！？…!?])[。！？…!?]++[”’」』》）)\]]*+|/[a-z]{1,6}>")
_GAP = re.compile(rf"({_END.pattern})([{_BLANK}]+)(?=[^\s{_BLANK}])")
_ITEM = re.compile(
    r"——|[“「『【]|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[)）]|\d+[.、]|[①-⑳●■◆]"
)
_SAYING = pattern(
    "[^。!?！？“「]{2,48}?(?:说|表示|介绍|指出|认为|告诉|称|强调|坦言|感慨|号召|回忆|解释|透露|谈到|提到|建议|呼吁|道)"
)
_NO_START = "，。、；：！？）》」』”’,;:!?)%％〕】"
_NO_END = "，、,"
_MARK = re.compile(rf"[ \t]*(?:{_ITEM.pattern}|[-*•·])")
_OPEN = {"《": "》", "（": "）", "〈": "〉"}


def detect(text: str) -> Iterator[Emendation]:
    """Spans of blanks and line ends only; none reaches into a zone."""
    zones = in_zones(text)
    rows = lines(text)
    filled = [n for n, line in enumerate(rows) if line.plain]
    width = _cut_width([rows[n] for n in filled], text)
    found = [
        *_lost(text, [rows[n] for n in filled]),
        *_hard(text, rows, filled, width),
    ]
    joined = {e.span.end for e in found if e.rule == "paragraph-hard-break"}
    found.extend(e for e in _blank_lines(text, rows, filled) if e.span.end not in joined)
    ends = [zone.end for zone in zones]
    for emendation in found:
        n = bisect_right(ends, emendation.span.start)
        if n == len(zones) or zones[n].start >= emendation.span.end:
            yield emendation


def _lost(text: str, filled: list[Line]) -> Iterator[Emendation]:
    """Blanks behind sentences inside a line that stand for a line end, or for nothing."""
    gaps = [
        (line, found)
        for line in filled
        if line.end - line.start >= _RUN_TOGETHER
        for found in _GAP.finditer(text, line.start, line.end)
    ]
    if not gaps:
        return
    touched = {line.start: line for line, _ in gaps}.values()
    ends = sum(len(_END.findall(text, line.start, line.end)) - 1 for line in touched)
    habit = len(gaps) > _SHARE * ends and ends >= _MANY
    line_end = "\r\n" if "\r\n" in text else "\n"
    for line, found in gaps:
        blank = found[2]
        span = Span(found.start(2), found.end(2))
        wide = len(blank) > 1 or blank == "\u3000"
        if not wide and _goes_on(text, found):
            yield proposal(span, "", KIND, "paragraph-stray-blank", 0.8)
        elif wide or not habit:
            sure = wide or len(gaps) >= _MANY
            confidence = 1.0 if sure and not habit else 0.7
            yield proposal(
                span,
                line_end + _indent(text, line),
                KIND,
                "paragraph-lost-break",
                confidence,
                count=len(gaps),
            )


def _goes_on(text: str, gap: re.Match[str]) -> bool:
    """Whether a quotation ends at the gap and its speaker is named behind it."""
    if gap[1][-1] not in "”」』’" or _ITEM.match(text, gap.end()):
        return False
    return _SAYING.match(alike(text[gap.end() : gap.end() + 64])) is not None


def _indent(text: str, line: Line) -> str:
    return text[line.start : line.place(0)] if line.plain else ""


def _hard(text: str, rows: tuple[Line, ...], filled: list[int], width: int) -> Iterator[Emendation]:
    """Line ends between two halves of a sentence."""
    indented = any(text[rows[n].start] in _BLANK for n in filled)
    for n, m in pairwise(filled):
        before, after = text[rows[n].start : rows[n].end], text[rows[m].start : rows[m].end]
        confidence = _cut(before, after, width, indented)
        if confidence is None:
            continue
        if m > n + 1:  # blank lines between
            confidence = 0.75 if confidence >= 0.9 else None
        if confidence is not None:
            span = Span(
                rows[n].start + len(before.rstrip()),
                rows[m].start + len(after) - len(after.lstrip()),
            )
            blank = _needs_blank(before.rstrip()[-1], after.lstrip()[0])
            yield proposal(span, " " * blank, KIND, "paragraph-hard-break", confidence)


def _cut(before: str, after: str, width: int, indented: bool) -> float | None:
    """How sure it is that one sentence goes on from line to line; None: it does not."""
    first, last = after.lstrip()[0], before.rstrip()[-1]
    if first in _NO_START:
        return 0.9 if first in "”’」』" or last in "。！？" else 1.0
    if after[0] in _BLANK or _MARK.match(after):
        return None
    middle = _in_sentence(last)
    if width and _cells(before.rstrip()) >= width - _SLACK:
        if middle:
            return 1.0
        return 0.85 if indented else None
    if len(before) >= _CUT and (last in _NO_END or _half_open(before, after)):
        return 0.9
    return None


def _half_open(before: str, after: str) -> bool:
    """Whether a bracket is open at the end of a line and closed by the next."""
    for opening, closing in _OPEN.items():
        if before.count(opening) == before.count(closing) + 1:
            return after.find(closing) >= 0 and not 0 <= after.find(opening) < after.find(closing)
    return False


def _in_sentence(last: str) -> bool:
    return last in _NO_END or last.isalnum()


def _cut_width(filled: list[Line], text: str) -> int:
    """The width in cells at which the lines of a text were cut; 0 if they were not."""
    if max((line.end - line.start for line in filled), default=0) > _WIDEST:
        return 0
    widths = [(_cells(text[line.start : line.end].rstrip()), line) for line in filled]
    widest = max((cells for cells, _ in widths), default=0)
    if not 2 * _CUT <= widest <= _WIDEST:
        return 0
    full = [line for cells, line in widths if cells >= widest - _SLACK]
    cut = sum(_in_sentence(text[line.start : line.end].rstrip()[-1]) for line in full)
    return widest if cut >= _EQUAL and 2 * cut >= len(full) else 0


def _cells(row: str) -> int:
    """The width of a row, where a Han character has two cells."""
    return len(row) + sum(c > "\u02ff" and unicodedata.east_asian_width(c) in "WFA" for c in row)


def _needs_blank(last: str, first: str) -> bool:
    return last.isascii() and last not in "-/(" and first.isascii() and first.isalnum()


def _blank_lines(text: str, rows: tuple[Line, ...], filled: list[int]) -> Iterator[Emendation]:
    """Two and more blank lines together, and blank lines that hold blanks."""
    for n, m in pairwise([-1, *filled, len(rows)]):
        run = list(rows[n + 1 : m])
        if len(run) > 1 or any(line.end > line.start for line in run):
            outside = n < 0 or m == len(rows)
            kept = "" if outside else text[run[0].end : run[0].stop]
            span = Span(run[0].start, run[-1].stop)
            yield proposal(span, kept, KIND, "paragraph-blank-lines", 1.0, count=len(run))
