"""Word borders for the reader, from a process of its own; single characters until it answers.

Loading jieba here would freeze the window for a second or more, in a thread as well.
"""

from __future__ import annotations

import multiprocessing
from bisect import bisect_right
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import cast

from PySide6.QtCore import QObject, QTimer, Signal

from annotations.model import Span, View
from annotations.text.words import simple_word
from gui import settings

KEPT = 8  # texts whose words are remembered
POLL_MS = 40


class Words(QObject):
    """`answered()` when the words of a text have come."""

    answered = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None
        self._asked: dict[int, tuple[View, View]] = {}
        self._borders: dict[str, list[int]] = {}
        self._number = 0
        self._timer = QTimer(self)
        self._timer.setInterval(POLL_MS)
        self._timer.timeout.connect(self._listen)

    def start(self) -> None:
        """Start the process; call it when the window has been painted."""
        if self._process is None:
            from gui.word_child import serve

            context = multiprocessing.get_context("spawn")
            near, far = context.Pipe()
            self._pipe = cast("Connection", near)  # on Windows a twin of Connection
            folder = str(settings.home() / "cache")
            self._process = context.Process(target=serve, args=(far, folder), daemon=True)
            self._process.start()
            far.close()

    def stop(self) -> None:
        """End the process."""
        self._timer.stop()
        if self._pipe is not None:
            self._pipe.close()
        if self._process is not None:
            self._process.terminate()
            self._process.join(2)
        self._process = self._pipe = None

    def ask(self, shown: View, hans: View) -> None:
        """Have the words of a shown view cut; jieba reads them in the simplified one."""
        if self._pipe is None or shown.text in self._borders:
            return
        self._number += 1
        self._asked[self._number] = (shown, hans)
        try:
            self._pipe.send((self._number, hans.text))
        except OSError:
            self._give_up()
        else:
            self._timer.start()

    def word(self, text: str, index: int) -> Span:
        """The word at a character of a shown text, both in that text's characters."""
        borders = self._borders.get(text)
        if not borders or not 0 <= index < len(text):
            return simple_word(text, index)
        after = bisect_right(borders, index)
        start = borders[after - 1] if after else 0
        return Span(start, borders[after] if after < len(borders) else len(text))

    def _listen(self) -> None:
        try:
            while self._pipe is not None and self._pipe.poll():
                number, ends = self._pipe.recv()
                self._take(number, ends)
        except (EOFError, OSError):
            self._give_up()
        if not self._asked:
            self._timer.stop()

    def _take(self, number: int, ends: list[int]) -> None:
        shown, hans = self._asked.pop(number)
        back, forth = hans.alignment.inverse(), shown.alignment
        borders = {forth.caret_to_target(back.caret_to_target(end)) for end in ends}
        while len(self._borders) >= KEPT:
            self._borders.pop(next(iter(self._borders)))
        self._borders[shown.text] = sorted(borders)
        self.answered.emit()

    def _give_up(self) -> None:
        """The process ended by itself: single characters are the words from now on."""
        self._asked.clear()
        self.stop()
