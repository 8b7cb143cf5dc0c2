"""The lock of a project: whether it is free is seen without taking it."""

from __future__ import annotations

from pathlib import Path

from annotations.project import open_project
from annotations.store.lock import Lock, is_free


def test_a_project_is_free_until_somebody_has_it_and_again_afterwards(tmp_path: Path) -> None:
    path = tmp_path / "p.danqian"
    with open_project(path, create=True):
        assert not is_free(path)
    assert is_free(path)
    assert [file.name for file in tmp_path.glob("*.lock")] == [], "looking leaves nothing behind"


def test_the_lock_file_of_one_who_was_killed_does_not_keep_anybody_out(tmp_path: Path) -> None:
    path = tmp_path / "p.danqian"
    open_project(path, create=True).close()
    path.with_name("p.danqian.lock").write_text("1@gone\n", "utf-8")
    assert is_free(path)
    Lock.take(path).release()


def test_what_is_not_there_is_not_free(tmp_path: Path) -> None:
    assert not is_free(tmp_path / "none.danqian")


def test_one_who_only_reads_learns_when_it_could_be_written(tmp_path: Path) -> None:
    path = tmp_path / "p.danqian"
    with open_project(path, create=True), open_project(path) as reader:
        assert reader.read_only and not reader.could_write
    with open_project(path, read_only=True) as reader:
        assert reader.could_write
