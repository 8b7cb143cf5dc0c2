"""Which annotations are seen: in the text, in the list, and how one sees all of them again."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from annotations.model import Span
from annotations.project import open_project
from gui.hands import Hands
from gui.layers import NOTHING_HIDDEN, Layers
from gui.panels.annotation_filter import AnnotationFilterPopup
from gui.panels.choice import Choice
from gui.window import Window
from tests.annotations.store.making import document, new_project

LEFT = Qt.MouseButton.LeftButton
CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
TEXT = "浦東新區與𠮷林省簽約，兩地共建園區。"
REGION, GOV, COOP = (TEXT.index(part) for part in ("浦東", "𠮷林", "簽約"))

# The platform of the tests has no windows that could be raised, nor a keyboard to grab.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def marked(window: Window, tmp_path: Path) -> Hands:
    """A region and a measure by one author, a government with a note by another."""
    new_project(tmp_path, document("a", TEXT), document("b", "乙文")).close()
    file = tmp_path / "p.danqian"
    with open_project(file, author="甲") as project:
        project.annotate("a", Span(REGION, REGION + 4), "REGION")
        project.annotate("a", Span(COOP, COOP + 2), "MEASURE", {"type": "PAIR"})
    with open_project(file, author="乙") as project:
        project.annotate("a", Span(GOV, GOV + 3), "GOV")
        made = project.annotations("a")[-1]
        project.describe("a", made.id, note="註")
    assert window.files.open_path(file)
    hands = Hands(window)
    hands.settle()
    return hands


def listed(hands: Hands) -> list[str]:
    return [annotation.label for annotation in hands.window.annotations.model.rows]


def drawn(hands: Hands) -> int:
    return len(hands.reader.flow.page.marks)


def popup(hands: Hands) -> AnnotationFilterPopup:
    """The filter, opened by its key."""
    hands.key(Qt.Key.Key_L, CONTROL | ALT)
    made = hands.window.annotations.popup
    assert made is not None and made.isVisible()
    return made


def choose(choice: Choice, text: str) -> None:
    """Take an entry as one does with the keys."""
    while choice.currentText() != text:
        before = choice.currentIndex()
        QTest.keyClick(choice, Qt.Key.Key_Down)
        assert choice.currentIndex() == before + 1, text


def head(hands: Hands) -> str:
    return hands.window.annotations._head.text()


def test_a_label_unchecked_is_neither_drawn_nor_listed(marked: Hands) -> None:
    assert listed(marked) == ["REGION", "GOV", "MEASURE"] and drawn(marked) == 3
    QTest.keyClick(popup(marked).labels["REGION"], Qt.Key.Key_Space)
    assert listed(marked) == ["GOV", "MEASURE"] and drawn(marked) == 2
    assert head(marked).endswith("2 / 3")
    panel = marked.window.annotations
    assert panel.funnel.at_work and panel.everything.isVisible()


def test_one_click_shows_everything_again(marked: Hands) -> None:
    shown = popup(marked)
    QTest.keyClick(shown.labels["REGION"], Qt.Key.Key_Space)
    choose(shown.noted, "没有备注")
    assert listed(marked) == ["MEASURE"]
    shown.hide()
    QTest.mouseClick(marked.window.annotations.everything, LEFT)
    assert len(listed(marked)) == drawn(marked) == 3
    assert head(marked).endswith("　3") and not marked.window.annotations.everything.isVisible()
    QTest.keyClick(popup(marked).labels["GOV"], Qt.Key.Key_Space)
    marked.key(Qt.Key.Key_Escape)
    marked.reader.setFocus()
    marked.key(Qt.Key.Key_L, CONTROL | SHIFT)
    assert drawn(marked) == 3


def test_entities_and_measures_are_hidden_as_a_whole(marked: Hands) -> None:
    shown = popup(marked)
    QTest.keyClick(shown.entities, Qt.Key.Key_Space)
    assert listed(marked) == ["MEASURE"] and drawn(marked) == 1
    assert not shown.labels["REGION"].isChecked() and shown.labels["MEASURE"].isChecked()
    QTest.keyClick(shown.labels["GOV"], Qt.Key.Key_Space)
    assert shown.entities.checkState() == Qt.CheckState.PartiallyChecked
    QTest.keyClick(shown.entities, Qt.Key.Key_Space)  # some were hidden: all come back
    assert drawn(marked) == 3 and shown.entities.checkState() == Qt.CheckState.Checked
    QTest.keyClick(shown.labels["MEASURE"], Qt.Key.Key_Space)
    assert listed(marked) == ["REGION", "GOV"]


def test_the_work_of_one_author_can_be_hidden(marked: Hands) -> None:
    shown = popup(marked)
    assert list(shown.authors) == sorted(["甲", "乙"])
    QTest.keyClick(shown.authors["甲"], Qt.Key.Key_Space)
    assert listed(marked) == ["GOV"] and drawn(marked) == 1


def test_attribute_value_and_note_narrow_the_list_alone(marked: Hands) -> None:
    shown = popup(marked)
    choose(shown.noted, "有备注")
    assert listed(marked) == ["GOV"] and drawn(marked) == 3
    choose(shown.noted, "没有备注")
    assert listed(marked) == ["REGION", "MEASURE"]
    shown.everything.click()
    assert not shown.value.isEnabled()
    choose(shown.attribute, shown.attribute.itemText(1))
    assert "MEASURE" in listed(marked) and shown.value.isEnabled()
    choose(shown.value, shown.value.itemText(1))
    assert listed(marked) == ["MEASURE"] and drawn(marked) == 3
    assert head(marked).endswith("1 / 3")


def test_what_is_hidden_is_not_open_any_longer(marked: Hands) -> None:
    marked.window.place.activate(marked.window.bridge.annotations("a")[0].id)
    QTest.keyClick(popup(marked).labels["REGION"], Qt.Key.Key_Space)
    assert marked.window.place.active == ""


def test_tagging_with_a_hidden_label_shows_its_layer_again(marked: Hands) -> None:
    marked.window.place.show_layers(Layers(frozenset({"REGION", "GOV"}), frozenset({"tester"})))
    assert drawn(marked) == 1
    marked.reader.select(Span(0, 2))
    made = marked.tag("r")
    assert made.label == "REGION" and marked.window.place.active == made.id
    assert marked.window.place.layers == Layers(frozenset({"GOV"}))
    assert made.id in {mark.id for mark in marked.reader.flow.page.marks}


def test_hidden_layers_stay_hidden_in_the_next_article_and_view(marked: Hands) -> None:
    marked.window.place.show_layers(Layers(labels=frozenset({"REGION"})))
    marked.article("b")
    marked.article("a")
    marked.view("hans")
    assert drawn(marked) == 2


def test_another_project_has_nothing_hidden(marked: Hands, sample: Path) -> None:
    marked.window.place.show_layers(Layers(labels=frozenset({"REGION"})))
    assert marked.window.files.open_path(sample)
    assert marked.window.place.layers == NOTHING_HIDDEN


def test_going_from_mark_to_mark_passes_over_the_hidden(marked: Hands) -> None:
    marked.window.place.show_layers(Layers(labels=frozenset({"GOV"})))
    marked.reader.setFocus()
    seen: list[str] = []
    for _ in range(2):
        marked.window.actions_["mark-next"].trigger()
        opened = marked.window.bridge.annotation("a", marked.window.place.active)
        seen += [opened.label] if opened else []
    assert seen and "GOV" not in seen


def test_a_filter_that_wants_nothing_says_so(marked: Hands) -> None:
    shown = popup(marked)
    QTest.keyClick(shown.entities, Qt.Key.Key_Space)
    QTest.keyClick(shown.labels["MEASURE"], Qt.Key.Key_Space)
    panel = marked.window.annotations
    assert panel._none.isVisible() and "筛选" in panel._none.text()
    assert panel.funnel.isVisible() and panel.everything.isVisible()


def test_the_popup_stays_on_the_screen_and_closes_by_esc(marked: Hands, qtbot: QtBot) -> None:
    shown = popup(marked)
    frame = 2  # that this platform puts around every window
    room = shown.screen().availableGeometry().adjusted(-frame, -frame, frame, frame)
    assert room.contains(shown.geometry())
    QTest.keyClick(shown, Qt.Key.Key_Escape)
    assert not shown.isVisible()
