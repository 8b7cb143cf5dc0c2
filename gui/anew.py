"""The window made anew in another language, on the same project and in the same state.

No widget has to know how to change its language: all are made again.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from gui import language
from gui.reader.view import ReaderView
from gui.window import Window


class Shown(QObject):
    """Holds the window that is on the screen, whichever it is by now.

    `begin` is called for each further one as it was for the first.
    """

    def __init__(self, window: Window, begin: Callable[[Window], object]) -> None:
        super().__init__()
        self.window = window
        self._begin = begin
        self._attend()

    def _attend(self) -> None:
        later = Qt.ConnectionType.QueuedConnection  # the menu that asked has closed by then
        self.window.other_language_wanted.connect(self._change, later)

    def _change(self) -> None:
        self.window = anew(self.window, self._begin)
        self._attend()


def anew(old: Window, begin: Callable[[Window], object]) -> Window:
    """A window like the old one, in the language of the settings; the old one is gone."""
    old.furnish()
    old.details.flush()  # it may be in the midst of a note
    old.words.stop()
    old.doing.judging.proposals.stop()
    old.doing.sweeping.stop()
    old.doing.safekeeping.copying.give_way()
    keys = _keys(old)
    old.desk.keep_place()
    old.bookmarks.save()
    language.speak(language.wanted())
    new = Window()
    new.furnish()
    old.bridge.hand_over(new.bridge)
    new.articles.follow(old.articles)
    new.place.follow(old.place)
    new.follow(old)
    new.show()
    begin(new)
    new.desk.refresh()
    _read_on(old.reader, new.reader)
    new.doing.finding.follow(old.doing.finding)
    _with_keys(new)[keys].setFocus()
    old.hide()
    old.deleteLater()
    return new


def _read_on(old: ReaderView, new: ReaderView) -> None:
    """Have the same lines in sight, with the caret in its place."""
    new.turn_to(old.flow.at)
    new.take(old.model.from_, old.model.at)
    if old.flow.value >= 1 and (hold := old.flow.hold()) is not None:
        new.flow.place(hold)
        new.scroll_by(0)


def _keys(window: Window) -> int:
    """Which part of the window has the keys."""
    focus = window.focusWidget()
    parts = _with_keys(window)
    return next((n for n, part in enumerate(parts) if part is focus), len(parts) - 1)


def _with_keys(window: Window) -> list[QWidget]:
    """Parts that may have the keys; the last one stands for all others."""
    history, review = window.history.list, window.review.places
    articles, note = window.articles, window.details.note
    return [articles.filter, articles.list, note, history, review, window.reader]
