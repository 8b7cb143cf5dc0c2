"""Keys that the user changes: kept, heard, shown everywhere, and never taken unasked."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialogButtonBox

from annotations import tagset
from gui import commands, keymap, settings
from gui.commands import COMMANDS, named
from gui.dialogs.help_pages import filled
from gui.dialogs.key_plan import Plan
from gui.dialogs.keys import KeysDialog
from gui.dialogs.shortcuts import sheet
from gui.hands import CONTROL, Hands

TAGS = tagset.default()


@pytest.fixture
def dialog(hands: Hands) -> KeysDialog:
    """The dialog as its command opens it."""
    hands.window.actions_["keys"].trigger()
    found = hands.window.findChild(KeysDialog)
    assert found is not None
    hands.settle()
    return found


def choose(dialog: KeysDialog, command: str) -> None:
    dialog.list.setCurrentIndex(dialog.model.where(lambda offer: offer.id == command))


# -- the plan -----------------------------------------------------------------------------


def test_the_table_has_no_key_of_the_text_or_of_a_tag() -> None:
    plan = Plan.now(TAGS)
    for command in COMMANDS:
        for key in plan.keys[command.id]:
            assert plan.owner(key, command.id) is None, (command.id, key)
    assert plan.changed == {} and plan.clashes == {}


@pytest.mark.parametrize("key", ["Left", "Space", "Ctrl+A", "Shift+PgDown", "r", "Shift+R", "M"])
def test_what_the_text_and_the_tags_have_can_never_be_given(key: str) -> None:
    owner = Plan.now(TAGS).owner(key, "note")
    assert owner is not None and owner.name and not owner.command


def test_a_key_of_another_command_is_told_and_can_be_taken_on_purpose() -> None:
    plan = Plan.now(TAGS)
    owner = plan.owner("ctrl+b", "note")
    assert owner is not None and owner.command == "backup"
    silently = plan.with_keys("note", ["Ctrl+B"])
    assert set(silently.clashes["Ctrl+B"]) == {"backup", "note"}
    taken = plan.freed("Ctrl+B", "note").with_keys("note", ["Ctrl+B"])
    assert taken.clashes == {}
    assert taken.changed == {"backup": (), "note": ("Ctrl+B",)}
    assert taken.restored(named("note")).changed == {"backup": ()}


# -- what is kept -------------------------------------------------------------------------


@pytest.mark.parametrize("told", ["", "{", "[]", '"x"', '{"note": 3}', '{"note": ["", 5]}'])
def test_what_somebody_else_wrote_is_no_fault(home: Path, told: str) -> None:
    settings.put("keys", told)
    assert keymap.changed().get("note", ()) == ()


def test_keys_are_kept_and_no_entry_is_left_where_none_differs(home: Path) -> None:
    keymap.keep({"note": ("Ctrl+7", "F10")})
    assert named("note").bound == ("Ctrl+7", "F10")
    assert named("delete").bound == named("delete").keys
    keymap.keep({})
    assert settings.get("keys") == ""
    assert named("note").bound == named("note").keys


# -- in the window ------------------------------------------------------------------------


def test_a_changed_key_is_heard_and_told_everywhere(hands: Hands, dialog: KeysDialog) -> None:
    choose(dialog, "zoom-in")
    dialog.edit.setFocus()
    QTest.keyClick(dialog.edit, Qt.Key.Key_7, CONTROL)
    assert dialog.told.text() == ""
    dialog.put.click()
    dialog.buttons.button(QDialogButtonBox.StandardButton.Ok).click()
    hands.window.activateWindow()
    hands.reader.setFocus()
    hands.settle()
    before = settings.get("zoom")
    hands.key(Qt.Key.Key_7, CONTROL)
    assert settings.get("zoom") > before
    now = settings.get("zoom")
    hands.key(Qt.Key.Key_Equal, CONTROL)
    assert settings.get("zoom") == now, "the old key still does it"
    assert ("Ctrl+7", named("zoom-in").label) in dict(sheet(TAGS))[_menu("view")]
    assert filled("{key:zoom-in}", TAGS) == "[[Ctrl+7]]"
    button = hands.window.bar.findChildren(type(hands.window.bar.zoom))
    assert any("Ctrl+7" in one.toolTip() for one in button)


def _menu(id: str) -> str:
    return next(menu.label for menu in commands.MENUS if menu.id == id)


def test_a_taken_key_is_told_in_place_and_given_only_when_it_is_asked_for(
    hands: Hands, dialog: KeysDialog
) -> None:
    choose(dialog, "note")
    dialog.edit.setFocus()
    QTest.keyClick(dialog.edit, Qt.Key.Key_B, CONTROL)
    assert named("backup").label in dialog.told.text()
    assert not dialog.put.isEnabled() and not dialog.add.isEnabled()
    assert dialog.take.isVisible()
    dialog.take.click()
    assert dialog.put.isEnabled() and dialog.told.text() == ""
    dialog.put.click()
    assert dialog.plan.changed == {"backup": (), "note": ("Ctrl+B",)}
    dialog.back.click()
    dialog.all_back.click()
    assert dialog.plan.changed == {}


def test_a_tag_key_is_told_and_cannot_be_taken(hands: Hands, dialog: KeysDialog) -> None:
    choose(dialog, "note")
    dialog.edit.setFocus()
    QTest.keyClick(dialog.edit, Qt.Key.Key_R)
    assert TAGS.labels["REGION"].names.hans in dialog.told.text()
    assert not dialog.take.isVisible() and not dialog.put.isEnabled()


def test_two_commands_that_want_one_key_back_are_told_and_not_kept(
    hands: Hands, dialog: KeysDialog
) -> None:
    dialog.plan = dialog.plan.freed("Ctrl+B", "note").with_keys("note", ["Ctrl+B"])
    choose(dialog, "backup")
    dialog.back.click()
    ok = dialog.buttons.button(QDialogButtonBox.StandardButton.Ok)
    assert not ok.isEnabled()
    assert named("note").label in dialog.told.text()
    choose(dialog, "note")
    dialog.none.click()
    assert ok.isEnabled()


def test_commands_are_found_by_name_pinyin_and_key(dialog: KeysDialog) -> None:
    for typed in ("备注", "xbz", "note", "Ctrl+D"):
        dialog.wanted.setText(typed)
        assert "note" in [offer.id for offer in dialog.model.rows], typed
