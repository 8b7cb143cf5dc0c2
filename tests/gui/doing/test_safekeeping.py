"""Safety in the window: copies by a child process, restoring, merging, conflicts, sync folders."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt, QTimer
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog
from pytestqt.qtbot import QtBot

from annotations.errors import Refusal
from annotations.model import Merged, Span
from annotations.project import Project, open_project, safety_copies
from annotations.verbs import Verbs
from gui import app, settings, sync_folders
from gui.bridge import Bridge
from gui.copying import Copying
from gui.dialogs.conflicts import ConflictsDialog
from gui.dialogs.merge import MergedDialog
from gui.dialogs.restore import RestoredDialog, RestoreDialog
from gui.hands import CONTROL, Hands
from gui.window import Window
from tests.gui.mending_project import make

T = TypeVar("T", bound=QDialog)
COPY_MS = 60_000  # a child process has to start; machines are slow


@pytest.fixture
def project(window: Window, tmp_path: Path) -> Path:
    """A project that was made here, with a step of ours, open in the window."""
    path = make(tmp_path / "报道.danqian")
    assert window.files.open_path(path)
    tag(window, 0)
    return path


def project_of(window: Window) -> Project:
    assert window.bridge.project is not None
    return window.bridge.project


def tag(window: Window, start: int, label: str = "GOV") -> None:
    assert window.bridge.do(lambda p: p.annotate("a", Span(start, start + 2), label)) is not None


def tags(window: Window) -> list[tuple[int, str]]:
    return [(a.hull.start, a.label) for a in project_of(window).annotations("a")]


def click(button: QAbstractButton) -> None:
    assert button.isVisible() and button.isEnabled()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def dialog_of(window: Window, kind: type[T]) -> T:
    """The dialog of that kind that is open."""
    found = [one for one in window.findChildren(kind) if one.isVisible()]
    assert len(found) == 1
    return found[0]


def damage(path: Path) -> None:
    """Spoil pages in the middle, as a bad disk does."""
    data = bytearray(path.read_bytes())
    for at in range(4096, len(data) - 4096, 4096):
        data[at : at + 64] = bytes(64)
    path.write_bytes(data)


# -- copies -----------------------------------------------------------------------------------


def test_the_command_makes_a_checked_copy_by_a_child_process_and_says_so(
    window: Window, project: Path, qtbot: QtBot
) -> None:
    copying = window.doing.safekeeping.copying
    before = len(safety_copies(project))
    with qtbot.waitSignal(copying.copied, timeout=COPY_MS):
        window.actions_["backup"].trigger()
        assert copying.running
    assert len(safety_copies(project)) == before + 1
    assert window.desk.banner.isVisible() and "做好了" in window.desk.banner.text.text()
    with open_project(safety_copies(project)[0].path, read_only=True) as copy:
        assert len(copy.annotations("a")) == 1


def test_a_step_ends_a_copy_that_is_being_made_and_it_is_begun_again_later(
    window: Window, project: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    copying, heard = window.doing.safekeeping.copying, []
    copying.failed.connect(heard.append)
    before = len(safety_copies(project))
    assert copying.copy() and copying.running
    tag(window, 4)
    assert not copying.running
    qtbot.wait(50)
    assert heard == [] and len(safety_copies(project)) == before
    assert len(tags(window)) == 2
    monkeypatch.setattr("gui.copying.QUIET_MS", -1)
    with qtbot.waitSignal(copying.copied, timeout=COPY_MS) as asked:
        copying.look()
    assert asked.args == [True] and len(safety_copies(project)) == before + 1


def test_a_copy_that_could_not_be_made_is_told(
    window: Window, project: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    copying = window.doing.safekeeping.copying
    monkeypatch.setattr("gui.copying._command", lambda path: ["/nowhere/danqian", str(path)])
    with qtbot.waitSignal(copying.failed, timeout=COPY_MS):
        assert copying.copy()
    assert "没有做成" in window.desk.banner.text.text() and not copying.running
    refusing = [sys.executable, "-c", "import sys; sys.exit('磁盘已满')"]
    monkeypatch.setattr("gui.copying._command", lambda _: refusing)
    with qtbot.waitSignal(copying.failed, timeout=COPY_MS):
        assert copying.copy()
    assert "磁盘已满" in window.desk.banner.text.text()


def test_copies_are_made_when_due_and_nobody_works(
    window: Window, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copying, made, due = window.doing.safekeeping.copying, [], [False]
    monkeypatch.setattr(Copying, "_copy", lambda _: made.append(1))
    monkeypatch.setattr(Project, "backup_due", lambda *_, **__: due[0])
    copying.look()
    due[0] = True
    tag(window, 6)
    copying.look()
    assert made == [], "not due, then somebody at work"
    monkeypatch.setattr("gui.copying.QUIET_MS", -1)
    copying.look()
    assert made == [1]


def test_closing_leaves_a_copy_behind_when_something_changed(
    window: Window, project: Path, qtbot: QtBot
) -> None:
    copying = window.doing.safekeeping.copying
    copying.start()
    before = len(safety_copies(project))
    window.close()
    qtbot.waitUntil(lambda: len(safety_copies(project)) == before + 1, timeout=COPY_MS)


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_the_status_line_tells_of_the_last_copy_to_who_rests_there(
    window: Window, project: Path
) -> None:
    saved, at = window.status.saved, QPoint(2, 2)

    def tip() -> str:
        QApplication.sendEvent(saved, QHelpEvent(QEvent.Type.ToolTip, at, saved.mapToGlobal(at)))
        return saved.toolTip()

    assert "还没有安全副本" in tip()
    made = project_of(window).backup()
    window.bridge.project_opened.emit()
    assert f"第 {made.clock} 步" in tip()


# -- restoring --------------------------------------------------------------------------------


def test_a_damaged_project_is_offered_and_restored_by_one_click(
    window: Window, project: Path, qtbot: QtBot
) -> None:
    project_of(window).backup()
    tag(window, 8, "PERSON")
    acknowledged = tags(window)
    window.bridge.close()
    damage(project)
    spoilt = project.read_bytes()
    assert not window.files.open_path(project)

    def press() -> None:
        click(dialog_of(window, RestoreDialog).ok)

    QTimer.singleShot(0, window, press)
    qtbot.waitUntil(lambda: window.bridge.project is not None)
    done = dialog_of(window, RestoredDialog)
    assert tags(window) == acknowledged and not project_of(window).read_only
    assert project_of(window).verify() == ()
    asides = list(project.parent.glob("*damaged*"))
    assert [aside.read_bytes() for aside in asides] == [spoilt], "what was damaged is kept"
    click(done.close_)


def test_a_whole_project_is_restored_beside_as_it_was_in_a_copy(
    window: Window, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project_of(window).backup()
    tag(window, 8)
    dialog = RestoreDialog(window, project, safety_copies(project), None)
    assert dialog.copy_name() is None
    dialog.list.setCurrentIndex(dialog.rows.index(1))
    target = dialog.target()
    assert target is not None and target.parent == project.parent and not target.exists()
    assert window.doing.safekeeping.restore_to(project, target, dialog.copy_name())
    assert project_of(window).path == target and len(tags(window)) == 1
    with open_project(project, read_only=True) as left:
        assert len(left.annotations("a")) == 2


def test_a_project_that_is_gone_is_not_made_anew_and_empty(
    window: Window, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project_of(window).backup()
    window.bridge.close()
    project.unlink()
    offered: list[Path] = []
    keeping = window.doing.safekeeping
    monkeypatch.setattr(keeping, "offer_restore", lambda path, _: offered.append(path))
    app.open_first(window, project)
    QTest.qWait(10)
    assert offered == [project] and not project.exists()
    assert keeping.restore_to(project, None, None)
    assert len(tags(window)) == 1


def test_without_copies_nothing_is_offered(window: Window, tmp_path: Path) -> None:
    broken = tmp_path / "broken.danqian"
    broken.write_bytes(b"nothing of ours")
    assert not window.files.open_path(broken)
    assert not window.doing.safekeeping.offer_restore(broken, None)


# -- merging ----------------------------------------------------------------------------------


@pytest.fixture
def two(window: Window, project: Path, tmp_path: Path) -> Path:
    """Another copy of the project where somebody tagged apart and retagged what we did."""
    other = tmp_path / "乙.danqian"
    project_of(window).copy_to(other)
    mark = project_of(window).annotations("a")[0].id
    with open_project(other, author="乙") as theirs:
        theirs.annotate("a", Span(10, 12), "REGION")
        theirs.retag("a", mark, "PERSON")
    window.bridge.do(lambda p: p.retag("a", mark, "REGION"))
    return other


def test_a_merge_brings_what_the_other_has_and_lists_the_conflict(
    window: Window, two: Path
) -> None:
    assert window.doing.safekeeping.merge_from(two)
    done = dialog_of(window, MergedDialog)
    assert (10, "REGION") in tags(window)
    assert len(window.bridge.annotations("a")) == 2, "what the panels show is read anew"
    click(done.conflicts)
    dialog = dialog_of(window, ConflictsDialog)
    assert len(dialog.rows.rows) == 1 and len(dialog.use) == 2
    holding = dict(tags(window))[0]
    click(dialog.use[1])
    assert dict(tags(window))[0] != holding
    assert project_of(window).conflicts() == () and not dialog.use
    window.bridge.do(lambda p: p.undo())
    assert dict(tags(window))[0] == holding and len(dialog.rows.rows) == 1
    click(dialog.use[0])
    assert dict(tags(window))[0] == holding and project_of(window).conflicts() == ()
    click(dialog.shut)


def test_from_a_conflict_one_goes_to_its_place(window: Window, two: Path) -> None:
    assert window.bridge.merge(two) is not None
    window.place.show_article("b0")
    window.actions_["conflicts"].trigger()
    dialog = dialog_of(window, ConflictsDialog)
    click(dialog.go)
    assert window.place.article == "a" and window.place.active and not dialog.isVisible()


def test_merging_twice_brings_nothing_more(window: Window, two: Path) -> None:
    assert window.bridge.merge(two) is not None
    again = window.bridge.merge(two)
    assert isinstance(again, Merged) and again.steps == 0


def test_another_project_is_not_merged(window: Window, project: Path, tmp_path: Path) -> None:
    other = make(tmp_path / "other.danqian")
    before = tags(window)
    assert not window.doing.safekeeping.merge_from(other)
    assert window.desk.banner.isVisible() and tags(window) == before


# -- copies by hand, sync folders -------------------------------------------------------------


def test_a_copy_is_written_where_the_user_says(
    window: Window, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = tmp_path / "stick" / "副本.danqian"
    there.parent.mkdir()
    monkeypatch.setattr("gui.doing.safekeeping.Safekeeping._ask_where", lambda *_: there)
    window.actions_["copy"].trigger()
    assert project_of(window).path == project and "副本" in window.desk.banner.text.text()
    with open_project(there, read_only=True) as copy:
        assert len(copy.annotations("a")) == 1
    window.actions_["copy"].trigger()
    assert "已经存在" in window.desk.banner.text.text()


def test_a_project_in_a_sync_folder_is_warned_about_once(
    window: Window, project: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "Dropbox" / "报道"
    folder.mkdir(parents=True)
    for name, told in (("a.danqian", True), ("b.danqian", False)):
        shutil.copyfile(project, folder / name)
        window.desk.banner.hide()
        assert window.files.open_path(folder / name)
        assert ("Dropbox" in window.desk.banner.text.text()) == told or not told
        assert window.desk.banner.isVisible() == told
    assert settings.get("synced") == str(folder.parent)


@pytest.mark.parametrize(
    ("place", "name"),
    [
        ("OneDrive - 报社/a", "OneDrive"),
        ("Library/Mobile Documents/x", "iCloud"),
        ("我的坚果云/稿", "坚果云"),
        ("BaiduSyncdisk", "百度网盘"),
        ("Documents/稿", None),
        ("dropboxes", None),
    ],
)
def test_sync_folders_are_known_by_their_names(
    tmp_path: Path, place: str, name: str | None
) -> None:
    found = sync_folders.service(tmp_path / place / "p.danqian")
    assert (found[0] if found else None) == name


def test_sync_folders_are_known_by_what_lies_in_them(tmp_path: Path) -> None:
    (tmp_path / ".stfolder").mkdir()
    found = sync_folders.service(tmp_path / "稿" / "p.danqian")
    assert found == ("Syncthing", tmp_path)


def test_the_history_command_toggles_and_its_button_follows(window: Window, project: Path) -> None:
    hands = Hands(window)
    window.reader.setFocus()
    hands.key(Qt.Key.Key_H, CONTROL)
    assert window.history.isVisible() and window.actions_["history"].isChecked()
    hands.key(Qt.Key.Key_H, CONTROL)
    assert not window.history.isVisible() and not window.actions_["history"].isChecked()


def test_what_was_found_amiss_is_told_once_on_opening_and_at_the_first_step(
    window: Window, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    notices = [Refusal("journal-replayed", file=str(project), count=2)]
    monkeypatch.setattr(Project, "notices", property(lambda _: tuple(notices)))
    window.bridge.project_opened.emit()
    assert "已经补上" in window.desk.banner.text.text()
    tag(window, 12)
    QTest.qWait(10)
    assert not window.desk.banner.isVisible()
    notices.append(Refusal("backup-failed", file=str(project), reason="满"))
    tag(window, 14)
    QTest.qWait(10)
    assert window.desk.banner.isVisible() and "安全副本" in window.desk.banner.text.text()


def test_a_copy_that_fails_again_and_again_is_told_once(window: Window, project: Path) -> None:
    failed = window.doing.safekeeping.copying.failed
    failed.emit("磁盘已满")
    assert window.desk.banner.isVisible()
    window.desk.banner.hide()
    failed.emit("磁盘已满")
    assert not window.desk.banner.isVisible()
    failed.emit("没有这个文件夹")
    assert window.desk.banner.isVisible()


def test_copies_give_way_also_in_a_project_that_was_open_before(sample: Path) -> None:
    bridge = Bridge()
    bridge.take(Verbs.open(sample))
    copying = Copying(bridge)
    project = bridge.project
    assert project is not None
    asked: list[object] = []
    project.before_steps = asked.append  # type: ignore[method-assign]
    copying.start()
    assert asked == [copying.give_way]
    bridge.close()
    copying.stop()
