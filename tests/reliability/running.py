"""A user at work in a project, and what was shown as saved after each step."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random

from annotations.errors import Refusal
from annotations.model import Finding
from annotations.project import Project, open_project, restore_project
from annotations.store.tables import Place, Row
from tests.annotations.store.making import everything
from tests.annotations.store.test_history import one_action


@dataclass(frozen=True, slots=True)
class Saved:
    """A project as it stands: its steps, oldest first, and everything the state tables hold."""

    steps: tuple[str, ...]
    state: dict[Place, Row]

    @classmethod
    def of(cls, project: Project) -> Saved:
        return cls(tuple(step.id for step in reversed(project.log())), everything(project))


def work(project: Project, luck: Random, steps: int) -> Iterator[None]:
    """Do `steps` steps of all kinds, undoing and redoing among them; yield after each."""
    done = 0
    while done < steps:
        kind = luck.random()
        try:
            if kind < 0.1:
                project.undo()
            elif kind < 0.15:
                project.redo()
            elif one_action(project, luck).step is None:
                continue
        except Refusal:
            continue
        done += 1
        yield


@dataclass(frozen=True, slots=True)
class Found:
    """What stands in a file that is opened again: the project, or why it cannot be read."""

    saved: Saved | None
    reason: str = ""
    faults: tuple[Finding, ...] = ()

    @classmethod
    def at(cls, path: Path) -> Found:
        """Open as a user does, which mends what a crash left, and check everything."""
        try:
            with open_project(path) as project:
                return cls(Saved.of(project), "", project.verify())
        except Refusal as refusal:
            return cls(None, str(refusal))

    def verdict(self, history: list[Saved], acknowledged: int) -> str:
        """Whether the first `acknowledged` states of `history` are kept, and the next whole.

        "kept"; or what is wrong: "unreadable", "faulty", "lost", "half".
        """
        if self.saved is None:
            return "kept" if not acknowledged and "file-missing" in self.reason else "unreadable"
        if self.faults:
            return "faulty"
        known = history[acknowledged - 1].steps if acknowledged else ()
        if not set(known) <= set(self.saved.steps):
            return "lost"
        return "kept" if self.saved in history[max(acknowledged - 1, 0) :][:2] else "half"


def restore(path: Path) -> None:
    """As the command does; where there is nothing to restore from, nothing happens."""
    with suppress(Refusal):
        restore_project(path)
