"""A choice of several that scrolling past does not change."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox

from gui.guard import guarded
from gui.panels.parts import draw_chevron


class Choice(QComboBox):
    """A combo box that the wheel does not change while one scrolls past it."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(2)

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        at = QPointF(self.width() - 14.0, self.height() / 2)
        draw_chevron(painter, at, self.palette().placeholderText().color())
        painter.end()

    @guarded
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()
