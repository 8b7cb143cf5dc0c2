"""Real key and mouse events on a window, for the tour and the tests: what a user's hands do."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotations.errors import Refusal
from annotations.model import Annotation, Span, ViewName
from gui.window import Window

NONE = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
VIEW_KEYS = {
    "source": Qt.Key.Key_F2,
    "clean": Qt.Key.Key_F3,
    "hans": Qt.Key.Key_F4,
    "hant": Qt.Key.Key_F5,
}


class Hands:
    """Works one window. Spans are in code points of the source."""

    def __init__(self, window: Window) -> None:
        self.window = window
        self.reader = window.reader

    def settle(self) -> None:
        """Let everything that was asked happen."""
        for _ in range(3):
            QApplication.processEvents()

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        """Press and release a key where the focus is."""
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifier)
        self.settle()

    def letters(self, text: str) -> None:
        """Type letters where the focus is."""
        QTest.keyClicks(QApplication.focusWidget() or self.window, text)
        self.settle()

    def view(self, name: ViewName) -> None:
        """Change the view by its key."""
        self.key(VIEW_KEYS[name])

    def article(self, id: str) -> None:
        """Click an article in the list."""
        articles = self.window.articles
        index = articles.model.index_of(id)
        articles.list.scrollTo(index)
        middle = articles.list.visualRect(index).center()
        QTest.mouseClick(articles.list.viewport(), Qt.MouseButton.LeftButton, NONE, middle)
        self.reader.setFocus()
        self.settle()

    def _edge(self, source: int, at_end: bool) -> QPoint | None:
        box = self.reader.place_of(source)
        if box is None or not self.reader.viewport().rect().contains(box):
            return None
        x = box.right() if at_end else box.left() + 1
        return QPoint(x, box.center().y())

    def drag(self, span: Span) -> bool:
        """Drag the mouse over a span; False where both its ends cannot be on screen."""
        self.reader.reveal(span)
        self.settle()
        start, end = self._edge(span.start, False), self._edge(span.end - 1, True)
        if start is None or end is None:
            return False
        pane, left = self.reader.viewport(), Qt.MouseButton.LeftButton
        QTest.mousePress(pane, left, NONE, start)
        QTest.mouseMove(pane, (start + end) / 2)
        QTest.mouseMove(pane, end)
        QTest.mouseRelease(pane, left, NONE, end)
        self.settle()
        return True

    def walk(self, span: Span) -> bool:
        """Click before a span and select it with Shift and the arrow key."""
        self.reader.reveal(span)
        self.settle()
        start = self._edge(span.start, False)
        if start is None:
            return False
        QTest.mouseClick(self.reader.viewport(), Qt.MouseButton.LeftButton, NONE, start)
        for _ in range(2 * len(span) + 40):
            selected = self.reader.selection()
            if selected is not None and selected.end >= span.end:
                break
            QTest.keyClick(self.reader, Qt.Key.Key_Right, SHIFT)
        self.settle()
        return True

    def click(self, source: int) -> bool:
        """Click on a character."""
        self.reader.reveal(Span(source, source + 1))
        self.settle()
        box = self.reader.place_of(source)
        if box is None:
            return False
        at = box.center()
        QTest.mouseClick(self.reader.viewport(), Qt.MouseButton.LeftButton, NONE, at)
        self.settle()
        return True

    def tag(self, keys: str) -> Annotation:
        """Press a tag's key or keys; the annotation it made. Refusal: none was made."""
        bridge, place = self.window.bridge, self.window.place
        before = {a.id for a in bridge.annotations(place.article)}
        self.reader.setFocus()
        for letter in keys:
            QTest.keyClicks(self.reader, letter)
        made = [a for a in bridge.annotations(place.article) if a.id not in before]
        if len(made) != 1:
            raise Refusal("tour-not-tagged", keys=keys)
        return made[0]

    def write_note(self, text: str) -> None:
        """Type a note for the open annotation and finish it with Ctrl+Return."""
        self.key(Qt.Key.Key_D, CONTROL)
        note = self.window.details.note
        note.moveCursor(QTextCursor.MoveOperation.End)
        QTest.keyClicks(note, text)
        QTest.keyClick(note, Qt.Key.Key_Return, CONTROL)
        self.reader.setFocus()
        self.settle()

    def picture(self, path: Path) -> None:
        """A picture of the whole window. Refusal: it cannot be written."""
        self.settle()
        if not self.window.grab().save(str(path)):
            raise Refusal("file-not-written", file=str(path))
