"""Places to type in that tell what was typed when they are left, and put it back on Esc."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from gui import look, wording
from gui.guard import guarded

_RETURN = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Field(QLineEdit):
    """One line; `finished(str)` when it says something else and is left or Return is pressed."""

    finished = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._known = ""
        self.setAccessibleName(name)
        self.editingFinished.connect(self.flush)

    def show_text(self, text: str) -> None:
        """Show this, where nothing else is being typed."""
        if self.text() == self._known and text != self._known:
            self.setText(text)
            self.setCursorPosition(0)
            self.setToolTip(wording.tip(text) if text else "")
        self._known = text

    def flush(self) -> None:
        """Tell what was typed and not told yet."""
        text = self.text()
        if text != self._known:
            self._known = text
            self.finished.emit(text)

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text() != self._known:
            self.setText(self._known)
        else:
            super().keyPressEvent(event)


class Note(QPlainTextEdit):
    """A short plain text; `finished(str)` when it is left or Ctrl+Return is pressed."""

    finished = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._known = ""
        self.setTabChangesFocus(True)
        self.setFixedHeight(QFontMetrics(look.ui_font()).lineSpacing() * 2 + 20)

    def show_text(self, text: str) -> None:
        self._known = text
        if text != self.toPlainText():
            self.setPlainText(text)

    def flush(self) -> None:
        """Tell what was typed and not told yet."""
        text = self.toPlainText()
        if text != self._known:
            self._known = text
            self.finished.emit(text)

    @guarded
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.flush()

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if control and event.key() in _RETURN:
            self.flush()
        elif event.key() == Qt.Key.Key_Escape and self.toPlainText() != self._known:
            self.setPlainText(self._known)
        else:
            super().keyPressEvent(event)
