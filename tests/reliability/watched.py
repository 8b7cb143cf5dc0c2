"""The watched command line (`hostile_child`) in the hands of a test."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Timer

import resources
from tests.reliability.hostile_child import ROOT

PATIENCE = 180.0
"""Seconds after which something is held to hang; noisy machines need a fraction of it."""
_STEERING = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Done:
    """What became of some words: see `hostile_child.captured`."""

    code: int | str
    out: str
    err: str
    seconds: float
    peak: int
    outside: list[str]

    def check(self) -> Done:
        """Nothing was done that is forbidden, no fault came out, and nothing steers a terminal."""
        assert self.outside == []
        assert self.code in (0, 1), self.err
        assert "Something went wrong" not in self.out + self.err, self.err
        assert self.err.count("\n") <= 3
        assert not _STEERING.search(self.out), self.out
        assert not _STEERING.search(self.err), self.err
        return self


class Watched:
    """A watched child that may read and write `folders` and nothing else."""

    def __init__(self, *folders: Path) -> None:
        self._folders = folders
        self._process: subprocess.Popen[str] | None = None

    def run(self, *words: object) -> Done:
        """What these words do; one child does all, until one hangs (`PATIENCE`) or dies."""
        process = self._process = self._process or _child(self._folders)
        assert process.stdin is not None and process.stdout is not None
        impatient = Timer(PATIENCE, process.kill)
        impatient.start()
        try:
            process.stdin.write(json.dumps([str(word) for word in words]) + "\n")
            process.stdin.flush()
            told = process.stdout.readline()
        finally:
            impatient.cancel()
        if not told:
            self.end()
        assert told, f"it hung or died over {words}"
        return Done(**json.loads(told))

    def end(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None


def _child(folders: Sequence[Path]) -> subprocess.Popen[str]:
    home, temporary = folders[0] / "home", folders[0] / "temporary"
    temporary.mkdir(exist_ok=True)
    told = {"DANQIAN_LANG": "en", "DANQIAN_HOME": str(home), "TMPDIR": str(temporary)}
    return subprocess.Popen(
        [sys.executable, "-B", "-m", "tests.reliability.hostile_child", *map(str, folders)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        cwd=ROOT,
        env={**os.environ, **told},
    )


@contextmanager
def watching(*folders: Path) -> Iterator[Watched]:
    """A watched command line for as long as the block lasts."""
    child = Watched(*folders)
    try:
        yield child
    finally:
        child.end()


def says(sentence: str, key: str) -> bool:
    """Whether a sentence is that of a key of `resources/messages`, whatever fills its blanks."""
    template = resources.messages("en")[key]
    pattern = ".*".join(map(re.escape, re.split(r"\{.*?\}", template)))
    return re.search(pattern, sentence, re.DOTALL) is not None
