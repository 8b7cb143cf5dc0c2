"""What takes long, done off the window's thread, with its progress and a way to stop it.

The window goes on painting and nothing else: until the work is done it takes no input but that
of the dialog that shows the progress, and what is quick shows none.
"""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from gui.bridge import Cancelled
from gui.guard import guarded

T = TypeVar("T")

AT_ONCE = 0.01  # seconds to wait for without letting the events go on
SHOWN_AFTER = 400  # milliseconds
_LOOK = 20  # milliseconds between two looks at the work
_COLLECTED = (2_000, 10, 1_000_000)  # in short bits, and never all: that stops every thread
INPUT = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.KeyRelease,
        QEvent.Type.Shortcut,
        QEvent.Type.ShortcutOverride,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonRelease,
        QEvent.Type.MouseButtonDblClick,
        QEvent.Type.Wheel,
        QEvent.Type.InputMethod,
        QEvent.Type.ContextMenu,
        QEvent.Type.DragEnter,
        QEvent.Type.Drop,
    }
)


@dataclass(frozen=True, slots=True)
class Told:
    """How far a work is: `done` of `total` (0 = nobody knows), and what it is at."""

    done: int = 0
    total: int = 0
    at: str = ""


class Work(Generic[T]):
    """A function that runs in a thread of its own; it is given this, to tell how far it is."""

    def __init__(self, do: Callable[[Work[T]], T]) -> None:
        self.told = Told()
        self.may_stop = True
        self._do = do
        self._wanted = True
        self._result: T | None = None
        self._fault: BaseException | None = None
        self._thread = threading.Thread(target=self._run, name="danqian-work", daemon=True)

    def tell(self, done: int, total: int = 0, at: str = "") -> None:
        """Say how far it is. Raises `Cancelled` when it is not wanted any more."""
        self.told = Told(done, total, at)
        self.go_on()

    def go_on(self) -> None:
        """Raises `Cancelled` when it is not wanted any more."""
        if not self._wanted:
            raise Cancelled

    def start(self) -> None:
        self._thread.start()

    def cancel(self) -> None:
        self._wanted = False

    @property
    def is_done(self) -> bool:
        return not self._thread.is_alive()

    @property
    def is_wanted(self) -> bool:
        return self._wanted

    def join(self, seconds: float | None = None) -> None:
        self._thread.join(seconds)

    def result(self) -> T:
        """What the function returned, or what it raised; only once it is done."""
        if self._fault is not None:
            raise self._fault
        return self._result  # type: ignore[return-value]

    def _run(self) -> None:
        try:
            self._result = self._do(self)
        except BaseException as fault:
            self._fault = fault


class Works(QObject):
    """Carries out one work at a time for a window."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._work: Work[object] | None = None
        self.dialog: QDialog | None = None

    def carry_out(self, title: str, do: Callable[[Work[T]], T], *, leave: bool = False) -> T:
        """What `do` returns or raises; `Cancelled` when a person stopped it.

        `leave` does not wait for it then: of what changes nothing.
        """
        work = Work(do)
        collected = gc.get_threshold()
        gc.set_threshold(*_COLLECTED)
        self._work = work  # type: ignore[assignment]
        try:
            work.start()
            work.join(AT_ONCE)
            if not work.is_done:
                self._wait(work, title, leave)
            if leave and not work.is_wanted and not work.is_done:
                raise Cancelled
            work.join()
        finally:
            self._work = None
            gc.set_threshold(*collected)
        return work.result()

    @property
    def is_busy(self) -> bool:
        """Whether a work is on its way."""
        return self._work is not None

    def stop(self) -> None:
        """Stop what is on its way, and wait until nothing of it is left."""
        if self._work is not None:
            self._work.cancel()
            self._work.join()

    def _wait(self, work: Work[T], title: str, leave: bool) -> None:
        loop, look, slow = QEventLoop(), QTimer(), QTimer()
        ended = False

        def show() -> None:
            from gui.dialogs.progress import ProgressDialog

            if not work.is_done:
                QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]
                self.dialog = ProgressDialog(self._window, title, work.cancel)
                self.dialog.show_told(work.told.done, work.told.total, work.told.at)
                self.dialog.open()

        def look_at() -> None:
            if work.is_done or (leave and not work.is_wanted):
                loop.quit()
            elif self.dialog is not None:
                told = work.told
                self.dialog.show_told(told.done, told.total, told.at)  # type: ignore[attr-defined]
                self.dialog.let_stop(work.may_stop)  # type: ignore[attr-defined]

        look.timeout.connect(look_at)
        slow.setSingleShot(True)
        slow.timeout.connect(show)
        application = QApplication.instance()
        assert application is not None
        application.installEventFilter(self)
        look.start(_LOOK)
        slow.start(SHOWN_AFTER)
        try:
            while not ended:
                loop.exec()
                ended = work.is_done or (leave and not work.is_wanted)
                if not ended:  # the application is about to end
                    work.cancel()
                    work.join()
        finally:
            look.stop()
            slow.stop()
            application.removeEventFilter(self)
            if self.dialog is not None:
                self.dialog.done(0)
                self.dialog.deleteLater()
                self.dialog = None

    @guarded(default=False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """No input for half a second: what one types then is not meant for a window at work."""
        return event.type() in INPUT
