"""A file behind its journal is brought up to it, or the journal is kept and that is told."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from annotations.project import Project, open_project, safety_copies
from annotations.store.safety.home import Home
from tests.annotations.store.making import document, everything, new_project
from tests.annotations.store.safety.looking import home_of, journalled, segments, tag

ROOT = Path(__file__).parents[4]


@pytest.fixture
def project(tmp_path: Path):
    with new_project(tmp_path, document("A")) as project:
        yield project


def keys(project: Project) -> list[str]:
    return [notice.key for notice in project.notices]


def test_a_project_that_was_closed_has_nothing_to_tell(project: Project):
    tag(project, 1)
    project.close()
    with open_project(project.path) as again:
        assert again.notices == ()


def test_an_end_between_journal_and_commit_loses_nothing_and_is_told(project: Project):
    tag(project, 1)
    project.close()
    code = """
import os, sys
from annotations.project import open_project
from annotations.store.safety.journal import Journal
from tests.annotations.store.safety.looking import tag
p = open_project(sys.argv[1])
append = Journal.append
def appended(self, records):
    append(self, records)
    os._exit(9)
Journal.append = appended
tag(p, 2)
"""
    command = [sys.executable, "-c", code, str(project.path)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 9, done.stderr
    with open_project(project.path) as again:
        assert keys(again) == ["journal-replayed"]
        assert again.notices[0].values["count"] == 1
        assert len(again.annotations("A")) == 2
        assert again.verify() == ()
        again.undo()
        assert len(again.annotations("A")) == 1
        tag(again, 3)
        assert journalled(again.path) == [step.id for step in reversed(again.log())]
    with open_project(project.path) as again:
        assert again.notices == ()


def test_an_older_file_put_in_place_gets_the_steps_it_lacks(project: Project):
    tag(project, 1)
    old = project.path.read_bytes()
    tag(project, 2, 3)
    project.undo()
    project.backup()
    tag(project, 4)
    project.rename("A", "新題")
    wanted, log = everything(project), project.log()
    project.close()
    project.path.write_bytes(old)
    with open_project(project.path) as again:
        assert keys(again) == ["journal-replayed"]
        assert (everything(again), again.log()) == (wanted, log)
        assert again.verify() == ()
        again.undo()
        tag(again, 5)
    with open_project(project.path) as again:
        assert again.notices == ()


def test_a_copy_beside_its_original_stays_as_old_as_it_is(project: Project):
    tag(project, 1)
    copy = project.path.with_name("copy.danqian")
    project.copy_to(copy)
    tag(project, 2)
    with open_project(copy) as other:
        assert other.notices == ()
        assert len(other.annotations("A")) == 1


def test_a_file_that_went_another_way_keeps_its_steps_and_the_journal_is_laid_apart(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    tag(project, 1)
    old, home = project.path.read_bytes(), home_of(project.path)
    tag(project, 2)
    project.close()
    project.path.write_bytes(old)
    with monkeypatch.context() as elsewhere:
        elsewhere.setenv("DANQIAN_HOME", str(tmp_path / "elsewhere"))
        elsewhere.setattr("annotations.store.safety.identity.become", lambda *_: None)
        with open_project(project.path) as other:
            tag(other, 5, 6)  # as the same replica, which should not happen
    with open_project(project.path) as again:
        assert keys(again) == ["journal-apart"]
        state = everything(again)
        tag(again, 7)
        assert len(safety_copies(project.path)) == 1
        again.undo()
        assert everything(again) == state
        assert again.verify() == ()
    assert home_of(project.path).folder == home.folder
    assert list(home.folder.glob("*.apart.jsonl"))
    with open_project(project.path) as again:
        assert again.notices == ()


def test_a_torn_end_of_the_journal_is_no_step_and_is_written_over(project: Project):
    tag(project, 1)
    project.close()
    (segment,) = home_of(project.path).segment_paths()
    whole = segment.read_bytes()
    segment.write_bytes(whole + whole.splitlines(keepends=True)[-2] + b'{"chain":"0000')
    with open_project(project.path) as again:
        assert again.notices == ()
        tag(again, 2)
        assert journalled(again.path) == [step.id for step in reversed(again.log())]
        assert [s.damaged for s in segments(again.path)] == [0] * len(segments(again.path))


def test_a_file_that_is_ahead_of_its_journal_is_copied_before_its_next_step(project: Project):
    tag(project, 1)
    home = home_of(project.path)
    old = {path.name: path.read_bytes() for path in home.folder.iterdir()}
    tag(project, 2)
    project.close()
    for name, content in old.items():  # the user's folder came back from an older backup
        (home.folder / name).write_bytes(content)
    with open_project(project.path) as again:
        assert again.notices == ()
        tag(again, 3)
        assert [copy.clock for copy in safety_copies(project.path)] == [4]


def test_the_folder_of_another_project_is_not_taken_for_ours(project: Project, tmp_path: Path):
    tag(project, 1)
    (tmp_path / "q").mkdir()
    with new_project(tmp_path / "q", document("A")) as other:
        tag(other, 1)
        one, two = home_of(project.path), home_of(other.path)
    assert one.folder != two.folder and one.project != two.project
    assert Home.of("") is None


def test_what_is_no_home_in_the_folder_is_passed_over(project: Project, home: Path):
    tag(project, 1)
    folder = home_of(project.path).folder
    for name, content in (("x", b""), ("y", b"[]"), ("z", b'{"project": 1}'), ("w", b"\xff")):
        (home / "safety" / f"{name} {folder.name[-12:]}").mkdir()
        (home / "safety" / f"{name} {folder.name[-12:]}" / "home.json").write_bytes(content)
    project.close()
    with open_project(project.path) as again:
        tag(again, 2)
        assert home_of(project.path).folder == folder
