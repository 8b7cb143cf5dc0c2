"""What draws the rows of our lists has in common: a theme, and the ground behind a row."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from gui import look
from gui.guard import guarded
from gui.panels.parts import ground
from gui.rows import ROW, Index


class RowDelegate(QStyledItemDelegate):
    """Draws a row on its ground in `theme`. A list's own overrides `draw`, and `sizeHint`."""

    theme = look.theme("light")

    def has_ground(self, row: Any) -> bool:
        """Whether a row can be chosen; a heading cannot."""
        return True

    def draw(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index, chosen: bool
    ) -> None:
        """Draw what stands in the row; what is set on the painter is taken back afterwards."""

    @guarded
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        painter.save()
        try:
            chosen = self.has_ground(index.data(ROW)) and ground(painter, option, self.theme)
            self.draw(painter, option, index, chosen)
        finally:
            painter.restore()
