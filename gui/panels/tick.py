"""A check box in the theme's colours: a frame one sees on any ground, and what is set in it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QCheckBox, QStyle, QStyleOptionButton

from gui.guard import guarded

SIZE = 14
_TICK = ((3.2, 7.2), (6.0, 10.0), (10.9, 4.4))


class Tick(QCheckBox):
    """Drawn by hand: Qt's own frame is hardly darker than a dark ground."""

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        style, painter = self.style(), QPainter(self)
        option.rect = style.subElementRect(  # type: ignore[attr-defined]
            QStyle.SubElement.SE_CheckBoxContents, option, self
        )
        style.drawControl(QStyle.ControlElement.CE_CheckBoxLabel, option, painter, self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(0.5, (self.height() - SIZE) // 2 + 0.5)
        self._draw_box(painter)
        painter.end()

    def _draw_box(self, painter: QPainter) -> None:
        role, palette = QPalette.ColorRole, self.palette()
        box = QRectF(1, 0, SIZE - 1, SIZE - 1)
        accent = palette.color(role.Accent)
        checked = self.checkState() == Qt.CheckState.Checked
        framed = checked or self.hasFocus()
        painter.setPen(QPen(accent if framed else palette.color(role.PlaceholderText), 1.2))
        painter.setBrush(accent if checked else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, 3, 3)
        if checked:
            painter.setPen(QPen(palette.color(role.Base), 1.8))
            painter.drawPolyline([QPointF(1, 0) + QPointF(x, y) for x, y in _TICK])
        elif self.checkState() == Qt.CheckState.PartiallyChecked:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(accent)
            painter.drawRoundedRect(box.adjusted(3, 5.2, -3, -5.2), 1, 1)
        if self.hasFocus():
            painter.setPen(QPen(accent, 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(-1, -1.5, 1.5, 1.5), 4, 4)
