"""The editor of the tag set by keys and mouse: one step, conflicts told at once, previews first."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QMessageBox

from annotations.project import Project
from annotations.tagset import default, shipped
from annotations.tagset.editing import Item
from gui import look
from gui.dialogs.tagset.asking import TEXT, MergeDialog, SplitDialog
from gui.dialogs.tagset.choosing import ChooseDialog
from gui.dialogs.tagset.editor import TagSetEditor
from gui.dialogs.tagset.fields import FIELDS
from gui.hands import Hands
from gui.panels.tags import TagButton
from gui.panels.tick import Tick

REGION = Item("entity", "REGION")
LEFT = Qt.MouseButton.LeftButton
_D = TypeVar("_D", bound=QDialog)


@pytest.fixture
def project(hands: Hands) -> Project:
    found = hands.window.bridge.project
    assert found is not None
    return found


@pytest.fixture
def editor(hands: Hands, project: Project) -> Iterator[TagSetEditor]:
    made = TagSetEditor(hands.window, project, look.theme("light"))
    made.show()
    made.activateWindow()
    hands.settle()
    yield made
    made.draft.edits = ()  # no question about them
    made.close()


def line(editor: TagSetEditor, field: str) -> QLineEdit:
    found = editor.form.editors[field]
    assert isinstance(found, QLineEdit)
    return found


def typed(editor: TagSetEditor, field: str, text: str) -> None:
    """Type into a field in place of what is there, and leave it."""
    found = line(editor, field)
    found.setFocus()
    found.selectAll()
    QTest.keyClicks(found, text) if text.isascii() else found.insert(text)
    if not text.isascii():  # Chinese has no keys
        found.textEdited.emit(found.text())
    QTest.keyClick(found, Qt.Key.Key_Return)
    assert editor.isVisible()  # Return ends a field, not the dialog


def dialog(kind: type[_D]) -> _D:
    """The dialog of a kind that is open now."""
    found = QApplication.activeModalWidget()
    assert isinstance(found, kind)
    return found


def counts(project: Project) -> dict[str, int]:
    return dict(project.tagset_used().labels)


def unused(project: Project) -> Item:
    """A measure type that nothing in the project has."""
    used = project.tagset_used().types
    return Item("measure_type", next(id for id in project.tagset.by_type if id not in used))


def edited(hands: Hands, deed: Callable[[TagSetEditor], object]) -> None:
    """The command, what is done in its window, and Save."""
    hands.window.articles.filter.setFocus()  # off screen the keys stay where they are
    hands.window.actions_["tagset"].trigger()
    editor = dialog(TagSetEditor)
    deed(editor)
    QTest.mouseClick(editor.ok, LEFT)
    assert not editor.isVisible()
    hands.settle()


# -- editing --------------------------------------------------------------------------------


def test_names_key_and_hue_are_changed_in_one_step_and_tag_at_once(
    hands: Hands, project: Project
) -> None:
    steps = len(project.log())

    def deed(editor: TagSetEditor) -> None:
        editor.tree.go(REGION)
        typed(editor, "hans", "地区")
        typed(editor, "key", "y")

    edited(hands, deed)
    label = project.tagset.labels["REGION"]
    assert (label.names.hans, label.key) == ("地区", "y")
    assert len(project.log()) == steps + 1
    buttons = hands.window.tags.findChildren(TagButton)
    assert "地区" in [button.text() for button in buttons if not button.isHidden()]
    hands.reader.setFocus()
    assert hands.tag("y").label == "REGION"


def test_a_key_that_is_taken_is_told_at_once_and_cannot_be_saved(editor: TagSetEditor) -> None:
    editor.tree.go(REGION)
    QTest.keyClicks(line(editor, "key"), "g")
    assert not editor.fault.text()  # the field was full
    typed(editor, "key", "g")
    assert default().labels["GOV"].names.hans in editor.fault.text()
    assert not editor.ok.isEnabled()
    typed(editor, "key", "y")
    assert not editor.fault.text() and editor.ok.isEnabled()


def test_two_keys_change_places(editor: TagSetEditor) -> None:
    editor.tree.go(REGION)
    typed(editor, "key", "g")
    editor.tree.go(Item("entity", "GOV"))
    typed(editor, "key", "r")
    assert not editor.fault.text() and editor.ok.isEnabled()


def test_every_kind_of_entry_has_a_form_that_shows_what_it_says(editor: TagSetEditor) -> None:
    shown: set[str] = set()
    for item in list(editor.tree._items):  # pyright: ignore[reportPrivateUsage]
        editor.tree.go(item)
        shown.add(item.table)
        entry = editor.draft.entry(item)
        for field in FIELDS[item.table]:
            found = editor.form.editors[field.name]
            if isinstance(found, QLineEdit) and isinstance(entry.get(field.name), str):
                assert found.text() == entry[field.name]
    assert shown == set(FIELDS) and not editor.draft.edits


def test_what_an_entry_concerns_is_counted_and_listed(
    editor: TagSetEditor, project: Project
) -> None:
    editor.tree.go(REGION)
    many = counts(project)["REGION"]
    assert str(many) in editor.spans.told.text()
    assert editor.spans.list.count() == min(many, 60)
    editor.tree.go(unused(project))
    assert editor.spans.told.text() and not editor.spans.list.isVisible()


def test_a_new_id_is_given_to_all_that_has_the_old_one(hands: Hands, project: Project) -> None:
    before = counts(project)

    def deed(editor: TagSetEditor) -> None:
        editor.tree.go(REGION)
        typed(editor, "id", "PLACE")
        assert editor.form.item == Item("entity", "PLACE")
        assert editor.tree.current() == editor.form.item

    edited(hands, deed)
    assert counts(project)["PLACE"] == before["REGION"]
    hands.window.actions_["undo"].trigger()
    assert counts(project) == before and project.tagset.raw_toml == default().raw_toml


def test_a_retired_tag_is_offered_no_more_and_comes_back(hands: Hands, project: Project) -> None:
    def press(editor: TagSetEditor) -> None:
        editor.tree.go(REGION)
        QTest.mouseClick(editor.retire, LEFT)

    edited(hands, press)
    assert project.tagset.labels["REGION"].retired
    article = hands.window.place.article
    many = len(project.annotations(article))
    QTest.keyClicks(hands.reader, "r")
    assert len(project.annotations(article)) == many
    edited(hands, press)
    assert not project.tagset.labels["REGION"].retired


def test_a_merge_shows_what_it_concerns_before_and_is_undone_exactly(
    hands: Hands, project: Project
) -> None:
    before = counts(project)

    def deed(editor: TagSetEditor) -> None:
        editor.tree.go(Item("entity", "MACRO"))
        QTest.mouseClick(editor.merge, LEFT)
        merging = dialog(MergeDialog)
        assert str(before["MACRO"]) in merging.spans.told.text()
        merging.choice.setCurrentIndex(merging.choice.findData("REGION"))
        QTest.mouseClick(merging.ok, LEFT)
        assert editor.form.item == REGION

    edited(hands, deed)
    assert counts(project)["REGION"] == before["REGION"] + before["MACRO"]
    assert "MACRO" not in project.tagset.labels
    hands.window.actions_["undo"].trigger()
    assert counts(project) == before


def test_a_split_by_text_says_how_many_before_it_is_done(hands: Hands, project: Project) -> None:
    text, many = next(iter(project.tagged_texts(REGION).items()))

    def deed(editor: TagSetEditor) -> None:
        editor.tree.go(REGION)
        QTest.mouseClick(editor.split, LEFT)
        splitting = dialog(SplitDialog)
        assert not splitting.ok.isEnabled()
        QTest.keyClicks(splitting.id, "TOWN")
        splitting.name.insert("城市")
        splitting.name.textEdited.emit("城市")
        assert splitting.texts.item(0).data(TEXT) == text
        splitting.texts.item(0).setCheckState(Qt.CheckState.Checked)
        assert str(many) in splitting.told.text() and splitting.ok.isEnabled()
        QTest.keyClicks(splitting.key, "g")
        assert splitting.fault.text() and not splitting.ok.isEnabled()
        splitting.key.clear()
        QTest.keyClicks(splitting.key, "y")
        QTest.mouseClick(splitting.ok, LEFT)

    edited(hands, deed)
    assert counts(project)["TOWN"] == many and project.tagset.by_key["y"].id == "TOWN"


def test_a_split_by_hand_takes_what_was_picked(editor: TagSetEditor, project: Project) -> None:
    splitting = SplitDialog(editor, editor.draft, REGION, project)
    splitting.by.setCurrentIndex(2)
    splitting.spans.list.item(1).setCheckState(Qt.CheckState.Checked)
    (picked,) = splitting.chosen().picked or frozenset()
    article, annotation = picked
    assert project.annotation(article, annotation).label == "REGION"


def test_what_is_in_use_is_not_removed_and_what_is_not_goes(
    editor: TagSetEditor, project: Project
) -> None:
    editor.tree.go(REGION)
    QTest.mouseClick(editor.remove, LEFT)
    assert editor.fault.text() and not editor.draft.edits
    editor.tree.go(unused(project))
    QTest.mouseClick(editor.remove, LEFT)
    assert not editor.draft.entry(unused(project)) and not editor.fault.text()


def test_entries_of_each_kind_are_added_and_fit(hands: Hands, project: Project) -> None:
    def deed(editor: TagSetEditor) -> None:
        for table in ("entity", "measure_group", "measure_type", "attribute", "relation"):
            editor._add(table)  # pyright: ignore[reportPrivateUsage]
            assert editor.form.item.table == table and not editor.fault.text()

    edited(hands, deed)
    assert "NEW" in project.tagset.labels and "NEW" in project.tagset.by_type


def test_an_empty_tag_set_gets_a_tag_and_a_layer_of_measures(
    hands: Hands, project: Project
) -> None:
    project.adopt_tagset(shipped()["empty"].raw_toml)
    made = TagSetEditor(hands.window, project, look.theme("light"))
    made._add_layer()  # pyright: ignore[reportPrivateUsage]
    made._add("entity")  # pyright: ignore[reportPrivateUsage]
    assert made.draft.fault is None
    project.edit_tagset(made.edits())
    assert project.tagset.measure.id == "MEASURE" and not project.tagset.measure.retired


def test_entries_move_among_their_own_by_keys(editor: TagSetEditor) -> None:
    editor.tree.go(REGION)
    QTest.keyClick(editor, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert editor.draft.labels()[:2] == ["MACRO", "REGION"]
    QTest.keyClick(editor, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert editor.draft.labels()[:2] == ["REGION", "MACRO"]


def test_a_tick_sets_and_takes_away_its_field(editor: TagSetEditor) -> None:
    editor.tree.go(Item("attribute", "code"))
    tick = editor.form.editors["many"]
    assert isinstance(tick, Tick) and tick.isChecked()
    QTest.keyClick(tick, Qt.Key.Key_Space)
    assert "many" not in editor.draft.entry(Item("attribute", "code"))


def test_edits_are_given_up_only_when_that_is_said(
    editor: TagSetEditor, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = [QMessageBox.StandardButton.Cancel, QMessageBox.StandardButton.Discard]
    monkeypatch.setattr(QMessageBox, "question", lambda *_: answers.pop(0))
    editor.tree.go(REGION)
    typed(editor, "key", "y")
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert editor.isVisible()
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert not editor.isVisible() and not answers


# -- as a whole -----------------------------------------------------------------------------


def test_another_tag_set_is_taken_from_a_file_after_telling_what_is_kept(
    hands: Hands, project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    answers = [QMessageBox.StandardButton.Cancel, QMessageBox.StandardButton.Yes]
    monkeypatch.setattr(
        QMessageBox, "question", lambda *words: (asked.append(words[2]), answers.pop(0))[1]
    )
    file = tmp_path / "o.toml"
    file.write_text(shipped()["ontonotes-5"].raw_toml, "utf-8")
    labelling = hands.window.doing.labelling
    assert not labelling.read_from(file) and project.tagset.id == default().id
    assert labelling.read_from(file) and project.tagset.id == "ontonotes-5"
    assert "REGION" in asked[0] and project.tagset.labels["REGION"].retired
    out = tmp_path / "out.toml"
    assert labelling.write_to(out) and out.read_text("utf-8") == project.tagset.raw_toml
    hands.window.actions_["undo"].trigger()
    assert project.tagset.raw_toml == default().raw_toml


@pytest.mark.parametrize("content", [b"a = ", b"\xff", b""])
def test_a_bad_file_is_told_in_the_line_above_the_text(
    hands: Hands, project: Project, tmp_path: Path, content: bytes
) -> None:
    file = tmp_path / "b.toml"
    file.write_bytes(content)
    assert not hands.window.doing.labelling.read_from(file)
    assert hands.window.desk.banner.isVisible()
    assert project.tagset.raw_toml == default().raw_toml


@pytest.mark.parametrize("id", sorted(shipped()))
def test_a_project_is_made_with_any_of_the_shipped_tag_sets(
    hands: Hands, tmp_path: Path, id: str
) -> None:
    window = hands.window
    assert window.files.open_path(tmp_path / "q.danqian", create=True, tagset=shipped()[id])
    hands.settle()
    project = window.bridge.project
    assert project is not None and project.tagset.id == id
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    shown = [b for b in window.tags.findChildren(TagButton) if b.isVisibleTo(window.tags)]
    keys = {button.key for button in shown}
    assert keys == set(shipped()[id].by_key)


def test_the_choice_for_a_new_project_begins_with_the_default(hands: Hands) -> None:
    choosing = ChooseDialog(hands.window, new=True)
    assert choosing.chosen() is default()
    assert {tagset.id for tagset in choosing.tagsets} == set(shipped())
    choosing.group.buttons()[-1].click()
    assert choosing.chosen().id == "empty"


def test_down_and_up_go_from_entry_to_entry_past_the_headings(editor: TagSetEditor) -> None:
    tree = editor.tree
    tree.setFocus()
    tree.expandAll()
    tree.go(Item("tagset"))
    every = list(tree._items)
    assert walked(editor, Qt.Key.Key_Down) == every
    assert walked(editor, Qt.Key.Key_Up) == every[::-1]


def walked(editor: TagSetEditor, key: Qt.Key) -> list[Item | None]:
    """Where a key leads from the current entry on, until it leads nowhere."""
    found = [editor.tree.current()]
    while True:
        QTest.keyClick(editor.tree, key)
        if editor.tree.current() == found[-1]:
            return found
        found.append(editor.tree.current())
