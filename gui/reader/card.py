"""The card that tells what is noted at a place: plain text beside the words it is about."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from gui.reader.pages import Told

__all__ = ["Card"]

WIDEST = 360  # pixels
MOST = 2  # things told at once
AWAY = 6  # pixels from what it is about


class Card(QFrame):
    """Lies over the reader and takes no events of its own."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._around = parent
        self.setObjectName("notecard")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 8, 12, 9)
        self._column.setSpacing(3)
        self.text = ""
        self.hide()

    def tell(self, told: Sequence[Told], beside: Sequence[QRect], font: QFont) -> None:
        """Show what is told, under the first of `beside` (in the parent) or else over it, where
        there is room; `font` is the one of the article's own words."""
        told = told[:MOST]
        self.text = "\n\n".join(one.text for one in told)
        self.setAccessibleName(self.text)
        self._clear()
        for number, one in enumerate(told):
            if number:
                self._column.addSpacing(7)
            self._add(one.heading, "muted")
            self._add(one.reading, "reading", font)
            for line in one.lines:
                self._add(line, "told")
        self._place(beside)
        self.show()
        self.raise_()

    def _clear(self) -> None:
        while (item := self._column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.setParent(None)
                old.deleteLater()

    def _add(self, text: str, role: str, font: QFont | None = None) -> None:
        if not text:
            return
        made = QLabel(self)
        made.setTextFormat(Qt.TextFormat.PlainText)
        made.setProperty("role", role)
        made.setWordWrap(True)
        made.setText(text)
        if font is not None:  # the window's style sheet would win over setFont
            names = ", ".join(f'"{name}"' for name in font.families())
            made.setStyleSheet(f"font-family: {names}; font-size: {font.pixelSize()}px;")
        made.show()
        self._column.addWidget(made)

    def _place(self, beside: Sequence[QRect]) -> None:
        around = self._around.rect()
        sides = self._column.contentsMargins()
        edges = sides.left() + sides.right() + 2 * self.frameWidth() + 6
        shown = [label for label in self.findChildren(QLabel) if not label.isHidden()]
        for label in shown:
            label.ensurePolished()
        wide = max(
            (label.fontMetrics().horizontalAdvance(label.text()) for label in shown), default=0
        )
        width = min(WIDEST, around.width() - 16, wide + edges)
        height = self._column.totalHeightForWidth(width)
        x = y = 0
        for box in beside:
            x = max(8, min(box.left() - sides.left(), around.right() - width - 8))
            y, over = box.bottom() + AWAY, box.top() - AWAY - height
            if y + height <= around.bottom() - 4:
                break
            if over > 0:
                y = over
                break
        self.setGeometry(x, y, width, height)
