"""A copy counts only when it is whole and checked; what is begun and not ended is none."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from annotations.errors import Refusal
from annotations.project import Project, open_project, safety_copies
from annotations.store.lock import Lock
from annotations.store.safety import copies
from tests.annotations.store.making import document, everything, new_project, raw
from tests.annotations.store.safety.looking import home_of, tag


@pytest.fixture
def project(tmp_path: Path):
    with new_project(tmp_path, document("A")) as project:
        tag(project, 1)
        yield project


def test_a_copy_is_the_project_as_it_was(project: Project, tmp_path: Path):
    made = project.backup()
    wanted = everything(project)
    tag(project, 2)
    copies.check(made.path)
    assert made == safety_copies(project.path)[0]
    assert (made.clock, made.bytes) == (3, made.path.stat().st_size)
    with open_project(made.path, read_only=True) as copy:
        assert everything(copy) == wanted
        assert copy.verify() == ()


@pytest.mark.parametrize(
    ("damage", "reason"),
    [
        ("UPDATE event SET after = replace(after, '簽', '签')", "event"),
        ("UPDATE step SET at = '2001-01-01T00:00:00.000Z'", "step"),
        ("UPDATE source SET text = text || '。'", "source"),
        ("DELETE FROM event WHERE step = (SELECT max(step) FROM event)", "step"),
        ("DELETE FROM step WHERE id = (SELECT max(id) FROM step)", "foreign key of event"),
    ],
)
def test_a_project_that_is_damaged_gives_no_copy(project: Project, damage: str, reason: str):
    project.backup()
    with raw(project.path) as conn:
        for (name,) in conn.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'trigger'"
        ).fetchall():
            conn.execute(f"DROP TRIGGER {name}")
        conn.execute(damage)
    with pytest.raises(Refusal) as caught:
        project.backup()
    assert caught.value.key == "project-damaged"
    assert str(caught.value.values["reason"]).startswith(reason)
    assert len(safety_copies(project.path)) == 1
    assert not list(home_of(project.path).folder.glob(".*"))


def test_a_disk_that_takes_no_copy_is_told_and_leaves_nothing(
    project: Project, monkeypatch: pytest.MonkeyPatch
):
    def full(_: Path) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("annotations.store.disk.sync", full)
        with pytest.raises(Refusal, match="backup-failed"):
            project.backup()
    folder = home_of(project.path).folder
    assert safety_copies(project.path) == ()
    assert not list(folder.glob(".*"))
    project.backup()


def test_a_copy_that_was_killed_is_none_and_what_it_left_goes_with_the_next(project: Project):
    home = home_of(project.path)
    code = """
import sys, time
from pathlib import Path
from annotations.store import disk
from annotations.project import open_project
def wait(path):
    print(path, flush=True)
    time.sleep(60)
disk.sync = wait
open_project(sys.argv[1], read_only=True).backup()
"""
    with subprocess.Popen(
        [sys.executable, "-c", code, str(project.path)], stdout=subprocess.PIPE
    ) as child:
        assert child.stdout is not None
        half = Path(child.stdout.readline().decode().strip())
        with pytest.raises(Refusal, match="backup-running"):
            project.backup()
        child.kill()
    assert half.exists() and half.parent == home.folder
    assert safety_copies(project.path) == ()
    tag(project, 2)
    assert project.backup().clock == 4
    assert not list(home.folder.glob(".*"))


def test_a_step_does_not_wait_for_a_copy_that_gives_way(project: Project):
    with raw(project.path) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM article").fetchone()
        project.before_steps(reader.rollback)
        project._file.select("PRAGMA busy_timeout = 0")  # pyright: ignore[reportPrivateUsage]
        tag(project, 2)
    assert len(project.annotations("A")) == 2


def test_copies_wait_for_nobody_but_for_each_other(project: Project):
    lock = Lock.take(home_of(project.path).folder / "copies")
    try:
        with pytest.raises(Refusal, match="backup-running"):
            project.backup()
    finally:
        lock.release()
    assert project.backup().path.stem == "0002"


def test_a_copy_elsewhere_is_whole_and_never_in_the_place_of_another(
    project: Project, tmp_path: Path
):
    to = tmp_path / "copy.danqian"
    project.copy_to(to)
    with open_project(to, read_only=True) as copy:
        assert everything(copy) == everything(project)
        assert copy.log() == project.log()
    before = to.read_bytes()
    with pytest.raises(Refusal, match="file-exists"):
        project.copy_to(to)
    with pytest.raises(Refusal, match="folder-missing"):
        project.copy_to(tmp_path / "none" / "copy.danqian")
    assert to.read_bytes() == before
    assert not list(tmp_path.glob(".*"))


def test_numbers_go_up_even_when_all_copies_are_gone(project: Project):
    assert [project.backup().path.stem for _ in range(2)] == ["0002", "0003"]
    tag(project, 2)
    for path in home_of(project.path).copy_paths():
        path.unlink()
    assert project.backup().path.stem > "0003"


def test_damaged_copies_are_passed_over(project: Project):
    for place in (2, 3):
        project.backup()
        tag(project, place)
    home = home_of(project.path)
    newest, second = reversed(home.copies())
    assert copies.newest_sound(home) == newest
    content = bytearray(home.copy(newest).read_bytes())
    content[len(content) // 2 : len(content) // 2 + 9000] = bytes(9000)
    home.copy(newest).write_bytes(content)
    assert copies.newest_sound(home) == second
    home.copy(second).write_bytes(b"")
    assert copies.newest_sound(home) is None


def test_a_copy_that_is_only_checked_is_not_ended_for_a_step(
    project: Project, monkeypatch: pytest.MonkeyPatch
):
    ended: list[str] = []
    project.before_steps(lambda: ended.append("ended"))
    tag(project, 2)
    assert ended == ["ended"]
    check = copies.check

    def checking(path: Path) -> None:
        tag(project, 3)  # as a user would while another process checks
        assert ended == ["ended"] * 2  # the second was before this copy began
        check(path)

    monkeypatch.setattr(copies, "check", checking)
    made = project.backup()
    assert made.clock == 4
    with open_project(made.path, read_only=True) as copy:
        assert len(copy.annotations("A")) == 2
    assert len(project.annotations("A")) == 3


def test_the_first_copy_that_a_backup_needs_is_the_backup(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    project.close()
    monkeypatch.setenv("DANQIAN_HOME", str(tmp_path / "elsewhere"))
    with open_project(project.path) as again:
        assert again.backup().path.stem == "0001"
        assert again.backup().path.stem == "0002"
