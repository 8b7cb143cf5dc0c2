"""What `reader` starts in an interpreter of its own: reading in the program's whole window.

`python -m tests.benchmarks._reading_windows` makes a project of long and of usual articles and
prints one line of JSON, {name: ratio or milliseconds}.  Beside each thing done in the window Qt's
own plain widget sets and paints the same text, turn by turn.  All times are this thread's own
work: the window's other threads, and whoever else uses the machine, do not count.
"""

from __future__ import annotations

import json
import os
import random
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from annotations.incoming import bring
from annotations.model import Span
from annotations.project import open_project
from annotations.store import marks
from annotations.store.recording import recording

if TYPE_CHECKING:
    from annotations.project import Project
    from gui.window import Window

SIZES = {"million": (1_000_000, 10_000), "usual": (3_000, 100)}  # characters, annotations
COPIES = 3  # of each: an article that is opened is another one than the last
ROUNDS = 15
TURNS = 8  # of the events, after each thing done
LONGEST = 40  # characters of an annotation


def main() -> None:
    with tempfile.TemporaryDirectory() as home:
        os.environ["DANQIAN_HOME"] = home
        os.environ["DANQIAN_AUTHOR"] = "bench"
        path = Path(home) / "bench.danqian"
        articles = _build(path, Path(home))
        window = _open(path)
        found = (_measured(window, name, articles[name]) for name in SIZES)
        print(json.dumps({name: value for part in found for name, value in part}))
        window.close()


def _build(path: Path, home: Path) -> dict[str, list[str]]:
    """A project with articles of each size, and their ids."""
    from tests.reliability.prose import Prose

    prose = Prose(3)
    folder, ids = home / "texts", dict[str, list[str]]()
    folder.mkdir()
    for name, (characters, _) in SIZES.items():
        for number in range(COPIES):
            text = f"{name}{number}\n{prose.piece(characters, characters // 100).text}"[:characters]
            (folder / f"{name}{number}.txt").write_text(text, "utf-8")
    with open_project(path, create=True) as project:
        with project.bringing() as batch:
            tuple(bring(batch, [folder]))
        for name, (_, number) in SIZES.items():
            ids[name] = [row.id for row in project.articles() if row.title.startswith(name)]
            for article in ids[name]:
                _tag(project, article, number)
    return ids


def _tag(project: Project, article: str, number: int) -> None:
    """Annotate so many spans all over an article, nested and overlapping, in one step."""
    text, chance = project.article(article).text, random.Random(2)
    labels = [entity.id for entity in project.tagset.entities]
    file = project._file  # pyright: ignore[reportPrivateUsage]
    with recording(file, "bench", "annotated", {}) as step:
        for at in range(number):
            start = chance.randrange(len(text) - LONGEST)
            span, label = Span(start, start + chance.randint(2, LONGEST)), labels[at % len(labels)]
            marks.annotate(step, article, text, (span,), label, {}, None, project.tagset.ref)


def _open(path: Path) -> Window:
    from gui import app

    application = app.start()
    window = app.open_window(path)
    window.furnish()
    window.words.stop()
    window.doing.safekeeping.copying.stop()  # not another process beside what is measured
    window.resize(1400, 900)
    window.show()
    for _ in range(20):
        application.processEvents()
    return window


def _measured(window: Window, name: str, articles: list[str]) -> list[tuple[str, float]]:
    """What opening and changing the view take, as parts of what the plain widget takes."""
    from tests.benchmarks import _readers as on

    project = window.bridge.project
    assert project is not None
    texts = [project.article(article).text for article in articles]
    plain = on.setting_text(*texts)
    opened, changed, plainly = list[float](), list[float](), list[float]()
    for turn in range(ROUNDS + 1):
        article = articles[turn % COPIES]
        _forget(window)
        _settle()
        opened.append(_took(partial(window.place.show_article, article), window))
        _settle()
        for view in ("hans", "source"):  # they are known from now on
            window.place.show_view(view)
            _settle()
        window.reader.scroll_by(400)
        _settle()
        changed.append(_took(partial(window.place.show_view, "hans"), window))
        _settle()
        window.place.show_view("source")
        _settle()
        plainly.append(_seconds(plain))
    by = median(plainly[1:])
    return [
        (f"window.open.{name}", median(opened[1:]) / by),
        (f"window.change.{name}", median(changed[1:]) / by),
        (f"window.change.{name}.ms", median(changed[1:]) * 1000),
    ]


def _forget(window: Window) -> None:
    """Nothing is known of any article but its row in the list."""
    project = window.bridge.project
    assert project is not None
    project._views.clear()  # pyright: ignore[reportPrivateUsage]
    window.bridge.annotated.forget()
    window.reader._columns.forget()  # pyright: ignore[reportPrivateUsage]


def _settle() -> None:
    """Until everything beside the text tells what the text shows, as a reader's eye lets it."""
    from PySide6.QtWidgets import QApplication

    for _ in range(TURNS):
        QApplication.processEvents()


def _took(work: Callable[[], object], window: Window) -> float:
    """Until the text has been painted."""

    def painted() -> None:
        work()
        window.reader.viewport().repaint()

    return _seconds(painted)


def _seconds(work: Callable[[], object]) -> float:
    start = time.thread_time()
    work()
    return time.thread_time() - start


if __name__ == "__main__":
    main()
