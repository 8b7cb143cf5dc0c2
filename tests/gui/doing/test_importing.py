"""Files come in: off the window's thread, as one step, with questions only where there is doubt."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from annotations import incoming
from annotations.model import Outcome
from annotations.project import Project
from gui.dialogs.asking import AskDialog
from gui.dialogs.imported import ImportReport
from gui.dialogs.pair import PairDialog
from gui.dialogs.progress import ProgressDialog
from gui.doing import work
from gui.window import Window
from tests.annotations.ingest.pages import pages
from tests.annotations.ingest.test_results import DOUBTFUL

TEXT = "昌都市与滨海新区签署合作协议，共建产业园区，双方就教育、医疗、交通等方面达成一致。\n"


@pytest.fixture
def at(window: Window, tmp_path: Path) -> Window:
    """The window with a new project."""
    assert window.files.open_path(tmp_path / "新.danqian", create=True)
    return window


def project_of(window: Window) -> Project:
    assert window.bridge.project is not None
    return window.bridge.project


def write(folder: Path, many: int) -> Path:
    folder.mkdir(exist_ok=True)
    for number in range(many):
        text = f"第{number}次签约\n" + f"{TEXT}其中第{number}项是新的。𠮷\n" * 3
        (folder / f"{number}.txt").write_text(text, "utf-8")
    return folder


@contextmanager
def answering(kind: type, act: Callable[[Any], object], *, comes: bool = True) -> Iterator[None]:
    """Have `act` work the dialog of a kind that comes in the block, if one `comes` as it should."""
    came: list[object] = []
    seen: list[QWidget] = []
    timer = QTimer(QApplication.instance())

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if dialog is None or not isinstance(dialog, kind) or dialog.windowTitle() == "查看文件":
            return
        if dialog not in seen:  # it may not have begun to wait for an answer
            seen.append(dialog)
            return
        timer.stop()
        came.append(None)
        try:
            act(dialog)
        except BaseException as fault:
            came[0] = fault
            dialog.close()

    timer.timeout.connect(look)
    timer.start(10)
    try:
        yield
    finally:
        timer.stop()
    assert came == ([None] if comes else [])


def report_of(qtbot: Any) -> ImportReport:
    def found() -> list[ImportReport]:
        tops = QApplication.topLevelWidgets()
        return [w for w in tops if isinstance(w, ImportReport) and w.isVisible()]

    qtbot.waitUntil(lambda: bool(found()))
    return found()[0]


def slow(monkeypatch: pytest.MonkeyPatch, after: int) -> threading.Event:
    """Have an import wait, once so many files came in, until the event is set."""
    go_on, real = threading.Event(), incoming.bring

    def bring(*args: Any, **named: Any) -> Any:
        for number, outcome in enumerate(real(*args, **named), 1):
            yield outcome
            if number == after:
                assert go_on.wait(20)

    monkeypatch.setattr(incoming, "bring", bring)
    monkeypatch.setattr(work, "SHOWN_AFTER", 10)
    return go_on


# -- off the thread ------------------------------------------------------------------------


def test_the_window_lives_while_files_come_in_and_shows_how_far_it_is(
    at: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: Any
) -> None:
    go_on = slow(monkeypatch, 4)
    seen: list[str] = []

    def look(dialog: ProgressDialog) -> None:
        qtbot.waitUntil(lambda: dialog.count.text() == "3 / 8")
        seen.append(dialog.at.toolTip() or dialog.at.text())
        go_on.set()

    with answering(ProgressDialog, look):
        outcomes = at.files.bring([write(tmp_path / "in", 8)])
    assert seen == ["3.txt"]
    assert [outcome.result for outcome in outcomes] == ["new"] * 8
    assert project_of(at).undoable is not None
    assert len(at.bridge.articles()) == 8
    at.actions_["undo"].trigger()
    assert not at.bridge.articles(), "it is one step"


def test_a_cancelled_import_leaves_nothing(
    at: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at.files.bring([write(tmp_path / "before", 1)])
    known = project_of(at).undoable
    go_on = slow(monkeypatch, 3)

    def stop(dialog: ProgressDialog) -> None:
        QTest.mouseClick(dialog.button, Qt.MouseButton.LeftButton)
        assert not dialog.button.isEnabled()
        go_on.set()

    with answering(ProgressDialog, stop):
        assert at.files.bring([write(tmp_path / "in", 8)]) == ()
    assert len(at.bridge.articles()) == len(project_of(at).articles()) == 1
    assert project_of(at).undoable == known
    assert not project_of(at).verify()
    monkeypatch.undo()
    assert len(at.files.bring([tmp_path / "in"])) == 8, "and it can be done again"


def test_a_window_that_is_closed_during_an_import_leaves_nothing(
    at: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = slow(monkeypatch, 2)
    path = project_of(at).path

    def leave(_: ProgressDialog) -> None:
        QTimer.singleShot(50, go_on.set)
        threading.Timer(0.1, go_on.set).start()
        at.close()

    with answering(ProgressDialog, leave):
        assert at.files.bring([write(tmp_path / "in", 5)]) == ()
    with Project.open(path, read_only=True) as left:
        assert not left.articles()
        assert not left.verify()


def test_what_is_quick_shows_no_dialog(at: Window, tmp_path: Path) -> None:
    shown: list[object] = []
    timer = QTimer()
    timer.timeout.connect(lambda: shown.append(QApplication.activeModalWidget()))
    timer.start(1)
    at.files.bring([write(tmp_path / "in", 1)])
    timer.stop()
    assert not any(shown)
    assert len(at.bridge.articles()) == 1


def test_what_is_asked_for_during_an_import_is_done_after_it(
    at: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at.files.bring([write(tmp_path / "before", 1)])
    first = at.bridge.articles()[0].id
    go_on = slow(monkeypatch, 2)

    def ask(_: ProgressDialog) -> None:
        assert at.bridge.do(lambda project: project.rename(first, "改名")) is None
        go_on.set()

    with answering(ProgressDialog, ask):
        at.files.bring([write(tmp_path / "in", 4)])
    assert project_of(at).article(first).title == "改名"
    undoable = project_of(at).undoable
    assert undoable is not None and undoable.key != "imported", "it is the later step"


def test_keys_pressed_before_the_dialog_is_there_do_nothing(
    at: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = slow(monkeypatch, 1)
    monkeypatch.setattr(work, "SHOWN_AFTER", 5_000)
    undone: list[object] = []
    at.bridge.changed.connect(undone.append)

    def press() -> None:
        QTest.keyClick(at, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        go_on.set()

    QTimer.singleShot(150, press)
    at.files.bring([write(tmp_path / "in", 2)])
    assert len(undone) == 1 and len(at.bridge.articles()) == 2


# -- questions -----------------------------------------------------------------------------


def test_nothing_is_asked_where_nothing_is_doubtful(at: Window, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(TEXT.encode("gb18030"))
    (tmp_path / "b.csv").write_text(f"标题,正文\n签约,{TEXT}", "utf-8")
    with answering(AskDialog, lambda dialog: dialog.reject(), comes=False):
        at.files.bring([tmp_path / "a.txt", tmp_path / "b.csv"])
    assert len(at.bridge.articles()) == 2


def test_a_doubtful_encoding_is_asked_for_and_the_answer_is_used(
    at: Window, tmp_path: Path
) -> None:
    file = tmp_path / "短.txt"
    file.write_bytes("签约".encode("gb18030"))

    def answer(dialog: AskDialog) -> None:
        page = dialog.encodings
        assert page is not None and dialog.tabs.count() == 1
        page.choice.setCurrentIndex(page.choice.findData("gb18030"))
        assert page.text.toPlainText() == "签约"
        QTest.keyClick(dialog, Qt.Key.Key_Return)

    with answering(AskDialog, answer):
        at.files.bring([file])
    assert project_of(at).article(at.bridge.articles()[0].id).text == "签约"


def test_the_columns_of_a_table_are_asked_for_once(at: Window, tmp_path: Path) -> None:
    rows = "\n".join(f"{number},签约第{number}次,{TEXT.strip()}" for number in range(3))
    (tmp_path / "甲.csv").write_text(f"甲,乙,丙\n{rows}\n", "utf-8")
    other = rows.replace("签约", "开工").replace("昌都", "延安")
    (tmp_path / "乙.csv").write_text(f"甲,乙,丙\n{other}\n", "utf-8")

    def answer(dialog: AskDialog) -> None:
        page = dialog.columns
        assert page is not None
        assert page.fields["text"].currentData() == "丙", "it is guessed already"
        page.fields["title"].setCurrentIndex(page.fields["title"].findData("乙"))
        QTest.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)

    with answering(AskDialog, answer):
        at.files.bring([tmp_path / "甲.csv"])
    assert [row.title for row in at.bridge.articles()] == [f"签约第{n}次" for n in range(3)]
    with answering(AskDialog, lambda dialog: dialog.reject(), comes=False):
        at.files.bring([tmp_path / "乙.csv"])
    assert [row.title for row in at.bridge.articles()][3:] == [f"开工第{n}次" for n in range(3)]


def test_labels_that_the_tag_set_does_not_know_are_asked_for_and_remembered(
    at: Window, tmp_path: Path
) -> None:
    spans = '[[0, 3, "地方啊"], [4, 8, "没用的"], [8, 10, "新来的"]]'
    for name in ("一", "二"):
        line = f'{{"text": "{name}{TEXT.strip()}", "label": {spans}}}'
        (tmp_path / f"{name}.jsonl").write_text(line + "\n", "utf-8")

    def answer(dialog: AskDialog) -> None:
        page = dialog.names
        assert page is not None
        for name, choice in page.choices.items():
            said = {"地方啊": "REGION", "没用的": ""}.get(name.name, name.name)
            choice.setCurrentIndex(choice.findData(said))
        QTest.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)

    def labels() -> set[str]:
        article = at.bridge.articles()[-1].id
        return {mark.label for mark in project_of(at).annotations(article)}

    with answering(AskDialog, answer):
        at.files.bring([tmp_path / "一.jsonl"])
    assert labels() == {"REGION", "新来的"}
    assert "新来的" in project_of(at).tagset.labels
    with answering(AskDialog, lambda dialog: dialog.reject(), comes=False):
        at.files.bring([tmp_path / "二.jsonl"])
    assert labels() == {"REGION", "新来的"}


def test_what_of_a_doubtful_page_is_the_article_is_asked_for_and_told(
    at: Window, tmp_path: Path, qtbot: Any
) -> None:
    file = tmp_path / "讨论.html"
    file.write_text(DOUBTFUL.html, "utf-8")

    def answer(dialog: AskDialog) -> None:
        page = dialog.bodies
        assert page is not None and dialog.tabs.count() == 1
        dialog.activateWindow()
        assert page.picks["density"].isChecked(), "it is taken already"
        QTest.mouseClick(page.picks["whole"], Qt.MouseButton.LeftButton)
        assert "网友评论" in page.text.toPlainText()
        QTest.keyClick(dialog, Qt.Key.Key_Return)

    with answering(AskDialog, answer):
        at.files.bring([file])
    (row,) = at.bridge.articles()
    article = project_of(at).article(row.id)
    assert "网友评论" in article.text
    assert article.source.extra["extraction"]["chosen"] == "whole"  # type: ignore[index]
    report_of(qtbot).close()  # modal, as the next question will be

    def again(dialog: AskDialog) -> None:
        assert dialog.bodies is not None and dialog.bodies.picks["whole"].isChecked()
        QTest.keyClick(dialog, Qt.Key.Key_Return)

    with answering(AskDialog, again):
        at.files.bring([file])
    assert [row.id for row in at.bridge.articles()] == [article.id], "it is the same article"


def test_pages_without_doubt_bring_no_question(at: Window, tmp_path: Path) -> None:
    for name in ("government", "newspaper", "html5"):
        (tmp_path / f"{name}.html").write_text(pages(name)[0].html, "utf-8")
    with answering(AskDialog, lambda dialog: dialog.reject(), comes=False):
        at.files.bring(sorted(tmp_path.glob("*.html")))
    assert len(at.bridge.articles()) == 3


def test_who_cancels_the_questions_imports_nothing(at: Window, tmp_path: Path) -> None:
    (tmp_path / "短.txt").write_bytes("签约".encode("gb18030"))
    with answering(AskDialog, lambda dialog: QTest.keyClick(dialog, Qt.Key.Key_Escape)):
        assert at.files.bring([tmp_path / "短.txt"]) == ()
    assert not at.bridge.articles()


# -- the report ----------------------------------------------------------------------------


def test_duplicates_are_told_and_can_be_looked_at_side_by_side(
    at: Window, tmp_path: Path, qtbot: Any
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    body = "".join(
        f"第{n}段说的是{chr(0x4E00 + 37 * n)}{chr(0x5200 + 51 * n)}的事情，" for n in range(40)
    )
    (folder / "甲.txt").write_text(f"甲报的标题\n{body}", "utf-8")
    (folder / "乙.txt").write_text(f"乙报的另一个标题\n{body}完。", "utf-8")
    at.files.bring([folder])
    report = report_of(qtbot)
    assert len(report.duplicates._groups) == 2
    assert "甲报的标题" in report.text() and "乙报的另一个标题" in report.text()

    seen: list[set[str]] = []

    def look(pair: PairDialog) -> None:
        seen.append({text.toPlainText()[0] for text in pair.texts})
        pair.accept()

    with answering(PairDialog, look):
        QTest.mouseClick(report.duplicates.pair, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: bool(seen))
    assert seen == [{"甲", "乙"}]
    QTest.mouseClick(report.copy, Qt.MouseButton.LeftButton)
    assert QApplication.clipboard().text() == report.text()
    chosen = report.duplicates.tree.currentItem()
    assert chosen is not None
    wanted = chosen.data(0, Qt.ItemDataRole.UserRole)
    QTest.mouseClick(report.duplicates.open_, Qt.MouseButton.LeftButton)
    assert at.place.article == wanted
    assert not report.isVisible()


def test_what_did_not_fit_is_listed_by_file_and_place(
    at: Window, tmp_path: Path, qtbot: Any
) -> None:
    line = f'{{"text": "{TEXT.strip()}", "label": [[0, 3, "REGION"], [5, 9000, "REGION"]]}}'
    (tmp_path / "a.jsonl").write_text(line + "\n", "utf-8")
    outcomes: tuple[Outcome, ...] = at.files.bring([tmp_path / "a.jsonl"])
    assert outcomes[0].result == "new" and outcomes[0].misfits
    report = report_of(qtbot)
    assert "a.jsonl 第 1 行" in report.misfits.toPlainText()
    assert report.misfits.toPlainText() in report.text()
