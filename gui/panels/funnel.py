"""The button that opens a filter: a funnel, full and in the accent's colour when one is at work."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import QToolButton

from gui.guard import guarded

_FORM = ((-7, -6), (7, -6), (1.8, 0.6), (1.8, 6), (-1.8, 4.2), (-1.8, 0.6))


class Funnel(QToolButton):
    """Checked while its filter is open; `at_work` while something is filtered out.

    It draws itself: icons come only when the window is furnished.
    """

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setCheckable(True)
        self.setProperty("flat", True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.at_work = False

    def show_work(self, at_work: bool) -> None:
        """Say whether something is filtered out."""
        if at_work != self.at_work:
            self.at_work = at_work
            self.update()

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        role = QPalette.ColorRole
        colour = self.palette().color(role.Accent if self.at_work else role.ButtonText)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(QPointF(self.rect().center()) + QPointF(0.5, 0.5))
        pen = QPen(colour, 1.5)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.setBrush(colour if self.at_work else Qt.BrushStyle.NoBrush)
        painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in _FORM]))
        painter.end()
