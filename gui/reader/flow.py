"""Which rows stand where on the screen. No widget: the view asks, scrolls and draws.

The place is held by one row and its y in the viewport, never by a sum of estimated heights:
rows above may turn out higher than thought without anything on the screen moving.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF

from gui.reader.columns import Column, heading
from gui.reader.layout import RowLayout
from gui.reader.noted import NotedIndex
from gui.reader.pages import Page
from gui.reader.rows import Row, RowIndex
from gui.reader.side import Seen, Side
from gui.reader.standins import visible
from gui.reader.style import Style
from gui.reader.typesetting import Setting

__all__ = ["Flow", "Hold", "ShownRow"]

KEPT = 4  # columns with what was laid out of them
FAR = 3  # screens: a scroll further than this is a jump
GRIP = 0.1  # characters between two columns that belong to the right one


class ShownRow(NamedTuple):
    """A row on the screen: its number, its layout in each column, the y of its top in the
    viewport."""

    number: int
    layouts: tuple[RowLayout, ...]
    y: float

    @property
    def layout(self) -> RowLayout:
        """Its layout in the first column."""
        return self.layouts[0]

    @property
    def height(self) -> float:
        """Of the highest of its layouts."""
        return max(layout.height for layout in self.layouts)


class Hold(NamedTuple):
    """A source character and the y of its line in the viewport."""

    source: int
    y: float


class Flow:
    """The rows of a page in one setting, and the window's place among them.

    `at` is the number of the column the caret is in: `column`, `style` and all indices are
    of that one unless another is named.
    """

    def __init__(
        self, page: Page, columns: Sequence[Column], setting: Setting, height: int
    ) -> None:
        self.seen = Seen()
        self.marks = self.seen.marks
        self.height = height
        self.rows: list[ShownRow] = []
        self._kept: list[Side] = []
        self.load(page, columns, setting)

    # -- what is shown ---------------------------------------------------------------

    def load(self, page: Page, columns: Sequence[Column], setting: Setting, at: int = 0) -> None:
        """Show this page from its beginning, with the caret in column `at`. Call `fill` or
        `place` afterwards."""
        self.at = at
        self.sides = tuple(map(self._side, columns))
        self.heading, self._above = heading(columns, page.title)
        self.refresh(page)
        self.restyle(setting)

    def _side(self, column: Column) -> Side:
        """One that was laid out before, for going to and fro, or a new one."""
        for side in self._kept:
            if side.column is column:
                return side
        self._kept = [Side(column), *self._kept[: KEPT - 1]]
        return self._kept[0]

    def refresh(self, page: Page) -> None:
        """The same text with other marks on it: what is laid out stays."""
        self.page = page
        self.marks.replace(page.marks)
        for side, part in zip(self.sides, page.columns, strict=True):
            side.show(page, part.doubts)

    def restyle(self, setting: Setting) -> None:
        """Another zoom, family or width."""
        self.setting = setting
        for side, style, left in zip(self.sides, setting.styles, setting.lefts, strict=True):
            side.restyle(style, left, self.heading)
        self.head = self._title_above()
        self._top = self.style.margin + (self.head.height + self.title_gap if self.head else 0.0)
        self._index = RowIndex(self._estimates())
        self._row, self._y = 0, self._top

    def forget(self) -> None:
        """Lay everything out anew with the next setting."""
        for side in self._kept:
            side.forget()

    def _title_above(self) -> RowLayout | None:
        """The title where the text has none: over all columns."""
        title = visible(self.page.title).strip()
        if not self._above or not title:
            return None
        style = replace(self.setting.styles[0], measure=self.setting.width)
        head = RowLayout(title, Row(0, len(title)), style.title, style)
        head.balance()
        return head

    def _estimates(self) -> list[int]:
        """Heights before anything is laid out."""
        style, column = self.style, self.sides[0].column
        return column.heights(style.characters, style.text.pitch, style.gap, style.blank)

    # -- the column of the caret -------------------------------------------------------

    @property
    def side(self) -> Side:
        return self.sides[self.at]

    @property
    def column(self) -> Column:
        return self.side.column

    @property
    def style(self) -> Style:
        return self.side.style

    @property
    def noted(self) -> NotedIndex:
        return self.side.noted

    def at_x(self, x: float) -> int:
        """The number of the column at `x`; the air right of a column is still its own."""
        for number in range(len(self.sides) - 1, 0, -1):
            if x >= self.sides[number].left - self.style.em * GRIP:
                return number
        return 0

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
        index = self.side.to_view(hold.source)
        self._row = self.column.rows.at(index)
        layout = self.layout(self._row)
        self._y = hold.y - layout.lines[layout.line_of(index)].y
        self.fill()

    def hold(self, source: int | None = None) -> Hold | None:
        """The place to keep: of `source` if it is on the screen, else of the first line."""
        if source is not None:
            index = self.side.to_view(source)
            box = self.caret_box(index)
            if box is not None and box.top() >= -1 and box.bottom() <= self.height + 1:
                return Hold(source, self._line_y(index))
        for _, layouts, y in self.rows:
            layout = layouts[self.at]
            for line in layout.lines:
                if y + line.y >= -1 and not layout.blank:
                    return Hold(self.side.to_source(line.start), y + line.y)
        if self.rows:
            _, layouts, y = self.rows[0]
            return Hold(self.side.to_source(layouts[self.at].start), y)
        return None

    def _line_y(self, index: int) -> float:
        shown = self.shown_row(index)
        assert shown is not None
        layout = shown.layouts[self.at]
        return shown.y + layout.lines[layout.line_of(index)].y

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
        layouts = self._lay_out(row)
        while y > 0 and row > 0:
            row -= 1
            upper = self._lay_out(row)
            y -= self._index[row]
            above.append(ShownRow(row, upper, y))
        rows = [*reversed(above), ShownRow(self._row, layouts, self._y)]
        row, y = self._row, self._y + self._index[self._row]
        while y < self.height and row + 1 < len(self.column):
            row += 1
            rows.append(ShownRow(row, self._lay_out(row), y))
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
        """The layout of a row."""
        return self._lay_out(row)[self.at]

    def _lay_out(self, row: int) -> tuple[RowLayout, ...]:
        """The layouts of a row in all columns; its height, that of the highest, is known now."""
        layouts = tuple(side.layout(row, self.seen) for side in self.sides)
        height = max(layout.height for layout in layouts)
        self._index.set(row, height + self._gap_after(row))
        return layouts

    def _gap_after(self, row: int) -> int:
        """Paragraphs stand apart; chunks of one, and blank rows, bring no gap of their own."""
        if row == self.heading:
            return self.title_gap
        last = row + 1 == len(self.column)
        if self._blank(row) or (not last and (self._blank(row + 1) or not self._opens(row + 1))):
            return 0
        return self.style.gap

    def _blank(self, row: int) -> bool:
        return all(side.column.rows.blank[row] for side in self.sides)

    def _opens(self, row: int) -> bool:
        return self.sides[0].column.rows.opens[row]

    # -- places ------------------------------------------------------------------------

    def shown_row(self, index: int, at: int | None = None) -> ShownRow | None:
        """The row on the screen that holds a caret at `index` of the view."""
        number = self.sides[self.at if at is None else at].column.rows.at(index)
        return next((row for row in self.rows if row.number == number), None)

    def row_at(self, y: float) -> ShownRow:
        """The row on the screen at this height; the nearest outside."""
        for row in self.rows:
            if y < row.y + self._index[row.number]:
                return row
        return self.rows[-1]

    def row_under(self, at: QPointF) -> tuple[RowLayout, QPointF]:
        """The row of a column under a point, or nearest to it, and its upper left corner."""
        number, shown = self.at_x(at.x()), self.row_at(at.y())
        return shown.layouts[number], QPointF(self.sides[number].left, round(shown.y))

    def caret_box(self, index: int, trailing: bool = False, at: int | None = None) -> QRectF | None:
        """Where a caret at `index` of the view stands in the viewport; None off screen."""
        at = self.at if at is None else at
        shown = self.shown_row(index, at)
        if shown is None:
            return None
        return self.sides[at].caret_box(shown.layouts[at], shown.y, index, trailing)

    def box_of(self, source: int, at: int | None = None) -> QRectF | None:
        """The box of a source character in the viewport; None off screen."""
        at = self.at if at is None else at
        side = self.sides[at]
        index = side.column.image_of(source).start
        shown = self.shown_row(index, at)
        return side.char_box(shown.layouts[at], shown.y, index) if shown else None

    def index_at(self, x: float, y: float, at: int | None = None) -> tuple[int, bool]:
        """The caret place in the view nearest to a point, and whether it trails its line."""
        at = self.at if at is None else at
        shown = self.row_at(y)
        layout = shown.layouts[at]
        return self.sides[at].index_in(layout, layout.line_at(y - shown.y), x)

    def source_at(self, x: float, y: float) -> int:
        """The caret place in the source nearest to a point, in the column there."""
        at = self.at_x(x)
        return self.sides[at].to_source(self.index_at(x, y, at)[0])

    def sources_at(self, heights: Iterable[float]) -> list[int]:
        """The source characters at heights of the document, as far as its rows are known."""
        tops, starts = self._index.tops(self._top), self.column.rows.starts
        to_source, last = self.side.to_source, len(self.column) - 1
        found: list[int] = []
        for height in heights:
            row = min(max(bisect_right(tops, height) - 1, 0), last)
            share = (height - tops[row]) / max(1.0, tops[row + 1] - tops[row])
            into = (starts[row + 1] - starts[row]) * min(max(share, 0.0), 1.0)
            found.append(to_source(starts[row] + round(into)))
        return found

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
            while 0 <= row < len(self.column) and not self.side.holds_caret(row):
                row += step
            if not 0 <= row < len(self.column):
                return (len(self.column.text) if step > 0 else 0), False
            layout = self.layout(row)
            line = 0 if step > 0 else len(layout.lines) - 1
        return self.side.index_in(layout, line, x)

    def number(self, row: int) -> int | None:
        """What stands in the gutter: paragraphs are counted, without the heading."""
        rows = self.sides[0].column.rows
        if rows.blank[row] or not rows.opens[row] or row == self.heading:
            return None
        return rows.numbers[row] - (self.heading is not None)

    def reveal(self, index: int) -> None:
        """Scroll so that the line of a view character is on the screen with some air."""
        number = self.column.rows.at(index)
        air = min(self.style.text.pitch * 1.5, self.height / 4)
        if self.shown_row(index) is None:
            below = number >= self._row
            step = abs(number - self._row)
            y = self.height * 0.35 if step > 2 else (self.height - 2 * air if below else air)
            self.place(Hold(self.side.to_source(index), y))
            return
        line_y, layout = self._line_y(index), self.layout(number)
        line = layout.lines[layout.line_of(index)]
        under = line_y + line.height + air / 2 - self.height
        if line_y < air:
            self.scroll_to(self.value + line_y - air)
        elif under > 0:
            self.scroll_to(self.value + min(under, line_y - air))
