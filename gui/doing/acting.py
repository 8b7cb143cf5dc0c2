"""Counts the user's keys, clicks and drags for the statistics of effort, and shows them.

A filter on the whole application would be called for everything that is painted.  This one
stands only where the keys are (keys), on the text, and on the window of the system that is in
front (clicks and drags); so the keys pressed in an open menu are not seen.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QMouseEvent, QWindow
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from gui.effort import Effort, Ledger
from gui.guard import guarded

if TYPE_CHECKING:
    from annotations.model import Changed
    from gui.window import Window

Type = QEvent.Type
ALONE = frozenset(  # they only change what another key means
    {Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr}
)
PRESSES = frozenset({Type.MouseButtonPress, Type.MouseButtonDblClick})
SIGN = {
    "annotated": 1,
    "annotated-all": 1,
    "suggestions-accepted": 1,
    "removed": -1,
    "undone": -1,
    "redone": 1,
}


class Acting(QObject):
    """`ledger` has what was counted; only numbers."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self.ledger = Ledger()
        self._keys: QWidget | None = None  # where the keys are
        self._front: QWindow | None = None
        self._pressed: QPointF | None = None  # until it is released, which comes twice

    def table(self) -> dict[str, Callable[[], object]]:
        """What each of these commands does; their ids are those of the table."""
        return {"effort": self.show}

    def attend(self) -> None:
        """Count from now on."""
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._on_focus)
        application.focusWindowChanged.connect(self._on_front)
        self._window.reader.viewport().installEventFilter(self)
        self._window.bridge.changed.connect(self._on_changed)
        self._on_focus(None, QApplication.focusWidget())
        self._on_front(QGuiApplication.focusWindow())

    def begin_anew(self) -> None:
        """Count from nothing."""
        self.ledger = Ledger()

    def show(self) -> None:
        """Show what was done since the program was opened, or since it was counted anew."""
        from gui.dialogs.effort import EffortDialog

        row = self._window.bridge.row(self._window.place.article)
        dialog = EffortDialog(self._window, self._efforts, bool(row))
        dialog.anew_wanted.connect(self.begin_anew)
        dialog.open()

    def _efforts(self) -> tuple[Effort, Effort]:
        return self.ledger.of(self._window.place.article), self.ledger.whole

    # -- what is done -------------------------------------------------------------------

    @guarded(default=False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Count, and let everything pass."""
        kind = event.type()
        if kind == Type.ShortcutOverride:  # it comes first and once, shortcut or not
            key = cast("QKeyEvent", event)
            if watched is self._keys and not key.isAutoRepeat() and key.key() not in ALONE:
                self.ledger.act("keys", self._window.place.article)
        elif kind in PRESSES:
            self._pressed = cast("QMouseEvent", event).globalPosition()
        elif kind == Type.MouseButtonRelease:
            self._on_release(cast("QMouseEvent", event))
        return False

    def _on_release(self, event: QMouseEvent) -> None:
        pressed, self._pressed = self._pressed, None
        if pressed is not None:
            way = (event.globalPosition() - pressed).manhattanLength()
            dragged = way >= QApplication.startDragDistance()
            self.ledger.act("drags" if dragged else "clicks", self._window.place.article)

    def _on_focus(self, _: QWidget | None, now: QWidget | None) -> None:
        if now is not self._keys:
            if self._keys is not None and isValid(self._keys):
                self._keys.removeEventFilter(self)
            self._keys = now
            if now is not None:
                now.installEventFilter(self)

    def _on_front(self, now: QWindow | None) -> None:
        if now is not None and now is not self._front:
            now.installEventFilter(self)  # once; what is gone takes its filter along
            self._front = now

    # -- what came of it ----------------------------------------------------------------

    def _on_changed(self, changed: Changed) -> None:
        """Annotations that were made, or taken back."""
        if changed.step is None:
            return
        sign, args = _made(changed.step.key, changed.step.args)
        project = self._window.bridge.project
        if sign and project is not None:
            is_measure = args.get("label") == project.tagset.measure.id
            several = args.get("measures")  # of annotations with different labels so many
            left = several if isinstance(several, int) else is_measure * len(changed.annotations)
            for article, _ in changed.annotations:
                measure, left = left > 0, left - 1
                self.ledger.made(article, sign * (not measure), sign * measure)


def _made(key: str, args: Mapping[str, object]) -> tuple[int, Mapping[str, object]]:
    """Whether a step made annotations (1), took them away (-1) or neither; and what is said of
    it."""
    sign, inner, inner_args = SIGN.get(key, 0), args.get("key"), args.get("args")
    if sign and isinstance(inner, str) and isinstance(inner_args, Mapping):
        below, told = _made(inner, cast("Mapping[str, object]", inner_args))
        return sign * below, told
    return (0 if key in ("undone", "redone") else sign), args
