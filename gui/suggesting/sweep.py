"""Suggestions for the whole corpus, made in processes of their own, and kept small.

A thread speaks with the processes; what it wants to be read of the project the window's thread
reads for it, a little at a time.  Of each article the suggestions are kept packed: a corpus has
a million of them.
"""

from __future__ import annotations

import pickle
import time
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from annotations.errors import Refusal
from annotations.model import Suggestion, Taught
from annotations.suggest.pending import pending
from gui.bridge import Bridge
from gui.suggesting.groups import Sieve

if TYPE_CHECKING:
    from annotations.suggest.running import Suggested
    from annotations.suggest.subject import Subject

TICK_MS = 15
SLICE = 0.006  # seconds of the window's time that are taken at once
AHEAD = 12  # articles that are read before they are wanted
Key = tuple[str, str]


@dataclass(slots=True)
class Everywhere:
    """A group in the whole corpus: one of its suggestions, and where others are."""

    sample: Suggestion
    least: float
    count: int = 0
    articles: list[str] = field(default_factory=list[str])

    @property
    def key(self) -> Key:
        return self.sample.group


class Sweep(QObject):
    """`grown()` some times while it runs, and when `is_running` is not so any more."""

    grown = Signal()

    def __init__(self, bridge: Bridge, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self.done = self.total = 0
        self.is_running = False
        self.failed: list[str] = []  # articles that no process could read
        self.groups: dict[Key, Everywhere] = {}
        self._packed: dict[str, bytes] = {}
        self._left: Iterator[str] = iter(())
        self._wanted: SimpleQueue[tuple[str, Subject] | None] = SimpleQueue()
        self._come: SimpleQueue[Suggested | BaseException | None] = SimpleQueue()
        self._flying, self._is_over = 0, False
        self._tick = QTimer(self)
        self._tick.setInterval(TICK_MS)
        self._tick.timeout.connect(self._on_tick)

    def begin(self, articles: Sequence[str]) -> None:
        """Make the suggestions of all these articles."""
        from annotations.suggest.running import cores

        self.stop()
        project = self._bridge.project
        if project is None:
            return
        self.groups, self._packed, self.failed = {}, {}, []
        self.done, self.total, self._flying, self._is_over = 0, len(articles), 0, False
        self._left = iter(articles)
        self._wanted, self._come = SimpleQueue(), SimpleQueue()
        taught, processes = project.taught(), max(2, cores())  # one would be this very one
        self.is_running = True
        queues = (self._wanted, self._come)
        Thread(target=_work, args=(taught, processes, *queues), daemon=True).start()
        self._tick.start()
        self.grown.emit()

    def stop(self) -> None:
        """Make no more; what was found stays."""
        if self.is_running:
            self.is_running = False
            self._tick.stop()
            self._wanted.put(None)
            self.grown.emit()

    def _on_tick(self) -> None:
        project, until = self._bridge.project, time.perf_counter() + SLICE
        if project is None:
            self.stop()
            return
        grown = False
        while time.perf_counter() < until:
            if self._take():
                grown = True
            elif not self._feed():
                break
        if grown:
            self.grown.emit()

    def _feed(self) -> bool:
        """Read one more article for the processes; False where they have enough."""
        project = self._bridge.project
        if project is None or self._flying >= AHEAD:
            return False
        article = next(self._left, None)
        if article is None:
            if not self._is_over:
                self._is_over = True
                self._wanted.put(None)
            return False
        try:
            self._wanted.put((article, project.subject(article)))
            self._flying += 1
        except Refusal:  # withdrawn by now
            self.done += 1
        return True

    def _take(self) -> bool:
        """Take in what came of one article; False where nothing did."""
        try:
            come = self._come.get_nowait()
        except Empty:
            return False
        if come is None or isinstance(come, BaseException):
            self.is_running = False
            self._tick.stop()
            return True
        self.done += 1
        self._flying -= 1
        if come.faults and not come.suggestions:
            self.failed.append(come.article)
        found = self._pending(come.article, come.suggestions)
        self._packed[come.article] = zlib.compress(pickle.dumps(found), 1)
        for one in found:
            self._count(come.article, one)
        return True

    def _count(self, article: str, one: Suggestion) -> None:
        group = self.groups.get(one.group)
        if group is None:
            group = self.groups[one.group] = Everywhere(one, one.confidence)
        group.count += 1
        group.least = min(group.least, one.confidence)
        if not group.articles or group.articles[-1] != article:
            group.articles.append(article)

    def _pending(self, article: str, found: Iterable[Suggestion]) -> tuple[Suggestion, ...]:
        project = self._bridge.project
        if project is None or project.article_row(article) is None:
            return ()
        rejected = project.taught().rejected
        left = (one for one in found if one.group not in rejected)
        marks, here = project.annotations(article), project.rejected_here(article)
        return pending(left, marks, here, project.tagset.measure.id)

    # -- what is judged ---------------------------------------------------------------------

    def of(self, keys: Iterable[Key], sieve: Sieve) -> Iterator[dict[str, tuple[Suggestion, ...]]]:
        """The suggestions of some groups that are pending still and let through, by article: a
        turn for each article."""
        wanted = set(keys)
        articles = dict.fromkeys(a for key in wanted for a in self.groups[key].articles)
        for article in articles:
            found: tuple[Suggestion, ...] = pickle.loads(zlib.decompress(self._packed[article]))
            some = [one for one in found if one.group in wanted and sieve.lets(one)]
            left = self._pending(article, some)
            yield {article: left} if left else {}

    def forget(self, keys: Iterable[Key]) -> None:
        """These groups are judged."""
        for key in keys:
            self.groups.pop(key, None)


def _work(
    taught: Taught,
    processes: int,
    wanted: SimpleQueue[tuple[str, Subject] | None],
    come: SimpleQueue[Suggested | BaseException | None],
) -> None:
    """What the thread does: hand over subjects and take suggestions until there are no more."""
    from annotations.suggest.running import run

    running = run(iter(wanted.get, None), taught, processes)
    try:
        for found in running:
            come.put(found)
        come.put(None)
    except BaseException as fault:
        come.put(fault)
    finally:
        running.close()
