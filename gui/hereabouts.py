"""Tags the other places of a name in its own article, one name after the other, unasked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from gui.elsewhere import Elsewhere

if TYPE_CHECKING:
    from gui.bridge import Bridge
    from gui.words import Words


class Hereabouts(QObject):
    """Takes names as fast as they are given: who types on loses none of them.

    `done(article, annotation, how many places were tagged)`; all those of one name are one step.
    """

    done = Signal(str, str, int)

    def __init__(self, bridge: Bridge, words: Words, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._looking = Elsewhere(bridge, words, self)
        self._looking.grown.connect(self._on_grown)
        self._waiting: list[tuple[str, str]] = []  # article and annotation; for the first it looks
        bridge.changed.connect(self._on_changed)

    def tag(self, article: str, annotation: str) -> bool:
        """Tag all others as this one is; whether it is one to be looked for."""
        tagged, project = self._bridge.annotation(article, annotation), self._bridge.project
        if tagged is None or project is None or tagged.label == project.tagset.measure.id:
            return False
        self._waiting.append((article, annotation))
        if len(self._waiting) == 1:
            self._look()
        return True

    def forget(self) -> None:
        """Tag nothing that is not tagged yet."""
        self._looking.stop()
        self._waiting.clear()

    # -- within -----------------------------------------------------------------------------

    def _look(self) -> None:
        """Look for the first one that is there still."""
        while self._waiting and not self._looking.seek(*self._waiting[0], single=True, only=True):
            del self._waiting[0]

    def _on_changed(self, _: object) -> None:
        """What is found is another thing now, and what is tagged just now is not to be twice."""
        self._look()

    def _on_grown(self) -> None:
        """All are known: tag them, and go on with the next name."""
        if not self._waiting or not self._looking.ended:
            return
        article, id = self._waiting.pop(0)
        spans = [mention.span for mention in self._looking.found]
        self._looking.stop()
        tagged, done = self._bridge.annotation(article, id), None
        if tagged is not None and spans:
            label, attributes = tagged.label, tagged.attributes
            done = self._bridge.do(lambda p: p.annotate_all({article: spans}, label, attributes))
        else:
            self._look()
        self.done.emit(article, id, len(spans) if done else 0)
