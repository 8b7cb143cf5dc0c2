"""What `tagging` starts in an interpreter of its own: tagging in the program's whole window.

`python -m tests.benchmarks._tagging_windows` makes a project with a long and a usual article and
prints one line of JSON, {article: [[own, all, sync, after], …]} in milliseconds: this thread's
own work from the selection until the mark is painted and the step committed; the same on the
clock, with the disk and whoever else works here; one bare write and sync in the same folder; own
work that the window does by itself afterwards.
"""

from __future__ import annotations

import json
import os
import random
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from annotations.incoming import bring
from annotations.model import Span
from annotations.project import open_project

if TYPE_CHECKING:
    from gui.window import Window

SIZES = {"million": (1_000_000, 10_000), "usual": (3_000, 100)}  # characters, annotations
ROUNDS = 40
WARM = 5  # rounds before, that do not count
LENGTH = 4  # characters of what is tagged
LATER = 400  # milliseconds; what the window does by itself after a step is done by then
Times = tuple[float, float, float, float]


def main() -> None:
    with tempfile.TemporaryDirectory() as home:
        os.environ["DANQIAN_HOME"] = home
        os.environ["DANQIAN_AUTHOR"] = "bench"
        path = Path(home) / "bench.danqian"
        articles = _build(path, Path(home))
        found = _measured(path, articles)
        _check(path, articles)
    print(json.dumps(found))


def _build(path: Path, home: Path) -> dict[str, str]:
    """A project with one article of each size, and their ids."""
    from tests.benchmarks._reading_windows import _tag  # pyright: ignore[reportPrivateUsage]
    from tests.reliability.prose import Prose

    prose, folder = Prose(3), home / "texts"
    folder.mkdir()
    for name, (characters, _) in SIZES.items():
        text = f"{name}\n{prose.piece(characters, characters // 100).text}"[:characters]
        (folder / f"{name}.txt").write_text(text, "utf-8")
    with open_project(path, create=True) as project:
        with project.bringing() as batch:
            tuple(bring(batch, [folder]))
        ids = {row.title: row.id for row in project.articles()}
        for name, (_, number) in SIZES.items():
            _tag(project, ids[name], number)
    return ids


def _measured(path: Path, articles: dict[str, str]) -> dict[str, list[Times]]:
    from PySide6.QtTest import QTest

    from tests.benchmarks._reading_windows import _open  # pyright: ignore[reportPrivateUsage]

    window = _open(path)
    chance, found = random.Random(4), {name: list[Times]() for name in SIZES}
    for name in SIZES:
        window.place.show_article(articles[name])
        for turn in range(ROUNDS + WARM):
            start = chance.randrange(200, SIZES[name][0] - 200)
            window.reader.reveal(Span(start, start + LENGTH))
            QTest.qWait(LATER)
            times = _tagged(window, Span(start, start + LENGTH))
            after = time.thread_time()
            QTest.qWait(LATER)
            after = (time.thread_time() - after) * 1000
            if turn >= WARM:
                found[name].append((*times, _sync(path.parent), after))
    window.close()
    return found


def _tagged(window: Window, span: Span) -> tuple[float, float]:
    """Select a span that is on the screen and press a key, until the mark is painted."""
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    article = window.place.article
    own, clock = time.thread_time(), time.perf_counter()
    window.reader.select(span)
    QTest.keyClicks(window.reader, "r")
    QApplication.processEvents()
    window.reader.viewport().repaint()
    own, clock = time.thread_time() - own, time.perf_counter() - clock
    made = window.bridge.annotation(article, window.place.active)
    mark = window.reader.flow.marks.get(window.place.active)
    assert made is not None and mark is not None and made.hull == mark.hull == span
    window.place.activate("")
    return own * 1000, clock * 1000


def _sync(folder: Path) -> float:
    """Milliseconds that a write of one page and its sync take by themselves."""
    with (folder / "sync").open("wb", buffering=0) as file:
        start = time.perf_counter()
        file.write(bytes(4096))
        os.fsync(file.fileno())
        return (time.perf_counter() - start) * 1000


def _check(path: Path, articles: dict[str, str]) -> None:
    """Everything that was tagged is in the file."""
    with open_project(path, read_only=True) as project:
        for name, id in articles.items():
            assert len(project.annotations(id)) == SIZES[name][1] + ROUNDS + WARM


if __name__ == "__main__":
    main()
