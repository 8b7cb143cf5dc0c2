"""The clean-up review, worked by real keys and clicks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from annotations.model import Emendation
from annotations.project import Project
from gui.hands import CONTROL, NONE, SHIFT, Hands
from gui.panels import excerpts
from gui.panels.review import ReviewPanel
from gui.window import Window
from tests.gui.mending_project import FIRST, make

RESIDUES = 7  # in both articles, of which two are not proved


@pytest.fixture
def review(window: Window, tmp_path: Path) -> ReviewPanel:
    """The review, opened by its key on the small project."""
    assert window.files.open_path(make(tmp_path / "校.danqian"))
    hands = Hands(window)
    window.reader.setFocus()
    hands.settle()
    hands.key(Qt.Key.Key_R, CONTROL)
    assert window.review.isVisible()
    return window.review


def project_of(window: Window) -> Project:
    assert window.bridge.project is not None
    return window.bridge.project


def press(review: ReviewPanel, keys: str) -> None:
    QTest.keyClicks(review.places, keys)


def click(button: QAbstractButton) -> None:
    assert button.isEnabled()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def by_status(window: Window, status: str, kind: str = "pinyin") -> list[tuple[str, Emendation]]:
    return list(project_of(window).emendations_in(kind=kind, status=status))  # type: ignore[arg-type]


def choose_rule(review: ReviewPanel, kind: str) -> None:
    index = review.rules.lines.where(lambda line: line.count.kind == kind)
    middle = review.rules.visualRect(index).center()
    QTest.mouseClick(review.rules.viewport(), Qt.MouseButton.LeftButton, NONE, middle)
    review.places.setFocus()


def test_it_opens_on_the_rule_with_the_most_places(review: ReviewPanel) -> None:
    first = review.rules.lines.rows[0].count
    assert (first.kind, first.proposed, first.proved) == ("pinyin", RESIDUES, RESIDUES - 2)
    assert len(review.places.places.rows) == RESIDUES
    assert review.places.hasFocus()


def test_a_accepts_and_goes_on_and_the_text_follows(review: ReviewPanel, window: Window) -> None:
    press(review, "a")
    assert len(by_status(window, "accepted")) == 1
    assert review.places.currentIndex().row() == 1
    assert project_of(window).view("a", "clean").text.startswith("滨海新区与昌都")
    assert review.places.places.rows[0].emendation.status == "accepted"


def test_x_rejects_u_reopens_enter_accepts(review: ReviewPanel, window: Window) -> None:
    press(review, "x")
    assert len(by_status(window, "rejected")) == 1
    QTest.keyClick(review.places, Qt.Key.Key_Up)
    press(review, "u")
    assert by_status(window, "rejected") == []
    assert review.places.currentIndex().row() == 0
    QTest.keyClick(review.places, Qt.Key.Key_Return)
    assert len(by_status(window, "accepted")) == 1


def test_letters_pressed_with_control_are_commands_and_not_verdicts(
    review: ReviewPanel, window: Window
) -> None:
    QTest.keyClick(review.places, Qt.Key.Key_A, CONTROL)
    assert len(review.places.chosen()) == RESIDUES, "Ctrl+A selects, as everywhere"
    assert by_status(window, "accepted") == []


def test_undo_works_from_inside_the_list_and_leads_back_to_the_place(
    review: ReviewPanel, window: Window
) -> None:
    press(review, "aa")
    assert review.places.currentIndex().row() == 2
    QTest.keyClick(review.places, Qt.Key.Key_Z, CONTROL)
    assert len(by_status(window, "accepted")) == 1
    assert review.places.currentIndex().row() == 1
    QTest.keyClick(review.places, Qt.Key.Key_Z, CONTROL | SHIFT)
    assert len(by_status(window, "accepted")) == 2


def test_several_selected_places_are_judged_as_one_step(
    review: ReviewPanel, window: Window
) -> None:
    QTest.keyClick(review.places, Qt.Key.Key_Down, SHIFT)
    QTest.keyClick(review.places, Qt.Key.Key_Down, SHIFT)
    press(review, "a")
    assert len(by_status(window, "accepted")) == 3
    window.actions_["undo"].trigger()
    assert by_status(window, "accepted") == []


def test_all_of_a_rule_is_one_step_over_all_articles(review: ReviewPanel, window: Window) -> None:
    click(review.rule.accept)
    accepted = by_status(window, "accepted")
    assert len(accepted) == RESIDUES
    assert {article for article, _ in accepted} == {"a", "b0"}
    window.actions_["undo"].trigger()
    assert by_status(window, "accepted") == []
    assert len(review.places.places.rows) == RESIDUES
    click(review.rule.reject)
    assert len(by_status(window, "rejected")) == RESIDUES


def test_what_was_decided_of_a_rule_is_taken_back_as_one_step(
    review: ReviewPanel, window: Window
) -> None:
    assert review.rule.reopen.isHidden()
    click(review.rule.accept)
    assert not review.rule.reopen.isHidden()
    click(review.rule.reopen)
    assert by_status(window, "accepted") == [] and review.rule.reopen.isHidden()
    assert len(review.places.places.rows) == RESIDUES
    window.actions_["undo"].trigger()
    assert len(by_status(window, "accepted")) == RESIDUES


def test_what_is_proved_is_accepted_and_nothing_else(review: ReviewPanel, window: Window) -> None:
    click(review.head.accept_proved)
    assert len(by_status(window, "accepted")) == RESIDUES - 2
    assert len(by_status(window, "proposed")) == 2
    assert not review.head.accept_proved.isEnabled()
    window.actions_["undo"].trigger()
    click(review.rule.proved)
    assert len(by_status(window, "accepted")) == RESIDUES - 2


def test_a_digit_chooses_a_reading(review: ReviewPanel, window: Window) -> None:
    choose_rule(review, "mojibake")
    shown = [button for button in review.card.candidates if not button.isHidden()]
    assert ["展。”" in button.text() for button in shown] == [True, False]
    press(review, "a")
    assert by_status(window, "accepted", "mojibake") == [], "nothing is known to accept"
    assert review.head.note.text()
    press(review, "2")
    assert [e.replacement for _, e in by_status(window, "accepted", "mojibake")] == ["展”"]
    assert "加快發展”" in project_of(window).view("a", "clean").text
    press(review, "9")
    assert [e.replacement for _, e in by_status(window, "accepted", "mojibake")] == ["展”"]


def test_another_reading_can_be_typed(review: ReviewPanel, window: Window) -> None:
    choose_rule(review, "mojibake")
    press(review, "e")
    assert review.card.field.hasFocus()
    QTest.keyClick(review.card.field, Qt.Key.Key_Escape)
    assert review.places.hasFocus() and review.isVisible()
    press(review, "e")
    review.card.field.setText("展𠮷")
    QTest.keyClick(review.card.field, Qt.Key.Key_Return)
    assert [e.replacement for _, e in by_status(window, "accepted", "mojibake")] == ["展𠮷"]
    assert review.places.hasFocus()


def test_a_byline_shows_what_it_would_enter(review: ReviewPanel, window: Window) -> None:
    choose_rule(review, "byline")
    assert "滨海日报" in review.card.meta.text() and "𠮷田" in review.card.meta.text()
    press(review, "a")
    assert project_of(window).article("a").meta["outlet"] == "滨海日报"


def test_the_reader_follows_the_list(review: ReviewPanel, window: Window, qtbot: Any) -> None:
    QTest.keyClick(review.places, Qt.Key.Key_End)
    last = review.places.places.rows[-1]
    assert last.article == "b0"
    qtbot.waitUntil(lambda: window.place.article == "b0")
    assert window.reader.selection() == last.emendation.span
    assert review.places.hasFocus()
    press(review, "g")
    assert window.reader.hasFocus()


def test_tagging_in_the_reader_does_not_move_the_reader(
    review: ReviewPanel, window: Window, qtbot: Any
) -> None:
    hands = Hands(window)
    qtbot.waitUntil(lambda: window.reader.selection() is not None)
    window.reader.setFocus()
    span = excerpts.Span(FIRST.index("昌都"), FIRST.index("昌都") + 2)
    assert hands.drag(span)
    hands.tag("r")
    QTest.qWait(120)  # longer than the review waits before the reader follows
    assert window.reader.selection() == span


def test_one_article_or_all(review: ReviewPanel, window: Window) -> None:
    click(review.head.scopes["article"])
    assert {row.article for row in review.places.places.rows} == {window.place.article}
    window.place.show_article("b0")
    window.place.arrive()
    assert {row.article for row in review.places.places.rows} == {"b0"}
    assert [line.count.kind for line in review.rules.lines.rows] == ["pinyin"]
    click(review.head.scopes["corpus"])
    assert len(review.places.places.rows) == RESIDUES


def test_decided_places_stay_until_the_list_is_read_again(review: ReviewPanel) -> None:
    press(review, "ax")
    assert len(review.places.places.rows) == RESIDUES
    review.refresh()
    assert len(review.places.places.rows) == RESIDUES - 2
    review.head.filter.setCurrentIndex(1)
    assert len(review.places.places.rows) == RESIDUES


def test_the_key_goes_into_the_review_and_out_of_it(review: ReviewPanel, window: Window) -> None:
    hands = Hands(window)
    window.reader.setFocus()
    hands.key(Qt.Key.Key_R, CONTROL)
    assert review.isVisible() and review.places.hasFocus()
    hands.key(Qt.Key.Key_R, CONTROL)
    assert not review.isVisible() and window.reader.hasFocus()
    hands.key(Qt.Key.Key_R, CONTROL)
    hands.key(Qt.Key.Key_Escape)
    assert not review.isVisible()


def test_the_sides_come_back_when_the_review_closes(review: ReviewPanel, window: Window) -> None:
    assert not window.tags.isVisible()
    click(review.head.shut)
    assert window.tags.isVisible()


def test_nothing_to_mend_is_said(window: Window, tmp_path: Path) -> None:
    assert window.files.open_path(tmp_path / "空.danqian", create=True)
    window.actions_["review"].trigger()
    assert window.review.nothing.isVisible() and window.review.nothing.text()
    assert not window.review.head.accept_proved.isEnabled()


def test_a_long_list_is_read_bit_by_bit_and_every_place_is_there(
    window: Window, tmp_path: Path, qtbot: Any
) -> None:
    assert window.files.open_path(make(tmp_path / "长.danqian", copies=400))
    window.actions_["review"].trigger()
    rows = window.review.places.places
    assert 0 < len(rows.rows) < 805
    press(window.review, "a")  # while more is on its way
    qtbot.waitUntil(lambda: not window.review.source.loading)
    assert len(rows.rows) == len({row.key for row in rows.rows}) == 805
    assert [row.emendation.status for row in rows.rows[:2]] == ["accepted", "proposed"]


def test_context_and_sentences_are_those_of_the_text() -> None:
    span = excerpts.Span(FIRST.index("(xié)"), FIRST.index("(xié)") + 5)
    one = Emendation("1", span, "", "pinyin")
    start = FIRST.index("(qū)簽訂")
    other = Emendation("2", excerpts.Span(start, start + 4), "", "pinyin", status="accepted")
    line = excerpts.context(FIRST, one)
    assert (line.raw, line.new) == ("(xié)", "")
    assert line.before.endswith("合作協") and line.after.startswith("議,")
    assert "\n" not in line.before + line.after
    before = excerpts.before(FIRST, one, [other])
    assert "".join(p.text for p in before) == (
        "滨海新區(qū)與昌都市卡若區簽訂合作協(xié)議,雙方共建園區(qū)。"
    )
    assert [p.text for p in before if p.role == "removed"] == ["(xié)"]
    after = excerpts.after(FIRST, one, [other], "")
    assert (
        "".join(p.text for p in after)
        == "滨海新區(qū)與昌都市卡若區簽訂合作協議,雙方共建園區(qū)。"
    )


def test_what_cannot_be_seen_is_shown_by_a_mark() -> None:
    text = "甲\u200b乙\u3000\n丙"
    one = Emendation("1", excerpts.Span(1, 2), "", "invisible")
    assert excerpts.context(text, one).raw == "⟪200B⟫"
    two = Emendation("2", excerpts.Span(4, 5), "", "paragraph")
    assert excerpts.context(text, two).raw == "¶"
