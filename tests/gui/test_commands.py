"""The one table of commands: keys, menus, and who does what."""

from __future__ import annotations

from collections import Counter

from PySide6.QtGui import QKeySequence

from annotations import tagset
from gui.commands import COMMANDS, MENUS
from gui.dialogs.shortcuts import ShortcutSheet, sheet
from gui.window import Window


def test_no_key_means_two_things() -> None:
    keys = Counter(QKeySequence(key).toString() for c in COMMANDS for key in c.keys)
    assert "" not in keys, "Qt does not know this key"
    assert [key for key, many in keys.items() if many > 1] == []


def test_no_command_takes_a_key_of_the_tags() -> None:
    taken = {key.lower() for command in COMMANDS for key in command.keys}
    tags = {label.key for label in tagset.default().labels.values()}
    assert not taken & tags


def test_no_two_tags_share_a_key_and_no_code_begins_another() -> None:
    tags = tagset.default()
    keys = [label.key for label in (*tags.entities, tags.measure)]
    assert len(set(keys)) == len(keys)
    codes = [type.code for type in tags.types]
    assert len(set(codes)) == len(codes)
    assert {len(code) for code in codes} == {2}


def test_every_command_stands_in_its_menu_and_does_something(window: Window) -> None:
    parents = {menu.parent for menu in MENUS}
    assert {command.menu for command in COMMANDS} | parents == {menu.id for menu in MENUS} | {""}
    for command in COMMANDS:
        assert window.actions_[command.id] in window.menus[command.menu].actions()
    for menu in MENUS:
        if menu.parent:
            inside = window.menus[menu.parent].actions()
            assert window.menus[menu.id].menuAction() in inside


def test_commands_that_need_an_article_are_off_without_one(window: Window) -> None:
    for command in COMMANDS:
        assert window.actions_[command.id].isEnabled() == (command.when == "always"), command.id


def test_the_sheet_of_keys_shows_every_command_and_every_tag(window: Window) -> None:
    shown = {text for _, entries in sheet(tagset.default()) for _, text in entries}
    assert {c.label.rstrip("…") for c in COMMANDS if c.keys} <= shown
    assert {e.names.hans for e in tagset.default().entities} <= shown
    ShortcutSheet(window, tagset.default()).close()
