"""Every step is in the journal before it is saved."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from annotations.errors import Refusal
from annotations.project import Project, open_project, safety_copies
from annotations.store.safety import keeper
from annotations.store.safety.segment import Segment
from tests.annotations.store.making import document, everything, new_project, raw
from tests.annotations.store.safety.looking import home_of, journalled, segments, tag


@pytest.fixture
def project(tmp_path: Path):
    with new_project(tmp_path, document("A")) as project:
        yield project


def steps(project: Project) -> list[str]:
    return [step.id for step in reversed(project.log())]


def test_a_project_made_here_is_journalled_from_its_first_step(project: Project):
    tag(project, 1, 2)
    project.undo()
    assert journalled(project.path) == steps(project)
    assert safety_copies(project.path) == ()


def test_a_journal_holds_what_the_steps_wrote(project: Project):
    tag(project, 1)
    file = project._file  # pyright: ignore[reportPrivateUsage]
    (segment,) = segments(project.path)
    for entry in segment.entries:
        id = str(entry.step["id"])
        assert entry.step == file.select("SELECT * FROM step WHERE id = ?", id)[0]
        events = file.select("SELECT * FROM event WHERE step = ? ORDER BY id", id)
        assert list(segment.events(entry)) == events
    for source in file.select("SELECT * FROM source"):
        assert segment.source(str(source["hash"])) == source


def test_the_journal_has_a_step_before_it_is_committed(
    project: Project, monkeypatch: pytest.MonkeyPatch
):
    seen: list[int] = []
    settle = keeper.Keeper.settle

    def settled(self: keeper.Keeper) -> None:
        seen.append(len(journalled(project.path)))
        with raw(project.path) as conn:
            seen.append(conn.execute("SELECT count(*) FROM step").fetchone()[0])
        settle(self)

    synced = keeper.Journal.append

    def appended(self: keeper.Journal, records: object) -> None:
        synced(self, records)  # type: ignore[arg-type]
        seen.append(len(journalled(project.path)))
        with raw(project.path) as conn:
            seen.append(conn.execute("SELECT count(*) FROM step").fetchone()[0])

    monkeypatch.setattr(keeper.Keeper, "settle", settled)
    monkeypatch.setattr(keeper.Journal, "append", appended)
    tag(project, 1)
    assert seen == [3, 2, 3, 3]


def test_a_step_that_is_not_committed_is_not_in_the_journal_either(project: Project):
    tag(project, 1)
    before = journalled(project.path)
    project._file.select("PRAGMA busy_timeout = 20")  # pyright: ignore[reportPrivateUsage]
    with raw(project.path) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM article").fetchone()  # it keeps the commit waiting
        with pytest.raises(Refusal, match="project-busy"):
            tag(project, 2)
    assert journalled(project.path) == before == steps(project)
    tag(project, 3)
    assert journalled(project.path) == steps(project)
    assert project.verify() == ()


@pytest.mark.parametrize("function", ["write", "fsync"])
def test_a_journal_that_cannot_be_written_refuses_the_step(
    project: Project, function: str, monkeypatch: pytest.MonkeyPatch
):
    tag(project, 1)
    before = everything(project), journalled(project.path)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        if function == "write":
            patch.setattr("annotations.store.safety.journal.os.write", full)
        else:
            patch.setattr("annotations.store.disk.sync_content", full)
        with pytest.raises(Refusal) as caught:
            tag(project, 2)
    assert caught.value.key == "journal-not-written"
    assert caught.value.values["reason"] == "No space left on device"
    assert (everything(project), journalled(project.path)) == before
    tag(project, 2)
    assert journalled(project.path) == steps(project)


def test_a_folder_that_is_taken_away_is_made_again_with_a_copy(project: Project):
    tag(project, 1)
    shutil.rmtree(home_of(project.path).folder)
    tag(project, 2)
    assert len(safety_copies(project.path)) == 1
    assert journalled(project.path) == steps(project)[-1:]
    assert project.verify() == ()


def test_what_a_merge_brings_is_journalled_like_the_rest(project: Project, tmp_path: Path):
    tag(project, 1)
    copy = tmp_path / "copy.danqian"
    project.copy_to(copy)
    with open_project(copy) as other:
        tag(other, 2, 3)
    tag(project, 4)
    project.merge(copy)
    tag(project, 5)
    known = {id for segment in segments(project.path) for id in _ids(segment)}
    assert known >= {step.id for step in project.log(4)}
    project.close()
    with open_project(project.path) as again:
        copies_before = safety_copies(project.path)
        tag(again, 6)
        assert again.notices == () and safety_copies(project.path) == copies_before


def _ids(segment: Segment) -> list[str]:
    return [str(entry.step["id"]) for entry in segment.entries]
