"""The list of articles by what is known of them: its filter, its rows, the menu of a row."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from annotations.model import ArticleFields, Span
from annotations.overview import EVERY_ARTICLE, ArticleFilter, ArticleRow
from gui.hands import Hands
from gui.panels.article_filter import ArticleFilterForm, told
from gui.panels.article_rows import fitting, said
from gui.window import Window
from tests.annotations.store.making import document, new_project
from tests.gui.typing_in import commit

LEFT = Qt.MouseButton.LeftButton
CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
KNOWN: dict[str, ArticleFields] = {
    "a": {
        "status": "reading",
        "flag": True,
        "meta": {"outlet": "浦云日報", "date": "2019年3月7日"},
    },
    "b": {"status": "done", "note": "註", "meta": {"outlet": "𠮷林晚报", "date": "2020-01"}},
    "c": {"flag": True, "meta": {"date": "昨天"}},
    "d": {},
}

# The platform of the tests has no windows that could be raised, nor a keyboard to grab.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def few(window: Window, tmp_path: Path) -> Hands:
    """Four articles of which different things are known; one mark on the last."""
    with new_project(tmp_path, *(document(id, f"共建園區{id}") for id in KNOWN)) as project:
        for id, fields in KNOWN.items():
            if fields:
                project.set_article(id, **fields)
        project.annotate("d", Span(0, 2), "REGION")
    assert window.files.open_path(tmp_path / "p.danqian")
    hands = Hands(window)
    hands.settle()
    return hands


def shown(hands: Hands) -> str:
    """The ids in the list from top to bottom."""
    model = hands.window.articles.model
    rows = (model.at(place) for place in range(model.rowCount()))
    return "".join(row.id for row in rows if row is not None)


def form(hands: Hands) -> ArticleFilterForm:
    made = hands.window.articles.form
    assert made is not None
    return made


def press(hands: Hands, field: str, value: object) -> None:
    QTest.mouseClick(form(hands)._toggles[field, value], LEFT)
    hands.settle()


def type_in(hands: Hands, field: str, text: str) -> None:
    line = form(hands)._lines[field]
    line.selectAll()
    QTest.keyClick(line, Qt.Key.Key_Delete)
    commit(line, text)
    QTest.keyClick(line, Qt.Key.Key_Return)
    hands.settle()


def message(hands: Hands) -> str:
    line = hands.window.articles.line
    return line.text.accessibleName() if line is not None and line.isVisible() else ""


# -- filtering ------------------------------------------------------------------------------


def test_the_form_is_made_when_it_is_opened_and_not_before(few: Hands) -> None:
    panel = few.window.articles
    assert panel.form is None and panel.line is None and panel.menu is None
    QTest.mouseClick(panel.funnel, LEFT)
    assert form(few).isVisible() and form(few).first.hasFocus()
    QTest.keyClick(form(few).first, Qt.Key.Key_Escape)
    assert not form(few).isVisible() and panel.list.hasFocus() and not panel.funnel.isChecked()


def test_its_key_opens_the_form_and_closes_it_again(few: Hands) -> None:
    few.key(Qt.Key.Key_F, CONTROL | ALT)
    assert form(few).first.hasFocus()
    few.key(Qt.Key.Key_F, CONTROL | ALT)
    assert not form(few).isVisible()


def test_what_is_pressed_narrows_the_list_and_is_said(few: Hands) -> None:
    panel = few.window.articles
    QTest.mouseClick(panel.funnel, LEFT)
    press(few, "statuses", "new")
    assert shown(few) == "cd"
    press(few, "statuses", "reading")
    assert shown(few) == "acd"
    press(few, "flagged", True)
    assert shown(few) == "ac"
    assert message(few) == "未读/在读 · 有旗标"
    assert panel._head.text().endswith("　2 / 4") and panel.funnel.at_work
    press(few, "flagged", False)  # one of both at most
    assert shown(few) == "d" and not form(few)._toggles["flagged", True].isChecked()
    press(few, "flagged", False)
    assert shown(few) == "acd"


def test_one_click_shows_every_article_again(few: Hands) -> None:
    panel = few.window.articles
    QTest.mouseClick(panel.funnel, LEFT)
    press(few, "noted", True)
    type_in(few, "outlet", "吉林")
    press(few, "annotated", True)
    assert shown(few) == ""
    assert panel._stack.currentWidget() is panel._none and "筛选" in panel._none.text()
    assert panel.line is not None
    QTest.mouseClick(panel.line.clear, LEFT)
    assert shown(few) == "abcd"
    assert not message(few) and not panel.funnel.at_work
    assert not form(few)._lines["outlet"].text()
    assert not any(button.isChecked() for button in form(few)._toggles.values())


def test_outlets_are_found_in_either_script_and_dates_by_the_month(few: Hands) -> None:
    QTest.mouseClick(few.window.articles.funnel, LEFT)
    type_in(few, "outlet", "日报")
    assert shown(few) == "a"
    type_in(few, "outlet", "")
    type_in(few, "since", "2019-03")
    assert shown(few) == "ab"
    type_in(few, "until", "2019")
    assert shown(few) == "a"
    assert message(few) == "2019-03–2019"


def test_a_date_that_is_none_is_said_beside_it_and_the_list_stays(few: Hands) -> None:
    QTest.mouseClick(few.window.articles.funnel, LEFT)
    press(few, "flagged", True)
    type_in(few, "since", "昨天")
    assert shown(few) == "ac"
    assert form(few)._fault.isVisible() and "昨天" in form(few)._fault.text()
    type_in(few, "since", "2019")
    assert not form(few)._fault.isVisible()
    assert shown(few) == "a"


def test_what_is_typed_counts_when_one_pauses(few: Hands, qtbot: QtBot) -> None:
    QTest.mouseClick(few.window.articles.funnel, LEFT)
    commit(form(few)._lines["outlet"], "晚報")
    assert shown(few) == "abcd"
    qtbot.waitUntil(lambda: shown(few) == "b")


def test_an_article_that_leaves_the_filter_does_not_strand_the_reader(few: Hands) -> None:
    window = few.window
    window.articles.sift(ArticleFilter(statuses=frozenset({"new"})))
    window.place.show_article("c")
    window.actions_["status"].trigger()
    assert shown(few) == "d" and window.place.article == "c"
    window.actions_["article-next"].trigger()
    assert window.place.article == "d"


def test_another_project_is_shown_whole(few: Hands, sample: Path) -> None:
    panel = few.window.articles
    panel.sift(ArticleFilter(flagged=True, outlet="浦云"))
    assert few.window.files.open_path(sample)
    assert panel.model.rowCount() == len(few.window.bridge.articles())
    assert not message(few)


def test_filter_and_search_narrow_together(few: Hands) -> None:
    panel = few.window.articles
    panel.sift(ArticleFilter(flagged=True))
    panel.filter.setText("园区c")
    assert shown(few) == "c"
    panel.filter.setText("园区b")
    panel._search()
    assert shown(few) == "" and "这些字" in panel._none.text()


def test_each_part_of_a_filter_is_told(qapp: object) -> None:
    whole = ArticleFilter(
        statuses=frozenset({"done", "new"}),
        scripts=frozenset({"hant"}),
        flagged=False,
        noted=True,
        annotated=False,
        outlet="浦云",
        until="2020",
    )
    assert told(whole) == "未读/完成 · 没有旗标 · 没有标注 · 有备注 · 繁 · –2020 · 浦云"
    assert told(EVERY_ARTICLE) == ""


# -- rows -----------------------------------------------------------------------------------

ROW = ArticleRow(
    "1", "題", "1.txt", 1060, "hans", 149, "new", date="2026-03-18", outlet="浦云区融媒体中心"
)


@pytest.fixture
def metrics(window: Window) -> QFontMetrics:
    return QFontMetrics(window.font())


def test_a_row_with_room_tells_everything(metrics: QFontMetrics) -> None:
    line = fitting(ROW, metrics, 9999)
    assert line == "2026-03-18 · 浦云区融媒体中心 · 简 · 1,060 字 · 149 标注"


def test_with_less_room_the_least_telling_goes_first_and_nothing_overflows(
    metrics: QFontMetrics,
) -> None:
    seen = [fitting(ROW, metrics, room) for room in range(420, 60, -1)]
    for room, line in zip(range(420, 60, -1), seen, strict=True):
        assert metrics.horizontalAdvance(line) <= room
    gone = [
        next(n for n, line in enumerate(seen) if part not in line) for part in ("简", "字", "149")
    ]
    assert gone == sorted(gone)
    assert all(line.startswith("2026-03-18") for line in seen[:250])


def test_a_row_without_metadata_reads_as_before(metrics: QFontMetrics) -> None:
    plain = ArticleRow("1", "題", "1.txt", 1060, "hans", 149, "new")
    assert fitting(plain, metrics, 9999) == "简 · 1,060 字 · 149 标注"


def test_signs_are_said_in_words_for_those_who_do_not_see_them(few: Hands) -> None:
    spoken = few.window.articles.model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    for part in ("浦云日報", "2019年3月7日", "在读", "有旗标"):
        assert part in spoken
    row = few.window.bridge.row("b")
    assert row is not None and "有备注" in list(said(row)) and "有旗标" not in list(said(row))


def test_a_flag_is_drawn_at_the_title_and_goes_with_undo(few: Hands) -> None:
    def picture() -> bytes:
        few.settle()
        image = few.window.articles.list.viewport().grab().toImage()
        return bytes(image.constBits())

    few.window.place.show_article("d")
    before = picture()
    few.window.actions_["flag"].trigger()
    assert picture() != before
    few.window.actions_["undo"].trigger()
    assert picture() == before


# -- the menu of a row ----------------------------------------------------------------------


def menu(hands: Hands, id: str) -> None:
    """Click an article with the right button; the platform sends no such request itself."""
    panel = hands.window.articles
    middle = panel.list.visualRect(panel.model.index_of(id)).center()
    QTest.mouseClick(panel.list.viewport(), Qt.MouseButton.RightButton, pos=middle)
    panel.list.customContextMenuRequested.emit(middle)
    assert panel.menu is not None and panel.menu.isVisible()


def test_the_menu_sets_status_and_flag_as_steps(few: Hands) -> None:
    panel, bridge = few.window.articles, few.window.bridge
    menu(few, "b")
    assert panel.menu is not None
    actions = panel.menu.actions()
    assert [a.text() for a in actions[:3]] == ["未读", "在读", "完成"] and actions[2].isChecked()
    QTest.keyClick(panel.menu, Qt.Key.Key_Down)
    QTest.keyClick(panel.menu, Qt.Key.Key_Return)
    row = bridge.row("b")
    assert row is not None and row.status == "new"
    menu(few, "b")
    panel.menu.flag.trigger()
    row = bridge.row("b")
    assert row is not None and row.flag
    few.window.actions_["undo"].trigger()
    few.window.actions_["undo"].trigger()
    row = bridge.row("b")
    assert row is not None and (row.status, row.flag) == ("done", False)


def test_the_menu_goes_to_the_note_of_the_article(few: Hands) -> None:
    menu(few, "b")
    assert few.window.articles.menu is not None
    few.window.articles.menu.note.trigger()
    few.settle()
    about = few.window.details.about
    assert few.window.place.article == "b"
    assert about.note.hasFocus() and about.note.toPlainText() == "註"


def test_an_article_without_marks_is_withdrawn_at_once_and_comes_back(few: Hands) -> None:
    few.window.place.show_article("b")
    few.settle()
    few.window.actions_["withdraw"].trigger()
    assert shown(few) == "acd"
    assert few.window.place.article == "c"  # the next one
    few.window.actions_["undo"].trigger()
    assert shown(few) == "abcd"
    assert few.window.place.article == "b"


@pytest.mark.parametrize(("text", "left"), [("撤下", "abc"), ("取消", "abcd")])
def test_with_marks_it_is_asked_first(
    few: Hands, monkeypatch: pytest.MonkeyPatch, text: str, left: str
) -> None:
    asked: list[str] = []

    def answer(box: QMessageBox) -> int:
        asked.append(box.text())
        assert box.escapeButton() is box.defaultButton() is not None
        return 0

    def clicked(box: QMessageBox) -> QAbstractButton:
        return next(button for button in box.buttons() if button.text() == text)

    monkeypatch.setattr(QMessageBox, "exec", answer)
    monkeypatch.setattr(QMessageBox, "clickedButton", clicked)
    few.window.place.show_article("d")
    few.settle()
    few.window.actions_["withdraw"].trigger()
    assert len(asked) == 1 and "1" in asked[0]
    assert shown(few) == left
    assert few.window.place.article == left[-1]


def test_the_last_article_withdrawn_leaves_an_empty_window(window: Window, tmp_path: Path) -> None:
    new_project(tmp_path, document("a")).close()
    assert window.files.open_path(tmp_path / "p.danqian")
    window.actions_["withdraw"].trigger()
    Hands(window).settle()
    assert window.place.article == "" and not window.details.about.isVisible()
    window.actions_["undo"].trigger()
    assert window.place.article == "a"


def test_everything_in_the_form_has_a_name(few: Hands) -> None:
    QTest.mouseClick(few.window.articles.funnel, LEFT)
    parts = [*form(few)._toggles.values(), *form(few)._lines.values(), few.window.articles.funnel]
    assert all(isinstance(part, QWidget) and part.accessibleName() for part in parts)
    assert QApplication.focusWidget() is form(few).first
