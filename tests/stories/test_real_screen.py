"""The program as it is started, on a real (virtual) screen, with a real mouse and real keys."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from annotations import open_project
from annotations.incoming import bring
from annotations.model import Annotation

ROOT = Path(__file__).parents[2]
TOOLS = ("Xvfb", "openbox", "xdotool")
PATIENCE = 30.0  # seconds; generous, for a busy machine


class Screen:
    """A display with a window manager and the program on it."""

    def __init__(self, display: str, project: Path, home: Path) -> None:
        self.project, self.home = project, home
        self.environment = {**os.environ, "DISPLAY": display, "DANQIAN_HOME": str(home)}
        self.environment.pop("QT_QPA_PLATFORM", None)

    def windows(self) -> list[str]:
        """The ids of our main windows."""
        found = self.ask("search", "--onlyvisible", "--name", "— 丹铅$")
        return found.split()

    def ask(self, *words: str) -> str:
        done = subprocess.run(
            ["xdotool", *words], env=self.environment, capture_output=True, text=True, check=False
        )
        return done.stdout

    def keys(self, *keys: str) -> None:
        self.ask("key", "--delay", "40", *keys)

    def marks(self) -> tuple[Annotation, ...]:
        """What stands in the file, read beside the running program."""
        with open_project(self.project, read_only=True) as project:
            return project.annotations(project.articles()[0].id)


def until(true: Callable[[], object]) -> None:
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.1)


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[Screen]:
    missing = [tool for tool in TOOLS if shutil.which(tool) is None]
    if missing:
        pytest.skip(f"not on this machine: {', '.join(missing)}")
    article, path = tmp_path / "article.txt", tmp_path / "walk.danqian"
    article.write_text("𠮷市与吉州签约\n" + "两地将共建产业园区并互派干部挂职。" * 60, "utf-8")
    with open_project(path, create=True) as project, project.bringing() as batch:
        assert [outcome.result for outcome in bring(batch, [article])] == ["new"]
    read, write = os.pipe()
    running = [
        subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", "1500x1000x24"],
            pass_fds=[write],
            stderr=subprocess.DEVNULL,
        )
    ]
    try:
        os.close(write)
        with os.fdopen(read) as told:
            display = f":{told.readline().strip()}"
        screen = Screen(display, path, tmp_path / "home")
        for command in (["openbox"], [sys.executable, str(ROOT / "main.py"), str(path)]):
            running.append(
                subprocess.Popen(command, env=screen.environment, stderr=subprocess.DEVNULL)
            )
        until(screen.windows)
        time.sleep(1.5)  # the word process starts after the first paint: it must open no window
        yield screen
    finally:
        for process in reversed(running):
            process.terminate()
            process.wait(10)


def test_a_person_tags_with_keys_and_mouse_and_it_is_in_the_file(screen: Screen) -> None:
    (window,) = screen.windows()
    screen.ask("windowactivate", "--sync", window)

    screen.keys("shift+Right", "shift+Right", "r")
    until(lambda: len(screen.marks()) == 1)
    assert (screen.marks()[0].label, screen.marks()[0].quote) == ("REGION", "𠮷市")

    place = dict(
        line.split("=") for line in screen.ask("getwindowgeometry", "--shell", window).split()
    )
    x = int(place["X"]) + int(place["WIDTH"]) * 2 // 5
    y = int(place["Y"]) + int(place["HEIGHT"]) // 2
    screen.keys("F5")
    screen.ask("mousemove", str(x), str(y), "mousedown", "1")
    for step in range(10, 130, 10):
        screen.ask("mousemove", str(x + step), str(y))
    screen.ask("mouseup", "1")
    screen.keys("m", "p", "k")
    until(lambda: len(screen.marks()) == 2)
    dragged = screen.marks()[1]
    assert (dragged.label, dragged.attributes["type"]) == ("MEASURE", "PARK")
    assert 5 <= len(dragged.quote) <= 9, "120 pixels of 18-pixel characters"

    screen.keys("ctrl+z")
    until(lambda: len(screen.marks()) == 1)
    screen.keys("ctrl+shift+z")
    until(lambda: len(screen.marks()) == 2)
    assert screen.marks()[1] == dragged

    assert screen.windows() == [window], "one program, one window"
    screen.keys("ctrl+q")
    until(lambda: not screen.windows())
    assert not (screen.home / "errors.log").exists()
