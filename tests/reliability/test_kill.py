"""kill -9 of the real program while it tags through its own window."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

import pytest

from annotations.project import open_project
from tests.reliability.levels import Rounds

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="the program is forked here")

ROOT = Path(__file__).parent.parent.parent
ENOUGH = 10  # openings whose median says something on a noisy machine


@dataclass
class Nursery:
    """Starts the program on one project again and again, and keeps what it showed as saved."""

    project: Path
    acknowledged: set[str] = field(default_factory=set[str])
    torn: int = 0  # kills that left a commit half done

    def __post_init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.reliability.tagger"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,
        )

    def start(self) -> dict[str, Any]:
        """Start the program; what it tells once its window is painted. It waits then."""
        self._say(str(self.project))
        self._ready = self._line()
        return self._ready

    def close(self) -> None:
        """Have the window closed as a user closes it."""
        self._say("close")
        assert self._line() == {"ended": 0}

    def kill(self, steps: int, after: float, order: str = "go") -> None:
        """Let it work for `steps` steps and `after` seconds more, and kill it."""
        self._say(order)
        for _ in range(steps):
            self.acknowledged.add(self._line()["saved"])
        time.sleep(after)
        os.kill(self._ready["pid"], signal.SIGKILL)
        while "ended" not in (line := self._line()):
            self.acknowledged.add(line["saved"])
        assert line["ended"] == -signal.SIGKILL
        self.torn += self.project.with_name(f"{self.project.name}-journal").exists()

    def end(self) -> None:
        """Nothing that was started here stays."""
        with self._process:
            os.killpg(self._process.pid, signal.SIGKILL)

    def _say(self, line: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(f"{line}\n".encode())
        self._process.stdin.flush()

    def _line(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        return json.loads(self._process.stdout.readline())


@pytest.fixture
def nursery(sample: Path, home: Path) -> Iterator[Nursery]:
    made, log = Nursery(sample), home / "errors.log"
    yield made
    made.end()
    assert not log.exists(), log.read_text("utf-8")


def missing(nursery: Nursery) -> set[str]:
    """The steps that were shown as saved and are not there; the file must be faultless."""
    with open_project(nursery.project, read_only=True) as project:
        assert project.verify(quick=True) == ()
        return nursery.acknowledged - {step.id for step in project.log()}


def test_no_kill_loses_a_mark_that_was_shown_as_saved(nursery: Nursery, rounds: Rounds) -> None:
    """Nor leaves half a step, asks a question on opening, or makes opening slow."""
    luck, openings = Random(3), {"killed": list[float](), "closed": list[float]()}
    nursery.start()  # the very first start fills caches
    ends = "closed"
    nursery.close()
    for number in range(kills := rounds(4, 100, 1000)):
        for last in ("killed", "closed") if number % rounds(2, 5, 10) == 0 else ("killed",):
            ready = nursery.start()
            openings[ends].append(ready["ready"])
            assert ready["writable"] and ready["dialogs"] == []
            assert missing(nursery) == set()
            if last == "closed":
                nursery.close()
            else:
                nursery.kill(luck.randint(1, 4), luck.uniform(0, 0.2))
            ends = last
    nursery.start()
    assert missing(nursery) == set()
    nursery.close()
    killed, closed = median(openings["killed"]), median(openings["closed"])
    print(
        f"{kills} kills, {nursery.torn} inside a commit; {len(nursery.acknowledged)} steps"
        f" acknowledged; opening {killed:.3f} s after a kill, {closed:.3f} s after closing"
    )
    if len(openings["closed"]) >= ENOUGH:
        assert killed < 2 * closed


def test_a_step_shown_as_saved_before_its_commit_is_seen_to_be_lost(nursery: Nursery) -> None:
    for _ in range(20):
        nursery.start()
        if missing(nursery):
            return
        nursery.kill(1, 0, "lie")
    pytest.fail("a lying program was never caught")
