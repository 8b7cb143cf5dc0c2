"""Whose name stands by what is made: asked once, remembered, changed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from annotations.model import Span
from annotations.project import open_project
from gui import settings
from gui.dialogs.author import AuthorDialog
from gui.hands import Hands
from gui.window import Window


def answering(answer: Callable[[AuthorDialog], object]) -> list[str]:
    """What is done in the dialog when it comes; the names that it had when it came."""
    came: list[str] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, AuthorDialog)
        came.append(dialog.field.text())
        answer(dialog)

    QTimer.singleShot(0, look)
    return came


def named(name: str) -> Callable[[AuthorDialog], object]:
    def answer(dialog: AuthorDialog) -> None:
        dialog.field.setText(name)
        QTest.keyClick(dialog.field, Qt.Key.Key_Return)

    return answer


def later(dialog: AuthorDialog) -> None:
    QTest.keyClick(dialog, Qt.Key.Key_Escape)


def new(window: Window, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """文件 › 新建项目, with this path."""
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    monkeypatch.setattr(window.files, "choose_tagset", lambda: None)
    window.actions_["project-new"].trigger()
    assert window.bridge.path == path and path.exists()


def test_the_name_is_asked_with_the_first_new_project_and_signs_its_first_step(
    window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    came = answering(named("  林  研究员 "))
    new(window, tmp_path / "a.danqian", monkeypatch)
    assert came == ["tester"] and settings.author() == "林 研究员"
    with open_project(tmp_path / "a.danqian", read_only=True) as project:
        assert {step.author for step in project.log()} == {"林 研究员"}
    new(window, tmp_path / "b.danqian", monkeypatch)  # nothing is asked: it would never return
    assert window.bridge.project is not None
    assert window.bridge.project.author == "林 研究员"


def test_who_does_not_say_is_asked_again_and_signs_by_default(
    window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answering(later)
    new(window, tmp_path / "a.danqian", monkeypatch)
    assert settings.author() is None
    assert window.bridge.project is not None and window.bridge.project.author == "tester"
    came = answering(named("林"))
    new(window, tmp_path / "b.danqian", monkeypatch)
    assert came == ["tester"]


def test_another_name_signs_what_comes_and_not_what_was(hands: Hands) -> None:
    bridge, place = hands.window.bridge, hands.window.place
    home = place.article
    before = {a.id: a.author for a in bridge.annotations(home)}
    hands.reader.select(Span(0, 2))
    first = hands.tag("r")
    hands.window.articles.filter.setFocus()  # off screen the text would keep Return for itself
    came = answering(named("程"))
    hands.window.actions_["author"].trigger()
    assert came == ["tester"]
    hands.reader.setFocus()
    hands.reader.select(Span(3, 5))
    second = hands.tag("r")
    assert (first.author, second.author) == ("tester", "程")
    after = {a.id: a.author for a in bridge.annotations(home)}
    assert before.items() <= after.items()


def test_the_name_is_the_same_after_another_start(window: Window, sample: Path) -> None:
    settings.put("author", "程")
    assert window.files.open_path(sample)
    project = window.bridge.project
    assert project is not None and project.author == "程"
    assert window.bridge.reopen() and window.bridge.project is not None
    assert window.bridge.project.author == "程"


def test_no_empty_name_can_be_given(window: Window) -> None:
    dialog = AuthorDialog(window, "林")
    ok = dialog.findChild(type(dialog._ok))
    assert ok is not None and dialog._ok.isEnabled()
    dialog.field.setText(" 　 ")
    assert not dialog._ok.isEnabled()
    dialog.close()
