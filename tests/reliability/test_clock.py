"""The clock of the machine is set back a year in the middle of the work: nothing is mixed up."""

from __future__ import annotations

import time
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from random import Random

import pytest

from annotations.project import Project, open_project, restore_project, safety_copies
from annotations.store import recording
from tests.annotations.store.making import document, everything, new_project
from tests.reliability.running import Found, Saved, work

YEAR = 365 * 24 * 3600  # seconds


def set_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every clock that the program asks shows last year from now on."""
    real = time.time_ns

    class Clock(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Clock:
            return cls.fromtimestamp(time.time(), tz or UTC)

    monkeypatch.setattr(time, "time_ns", lambda: real() - YEAR * 10**9)
    monkeypatch.setattr(time, "time", lambda: time.time_ns() / 10**9)
    monkeypatch.setattr(recording, "datetime", Clock)


def worked(project: Project, luck: Random, steps: int, *, copies: int) -> list[str]:
    """The ids of so many steps in the order they were made, with safety copies among them."""
    ids: list[str] = []
    for number, _ in enumerate(work(project, luck, steps), 1):
        ids.append(project.log(1)[0].id)
        if number % (steps // copies) == 0:
            project.backup()
    return ids


def test_order_undo_copies_and_restoring_do_not_ask_the_clock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    luck = Random(2)
    with new_project(tmp_path, document("A")) as project:
        before = worked(project, luck, 10, copies=2)
    set_back(monkeypatch)
    with open_project(project.path) as project:
        ids = [*before, *worked(project, luck, 20, copies=5)]
        log = project.log(len(ids))
        assert log[0].at < log[-1].at  # the clock did go back
        assert [step.id for step in reversed(log)] == ids == sorted(ids)
        state, undone = everything(project), 0
        while project.undoable is not None:
            project.undo()
            undone += 1
        while project.redoable is not None:
            project.redo()
        assert undone > 10 and everything(project) == state
        saved = Saved.of(project)
    clocks = [copy.clock for copy in safety_copies(project.path)]
    assert clocks == sorted(clocks, reverse=True) and clocks[0] > len(before)
    project.path.write_bytes(b"")
    assert restore_project(project.path).lost == ()
    assert Found.at(project.path) == Found(saved)
