"""`python -m tests.reliability.tagger`: the real program with a stowaway, again and again.

Each line on stdin names a project.  The program starts on it as a user starts it, off screen
(forked here, so that the modules are read only once); inside its event loop the stowaway works
the window with mouse and keys, without end, and writes to stdout what the window *shows* as
saved, one JSON line a step.  It waits for a line before it begins; at "close" it closes the
window instead, at "lie" it tells of each step before it is committed: a liar that the test
must catch.  A line tells when the program has ended, however it did.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog

from annotations.model import Changed, Span
from gui import app
from gui.hands import CONTROL, Hands
from gui.window import Window

SAVED = "已保存"


def tell(**fields: object) -> None:
    """One line, out at once: a killed process flushes nothing."""
    os.write(1, f"{json.dumps(fields)}\n".encode())


def hear() -> str:
    """The next line of stdin, not a byte more: processes that were forked share it."""
    line = b""
    while not line.endswith(b"\n") and (byte := os.read(0, 1)):
        line += byte
    return line.decode().strip()


class Stowaway:
    """Works a window that somebody else opened and shows."""

    def __init__(self, window: Window, opening: float) -> None:
        self._window, self._opening = window, opening
        self._hands, self._luck = Hands(window), Random(os.getpid())
        self._deeds = self._work()
        self._timer = QTimer(window)
        self._timer.timeout.connect(self._on_idle)
        self._timer.start(0)
        window.bridge.changed.connect(self._on_changed)  # last: the status line has heard

    def _on_changed(self, changed: Changed) -> None:
        if changed.step is not None and self._window.status.saved.text() == SAVED:
            tell(saved=changed.step.id)

    def _on_idle(self) -> None:
        try:
            next(self._deeds)
        except StopIteration:
            self._timer.stop()
            self._window.close()

    def _work(self) -> Iterator[None]:
        tell(
            ready=time.perf_counter() - self._opening,
            pid=os.getpid(),
            dialogs=[
                type(widget).__name__
                for widget in QApplication.topLevelWidgets()
                if isinstance(widget, QDialog) and widget.isVisible()
            ],
            writable=not self._window.bridge.project.read_only,  # type: ignore[union-attr]
        )
        order = hear()
        if order == "close":
            return
        if order == "lie":
            lie()
        while True:
            self._tag()
            yield

    def _tag(self) -> None:
        """Drag over some characters and press the keys of a few tags; at times take one back."""
        window, luck = self._window, self._luck
        bridge = window.bridge
        assert bridge.project is not None
        tagset = bridge.project.tagset
        text = bridge.project.article(window.place.article).text
        start = luck.randrange(min(len(text) - 8, 400))
        self._hands.drag(Span(start, start + luck.randint(1, 6)))
        keys = [entity.key for entity in tagset.entities if entity.key]
        keys += [tagset.measure.key + type.code for type in tagset.types]
        for word in luck.sample(keys, 3):
            self._hands.letters(word)
        if luck.random() < 0.2:
            self._hands.key(Qt.Key.Key_Z, CONTROL)


def lie() -> None:
    """Tell of every step when it begins."""
    from annotations.store.recording import Recording

    begin = Recording.__init__

    def begin_and_tell(self: Recording, *arguments: Any) -> None:
        begin(self, *arguments)
        tell(saved=self._id)  # pyright: ignore[reportPrivateUsage]

    Recording.__init__ = begin_and_tell  # pyright: ignore[reportAttributeAccessIssue]


def run(project: str) -> int:
    """The program on `project`, as a user starts it, with the stowaway aboard."""
    began: list[float] = []
    open_first, show = app.open_first, Window.show

    def opening(window: Window, wanted: Path | None) -> None:
        began.append(time.perf_counter())
        open_first(window, wanted)

    def showing(window: Window) -> None:
        show(window)
        window.activateWindow()
        window.furnished.connect(lambda: aboard(window))

    def aboard(window: Window) -> None:
        window.stowaway = Stowaway(window, began[0])  # type: ignore[attr-defined]

    app.open_first, Window.show = opening, showing
    return app.main([project])


def main() -> int:
    """One program after the other, until stdin ends."""
    import sqlite_utils  # noqa: F401  (read once for all)

    while project := hear():
        child = os.fork()
        if not child:
            os._exit(run(project))
        _, status = os.waitpid(child, 0)
        tell(ended=os.waitstatus_to_exitcode(status))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
