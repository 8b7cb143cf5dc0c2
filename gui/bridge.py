"""The open project: verbs go down through `do`, one notice comes up as `changed`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from annotations.errors import Refusal
from annotations.model import Annotation, ArticleRow, Changed, Outcome
from annotations.project import Project, open_project

Verb = Callable[[Project], Changed]
FEW = 50  # annotations; when a step touched more, all are read again


class Bridge(QObject):
    """The only door to the project.

    Signals: `project_opened` after another project was opened; `changed(Changed)` after each
    step; `refused(Refusal)` when one was not done, which leaves everything as it was.
    """

    project_opened = Signal()
    changed = Signal(object)
    refused = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.project: Project | None = None
        self.saved = True  # whether the last verb was committed
        self._articles: tuple[ArticleRow, ...] | None = None
        self._annotations: dict[str, tuple[Annotation, ...]] = {}

    def open(self, path: Path, *, create: bool = False) -> bool:
        """Open another project in place of this one; the old one stays when refused."""
        if self.project is not None and path.exists() and path.samefile(self.project.path):
            return True  # its lock is ours already
        try:
            project = open_project(path, create=create)
        except Refusal as refusal:
            self.refused.emit(refusal)
            return False
        self.close()
        self.project, self.saved = project, True
        self._forget()
        self.project_opened.emit()
        if project.obstacle is not None:
            self.refused.emit(project.obstacle)
        return True

    def close(self) -> None:
        """Let go of the file."""
        if self.project is not None:
            self.project.close()
            self.project = None

    def do(self, verb: Verb) -> Changed | None:
        """Do one step; None when it was refused (and `refused` told why)."""
        if self.project is None:
            return None
        try:
            changed = verb(self.project)
        except Refusal as refusal:
            self.saved = refusal.key not in UNSAVED
            self.refused.emit(refusal)
            return None
        self.saved = True
        self._hear(changed)
        self.changed.emit(changed)
        return changed

    def bring(self, paths: Iterable[Path]) -> tuple[Outcome, ...]:
        """Import files and folders as one step; what became of each file."""
        if self.project is None:
            return ()
        from annotations.incoming import bring

        try:
            with self.project.bringing() as batch:
                outcomes = tuple(bring(batch, paths))
        except Refusal as refusal:
            self.refused.emit(refusal)
            return ()
        self._forget()
        self.changed.emit(batch.changed)
        return outcomes

    def articles(self) -> tuple[ArticleRow, ...]:
        """The list of articles; every count on the screen comes from here."""
        if self._articles is None:
            self._articles = self.project.articles() if self.project else ()
        return self._articles

    def annotations(self, article: str) -> tuple[Annotation, ...]:
        """The annotations of an article, in the order of the text; longer ones first."""
        if self.project is None or not article:
            return ()
        if article not in self._annotations:
            found = self.project.annotations(article)
            self._annotations = {article: tuple(sorted(found, key=_in_text))}
        return self._annotations[article]

    def annotation(self, article: str, id: str) -> Annotation | None:
        """One annotation as it stands now."""
        return next((a for a in self.annotations(article) if a.id == id), None)

    def _hear(self, changed: Changed) -> None:
        """Read again what a step touched, and no more: it may be one mark of ten thousand."""
        self._articles = None
        if self.project is None or len(changed.annotations) > FEW:
            self._annotations = {}
            return
        for article, known in self._annotations.items():
            touched = {id for home, id in changed.annotations if home == article}
            found = [mark for mark in known if mark.id not in touched]
            for id in touched:
                with suppress(Refusal):  # it was removed
                    found.append(self.project.annotation(article, id))
            self._annotations[article] = tuple(sorted(found, key=_in_text))

    def _forget(self) -> None:
        self._articles = None
        self._annotations = {}


def _in_text(annotation: Annotation) -> tuple[int, int, str]:
    return (annotation.hull.start, -annotation.hull.end, annotation.id)


UNSAVED = {"project-locked", "project-read-only", "folder-read-only", "disk-full"}
