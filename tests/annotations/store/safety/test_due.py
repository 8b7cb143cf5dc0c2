"""When a copy is due, and who makes it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from annotations.errors import Refusal
from annotations.project import Project, open_project, safety_copies
from annotations.store.safety import keeper
from tests.annotations.store.making import document, new_project
from tests.annotations.store.safety.looking import home_of, journalled, segments, tag


@pytest.fixture
def project(tmp_path: Path):
    with new_project(tmp_path, document("A")) as project:
        yield project


def steps(project: Project) -> list[str]:
    return [step.id for step in reversed(project.log())]


def older(path: Path, seconds: float) -> None:
    """Have the newest copy, or the folder, be so much older."""
    home = home_of(path)
    fact = home.copy(home.newest()) if home.newest() else home.folder / "home.json"
    when = fact.stat().st_mtime - seconds
    os.utime(fact, (when, when))


def test_a_copy_is_due_when_something_changed_and_time_passed(project: Project):
    project.before_steps(lambda: None)
    assert not project.backup_due()
    assert project.backup_due(closing=True)
    older(project.path, keeper.EVERY)
    assert project.backup_due()
    project.backup()
    older(project.path, 2 * keeper.EVERY)
    assert not project.backup_due(closing=True)
    tag(project, 2)
    assert project.backup_due()


def test_a_clock_set_back_makes_a_copy_due_at_once(project: Project):
    project.before_steps(lambda: None)
    tag(project, 1)
    older(project.path, -365 * 86400)
    assert project.backup_due()


def test_after_a_crash_a_copy_is_due_at_once_and_does_not_keep_the_opening(project: Project):
    tag(project, 1)
    lock = project.path.with_name("p.danqian.lock")
    left = lock.read_bytes()
    project.close()
    lock.write_bytes(left)
    with open_project(project.path) as again:
        assert again.backup_due()
        assert safety_copies(project.path) == ()
        again.backup()
        assert not again.backup_due()
    with open_project(project.path) as again:
        assert not again.backup_due()


def test_who_asks_before_steps_makes_the_copies_and_others_wait_for_them(project: Project):
    tag(project, 1)
    older(project.path, keeper.EVERY)
    project.close()
    called: list[int] = []
    with open_project(project.path) as window:
        window.before_steps(lambda: called.append(len(window.log())))
        tag(window, 2, 3)
        assert called == [3, 4]
        assert safety_copies(project.path) == () and window.backup_due()
    with open_project(project.path) as line:
        tag(line, 4)
        assert [copy.clock for copy in safety_copies(project.path)] == [5]


def test_a_segment_begins_after_each_copy_and_three_copies_keep_theirs(project: Project):
    for place in range(6):
        tag(project, place)
        project.backup()
    tag(project, 7)
    home = home_of(project.path)
    sure = home.copies()[-3:]
    assert [number for number in home.segments() if number >= sure[0]] == sure
    assert len(home.segments()) == 4  # the one before may end behind the oldest of them
    assert journalled(project.path) == steps(project)[-4:]


def test_a_reader_copies_what_another_writes(project: Project):
    tag(project, 1)
    with open_project(project.path) as reader:
        assert reader.read_only
        assert reader.backup().clock == 3
        assert not reader.backup_due(closing=True)
    tag(project, 2)
    assert journalled(project.path)[-1:] == steps(project)[-1:]


def test_a_reader_cannot_copy_what_nobody_wrote_here_yet(tmp_path: Path):
    with new_project(tmp_path) as project, open_project(project.path) as reader:
        with pytest.raises(Refusal, match="backup-not-begun"):
            reader.backup()
        assert reader.notices == ()


def test_a_large_project_from_elsewhere_is_left_to_whoever_makes_the_copies(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    project.close()
    monkeypatch.setenv("DANQIAN_HOME", str(tmp_path / "elsewhere"))
    monkeypatch.setattr(keeper, "SMALL", 0)
    with open_project(project.path) as window:
        window.before_steps(lambda: None)
        tag(window, 1)
        assert safety_copies(project.path) == () and window.backup_due()
        window.backup()
        tag(window, 2)
        assert not window.backup_due()
    assert len(segments(project.path)) == 2


def test_a_copy_can_be_made_by_another_process_once_there_is_a_place_for_it(tmp_path: Path):
    with new_project(tmp_path) as project, open_project(project.path) as reader:
        project.keep_safe()
        assert reader.backup().clock == 1
