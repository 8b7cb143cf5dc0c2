"""A list whose rows are judged by keys, one after the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListView

from gui.guard import guarded
from gui.panels.row_delegate import RowDelegate
from gui.rows import Index, Rows

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
SIGN = 22  # pixels of a row for the sign of what was decided
BEFORE = 0.36  # of what is left is context before the place
LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
HELD = Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier  # and yet a letter


class JudgingList(QListView):
    """Rows of one height. Its own list names it, says what its keys mean and answers others.

    Signals: `judged(verdict)`, `go_wanted()` for G and a double click, and `moved()` when
    another row is the current one.
    """

    judged = Signal(object)
    go_wanted = Signal()
    moved = Signal()

    verdicts: Mapping[str, str | None]  # by the letters that give them
    by_enter: str  # the verdict that Enter gives

    def show_by(self, rows: Rows, delegate: RowDelegate) -> None:
        """Show these rows as the delegate draws them."""
        self.setModel(rows)
        self.setItemDelegate(delegate)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.selectionModel().currentChanged.connect(lambda *_: self.moved.emit())
        self.doubleClicked.connect(lambda *_: self.go_wanted.emit())

    def go_to(self, row: int) -> None:
        """Make a row the current one and the only one selected; in sight, if there is one."""
        index = self.model().index(row, 0)
        if index.isValid():
            only = QItemSelectionModel.SelectionFlag.ClearAndSelect  # whatever keys are held
            self.selectionModel().setCurrentIndex(index, only)
            self.scrollTo(index)

    def answer(self, event: QKeyEvent, letter: str) -> bool:
        """Do what another key means in this list; whether it means anything."""
        return False

    @guarded
    def dataChanged(self, topLeft: Index, bottomRight: Index, roles: Sequence[int] = ()) -> None:
        """Only draw again: Qt would lay out all rows anew, and none changes its height."""
        self.viewport().update()

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        letter = event.text().lower()
        if event.modifiers() & ~HELD:
            super().keyPressEvent(event)
        elif event.key() in ENTER:
            self.judged.emit(self.by_enter)
        elif letter in self.verdicts:
            self.judged.emit(self.verdicts[letter])
        elif letter == "g":
            self.go_wanted.emit()
        elif self.answer(event, letter) or letter.isalnum():
            event.accept()  # a letter that means nothing must not search the list
        else:
            super().keyPressEvent(event)
