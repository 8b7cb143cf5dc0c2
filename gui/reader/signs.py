"""How emendations and doubts are drawn over the text: strokes, boxes, dots and small ink."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from gui.look import Theme
from gui.reader.layout import RowLayout
from gui.reader.noted import Part
from gui.reader.style import Style

__all__ = ["SignPainter"]

DOTS = (1.0, 2.0)  # of the thin lines: a point, and twice as much air


class SignPainter:
    """Draws the spots of rows in one style and theme."""

    def __init__(self, style: Style, theme: Theme) -> None:
        self._style = style
        hair = float(style.hair)
        self._box = _pen(theme.emendation, hair, DOTS)
        self._stroke = _pen(theme.emendation, max(1.0, style.em / 15))
        self._fine = _pen(theme.emendation, hair)
        self._tick = QColor(theme.emendation)
        self._tick.setAlphaF(0.5)
        self._ink = theme.emendation
        self._zone = _pen(theme.faded, hair)
        self._doubt = _pen(theme.doubt, hair, DOTS)
        self._pinned = _pen(theme.doubt, hair)

    def draw(self, painter: QPainter, layout: RowLayout) -> None:
        """Draw everything that is noted in a row whose corner is the painter's origin."""
        noted = layout.dressing.noted
        if not noted.spots:
            return
        for look, pen in (("doubted", self._doubt), ("pinned", self._pinned)):
            lines = [_under(layout, p) for s in noted.spots if s.look == look for p in s.parts]
            if lines:
                painter.setPen(pen)
                painter.drawLines(lines)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        ticks: list[Part] = []
        struck: list[Part] = []
        for spot in noted.spots:
            if spot.look == "struck":
                struck += spot.parts
            elif spot.look == "proposed":
                self._propose(painter, layout, spot.parts)
            elif spot.look == "muted":
                self._rule(painter, layout, spot.parts)
            elif spot.look == "ticked":
                ticks.append(spot.parts[0])
        if struck:
            self._strike(painter, layout, struck)
        if ticks:
            self._wedges(painter, layout, ticks)
        self._notes(painter, layout)

    def _notes(self, painter: QPainter, layout: RowLayout) -> None:
        """The small ink: what comes in place of what is struck out."""
        painter.setPen(self._ink)
        painter.setFont(self._style.note_font)
        size = self._style.note_font.pixelSize()
        for piece in layout.dressing.hung:
            box = layout.hung_rect(piece)
            baseline = box.top() + (box.height() - size) / 2 + size * 0.88
            painter.drawText(QPointF(round(piece.left), round(baseline)), piece.spot.note)

    def _strike(self, painter: QPainter, layout: RowLayout, parts: Sequence[Part]) -> None:
        """A line through what goes; a caret where something comes between."""
        lines: list[QLineF] = []
        for part in parts:
            if part.sign == "between":
                self._caret(painter, layout, part, self._stroke)
                continue
            if part.sign:
                self._sign(painter, layout, part, self._fine)
            y = self._middle(layout, part) + 0.5
            lines.append(QLineF(round(part.left) + 1, y, round(part.right) - 1, y))
        painter.setPen(self._stroke)
        painter.drawLines(lines)

    def _propose(self, painter: QPainter, layout: RowLayout, parts: Sequence[Part]) -> None:
        """A dotted box around what might go."""
        half = self._style.hair / 2
        for part in parts:
            if part.sign == "between":
                self._caret(painter, layout, part, self._fine)
                continue
            if part.sign == "break":
                self._sign(painter, layout, part, self._fine)
            painter.setPen(self._box)
            box = layout.body(part.line, round(part.left), round(part.right))
            painter.drawRect(box.adjusted(half, half, -half, -half))

    def _caret(self, painter: QPainter, layout: RowLayout, part: Part, pen: QPen) -> None:
        """The proof reader's caret at the foot of the line."""
        wide, high = self._style.em * 0.2, self._style.em * 0.24
        foot = layout.body(part.line, 0, 0).bottom() + self._style.hair
        x = part.left
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(pen)
        corners = [QPointF(x - wide, foot), QPointF(x, foot - high), QPointF(x + wide, foot)]
        painter.drawPolyline(corners)
        painter.restore()

    def _sign(self, painter: QPainter, layout: RowLayout, part: Part, pen: QPen) -> None:
        """What stands for a character without a glyph: a bent arrow, or a thin upright."""
        body = layout.body(part.line, part.left, part.right)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(pen)
        if part.sign == "thin":
            x = round(body.center().x()) + 0.5
            painter.drawLine(QLineF(x, body.top() + 2, x, body.bottom() - 2))
        else:
            painter.drawPolyline(_bent(body.adjusted(2, 0, -2, 0)))
        painter.restore()

    def _rule(self, painter: QPainter, layout: RowLayout, parts: Sequence[Part]) -> None:
        """A thin rule beside the lines of a muted zone, which are not told by colour alone."""
        beside = [part.line for part in parts if part.left <= 0 and not part.sign]
        if beside:
            x = -round(self._style.em * 0.55) + 0.5
            top = layout.body(beside[0], 0, 0).top()
            bottom = layout.body(beside[-1], 0, 0).bottom()
            painter.setPen(self._zone)
            painter.drawLine(QLineF(x, top, x, bottom))

    def _wedges(self, painter: QPainter, layout: RowLayout, parts: Sequence[Part]) -> None:
        """A small mark over each place where the source reads otherwise."""
        size = self._style.em / 8
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._tick)
        for part in parts:
            x = (part.left + part.right) / 2
            y = layout.lines[part.line].y + layout.lettering.top - 1
            corners = [QPointF(x - size, y), QPointF(x + size, y), QPointF(x, y + size)]
            painter.drawPolygon(QPolygonF(corners))
        painter.restore()

    def _middle(self, layout: RowLayout, part: Part) -> float:
        """The height at which a character is struck through."""
        lettering = layout.lettering
        return round(layout.lines[part.line].y + lettering.baseline - lettering.em * 0.36)


def _pen(colour: QColor, width: float, dots: Sequence[float] = ()) -> QPen:
    pen = QPen(colour, width)
    if dots:
        pen.setDashPattern(list(dots))
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    return pen


def _under(layout: RowLayout, part: Part) -> QLineF:
    """The line close under a part; neighbours stay two."""
    y = layout.body(part.line, 0, 0).bottom() + layout.style.hair / 2
    return QLineF(round(part.left) + 1, y, round(part.right) - 1, y)


def _bent(box: QRectF) -> list[QPointF]:
    """A return arrow inside a box."""
    y, tip = box.top() + box.height() * 0.62, box.width() * 0.35
    left, right = box.left(), box.right()
    return [
        QPointF(right, box.top() + box.height() * 0.3),
        QPointF(right, y),
        QPointF(left, y),
        QPointF(left + tip, y - tip),
        QPointF(left, y),
        QPointF(left + tip, y + tip),
    ]
