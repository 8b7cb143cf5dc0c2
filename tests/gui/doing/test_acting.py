"""The program's own count of keys, clicks and drags."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotations.model import Span
from gui import settings
from gui.dialogs.effort import EffortDialog
from gui.effort import Effort
from gui.hands import CONTROL, NONE, Hands


@pytest.fixture(autouse=True)
def without_form(home: Path) -> None:
    """The form of a measure takes the keys when one is tagged; here it does not open."""
    settings.put("slots", False)


def counted(hands: Hands) -> tuple[int, int, int]:
    whole = hands.window.doing.acting.ledger.whole
    return whole.keys, whole.clicks, whole.drags


def test_a_drag_and_a_key_are_two_actions_and_one_annotation(hands: Hands) -> None:
    assert hands.drag(Span(198, 202))
    hands.tag("t")
    whole = hands.window.doing.acting.ledger.whole
    assert counted(hands) == (1, 0, 1)
    assert (whole.entities, whole.measures, whole.saved) == (1, 0, 0.0)


def test_keys_count_once_whether_they_are_commands_moves_or_letters(hands: Hands) -> None:
    hands.key(Qt.Key.Key_Right)
    hands.key(Qt.Key.Key_F4)
    hands.letters("mag")
    hands.key(Qt.Key.Key_Z, CONTROL)
    assert counted(hands) == (6, 0, 0)
    hands.key(Qt.Key.Key_Shift)
    assert counted(hands) == (6, 0, 0)


def test_keys_count_in_a_list_and_in_a_field_too(hands: Hands) -> None:
    hands.reader.select(Span(198, 202))
    hands.key(Qt.Key.Key_Return)
    hands.letters("qy")
    hands.key(Qt.Key.Key_Return)
    assert counted(hands) == (4, 0, 0)
    assert hands.window.doing.acting.ledger.whole.entities == 1


def test_clicks_count_each_and_a_double_click_is_two(hands: Hands) -> None:
    hands.click(210)
    assert counted(hands) == (0, 1, 0)
    box = hands.reader.place_of(300)
    assert box is not None
    pane, left, none = hands.reader.viewport(), Qt.MouseButton.LeftButton, NONE
    QTest.mouseClick(pane, left, none, box.center())
    QTest.mouseDClick(pane, left, none, box.center())  # the second press alone
    QTest.mouseRelease(pane, left, none, box.center())
    assert counted(hands) == (0, 3, 0)


def test_what_is_undone_was_not_made_and_what_is_redone_was(hands: Hands) -> None:
    bridge, article = hands.window.bridge, hands.window.place.article

    def made() -> tuple[int, int]:
        of = hands.window.doing.acting.ledger.of(article)
        return of.entities, of.measures

    hands.reader.select(Span(198, 202))
    entity = hands.tag("r")
    hands.tag("mag")
    assert made() == (1, 1)
    seen = []
    for verb in ("undo", "undo", "redo", "redo"):
        bridge.do(lambda project, verb=verb: getattr(project, verb)())
        seen.append(made())
    assert seen == [(1, 0), (0, 0), (1, 0), (1, 1)]
    bridge.do(lambda project: project.remove(article, [entity.id]))
    assert made() == (0, 1)
    bridge.do(lambda project: project.undo())
    assert made() == (1, 1)


def test_each_article_has_its_own_count(hands: Hands) -> None:
    first = hands.window.place.article
    hands.key(Qt.Key.Key_Right)
    hands.key(Qt.Key.Key_PageDown, CONTROL)
    second = hands.window.place.article
    assert second != first
    hands.key(Qt.Key.Key_Right)
    hands.key(Qt.Key.Key_Right)
    ledger = hands.window.doing.acting.ledger
    assert (ledger.of(first).keys, ledger.of(second).keys) == (2, 2)


def test_the_panel_shows_the_count_and_begins_anew(hands: Hands) -> None:
    hands.drag(Span(198, 202))
    hands.tag("t")
    hands.window.actions_["effort"].trigger()
    dialog = hands.window.findChild(EffortDialog)
    assert dialog is not None
    shown = [cell.text() for cell in dialog._values[0]]
    assert shown[:6] == ["1", "0", "1", "2", "1", "0"] and shown[-1] == "0 %"
    dialog.anew_wanted.emit()
    dialog.refresh()
    assert hands.window.doing.acting.ledger.whole == Effort()
    assert dialog._values[1][-1].text() == "—"
    dialog.close()
