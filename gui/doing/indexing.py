"""The search index of many articles that came in: made bit by bit while nobody is at work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

from annotations.errors import Refusal
from gui.doing.work import INPUT
from gui.guard import guarded

if TYPE_CHECKING:
    from gui.window import Window

QUIET_MS = 1_000  # nobody did anything for so long
BETWEEN_MS = 15  # two bits, for the events
BIT = 10_000  # characters that are put in at once: some ten milliseconds


class Indexing(QObject):
    """Looks after the index of its window's project. Searching is right without it, but slow."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window, self._bridge = window, window.bridge
        self._quiet = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.go_on)
        self._is_started = False
        for news in (self._bridge.project_opened, self._bridge.changed, self._bridge.waited):
            news.connect(self._attend)

    def start(self) -> None:
        """Begin to look after the project that is open, and any that is opened later."""
        self._is_started = True
        self._attend()

    @property
    def is_going_on(self) -> bool:
        """Whether there is, or may be, something left to do."""
        return self._timer.isActive()

    def go_on(self) -> None:
        """Do a bit, unless somebody or something else is at work."""
        window, project = self._window, self._bridge.project
        if self._quiet.elapsed() < QUIET_MS or window.files.works.is_busy:
            return
        if window.doing.safekeeping.copying.running:  # which reads the file
            return
        try:
            is_more = project is not None and project.index_more(BIT)
        except Refusal:  # somebody reads it, or the disk is full: searching goes on as it is
            self._quiet.restart()
            return
        if is_more:
            self._timer.setInterval(BETWEEN_MS)
        else:
            self._rest()

    def _attend(self) -> None:
        self._quiet.restart()
        if self._is_started and not self._timer.isActive():
            application = QApplication.instance()
            assert application is not None
            application.installEventFilter(self)
            self._timer.start(QUIET_MS)

    def _rest(self) -> None:
        self._timer.stop()
        application = QApplication.instance()
        if application is not None:
            application.removeEventFilter(self)

    @guarded(default=False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Whoever types or clicks is at work."""
        if event.type() in INPUT:
            self._quiet.restart()
        return False
