"""The program as it is started, on a real (virtual) screen, with a real mouse and real keys."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from annotations import open_project
from annotations.incoming import bring
from annotations.model import Annotation
from tests.stories.screen import PATIENCE, ROOT, Screen, until, virtual_screen


@dataclass
class Started:
    """The program on a screen, with this project."""

    screen: Screen
    program: subprocess.Popen[str]
    project: Path

    def marks(self) -> tuple[Annotation, ...]:
        """What stands in the file, read beside the running program."""
        with open_project(self.project, read_only=True) as project:
            return project.annotations(project.articles()[0].id)

    def children(self) -> str:
        """The processes that the program has started."""
        there = Path(f"/proc/{self.program.pid}/task/{self.program.pid}/children")
        return there.read_text() if there.exists() else "not told here"


@pytest.fixture
def started(tmp_path: Path, home: Path) -> Iterator[Started]:
    article, path = tmp_path / "article.txt", tmp_path / "walk.danqian"
    article.write_text("𠮷市与吉州签约\n" + "两地将共建产业园区并互派干部挂职。" * 60, "utf-8")
    with open_project(path, create=True) as project, project.bringing() as batch:
        assert [outcome.result for outcome in bring(batch, [article])] == ["new"]
    with virtual_screen(home) as screen:
        program = screen.start(sys.executable, str(ROOT / "main.py"), str(path))
        try:
            until(screen.windows, "the window")
            made = Started(screen, program, path)
            until(made.children, "the word process: it comes after the first paint")
            yield made
        finally:
            program.terminate()
            program.wait(PATIENCE)


def test_a_person_tags_with_keys_and_mouse_and_it_is_in_the_file(
    started: Started, home: Path
) -> None:
    screen, marks = started.screen, started.marks
    (window,) = screen.windows()
    screen.activate(window)

    screen.keys("shift+Right", "shift+Right", "r")
    until(lambda: len(marks()) == 1)
    assert (marks()[0].label, marks()[0].quote) == ("REGION", "𠮷市")

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
    until(lambda: len(marks()) == 2)
    dragged = marks()[1]
    assert (dragged.label, dragged.attributes["type"]) == ("MEASURE", "PARK")
    assert 5 <= len(dragged.quote) <= 9, "120 pixels of 18-pixel characters"

    screen.keys("ctrl+z")
    until(lambda: len(marks()) == 1)
    screen.keys("ctrl+shift+z")
    until(lambda: len(marks()) == 2)
    assert marks()[1] == dragged

    assert screen.windows() == [window], "one program, one window"
    screen.keys("ctrl+q")
    until(lambda: not screen.windows())
    assert started.program.wait(PATIENCE) == 0
    assert not (home / "errors.log").exists()
