"""What `store` starts in interpreters of their own: `python -m tests.benchmarks._windows WHAT`.

`empty`: a bare Qt window until it has been painted.  `list FILE`: the program on a project
until its list has been painted, scrolled to its end and painted again.  `all FILE`: until
every part of the window is there and painted, the text of the first article too.  `work FILE`:
tagging and opening in the window, as lines of JSON.
"""

from __future__ import annotations

import json
import os
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from gui.window import Window

READY = "ready"
Times = tuple[float, float]
OPENED, TAGGED = 60, 200  # articles; spans
TURNS = 4  # of the events


def empty() -> None:
    from PySide6.QtCore import QTimer
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QApplication, QMainWindow

    class Bare(QMainWindow):
        def paintEvent(self, event: QPaintEvent) -> None:
            super().paintEvent(event)
            QTimer.singleShot(0, application.quit)

    application = QApplication([])
    window = Bare()
    window.resize(1400, 900)
    window.show()
    application.exec()
    print(READY, flush=True)


def listed(path: Path) -> None:
    def scroll(window: Window) -> None:
        from PySide6.QtCore import QCoreApplication

        shown = window.articles.list
        late = {"jieba", "opencc", "sqlite_utils"} & sys.modules.keys()
        assert not late, late
        bar = shown.verticalScrollBar()
        assert shown.model().rowCount() > 100 and bar.maximum() > 0
        bar.setValue(bar.maximum())
        QCoreApplication.sendPostedEvents(None, 0)
        _end()

    def attend(window: Window) -> None:
        from gui.painted import WhenPainted

        WhenPainted(window, lambda: scroll(window))

    _run(path, attend)


def everything(path: Path) -> None:
    def end(window: Window) -> None:
        assert window.reader.model.text
        _end()

    def attend(window: Window) -> None:
        from gui.painted import WhenPainted

        painted = window.furnished
        painted.connect(lambda: WhenPainted(window.reader.viewport(), lambda: end(window)))

    _run(path, attend)


def _run(path: Path, attend: Callable[[Window], None]) -> None:
    """The program as `main.py` starts it; `attend` gets its window when that is about to show."""
    from gui import app

    opening = app.open_window

    def open_window(wanted: Path | None) -> Window:
        window = opening(wanted)
        attend(window)
        return window

    app.open_window = open_window
    app.main([str(path)])


def _end() -> None:
    print(READY, flush=True)
    os._exit(0)


def work(path: Path) -> None:
    """JSON lines {name: [[all, own], …]}: milliseconds of each, waiting for disk and others in
    the first, nothing but this thread's work in the second; at the end the memory in MB."""
    from gui import app

    application = app.start()
    window = app.open_window(path)
    window.furnish()
    settle(application, window)
    window.doing.safekeeping.copying.stop()  # not another process beside what is measured
    painted, told = _opening(application, window)
    _say("open", painted)
    _say("told", told)
    _say("tag", _tagging(application, window))
    status = Path("/proc/self/status").read_text("utf-8").splitlines()
    peak = next(line for line in status if line.startswith("VmHWM"))
    _say("memory", [(int(peak.split()[1]) / 1024, 0)])
    window.close()


def settle(application: QApplication, window: Window) -> None:
    """Wait until everything has been read that is read while nothing else is to be done.

    In a new home the process of the words builds jieba's cache first, on another core.
    """
    window.furnish()
    until = time.monotonic() + 300
    while time.monotonic() < until:
        application.processEvents()
        known = window.words.complete(window.reader.model.text)
        if known and not window.tagged_words.reading:
            break


def _opening(application: QApplication, window: Window) -> tuple[list[Times], list[Times]]:
    """Articles all over the project, each from its being chosen until it has been painted, and
    from then until everything beside it has been told and painted too."""
    chance, rows = random.Random(2), window.bridge.articles()
    painted: list[Times] = []
    told: list[Times] = []

    def open_one(article: str) -> None:
        window.place.show_article(article)
        window.reader.viewport().repaint()

    for _ in range(OPENED):
        article = rows[chance.randrange(len(rows))].id
        painted.append(_took(lambda article=article: open_one(article)))
        told.append(_took(lambda: _turns(application)))
    return painted, told


def _tagging(application: QApplication, window: Window) -> list[Times]:
    """Spans tagged by a key press in the reader, until the mark has been painted."""
    from PySide6.QtTest import QTest

    from annotations.model import Span

    chance = random.Random(7)
    times: list[Times] = []

    def press() -> None:
        QTest.keyClicks(window.reader, "r")
        application.processEvents()

    for number in range(TAGGED):
        if number % 20 == 0:
            rows = window.bridge.articles()
            window.place.show_article(rows[chance.randrange(len(rows))].id)
            _turns(application)
        start = chance.randrange(1500)
        window.reader.select(Span(start, start + 3))
        _turns(application)
        before = len(window.bridge.annotations(window.place.article))
        times.append(_took(press))
        _turns(application)
        assert len(window.bridge.annotations(window.place.article)) == before + 1
    for _ in times:  # what is measured again is measured on the same
        window.bridge.do(lambda project: project.undo())
    return times


def _turns(application: QApplication) -> None:
    """Until everything is painted that follows from what was done."""
    for _ in range(TURNS):
        application.processEvents()


def _took(work: Callable[[], object]) -> Times:
    start = time.perf_counter(), time.thread_time()
    work()
    return (time.perf_counter() - start[0]) * 1000, (time.thread_time() - start[1]) * 1000


def _say(name: str, values: list[Times]) -> None:
    print(json.dumps({name: values}), flush=True)


if __name__ == "__main__":
    what = sys.argv[1]
    if what == "empty":
        empty()
    else:
        {"list": listed, "all": everything, "work": work}[what](Path(sys.argv[2]))
