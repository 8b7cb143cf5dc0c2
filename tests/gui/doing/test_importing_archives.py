"""An archive that is dropped or chosen comes in as a folder would, and leaves nothing behind."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from gui.dialogs.asking import AskDialog
from gui.dialogs.progress import ProgressDialog
from gui.window import Window
from tests.annotations.ingest.packages import packed, raw
from tests.gui.doing.test_importing import TEXT, answering, project_of, slow

pytestmark = pytest.mark.usefixtures("temporary")


@pytest.fixture
def at(window: Window, tmp_path: Path) -> Window:
    """The window with a new project."""
    assert window.files.open_path(tmp_path / "新.danqian", create=True)
    return window


def articles(tmp_path: Path, many: int) -> Path:
    files = {f"语料/{number}.txt": f"第{number}次签约\n{TEXT}" for number in range(many)}
    return packed(tmp_path / "语料.zip", files)


def test_an_archive_that_is_dropped_comes_in_and_can_be_undone(at: Window, tmp_path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(articles(tmp_path, 3)))])
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(9, 9), copy, data, left, none)
    at.dragEnterEvent(enter)
    assert enter.isAccepted()
    at.dropEvent(QDropEvent(QPointF(9, 9), copy, data, left, none))
    assert [row.title for row in at.bridge.articles()] == [f"第{n}次签约" for n in range(3)]
    at.actions_["undo"].trigger()
    assert not at.bridge.articles(), "it is one step"


def test_the_dialog_of_the_system_offers_archives(
    at: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered: list[str] = []

    def chosen(*words: Any) -> tuple[list[str], str]:
        offered.extend(words[3].split(";;"))
        return [str(articles(tmp_path, 2))], ""

    monkeypatch.setattr(QFileDialog, "getOpenFileNames", chosen)
    at.actions_["import-files"].trigger()
    assert len(at.bridge.articles()) == 2
    assert ["*.zip" in kind for kind in offered] == [True, True, True, False]


def test_what_is_asked_of_a_file_in_an_archive_holds_for_it(at: Window, tmp_path: Path) -> None:
    name = "语料/昌都市与滨海新区签约.txt"
    archive = raw(tmp_path / "旧.zip", {name.encode("gbk"): "签约".encode("gb18030")})

    def answer(dialog: AskDialog) -> None:
        assert dialog.encodings is not None
        assert dialog.encodings.files.item(0).text() == Path(name).name
        choice = dialog.encodings.choice
        choice.setCurrentIndex(choice.findData("utf-8"))
        QTest.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)

    with answering(AskDialog, answer):
        (outcome,) = at.files.bring([archive])
    assert (Path(outcome.file), outcome.encoding) == (archive / name, "utf-8")
    assert at.bridge.articles()[0].title == "ǩԼ"


def test_a_cancelled_import_of_an_archive_leaves_nothing(
    at: Window, tmp_path: Path, temporary: Path, monkeypatch: pytest.MonkeyPatch, qtbot: Any
) -> None:
    go_on = slow(monkeypatch, 3)
    unpacked: list[int] = []

    def stop(dialog: ProgressDialog) -> None:
        qtbot.waitUntil(lambda: dialog.count.text() == "2 / 8")
        unpacked.append(sum(1 for _ in temporary.rglob("*.txt")))
        QTest.mouseClick(dialog.button, Qt.MouseButton.LeftButton)
        go_on.set()

    with answering(ProgressDialog, stop):
        assert at.files.bring([articles(tmp_path, 8)]) == ()
    assert unpacked == [8]
    assert not list(temporary.iterdir())
    assert not at.bridge.articles()
    assert not project_of(at).verify()
