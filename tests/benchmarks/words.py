"""Words: whether the window is ever held up while jieba loads and cuts, and a snap's time."""

from __future__ import annotations

import os
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from annotations.model import Alignment, View
from annotations.text.user_words import UserWords
from annotations.text.words import pieces
from tests.benchmarks import Figure

if TYPE_CHECKING:
    from PySide6.QtCore import QCoreApplication

CHARACTERS, SNAPS, NAMES = 1_000_000, 2_000, 5_000


def figures() -> Iterator[Figure]:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as folder:
        yield from _window(Path(folder))
    yield from _long_text()


def _window(home: Path) -> Iterator[Figure]:
    """The window on the sample project, from before its process starts until words are known."""
    from gui.app import open_first, start
    from gui.window import Window

    application = start()
    for dictionary in ("read", "cached"):
        window = Window()
        open_first(window, None)
        window.furnish()
        window.show()
        application.processEvents()
        text = window.reader.model.text
        begin = window.words.start
        gap, took = _longest_gap(application, begin, lambda w=window.words, t=text: w.complete(t))
        window.close()
        how = f"longest gap of the event loop while jieba loads ({dictionary}; {took:.1f} s)"
        yield Figure(f"words.load.{dictionary}.gap.ms", gap * 1000, "ms", 50.0, how)


def _long_text() -> Iterator[Figure]:
    from gui.app import start
    from gui.words import Words

    chance = random.Random(1)
    text = _text(chance)
    view = View("hans", text, Alignment.identity(len(text)))
    words = Words()

    def begin() -> None:
        words.start()
        words.ask(view, view)

    gap, took = _longest_gap(start(), begin, lambda: words.complete(text))
    how = f"longest gap while {len(text)} characters are cut and answered ({took:.0f} s)"
    yield Figure("words.cut.gap.ms", gap * 1000, "ms", 50.0, how)
    words.stop()
    names = {text[at : at + chance.randint(2, 8)] for at in chance.sample(range(len(text)), NAMES)}
    for kind, known in (("plain", UserWords()), ("user", UserWords.of(names))):
        words.set_user_words(known)
        times: list[float] = []
        for index in chance.sample(range(len(text)), SNAPS):
            at = time.perf_counter()
            words.word(text, index)
            times.append(time.perf_counter() - at)
        times.sort()
        how = (
            f"slowest of 99 % of {SNAPS} snaps in {len(text)} characters, {len(known.words)} names"
        )
        yield Figure(f"words.snap.{kind}.ms", times[SNAPS * 99 // 100] * 1000, "ms", 5.0, how)
    at = time.perf_counter()
    pieces(text)
    yield Figure(
        "words.pieces.ms", (time.perf_counter() - at) * 1000, "ms", None, "the text divided"
    )


def _longest_gap(
    application: QCoreApplication, begin: Callable[[], object], done: Callable[[], bool]
) -> tuple[float, float]:
    """Seconds of the longest turn of the event loop from `begin` until `done`, and of all."""
    start = last = time.perf_counter()
    longest = 0.0
    begin()
    while not done():
        application.processEvents()
        now = time.perf_counter()
        longest, last = max(longest, now - last), now
        time.sleep(0.0005)  # a window at rest; the process shall have a core
    return longest, last - start


def _text(chance: random.Random) -> str:
    """News as long as was asked for, of the sample articles' sentences in another order."""
    folder = Path(__file__).parent.parent.parent / "resources" / "samples"
    base = "".join(path.read_text("utf-8", "ignore") for path in sorted(folder.glob("*.txt")))
    sentences = base.split("。")
    written = "。".join(chance.choices(sentences, k=CHARACTERS // 20))
    return written[:CHARACTERS]
