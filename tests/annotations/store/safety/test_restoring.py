"""Whatever becomes of the file, the project comes back as it was shown last."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from annotations.errors import Refusal
from annotations.model import Restored, Step
from annotations.project import Project, open_project, restore_project, safety_copies
from annotations.store.file import refusing
from annotations.store.sources import is_named, text_hash
from annotations.store.tables import Place, Row
from annotations.store.union import is_sound
from tests.annotations.store.making import document, everything, new_project, raw
from tests.annotations.store.safety.looking import home_of, segments, tag

ROOT = Path(__file__).parents[4]
FILES = ROOT / "tests" / "files"
State = tuple[dict[Place, Row], tuple[Step, ...]]


@pytest.fixture
def project(tmp_path: Path):
    """Two articles, a copy in the middle, an undo after it."""
    with new_project(tmp_path, document("A"), document("B", "乙𠮷\r\n" * 900)) as project:
        tag(project, 1, 2)
        project.backup()
        tag(project, 3, 4)
        project.undo()
        project.rename("B", "新題")
        yield project


def shown(project: Project) -> State:
    return everything(project), project.log()


def closed(project: Project) -> tuple[Path, State]:
    """The project's path and what was shown last."""
    state = shown(project)
    project.close()
    return project.path, state


def assert_restored(restored: Restored, state: State) -> None:
    """Everything is back, the file is sound, and the work goes on."""
    assert restored.lost == ()
    assert restored.steps == len(state[1])
    with open_project(restored.path) as again:
        assert shown(again) == state
        assert again.verify() == ()
        assert again.notices == ()
        tag(again, 9)
        again.undo()
        again.undo()
        assert again.verify() == ()


def vanished(path: Path) -> None:
    path.unlink()


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def headless(path: Path) -> None:
    path.write_bytes(bytes(100) + path.read_bytes()[100:])


