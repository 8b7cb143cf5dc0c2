"""The page of the import's questions that shows what a web page may be taken as."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextBlock
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from annotations.ingest.remembered_bodies import of_page, of_site
from annotations.questions import Questions, questions
from annotations.tagset import default
from gui.dialogs.asking import AskDialog
from gui.dialogs.asking_bodies import BodiesPage
from tests.annotations.ingest.test_results import DOUBTFUL

SITE = "news.example.org"
HEAD = f'<head><link rel=canonical href="https://{SITE}/a/1">'


@pytest.fixture
def asked(tmp_path: Path) -> Questions:
    """Two pages of a site, and one that does not say where it is from."""
    folder = tmp_path / "网页"
    folder.mkdir()
    for name, change in (("一", "一百二十"), ("二", "两百")):
        page = DOUBTFUL.html.replace("<head>", HEAD).replace("一百二十", change)
        (folder / f"{name}.html").write_text(page, "utf-8")
    (folder / "别处 & <b>.html").write_text(DOUBTFUL.html, "utf-8")
    return questions([folder], default())


@pytest.fixture
def dialog(asked: Questions, qtbot: Any) -> AskDialog:
    made = AskDialog(None, asked, default())
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(lambda: made.focusWidget() is not None)
    return made


@pytest.fixture
def page(dialog: AskDialog) -> BodiesPage:
    assert dialog.bodies is not None
    return dialog.bodies


def row_of(page: BodiesPage, name: str) -> int:
    return next(n for n in range(page.files.count()) if page.files.item(n).text().startswith(name))


def click_row(page: BodiesPage, name: str) -> None:
    at = page.files.visualItemRect(page.files.item(row_of(page, name))).center()
    QTest.mouseClick(page.files.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(at))


def blocks(page: BodiesPage) -> list[QTextBlock]:
    document = page.text.document()
    return [document.findBlockByNumber(n) for n in range(document.blockCount())]


def test_the_text_that_would_be_taken_is_chosen_and_shown(page: BodiesPage) -> None:
    assert [name for name, pick in page.picks.items() if pick.isChecked()] == ["density"]
    assert all(pick.isVisible() for pick in page.picks.values())
    assert page.text.toPlainText().split("\n") == [DOUBTFUL.title, *DOUBTFUL.body]
    assert page.differences["density"].text() == "自动取的"
    assert not page.legend.isVisible()
    assert {*page.said().files.values()} == {"density"}


def test_arrows_go_through_the_texts_and_what_differs_is_marked(page: BodiesPage) -> None:
    page.picks["density"].setFocus()
    QTest.keyClick(page.picks["density"], Qt.Key.Key_Down)
    assert page.picks["readability"].isChecked() and page.picks["readability"].hasFocus()
    struck = [b.text() for b in blocks(page) if b.begin().fragment().charFormat().fontStrikeOut()]
    tinted = [b.text() for b in blocks(page) if b.blockFormat().background().color().alpha() == 255
              and b.blockFormat().background().style() != Qt.BrushStyle.NoBrush]  # fmt: skip
    assert struck == list(DOUBTFUL.body)
    assert tinted and not set(tinted) & {DOUBTFUL.title, *struck}
    assert page.differences["readability"].text() == "多 14 段，少 5 段"
    assert "底色" in page.legend.text() and "删除线" in page.legend.text()
    QTest.keyClick(page.picks["readability"], Qt.Key.Key_Down)
    assert "删除线" not in page.legend.text(), "the whole page lacks nothing"


def test_each_page_keeps_its_own_choice(page: BodiesPage) -> None:
    click_row(page, "二")
    QTest.mouseClick(page.picks["whole"], Qt.MouseButton.LeftButton)
    click_row(page, "一")
    assert page.picks["density"].isChecked()
    click_row(page, "二")
    assert page.picks["whole"].isChecked()
    said = {path.stem: body for path, body in page.said().files.items()}
    assert said == {"一": "density", "二": "whole", "别处 & <b>": "density"}
    assert page.said().sites == {}


def test_one_choice_may_be_for_all_pages_of_a_site(dialog: AskDialog, page: BodiesPage) -> None:
    click_row(page, "一")
    assert page.alike.text().startswith(SITE)
    QTest.mouseClick(page.alike, Qt.MouseButton.LeftButton, pos=QPoint(8, page.alike.height() // 2))
    assert page.alike.isChecked()
    QTest.mouseClick(page.picks["readability"], Qt.MouseButton.LeftButton)
    click_row(page, "二")
    assert page.picks["readability"].isChecked() and page.alike.isChecked()
    click_row(page, "别处")
    assert page.picks["density"].isChecked()
    assert not page.alike.isVisible(), "no other page lies with it and says nothing"
    bodies = dialog.answers({}).bodies
    assert {path.stem: body for path, body in bodies.items()} == {
        "一": "readability", "二": "readability", "别处 & <b>": "density",
    }  # fmt: skip
    assert of_site(SITE) == "readability"
    assert {of_page(one) for one in page.said().pages} == {"readability", "density"}


def test_the_answer_before_is_chosen_the_next_time(
    dialog: AskDialog, page: BodiesPage, tmp_path: Path, qtbot: Any
) -> None:
    click_row(page, "别处")
    QTest.mouseClick(page.picks["whole"], Qt.MouseButton.LeftButton)
    dialog.answers({})
    again = BodiesPage(questions([tmp_path / "网页"], default()).pages)
    qtbot.addWidget(again)
    chosen = {path.stem: body for path, body in again.said().files.items()}
    assert chosen == {"一": "density", "二": "density", "别处 & <b>": "whole"}


def test_tab_goes_through_everything_and_all_of_it_has_a_name(
    dialog: AskDialog, page: BodiesPage
) -> None:
    seen: list[QWidget] = []
    while (at := dialog.focusWidget()) not in seen:
        seen.append(at)
        QTest.keyClick(at, Qt.Key.Key_Tab)
    assert seen[:5] == [page.files, page.picks["density"], page.text, page.alike, dialog.ok]
    for widget in seen:
        assert widget.accessibleName() or widget.text()  # type: ignore[attr-defined]


def test_return_imports_from_wherever_one_is(dialog: AskDialog, page: BodiesPage) -> None:
    page.picks["density"].setFocus()
    QTest.keyClick(page.picks["density"], Qt.Key.Key_Return)
    assert dialog.result() == AskDialog.DialogCode.Accepted
