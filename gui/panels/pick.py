"""One of several that exclude each other, in the theme's colours: a ring, and a dot in it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QRadioButton, QStyle, QStyleOptionButton

from gui.guard import guarded

SIZE = 14


class Pick(QRadioButton):
    """Drawn by hand: Qt's own ring is hardly darker than a dark ground."""

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        style, painter = self.style(), QPainter(self)
        option.rect = style.subElementRect(  # type: ignore[attr-defined]
            QStyle.SubElement.SE_RadioButtonContents, option, self
        )
        style.drawControl(QStyle.ControlElement.CE_RadioButtonLabel, option, painter, self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        role, palette = QPalette.ColorRole, self.palette()
        accent, middle = palette.color(role.Accent), QPointF(SIZE / 2 + 1, self.height() / 2)
        framed = self.isChecked() or self.hasFocus()
        painter.setPen(QPen(accent if framed else palette.color(role.PlaceholderText), 1.2))
        painter.drawEllipse(middle, SIZE / 2 - 0.6, SIZE / 2 - 0.6)
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(accent)
            painter.drawEllipse(middle, 3.6, 3.6)
        painter.end()
