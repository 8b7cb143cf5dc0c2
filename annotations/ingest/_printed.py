"""Printed lines: which go on in the next one, and which a printer put on every page.

Method: the lines of a column have one left and one right edge.  A line that reaches the right
edge goes on in the next of the same size, unless that one is indented or stands clearly lower
than lines do; what stands at the head or foot of pages again and again, apart from the
column, is the printer's.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from annotations.emend import PROVED, proposal
from annotations.ids import named
from annotations.model import Emendation, Span

BREAK, FURNITURE = "paragraph-hard-break", "boilerplate-printed"

_ENDS = 2  # lines at the head and at the foot of a page that may be the printer's
_REPEATED = 3  # pages with a line of the same words
_SLACK, _INDENT = 1.5, 0.8  # characters short of the right edge; to the right of the left one
_LOWER = 1.7  # times the usual distance: a new paragraph
_APART = 1.25  # times the usual distance: not the column
_CUT = 12  # characters of a line that can be cut
_SENTENCE_END = re.compile(r"[。！？…!?][”’」』）)]*$")
_PAGE_NUMBER = re.compile(
    r"[-–—·\s]*(?:第\s*)?[0-9〇零一二三四五六七八九十]{1,4}(?:\s*[页頁])?"
    r"(?:\s*[/／，,]?\s*(?:共\s*)?[0-9]{1,4}(?:\s*[页頁])?)?[-–—·\s]*"
)
_DIGITS = re.compile(r"[0-9]+")


@dataclass(frozen=True, slots=True)
class Line:
    """Characters [start, end) of the text on page `page`, in points from the lower left.

    `hyphen` = it ends with a hyphen that the printer set to divide a word.
    """

    start: int
    end: int
    page: int
    left: float
    right: float
    bottom: float
    size: float
    hyphen: bool = False


def emendations(text: str, lines: Sequence[Line]) -> tuple[Emendation, ...]:
    """What is proposed for a printed text: breaks to take out, lines of the printer to mute."""
    furniture = _furniture(text, lines)
    body = [line for n, line in enumerate(lines) if n not in furniture]
    found = [*_breaks(text, body), *_zones(text, [lines[n] for n in sorted(furniture)])]
    return tuple(_signed(emendation) for emendation in sorted(found, key=lambda e: e.span))


def _signed(e: Emendation) -> Emendation:
    id = named(e.kind, e.rule, e.span.start, e.span.end, e.replacement)
    return Emendation(id, e.span, e.replacement, e.kind, e.rule, e.status, e.confidence, e.evidence)


# -- the printer's lines ------------------------------------------------------------------


def _furniture(text: str, lines: Sequence[Line]) -> set[int]:
    """The places of page numbers and of lines that repeat from page to page."""
    pages: dict[int, list[int]] = {}
    for n, line in enumerate(lines):
        pages.setdefault(line.page, []).append(n)
    if len(pages) < 2:
        return set()
    usual = _distance(lines)
    ends: list[int] = []
    for places in pages.values():
        by_height = sorted(places, key=lambda n: lines[n].bottom)
        ends += _apart(lines, by_height, usual) + _apart(lines, by_height[::-1], usual)
    words = Counter(_words(text, lines[n]) for n in ends)
    often = min(_REPEATED, len(pages))
    return {n for n in ends if _is_number(text, lines[n]) or words[_words(text, lines[n])] >= often}


def _apart(lines: Sequence[Line], places: Sequence[int], usual: float) -> list[int]:
    """The first one or two of `places` where more than the usual distance is behind them."""
    for many in range(min(_ENDS, len(places) - 1), 0, -1):
        distance = lines[places[many]].bottom - lines[places[many - 1]].bottom
        if abs(distance) > _APART * usual:
            return list(places[:many])
    return []


def _words(text: str, line: Line) -> str:
    return _DIGITS.sub("#", "".join(text[line.start : line.end].split()))


def _is_number(text: str, line: Line) -> bool:
    return _PAGE_NUMBER.fullmatch(text, line.start, line.end) is not None


def _zones(text: str, furniture: Sequence[Line]) -> Iterator[Emendation]:
    for line in furniture:
        span = Span(line.start, line.end + 1)  # with its line end
        shown = text[line.start : line.end].strip()[:40]
        yield proposal(span, "", "boilerplate", FURNITURE, 0.95, found=shown)


# -- breaks -------------------------------------------------------------------------------


def _breaks(text: str, lines: Sequence[Line]) -> Iterator[Emendation]:
    """Line ends that only the paper's width made."""
    columns = [column for block in _columns(lines) for column in [_edges(block)] * len(block)]
    usual = _distance(lines)
    indented = any(
        line.left > c[0] + _INDENT * line.size for line, c in zip(lines, columns, strict=True)
    )
    for (line, column), (after, below) in pairwise(zip(lines, columns, strict=True)):
        if line.hyphen:
            yield proposal(Span(line.end - 1, line.end + 1), "", "paragraph", BREAK, 0.9)
        elif _goes_on(line, column, after, below, usual):
            words = text[line.start : line.end].rstrip()
            if len(words) < _CUT:
                continue
            ended = _SENTENCE_END.search(words) is not None
            if ended and not indented:
                continue  # where paragraphs have no indent, a full last line says nothing
            start = line.start + len(words)
            rest = text[after.start : after.end]
            stop = after.start + len(rest) - len(rest.lstrip())
            if text[start:stop].count("\n") != 1:
                stop = line.end + 1  # lines of the printer stand between
            blank = _is_latin(words[-1:]) and _is_latin(rest.lstrip()[:1])
            confidence = 0.9 if ended or line.page != after.page else PROVED
            replacement = " " if blank else ""
            yield proposal(Span(start, stop), replacement, "paragraph", BREAK, confidence)


def _goes_on(
    line: Line, column: tuple[float, float], after: Line, below: tuple[float, float], usual: float
) -> bool:
    """Whether a line is full and the next its equal."""
    if abs(line.size - after.size) > 0.1 * line.size:
        return False
    if line.right < column[1] - _SLACK * line.size:
        return False
    if after.left > below[0] + _INDENT * after.size:
        return False
    lower = line.bottom - after.bottom
    return line.page != after.page or lower <= 0 or lower <= _LOWER * usual


def _columns(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Lines that stand below each other on one page, as they follow in the text."""
    block: list[Line] = []
    for line in lines:
        last = block[-1] if block else None
        if last is not None and not (
            line.page == last.page
            and line.bottom < last.bottom + 0.5 * last.size
            and line.left < max(other.right for other in block)
            and line.right > min(other.left for other in block)
        ):
            yield block
            block = []
        block.append(line)
    if block:
        yield block


def _edges(block: Sequence[Line]) -> tuple[float, float]:
    """The left and the right edge of a column: of headlines that reach over it, no notice."""
    size = Counter(round(line.size) for line in block).most_common(1)[0][0]
    usual = [line for line in block if round(line.size) == size]
    return min(line.left for line in usual), max(line.right for line in usual)


def _distance(lines: Sequence[Line]) -> float:
    """The usual distance of two lines."""
    steps = [a.bottom - b.bottom for a, b in pairwise(lines) if a.page == b.page]
    return median([step for step in steps if step > 0] or [0.0])


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalnum()
