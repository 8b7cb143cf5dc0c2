"""What floats over the window to be done with by keys: beside the place it is about.

It is a part of the window and no window of its own, so that an input method and screen readers
find it where the keys are.  Leaving it by any way puts the keys back where they were.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QApplication, QFrame, QWidget

EDGE = 12  # pixels to the borders of the window at least
GAP = 8  # to the place it is about


class Floating(QFrame):
    """Hidden until it is opened; `close_` is how it is left."""

    def __init__(self, over: QWidget, name: str) -> None:
        super().__init__(over)
        self.setObjectName(name)
        self._over = over
        self._back: QWidget | None = None  # where the keys were
        self._at: QRect | None = None  # what it is about, in the window
        self._above = False
        self.hide()

    def open_at(self, at: QRect | None) -> None:
        """Be seen near `at` of the window; without it in the upper middle."""
        self._back = self._back if self.isVisible() else QApplication.focusWidget()
        self._at = at
        below = self._over.height() - EDGE - (at.bottom() + GAP if at else 0)
        self._above = at is not None and self._height() > below and at.top() > below
        self.settle()
        self.show()
        self.raise_()

    def settle(self) -> None:
        """Have the size one needs, and its place: never out of the window."""
        size, over = QSize(self.width(), self._height()), self._over.rect()
        self.resize(size)
        room = over.adjusted(EDGE, EDGE, -EDGE, -EDGE)
        if self._at is None:
            self.move((over.width() - size.width()) // 2, max(EDGE, over.height() // 9))
            return
        top = self._at.top() - GAP - size.height() if self._above else self._at.bottom() + GAP
        x = min(max(self._at.left() - EDGE, room.left()), room.right() - size.width())
        self.move(QPoint(x, max(min(top, room.bottom() - size.height()), room.top())))

    def close_(self) -> None:
        """Put it away, and the keys back if they are in it."""
        if self.isVisible():
            focus = QApplication.focusWidget()
            within = focus is not None and (focus is self or self.isAncestorOf(focus))
            self.hide()
            if within and self._back is not None:
                self._back.setFocus()

    def _height(self) -> int:
        layout = self.layout()
        if layout is None:
            return self.sizeHint().height()
        layout.activate()
        if layout.hasHeightForWidth():
            return layout.totalHeightForWidth(self.width())
        return layout.totalSizeHint().height()
