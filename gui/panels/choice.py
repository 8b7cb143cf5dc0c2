"""A choice of several that scrolling past does not change."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QStylePainter

from gui.guard import guarded
from gui.panels.parts import draw_chevron

EDGES = 2  # pixels beside the name


class Choice(QComboBox):
    """A combo box that the wheel does not change while one scrolls past it; a name that is too
    long for it ends in an ellipsis."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(2)

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, option = QStylePainter(self), self._option()
        option.currentText = self.fitting()  # pyright: ignore[reportAttributeAccessIssue]
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        at = QPointF(self.width() - 14.0, self.height() / 2)
        draw_chevron(painter, at, self.palette().placeholderText().color())
        painter.end()

    def fitting(self) -> str:
        """So much of the name that is chosen as there is room for."""
        kind, part = QStyle.ComplexControl.CC_ComboBox, QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(kind, self._option(), part, self).width() - EDGES
        elide = Qt.TextElideMode.ElideRight
        return self.fontMetrics().elidedText(self.currentText(), elide, room)

    def _option(self) -> QStyleOptionComboBox:
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        return option

    @guarded
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()
