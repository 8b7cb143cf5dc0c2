"""Looking for the other places of a name, a little at a time, while the window goes on."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from annotations.errors import Refusal
from annotations.propagation import bordered, piece
from gui.bridge import Bridge
from gui.words import Words

if TYPE_CHECKING:
    from array import array

    from annotations.model import Annotation, Mention
    from annotations.project import Project

SLICE = 0.006  # seconds of the window's time that are taken at once
PAUSE_MS = 8  # between two slices
TOGETHER = 1_000  # characters that the word process is asked about at once
FLYING = 4  # such pieces on their way; more would keep the words of the text waiting
MOST = 20_000  # places that are looked for


class Elsewhere(QObject):
    """The places of one annotation's text that should have its label, as far as they are known.

    `grown()` when there are more, or when there are no more to come.  `found` begins with those
    of the annotation's own article.
    """

    grown = Signal()

    def __init__(self, bridge: Bridge, words: Words, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge, self._words = bridge, words
        self.origin: tuple[str, Annotation] | None = None  # its article and itself
        self.single = False  # whether one character is looked for
        self.found: list[Mention] = []
        self.ended = True  # whether no more will come
        self.whole = True  # whether then there are no more: of very many some are not looked for
        self.counted_here = True  # whether those of its own article are known
        self.here = 0  # how many of them are in it
        self._coming: Iterator[tuple[Mention, ...]] = iter(())
        self._project: Project | None = None  # that they come from
        self._gathered: list[Mention] = []
        self._turn = 0  # counts up with each search: what comes late is of another one
        self._flying = 0
        self._timer = QTimer(self)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self._look_on)

    def seek(
        self, article: str, annotation: str, *, single: bool = False, only: bool = False
    ) -> bool:
        """Begin anew with an annotation; whether it is one to be looked for.

        With `single` also where it is of one character; with `only` in its own article alone.
        """
        self.stop()
        project, names = self._bridge.project, self._words.user_words
        if project is None:
            return False
        try:
            origin = project.annotation(article, annotation)
            if origin.label == project.tagset.measure.id:
                return False
            self._coming = project.mentions(
                article, annotation, single=single, known=names, only=only
            )
        except Refusal:  # it is gone by now
            return False
        self._project, self.origin, self.single = project, (article, origin), single
        self.ended = self.whole = self.counted_here = False
        self._timer.start()
        return True

    def stop(self) -> None:
        """Look for nothing any more, and know of nothing."""
        self._timer.stop()
        self._turn += 1
        self.origin, self.found, self._gathered = None, [], []
        self._coming, self._flying, self.here = iter(()), 0, 0
        self.ended = self.whole = self.counted_here = True

    # -- within -----------------------------------------------------------------------------

    def _look_on(self) -> None:
        """Look for so long as nobody feels it; wait where the word process has enough to do."""
        if self._bridge.project is not self._project:  # closed meanwhile
            self.stop()
            return
        until = time.perf_counter() + SLICE
        while self._flying < FLYING and len(self.found) < MOST:
            turn = next(self._coming, None)
            if turn is None:
                self._ask()
                break
            self._gathered += turn
            if sum(len(mention.clause) for mention in self._gathered) >= TOGETHER:
                self._ask()
            if time.perf_counter() >= until:
                return
        else:
            if len(self.found) < MOST:
                return
            self._gathered = []
        self._timer.stop()
        self._tell_end()

    def _ask(self) -> None:
        """Have the word process say which of them begin and end with a word."""
        several, self._gathered, turn = tuple(self._gathered), [], self._turn
        if several:
            self._flying += 1
            self._words.cut(piece(several), lambda ends: self._take(turn, several, ends))

    def _take(self, turn: int, several: tuple[Mention, ...], ends: array[int]) -> None:
        if turn != self._turn or self.origin is None:
            return
        self._flying -= 1
        new = bordered(several, ends)
        self.found += new
        self.here += sum(1 for mention in new if mention.article == self.origin[0])
        self.counted_here = self.counted_here or several[-1].article != self.origin[0]
        if self._timer.isActive():
            if new or self.counted_here:
                self.grown.emit()
        else:
            self._tell_end()

    def _tell_end(self) -> None:
        if not self._flying and not self._gathered:
            self.ended = self.counted_here = True
            self.whole = len(self.found) < MOST
            self.grown.emit()
