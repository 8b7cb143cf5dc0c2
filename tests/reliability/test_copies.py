"""Copies of a project that is open: people copy, mail and sync their files at any moment."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import pytest

from annotations.project import open_project, restore_project
from tests.annotations.shell import Shell
from tests.annotations.store.making import TEXT, document, new_project
from tests.reliability.apsw_sqlite import Vfs, sqlite_through
from tests.reliability.full_disk import FullDisk
from tests.reliability.levels import Rounds
from tests.reliability.running import Found, Saved, work

SEED = 5
ROOT = Path(__file__).parent.parent.parent


def whole_copies(folder: Path, count: int, pragma: str = "") -> int:
    """How many of `count` copies made between commits hold all that was saved until then."""
    luck, whole = Random(SEED), 0
    elsewhere = folder / "elsewhere"
    elsewhere.mkdir()
    with new_project(folder, document("A")) as project:
        if pragma:
            project._file._conn.execute(pragma)  # pyright: ignore[reportPrivateUsage]
        for number in range(count):
            for _ in work(project, luck, luck.randint(1, 3)):
                pass
            copy = elsewhere / f"{number}.danqian"
            shutil.copyfile(project.path, copy)
            whole += Found.at(copy) == Found(Saved.of(project))
    return whole


def test_every_copy_made_between_two_steps_is_complete(tmp_path: Path, rounds: Rounds) -> None:
    assert whole_copies(tmp_path, copies := rounds(6, 50, 50)) == copies


def test_copies_in_the_mode_that_we_do_not_use_are_seen_to_lack_steps(tmp_path: Path) -> None:
    assert whole_copies(tmp_path, 5, "PRAGMA journal_mode = WAL") < 5


# -- in the middle of a commit ----------------------------------------------------------------


@dataclass(slots=True)
class CopyShop(FullDisk):
    """Copies a file whenever something was written into it, without the journal beside it."""

    file: Path = Path()
    made: list[bytes] = field(default_factory=list[bytes])

    def wrote(self, path: Path) -> None:
        if path == self.file:
            self.made.append(path.read_bytes())


@dataclass(frozen=True, slots=True)
class Torn:
    """A project that went on after copies of it were made inside its commits."""

    path: Path
    copies: tuple[bytes, ...]
    sound: tuple[Saved, ...]  # its states between commits
    last: Saved

    @classmethod
    def make(cls, folder: Path, steps: int) -> Torn:
        shop, luck = CopyShop(folder, file=folder / "p.danqian"), Random(SEED)
        with sqlite_through(Vfs(shop)), new_project(folder, document("A")) as project:
            shop.made.clear()
            states = [Saved.of(project)]
            for _ in work(project, luck, steps):
                states.append(Saved.of(project))
            return cls(project.path, tuple(shop.made), tuple(states), states[-1])

    def is_recognised(self, found: Found) -> bool:
        """Refused or found to be faulty, or else a state that was once shown as saved."""
        return found.saved is None or bool(found.faults) or found.saved in self.sound


def test_a_copy_made_inside_a_commit_is_recognised_and_restored(
    tmp_path: Path, rounds: Rounds
) -> None:
    """Mailed to another place it is recognised; put back in its place it is mended."""
    torn = Torn.make(tmp_path, rounds(3, 12, 60))
    elsewhere, bad = tmp_path / "elsewhere", 0
    elsewhere.mkdir()
    for number, content in enumerate(torn.copies[:: rounds(3, 1, 1)]):
        copy = elsewhere / f"{number}.danqian"
        copy.write_bytes(content)
        found = Found.at(copy)
        assert torn.is_recognised(found), found
        bad += found.saved not in torn.sound
        torn.path.write_bytes(content)
        restored = restore_project(torn.path)
        assert restored.lost == ()
        assert Found.at(torn.path) == Found(torn.last)
    assert bad  # or else none was torn


def test_sqlite_alone_is_seen_to_take_some_torn_copies_for_whole(tmp_path: Path) -> None:
    """What recognises them are our sums: without those the test above would fail."""
    torn, copy = Torn.make(tmp_path, 64), tmp_path / "copy.danqian"

    def is_missed(content: bytes) -> bool:
        copy.write_bytes(content)
        with closing(sqlite3.connect(copy)) as conn, suppress(sqlite3.DatabaseError):
            checked = conn.execute("PRAGMA integrity_check").fetchall()
            return checked == [("ok",)] and bool(Found.at(copy).faults)
        return False

    assert any(is_missed(content) for content in torn.copies)


# -- by our own command -----------------------------------------------------------------------


def test_our_own_command_copies_a_project_whole_while_another_process_writes_it(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes], rounds: Rounds
) -> None:
    shell, luck = Shell(tmp_path, capfdbinary), Random(SEED)
    with new_project(tmp_path, document("A", TEXT * 20)) as project:
        path = project.path
    command = [sys.executable, "-m", "tests.reliability.writer", str(path)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as writer:
        assert writer.stdout is not None
        saved: set[str] = set()
        try:
            for number in range(rounds(3, 20, 100)):
                for _ in range(luck.randint(1, 5)):
                    saved.add(writer.stdout.readline().decode().strip())
                copy = tmp_path / f"copy-{number}.danqian"
                code, _, said = shell.run("copy", path, copy)
                assert code == 0, said
                with open_project(copy, read_only=True) as project:
                    assert project.verify() == ()
                    assert saved <= {step.id for step in project.log()}
        finally:
            writer.kill()
