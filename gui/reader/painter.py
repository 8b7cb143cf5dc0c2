"""How one row is drawn, from the ground up; every colour comes from the theme."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QRegion

from annotations.model import Span
from gui.look import Theme
from gui.reader.chips import ChipCache
from gui.reader.dressing import Segment
from gui.reader.lanes import FOLDED
from gui.reader.layout import RowLayout
from gui.reader.pages import Form, Mark
from gui.reader.signs import SignPainter
from gui.reader.style import Style

__all__ = ["ReaderPainter"]

PENDING = 0.75  # of its colour has the line under what is only suggested


class ReaderPainter:
    """Draws rows in one style and theme; holds no state of the page."""

    def __init__(self, style: Style, theme: Theme) -> None:
        self.style = style
        self.theme = theme
        self.chips = ChipCache(style, theme)
        self._signs = SignPainter(style, theme)
        self._number_metrics = QFontMetricsF(style.number_font)
        self._tint_of: dict[tuple[int, bool], QColor] = {}
        self._pen_of: dict[tuple[int, Form], QPen] = {}

    def row(
        self,
        painter: QPainter,
        layout: RowLayout,
        at: QPointF,
        selected: Span | None,
        hits: Sequence[tuple[Span, bool]] = (),
    ) -> None:
        """Draw one row with its upper left corner at `at`. Spans are view characters; of each
        hit it is said whether it is the current one."""
        painter.save()
        painter.translate(round(at.x()), round(at.y()))
        self._tints(painter, layout)
        for hit, _ in hits:
            for box in self._blocks(layout, hit):
                painter.fillRect(box, self.theme.hit)
        if selected is not None:
            self._selection(painter, layout, selected)
        self._rings(painter, layout, [hit for hit, current in hits if current])
        self._text(painter, layout, selected)
        self._signs.draw(painter, layout)
        self._hang(painter, layout)
        for folded in layout.dressing.folded:
            corner = layout.more_rect(folded).topLeft().toPoint()
            self.chips.draw_more(painter, corner, len(folded.marks))
        painter.restore()

    def number(self, painter: QPainter, at: QPointF, number: int) -> None:
        """Draw the number of a paragraph in the gutter left of `at`."""
        style = self.style
        painter.setFont(style.number_font)
        painter.setPen(self.theme.muted)
        wide = self._number_metrics.horizontalAdvance(str(number))
        x = at.x() - style.em * 0.9 - wide
        painter.drawText(QPointF(x, at.y() + style.text.baseline), str(number))

    def caret(self, painter: QPainter, box: QRectF, *, faint: bool = False) -> None:
        """The caret; `faint` in the column beside the one it is in."""
        painter.fillRect(box, self.theme.faded if faint else self.theme.accent)

    def _tints(self, painter: QPainter, layout: RowLayout) -> None:
        active = layout.dressing.active
        for box, mark in layout.drawn().grounds:
            painter.fillRect(box, self._tint(mark.hue, mark.id == active))

    def _tint(self, hue: int, active: bool) -> QColor:
        colour = self._tint_of.get((hue, active))
        if colour is None:
            colour = self._tint_of[hue, active] = self.theme.tint_of(hue, active)
        return colour

    def _blocks(self, layout: RowLayout, hit: Span) -> list[QRectF]:
        """The ground of a hit; what the view leaves out of is a bar between two characters."""
        air, least = self.style.hair * 2, self.style.stroke
        boxes = [layout.body(*extent) for extent in layout.extents(hit.start, hit.end)]
        for box in boxes:
            if box.width() < least:
                box.setWidth(least)
        return [box.adjusted(0, -air, 0, air) for box in boxes]

    def _rings(self, painter: QPainter, layout: RowLayout, hits: Sequence[Span]) -> None:
        if hits:
            painter.setPen(QPen(self.theme.ink, self.style.hair))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            half = self.style.hair / 2
            for hit in hits:
                for box in self._blocks(layout, hit):
                    painter.drawRect(
                        box.toAlignedRect().toRectF().adjusted(half, half, -half, -half)
                    )

    def _selection(self, painter: QPainter, layout: RowLayout, selected: Span) -> None:
        air = self.style.hair * 2
        for line, left, right in layout.extents(selected.start, selected.end):
            if selected.end > layout.end and line == len(layout.lines) - 1:
                right += self.style.em * 0.35
            box = layout.body(line, left, right).adjusted(0, -air, 0, air)
            painter.fillRect(box, self.theme.selection)
        if layout.start == layout.end and selected.start <= layout.start < selected.end:
            box = QRectF(0, 0, self.style.em * 0.35, layout.height)
            painter.fillRect(box, self.theme.selection)

    def _text(self, painter: QPainter, layout: RowLayout, selected: Span | None) -> None:
        """The glyphs: faded in zones and where they are struck out, but not where selected."""
        faded = layout.drawn().faded
        if faded.isEmpty():
            painter.setPen(self.theme.ink)
            layout.qt.draw(painter, QPointF())
            return
        if selected is not None and selected.start < layout.end and layout.start < selected.end:
            for line, left, right in layout.extents(selected.start, selected.end):
                faded -= QRegion(layout.tall(line, left, right))
        for colour, where in (
            (self.theme.faded, faded),
            (self.theme.ink, QRegion(layout.page()) - faded),
        ):
            if not where.isEmpty():
                painter.save()
                painter.setClipRegion(where, Qt.ClipOperation.IntersectClip)
                painter.setPen(colour)
                layout.qt.draw(painter, QPointF())
                painter.restore()

    def _hang(self, painter: QPainter, layout: RowLayout) -> None:
        """Draw the lines, the connectors of torn marks, and the chips."""
        drawn, hue, active = layout.drawn(), self.theme.hue, layout.dressing.active
        for box, mark in drawn.strokes:
            painter.fillRect(box, hue(mark.hue, mark.form))
        for line, mark in drawn.dashes:
            painter.setPen(self._dashed(mark))
            painter.drawLine(line)
        for segment in layout.dressing.segments:
            if len(segment.mark.fragments) > 1 and segment.lane != FOLDED:
                self._connect(painter, layout, segment)
        ratio = painter.device().devicePixelRatioF()
        for corner, mark in drawn.chips:
            form = mark._replace(form="outlined") if mark.pending else mark
            self.chips.draw(painter, corner, form, mark.id == active, ratio)

    def _dashed(self, mark: Mark) -> QPen:
        """The line under what is only suggested: lighter than that of a mark."""
        pen = self._pen_of.get((mark.hue, mark.form))
        if pen is None:
            wide = self.style.hair if mark.form == "outlined" else self.style.stroke
            colour = QColor(self.theme.hue(mark.hue, mark.form))
            colour.setAlphaF(PENDING)
            pen = QPen(colour, wide)
            dash = self.style.em / 6 / wide
            pen.setDashPattern([dash, dash])
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            self._pen_of[mark.hue, mark.form] = pen
        return pen

    def _connect(self, painter: QPainter, layout: RowLayout, segment: Segment) -> None:
        colour = self.theme.hue(segment.mark.hue, segment.mark.form)
        painter.setPen(QPen(colour, self.style.hair, Qt.PenStyle.DotLine))
        y = round(layout.lane_y(segment.line, segment.lane)) + self.style.stroke / 2
        painter.drawLines(list(_gaps(segment, y)))


def _gaps(segment: Segment, y: float) -> Iterable[QLineF]:
    """The stretches between the fragments of a mark."""
    at = segment.left
    for left, right in (*segment.parts, (segment.right, segment.right)):
        if left > at + 1:
            yield QLineF(at, y, left, y)
        at = max(at, right)
