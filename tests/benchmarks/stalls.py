"""How long the window stands still while files come in and go out: gaps of a timer of 5 ms.

The real window, off screen, in a process of its own for each work: 1,000 usual articles with
marks and as bare files, one article of a million characters, clean and as dirty as scraped ones
are, and the exports of both.  Told is the longest gap by the clock; `how` names the processor
time of the window's process in it, which nobody else's work makes longer.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks import Figure
from tests.benchmarks.exchange import articles
from tests.reliability.prose import Prose

if TYPE_CHECKING:
    from gui.window import Window

MOST = 50.0  # milliseconds
TICK = 5
ARTICLES, CHARS, MARKS, LONG = 1000, 3000, 100, 1_000_000
DIRTY, RESIDUE = 40, "區(qū)"  # characters between two of these
EXPORTS = ("jsonl", "brat", "conll", "xmi", "tei", "html")


def figures() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        yield from _of(folder, "usual", articles(folder, ARTICLES, CHARS, MARKS))
        yield from _of(folder, "files", folder / "texts")
        long = Prose(3).piece(LONG, 0).text[:LONG]
        for kind, text in (("million", long), ("million-dirty", _dirty(long))):
            path = folder / f"{kind}.txt"
            path.write_text(text, "utf-8")
            yield from _of(folder, kind, path)


def _dirty(text: str) -> str:
    parts = (text[at : at + DIRTY] for at in range(0, len(text), DIRTY))
    return RESIDUE.join(parts)[:LONG]


def _of(folder: Path, kind: str, given: Path) -> Iterator[Figure]:
    words = [sys.executable, "-m", "tests.benchmarks.stalls", str(given), str(folder / kind)]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    for what, wall, cpu, seconds in map(json.loads, done.stdout.splitlines()):
        how = f"longest gap, {cpu:.0f} ms of it processor; {seconds:.1f} s"
        yield Figure(f"stalls.{kind}.{what}.ms", wall, "ms", MOST, how)


# -- the window -------------------------------------------------------------------------------


def main(given: Path, out: Path) -> None:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtTest import QTest

    from annotations import formats
    from gui import app
    from gui.window import Window

    application = app.start()
    window = Window()
    window.furnish()
    out.mkdir()
    assert window.files.open_path(out / "p.danqian", create=True)
    window.resize(1400, 900)
    window.show()
    window.activateWindow()
    window.words.start()
    formats.all()
    QTest.qWait(3_000)
    gaps = Gaps(window)
    assert window.files.bring([given])
    gaps.tell("import")
    if dialog := application.activeModalWidget():
        dialog.close()
    QTest.qWait(2_000)
    for name in EXPORTS:
        _export(window, name, out / name, gaps)
    os._exit(0)  # nothing of the window's end is measured


class Gaps:
    """The gaps between the ticks of a timer of the window since the last time it was asked."""

    def __init__(self, window: Window) -> None:
        from PySide6.QtCore import QTimer

        self._timer = QTimer(window)
        self._timer.timeout.connect(self._tick)
        self._timer.start(TICK)
        self.begin()

    def begin(self) -> None:
        """Forget what was before."""
        self._gaps: list[tuple[float, float]] = []
        self._first = self._last = time.perf_counter(), time.process_time()

    def _tick(self) -> None:
        now = time.perf_counter(), time.process_time()
        self._gaps.append((now[0] - self._last[0], now[1] - self._last[1]))
        self._last = now

    def tell(self, what: str) -> None:
        """The longest, when what comes after it is painted, too."""
        from PySide6.QtTest import QTest

        seconds = time.perf_counter() - self._first[0]
        QTest.qWait(500)
        wall, cpu = max(self._gaps)
        print(json.dumps([what, wall * 1e3, cpu * 1e3, seconds]), flush=True)
        self.begin()


def _export(window: Window, name: str, path: Path, gaps: Gaps) -> None:
    from annotations.formats import Selection
    from gui.dialogs.export.dialog import Wanted
    from gui.doing.exporting import written

    assert window.bridge.path is not None
    gaps.begin()
    written(window.files.works, window.bridge.path, Wanted(name, path, "hans", Selection(), {}))
    gaps.tell(name)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
