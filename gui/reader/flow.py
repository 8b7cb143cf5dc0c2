"""Which rows stand where on the screen. No widget: the view asks, scrolls and draws.

The place is held by one row and its y in the viewport, never by a sum of estimated heights:
rows above may turn out higher than thought without anything on the screen moving.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QRectF

from annotations.model import Span
from gui.reader.cache import Recent
from gui.reader.columns import Column, heading
from gui.reader.dressing import Placed
from gui.reader.layout import RowLayout
from gui.reader.noted import NotedIndex
from gui.reader.pages import Page
from gui.reader.rows import Row, RowIndex
from gui.reader.spans import SpanIndex
from gui.reader.standins import visible
from gui.reader.style import Style

__all__ = ["Flow", "Hold", "ShownRow"]

KEPT = 260  # rows laid out and kept
FAR = 3  # screens: a scroll further than this is a jump


class ShownRow(NamedTuple):
    """A row on the screen: its number, its layout and the y of its top in the viewport."""

    number: int
    layout: RowLayout
    y: float


class Hold(NamedTuple):
    """A source character and the y of its line in the viewport."""

    source: int
    y: float


class Flow:
    """The rows of a page in one style, and the window's place among them."""

    def __init__(self, page: Page, column: Column, style: Style, height: int) -> None:
        self.marks = SpanIndex()
        self.noted = NotedIndex()
        self.active: str | None = None
        self.chip_width: Callable[[str], float] = len
        self.height = height
        self._layouts: Recent[int, RowLayout] = Recent(KEPT)
        self.rows: list[ShownRow] = []
        self.load(page, column, style)

    # -- what is shown ---------------------------------------------------------------

    def load(self, page: Page, column: Column, style: Style) -> None:
        """Show this page from its beginning. Call `fill` or `place` afterwards."""
        self.page, self.column = page, column
        self.marks.replace(page.marks)
        self.noted.show(page, column)
        self._loads = getattr(self, "_loads", 0) + 1
        self.heading, self._above = heading(column, page)
        self.restyle(style)

    def refresh(self, page: Page) -> None:
        """The same text with other marks on it: what is laid out stays."""
        self.page = page
        self.marks.replace(page.marks)
        self.noted.show(page, self.column)
        self._loads += 1

    def restyle(self, style: Style) -> None:
        """Another zoom, family or width."""
        self.style = style
        self._layouts.clear()
        self.head = self._title_above()
        self._top = style.margin + (self.head.height + self.title_gap if self.head else 0.0)
        self._index = RowIndex(self._estimates())
        self._row, self._y = 0, self._top

    def _title_above(self) -> RowLayout | None:
        title = visible(self.page.title).strip()
        if not self._above or not title:
            return None
        head = RowLayout(title, Row(0, len(title)), self.style.title, self.style)
        head.balance()
        return head

    def _estimates(self) -> list[float]:
        """Heights before anything is laid out."""
        style, rows = self.style, self.column.rows
        pitch, per_line, gap, blank = style.text.pitch, style.characters, style.gap, style.blank
        starts = rows.starts
        return [
            blank if empty else (((b - a - 1) // per_line or 0) + 1) * pitch + gap
            for a, b, empty in zip(starts, starts[1:], rows.blank, strict=False)
        ]

    # -- the place -------------------------------------------------------------------

    @property
    def title_gap(self) -> int:
        """Between the title and the text."""
        return self.style.gap + self.style.stroke

    @property
    def value(self) -> float:
        """How far the top of the viewport is from the top of the document."""
        return self._top + self._index.prefix(self._row) - self._y

    @property
    def total(self) -> float:
        return self._top + self._index.total + self._bottom

    @property
    def _bottom(self) -> float:
        return max(self.style.em * 4.0, self.height * 0.2)

    @property
    def top(self) -> float:
        """The y of the very first row in the viewport, as far as is known."""
        return self._top - self.value

    def scroll_to(self, value: float) -> None:
        """Bring the document's height `value` to the top of the viewport."""
        step = value - self.value
        if abs(step) < FAR * self.height:
            self._y -= step
        else:
            self._row = self._index.find(value - self._top)
            self._y = self._top + self._index.prefix(self._row) - value
        self.fill()

    def place(self, hold: Hold) -> None:
        """Put the line of a source character at a height of the viewport."""
        index = self.column.alignment.caret_to_target(min(hold.source, self._source_length))
        self._row = self.column.rows.at(index)
        layout = self.layout(self._row)
        self._y = hold.y - layout.lines[layout.line_of(index)].y
        self.fill()

    def hold(self, source: int | None = None) -> Hold | None:
        """The place to keep: of `source` if it is on the screen, else of the first line."""
        if source is not None:
            box = self.caret_box(self.column.alignment.caret_to_target(source))
            if box is not None and box.top() >= -1 and box.bottom() <= self.height + 1:
                return Hold(source, self._line_y(self.column.alignment.caret_to_target(source)))
        for _, layout, y in self.rows:
            for line in layout.lines:
                if y + line.y >= -1 and not layout.blank:
                    return Hold(self.column.alignment.caret_to_source(line.start), y + line.y)
        if self.rows:
            _, layout, y = self.rows[0]
            return Hold(self.column.alignment.caret_to_source(layout.start), y)
        return None

    def _line_y(self, index: int) -> float:
        shown = self.shown_row(index)
        assert shown is not None
        return shown.y + shown.layout.lines[shown.layout.line_of(index)].y

    @property
    def _source_length(self) -> int:
        return self.column.alignment.source_length

    # -- laying out --------------------------------------------------------------------

    def fill(self) -> None:
        """Lay out what is on the screen, and do not scroll past either end."""
        rows, bottom = self._walk()
        for _ in range(4):
            push = self._overshoot(rows, bottom)
            if abs(push) < 0.5:
                break
            self._y += push
            rows, bottom = self._walk()
        self.rows = [r for r in rows if r.y < self.height and r.y + self._index[r.number] > 0]
        self.rows = self.rows or rows[:1]
        self._row, self._y = self.rows[0].number, self.rows[0].y

    def _walk(self) -> tuple[list[ShownRow], float]:
        """The rows around the held one that reach into the viewport, and where they end."""
        above: list[ShownRow] = []
        row, y = self._row, self._y
        layout = self.layout(row)
        while y > 0 and row > 0:
            row -= 1
            upper = self.layout(row)
            y -= self._index[row]
            above.append(ShownRow(row, upper, y))
        rows = [*reversed(above), ShownRow(self._row, layout, self._y)]
        row, y = self._row, self._y + self._index[self._row]
        while y < self.height and row + 1 < len(self.column):
            row += 1
            rows.append(ShownRow(row, self.layout(row), y))
            y += self._index[row]
        return rows, y

    def _overshoot(self, rows: list[ShownRow], bottom: float) -> float:
        """How far everything must be pushed back into the document."""
        first, last = rows[0], rows[-1]
        at_start = first.number == 0
        if at_start and first.y > self._top:
            return self._top - first.y
        if last.number + 1 == len(self.column):
            missing = self.height - self._bottom - bottom
            if missing > 0:
                return min(missing, self._top - first.y) if at_start else missing
        return 0.0

    def layout(self, row: int) -> RowLayout:
        """The layout of a row with its marks on it; its height becomes known."""
        layout = self._layouts.get(row)
        if layout is None:
            lettering = self.style.title if row == self.heading else self.style.text
            layout = RowLayout(self.column.text, self.column.rows[row], lettering, self.style)
            if row == self.heading:
                layout.balance()
            self._layouts.put(row, layout)
        key = (self.marks.revision, self._loads, self.active)
        if layout.revision != key:
            layout.revision = key
            span = self.column.source_of(Row(layout.start, layout.end))
            noted = self.noted.row(layout, row)
            layout.dress(self._placed(layout, span), self.active, self.chip_width, noted)
        self._index.set(row, layout.height + self._gap_after(row))
        return layout

    def _gap_after(self, row: int) -> int:
        """Paragraphs stand apart; chunks of one, and blank rows, bring no gap of their own."""
        rows = self.column.rows
        if row == self.heading:
            return self.title_gap
        last = row + 1 == len(rows)
        if rows.blank[row] or (not last and (rows.blank[row + 1] or not rows.opens[row + 1])):
            return 0
        return self.style.gap

    def _placed(self, layout: RowLayout, span: Span) -> list[Placed]:
        """The marks of a row, as stretches of it."""
        project = self.column.alignment.to_target
        result: list[Placed] = []
        for mark in self.marks.touching(span):
            images = [project(f) for f in mark.fragments]
            ranges = tuple(
                (max(i.start, layout.start), min(i.end, layout.end))
                for i in images
                if (i.start < layout.end and layout.start < i.end)
                or (not i and layout.start <= i.start <= layout.end)
            )
            if ranges:
                result.append(Placed(mark, ranges, images[0].hull(images[-1])))
        return result

    # -- places ------------------------------------------------------------------------

    def shown_row(self, index: int) -> ShownRow | None:
        """The row on the screen that holds a caret at `index` of the view."""
        number = self.column.rows.at(index)
        return next((row for row in self.rows if row.number == number), None)

    def row_at(self, y: float) -> ShownRow:
        """The row on the screen at this height; the nearest outside."""
        for row in self.rows:
            if y < row.y + self._index[row.number]:
                return row
        return self.rows[-1]

    def caret_box(self, index: int, trailing: bool = False) -> QRectF | None:
        """Where a caret at `index` of the view stands in the viewport; None off screen."""
        shown = self.shown_row(index)
        if shown is None:
            return None
        layout = shown.layout
        line = layout.line_of(index, trailing)
        x = self.style.left + layout.x_of(index, line)
        top = shown.y + layout.lines[line].y + layout.lettering.top
        return QRectF(x, top, 0, layout.lettering.bottom - layout.lettering.top)

    def box_of(self, source: int) -> QRectF | None:
        """The box of a source character in the viewport; None off screen."""
        index = self.column.image_of(source).start
        box, shown = self.caret_box(index), self.shown_row(index)
        if box is None or shown is None:
            return None
        right = self.style.left + shown.layout.right_of(index, shown.layout.line_of(index))
        return QRectF(box.left(), box.top(), right - box.left(), box.height())

    def index_at(self, x: float, y: float) -> tuple[int, bool]:
        """The caret place in the view nearest to a point, and whether it trails its line."""
        shown = self.row_at(y)
        layout = shown.layout
        line = layout.line_at(y - shown.y)
        index = layout.index_at(x - self.style.left, line)
        found = layout.lines[line]
        trailing = index == found.end and line + 1 < len(layout.lines)
        return index, trailing

    def source_at(self, x: float, y: float) -> int:
        """The caret place in the source nearest to a point."""
        return self.column.alignment.caret_to_source(self.index_at(x, y)[0])

    def line_ends(self, index: int, trailing: bool) -> tuple[tuple[int, bool], tuple[int, bool]]:
        """The caret's places at the beginning and end of its line."""
        layout = self.layout(self.column.rows.at(index))
        number = layout.line_of(index, trailing)
        line = layout.lines[number]
        return (line.start, False), (line.end, number + 1 < len(layout.lines))

    def next_line(self, index: int, trailing: bool, x: float, step: int) -> tuple[int, bool]:
        """The caret's place one line down (1) or up (-1), nearest to `x`."""
        row = self.column.rows.at(index)
        layout = self.layout(row)
        line = layout.line_of(index, trailing) + step
        if not 0 <= line < len(layout.lines):
            row += step
            if not 0 <= row < len(self.column):
                return (len(self.column.text) if step > 0 else 0), False
            layout = self.layout(row)
            line = 0 if step > 0 else len(layout.lines) - 1
        found = layout.index_at(x - self.style.left, line)
        return found, found == layout.lines[line].end and line + 1 < len(layout.lines)

    def number(self, row: int) -> int | None:
        """What stands in the gutter: paragraphs are counted, without the heading."""
        rows = self.column.rows
        if rows.blank[row] or not rows.opens[row] or row == self.heading:
            return None
        return rows.numbers[row] - (self.heading is not None)

    def reveal(self, index: int) -> None:
        """Scroll so that the line of a view character is on the screen with some air."""
        number = self.column.rows.at(index)
        air = min(self.style.text.pitch * 1.5, self.height / 4)
        if self.shown_row(index) is None:
            source = self.column.alignment.caret_to_source(index)
            below = number >= self._row
            step = abs(number - self._row)
            y = self.height * 0.35 if step > 2 else (self.height - 2 * air if below else air)
            self.place(Hold(source, y))
            return
        line_y, layout = self._line_y(index), self.layout(number)
        line = layout.lines[layout.line_of(index)]
        under = line_y + line.height + air / 2 - self.height
        if line_y < air:
            self.scroll_to(self.value + line_y - air)
        elif under > 0:
            self.scroll_to(self.value + min(under, line_y - air))
