"""A virtual screen with a window manager, and real keys and a real mouse on it.

Nothing waits a fixed time: what happened is asked for until it is so, and long enough for a
machine that does ten other things.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import pytest

ROOT = Path(__file__).parents[2]
TOOLS = ("Xvfb", "openbox", "xdotool")
PATIENCE = 90.0  # seconds until something is said not to happen
LOOK = 0.05  # seconds between two looks
SIZE = "1500x1000x24"
_T = TypeVar("_T")


def until(true: Callable[[], _T | None], what: object = "") -> _T:
    """What `true` says as soon as it is something; a failure that tells `what` when it never is."""
    end = time.monotonic() + PATIENCE
    while not (found := true()):
        assert time.monotonic() < end, f"it did not happen in time: {what}"
        time.sleep(LOOK)
    return found


class Screen:
    """A display, and what is done on it with `xdotool`. `home` is the user's folder there."""

    def __init__(self, display: str, home: Path) -> None:
        self.environment = {**os.environ, "DISPLAY": display, "DANQIAN_HOME": str(home)}
        self.environment.pop("QT_QPA_PLATFORM", None)
        self.manager: subprocess.Popen[str] | None = None
        self.started: list[subprocess.Popen[str]] = []

    def ask(self, *words: str) -> str:
        done = subprocess.run(
            ["xdotool", *words], env=self.environment, capture_output=True, text=True, check=False
        )
        return done.stdout

    def windows(self) -> list[str]:
        """The ids of our main windows."""
        return self.ask("search", "--onlyvisible", "--name", "丹铅$").split()

    def activate(self, window: str) -> None:
        """Have a window in front, with the keys: the manager may be slow to hear of it."""
        try:
            until(lambda: self._is_in_front(window), "the window in front")
        except AssertionError as error:
            active = self.ask("getactivewindow").strip()
            there = {id: self.ask("getwindowname", id).strip() for id in (window, active) if id}
            raise AssertionError(f"{error}: {there}, of {self.windows()}") from None

    def _is_in_front(self, window: str) -> bool:
        if self.manager is not None and self.manager.poll() is not None:
            self.manager = self.start("openbox")  # it ended: nobody else gives a window the keys
        self.ask("windowactivate", window)
        return self.ask("getactivewindow").strip() == window

    def keys(self, *keys: str) -> None:
        self.ask("key", "--delay", "40", *keys)

    def start(self, *words: str, talking: bool = False) -> subprocess.Popen[str]:
        """A program on the screen; a `talking` one is asked and answers by its pipes."""
        pipe = subprocess.PIPE if talking else subprocess.DEVNULL
        process = subprocess.Popen(
            words,
            env=self.environment,
            stdin=pipe,
            stdout=pipe,
            stderr=subprocess.DEVNULL,
            text=True,
            cwd=ROOT,
        )
        self.started.append(process)
        return process

    def end(self) -> None:
        """Whatever still runs on it ends: a story that failed leaves nothing to the next one."""
        for process in self.started:
            if process.poll() is None:
                process.terminate()
            process.wait(PATIENCE)
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    pipe.close()


@contextmanager
def virtual_screen(home: Path, tools: Sequence[str] = TOOLS) -> Iterator[Screen]:
    """A screen for as long as it is wanted; without the programs for it the test is skipped."""
    if missing := [tool for tool in tools if shutil.which(tool) is None]:
        pytest.skip(f"not on this machine: {', '.join(missing)}")
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", SIZE],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    )
    screen: Screen | None = None
    try:
        os.close(write)
        with os.fdopen(read) as told:
            screen = Screen(f":{told.readline().strip()}", home)
        there = screen
        until(lambda: _is_managed(there), "the window manager")
        yield screen
    finally:
        if screen is not None:
            screen.end()
        server.terminate()
        server.wait(PATIENCE)


def _is_managed(screen: Screen) -> bool:
    """Whether a window manager answers: without one no window is given the keys."""
    if screen.manager is None or screen.manager.poll() is not None:  # it came before the display
        screen.manager = screen.start("openbox")
    return bool(screen.ask("get_desktop").strip())
