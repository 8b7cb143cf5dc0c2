"""One row laid out: the lines of its text, and what hangs under them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QTextLayout, QTextLine, QTextOption

from gui.reader.dressing import (
    ChipWidth,
    Drawn,
    Dressing,
    Folded,
    Hung,
    Placed,
    Segment,
    boxes,
    chips_by_line,
    dressed,
)
from gui.reader.lanes import FOLDED, LANES
from gui.reader.noted import NOTHING, NotedRow, Part, Spot
from gui.reader.pages import Dress, Mark
from gui.reader.rows import Row
from gui.reader.standins import LINE_BREAK, Shown
from gui.reader.style import Lettering, Style

__all__ = ["Line", "RowLayout"]


class Line(NamedTuple):
    """One visual line: its characters (counted in the view), and where it stands in the row."""

    start: int
    end: int
    y: float
    height: float
    lanes: tuple[int, ...]  # their tops, counted from `y`
    qt: QTextLine


class RowLayout:
    """The text of one row in one column. Characters are counted in the whole view."""

    def __init__(self, text: str, row: Row, lettering: Lettering, style: Style) -> None:
        self.start, self.end = row
        self.lettering = lettering
        self.style = style
        self.shown = Shown(text[row.start : row.end])
        self.blank = not self.shown.text.strip()
        self.qt = QTextLayout(self.shown.text, lettering.font)
        self.qt.setCacheEnabled(True)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        option.setTabStopDistance(style.em * 2)
        self.qt.setTextOption(option)
        self._lay_out(style.measure)
        self.revision: object = None
        self.dressing = Dressing((), None)
        self._drawn: Drawn | None = None
        self._take_lines()

    def _lay_out(self, width: float) -> int:
        self.qt.beginLayout()
        while (line := self.qt.createLine()).isValid():
            line.setLineWidth(width + 0.5)
        self.qt.endLayout()
        return self.qt.lineCount()

    def balance(self) -> None:
        """Make the lines about equally long: a title ends in no single word, and is parted at
        its blank where that takes no more lines."""
        count = self.qt.lineCount()
        if count > 1 and self._part_at_blank(count) and count == 2:
            return
        width, step = float(self.style.measure), self.lettering.em
        while count > 1 and width > step * 8 and self._lay_out(width - step) == count:
            width -= step
        self._lay_out(width)
        self._take_lines()

    def _part_at_blank(self, count: int) -> bool:
        """Break a line at the blank nearest the middle, if `count` lines are then enough."""
        text = self.shown.text
        blanks = [i for i, char in enumerate(text) if char in " \u3000"]
        at = min(blanks, key=lambda i: abs(i - len(text) / 2), default=0)
        if not text[:at].strip() or not text[at:].strip():
            return False
        self.qt.setText(text[:at] + LINE_BREAK + text[at + 1 :])
        if self._lay_out(self.style.measure) == count:
            self._take_lines()
            return True
        self.qt.setText(text)
        self._lay_out(self.style.measure)
        return False

    def _take_lines(self) -> None:
        """The lines Qt made, with nothing hanging under them yet."""
        self._made: list[tuple[int, int, float, QTextLine]] = []
        for i in range(self.qt.lineCount()):
            qt = self.qt.lineAt(i)
            unit = qt.textStart()
            start = self.start + self.shown.from_units(unit)
            end = self.start + self.shown.from_units(unit + qt.textLength())
            self._made.append((start, end, self.lettering.baseline - qt.ascent(), qt))
        self._stack({})

    def _stack(self, chips: Mapping[int, Sequence[bool]]) -> None:
        """Put the lines under each other, each with room for its lanes; `chips` says of the
        lanes of a line in which of them a chip stands."""
        self._chips = chips
        lines: list[Line] = []
        y = 0.0
        for i, (start, end, top, qt) in enumerate(self._made):
            qt.setPosition(QPointF(0, y + top))
            lanes = self.style.lane_tops(self.lettering, chips.get(i, ()))
            height = self.style.line_height(self.lettering, lanes)
            lines.append(Line(start, end, y, height, tuple(lanes), qt))
            y += height
        self.lines = lines
        self.height = self.style.blank if self.blank and len(lines) == 1 else y

    # -- places ------------------------------------------------------------------------

    def line_of(self, index: int, trailing: bool = False) -> int:
        """The line a caret at `index` stands in; `trailing` prefers the end of the one
        before where a line was wrapped there."""
        for i, line in enumerate(self.lines):
            if index < line.end or (index == line.end and trailing):
                return i
        return len(self.lines) - 1

    def x_of(self, index: int, line: int) -> float:
        """Where in the line a caret at `index` stands."""
        unit = self.shown.to_units(min(max(index, self.start), self.end) - self.start)
        return _x(self.lines[line].qt, unit)

    def line_at(self, y: float) -> int:
        """The line at this height of the row; the nearest one outside."""
        for i, line in enumerate(self.lines):
            if y < line.y + line.height:
                return i
        return len(self.lines) - 1

    def index_at(self, x: float, line: int) -> int:
        """The place for a caret nearest to `x`."""
        qt = self.lines[line].qt
        unit = qt.xToCursor(x)
        # WORKAROUND: after a combining mark Qt 6.11 may answer with the end of the line
        if abs(_x(qt, unit) - min(max(x, 0), qt.naturalTextWidth())) > self.style.em * 0.6:
            places = range(qt.textStart(), qt.textStart() + qt.textLength() + 1)
            valid = [u for u in places if self.qt.isValidCursorPosition(u)]
            unit = min(valid, key=lambda u: abs(_x(qt, u) - x))
        return self.start + self.shown.from_units(unit)

    def char_at(self, x: float, line: int) -> int | None:
        """The character whose glyph is under `x`, if one is."""
        found = self.lines[line]
        near = self.index_at(x, line)
        for index in (near, self._cluster(near, self.qt.previousCursorPosition)):
            if found.start <= index < found.end:
                one, other = self.x_of(index, line), self.right_of(index, line)
                if min(one, other) <= x < max(one, other):
                    return index
        return None

    def right_of(self, index: int, line: int) -> float:
        """The far side of a character with all that clings to it."""
        return self.x_of(self._cluster(index, self.qt.nextCursorPosition), line)

    def _cluster(self, index: int, step: Callable[[int], int]) -> int:
        """The neighbouring place for a caret, passing over the inside of stand-ins."""
        unit = self.shown.to_units(index - self.start)
        while (moved := step(unit)) != unit:
            unit = moved
            other = self.start + self.shown.from_units(unit)
            if other != index and self.shown.to_units(other - self.start) == unit:
                return other
        return self.start + self.shown.from_units(unit)

    def extents(self, start: int, end: int) -> list[tuple[int, float, float]]:
        """The stretch from `start` to `end` as (line, left, right)."""
        units = self.shown.to_units
        result: list[tuple[int, float, float]] = []
        for i, line in enumerate(self.lines):
            if line.start >= end:
                break
            if line.end > start:
                first = (start if start > line.start else line.start) - self.start
                last = (end if end < line.end else line.end) - self.start
                one, other = _x(line.qt, units(first)), _x(line.qt, units(last))
                result.append((i, one, other) if one <= other else (i, other, one))
        return result

    # -- marks -------------------------------------------------------------------------

    def dress(
        self,
        placed: Sequence[Placed],
        active: str | None,
        width: ChipWidth,
        noted: NotedRow = NOTHING,
        dress: Dress = "chips",
    ) -> bool:
        """Hang these marks under the lines, and show these emendations and doubts. True if
        anything changed."""
        mine = active if any(p.mark.id == active for p in placed) else None
        now = self.dressing
        same = (tuple(placed), mine, noted, dress)
        if same == (now.placed, now.active, now.noted, now.dress):
            return False
        self.dressing = dressed(self, placed, mine, width, noted, dress)
        chips = chips_by_line(self.dressing.segments, self.dressing.hung)
        if chips != self._chips:
            self._stack(chips)
        self._drawn = None
        return True

    def drawn(self) -> Drawn:
        """The boxes of everything the marks draw; found once, for every repaint."""
        if self._drawn is None:
            self._drawn = boxes(self)
        return self._drawn

    def body(self, line: int, left: float, right: float) -> QRectF:
        """The box of the glyphs between two x of a line."""
        top = self.lines[line].y + self.lettering.top
        return QRectF(left, top, right - left, self.lettering.bottom - self.lettering.top)

    def tall(self, line: int, left: float, right: float) -> QRect:
        """The same, high enough for every stroke of the glyphs."""
        air = round(self.style.em * 0.4)
        return self.body(line, round(left), round(right)).toRect().adjusted(0, -air, 0, air)

    def page(self) -> QRect:
        """All that the glyphs of the row can reach; a line may overhang."""
        air = self.style.em * 4
        return QRect(0, 0, self.style.measure, round(self.height)).adjusted(-air, -air, air, air)

    # -- what is under the mouse -----------------------------------------------------------

    def hanging_at(self, x: float, y: float) -> tuple[Mark, ...]:
        """The marks whose chip or line is at this point of the row."""
        style = self.style
        for segment in self.dressing.segments:
            if segment.lane == FOLDED:
                continue
            top = self.lane_y(segment.line, segment.lane)
            if segment.chip and self.chip_rect(segment).contains(x, y):
                return (segment.mark,)
            on_line = top - 1 <= y <= top + style.stroke + 1
            if on_line and any(a <= x <= b for a, b in segment.parts):
                return (segment.mark,)
        return ()

    def folded_at(self, x: float, y: float) -> Folded | None:
        """The marks without a lane whose "+n" is at this point of the row."""
        air = self.style.hair * 2
        for folded in self.dressing.folded:
            if self.more_rect(folded).adjusted(-air, -air, air, air).contains(x, y):
                return folded
        return None

    def spots_at(self, x: float, y: float) -> tuple[Spot, ...]:
        """The emendations and doubts at this point of the row, the smallest first."""
        found = [spot for spot in self.dressing.noted.spots if self._is_at(spot, x, y)]
        found += [
            hung.spot
            for hung in self.dressing.hung
            if hung.spot not in found and self.hung_rect(hung).contains(x, y)
        ]
        found.sort(key=lambda spot: sum(part.right - part.left for part in spot.parts))
        return tuple(found)

    def _is_at(self, spot: Spot, x: float, y: float) -> bool:
        return any(self.part_rect(part).contains(x, y) for part in spot.parts)

    def part_rect(self, part: Part) -> QRectF:
        """The box of a part; where that is too thin for a mouse, a little more."""
        box = self.body(part.line, part.left, part.right)
        air = max(0.0, (self.style.em / 2 - box.width()) / 2)
        return box.adjusted(-air, -2, air, 2)

    def hung_rect(self, hung: Hung) -> QRectF:
        """Where a piece of small ink stands in the row."""
        top = self.lane_y(hung.line, hung.lane) + self.style.stroke + self.style.hair
        return QRectF(hung.left, top, hung.width, self.style.chip_height)

    def lane_y(self, line: int, lane: int) -> float:
        """Where a lane begins in the row."""
        return self.lines[line].y + self.lines[line].lanes[lane]

    def more_rect(self, folded: Folded) -> QRectF:
        """Where the "+n" for marks without a lane stands: beside the last lane."""
        left = self.style.measure + round(self.style.em * 0.4)
        top = self.lane_y(folded.line, LANES - 1) + self.style.stroke + self.style.hair
        return QRectF(left, round(top), folded.width, self.style.chip_height)

    def chip_rect(self, segment: Segment) -> QRectF:
        """Where the chip of a segment stands in the row. The segment must have one."""
        left, width = segment.chip or (0.0, 0.0)
        top = self.lane_y(segment.line, segment.lane) + self.style.stroke + self.style.hair
        return QRectF(left, top, width, self.style.chip_height)


def _x(line: QTextLine, unit: int) -> float:
    return float(line.cursorToX(unit)[0])  # pyright: ignore[reportIndexIssue] (x, unit)
