"""The panel of suggestions, by real keys and clicks."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gui.hands import CONTROL, NONE, Hands
from gui.panels.suggestions import SuggestionsPanel
from gui.panels.suggestions_list import GroupLine, HeadLine, PlaceLine
from gui.panels.tick import Tick
from tests.gui.suggesting.working import (
    WAIT,
    current,
    judging,
    pending,
    project_of,
    state,
    tagged,
)

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def panel(suggested: Hands) -> SuggestionsPanel:
    """Opened by its key, with the keys in its list."""
    suggested.key(Qt.Key.Key_S, CONTROL | ALT)
    made = suggested.window.suggestions
    assert made.isVisible() and made.list.hasFocus()
    return made


def rows(panel: SuggestionsPanel) -> list[str]:
    told: list[str] = []
    for line in panel.list.lines.rows:
        if isinstance(line, HeadLine):
            told.append(f"{line.name} {line.count}")
        elif isinstance(line, GroupLine):
            told.append(f"{line.text} ×{line.many}")
        else:
            told.append(f"…{line.before}[{line.text}]{line.after}")
    return told


def test_it_lists_names_by_place_then_measures(panel: SuggestionsPanel) -> None:
    assert rows(panel) == [
        *("名称 7", "上海 ×3", "市长 ×1", "苏州 ×2", "长三角 ×1"),
        *("合作措施 1", "共建园区 ×1"),
    ]
    line = panel.list.current()
    assert isinstance(line, GroupLine) and line.text == "上海"


def test_by_label_it_follows_the_tag_set(panel: SuggestionsPanel, suggested: Hands) -> None:
    panel.orders["label"].click()  # type: ignore[attr-defined]
    suggested.settle()
    assert rows(panel)[1:5] == ["上海 ×3", "苏州 ×2", "长三角 ×1", "市长 ×1"]


def test_enter_accepts_delete_rejects_and_the_next_is_current(
    panel: SuggestionsPanel, suggested: Hands
) -> None:
    suggested.key(Qt.Key.Key_Return)
    assert tagged(suggested) == ["REGION 上海"] * 3
    assert current(suggested) == "OFFICE 市长" and panel.list.hasFocus()
    suggested.key(Qt.Key.Key_Delete)
    assert "市长" not in pending(suggested) and current(suggested) == "REGION 苏州"
    suggested.key(Qt.Key.Key_Z, CONTROL)
    assert "市长" in pending(suggested)


def test_keys_of_the_text_work_in_the_list(panel: SuggestionsPanel, suggested: Hands) -> None:
    suggested.letters("3")
    assert current(suggested) == "OFFICE 市长"
    suggested.letters("[")
    assert current(suggested) == "OFFICE 海市长"
    suggested.letters("1")
    assert tagged(suggested) == ["OFFICE 海市长"]
    suggested.letters("p")
    assert "PERSON" in " ".join(tagged(suggested))
    assert panel.list.hasFocus()


def test_up_and_down_lead_the_text_along_over_headings(
    panel: SuggestionsPanel, suggested: Hands
) -> None:
    for _ in range(4):
        suggested.key(Qt.Key.Key_Down)
    assert current(suggested) == "MEASURE 共建园区"
    assert suggested.reader.flow.seen.hint == "?MEASURE:20-24"
    suggested.key(Qt.Key.Key_Up)
    assert current(suggested) == "MACRO 长三角"


def test_a_group_opens_to_its_places_and_one_is_judged_alone(
    panel: SuggestionsPanel, suggested: Hands
) -> None:
    suggested.key(Qt.Key.Key_Right)
    places = [line for line in panel.list.lines.rows if isinstance(line, PlaceLine)]
    assert [line.one.hull.start for line in places] == [0, 15, 27]
    suggested.key(Qt.Key.Key_Down)
    suggested.key(Qt.Key.Key_Down)
    suggested.letters("6")
    left = [one for one in judging(suggested).proposals.pending if one.quote == "上海"]
    assert [one.hull.start for one in left] == [0, 27]
    panel.list.choose(None)
    panel.list.setCurrentIndex(panel.list.lines.index(1))
    suggested.key(Qt.Key.Key_Left)
    assert not any(isinstance(line, PlaceLine) for line in panel.list.lines.rows)


def test_filters_leave_out_what_is_not_wanted(panel: SuggestionsPanel, suggested: Hands) -> None:
    panel.levels.setCurrentIndex(2)
    panel.levels.activated.emit(2)
    suggested.settle()
    assert rows(panel) == ["名称 6", "上海 ×3", "苏州 ×2", "长三角 ×1"]
    assert len(suggested.reader.flow.seen.hints) == 6
    panel.labels.setCurrentIndex(panel.labels.findData("OFFICE"))
    panel.labels.activated.emit(0)
    suggested.settle()
    assert rows(panel) == [] and panel.deed.text() == "全部显示"
    panel.deed.click()
    suggested.settle()
    assert len(rows(panel)) == 7


def test_what_is_proposed_of_a_measure_can_be_changed_before(
    panel: SuggestionsPanel, suggested: Hands
) -> None:
    suggested.letters("4")
    suggested.settle()
    card = panel.card
    status = next(c for c in card.findChildren(type(panel.labels)) if c.accessibleName() == "状态")
    assert status.currentData() == "planned"
    status.setCurrentIndex(status.findData("agreed"))
    status.activated.emit(status.currentIndex())
    suggested.settle()
    (tick,) = card.findChildren(Tick)
    assert "上海" in tick.accessibleName()
    assert tick.isChecked()
    tick.click()
    suggested.settle()
    panel.card.accept.click()
    (made,) = [a for a in project_of(suggested).annotations("甲") if a.label == "MEASURE"]
    assert dict(made.attributes) == {"type": "PARK", "status": "agreed"}
    assert project_of(suggested).relations("甲") == ()


def test_when_nothing_is_left_it_says_so(panel: SuggestionsPanel, suggested: Hands) -> None:
    suggested.letters("11111")
    suggested.settle()
    assert panel.nothing.text() == "没有要看的建议了。" and panel.card.isHidden()


def test_switched_off_it_offers_to_switch_on(
    panel: SuggestionsPanel, suggested: Hands, qtbot: QtBot
) -> None:
    suggested.window.actions_["suggest"].trigger()
    suggested.settle()
    assert panel.nothing.text() == "建议关着。"
    panel.deed.click()
    qtbot.waitUntil(lambda: state(suggested) == "ready", timeout=WAIT)
    suggested.settle()
    assert rows(panel)


def test_escape_closes_it_and_the_keys_are_in_the_text(
    panel: SuggestionsPanel, suggested: Hands
) -> None:
    suggested.key(Qt.Key.Key_Escape)
    assert not panel.isVisible() and suggested.reader.hasFocus()
    assert suggested.window.tags.isVisible()


def test_a_measure_key_in_the_list_waits_for_its_letters_in_the_text(
    panel: SuggestionsPanel, suggested: Hands
) -> None:
    suggested.letters("4")
    visit = next(type for type in project_of(suggested).tagset.types if type.id == "VISIT")
    suggested.letters("m" + visit.code)
    (made,) = [a for a in project_of(suggested).annotations("甲") if a.label == "MEASURE"]
    assert made.attributes["type"] == "VISIT"


def test_a_click_on_the_arrow_opens_a_group(panel: SuggestionsPanel, suggested: Hands) -> None:
    box = panel.list.visualRect(panel.list.lines.index(1))
    at = box.center()
    at.setX(panel.list.viewport().width() - 8)
    QTest.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, NONE, at)
    assert any(isinstance(line, PlaceLine) for line in panel.list.lines.rows)


def test_everything_that_takes_keys_has_a_name(panel: SuggestionsPanel) -> None:
    from PySide6.QtWidgets import QWidget

    for part in panel.findChildren(QWidget):
        if part.focusPolicy() != Qt.FocusPolicy.NoFocus and part.isVisibleTo(panel):
            named = part.accessibleName() or getattr(part, "text", str)()
            assert named or part.parent() is panel.list, part
