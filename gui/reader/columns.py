"""The columns of the page: views cut into rows, with the way back to the source."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from annotations.model import Span, View
from gui.reader.pages import Page
from gui.reader.rows import Row, Rows, carried, cut

__all__ = ["Column", "Columns", "Heading", "heading"]

KEPT = 6  # columns
LONGEST_TITLE = 60  # characters; what is longer is a paragraph


class Column:
    """A view and its rows. Indices are characters of the view unless said otherwise.

    `leader` is the column at its left: its row starts, carried over by both alignments, begin
    the rows here, so that rows stand side by side by construction.
    """

    def __init__(self, view: View, leader: Column | None = None) -> None:
        self.view = view
        self.text = view.text
        self.alignment = view.alignment
        self.leader = leader
        self._heights: tuple[object, list[int]] = (None, [])  # for the numbers asked for last
        self._sizes: list[int] = []  # characters but one; -1 where nothing is written
        self.rows: Rows = cut(view.text) if leader is None else self._led_by(leader)

    def _led_by(self, leader: Column) -> Rows:
        starts = leader.rows.starts
        if leader.alignment != self.alignment:
            there, here = leader.alignment.caret_to_source, self.alignment.caret_to_target
            starts = [0, *(here(there(start)) for start in starts[1:-1]), len(self.text)]
        return carried(leader.rows, self.text, starts)

    def __len__(self) -> int:
        return len(self.rows)

    def heights(self, per_line: int, pitch: int, gap: int, blank: int) -> list[int]:
        """How high the rows are before anything is laid out, with so many characters a line."""
        if not self._sizes:
            starts, empty = self.rows.starts, self.rows.blank
            sizes = map(int.__sub__, starts[1:], starts)
            self._sizes = [-1 if e else n - 1 for n, e in zip(sizes, empty, strict=True)]
        key = (per_line, pitch, gap, blank)
        if self._heights[0] != key:
            lines = [blank if n < 0 else (n // per_line + 1) * pitch + gap for n in self._sizes]
            self._heights = (key, lines)
        return self._heights[1]

    def image_of(self, source: int) -> Span:
        """Where the source character `source` shows; empty at its caret if it does not."""
        end = min(source + 1, self.alignment.source_length)
        return self.alignment.to_target(Span(source, end))

    def source_of(self, row: Row) -> Span:
        """All of the source that shows in this row, what was deleted at its edges included."""
        image = self.alignment.to_source(Span(row.start, row.end))
        low = self.alignment.caret_to_source(row.start)
        high = self.alignment.caret_to_source(row.end)
        return Span(min(low, image.start), max(high, image.end))


class Heading(NamedTuple):
    """Where the title stands: in a `row` of the text, `above` it as no part of it, or neither,
    where it only repeats how the text begins."""

    row: int | None
    above: bool


class Columns:
    """The columns of pages; the last few are kept, for going to and fro."""

    def __init__(self) -> None:
        self._kept: list[Column] = []

    def of(self, page: Page) -> tuple[Column, ...]:
        """The columns of a page, each but the first led by the one before."""
        made: list[Column] = []
        for part in page.columns:
            made.append(self._column(part.view, made[-1] if made else None))
        return tuple(made)

    def _column(self, view: View, leader: Column | None) -> Column:
        for column in self._kept:
            if column.leader is leader and column.view == view:
                return column
        self._kept = [Column(view, leader), *self._kept[: KEPT - 1]]
        return self._kept[0]

    def forget(self) -> None:
        self._kept.clear()


def heading(columns: Sequence[Column], title: str) -> Heading:
    """Whether a text begins with its title, or with a sentence that was taken for one."""
    found = [_heading(column, title) for column in columns]
    return min(found, key=lambda one: (one.row is None, one.above))


def _heading(column: Column, title: str) -> Heading:
    title = title.strip().removesuffix("…")
    first = column.rows.first_written()
    if first is None or not title:
        return Heading(None, bool(title))
    start, end = column.rows[first]
    written = column.text[start:end].strip()
    at = start + column.text[start:end].index(written)
    size = len(column.alignment.to_source(Span(at, at + len(written))))
    if not _begins(written, title, size, converted=column.view.name != "source"):
        return Heading(None, True)
    is_line = size == len(title) <= LONGEST_TITLE and not written.endswith("。")
    return Heading(first if is_line else None, False)


def _begins(written: str, title: str, size: int, *, converted: bool) -> bool:
    """Whether a first row of `size` source characters begins with the title.

    A converted view may write the title otherwise: there it is enough that they share a
    third of their characters.
    """
    if written.startswith(title):
        return True
    shared = set(written[: len(title)]) & set(title)
    return converted and size >= len(title) and 3 * len(shared) >= len(set(title))
