"""Views of a very long text, made by a thread: nobody waits for them."""

from __future__ import annotations

import time
from collections.abc import Collection
from threading import Thread
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

if TYPE_CHECKING:
    from annotations.model import ViewName
    from annotations.text.views import Views

LOOK = 40  # milliseconds between two looks whether they are made
BEGIN = 0.01  # seconds after which a worker begins: whoever starts it gets the interpreter back


class Making(QObject):
    """`made()` when the views that were asked for are at hand."""

    made = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._worker: Thread | None = None
        self._look = QTimer(self)
        self._look.setInterval(LOOK)
        self._look.timeout.connect(self._on_look)

    def ask(self, views: Views, names: Collection[ViewName]) -> bool:
        """Have these views made; whether they are at hand already.

        While others are made they are not begun: `made` tells when to ask again.
        """
        if all(map(views.at_hand, names)):
            return True
        if self._worker is None:
            self._worker = Thread(target=_make, args=(views, names), daemon=True)
            self._worker.start()
            self._look.start()
        return False

    def _on_look(self) -> None:
        if self._worker is None or not self._worker.is_alive():
            self._look.stop()
            self._worker = None
            self.made.emit()


def _make(views: Views, names: Collection[ViewName]) -> None:
    time.sleep(BEGIN)
    for name in names:
        views.of(name)
