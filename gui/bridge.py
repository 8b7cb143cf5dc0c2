"""The open project: verbs go down through `do`, one notice comes up as `changed`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from annotations.errors import Refusal
from annotations.model import Annotation, ArticleRow, Changed, Merged, Outcome
from annotations.project import Project, open_project
from annotations.store.listing import ArticleList, Sort

Verb = Callable[[Project], Changed]
FEW = 50  # annotations; when a step touched more, all are read again
PLAIN: tuple[Sort, str] = ("order", "")

# Refusals after which the file may be on a disk that was away, and is opened anew.
STALE = frozenset({"backup-failed", "disk-error", "file-moved", "project-read-only"})
UNSAVED = STALE | {
    "disk-full",
    "folder-read-only",
    "journal-not-written",
    "project-busy",
    "project-locked",
    "project-not-lockable",
}


@dataclass(frozen=True, slots=True)
class Unsaved:
    """What was asked for and could not be written: in its order, and why the first was not."""

    verbs: tuple[Verb, ...]
    why: Refusal


class Bridge(QObject):
    """The only door to the project.

    Signals: `project_opened` after another project was opened; `changed(Changed)` after each
    step; `refused(Refusal)` when one was not done, which leaves everything as it was;
    `waited()` when what waits in `unsaved`, or the right to write, is not what it was;
    `not_opened(Path, Refusal)` when a project could not be opened (also `refused`).
    """

    project_opened = Signal()
    changed = Signal(object)
    refused = Signal(object)
    waited = Signal()
    not_opened = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.project: Project | None = None
        self.path: Path | None = None  # of the project that is, or was, open
        self.unsaved: Unsaved | None = None
        self._lists: dict[tuple[Sort, str], ArticleList] = {}  # at most two
        self._row: ArticleRow | None = None  # that was asked for last
        self._annotations: dict[str, tuple[Annotation, ...]] = {}

    def open(self, path: Path, *, create: bool = False) -> bool:
        """Open another project in place of this one; the old one stays when refused."""
        if self.project is not None and _same(path, self.project.path):
            return True  # its lock is ours already
        try:
            project = open_project(path, create=create)
        except Refusal as refusal:
            self.refused.emit(refusal)
            self.not_opened.emit(path, refusal)
            return False
        self.take(project)
        return True

    def take(self, project: Project) -> None:
        """Have a project that is open already in place of the one there was."""
        self.close()
        self.project, self.path, self.unsaved = project, project.path, None
        self._forget()
        self.project_opened.emit()
        self.waited.emit()

    def close(self) -> None:
        """Let go of the file."""
        if self.project is not None:
            self.project.close()
            self.project = None
            self._forget()

    # -- steps ----------------------------------------------------------------------------

    def do(self, verb: Verb) -> Changed | None:
        """Do one step; None when it was refused (and `refused` told why).

        What the disk refused waits in `unsaved`, and is done before anything that comes later.
        """
        if self.unsaved is not None and not self.retry():
            self._wait((verb,), self.unsaved.why)
            return None
        return self._do(verb)

    def _do(self, verb: Verb) -> Changed | None:
        if self.project is None:
            return None
        try:
            changed = verb(self.project)
        except Refusal as refusal:
            if refusal.key in UNSAVED:
                self._wait((verb,), refusal)
            self.refused.emit(refusal)
            return None
        self._hear(changed)
        self.changed.emit(changed)
        return changed

    def bring(self, paths: Iterable[Path]) -> tuple[Outcome, ...]:
        """Import files and folders as one step; what became of each file."""
        if self.project is None:
            return ()
        from annotations.incoming import bring

        wanted = tuple(paths)
        outcomes: list[Outcome] = []

        def bringing(project: Project) -> Changed:
            outcomes.clear()
            with project.bringing() as batch:
                outcomes.extend(bring(batch, wanted))
            return batch.changed

        return tuple(outcomes) if self.do(bringing) is not None else ()

    # -- what could not be saved ----------------------------------------------------------

    @property
    def saved(self) -> bool:
        """Whether everything that was asked for is on the disk."""
        return self.unsaved is None

    def retry(self) -> bool:
        """Do what waits once more, in its order; whether nothing waits any longer."""
        if self.unsaved is None:
            return True
        if self.project is None:
            return self.path is not None and self.move_to(self.path)
        waiting = self.unsaved
        stale = self.project.read_only or waiting.why.key in STALE
        if stale and not self.reopen():
            return False
        return self._do_all(waiting.verbs)

    def discard(self) -> None:
        """Give up what waits; the project stays as it is on the disk."""
        if self.unsaved is not None:
            self.unsaved = None
            self.waited.emit()

    def move_to(self, path: Path) -> bool:
        """Go on in another file of the project, and do there what waits."""
        waiting = self.unsaved
        if not self.open(path):
            return False
        return self._do_all(waiting.verbs) if waiting else True

    def reopen(self) -> bool:
        """Open the same file anew, to write in it; False when that is still not possible."""
        old = self.project
        if old is None:
            return False
        try:
            if not old.read_only:
                open_project(old.path, read_only=True).close()  # or else the old one stays
                self.close()
            project = open_project(old.path)
        except Refusal as refusal:
            self.refused.emit(refusal)
            return False
        if project.read_only and old.read_only:
            project.close()
            return False
        self.close()
        self.project = project
        self._renew(project)
        self.waited.emit()
        return not project.read_only

    def merge(self, other: Path) -> Merged | None:
        """Take in what another file of the project has; None when it was refused."""
        if self.project is None or not self.retry():
            return None
        try:
            merged = self.project.merge(other)
        except Refusal as refusal:
            self.refused.emit(refusal)
            return None
        self._renew(self.project)
        return merged

    def _renew(self, project: Project) -> None:
        """Have everything read anew, by everybody."""
        self._forget()
        undo, redo = project.undoable, project.redoable
        self.changed.emit(Changed(None, tagset=True, everything=True, undo=undo, redo=redo))

    def _do_all(self, verbs: tuple[Verb, ...]) -> bool:
        self.unsaved = None
        for number, verb in enumerate(verbs, 1):
            self._do(verb)
            if self.unsaved is not None:
                self._wait(verbs[number:], self.unsaved.why)
                return False
        self.waited.emit()
        return True

    def _wait(self, verbs: tuple[Verb, ...], why: Refusal) -> None:
        known = self.unsaved.verbs if self.unsaved else ()
        self.unsaved = Unsaved((*known, *verbs), why)
        self.waited.emit()

    # -- reading --------------------------------------------------------------------------

    def articles(self) -> Sequence[ArticleRow]:
        """All articles in the order they came; rows are read as they are asked for."""
        return self._list(*PLAIN) or ()

    def listed(self, sort: Sort = "order", wanted: str = "") -> ArticleList | None:
        """The articles in an order, all or those that `wanted` is found in.

        It is kept up to date until another one is asked for.
        """
        keys = (PLAIN, (sort, wanted))
        self._lists = {key: known for key, known in self._lists.items() if key in keys}
        return self._list(sort, wanted)

    def _list(self, sort: Sort, wanted: str) -> ArticleList | None:
        if self.project is not None and (sort, wanted) not in self._lists:
            self._lists[sort, wanted] = self.project.article_list(sort, wanted)
        return self._lists.get((sort, wanted))

    def row(self, article: str) -> ArticleRow | None:
        """What the list says of one article; None when there is none."""
        if self.project is None or not article:
            return None
        if self._row is None or self._row.id != article:
            self._row = self.project.article_row(article)
        return self._row

    def number(self, article: str) -> int:
        """The place of an article in the plain list, from 1; 0 when there is none."""
        plain = self._list(*PLAIN)
        place = plain.position(article) if plain is not None and article else None
        return 0 if place is None else place + 1

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
        for listed in self._lists.values():
            listed.follow(changed)
        self._row = None
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
        self._lists, self._row = {}, None
        self._annotations = {}


def _same(one: Path, other: Path) -> bool:
    """Whether both are one file that is there."""
    try:
        return one.samefile(other)
    except OSError:
        return False


def _in_text(annotation: Annotation) -> tuple[int, int, str]:
    return (annotation.hull.start, -annotation.hull.end, annotation.id)
