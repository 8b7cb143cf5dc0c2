"""One group in the whole corpus: what is suggested there too, looked for article by article."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from annotations.errors import Refusal
from annotations.model import Suggestion
from annotations.suggest.pending import pending
from gui.bridge import Bridge
from gui.suggesting.groups import alike
from gui.suggesting.proposals import Proposals

AT_ONCE = 20  # rows of the list of articles that are read in one turn


class Corpus(QObject):
    """Gathers what is to be accepted with a group, in all articles that have its surface.

    `grown()` after each article; `ended(dict)` gives suggestions by article once all are read.
    """

    grown = Signal()
    ended = Signal(object)

    def __init__(self, bridge: Bridge, proposals: Proposals, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge, self._proposals = bridge, proposals
        self.surface = ""
        self.done = self.total = 0  # articles
        self.is_running = False
        self._left: list[str] = []
        self._found: dict[str, tuple[Suggestion, ...]] = {}
        self._listing: Iterator[None] = iter(())
        self._turns = QTimer(self)
        self._turns.setInterval(0)
        self._turns.timeout.connect(self._list_on)
        bridge.project_opened.connect(self.stop)

    @property
    def many(self) -> int:
        """How many places were found so far."""
        return sum(map(len, self._found.values()))

    def begin(
        self, home: str, here: Sequence[Suggestion], current: Suggestion, draft: Suggestion
    ) -> None:
        """Look for what is suggested as `current` is; it is to be accepted as the `draft`.

        `here` is wanted on the article `home` already.
        """
        self.stop()
        self._home, self._current, self._draft = home, current, draft
        self.surface, self.is_running = current.surface, True
        self._found = {home: tuple(here)}
        self._listing = self._articles()
        self._turns.start()
        self.grown.emit()

    def stop(self) -> None:
        """Look no further, and forget what was found."""
        self._turns.stop()
        if self.is_running:
            self._proposals.forget_aside()
        self.is_running = False
        self._left, self._found, self.done, self.total = [], {}, 0, 0

    def _articles(self) -> Iterator[None]:
        """Read which articles have the surface, some at a time."""
        project = self._bridge.project
        if project is None:
            return
        listed = project.article_list("order", self.surface)
        for number in range(len(listed)):
            if listed[number].id != self._home:
                self._left.append(listed[number].id)
            if number % AT_ONCE == AT_ONCE - 1:
                yield

    def _list_on(self) -> None:
        if self._bridge.project is None:  # closed meanwhile
            self.stop()
            return
        try:
            more = next(self._listing, self) is None
        except Refusal:  # nothing to be searched for
            more = False
        self.total = len(self._left)
        if not more:
            self._turns.stop()
            self._next()

    def _next(self) -> None:
        if not self.is_running:
            return
        if not self._left:
            self.is_running = False
            self.ended.emit(self._found)
            return
        article = self._left.pop()
        self._proposals.ask_aside(article, lambda found: self._take(article, found or ()))

    def _take(self, article: str, found: Sequence[Suggestion]) -> None:
        project = self._bridge.project
        if not self.is_running or project is None:
            return
        same = [one for one in found if one.group == self._current.group]
        if same:
            measure = project.tagset.measure.id
            marks, rejected = project.annotations(article), project.rejected_here(article)
            left = pending(same, marks, rejected, measure)
            if left and self._draft != self._current:
                source = project.views(article).of("source").text
                left = alike(left, self._current, self._draft, source)
            if left:
                self._found[article] = tuple(left)
        self.done += 1
        self.grown.emit()
        QTimer.singleShot(0, self, self._next)
