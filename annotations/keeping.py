"""The verbs that keep a project safe and whole: steps, copies, merging, checking.

Part of `Project`.
"""

from __future__ import annotations

from annotations.errors import Refusal
from annotations.finding import Finding
from annotations.model import Changed, Step
from annotations.store import history
from annotations.store.recording import recorded, recording


class Keeping(Finding):
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

    def _inverted(self, step: Step | None, key: str, nothing: str) -> Changed:
        if self._file.obstacle is not None:
            raise self._file.obstacle
        if step is None:
            raise Refusal(nothing)
        args = history.inverting(step)
        with recording(self._file, self.author, key, args, step.id) as inverse:
            history.invert(inverse, step)
        return self._news(inverse.changed)
