"""After undo and redo: the article and the place where it happened, also where no mark is left."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from annotations.model import Changed, Span

if TYPE_CHECKING:
    from gui.window import Window

FEW = 50  # articles that are looked at for one that is there, and marks whose place is kept
KEPT = 2_000  # places; the oldest are forgotten


class Revisiting(QObject):
    """Goes in its window to where steps were undone or done again.

    What is undone may take its mark away: its place is kept from when the mark was made.
    """

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._places: dict[tuple[str, str], Span] = {}  # of an annotation in its article

    def hear(self, changed: Changed) -> None:
        """Go where it happened, if it was an undo or a redo."""
        if changed.step is not None and changed.step.undoes:
            self._go_to(changed)
        self._remember(changed)

    def _remember(self, changed: Changed) -> None:
        window = self._window
        for article, annotation in islice(changed.annotations, FEW):
            if article == window.place.article:
                found = window.bridge.annotation(article, annotation)
                if found is not None:
                    self._places.pop((article, annotation), None)
                    self._places[article, annotation] = found.hull
        while len(self._places) > KEPT:
            del self._places[next(iter(self._places))]

    def _go_to(self, changed: Changed) -> None:
        from gui.panels.history_lines import article_of

        bridge, place = self._window.bridge, self._window.place
        here = sorted(changed.annotations) or [(a, "") for a in sorted(changed.articles)]
        last = article_of(changed.step)  # of many steps the last one
        if last or place.article not in {article for article, _ in here}:
            known = (last, *(article for article, _ in here[:FEW]))
            there = (article for article in known if bridge.row(article))
            place.show_article(next(there, place.article))  # some may be undone
        marks = [annotation for article, annotation in here if article == place.article]
        for annotation in marks:
            if (found := bridge.annotation(place.article, annotation)) is not None:
                if annotation == place.active:  # another one is seen as soon as it is opened
                    self._window.reader.reveal(found.hull)
                place.activate(annotation)
                return
        known_at = (self._places.get((place.article, annotation)) for annotation in marks)
        self._show(next((span for span in known_at if span), None))

    def _show(self, span: Span | None) -> None:
        """Once the text is there that it is in."""
        article = self._window.place.article

        def show() -> None:
            if span is not None and self._window.place.article == article:
                self._window.reader.reveal(span)

        QTimer.singleShot(0, self, show)
