"""The verbs that keep a project safe and whole: steps, copies, merging, checking.

Part of `Project`.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from annotations.errors import Refusal
from annotations.model import Changed, Conflict, Merged, SafetyCopy, Step
from annotations.searching import Searching
from annotations.store import conflicts, history, merging, settling
from annotations.store.opening import open_file
from annotations.store.recording import recorded, recording
from annotations.store.safety import copies, keeper


class Keeping(Searching):
    """The history of a project and what guards it."""

    # -- steps --------------------------------------------------------------------------

    def log(self, limit: int | None = None, before: str | None = None) -> tuple[Step, ...]:
        """The steps of everybody, newest first; those below the step `before`."""
        return history.log(self._file, limit, before)

    def done(self, limit: int, before: str | None = None) -> tuple[Step, ...]:
        """What holds now and can be undone, newest first; those below the step `before`."""
        return history.done(self._file, limit, before)

    def undone(self, limit: int, after: str | None = None) -> tuple[Step, ...]:
        """The undoings that can be redone, the next first; those beyond the undoing `after`.

        Their `key` and `args` say what was undone.
        """
        return history.undone(self._file, limit, after)

    @property
    def undoable(self) -> Step | None:
        """What `undo` would take back."""
        return history.head(self._file).undo

    @property
    def redoable(self) -> Step | None:
        """The undoing that `redo` would take back."""
        return history.head(self._file).redo

    def undo(self) -> Changed:
        """Take back the last step that was not undone; Refusal "nothing-to-undo"."""
        return self._inverted(self.undoable, history.UNDONE, "nothing-to-undo")

    def redo(self) -> Changed:
        """Do again what was undone last; Refusal "nothing-to-redo"."""
        return self._inverted(self.redoable, history.REDONE, "nothing-to-redo")

    def go_to(self, step: str | None) -> Changed:
        """Undo or redo until `step`, one of `done` or `undone`, is the last thing done.

        None undoes everything.  All of it or nothing: Refusal "undo-blocked" names the step
        that is in the way, "step-missing" one that is neither done nor undone.
        """
        with self._file.tx() as db:
            changed = Changed(None, undo=self.undoable, redo=self.redoable)
            for inverted, key in history.way(self._file, step):
                args = history.inverting(inverted)
                with recorded(self._file, db, self.author, key, args, inverted.id) as inverse:
                    history.invert(inverse, inverted)
                changed = changed.then(inverse.changed)
        return self._news(changed)

    # -- copies -------------------------------------------------------------------------

    @property
    def notices(self) -> tuple[Refusal, ...]:
        """What was found amiss on opening, and what was done about it, to be told once."""
        return keeper.notices(self._file)

    def backup(self) -> SafetyCopy:
        """Make a safety copy now; what is only read is copied too.

        Raises Refusal "project-damaged", "backup-running", "backup-failed", or
        "backup-not-begun" where somebody else has the project and did nothing in it yet.
        """
        return keeper.back_up(self._file)

    def keep_safe(self) -> None:
        """Have a place for safety copies before the first step: then others can make them."""
        keeper.settle_in(self._file)

    def backup_due(self, *, closing: bool = False) -> bool:
        """Whether a safety copy should be made now, or as the project is `closing`."""
        return keeper.is_due(self._file, closing=closing)

    def before_steps(self, hook: Callable[[], None]) -> None:
        """Have `hook` called before a step begins, to end a copy that would keep it waiting.

        It is not called while a copy is only checked.  Who asks for this makes the copies:
        else they are made within a step when they are due.
        """
        keeper.before_steps(self._file, hook)

    def copy_to(self, path: Path) -> None:
        """Write a whole, checked copy of the project where nothing is yet.

        Raises Refusal "file-exists", "folder-missing", "project-damaged", "backup-failed".
        """
        copies.write_new(self._file.path, path.resolve())

    # -- merging ------------------------------------------------------------------------

    def merge(self, other: Path) -> Merged:
        """Take in what another copy of this project has and this one has not.

        Either order, or twice, comes to the same.  It is no step: each side's own steps are
        undone by that side.  A safety copy is made before.  Raises Refusal
        "merge-other-project", "article-text-differs", "log-altered", "log-differs",
        "log-incomplete" and those of opening a project and of `backup`.
        """
        if self._file.obstacle is not None:
            raise self._file.obstacle
        with closing(open_file(other, read_only=True)) as file:
            merging.check_version(file)
            if merging.has_news(self._file, file):
                self.backup()
            united = merging.merge(self._file, file)
        self._tagset = None
        articles = {place.article for place in united.places} - {""}
        return Merged(united.steps, united.events, len(articles), self.conflicts())

    def conflicts(self) -> tuple[Conflict, ...]:
        """What was done in several copies to one thing and waits for a decision."""
        return tuple(conflicts.conflicts(self._file))

    def settle(self, conflict: Conflict, event: str) -> Changed:
        """Have the version that this event made hold, be it the one that holds already.

        Raises Refusal "conflict-closed", "version-missing".
        """
        with self._step("settled") as step:
            settling.settle(step, conflict, event)
        return self._news(step.changed)

    def _inverted(self, step: Step | None, key: str, nothing: str) -> Changed:
        if self._file.obstacle is not None:
            raise self._file.obstacle
        if step is None:
            raise Refusal(nothing)
        args = history.inverting(step)
        with recording(self._file, self.author, key, args, step.id) as inverse:
            history.invert(inverse, step)
        return self._news(inverse.changed)
