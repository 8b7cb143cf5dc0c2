"""Draws the page: what of the rows, the numbers and the carets has to be painted."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, QRect
from PySide6.QtGui import QPainter, QRegion

from gui.reader import arcs
from gui.reader.arcs import Arc, Arcs
from gui.reader.dressing import Dressing
from gui.reader.flow import ShownRow
from gui.reader.layout import RowLayout
from gui.reader.looks import Looks
from gui.reader.pages import Link
from gui.reader.painter import ReaderPainter

if TYPE_CHECKING:
    from gui.reader.view import ReaderView

__all__ = ["Canvas"]


class _Look(NamedTuple):
    """How a row looks: where it stands, and what is drawn in each column. These are the very
    objects: one that is made anew may be drawn otherwise."""

    place: tuple[int, int]
    drawn: tuple[tuple[RowLayout, Dressing], ...]

    @classmethod
    def of(cls, row: ShownRow) -> _Look:
        drawn = tuple((layout, layout.dressing) for layout in row.layouts)
        return cls((row.number, round(row.y)), drawn)

    def is_as(self, other: _Look) -> bool:
        pairs = zip(self.drawn, other.drawn, strict=True)
        return all(a is b and x is y for (a, x), (b, y) in pairs)


class Canvas:
    """Draws for its reader, with a painter for each column; blank until there is a theme."""

    def __init__(self, view: ReaderView) -> None:
        self._view = view
        self._painters: tuple[ReaderPainter, ...] = ()
        self._asked: list[_Look] | None = None  # what is on the screen, or is about to be
        self.relations = Arcs()
        self.arcs: list[Arc] = []  # that are drawn

    def dress(self, looks: Looks) -> None:
        """Take the painters of these looks; their chips have these widths."""
        flow = self._view.flow
        self._asked = None
        self._painters = looks.painters(flow.setting)
        for side, painter in zip(flow.sides, self._painters, strict=False):
            side.chip_width = painter.chips.width

    def refresh(self) -> None:
        """Have painted what is not as it was the last time: a mark changes a row or two.

        Selection and caret are not looked at.
        """
        viewport, flow, before = self._view.viewport(), self._view.flow, self._asked
        now = [_Look.of(row) for row in flow.rows]
        self._asked = now
        self.relations.show(flow.page)
        drawn, self.arcs = self.arcs, self.relations.drawn(flow)
        stays = before is not None and [old.place for old in before] == [new.place for new in now]
        if before is None or not stays or drawn != self.arcs:
            viewport.update()
            return
        for look, old, row in zip(now, before, flow.rows, strict=True):
            if not look.is_as(old):
                viewport.update(self._box(row))

    def link_at(self, point: QPointF) -> Link | None:
        """The relation whose line is under a point of the viewport."""
        return arcs.at(self.arcs, point)

    def draw(self, painter: QPainter, seen: QRegion) -> None:
        """Paint the part of the viewport that is `seen`."""
        if not self._painters:
            painter.fillRect(seen.boundingRect(), self._view.palette().base())
            return
        painter.fillRect(seen.boundingRect(), self._painters[0].theme.paper)
        if self.arcs:
            arcs.paint(painter, self.arcs, self._painters[0].theme, self._view.flow.side)
        self._margin(painter, self._painters[0], seen)
        for at, draw in enumerate(self._painters):
            self._column(painter, draw, at, seen)
            if self._view.hasFocus() and (box := self._view.caret_box(at)) is not None:
                draw.caret(painter, box, faint=at != self._view.flow.at)

    def _margin(self, painter: QPainter, draw: ReaderPainter, seen: QRegion) -> None:
        """What belongs to all columns: the title above the text, the numbers beside it."""
        flow, left = self._view.flow, self._view.flow.sides[0].left
        if flow.head is not None:
            y = flow.top - flow.title_gap - flow.head.height
            draw.row(painter, flow.head, QPointF(left, y), None)
        for row in flow.rows:
            if (number := flow.number(row.number)) and seen.intersects(self._box(row)):
                draw.number(painter, QPointF(left, round(row.y)), number)

    def _column(self, painter: QPainter, draw: ReaderPainter, at: int, seen: QRegion) -> None:
        flow, model, side = self._view.flow, self._view.model, self._view.flow.sides[at]
        selected = model.drawn if at == flow.at else side.image(model.span)
        for row in flow.rows:
            if seen.intersects(self._box(row)):
                layout, corner = row.layouts[at], QPointF(side.left, round(row.y))
                draw.row(painter, layout, corner, selected, side.hits(layout, self._view.hits))

    def _box(self, row: ShownRow) -> QRect:
        """All that a row may draw on: a selection, or a tall glyph, reaches beyond its lines."""
        air = round(self._view.flow.style.em / 4)
        box = QRect(0, round(row.y), self._view.viewport().width(), round(row.height))
        return box.adjusted(0, -air, 0, air)
