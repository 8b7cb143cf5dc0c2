"""Export in the window: what is chosen is what is written, told, and not stalling."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLabel, QMessageBox

from annotations import exporting, formats
from annotations.formats import Selection, landing
from gui.commands import COMMANDS
from gui.dialogs.export import naming, replacing
from gui.dialogs.export.dialog import ExportDialog, Offered, Wanted
from gui.dialogs.export.replacing import ReplaceDialog
from gui.dialogs.export.report import Exported, ExportReport
from gui.dialogs.progress import ProgressDialog
from gui.doing import exporting as doing
from gui.doing import work
from gui.hands import Hands


@contextmanager
def working(*acts: tuple[type[QDialog], Callable[[Any], object]]) -> Iterator[None]:
    """Have each dialog that comes worked in turn; all of them have to come in the block."""
    left, faults, seen = list(acts), list[BaseException](), list[QDialog]()
    timer = QTimer(QApplication.instance())

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if not left or not isinstance(dialog, left[0][0]) or not dialog.isVisible():
            return
        if dialog not in seen:  # it may not have begun to wait for an answer
            seen.append(dialog)
            return
        act = left.pop(0)[1]
        try:
            act(dialog)
        except BaseException as fault:
            faults.append(fault)
            dialog.close()

    timer.timeout.connect(look)
    timer.start(10)
    try:
        yield
    finally:
        timer.stop()
    assert not faults and not left, (faults, left)


@contextmanager
def nested(
    choose: Callable[[ExportDialog], object], asks: tuple[type[QDialog], Callable[[Any], object]]
) -> Iterator[None]:
    """Have the export dialog worked, and meanwhile what it asks; a timer for each waits inside."""
    with working((ExportDialog, choose)), working(asks):
        yield


def until(what: Callable[[], bool]) -> None:
    """Let the events go on until something is so; an error after ten seconds."""
    for _ in range(1_000):
        if what():
            return
        QTest.qWait(10)
    raise AssertionError("it never was so")


def press_ok(dialog: ExportDialog) -> None:
    QTest.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)


def accept(report: ExportReport) -> None:
    QTest.keyClick(report, Qt.Key.Key_Return)


def to(dialog: ExportDialog, path: Path) -> None:
    dialog.path.selectAll()
    QTest.keyClicks(dialog.path, str(path))


def test_what_is_chosen_is_what_is_written(hands: Hands, tmp_path: Path) -> None:
    out, told = tmp_path / "o.jsonl", list[str]()
    window = hands.window

    def choose(dialog: ExportDialog) -> None:
        dialog.view.setCurrentIndex(dialog.view.findData("hant"))
        dialog.articles.setCurrentIndex(dialog.articles.findData("shown"))
        QTest.mouseClick(dialog.labels.buttons["REGION"], Qt.MouseButton.LeftButton)
        to(dialog, out)
        press_ok(dialog)

    def look(report: ExportReport) -> None:
        QTest.mouseClick(report.copy, Qt.MouseButton.LeftButton)
        told.append(QApplication.clipboard().text())
        accept(report)

    with working((ExportDialog, choose), (ExportReport, look)):
        window.actions_["export"].trigger()
    lines = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    articles = [line for line in lines if line["kind"] == "article"]
    assert [line["id"] for line in articles] == [window.place.article]
    assert {mark["label"] for mark in articles[0]["annotations"]} == {"REGION"}
    assert any(character in articles[0]["text"] for character in "與為產")
    report = json.loads(landing.report_path(out).read_text("utf-8"))
    assert report["view"] == "hant"
    assert str(out) in told[0] and str(report["annotations"]) in told[0]


def test_every_loss_is_told_in_the_window(hands: Hands, tmp_path: Path) -> None:
    losses: list[str] = []

    def choose(dialog: ExportDialog) -> None:
        dialog.choose("conll")
        dialog._options["scheme"].setCurrentIndex(2)
        to(dialog, tmp_path / "o.conll")
        press_ok(dialog)

    def look(report: ExportReport) -> None:
        losses.extend(report.list.toPlainText().split("\n"))
        accept(report)

    with working((ExportDialog, choose), (ExportReport, look)):
        hands.window.actions_["export"].trigger()
    report = json.loads(landing.report_path(tmp_path / "o.conll").read_text("utf-8"))
    assert len(losses) == len(report["losses"]) > 2
    assert report["options"]["scheme"] == "bmes"
    assert not any("loss-" in loss for loss in losses), "each has its sentence"


def pressing(*keys: Qt.Key) -> Callable[[QDialog], None]:
    """Press keys in a dialog, on whatever has its keys."""

    def press(dialog: QDialog) -> None:
        dialog.activateWindow()
        until(lambda: dialog.focusWidget() is not None)
        for key in keys:
            QTest.keyClick(dialog.focusWidget(), key)

    return press


@pytest.mark.parametrize("keys", [[Qt.Key.Key_Return], [Qt.Key.Key_Escape], [Qt.Key.Key_Space]])
def test_a_file_that_is_there_stays_unless_one_says_otherwise(
    keys: list[Qt.Key], hands: Hands, tmp_path: Path
) -> None:
    out = tmp_path / "mine.jsonl"
    out.write_text("months of work", "utf-8")
    asked: list[str] = []

    def choose(dialog: ExportDialog) -> None:
        to(dialog, out)
        press_ok(dialog)
        assert dialog.isVisible(), "one may choose another place"
        dialog.activateWindow()
        until(dialog.path.hasFocus)
        QTest.keyClicks(dialog.focusWidget(), str(tmp_path / "other.jsonl"))
        QTest.keyClick(dialog.path, Qt.Key.Key_Return)

    def leave(dialog: ReplaceDialog) -> None:
        asked.extend(label.text() for label in dialog.findChildren(QLabel))
        pressing(*keys)(dialog)

    with nested(choose, (ReplaceDialog, leave)), working((ExportReport, accept)):
        hands.window.actions_["export"].trigger()
    assert out.read_text("utf-8") == "months of work"
    assert "mine.jsonl" in asked[0] and asked[1] == str(out)
    assert (tmp_path / "other.jsonl").stat().st_size > 1_000


def test_a_file_is_replaced_after_one_question(hands: Hands, tmp_path: Path) -> None:
    out = tmp_path / "mine.jsonl"
    out.write_text("old", "utf-8")

    def choose(dialog: ExportDialog) -> None:
        to(dialog, out)
        press_ok(dialog)
        assert not dialog.isVisible()

    with (
        nested(choose, (ReplaceDialog, pressing(Qt.Key.Key_Backtab, Qt.Key.Key_Space))),
        working((ExportReport, accept)),
    ):
        hands.window.actions_["export"].trigger()
    assert out.stat().st_size > 1_000


def test_what_a_file_dialog_asked_is_not_asked_again(
    qtbot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "mine.jsonl"
    out.write_text("old", "utf-8")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    asked: list[Path] = []
    monkeypatch.setattr(replacing, "agreed", lambda _, path, *__: bool(asked.append(path)))
    dialog = ExportDialog(None, offered(tmp_path))
    qtbot.addWidget(dialog)
    dialog._browse()
    press_ok(dialog)
    assert not asked and dialog.result() == QDialog.DialogCode.Accepted
    dialog.path.setText(str(tmp_path / "typed.jsonl"))
    press_ok(dialog)
    assert asked == [tmp_path / "typed.jsonl"]


@pytest.mark.parametrize(
    ("format", "there", "told"),
    [
        ("brat", "own.txt", "不属于上次导出"),
        ("jsonl", "", "是文件夹"),
        ("jsonl", "p.danqian", "项目文件本身"),
    ],
)
def test_what_no_export_may_replace_is_told_and_one_chooses_again(
    format: str, there: str, told: str, hands: Hands, tmp_path: Path
) -> None:
    place = tmp_path / "taken"
    place.mkdir()
    project = hands.window.bridge.project
    assert project is not None
    if format == "brat":
        (place / there).write_text("mine", "utf-8")
    said: list[str] = []

    def choose(dialog: ExportDialog) -> None:
        dialog.choose(format)
        to(dialog, project.path if there.endswith(".danqian") else place)
        press_ok(dialog)
        assert dialog.isVisible()
        dialog.reject()

    def read(box: QMessageBox) -> None:
        said.append(box.text())
        pressing(Qt.Key.Key_Return)(box)

    with nested(choose, (QMessageBox, read)):
        hands.window.actions_["export"].trigger()
    assert len(said) == 1 and told in said[0]


def test_an_earlier_export_is_replaced_only_when_that_is_meant(
    hands: Hands, tmp_path: Path
) -> None:
    out = tmp_path / "o-brat"

    def choose(dialog: ExportDialog) -> None:
        dialog.choose("brat")
        to(dialog, out)
        press_ok(dialog)

    with working((ExportDialog, choose), (ExportReport, accept)):
        hands.window.actions_["export"].trigger()
    first = (out / landing.REPORT).stat().st_mtime_ns
    asked = nested(choose, (ReplaceDialog, pressing(Qt.Key.Key_Backtab, Qt.Key.Key_Space)))
    with asked, working((ExportReport, accept)):
        hands.window.actions_["export"].trigger()
    assert (out / landing.REPORT).stat().st_mtime_ns > first


def test_a_cancelled_export_leaves_nothing(
    hands: Hands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on, real = threading.Event(), exporting.documents
    monkeypatch.setattr(work, "SHOWN_AFTER", 10)

    def documents(*args: Any) -> Any:
        for number, document in enumerate(real(*args)):
            if number == 1:
                assert go_on.wait(20)
            yield document

    monkeypatch.setattr(exporting, "documents", documents)
    folder = tmp_path / "out"
    folder.mkdir()

    def choose(dialog: ExportDialog) -> None:
        dialog.choose("brat")
        to(dialog, folder / "brat")
        press_ok(dialog)

    def stop(dialog: ProgressDialog) -> None:
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        go_on.set()

    with working((ExportDialog, choose), (ProgressDialog, stop)):
        hands.window.actions_["export"].trigger()
    assert not list(folder.iterdir())


def test_a_large_project_is_written_by_another_process_just_so(
    hands: Hands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = hands.window
    assert window.bridge.path is not None
    made: list[Exported] = []
    for name, least in (("here", doing.LARGE_PROJECT), ("there", 0)):
        monkeypatch.setattr(doing, "LARGE_PROJECT", least)
        wanted = Wanted("brat", tmp_path / name, "hant", Selection(labels=frozenset({"GOV"})), {})
        made.append(doing.written(window.files.works, window.bridge.path, wanted))
    here, there = (sorted(path.rglob("*.*")) for path in (tmp_path / "here", tmp_path / "there"))
    texts = [(path.name, path.read_bytes()) for path in here if path.name != landing.REPORT]
    assert texts == [(p.name, p.read_bytes()) for p in there if p.name != landing.REPORT]
    assert replace(made[0], path=made[1].path) == made[1]
    assert made[0].annotations and made[0].losses


def test_a_large_export_that_is_cancelled_leaves_nothing(
    hands: Hands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doing, "LARGE_PROJECT", 0)
    monkeypatch.setattr(work, "SHOWN_AFTER", 10)
    folder = tmp_path / "out"
    folder.mkdir()

    def choose(dialog: ExportDialog) -> None:
        dialog.choose("brat")
        to(dialog, folder / "brat")
        press_ok(dialog)

    def stop(dialog: ProgressDialog) -> None:
        QTest.keyClick(dialog, Qt.Key.Key_Escape)

    with working((ExportDialog, choose), (ProgressDialog, stop)):
        hands.window.actions_["export"].trigger()
    assert not list(folder.iterdir())


def test_what_cannot_be_written_is_told_and_the_project_goes_on(
    hands: Hands, tmp_path: Path
) -> None:
    refused: list[str] = []
    hands.window.bridge.refused.connect(lambda refusal: refused.append(refusal.key))

    def choose(dialog: ExportDialog) -> None:
        to(dialog, tmp_path / "gone" / "o.jsonl")
        press_ok(dialog)

    with working((ExportDialog, choose)):
        hands.window.actions_["export"].trigger()
    assert refused == ["folder-missing"]


def test_the_preview_shows_how_the_export_would_begin(hands: Hands) -> None:
    seen: list[str] = []

    def look(dialog: ExportDialog) -> None:
        dialog.choose("conll")
        until(lambda: dialog.sample.text.toPlainText().count("\tB-") > 1)
        dialog._options["scheme"].setCurrentIndex(1)
        until(lambda: "\tE-" in dialog.sample.text.toPlainText())
        seen.append(dialog.sample.text.toPlainText())
        dialog.choose("xlsx")
        until(lambda: dialog.sample.stack.currentWidget() is dialog.sample.table)
        assert dialog.sample.table.rowCount() > 5
        dialog.choose("brat")
        until(lambda: dialog.sample.stack.currentWidget() is dialog.sample.text)
        until(lambda: "annotation.conf" in dialog.sample.head.text())
        dialog.reject()

    with working((ExportDialog, look)):
        hands.window.actions_["export"].trigger()
    assert seen


def offered(tmp_path: Path) -> Offered:
    return Offered(tmp_path, "语料", {"A": "甲", "B": "乙"}, ("", "某人"))


def test_a_format_that_lacks_something_says_what_to_install(
    qtbot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = {name: replace(f, needs=()) for name, f in formats.all().items()}
    known["spacy"] = replace(known["spacy"], needs=("surely_not_there",))
    monkeypatch.setattr(formats, "all", lambda: known)
    dialog = ExportDialog(None, offered(tmp_path))
    qtbot.addWidget(dialog)
    dialog.choose("spacy")
    assert not dialog.ok.isEnabled()
    assert "danqian[spacy]" in dialog.about.text()
    dialog.choose("jsonl")
    assert dialog.ok.isEnabled()


def test_every_format_has_a_group_a_name_and_a_sentence(qtbot: Any, tmp_path: Path) -> None:
    shown = [format.name for _, found in naming.groups() for format in found]
    assert sorted(shown) == sorted(formats.all())
    for format in formats.all().values():
        assert naming.about(format), format.name
        for option in format.options:
            assert naming.option(option) != option.name, option.name


def test_the_path_follows_the_format_until_one_types_another(qtbot: Any, tmp_path: Path) -> None:
    dialog = ExportDialog(None, offered(tmp_path))
    qtbot.addWidget(dialog)
    assert dialog.chosen().path == tmp_path / "语料.jsonl"
    dialog.choose("tei")
    assert dialog.chosen().path == tmp_path / "语料-tei"
    dialog.path.setText("mine")
    dialog.choose("csv")
    assert dialog.chosen().path == tmp_path / "mine"


def test_labels_and_annotators_are_chosen(qtbot: Any, tmp_path: Path) -> None:
    dialog = ExportDialog(None, offered(tmp_path))
    qtbot.addWidget(dialog)
    assert not dialog.chosen().selection.labels and not dialog.chosen().selection.authors
    dialog.labels.buttons["B"].click()
    dialog.author.setCurrentIndex(1)
    assert dialog.chosen().selection.labels == {"B"}
    assert dialog.chosen().selection.authors == {""}
    dialog.labels.buttons["A"].click()
    assert not dialog.chosen().selection.labels, "all is the same as none"


def test_a_lossless_export_says_so(qtbot: Any, tmp_path: Path) -> None:
    report = ExportReport(None, Exported(tmp_path / "a.jsonl", "jsonl", 2, 3))
    qtbot.addWidget(report)
    assert not hasattr(report, "list")
    assert "2" in report.text() and "3" in report.text()


def test_the_dialogs_are_not_imported_before_they_are_wanted() -> None:
    import subprocess
    import sys

    code = (
        "import sys, gui.window, gui.doing.files; "
        "print([m for m in sys.modules if 'export' in m or 'asking' in m or 'imported' in m"
        " or m == 'annotations.formats'])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
    assert any(command.id == "export" for command in COMMANDS)
