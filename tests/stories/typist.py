"""Who works by keys alone, off screen: and how many keys anybody pressed.

The story is told in a thread of its own.  What the typist presses goes through Qt as from a
keyboard, into whatever window has the keys, and nobody waits until it has done what it does: a
dialog that holds up everything until it is closed is answered by the next keys.
"""

from __future__ import annotations

import json
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from gui import app
from gui.window import Window
from tests.stories import looking
from tests.stories.looking import Point
from tests.stories.persons import Person
from tests.stories.screen import PATIENCE

PAUSE = 0.002  # seconds between two looks of the program at what it is to do
HOLD = 0.5  # seconds after which a dialog is closed that a story left open


class _Post(QObject):
    """Has something done where the program runs, as soon as it has time: also in a dialog."""

    posted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.posted.connect(self._do, Qt.ConnectionType.QueuedConnection)

    def _do(self, action: Callable[[], object]) -> None:
        _manage()
        action()


class Typist(Person):
    """Has no mouse. Made where the program runs; everything else is done by the story's thread."""

    def __init__(self) -> None:
        self.window: Window | None = None
        self._post = _Post()

    def ask(self, name: str, *arguments: Any) -> Any:
        answer = self._in_program(lambda: looking.QUESTIONS[name](self._seen(), *arguments))
        return json.loads(json.dumps(answer))

    def start(self, path: Path | None = None) -> None:
        assert path is None, "opened by its keys"
        self._in_program(self._start)
        self.await_(ready=True)

    def leave(self) -> None:
        """By its key; the window is gone then."""
        self.press("Ctrl+Q")
        self._in_program(self._forget)

    def press(self, *keys: str) -> None:
        for key in keys:
            chord = QKeySequence(key)[0]  # pyright: ignore[reportIndexIssue]
            self._post.posted.emit(
                lambda c=chord: QTest.keyClick(_with_keys(), c.key(), c.keyboardModifiers())
            )

    def type(self, text: str) -> None:
        assert text.isascii()
        for letter in text:
            self._post.posted.emit(lambda one=letter: QTest.keyClicks(_with_keys(), one))

    def click(self, at: Point, times: int = 1, holding: str = "") -> None:
        raise AssertionError("a typist has no mouse")

    def drag(self, start: Point, end: Point) -> None:
        raise AssertionError("a typist has no mouse")

    def zoom(self, at: Point, up: bool) -> None:
        raise AssertionError("a typist has no mouse")

    def clipboard(self) -> str:
        return self._in_program(lambda: QGuiApplication.clipboard().text())

    def turn(self) -> None:
        """The program goes on by itself: the story has a thread of its own."""

    # -- where the program runs ---------------------------------------------------------

    def tell(self, story: Callable[[], object]) -> None:
        """Have the story told, and the program run meanwhile; what failed in it is raised."""
        told: Future[None] = Future()
        free, hook = threading.Event(), sys.excepthook

        def run() -> None:
            try:
                story()
                told.set_result(None)
            except BaseException as fault:
                told.set_exception(fault)
            while not free.wait(HOLD):  # a dialog may hold up the program yet
                self._post.posted.emit(_close_dialogs)

        thread = threading.Thread(target=run, daemon=True)
        thread.start()
        while not told.done():
            QApplication.processEvents()
            time.sleep(PAUSE)
        free.set()
        thread.join()
        if self.window is not None:
            self.window.bridge.discard()
            self.window.close()
            self._forget()
        sys.excepthook = hook
        told.result()

    def _in_program(self, action: Callable[[], Any]) -> Any:
        """What it gives, done where the program runs."""
        done: Future[Any] = Future()

        def do() -> None:
            try:
                done.set_result(action())
            except BaseException as fault:
                done.set_exception(fault)

        self._post.posted.emit(do)
        return done.result(PATIENCE)

    def _start(self) -> None:
        app.start()
        self.window = app.open_window(None)
        self.window.activateWindow()

    def _seen(self) -> Window:
        assert self.window is not None
        return self.window

    def _forget(self) -> None:
        assert not self._seen().isVisible()
        self._seen().deleteLater()
        self.window = None


def _manage() -> None:
    """What a manager of windows does, which there is none of off screen: when the window with the
    keys is closed, the one below gets them."""
    if QGuiApplication.focusWindow() is None:
        above = QApplication.activeModalWidget()
        shown = (w for w in QApplication.topLevelWidgets() if isinstance(w, Window))
        front = above or next((w for w in shown if w.isVisible()), None)
        if front is not None:
            front.activateWindow()


def _with_keys() -> QWidget:
    """What a key goes to.

    WORKAROUND: Qt 6.11: QTest would turn the loop between the press of a key and its release if
    it struck it for a window of the system, and so mix it up with the next ones.
    """
    popup = QApplication.activePopupWidget()
    focus = (popup.focusWidget() or popup) if popup is not None else QApplication.focusWidget()
    assert focus is not None, "something has the keys"
    return focus


def _close_dialogs() -> None:
    for above in QApplication.topLevelWidgets():
        if isinstance(above, QDialog) and above.isVisible():
            QDialog.reject(above)


# -- counting ------------------------------------------------------------------------------------


@dataclass
class Counted:
    """A person who counts what their hands do; otherwise like the one they are."""

    person: Person
    with_mouse: bool
    keys: int = 0
    clicks: int = 0
    drags: int = 0
    parts: dict[str, int] = field(default_factory=dict[str, int])  # actions of each chapter

    def press(self, *keys: str) -> None:
        self.keys += len(keys)
        self.person.press(*keys)

    def type(self, text: str) -> None:
        self.keys += len(text)
        self.person.type(text)

    def click(self, at: Point, times: int = 1) -> None:
        assert self.with_mouse
        self.clicks += times
        self.person.click(at, times)

    def drag(self, start: Point, end: Point) -> None:
        assert self.with_mouse
        self.drags += 1
        self.person.drag(start, end)

    @property
    def actions(self) -> int:
        return self.keys + self.clicks + self.drags

    def chapter(self, name: str, told: Callable[[], object]) -> None:
        """Tell a part of the story and know what it took."""
        before = self.actions
        told()
        self.parts[name] = self.actions - before
