"""What a screen reader is given of the text: a real text widget that nobody sees.

A scroll area that draws for itself is nothing to read for AT-SPI and its kin.  So while somebody
listens there is a plain text beside it, in the same place and under it, that has its text, its
caret, its selection and its marks, and that has the keys whenever the reader has them.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAccessibleEvent,
    QColor,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from annotations.model import View
from gui.guard import guarded
from gui.reader.pages import Mark
from gui.reader.standins import Plain
from gui.reader.view import ReaderView

__all__ = ["Mirror"]

LOOK = 2000  # milliseconds between two looks whether somebody listens
AT_ONCE = 400  # marks that are shown before others get a turn
MOVED = (QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Show, QEvent.Type.Hide)


class Mirror(QObject):
    """Keeps the plain text like its reader; there is none for as long as nobody listens.

    `text` is that widget, a child of `parent`, in which the reader is too.  That may be neither
    a scroll area nor a stack of pages: those have no other children for a screen reader.
    """

    def __init__(self, reader: ReaderView, parent: QWidget) -> None:
        super().__init__(reader)
        self._reader, self._parent = reader, parent
        self.text: QPlainTextEdit | None = None
        self._view: View | None = None
        self._plain = Plain("")
        self._marks: tuple[Mark, ...] = ()
        self._told: tuple[str, ...] = ()  # ids of the marks at the caret that were told
        self._late = QTimer(self)
        self._late.setInterval(0)
        self._late.timeout.connect(self._on_late)
        self._left: Sequence[Mark] = ()  # that are not shown yet
        # WORKAROUND: PySide 6.11 has no QAccessible.installActivationObserver, and whoever listens
        # comes when they like: also after the reader was given its article and the keys.
        self._somebody = QTimer(self)
        self._somebody.setTimerType(Qt.TimerType.VeryCoarseTimer)
        self._somebody.setInterval(LOOK)
        self._somebody.timeout.connect(self._on_focus)
        self._somebody.start()
        reader.moved.connect(self.follow)
        reader.told.connect(self.say)
        reader.installEventFilter(self)

    def follow(self) -> None:
        """Be as the reader is now, if anybody listens."""
        if not QAccessible.isActive():
            return
        text = self.text or self._make()
        reader = self._reader
        if self._view is not reader.view:
            self._view = reader.view
            self._plain = Plain(reader.view.text)
            text.setPlainText(self._plain.text)
            self._marks = ()
        self._show_marks(text)
        self._show_caret(text)
        self._tell_marks()

    def say(self, told: str) -> None:
        """Have it spoken now, whatever has the keys."""
        if self.text is not None and told and QAccessible.isActive():
            text = self.text
            text.setAccessibleDescription(told)
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(text, told))

    def _make(self) -> QPlainTextEdit:
        text = QPlainTextEdit(self._parent)
        text.setObjectName("mirror")
        text.setReadOnly(True)
        text.setUndoRedoEnabled(False)
        text.setFrameShape(QFrame.Shape.NoFrame)
        text.setUpdatesEnabled(False)  # it is under the reader: nothing of it is ever painted
        text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard
            | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        text.setAccessibleName(self._reader.accessibleName())
        text.setFocusProxy(self._reader)  # so it has the keys whenever the reader has them
        self.text = text
        self._somebody.stop()
        self._stand(text)
        return text

    def _stand(self, text: QPlainTextEdit) -> None:
        """Where the reader is, and under it."""
        corner = self._reader.mapTo(self._parent, QPoint())
        text.setGeometry(QRect(corner, self._reader.size()))
        text.lower()
        text.setVisible(not self._reader.isHidden())

    def _show_caret(self, text: QPlainTextEdit) -> None:
        model, units = self._reader.model, self._plain.to_units
        cursor = QTextCursor(text.document())
        cursor.setPosition(units(model.from_ if model.span else model.at))
        cursor.setPosition(units(model.at), QTextCursor.MoveMode.KeepAnchor)
        if cursor != text.textCursor() or cursor.anchor() != text.textCursor().anchor():
            text.setTextCursor(cursor)

    # -- marks ------------------------------------------------------------------------

    def _show_marks(self, text: QPlainTextEdit) -> None:
        """Give the words of each mark a ground: of the new ones where some came, else anew."""
        marks = self._reader.flow.page.marks
        if marks is self._marks:
            return
        known = {id(mark) for mark in self._marks}  # what stays is the very same
        new = [mark for mark in marks if id(mark) not in known]
        if len(marks) - len(new) < len(known) or self._left:  # some are gone, or not yet there
            self._clear(text)
            new = list(marks)
        self._marks, self._left = marks, new
        self._late.start()

    def _clear(self, text: QPlainTextEdit) -> None:
        cursor = QTextCursor(text.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.setCharFormat(QTextCharFormat())

    def _on_late(self) -> None:
        """A few at a time: there may be ten thousand, and the keys go first."""
        text, now, self._left = self.text, self._left[:AT_ONCE], self._left[AT_ONCE:]
        if not self._left:
            self._late.stop()
        if text is None or self._view is None:
            return
        cursor, units = QTextCursor(text.document()), self._plain.to_units
        cursor.beginEditBlock()
        for mark in now:
            look = QTextCharFormat()
            look.setBackground(self._colour(mark))
            look.setFontUnderline(True)
            look.setToolTip(mark.name)
            for part in mark.fragments:
                image = self._view.alignment.to_target(part)
                cursor.setPosition(units(image.start))
                cursor.setPosition(units(image.end), QTextCursor.MoveMode.KeepAnchor)
                cursor.mergeCharFormat(look)
        cursor.endEditBlock()

    def _colour(self, mark: Mark) -> QColor:
        theme = self._reader.theme
        return theme.hue(mark.hue, mark.form) if theme else QColor()

    def _tell_marks(self) -> None:
        """Say which marks the caret came into: their names."""
        here = self._reader.notes.marks_at_caret()
        ids = tuple(mark.id for mark in here)
        if ids != self._told:
            new = [mark.name for mark in here if mark.id not in self._told]
            self._told = ids
            self.say(" · ".join(new))

    # -- following the reader ---------------------------------------------------------

    @guarded(default=False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            QTimer.singleShot(0, self, self._on_focus)
        elif self.text is not None and event.type() in MOVED:
            self._stand(self.text)
        return False

    def _on_focus(self) -> None:
        """What has the keys is told again, of the text this time."""
        self.follow()
        if self.text is not None and self._reader.hasFocus():
            QAccessible.updateAccessibility(QAccessibleEvent(self.text, QAccessible.Event.Focus))
