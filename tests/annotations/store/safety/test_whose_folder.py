"""Every file has a folder of its own for its safety, and every copy that goes on another name."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from annotations.errors import Refusal
from annotations.project import Project, open_project, safety_copies
from annotations.store.safety import identity
from annotations.store.safety.home import Home
from annotations.store.tables import FOLLOWS
from tests.annotations.store.making import document, new_project, raw
from tests.annotations.store.safety.looking import home_of, journalled, segments, tag


@pytest.fixture
def project(tmp_path: Path):
    with new_project(tmp_path, document("A")) as project:
        yield project


def replica(path: Path) -> str:
    return identity.replica_at(path)


def steps(project: Project) -> list[str]:
    return [step.id for step in reversed(project.log())]


def test_a_project_that_is_opened_again_goes_on_in_its_journal(project: Project):
    tag(project, 1)
    project.close()
    with open_project(project.path) as again:
        tag(again, 2)
        assert journalled(again.path) == steps(again)
    assert len(segments(project.path)) == 1


def test_what_is_only_read_leaves_no_trace(project: Project, home: Path):
    project.close()
    with open_project(project.path) as again, open_project(project.path) as reader:
        assert again.articles() == reader.articles()
    assert list(home.glob("safety/*/*.danqian")) == []


def test_a_copy_that_goes_on_beside_its_original_is_another_replica(project: Project):
    tag(project, 1)
    copy = project.path.with_name("copy.danqian")
    project.copy_to(copy)
    old = replica(project.path)
    with open_project(copy) as other:
        assert replica(copy) == old
        tag(other, 2)
        assert replica(copy) != old
        assert identity.fact(other._file, FOLLOWS) == old  # pyright: ignore[reportPrivateUsage]
        tag(project, 3)
        assert replica(project.path) == old
        assert journalled(copy) == steps(other)[-1:]
    assert journalled(project.path) == steps(project)


def test_a_file_that_was_moved_keeps_its_folder(project: Project, tmp_path: Path):
    tag(project, 1)
    project.close()
    folder = home_of(project.path).folder
    moved = project.path.rename(tmp_path / "moved.danqian")
    with open_project(moved) as again:
        tag(again, 2)
        assert home_of(moved).folder == folder
        assert journalled(moved) == steps(again)
    assert Home.at(project.path) is None


def test_on_another_machine_a_project_is_copied_first_and_is_another_replica(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    tag(project, 1)
    project.close()
    old = replica(project.path)
    monkeypatch.setenv("DANQIAN_HOME", str(tmp_path / "elsewhere"))
    with open_project(project.path) as again:
        tag(again, 2)
        assert replica(project.path) != old
        (copy,) = safety_copies(project.path)
        assert copy.clock == len(steps(again)) - 1
        assert journalled(project.path) == steps(again)[-1:]
        tag(again, 3)
    assert len(safety_copies(project.path)) == 1


def test_a_file_that_is_torn_is_refused_before_its_first_step(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    project.close()
    with raw(project.path) as conn:
        conn.execute("PRAGMA writable_schema = ON")
        conn.execute("DROP TRIGGER event_no_update")
        conn.execute("UPDATE event SET after = replace(after, '簽', '签')")
    before = project.path.read_bytes()
    monkeypatch.setenv("DANQIAN_HOME", str(tmp_path / "elsewhere"))
    with open_project(project.path) as again, pytest.raises(Refusal, match="project-damaged"):
        tag(again, 2)
    assert project.path.read_bytes() == before
    assert list((tmp_path / "elsewhere").glob("safety/*/*")) == []


def test_another_file_that_cannot_be_read_now_is_taken_to_be_the_original(project: Project):
    tag(project, 1)
    copy = project.path.with_name("copy.danqian")
    project.copy_to(copy)
    project.close()
    project.path.write_bytes(b"garbage")
    folder = home_of(project.path).folder
    with open_project(copy) as other:
        tag(other, 2)
    assert home_of(project.path).folder == folder != home_of(copy).folder


def test_the_replica_changes_only_with_the_commit_that_says_so(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    tag(project, 1)
    project.close()
    old = replica(project.path)
    monkeypatch.setenv("DANQIAN_HOME", str(tmp_path / "elsewhere"))

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with open_project(project.path) as again:
        with monkeypatch.context() as patch:
            patch.setattr("annotations.store.disk.sync", fail)
            with pytest.raises(Refusal, match="journal-not-written"):
                tag(again, 2)
        with monkeypatch.context() as patch:
            patch.setattr("annotations.store.safety.copies.check", fail)
            with pytest.raises(Refusal, match="backup-failed"):
                tag(again, 2)
        assert replica(project.path) == old
        tag(again, 2)
        assert replica(project.path) != old
        assert len(list((tmp_path / "elsewhere/safety").iterdir())) == 1


@pytest.mark.parametrize("seed", range(8))
def test_a_copy_taken_in_the_middle_of_a_commit_is_refused_before_its_first_step(
    project: Project, tmp_path: Path, seed: int
):
    tag(project, 1)
    before = project.path.read_bytes()
    tag(project, 2)
    after = project.path.read_bytes()
    pages = [n for n in range(len(after) // PAGE) if part(after, n) != part(before, n)]
    luck = Random(seed)
    new = set(luck.sample(pages, luck.randrange(1, len(pages))))
    torn = b"".join(part(after if n in new else before, n) for n in range(len(after) // PAGE))
    copy = tmp_path / "copy.danqian"
    copy.write_bytes(torn)
    whole = new <= {0} or new >= set(pages) - {0}  # page 0 only counts the changes
    try:
        with open_project(copy) as other:
            tag(other, 3)
            assert other.verify() == () or not whole
    except Refusal as refusal:
        assert refusal.key == "project-damaged"
        assert not whole
    else:
        assert whole
    assert copy.read_bytes() == torn or whole


PAGE = 4096


def part(content: bytes, number: int) -> bytes:
    return content[number * PAGE : (number + 1) * PAGE].ljust(PAGE, b"\0")
