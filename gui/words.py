"""Words for the reader: single characters at first, jieba's as its process answers.

Loading jieba here would freeze the window for a second or more, in a thread as well.  The
texts go over in small pieces, a few at a time, beginning where words are asked for, so
that neither sending nor receiving is ever felt and a text that was left is not waited for.
"""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from annotations.model import Span, View
from annotations.text import words
from annotations.text.shown_words import ShownWords
from annotations.text.user_words import UserWords
from annotations.text.words import simple_word
from gui.child_process import ChildProcess
from gui.word_child import serve

KEPT = 8  # texts whose words are remembered
VIEWS = 4  # of each text
FLYING = 6  # pieces asked for at a time, so that the process never waits for the timer
POLL_MS = 20
Then = Callable[["array[int]"], object]  # what is done with the ends of words


class Words(QObject):
    """`answered()` when the words of a piece of the text asked for have come."""

    answered = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.user_words = UserWords()
        self._process = ChildProcess(serve)
        self._texts: OrderedDict[str, words.Words] = OrderedDict()  # by hans text
        self._shown: OrderedDict[str, ShownWords] = OrderedDict()  # by shown text
        self._flying: dict[int, tuple[words.Words, int]] = {}
        self._apart: OrderedDict[int, tuple[str, Then]] = OrderedDict()  # pieces of no text
        self._number = 0
        self._wanted = False  # whether the process was asked to run
        self._timer = QTimer(self)
        self._timer.setInterval(POLL_MS)
        self._timer.timeout.connect(self._listen)

    # -- the process ----------------------------------------------------------------------

    def start(self) -> None:
        """Start the process; call it when the window has been painted."""
        self._wanted = True
        self._process.start()
        self._pump()

    def stop(self) -> None:
        """End the process; what is known stays known."""
        self._wanted = False
        self._timer.stop()
        self._flying.clear()
        self._apart.clear()
        self._process.stop()

    # -- asking ---------------------------------------------------------------------------

    def ask(self, shown: View, hans: View) -> None:
        """Have the words of a shown view found; jieba reads them in the simplified one."""
        text = self._texts.get(hans.text)
        if text is None:
            text = self._texts[hans.text] = words.Words(hans.text, self.user_words)
        self._texts.move_to_end(hans.text)
        known = self._shown.get(shown.text)
        if known is None or known.shown is not shown or known.hans is not hans:
            self._shown[shown.text] = ShownWords(shown, hans, text)
        self._shown.move_to_end(shown.text)
        while len(self._texts) > KEPT:
            self._texts.popitem(last=False)
        while len(self._shown) > KEPT * VIEWS:
            self._shown.popitem(last=False)
        self._pump()

    def word(self, text: str, index: int) -> Span:
        """The word at a character of a shown text, both in that text's characters."""
        known = self._shown.get(text)
        return known.word_at(index) if known else simple_word(text, index)

    def expand(self, text: str, span: Span) -> Span:
        """A span of a shown text with both ends snapped outward to words."""
        if not span:
            return span
        return Span(self.word(text, span.start).start, self.word(text, span.end - 1).end)

    def complete(self, text: str) -> bool:
        """Whether all words of a shown text are known."""
        known = self._shown.get(text)
        return known is not None and known.words.complete

    def cut(self, piece: str, then: Then) -> None:
        """Have the words of a piece found that belongs to no text; `then` hears where they end.

        Without the process at once: each character is a word, and each Latin run.
        """
        if not self._process.alive:
            then(words.simple_ends(piece))
            return
        self._number += 1
        self._apart[self._number] = (piece, then)
        if self._process.send((self._number, piece)):
            self._timer.start()
        else:
            self._revive()

    def set_user_words(self, user_words: UserWords) -> None:
        """Have these be words in every text, at once."""
        if user_words != self.user_words:
            self.user_words = user_words
            for text in self._texts.values():
                text.user_words = user_words

    # -- answers --------------------------------------------------------------------------

    def _pump(self) -> None:
        """Ask for the next pieces of the text that was asked for last."""
        if not self._process.alive or not self._texts:
            return
        text = next(reversed(self._texts.values()))
        asked = {piece for other, piece in self._flying.values() if other is text}
        for piece in text.missing():
            if len(self._flying) >= FLYING:
                break
            if piece in asked:
                continue
            self._number += 1
            self._flying[self._number] = (text, piece)
            if not self._process.send((self._number, text.piece(piece).of(text.text))):
                self._revive()
                return
        if self._flying:
            self._timer.start()

    def _listen(self) -> None:
        come, of_texts = self._process.answers(), False
        for number, ends in come:
            if number in self._flying:
                text, place = self._flying.pop(number)
                text.take(place, ends)
                of_texts = True
            elif number in self._apart:
                _, then = self._apart.pop(number)
                then(ends)
        if not self._process.alive:
            self._revive()
        else:
            self._pump()
            if not self._flying and not self._apart:
                self._timer.stop()
        if of_texts:
            self.answered.emit()

    def _revive(self) -> None:
        """The process ended by itself: start it again, or do without it from now on.

        What it was asked is asked again, unless it has died of that too often.
        """
        self._flying.clear()
        self._timer.stop()
        if self._wanted:
            QTimer.singleShot(0, self, self._restart)

    def _restart(self) -> None:
        if self._wanted:
            self.start()
            again, self._apart = self._apart, OrderedDict()
            for piece, then in again.values():
                self.cut(piece, then)
