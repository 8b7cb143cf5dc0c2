"""Statistics of an article, counted late: nobody waits for them."""

from __future__ import annotations

from collections.abc import Callable
from threading import Thread
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

if TYPE_CHECKING:
    from annotations.model import ArticleStatistics, Document

AT_ONCE = 20_000  # characters that are counted in no time
SOON, QUIET = 80, 700  # milliseconds after another article was opened; after the last step
LOOK = 40  # milliseconds between two looks whether a long text is counted


class Counting(QObject):
    """`counted(ArticleStatistics)` of the document that was asked for last.

    A long text is counted by a thread, piece by piece; the window goes on meanwhile.
    """

    counted = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._document: Callable[[], Document | None] | None = None
        self._worker: _Worker | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._begin)
        self._look = QTimer(self)
        self._look.setInterval(LOOK)
        self._look.timeout.connect(self._on_look)

    def ask(self, document: Callable[[], Document | None], after: int = SOON) -> None:
        """Count what this gives, which is asked for it after so many milliseconds."""
        self._document = document
        self._timer.start(after)

    def forget(self) -> None:
        """Nobody wants to know any longer."""
        self._document = None
        self._timer.stop()

    def _begin(self) -> None:
        if self._worker is not None or self._document is None:
            return  # when that one is ready
        document = self._document()
        self._document = None
        if document is None:
            return
        if len(document.article.text) <= AT_ONCE:
            from annotations.analysis.statistics import statistics

            self.counted.emit(statistics(document))
        else:
            self._worker = _Worker(document)
            self._worker.start()
            self._look.start()

    def _on_look(self) -> None:
        worker = self._worker
        if worker is None or worker.is_alive():
            return
        self._look.stop()
        self._worker = None
        if self._document is not None or self._timer.isActive():
            self._begin()  # it was asked for something else meanwhile
        elif worker.found is not None:
            self.counted.emit(worker.found)


class _Worker(Thread):
    def __init__(self, document: Document) -> None:
        super().__init__(daemon=True)
        self._of = document
        self.found: ArticleStatistics | None = None

    def run(self) -> None:
        from annotations.analysis.statistics import statistics

        self.found = statistics(self._of)
