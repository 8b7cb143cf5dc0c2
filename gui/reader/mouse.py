"""What the mouse means in the reader: caret, selection by drag, marks by click."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QElapsedTimer, QPointF, Qt, QTimer
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QMouseEvent

from annotations.model import Span
from gui.reader import steps
from gui.reader.folded import list_folded
from gui.reader.pages import Mark, Noted

if TYPE_CHECKING:
    from gui.reader.view import ReaderView

__all__ = ["Pointer"]

Grain = Literal["character", "word", "clause"]
TICK = 30  # milliseconds between steps of a scroll at the edge
SLACK = 4  # pixels a click may wander


class Pointer:
    """Follows one press, drag and release at a time for its reader."""

    def __init__(self, view: ReaderView) -> None:
        self._view = view
        self._pressed: QPointF | None = None
        self._at = QPointF()
        self._dragging = False
        self._grain: Grain = "character"
        self._origin = Span(0, 0)
        self._since_double = QElapsedTimer()
        self._edge = QTimer(view)
        self._edge.setInterval(TICK)
        self._edge.timeout.connect(self._on_edge)

    def press(self, event: QMouseEvent) -> None:
        at = event.position()
        self._view.notes.hide()
        self._view.turn_to(self._view.flow.at_x(at.x()))
        noted = [spot.about for spot in self._view.notes.at(at)]
        if noted and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._ask(noted, at)
            return
        triple = self._since_double.isValid() and not self._since_double.hasExpired(
            QGuiApplication.styleHints().mouseDoubleClickInterval()
        )
        if triple and self._near(at):
            self._since_double.invalidate()
            self._begin(at, "clause")
            return
        self._pressed, self._at, self._dragging = at, at, False
        self._grain = "character"
        index, trailing = self._view.flow.index_at(at.x(), at.y())
        self._origin = Span(index, index)
        if self._hanging(at) or self._folded(at):
            return
        extend = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        self._view.put_caret(index, extend=extend, trailing=trailing)
        origin = self._view.model.from_ if extend else index
        self._origin = Span(origin, origin)

    def double(self, event: QMouseEvent) -> None:
        self._since_double.start()
        self._begin(event.position(), "word")

    def _begin(self, at: QPointF, grain: Grain) -> None:
        """Select a whole word or clause and go on by these."""
        self._pressed, self._at, self._dragging, self._grain = at, at, True, grain
        self._origin = self._unit(at)
        self._view.take(self._origin.start, self._origin.end)

    def move(self, event: QMouseEvent) -> None:
        at = event.position()
        if self._pressed is None or not event.buttons() & Qt.MouseButton.LeftButton:
            shape = Qt.CursorShape
            over = self._hanging(at) or self._folded(at)
            self._view.viewport().setCursor(shape.PointingHandCursor if over else shape.IBeamCursor)
            if self._pressed is None:
                self._view.notes.hover(at)
            return
        if not self._dragging and self._near(at) and self._same_place(at):
            return
        self._dragging = True
        self._at = at
        self._extend()
        inside = 0 <= at.y() <= self._view.viewport().height()
        if inside:
            self._edge.stop()
        elif not self._edge.isActive():
            self._edge.start()

    def release(self, event: QMouseEvent) -> None:
        self._edge.stop()
        pressed, self._pressed = self._pressed, None
        if pressed is None or self._dragging:
            return
        if not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._click_marks(pressed)

    def _click_marks(self, at: QPointF) -> None:
        """Choose the mark under a click, or what is suggested; again there, the next one."""
        view = self._view
        if folded := self._folded(at):
            list_folded(view, folded, view.viewport().mapToGlobal(at.toPoint()))
            return
        marks = view.notes.marks(at)
        ids = [mark.id for mark in marks]
        active = view.flow.seen.active or view.flow.seen.hint
        place = (ids.index(active) + 1) % len(ids) if active in ids else 0
        pending = bool(marks) and marks[place].pending
        view.choose(marks[place].id if marks and not pending else "")
        view.hint_chosen.emit(marks[place].id if pending else "")

    def menu(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of what is noted under the mouse, or by its key at the caret."""
        view, point = self._view, QPointF(event.pos())
        view.notes.hide()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            about = [one for one in (view.notes.doubt(), view.notes.emendation()) if one]
            box = view.caret_box()
            if box is not None:
                point = box.bottomLeft()
        else:
            view.turn_to(view.flow.at_x(point.x()))
            about = [spot.about for spot in view.notes.at(point)]
        self._ask(about, point)

    def _ask(self, about: Sequence[Noted], at: QPointF) -> None:
        if about:
            on_screen = self._view.viewport().mapToGlobal(at.toPoint())
            self._view.menu_wanted.emit(tuple(about), on_screen)

    def _hanging(self, at: QPointF) -> tuple[Mark, ...]:
        """The marks whose chip or line is under a point."""
        layout, corner = self._view.flow.row_under(at)
        return layout.hanging_at(at.x() - corner.x(), at.y() - corner.y())

    def _folded(self, at: QPointF) -> tuple[Mark, ...]:
        """The marks whose "+n" is under a point."""
        layout, corner = self._view.flow.row_under(at)
        folded = layout.folded_at(at.x() - corner.x(), at.y() - corner.y())
        return folded.marks if folded else ()

    def _char(self, at: QPointF) -> int | None:
        """The character of the caret's view under a point."""
        flow = self._view.flow
        shown = flow.row_at(at.y())
        layout = shown.layouts[flow.at]
        return layout.char_at(at.x() - flow.side.left, layout.line_at(at.y() - shown.y))

    def _near(self, at: QPointF) -> bool:
        start = self._pressed or self._at
        return (at - start).manhattanLength() <= SLACK

    def _same_place(self, at: QPointF) -> bool:
        """Whether a drag has not yet reached another character."""
        return self._view.flow.index_at(at.x(), at.y())[0] == self._origin.start

    def _extend(self) -> None:
        """Select from where the drag began to where the mouse is."""
        origin, unit = self._origin, self._unit(self._at)
        if unit.start < origin.start:
            self._view.take(origin.end, unit.start)
        else:
            self._view.take(origin.start, max(unit.end, origin.end))

    def _unit(self, at: QPointF) -> Span:
        """The character place, word or clause under the mouse, in the view."""
        y = min(max(at.y(), 0.0), self._view.viewport().height() - 1.0)
        flow, text = self._view.flow, self._view.model.text
        index = flow.index_at(at.x(), y)[0]
        if self._grain == "character":
            return Span(index, index)
        char = self._char(QPointF(at.x(), y))
        if self._grain == "word":
            return self._view.words(text, index if char is None else char)
        return steps.clause(text, index if char is None else char)

    def _on_edge(self) -> None:
        """The mouse is held above or below: scroll and select on."""
        y, height = self._at.y(), self._view.viewport().height()
        over = y if y < 0 else max(0.0, y - height)
        if self._pressed is None or not over:
            self._edge.stop()
            return
        self._view.scroll_by(max(-60.0, min(60.0, over * 0.6)) + (2 if over > 0 else -2))
        self._extend()
