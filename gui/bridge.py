"""The open project: verbs go down through `do`, one notice comes up as `changed`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from annotations.errors import Refusal
from annotations.overview import EVERY_ARTICLE, ArticleFilter
from annotations.store.listing import ArticleList, Sort
from annotations.verbs import Verbs, default_author
from gui import settings
from gui.annotated import Annotated

if TYPE_CHECKING:
    from annotations.model import Annotation, ArticleRow, Changed, Merged, Outcome, Relation
    from annotations.project import Project
    from annotations.tagset import TagSet

Verb = Callable[["Project"], "Changed"]
Asked = tuple[Sort, str, ArticleFilter]  # of a list of articles
PLAIN: Asked = ("order", "", EVERY_ARTICLE)

# Refusals after which the file may be on a disk that was away, and is opened anew.
STALE = frozenset({"backup-failed", "disk-error", "file-moved", "project-read-only"})
# Refusals of a project that its safety copies can put together again.
RESTORABLE = frozenset(
    {"content-damaged", "file-gone", "file-missing", "not-a-project", "project-damaged"}
)
UNSAVED = STALE | {
    "disk-full",
    "folder-read-only",
    "journal-not-written",
    "project-busy",
    "project-locked",
    "project-not-lockable",
}


class Cancelled(Exception):
    """A person did not want a step to be gone on with: nothing of it is there."""


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
        self._opened: Verbs | None = None
        self._project: Project | None = None  # the same, once its verbs were wanted
        self.path: Path | None = None  # of the project that is, or was, open
        self.unsaved: Unsaved | None = None
        self._lists: dict[Asked, ArticleList] = {}  # at most two
        self._row: ArticleRow | None = None  # that was asked for last
        self.annotated = Annotated(lambda: self.project, self)
        self._relations: dict[str, tuple[Relation, ...]] = {}
        self._held: list[Verb] | None = None  # while a step is done off the window's thread

    def open(self, path: Path, *, create: bool = False, tagset: TagSet | None = None) -> bool:
        """Open another project in place of this one; the old one stays when refused.

        A new one gets `tagset`, or the default one.
        """
        if self._opened is not None and _same(path, self._opened.path):
            return True  # its lock is ours already
        try:
            opened = Verbs.open(path, author=settings.author(), create=create, tagset=tagset)
        except Refusal as refusal:
            self.refused.emit(refusal)
            self.not_opened.emit(path, refusal)
            return False
        self.take(opened)
        return True

    def take(self, opened: Verbs) -> None:
        """Have a project that is open already in place of the one there was."""
        self.close()
        self._opened, self.path, self.unsaved = opened, opened.path, None
        self._forget()
        self.project_opened.emit()
        self.waited.emit()

    def hand_over(self, to: Bridge) -> None:
        """Have another bridge go on with the project, and with what waits to be saved."""
        opened, self._opened = self._opened, None
        self._forget()
        if opened is not None:
            to.take(opened)
        to.path, to.unsaved = self.path, self.unsaved
        to.waited.emit()

    def close(self) -> None:
        """Let go of the file."""
        if self._opened is not None:
            self._opened.close()
            self._opened = None
            self._forget()

    @property
    def project(self) -> Project | None:
        """The open project with all its verbs, which are imported when they are first wanted.

        The list does without them, and is on the screen before.
        """
        if self._opened is not self._project:  # since it was asked for last
            self._project = None
            if self._opened is not None:
                from annotations.project import Project

                self._opened = self._project = Project.of(self._opened)
        return self._project

    @property
    def author(self) -> str:
        """Who signs what is made here: who was named, else whom the core takes by default."""
        return settings.author() or default_author()

    def sign(self, author: str) -> None:
        """Have everything that is made from now on signed by this name; it is remembered."""
        settings.put("author", author)
        if self._opened is not None:
            self._opened.author = author

    # -- steps ----------------------------------------------------------------------------

    def do(self, verb: Verb) -> Changed | None:
        """Do one step; None when it was refused (and `refused` told why).

        What the disk refused waits in `unsaved`, and is done before anything that comes later.
        What is asked for while another step is on its way (see `hold`) is done after it.
        """
        if self._held is not None:
            self._held.append(verb)
            return None
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
            self.let_go()
            self.refused.emit(refusal)
            return None
        except Cancelled:
            self.let_go()
            return None
        self._hear(changed)
        self.changed.emit(changed)
        self.let_go()
        return changed

    def hold(self) -> None:
        """Have all other verbs wait: the one that is being done lets the events go on."""
        self._held = []

    def let_go(self) -> None:
        """Do what was asked for meanwhile, if anything was."""
        held, self._held = self._held or (), None
        for verb in held:
            self.do(verb)

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
                Verbs.open(old.path, read_only=True).close()  # or else the old one stays
                self.close()
            opened = Verbs.open(old.path, author=settings.author())
        except Refusal as refusal:
            self.refused.emit(refusal)
            return False
        if opened.read_only and old.read_only:
            opened.close()
            return False
        self.close()
        self._opened = opened
        self._renew()
        self.waited.emit()
        return not opened.read_only

    def merge(self, other: Path) -> Merged | None:
        """Take in what another file of the project has; None when it was refused."""
        if self.project is None or not self.retry():
            return None
        try:
            merged = self.project.merge(other)
        except Refusal as refusal:
            self.refused.emit(refusal)
            return None
        self._renew()
        return merged

    def _renew(self) -> None:
        """Have everything read anew, by everybody."""
        from annotations.model import Changed

        project = self.project
        if project is None:
            return
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

    def listed(
        self, sort: Sort = "order", wanted: str = "", only: ArticleFilter = EVERY_ARTICLE
    ) -> ArticleList | None:
        """The articles in an order: those that `wanted` is found in and that `only` wants.

        It is kept up to date until another one is asked for.  Raises Refusal "date-unknown"
        for a date of `only` that is none.
        """
        asked = (sort, wanted, only)
        found = self._list(*asked)
        self._lists = {keys: known for keys, known in self._lists.items() if keys in (PLAIN, asked)}
        return found

    def _list(self, *asked: *Asked) -> ArticleList | None:
        if self._opened is not None and asked not in self._lists:
            self._lists[asked] = self._opened.article_list(*asked)
        return self._lists.get(asked)

    def row(self, article: str) -> ArticleRow | None:
        """What the list says of one article; None when there is none."""
        if self._opened is None or not article:
            return None
        if self._row is None or self._row.id != article:
            self._row = self._opened.article_row(article)
        return self._row

    def number(self, article: str) -> int:
        """The place of an article in the plain list, from 1; 0 when there is none."""
        plain = self._list(*PLAIN)
        place = plain.position(article) if plain is not None and article else None
        return 0 if place is None else place + 1

    def annotations(self, article: str) -> tuple[Annotation, ...]:
        """The annotations of an article, in the order of the text; longer ones first."""
        return self.annotated.all(article)

    def relations(self, article: str) -> tuple[Relation, ...]:
        """The relations on an article, in the order they came."""
        if self.project is None or not article:
            return ()
        if article not in self._relations:
            self._relations = {article: self.project.relations(article)}
        return self._relations[article]

    def annotation(self, article: str, id: str) -> Annotation | None:
        """One annotation as it stands now; None where there is none, and for ""."""
        return self.annotated.one(article, id) if id else None

    def _hear(self, changed: Changed) -> None:
        for listed in self._lists.values():
            listed.follow(changed)
        self._row, self._relations = None, {}
        self.annotated.hear(changed)

    def _forget(self) -> None:
        self._lists, self._row = {}, None
        self._relations = {}
        self.annotated.forget()


def _same(one: Path, other: Path) -> bool:
    """Whether both are one file that is there."""
    try:
        return one.samefile(other)
    except OSError:
        return False
