"""Where a text is cut into rows, and how high the rows stand. Positions are code points."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

__all__ = ["Row", "RowIndex", "Rows", "cut"]

LONGEST = 800  # characters in a chunk
LONG = 1600  # a paragraph is cut only if longer: a cut shows as a line that ends early
_SENTENCE_END = re.compile(r"[。！？!?…；;]+[」』”’）》】)\"']*")
_PAUSE = re.compile(r"[，、：,: 　]+[」』”’）》】)]*")
_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_SPLIT_TOO_MUCH = re.compile("[\x0b\x0c\x1c-\x1e]")  # what str.splitlines also cuts at
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
            end = start + len(self.text[start:end].rstrip(_BREAKS)) if end > start else end
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
    starts: list[int] = []
    opens: list[bool] = []
    blank: list[bool] = []
    numbers: list[int] = []
    at = number = 0
    for paragraph in _paragraphs(text):
        empty = not paragraph or paragraph.isspace()
        number += not empty
        size = len(paragraph)
        cuts = (0,) if size <= long else _chunks(paragraph, longest)
        for offset in cuts:
            starts.append(at + offset)
            opens.append(offset == 0)
            blank.append(empty)
            numbers.append(number)
        at += size
    starts.append(at)
    return Rows(text, starts, opens, blank, numbers)


def _paragraphs(text: str) -> Iterator[str]:
    """The paragraphs, each with its break."""
    if _SPLIT_TOO_MUCH.search(text):
        at = 0
        for found in _BREAK.finditer(text):
            yield text[at : found.end()]
            at = found.end()
        yield text[at:]
        return
    yield from text.splitlines(keepends=True)
    if not text or text[-1] in _BREAKS:
        yield ""


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
    """The heights of all rows in a Fenwick tree: sums, search and changes in O(log n)."""

    def __init__(self, heights: Sequence[float]) -> None:
        self._heights = list(heights)
        self._tree = [0.0, *self._heights]
        for i in range(1, len(self._tree)):
            parent = i + (i & -i)
            if parent < len(self._tree):
                self._tree[parent] += self._tree[i]
        self._step = 1 << (len(self._heights).bit_length())

    def __len__(self) -> int:
        return len(self._heights)

    def __getitem__(self, row: int) -> float:
        return self._heights[row]

    @property
    def total(self) -> float:
        return self.prefix(len(self._heights))

    def prefix(self, row: int) -> float:
        """The sum of the heights before `row`."""
        result = 0.0
        while row > 0:
            result += self._tree[row]
            row &= row - 1
        return result

    def set(self, row: int, height: float) -> float:
        """Give `row` a height; returns by how much it grew."""
        grown = height - self._heights[row]
        if grown:
            self._heights[row] = height
            i = row + 1
            while i < len(self._tree):
                self._tree[i] += grown
                i += i & -i
        return grown

    def find(self, y: float) -> int:
        """The row that holds height `y`; the first or last one outside; rows of no height
        are passed over."""
        row, step = 0, self._step
        while step:
            reach = row + step
            if reach < len(self._tree) and self._tree[reach] <= y:
                row = reach
                y -= self._tree[reach]
            step >>= 1
        return min(row, len(self._heights) - 1)
