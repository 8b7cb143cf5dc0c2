"""The annotations of the article one is at: read at once where they are few, else bit by bit."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from annotations.errors import Refusal

if TYPE_CHECKING:
    from annotations.model import Annotation, Changed, Span
    from annotations.project import Project

MANY = 1_000  # annotations; an article with more is shown before all of them are read
TURN = 500  # of those are read in one turn of the events
FEW = 50  # when a step touched more, all are read again


class Annotated(QObject):
    """Reads the annotations of one article at a time and keeps them; all in the order of the
    text, longer ones first.

    `read(str)` tells the id of an article whose annotations came bit by bit and are all there.
    """

    read = Signal(str)

    def __init__(self, project: Callable[[], Project | None], parent: QObject) -> None:
        super().__init__(parent)
        self._project = project
        self._known: dict[str, tuple[Annotation, ...]] = {}  # of one article at most
        self._by_id: dict[str, Annotation] = {}  # the same
        self._coming = ""  # the article that is being read
        self._found: list[Annotation] = []  # of it, as far as
        self._after = ""  # this id
        self._turns = QTimer(self)
        self._turns.timeout.connect(self._read_on)

    def all(self, article: str) -> tuple[Annotation, ...]:
        """All on an article, however long that takes."""
        if article not in self._known:
            project = self._project()
            if project is None or not article:
                return ()
            self._know(article, sorted(project.annotations(article), key=in_text))
        return self._known[article]

    def by_and_by(self, article: str, many: int) -> tuple[Annotation, ...] | None:
        """All on an article that has so `many`; None when they are being read: `read` comes."""
        if article in self._known or many <= MANY:
            return self.all(article)
        if article != self._coming:
            self._begin(article)
        return None

    def near(self, article: str, span: Span) -> tuple[Annotation, ...]:
        """Those that begin in a span of the source; for a first look, while all are read."""
        project = self._project()
        found = project.annotations_from(article, span) if project else ()
        return tuple(sorted(found, key=in_text))

    def one(self, article: str, id: str) -> Annotation | None:
        """One annotation as it stands now; None where there is none."""
        if article in self._known:
            return self._by_id.get(id)
        return self._read(article, id) if article and id else None

    def _read(self, article: str, id: str) -> Annotation | None:
        project = self._project()
        if project is not None:
            with suppress(Refusal):
                return project.annotation(article, id)
        return None

    def hear(self, changed: Changed) -> None:
        """Read again what a step touched, and no more: it may be one mark of ten thousand."""
        touched = {id for home, id in changed.annotations if home == self._coming}
        if self._coming and (changed.everything or touched):
            self._begin(self._coming)
        if len(changed.annotations) > FEW or self._project() is None:
            self._known = {}
        for article, known in self._known.items():
            touched = {id for home, id in changed.annotations if home == article}
            if touched:
                now = list(known)
                for id in touched:
                    if (old := self._by_id.pop(id, None)) is not None:
                        del now[bisect_left(now, in_text(old), key=in_text)]
                    if (new := self._read(article, id)) is not None:
                        insort(now, new, key=in_text)
                        self._by_id[id] = new
                self._known = {article: tuple(now)}

    def forget(self) -> None:
        """Know of no annotation any more."""
        self._known = {}
        self._stop()

    # -- bit by bit -------------------------------------------------------------------

    def _begin(self, article: str) -> None:
        self._coming, self._found, self._after = article, [], ""
        self._turns.start()

    def _stop(self) -> None:
        self._coming, self._found = "", []
        self._turns.stop()

    def _read_on(self) -> None:
        project, article = self._project(), self._coming
        if project is None:
            self._stop()
            return
        if article in self._known:  # somebody could not wait
            self._stop()
            self.read.emit(article)
            return
        page, after = project.annotations_page(article, self._after, TURN)
        self._found += page
        if after is not None:
            self._after = after
            return
        self._know(article, sorted(self._found, key=in_text))
        self._stop()
        self.read.emit(article)

    def _know(self, article: str, annotations: Sequence[Annotation]) -> None:
        """Keep these, which are in the order of the text."""
        self._known = {article: tuple(annotations)}
        self._by_id = {mark.id: mark for mark in annotations}


def in_text(annotation: Annotation) -> tuple[int, int, str]:
    """By where it begins, longer ones first."""
    parts = annotation.fragments  # without `hull`, which is made anew for each of thousands
    return (parts[0].start, -parts[-1].end, annotation.id)
