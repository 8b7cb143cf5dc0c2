"""Who reads in the stories: somebody at a virtual screen, or somebody inside the program.

Both are told the same: keys as Qt spells them, places by what stands there. Each waits for what
must come of it, never for a time.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QClipboard, QGuiApplication, QKeySequence, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from gui import app
from gui.window import Window
from tests.stories import looking
from tests.stories.looking import Point, Seen
from tests.stories.screen import PATIENCE, ROOT, Screen, until

HERE = Path(__file__).parent
AGAIN = 5.0  # seconds after which somebody clicks once more, for a machine that was too slow
XKEYS = {"PgDown": "Next", "PgUp": "Prior", "Return": "Return", "Esc": "Escape", "=": "equal"}
XKEYS |= {"`": "grave", "|": "bar", "\\": "backslash", "-": "minus"}
XKEYS |= {"[": "bracketleft", "]": "bracketright", "{": "braceleft", "}": "braceright"}
XKEYS |= {"!": "exclam", "/": "slash"}


class Person(ABC):
    """Reads, presses, clicks. `see` is what they see now."""

    @abstractmethod
    def ask(self, name: str, *arguments: Any) -> Any:
        """What `looking.py` answers."""

    @abstractmethod
    def start(self, path: Path | None = None) -> None:
        """Have the program on the screen: on a project that one opens, or as it was left."""

    @abstractmethod
    def leave(self) -> None:
        """Close the program by its key."""

    @abstractmethod
    def press(self, *keys: str) -> None:
        """One key after the other: "Ctrl+Shift+F"."""

    @abstractmethod
    def type(self, text: str) -> None:
        """Letters and digits, where the keys are."""

    @abstractmethod
    def click(self, at: Point, times: int = 1, holding: str = "") -> None:
        """With the left button; `holding` "Shift" or "Ctrl"."""

    @abstractmethod
    def drag(self, start: Point, end: Point) -> None:
        """With the left button."""

    @abstractmethod
    def zoom(self, at: Point, up: bool) -> None:
        """One step of the wheel, with Ctrl."""

    @abstractmethod
    def clipboard(self) -> str:
        """What another program would paste."""

    @abstractmethod
    def turn(self) -> None:
        """Let the program go on."""

    # -- seeing -----------------------------------------------------------------------

    def see(self) -> Seen:
        return self.ask("shown") or {"ready": False}

    def await_(self, **wanted: Any) -> Seen:
        """Wait until these are seen; all that is seen then."""
        seen: Seen = {}

        def so(now: Seen) -> bool:
            seen.update(now)
            return _holds(now, wanted)

        try:
            return self.await_that(so)
        except AssertionError:
            told = {key: seen.get(key) for key in wanted}
            raise AssertionError(f"wanted {wanted}, saw {told}") from None

    def await_that(self, true: Callable[[Seen], bool]) -> Seen:
        """Wait until this is true of what is seen; all that is seen then."""

        def so() -> Seen | None:
            self.turn()
            seen = self.see()
            return seen if seen["ready"] and true(seen) else None

        return until(so, "what was to be seen")

    def place(self, name: str, *arguments: Any) -> Point:
        """Where something stands, once it stands still."""
        before: list[Any] = [None]

        def still() -> Any:
            self.turn()
            now = self.ask(name, *arguments)
            known, before[0] = before[0], now
            return now if now == known else None

        x, y = until(still, (name, *arguments))
        return x, y

    def do(self, action: Callable[[], object], **wanted: Any) -> Seen:
        """Do something until these are seen: once, or again where it was too slow to be heard
        as one gesture."""
        end = time.monotonic() + PATIENCE
        while True:
            action()
            again = time.monotonic() + AGAIN
            while time.monotonic() < again:
                self.turn()
                seen = self.see()
                if _holds(seen, wanted):
                    return seen
            told = {key: self.see().get(key) for key in wanted}
            assert time.monotonic() < end, f"wanted {wanted}, saw {told}"


def _holds(seen: Seen, wanted: Seen) -> bool:
    return all(seen.get(key) == value for key, value in wanted.items())


class Sitter(Person):
    """At a real (virtual) screen, with a real mouse and real keys; the program is its own."""

    def __init__(self, screen: Screen) -> None:
        self.screen = screen
        self.program: subprocess.Popen[str] | None = None

    def ask(self, name: str, *arguments: Any) -> Any:
        program = self.program
        assert program is not None and program.stdin is not None and program.stdout is not None
        assert program.poll() is None, "the program runs"
        program.stdin.write(json.dumps([name, *arguments]) + "\n")
        program.stdin.flush()
        return json.loads(program.stdout.readline())

    def start(self, path: Path | None = None) -> None:
        self.program = self.screen.start(sys.executable, str(HERE / "watched.py"), talking=True)
        (window,) = until(self.screen.windows, "the window")
        self.screen.activate(window)
        self.await_(ready=True)
        if path is not None:
            self._open(path)

    def _open(self, path: Path) -> None:
        """Through the dialog, as somebody does who knows where their file is."""
        self.press("Ctrl+O")
        until(lambda: "QFileDialog" in self.ask("other_windows"), "the dialog")
        until(lambda: len(self.screen.ask("search", "--onlyvisible", "--name", ".").split()) > 1)
        until(lambda: self._typed() is not None, "the field of the dialog has the keys")
        self.type(str(path))
        until(lambda: self._typed() == str(path), "all of the name in it")
        self.press("Return")
        self.await_(project=str(path), ready=True)

    def _typed(self) -> str | None:
        """What stands in the field that has the keys; None where no field has them."""
        focus = self.ask("keys_at")
        in_field = focus["window"] == "QFileDialog" and focus["kind"].endswith("LineEdit")
        return focus["text"] if in_field else None

    def leave(self) -> None:
        assert self.program is not None
        self.press("Ctrl+Q")
        assert self.program.wait(PATIENCE) == 0
        for pipe in (self.program.stdin, self.program.stdout):
            assert pipe is not None
            pipe.close()
        self.program = None

    def press(self, *keys: str) -> None:
        self.screen.keys(*map(_xkey, keys))

    def type(self, text: str) -> None:
        self.screen.ask("type", "--delay", "30", text)

    def click(self, at: Point, times: int = 1, holding: str = "") -> None:
        held, released = (("keydown", holding), ("keyup", holding)) if holding else ((), ())
        clicks = ("click", "--repeat", str(times), "--delay", "40", "1")
        self.screen.ask("mousemove", *map(str, at), *map(str.lower, held), *clicks)
        if released:
            self.screen.ask(*map(str.lower, released))

    def drag(self, start: Point, end: Point) -> None:
        self.screen.ask("mousemove", *map(str, start), "mousedown", "1")
        for step in range(1, 11):
            at = (a + (b - a) * step // 10 for a, b in zip(start, end, strict=True))
            self.screen.ask("mousemove", *map(str, at))
        self.screen.ask("mouseup", "1")

    def zoom(self, at: Point, up: bool) -> None:
        self.screen.ask("mousemove", *map(str, at), "keydown", "ctrl", "click", "4" if up else "5")
        self.screen.ask("keyup", "ctrl")

    def clipboard(self) -> str:
        done = subprocess.run(
            [sys.executable, str(HERE / "clipping.py")],
            env=self.screen.environment,
            stdout=subprocess.PIPE,
            cwd=ROOT,
            check=True,
        )
        return done.stdout.decode()

    def turn(self) -> None:
        """It goes on by itself."""


def _xkey(key: str) -> str:
    """As X calls it."""
    *held, last = key.split("+") if len(key) > 1 else [key]
    last = XKEYS.get(last, last if len(last) > 1 else last.lower())
    return "+".join((*map(str.lower, held), last))


class Insider(Person):
    """In the same process, off screen, by events of Qt."""

    def __init__(self) -> None:
        self.window: Window | None = None

    def ask(self, name: str, *arguments: Any) -> Any:
        assert self.window is not None
        answer = looking.QUESTIONS[name](self.window, *arguments)
        return json.loads(json.dumps(answer))  # as the other one hears it

    def start(self, path: Path | None = None) -> None:
        app.start()
        self.window = app.open_window(path)
        self.window.activateWindow()
        self.await_(ready=True)

    def leave(self) -> None:
        assert self.window is not None
        self.window.close()
        self.window.deleteLater()
        self.window = None
        self.turn()

    def press(self, *keys: str) -> None:
        for key in keys:
            chord = QKeySequence(key)[0]  # pyright: ignore[reportIndexIssue]
            QTest.keyClick(_focus(self.window), chord.key(), chord.keyboardModifiers())
            self.turn()

    def type(self, text: str) -> None:
        QTest.keyClicks(_focus(self.window), text)
        self.turn()

    def click(self, at: Point, times: int = 1, holding: str = "") -> None:
        modifier = {"": Qt.KeyboardModifier.NoModifier, "Shift": Qt.KeyboardModifier.ShiftModifier}
        for number in range(times):
            widget, there = _under(at)
            act = QTest.mouseDClick if number == 1 else QTest.mouseClick
            act(widget, Qt.MouseButton.LeftButton, modifier[holding], there)
        self.turn()

    def drag(self, start: Point, end: Point) -> None:
        widget, here = _under(start)
        there = widget.mapFromGlobal(QPoint(*end))
        left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        QTest.mousePress(widget, left, none, here)
        QTest.mouseMove(widget, (here + there) / 2)
        QTest.mouseMove(widget, there)
        QTest.mouseRelease(widget, left, none, there)
        self.turn()

    def zoom(self, at: Point, up: bool) -> None:
        widget, there = _under(at)
        turned = QPoint(0, 120 if up else -120)
        event = QWheelEvent(
            QPointF(there),
            QPointF(*at),
            QPoint(),
            turned,
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.ControlModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(widget, event)
        self.turn()

    def clipboard(self) -> str:
        return QGuiApplication.clipboard().text(QClipboard.Mode.Clipboard)

    def turn(self) -> None:
        QTest.qWait(1)


def _focus(window: Window | None) -> QWidget:
    found = QApplication.focusWidget() or window
    assert found is not None
    return found


def _under(at: Point) -> tuple[QWidget, QPoint]:
    """The widget at a place of the screen, and the place in it."""
    widget = QApplication.widgetAt(QPoint(*at))
    assert widget is not None, at
    return widget, widget.mapFromGlobal(QPoint(*at))
