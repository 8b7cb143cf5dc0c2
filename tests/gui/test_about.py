"""The card of the article: what is known of it, edited in place, and what is counted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from annotations.analysis.statistics import statistics
from annotations.model import ArticleFields, Span
from gui import counting, settings
from gui.hands import Hands
from gui.panels.about import ArticleCard
from gui.window import Window
from tests.annotations.store.making import document, new_project
from tests.gui.typing_in import commit

LEFT = Qt.MouseButton.LeftButton
ALT, CONTROL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
TEXT = "浦東新區簽約。\n兩地共建園區，𠮷林省也來。"


@pytest.fixture
def two(window: Window, tmp_path: Path) -> Hands:
    """Two articles; something is known of the first, which is open."""
    with new_project(tmp_path, document("a", TEXT), document("b", "乙文。")) as project:
        project.set_article("a", note="註", meta={"outlet": "浦云日報", "era": "今"})
    assert window.files.open_path(tmp_path / "p.danqian")
    hands = Hands(window)
    hands.settle()
    return hands


def card(hands: Hands) -> ArticleCard:
    return hands.window.details.about


def known(hands: Hands, article: str = "a") -> ArticleFields:
    assert hands.window.bridge.project is not None
    return hands.window.bridge.project.known(article)


def steps(hands: Hands) -> int:
    assert hands.window.bridge.project is not None
    return len(hands.window.bridge.project.log())


def unfold(hands: Hands) -> None:
    hands.key(Qt.Key.Key_Return, ALT)
    assert card(hands).fields["title"].hasFocus()


def type_over(field: QLineEdit | QPlainTextEdit, text: str) -> None:
    field.setFocus()
    field.selectAll()
    QTest.keyClick(field, Qt.Key.Key_Delete)
    commit(field, text)


# -- showing --------------------------------------------------------------------------------


def test_folded_it_tells_in_two_lines_what_is_known(two: Hands) -> None:
    assert card(two).isVisible() and card(two).brief.text() == "浦云日報"
    assert card(two).noted.isVisible() and card(two).noted.text() == "註"
    assert not card(two).fields["title"].isVisible()
    two.article("b")
    assert "没有写" in card(two).brief.accessibleName() and not card(two).noted.isVisible()


def test_what_is_long_takes_no_more_room(two: Hands) -> None:
    before = card(two).height()
    two.window.bridge.do(lambda p: p.set_article("a", note="註" * 99, meta={"author": "甲" * 99}))
    two.settle()
    assert card(two).height() == before
    assert card(two).noted.text().endswith("…") and "註" * 99 in card(two).noted.toolTip()


def test_the_card_of_an_open_annotation_takes_its_place(two: Hands) -> None:
    two.window.bridge.do(lambda project: project.annotate("a", Span(0, 4), "REGION"))
    mark = two.window.bridge.annotations("a")[0]
    two.window.place.activate(mark.id)
    assert not card(two).isVisible() and two.window.details.tag.isVisible()
    two.window.place.activate("")
    assert card(two).isVisible() and not two.window.details.tag.isVisible()


def test_its_key_unfolds_it_from_anywhere_and_it_stays_so(two: Hands) -> None:
    two.window.bridge.do(lambda project: project.annotate("a", Span(0, 4), "REGION"))
    two.window.place.activate(two.window.bridge.annotations("a")[0].id)
    two.reader.setFocus()
    unfold(two)
    assert two.window.place.active == ""
    assert card(two).fields["title"].selectedText() == card(two).fields["title"].text()
    assert settings.get("about") is True
    QTest.mouseClick(card(two).fold, LEFT)
    assert not card(two).fields["title"].isVisible() and settings.get("about") is False


def test_an_empty_window_has_no_card(window: Window) -> None:
    assert not window.details.about.isVisible()


# -- editing --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("title", lambda fields: fields["title"]),
        ("outlet", lambda fields: fields["meta"]["outlet"]),
        ("date", lambda fields: fields["meta"]["date"]),
        ("author", lambda fields: fields["meta"]["author"]),
        ("url", lambda fields: fields["meta"]["url"]),
    ],
)
def test_return_keeps_what_was_typed_as_one_step(
    two: Hands, name: str, read: Callable[[ArticleFields], str]
) -> None:
    unfold(two)
    before, many = known(two), steps(two)
    type_over(card(two).fields[name], "新寫的𠮷")
    assert steps(two) == many
    QTest.keyClick(card(two).fields[name], Qt.Key.Key_Return)
    assert read(known(two)) == "新寫的𠮷"
    assert steps(two) == many + 1
    assert known(two).get("meta", {})["era"] == "今"  # what has no field stays
    two.reader.setFocus()
    assert steps(two) == many + 1
    two.key(Qt.Key.Key_Z, CONTROL)
    assert known(two) == before
    there = {"title": before.get("title")} | dict(before.get("meta", {}))
    assert card(two).fields[name].text() == (there.get(name) or "")


def test_leaving_a_field_keeps_it_and_an_emptied_one_is_taken_away(two: Hands) -> None:
    unfold(two)
    type_over(card(two).fields["outlet"], "")
    QTest.keyClick(card(two).fields["outlet"], Qt.Key.Key_Tab)
    assert "outlet" not in known(two).get("meta", {})
    assert not card(two).fields["outlet"].hasFocus()


def test_esc_puts_back_what_was_there(two: Hands) -> None:
    unfold(two)
    many = steps(two)
    for field, text in ((card(two).fields["outlet"], "浦云日報"), (card(two).note, "註")):
        type_over(field, "別的")
        QTest.keyClick(field, Qt.Key.Key_Escape)
        there = field.text() if isinstance(field, QLineEdit) else field.toPlainText()
        assert there == text
    two.reader.setFocus()
    assert steps(two) == many


def test_a_title_cannot_be_emptied_and_says_so(two: Hands) -> None:
    unfold(two)
    title = known(two).get("title")
    type_over(card(two).fields["title"], "  ")
    QTest.keyClick(card(two).fields["title"], Qt.Key.Key_Return)
    assert known(two).get("title") == title == card(two).fields["title"].text()
    assert two.window.desk.banner.isVisible()


def test_a_date_that_is_not_understood_is_kept_and_gently_said(two: Hands) -> None:
    unfold(two)
    date, hint = card(two).fields["date"], card(two).hint
    type_over(date, "昨天")
    assert hint.isVisible()
    QTest.keyClick(date, Qt.Key.Key_Return)
    assert known(two).get("meta", {})["date"] == "昨天" and hint.isVisible()
    type_over(date, "二〇一九年三月七日")
    assert not hint.isVisible()


def test_going_to_another_article_keeps_what_was_typed_for_the_first(two: Hands) -> None:
    unfold(two)
    type_over(card(two).fields["author"], "甲")
    two.window.place.show_article("b")
    assert known(two).get("meta", {})["author"] == "甲"
    assert "author" not in known(two, "b").get("meta", {})
    assert card(two).fields["author"].text() == ""


def test_closing_the_window_keeps_what_was_typed(two: Hands, tmp_path: Path) -> None:
    unfold(two)
    type_over(card(two).note, "關門前寫的")
    two.window.close()
    assert two.window.bridge.open(tmp_path / "p.danqian")
    assert known(two).get("note") == "關門前寫的"


def test_status_and_flag_are_set_by_a_click(two: Hands) -> None:
    QTest.mouseClick(card(two).flag, LEFT)
    assert known(two).get("flag") is True
    QTest.keyClick(card(two).status, Qt.Key.Key_Down)
    assert known(two).get("status") == "reading"
    two.window.actions_["status"].trigger()
    assert card(two).status.currentData() == "done" and card(two).flag.isChecked()


def test_what_is_being_typed_is_not_lost_to_a_step_elsewhere(two: Hands) -> None:
    unfold(two)
    type_over(card(two).fields["author"], "甲")
    two.window.bridge.do(lambda project: project.set_flag("b", True))
    assert card(two).fields["author"].text() == "甲"
    two.reader.setFocus()
    assert known(two).get("meta", {})["author"] == "甲"


def test_each_field_has_a_name(two: Hands) -> None:
    parts = (*card(two).fields.values(), card(two).note, card(two).status, card(two).flag)
    assert all(part.accessibleName() for part in parts)


# -- counting -------------------------------------------------------------------------------


def told(hands: Hands) -> dict[str, str]:
    """The lines of the statistics that are seen."""
    return {
        name.text(): text.text() for name, text in card(hands).counts._lines if name.isVisible()
    }


def test_unfolded_it_counts_and_counts_again_after_a_step(two: Hands, qtbot: QtBot) -> None:
    unfold(two)
    qtbot.waitUntil(lambda: bool(told(two)))
    assert told(two)["篇章"] == "2 段 · 2 句 · 3 小句"
    assert told(two)["标注"].startswith("0 ") and "标签" not in told(two)
    two.window.bridge.do(lambda project: project.annotate("a", Span(0, 4), "REGION"))
    qtbot.waitUntil(lambda: told(two)["标注"].startswith("1 "))
    assert told(two)["标签"] == "行政区 1" and told(two)["标注者"] == "tester 1"


def test_folded_nothing_is_counted(two: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    monkeypatch.setattr(ArticleCard, "_document", lambda card: asked.append(card))
    two.article("b")
    QTest.qWait(3 * counting.SOON)
    assert not asked
    unfold(two)
    QTest.qWait(3 * counting.SOON)
    assert len(asked) == 1


def test_a_long_text_is_counted_beside_the_work_and_alike(qtbot: QtBot, window: Window) -> None:
    one, other = (document(id, TEXT * many) for id, many in (("1", 2000), ("2", 3000)))
    assert len(one.article.text) > counting.AT_ONCE
    made = counting.Counting(window)
    found: list[object] = []
    made.counted.connect(found.append)
    made.ask(lambda: one, 0)
    qtbot.waitUntil(lambda: bool(found))
    assert found == [statistics(one)]
    made.ask(lambda: one, 0)
    QApplication.processEvents()
    QTest.qWait(5)  # the first is begun
    made.ask(lambda: other, 0)
    qtbot.waitUntil(lambda: len(found) > 1)
    assert found[1:] == [statistics(other)]  # of the first nobody wants to hear any more
