"""What keys mean in the reader: the caret, the selection, marks. Tab leaves, it is no trap."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from gui import clipboard
from gui.reader import steps
from gui.reader.steps import WordAt

if TYPE_CHECKING:
    from gui.reader.view import ReaderView

__all__ = ["Keyboard", "typed"]

Key = Qt.Key
NONE = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier


Move = Callable[[str, int, WordAt], int]  # (text, caret, words) → caret


def _paragraph_up(text: str, at: int, _: WordAt) -> int:
    start = steps.paragraph(text, at).start
    return start if start < at else steps.paragraph(text, steps.left(text, at)).start


def _paragraph_down(text: str, at: int, _: WordAt) -> int:
    return steps.right(text, steps.paragraph(text, at).end)


STEPS: Mapping[tuple[Key, Qt.KeyboardModifier], Move] = {
    (Key.Key_Left, NONE): lambda text, at, _: steps.left(text, at),
    (Key.Key_Right, NONE): lambda text, at, _: steps.right(text, at),
    (Key.Key_Left, CTRL): steps.word_left,
    (Key.Key_Right, CTRL): steps.word_right,
    (Key.Key_Up, CTRL): _paragraph_up,
    (Key.Key_Down, CTRL): _paragraph_down,
    (Key.Key_Home, CTRL): lambda *_: 0,
    (Key.Key_End, CTRL): lambda text, *_: len(text),
}

VERTICAL: Mapping[Key, int] = {
    Key.Key_Up: -1,
    Key.Key_Down: 1,
    Key.Key_PageUp: -2,
    Key.Key_PageDown: 2,
}


def step_for(event: QKeyEvent) -> Move | None:
    """The move in the text a key means, Shift apart."""
    plain = event.modifiers() & (CTRL | ALT)
    return STEPS.get((Key(event.key()), plain))


def collapses(event: QKeyEvent) -> bool:
    """Whether the key, without Shift, goes to an end of the selection instead of a step."""
    plain = not event.modifiers() & (CTRL | ALT)
    return plain and event.key() in (Key.Key_Left, Key.Key_Right)


def typed(event: QKeyEvent) -> str:
    """The character typed without Ctrl or Alt, for the window's one-key tags; else ""."""
    held = event.modifiers() & (CTRL | ALT | Qt.KeyboardModifier.MetaModifier)
    text = event.text()
    return text if text and text.isprintable() and not held else ""


class Keyboard:
    """Does for its reader what a key means; says of each whether it meant anything."""

    def __init__(self, view: ReaderView) -> None:
        self._view = view

    def press(self, event: QKeyEvent) -> bool:
        """Whether the key was for the reader, and is done. Any key takes the card away."""
        told = self._view.notes.hide()
        if told and event.key() in (Key.Key_Escape, Key.Key_Space):
            return True
        return (
            self._command(event)
            or self._step_marks(event)
            or self._turn(event)
            or self._move_caret(event)
        )

    def _command(self, event: QKeyEvent) -> bool:
        if event.matches(QKeySequence.StandardKey.Copy):
            if text := self._view.selected_text():
                clipboard.put(text)
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self._view.take(0, len(self._view.model.text))
        elif event.key() == Qt.Key.Key_Escape:
            return self._give_up()
        elif event.key() == Qt.Key.Key_Space and not event.modifiers():
            return self._view.notes.tell_at_caret()
        else:
            return False
        return True

    def _give_up(self) -> bool:
        """Escape: first the selection goes, then the chosen mark."""
        if self._view.model.span is not None:
            self._view.put_caret(self._view.model.at)
        elif self._view.flow.seen.active:
            self._view.choose("")
        else:
            return False
        return True

    def _step_marks(self, event: QKeyEvent) -> bool:
        alone = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if alone != Qt.KeyboardModifier.AltModifier:
            return False
        if event.key() not in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            return False
        self.step_mark(event.key() == Qt.Key.Key_Down)
        return True

    def _turn(self, event: QKeyEvent) -> bool:
        """Alt+Left and Alt+Right take the caret to the column there."""
        alone = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        columns = len(self._view.flow.sides)
        if alone != ALT or columns < 2 or event.key() not in (Key.Key_Left, Key.Key_Right):
            return False
        self._view.turn_to(0 if event.key() == Key.Key_Left else columns - 1)
        self._view.reveal_view(self._view.model.at)
        return True

    def step_mark(self, forward: bool) -> None:
        """Choose the next mark after the caret or the chosen one, and go there."""
        marks = self._view.flow.marks
        current = marks.get(self._view.flow.seen.active) if self._view.flow.seen.active else None
        mark = (marks.after if forward else marks.before)(self._view.model.caret, current)
        if mark is not None:
            self._view.choose(mark.id)
            self._view.model.select(None)
            self._view.put_caret(self._view.flow.side.to_view(mark.hull.start))
            self._view.reveal(mark.hull)

    def _move_caret(self, event: QKeyEvent) -> bool:
        extend = bool(event.modifiers() & SHIFT)
        if move := step_for(event):
            drawn = self._view.model.drawn
            if drawn and not extend and collapses(event):
                to = drawn.end if event.key() == Qt.Key.Key_Right else drawn.start
            else:
                to = move(self._view.model.text, self._view.model.at, self._view.words)
            self._view.put_caret(to, extend=extend)
        elif event.modifiers() & (CTRL | ALT):
            return False
        elif event.key() in VERTICAL:
            self._move_lines(VERTICAL[Qt.Key(event.key())], extend)
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._move_in_line(event.key() == Qt.Key.Key_End, extend)
        else:
            return False
        self._view.reveal_view(self._view.model.at)
        return True

    def _move_in_line(self, to_end: bool, extend: bool) -> None:
        index, trailing = self._view.flow.line_ends(self._view.model.at, self._view.trailing)[
            to_end
        ]
        self._view.put_caret(index, extend=extend, trailing=trailing)

    def _move_lines(self, step: int, extend: bool) -> None:
        """Up and down by lines, or (±2) by screens, keeping x."""
        self._view.reveal_view(self._view.model.at)
        x = self._view.column_x
        if x is None:
            box = self._view.caret_box()
            x = box.left() if box else 0.0
        if abs(step) == 2:
            index, trailing = self._page_step(x, 1 if step > 0 else -1)
        else:
            index, trailing = self._view.flow.next_line(
                self._view.model.at, self._view.trailing, x, step
            )
        self._view.put_caret(index, extend=extend, trailing=trailing)
        self._view.column_x = x

    def _page_step(self, x: float, direction: int) -> tuple[int, bool]:
        """A screen further, the caret at its height; at either end to the very end."""
        box = self._view.caret_box()
        y = box.center().y() if box else 0.0
        before = self._view.flow.value
        page = self._view.viewport().height() - self._view.flow.style.text.pitch
        self._view.scroll_by(direction * page)
        if abs(self._view.flow.value - before) < page / 2:
            return (len(self._view.model.text) if direction > 0 else 0), False
        return self._view.flow.index_at(x, y)
