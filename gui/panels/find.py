"""The line above the text in which one types what to find in the article."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit

from gui import look
from gui.guard import guarded
from gui.icons import paint_icons
from gui.look import Theme
from gui.panels.parts import label, tool

TYPING = 120  # milliseconds between two letters of one word; the first ones count at once
MANY = "88,888 / 88,888+"  # as wide as the count may be
WIDTHS = (150, 360)  # pixels of the box: the least, and the most


class FindBar(QFrame):
    """Signals: `typed(str)` after another text was typed, `stepped(bool)` to the next hit or
    (False) the one before, `closed()` when the user is done with it."""

    typed = Signal(str)
    stepped = Signal(bool)
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("findbar")
        self.box = _Box()
        self.box.setPlaceholderText(self.tr("在这篇里查找，简繁皆可"))
        self.box.setAccessibleName(self.tr("在这篇里查找，简体繁体都可以"))
        self.box.setClearButtonEnabled(True)
        self.box.setMinimumWidth(WIDTHS[0])
        self.box.setMaximumWidth(WIDTHS[1])
        self.count = label("", "muted")
        self.count.setMinimumWidth(QFontMetrics(look.ui_font()).horizontalAdvance(MANY))
        self.hint = label("", "muted")
        self.previous = tool(self.tr("上一处"), "up")
        self.next = tool(self.tr("下一处"), "down")
        self.shut = tool(self.tr("关闭查找"), "close")
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(TYPING)
        self._typing.timeout.connect(self._tell_typed)
        self._told = ""
        self._lay_out()
        self.box.textChanged.connect(self._on_typed)
        self.box.stepped.connect(self._on_stepped)
        self.box.left.connect(self.closed)
        self.previous.clicked.connect(lambda: self.stepped.emit(False))
        self.next.clicked.connect(lambda: self.stepped.emit(True))
        self.shut.clicked.connect(self.closed)
        self.hide()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 5, 10, 5)
        row.setSpacing(4)
        row.addWidget(self.box, 3)
        row.addWidget(self.previous)
        row.addWidget(self.next)
        row.addSpacing(6)
        row.addWidget(self.count)
        row.addWidget(self.hint, 1)
        row.addWidget(self.shut)

    def set_theme(self, theme: Theme) -> None:
        paint_icons(self, theme)

    def show_text(self, text: str) -> None:
        """Have this in the box; nothing is told of it."""
        self._told = text
        self.box.setText(text)
        self._typing.stop()

    def tell(self, count: str, hint: str = "") -> None:
        """Say how many there are, and what else is to be said."""
        self.count.setText(count)
        self.hint.setText(hint)
        self.box.setAccessibleDescription(f"{count}  {hint}".strip())

    def take_keys(self) -> None:
        """Have the keys in the box, with what is there to be typed over."""
        self.box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.box.selectAll()

    def _on_typed(self) -> None:
        if not self._typing.isActive():
            self._tell_typed()
        self._typing.start()

    def _on_stepped(self, forward: bool) -> None:
        self._tell_typed()
        self.stepped.emit(forward)

    def _tell_typed(self) -> None:
        if self.box.text() != self._told:
            self._told = self.box.text()
            self.typed.emit(self._told)


class _Box(QLineEdit):
    """Return steps, with Shift to the one before; Esc leaves."""

    stepped = Signal(bool)
    left = Signal()

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.stepped.emit(not event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
