"""Where a text is cut into rows, and how high the rows stand. Positions are code points."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from math import isqrt
from typing import NamedTuple

__all__ = ["Row", "RowIndex", "Rows", "carried", "cut"]

LONGEST = 800  # characters in a chunk
LONG = 1600  # a paragraph is cut only if longer: a cut shows as a line that ends early
_SENTENCE_END = re.compile(r"[。！？!?…；;]+[」』”’）》】)\"']*")
_PAUSE = re.compile(r"[，、：,: 　]+[」』”’）》】)]*")
_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_LAST_BREAK = re.compile(r"(?:\r\n|[\n\r\x85\u2028\u2029])\Z")
_SPLIT_TOO_MUCH = "\x0b\x0c\x1c\x1d\x1e"  # what str.splitlines also cuts at
_BREAKS = "\n\r\x85\u2028\u2029"
_CLINGS = re.compile("[\u0300-\u036f\u200d\u20d0-\u20ff\ufe00-\ufe0f\U000e0100-\U000e01ef]")


class Row(NamedTuple):
    """One row: the characters `[start, end)` without the break that closes the paragraph."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Rows:
    """A text cut for layout: one row a paragraph, or a chunk of a long one.

    `starts` has one entry a row and the text's length at its end; `opens[i]` says that row i
    begins a paragraph; `blank[i]` that nothing is written in it; `numbers[i]` counts the
    written paragraphs up to row i.
    """

    text: str
    starts: list[int]
    opens: list[bool]
    blank: list[bool]
    numbers: list[int]

    def __len__(self) -> int:
        return len(self.opens)

    def __getitem__(self, row: int) -> Row:
        start, end = self.starts[row], self.starts[row + 1]
        if row + 1 == len(self.opens) or self.opens[row + 1]:
            closing = _LAST_BREAK.search(self.text, start, end)
            end = closing.start() if closing else end
        return Row(start, end)

    def at(self, index: int) -> int:
        """The row in which a caret at `index` stands."""
        return min(max(bisect_right(self.starts, index) - 1, 0), len(self.opens) - 1)

    def first_written(self) -> int | None:
        """The first row that is not blank."""
        return next((row for row, blank in enumerate(self.blank) if not blank), None)


def cut(text: str, longest: int = LONGEST, long: int = LONG) -> Rows:
    """Cut `text` into rows, one a paragraph; one of more than `long` characters into chunks
    of at most `longest`; never empty.

    A text that ends in a break has an empty last row, where a caret can stand.
    """
    paragraphs = _paragraphs(text)
    sizes = list(map(len, paragraphs))
    blank = [not paragraph or paragraph.isspace() for paragraph in paragraphs]
    numbers = list(accumulate(0 if empty else 1 for empty in blank))
    starts = list(accumulate(sizes, initial=0))
    rows = Rows(text, starts, [True] * len(sizes), blank, numbers)
    return rows if max(sizes) <= long else _shortened(rows, paragraphs, longest, long)


def _shortened(rows: Rows, paragraphs: Sequence[str], longest: int, long: int) -> Rows:
    """The same rows with those of more than `long` characters cut into chunks."""
    starts: list[int] = []
    opens: list[bool] = []
    blank: list[bool] = []
    numbers: list[int] = []
    for row, paragraph in enumerate(paragraphs):
        for offset in (0,) if len(paragraph) <= long else _chunks(paragraph, longest):
            starts.append(rows.starts[row] + offset)
            opens.append(offset == 0)
            blank.append(rows.blank[row])
            numbers.append(rows.numbers[row])
    starts.append(len(rows.text))
    return Rows(rows.text, starts, opens, blank, numbers)


def carried(rows: Rows, text: str, starts: list[int]) -> Rows:
    """`text` cut at `starts`, which correspond to those of `rows` in another view of it."""
    ends = starts[1:]
    opens = [
        opened or text[max(start - 1, 0) : start] in _BREAKS
        for opened, start in zip(rows.opens, starts, strict=False)
    ]
    blank = [not text[a:b].strip() for a, b in zip(starts, ends, strict=False)]
    return Rows(text, starts, opens, blank, rows.numbers)


def _paragraphs(text: str) -> list[str]:
    """The paragraphs, each with its break."""
    if any(char in text for char in _SPLIT_TOO_MUCH):
        ends = [0, *(found.end() for found in _BREAK.finditer(text)), len(text)]
        return [text[a:b] for a, b in pairwise(ends)]
    paragraphs = text.splitlines(keepends=True)
    if not text or text[-1] in _BREAKS:
        paragraphs.append("")
    return paragraphs


def _chunks(paragraph: str, longest: int) -> list[int]:
    """Where a long paragraph is cut: after a sentence, else a pause, else anywhere."""
    offsets = [0]
    while len(paragraph) - offsets[-1] > longest:
        low, high = offsets[-1] + longest // 2, offsets[-1] + longest
        ends = [m.end() for m in _SENTENCE_END.finditer(paragraph, low, high)]
        ends = ends or [m.end() for m in _PAUSE.finditer(paragraph, low, high)]
        at = ends[-1] if ends else high
        while at > low and (_CLINGS.match(paragraph, at) or paragraph[at - 1 : at + 1] == "\r\n"):
            at -= 1
        if len(paragraph) - at <= 2 and not paragraph[at:].strip(_BREAKS):
            break
        offsets.append(at)
    return offsets


class RowIndex:
    """The heights of all rows, summed up in blocks: made at once for any number of rows, and
    sums, search and changes touch about √n numbers."""

    def __init__(self, heights: Sequence[float]) -> None:
        self._heights = list(heights)
        size = self._size = max(16, isqrt(len(self._heights)))
        starts = range(0, len(self._heights), size)
        self._blocks = [sum(self._heights[start : start + size]) for start in starts]

    def __len__(self) -> int:
        return len(self._heights)

    def __getitem__(self, row: int) -> float:
        return self._heights[row]

    @property
    def total(self) -> float:
        return sum(self._blocks)

    def tops(self, first: float = 0.0) -> list[float]:
        """Where every row begins when the first one does at `first`, and where the last ends."""
        return list(accumulate(self._heights, initial=first))

    def prefix(self, row: int) -> float:
        """The sum of the heights before `row`."""
        block = row // self._size
        return sum(self._blocks[:block]) + sum(self._heights[block * self._size : row])

    def set(self, row: int, height: float) -> float:
        """Give `row` a height; returns by how much it grew."""
        grown = height - self._heights[row]
        if grown:
            self._heights[row] = height
            self._blocks[row // self._size] += grown
        return grown

    def find(self, y: float) -> int:
        """The row that holds height `y`; the first or last one outside; rows of no height
        are passed over."""
        block = 0
        while block < len(self._blocks) - 1 and self._blocks[block] <= y:
            y -= self._blocks[block]
            block += 1
        row = block * self._size
        while row < len(self._heights) - 1 and self._heights[row] <= y:
            y -= self._heights[row]
            row += 1
        return row