def cut(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: len(content) * 6 // 10])


def zeroed(path: Path) -> None:
    """Half of its pages."""
    content = bytearray(path.read_bytes())
    for start in range(4096, len(content), 8192):
        content[start : start + 4096] = bytes(len(content[start : start + 4096]))
    path.write_bytes(content)


def overwritten(path: Path) -> None:
    path.write_text("浦東", "utf-8")


DAMAGES = [vanished, emptied, headless, cut, zeroed, overwritten]


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_project_comes_back_with_every_step(project: Project, damage: Callable[[Path], None]):
    path, state = closed(project)
    damage(path)
    before = path.read_bytes() if path.exists() else None
    restored = restore_project(path)
    assert restored.copy == "0002" and restored.replayed == 4
    if before is None:
        assert restored.aside is None
    else:
        assert restored.aside == (aside := path.with_name("p.damaged-1.danqian"))
        assert aside.read_bytes() == before
    assert restored.damaged != ()
    assert_restored(restored, state)


@pytest.mark.parametrize("damage", DAMAGES)
def test_opening_what_is_damaged_or_gone_is_refused_and_names_the_way_back(
    project: Project, damage: Callable[[Path], None]
):
    path, _ = closed(project)
    damage(path)
    with pytest.raises(Refusal) as caught:
        open_project(path).verify()
    assert caught.value.key == ("file-gone" if damage is vanished else "project-damaged")
    assert caught.value.values["file"] == str(path)
    assert not path.with_name("p.danqian.lock").exists()


@pytest.mark.parametrize("seed", range(12))
def test_what_a_flipped_bit_changes_is_found_and_comes_back(project: Project, seed: int):
    path, state = closed(project)
    luck = Random(seed)
    content = bytearray(path.read_bytes())
    content[luck.randrange(len(content))] ^= 1 << luck.randrange(8)
    path.write_bytes(content)
    try:
        with open_project(path, read_only=True) as again:
            same = shown(again) == state
            sound = again.verify() == ()
    except Refusal:
        same = sound = False
    assert same or not sound
    assert_restored(restore_project(path), state)


def test_without_copies_the_journal_of_a_project_made_here_is_enough(project: Project):
    path, state = closed(project)
    for copy in home_of(path).copy_paths():
        copy.unlink()
    path.write_bytes(b"")
    restored = restore_project(path)
    assert restored.copy is None and restored.replayed == restored.steps
    assert_restored(restored, state)


def test_damaged_copies_are_passed_over_as_long_as_the_journal_reaches_back(project: Project):
    project.backup()
    tag(project, 6)
    path, state = closed(project)
    home = home_of(path)
    home.copy(home.newest()).write_bytes(b"garbage")
    path.unlink()
    restored = restore_project(path)
    assert restored.copy == "0002"
    assert_restored(restored, state)


def test_the_journal_sqlite_left_goes_aside_with_its_file(project: Project):
    path, state = closed(project)
    hot = path.with_name("p.danqian-journal")
    code = """
import os, sys
from sqlite3 import connect
conn = connect(sys.argv[1], isolation_level=None)
conn.execute("PRAGMA cache_size = 1")
conn.execute("BEGIN IMMEDIATE")
conn.execute("UPDATE annotation SET note = hex(zeroblob(9000))")
conn.execute("UPDATE setting SET value = value || hex(zeroblob(90000))")
os._exit(9)
"""
    subprocess.run([sys.executable, "-c", code, str(path)], cwd=ROOT)
    assert hot.exists()
    headless(path)
    restored = restore_project(path)
    assert not hot.exists()
    assert Path(f"{restored.aside}-journal").exists()
    assert_restored(restored, state)


def test_steps_that_only_the_damaged_file_has_are_taken_in(project: Project):
    path, state = closed(project)
    home = home_of(path)
    for segment in home.segment_paths():
        segment.unlink()
    with raw(path) as conn:  # a text is lost that the copy has
        conn.execute("DROP TRIGGER source_no_update")
        conn.execute("UPDATE source SET text = replace(text, '簽', '签')")
    restored = restore_project(path)
    assert (restored.copy, restored.replayed) == ("0002", 0)
    assert [finding.article for finding in restored.damaged] == [None, "A"]
    assert restored.damaged[1].key == "damaged-article"
    assert_restored(restored, state)


def test_what_could_not_be_saved_is_named(project: Project):
    path, (_, log) = closed(project)
    home = home_of(path)
    newest = home.segment(home.segments()[-1])
    broken = log[1]  # the one before the last, whose event is damaged in the journal
    lines = newest.read_bytes().splitlines(keepends=True)
    place = next(n for n, line in enumerate(lines) if broken.id.encode() in line)
    lines[place] = lines[place].replace(b"REGION", b"REGIOM")
    newest.write_bytes(b"".join(lines))
    path.unlink()
    restored = restore_project(path)
    assert restored.steps == len(log) - 1
    assert [(f.key, f.values["step"]) for f in restored.lost] == [("lost-step", broken.id)]
    with open_project(path) as again:
        assert [step.id for step in again.log()] == [s.id for s in log if s.id != broken.id]


def test_steps_nobody_knows_the_names_of_are_counted(project: Project):
    path, (_, log) = closed(project)
    home = home_of(path)
    for number in home.segments()[:-1]:
        home.segment(number).unlink()
    for copy in home.copy_paths():
        copy.write_bytes(b"")
    path.unlink()
    with pytest.raises(Refusal, match="nothing-to-restore"):
        restore_project(path)
    assert not path.exists() and not list(path.parent.glob(".*"))
    assert [len(segment.entries) for segment in segments(path)] == [4]
    assert len(log) == 8


def test_a_text_that_only_the_damaged_file_had_is_named_when_it_is_damaged(project: Project):
    path, state = closed(project)
    home = home_of(path)
    for file in (*home.segment_paths(), *home.copy_paths()):
        file.unlink()
    with raw(path) as conn:
        conn.execute("DROP TRIGGER source_no_update")
        conn.execute("UPDATE source SET text = replace(text, '簽', '签')")
    restored = restore_project(path)
    assert restored.steps == len(state[1])
    with open_project(path) as again:
        assert [row.id for row in again.articles()] == ["B"]
        assert again.document("B").article.title == "新題"
    assert [(f.key, f.article) for f in restored.lost] == [("lost-article", "A")]


# -- chosen copies, other places --------------------------------------------------------------


def test_a_chosen_copy_is_as_it_was_then_and_stays_so(project: Project):
    (copy,) = safety_copies(project.path)
    path, state = closed(project)
    restored = restore_project(path, copy=copy.path.stem)
    assert restored.steps == copy.clock == 4
    assert restored.aside == path.with_name("p.before-1.danqian")
    for _ in range(2):
        with open_project(path) as again:
            assert len(again.log()) == 4 and again.notices == ()
            assert len(again.annotations("A")) == 2
    assert restored.aside is not None
    with open_project(restored.aside, read_only=True) as before:
        assert shown(before) == state
    with pytest.raises(Refusal, match="copy-missing"):
        restore_project(path, copy="0099")


def test_a_damaged_copy_that_is_chosen_is_refused(project: Project):
    (copy,) = safety_copies(project.path)
    path, state = closed(project)
    copy.path.write_bytes(copy.path.read_bytes()[:9000])
    with pytest.raises(Refusal, match="copy-damaged"):
        restore_project(path, copy=copy.path.stem)
    with open_project(path) as again:
        assert shown(again) == state


def test_restored_to_another_place_both_go_on(project: Project, tmp_path: Path):
    state = shown(project)
    to = tmp_path / "other.danqian"
    assert_restored(restore_project(project.path, to=to), state)
    assert shown(project) == state
    tag(project, 8)
    with pytest.raises(Refusal, match="file-exists"):
        restore_project(project.path, to=to)


def test_what_is_open_is_not_restored_in_place(project: Project):
    with pytest.raises(Refusal, match="project-locked"):
        restore_project(project.path)


def test_nothing_is_restored_of_what_nothing_is_known_of(tmp_path: Path):
    with pytest.raises(Refusal, match="nothing-to-restore"):
        restore_project(tmp_path / "none.danqian")
    (tmp_path / "x.danqian").write_bytes(b"x" * 5000)
    with pytest.raises(Refusal, match="nothing-to-restore"):
        restore_project(tmp_path / "x.danqian")
    assert (tmp_path / "x.danqian").read_bytes() == b"x" * 5000
    assert safety_copies(tmp_path / "none.danqian") == ()


def test_a_torn_copy_of_an_open_project_is_restored_from_the_originals_safety(
    project: Project, tmp_path: Path
):
    copy = tmp_path / "copy.danqian"
    content = bytearray(project.path.read_bytes())
    content[-4096:] = bytes(4096)
    copy.write_bytes(content)
    state = shown(project)
    assert_restored(restore_project(copy), state)
    assert home_of(project.path).folder != home_of(copy).folder
    tag(project, 8)


def test_a_project_from_a_copy_of_an_older_version_comes_back_in_todays(tmp_path: Path):
    path = tmp_path / "old.danqian"
    shutil.copyfile(FILES / "version-1.danqian", path)
    with open_project(path) as project:
        tag(project, 0, 1)
        state = shown(project)
    home = home_of(path)
    for copy in home.copies()[1:]:
        home.copy(copy).unlink()
    path.unlink()
    restored = restore_project(path)
    assert restored.copy == "0001"
    assert_restored(restored, state)


def test_what_damage_made_bytes_of_is_not_sound_and_nothing_worse(tmp_path: Path):
    assert not is_sound({"id": "1", "args": b"\xff", "sum": "0"})
    assert is_named(text_hash("文", None), "文", None)
    assert not is_named("0", b"\xff", None) and not is_named("0", "\ud800", None)
    with pytest.raises(Refusal, match="project-damaged"), refusing(tmp_path):
        b"\xce".decode()  # as Python reads a message of SQLite that names what is damaged
