"""What is chosen by typing: tags by name, any command, values of attributes."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from annotations.model import Annotation, Span
from gui import settings
from gui.commands import COMMANDS
from gui.hands import CONTROL, SHIFT, Hands
from gui.panels.chooser import Chooser
from tests.gui.typing_in import commit

WORD = Span(198, 202)


@pytest.fixture(autouse=True)
def without_form(home: Path) -> None:
    """The form of a measure takes the keys when one is tagged; here it does not open."""
    settings.put("slots", False)


def chooser(hands: Hands) -> Chooser:
    found = hands.window.doing.choosing.chooser
    assert found is not None
    return found


def names(hands: Hands) -> list[str]:
    return [offer.name for offer in chooser(hands).model.rows]


def active(hands: Hands) -> Annotation:
    place = hands.window.place
    found = hands.window.bridge.annotation(place.article, place.active)
    assert found is not None
    return found


def pick(hands: Hands, typed: str, span: Span | None = WORD) -> None:
    """Open the picker on a span and type; Chinese comes as from an input method."""
    if span is not None:
        hands.reader.select(span)
    hands.key(Qt.Key.Key_Return)
    if typed.isascii():
        hands.letters(typed)
    else:
        commit(chooser(hands).edit, typed)


# -- tags ---------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["企业", "企業", "qy", "qiye", "company", "Comp", "c", "COMPANY"])
def test_a_label_is_found_in_any_language_by_pinyin_key_and_id(hands: Hands, typed: str) -> None:
    pick(hands, typed)
    assert names(hands)[0] == "企业"
    hands.key(Qt.Key.Key_Return)
    assert (active(hands).label, active(hands).fragments) == ("COMPANY", (WORD,))
    assert not chooser(hands).isVisible() and hands.reader.hasFocus()


@pytest.mark.parametrize("typed", ["园区共建", "yqgj", "pk", "mpk", "m pk", "PARK"])
def test_a_measure_is_found_by_its_type_and_code(hands: Hands, typed: str) -> None:
    pick(hands, typed)
    hands.key(Qt.Key.Key_Return)
    assert active(hands).label == "MEASURE"
    assert active(hands).attributes["type"] == "PARK"


def test_every_tag_is_offered_with_its_key_colour_and_definition(hands: Hands) -> None:
    pick(hands, "")
    project = hands.window.bridge.project
    assert project is not None
    tagset = project.tagset
    rows = chooser(hands).model.rows
    assert len(rows) == len(tagset.offered) + len(tagset.offered_types)
    for row, label in zip(rows, tagset.offered, strict=False):
        assert (row.keys, row.hue, row.told) == (label.key.upper(), label.hue, label.definition)
    hands.key(Qt.Key.Key_Down)
    assert tagset.offered[1].example in chooser(hands).tip.text().replace("\n", "")


def test_what_was_tagged_lately_comes_first(hands: Hands) -> None:
    for keys in ("w", "mpk"):
        hands.reader.select(WORD)
        hands.tag(keys)
    pick(hands, "")
    assert names(hands)[:2] == ["园区共建", "产品品牌作品"]


def test_without_a_selection_the_open_mark_is_tagged_otherwise(hands: Hands) -> None:
    hands.reader.select(WORD)
    made = hands.tag("r")
    hands.reader.select(None)
    pick(hands, "gov", span=None)
    hands.key(Qt.Key.Key_Return)
    assert (active(hands).id, active(hands).label) == (made.id, "GOV")


def test_with_shift_the_open_mark_is_tagged_otherwise_where_something_is_selected(
    hands: Hands,
) -> None:
    hands.reader.select(WORD)
    made = hands.tag("r")
    pick(hands, "gov")
    hands.key(Qt.Key.Key_Return, SHIFT)
    assert (active(hands).id, active(hands).label) == (made.id, "GOV")
    hands.key(Qt.Key.Key_Return, SHIFT)
    hands.letters("inst")
    hands.key(Qt.Key.Key_Return)
    assert (active(hands).id, active(hands).label) == (made.id, "INST")


def test_with_neither_the_word_at_the_caret_is_tagged(hands: Hands) -> None:
    hands.reader.put_caret(WORD.start)
    word = hands.reader.word_at_caret()
    pick(hands, "r", span=None)
    hands.key(Qt.Key.Key_Return)
    assert active(hands).fragments == (word,)


def test_escape_does_nothing_and_gives_the_keys_back(hands: Hands) -> None:
    project = hands.window.bridge.project
    assert project is not None
    step = project.undoable
    pick(hands, "gov")
    hands.key(Qt.Key.Key_Escape)
    assert not chooser(hands).isVisible() and hands.reader.hasFocus()
    assert project.undoable == step and hands.reader.selection() == WORD


def test_one_who_clicks_elsewhere_leaves_the_list(hands: Hands) -> None:
    pick(hands, "gov")
    hands.click(WORD.end + 40)
    hands.reader.setFocus()
    assert not chooser(hands).isVisible()


@pytest.mark.parametrize("size", [(1024, 700), (1400, 900)])
@pytest.mark.parametrize("last", [False, True])
def test_the_list_stands_in_the_window_and_hides_not_what_it_is_about(
    hands: Hands, size: tuple[int, int], last: bool
) -> None:
    hands.window.resize(*size)
    hands.settle()
    project = hands.window.bridge.project
    assert project is not None
    end = len(project.article(hands.window.place.article).text) if last else 12
    pick(hands, "", Span(end - 8, end - 5))
    shown = chooser(hands)
    assert hands.window.rect().contains(shown.geometry())
    box = hands.reader.place_of(end - 8)
    assert box is not None
    corner = hands.reader.viewport().mapTo(hands.window, box.center())
    assert not shown.geometry().contains(corner)


# -- the palette --------------------------------------------------------------------------


def palette(hands: Hands, typed: str) -> None:
    hands.key(Qt.Key.Key_K, CONTROL)
    hands.letters(typed) if typed.isascii() else commit(chooser(hands).edit, typed)


@pytest.mark.parametrize("typed", ["深色", "配色", "ps", "theme", "F7"])
def test_a_command_is_found_in_any_language_by_pinyin_and_key(hands: Hands, typed: str) -> None:
    palette(hands, typed)
    assert any("配色" in name for name in names(hands))


def test_every_command_can_be_chosen_there_and_shows_its_keys(hands: Hands) -> None:
    assert any(command.id == "palette" and command.bound for command in COMMANDS)
    palette(hands, "")
    rows = {offer.id: offer for offer in chooser(hands).model.rows}
    for command in COMMANDS:
        offer = rows[f"command:{command.id}"]
        assert offer.enabled == hands.window.actions_[command.id].isEnabled()
        assert bool(offer.keys) == bool(command.bound)


def test_what_cannot_be_done_now_says_why_and_is_not_done(hands: Hands) -> None:
    palette(hands, "删除标注")
    offer = chooser(hands).current
    assert offer is not None and not offer.enabled and "标注" in offer.told
    hands.key(Qt.Key.Key_Return)
    assert chooser(hands).isVisible()


def test_a_chosen_command_is_done_and_the_keys_are_in_the_text_again(hands: Hands) -> None:
    palette(hands, "F4")
    hands.key(Qt.Key.Key_Return)
    assert hands.window.place.view == "hans"
    assert hands.reader.hasFocus()


def test_a_tag_and_an_article_are_chosen_there(hands: Hands, qtbot: QtBot) -> None:
    hands.reader.select(WORD)
    palette(hands, "xingzhengqu")
    hands.key(Qt.Key.Key_Return)
    assert active(hands).label == "REGION"
    rows = hands.window.bridge.articles()
    other = next(row for row in rows if row.script == "hant")
    palette(hands, "两")  # 兩 in its title
    shown = chooser(hands)
    qtbot.waitUntil(lambda: any(o.id.startswith("article:") for o in shown.model.rows))
    found = [offer for offer in shown.model.rows if offer.id == f"article:{other.id}"]
    assert [offer.name for offer in found] == [other.title]
    shown.list.setCurrentIndex(shown.model.where(lambda offer: offer.id == found[0].id))
    hands.key(Qt.Key.Key_Return)
    assert hands.window.place.article == other.id
    assert hands.reader.hasFocus()


# -- attributes ---------------------------------------------------------------------------


def measure(hands: Hands) -> Annotation:
    hands.reader.select(WORD)
    return hands.tag("mag")


def test_one_key_sets_a_value_and_each_is_a_step(hands: Hands) -> None:
    measure(hands)
    hands.letters("=")
    hands.letters("3")
    hands.letters("e")
    assert active(hands).attributes == {"type": "AGREE", "status": "agreed", "level": "C"}
    hands.letters("5")
    assert active(hands).attributes["status"] == "completed"
    hands.key(Qt.Key.Key_Escape)
    assert hands.reader.hasFocus()
    hands.key(Qt.Key.Key_Z, CONTROL)
    assert active(hands).attributes["status"] == "agreed"
    hands.reader.select(Span(WORD.end + 3, WORD.end + 5))
    assert hands.tag("mpk").attributes == {"type": "PARK", "status": "completed", "level": "C"}


def test_a_required_value_stays_and_another_one_goes_when_pressed_again(hands: Hands) -> None:
    measure(hands)
    hands.letters("=")
    for key in "33az":
        hands.letters(key)
    assert active(hands).attributes["status"] == "agreed"
    assert active(hands).attributes["direction"] == "mutual"
    hands.letters("a")
    assert "direction" not in active(hands).attributes
    assert active(hands).attributes["certainty"] == "sure"


def test_what_is_written_is_written_in_a_line(hands: Hands) -> None:
    hands.reader.select(WORD)
    hands.tag("r")
    hands.letters("=")
    hands.letters("q")
    hands.letters("310000,320000")
    hands.key(Qt.Key.Key_Return)
    assert active(hands).attributes == {"code": ("310000", "320000")}
    hands.letters("2")
    assert active(hands).attributes["certainty"] == "doubt"
    hands.letters("q")
    hands.letters("9")
    hands.key(Qt.Key.Key_Escape)
    strip = hands.window.doing.choosing.strip
    assert strip is not None and strip.isVisible() and strip.hasFocus()
    assert active(hands).attributes["code"] == ("310000", "320000")


def test_the_type_is_chosen_by_name_in_its_place(hands: Hands) -> None:
    made = measure(hands)
    hands.letters("=")
    hands.letters("m")
    hands.letters("pk")
    hands.key(Qt.Key.Key_Return)
    assert (active(hands).id, active(hands).attributes["type"]) == (made.id, "PARK")
    assert hands.reader.hasFocus()


def test_the_strip_goes_with_its_mark(hands: Hands) -> None:
    measure(hands)
    hands.letters("=")
    strip = hands.window.doing.choosing.strip
    assert strip is not None and strip.isVisible()
    hands.window.bridge.do(lambda project: project.undo())
    assert not strip.isVisible()
    assert hands.reader.hasFocus()


def test_every_value_of_every_attribute_has_a_key_of_its_own(hands: Hands) -> None:
    project = hands.window.bridge.project
    assert project is not None
    for label in project.tagset.labels.values():
        hands.reader.select(WORD)
        hands.window.desk.tagging.tag(label.id)
        hands.letters("=")
        strip = hands.window.doing.choosing.strip
        assert strip is not None
        keys = [button.text().split()[0] for _, _, button in strip._buttons]
        keys += [*strip._lines, strip._type_key]
        assert len(set(keys)) == len(keys)
        assert all(len(key) == 1 for key in keys if key)
        QTest.keyClick(strip, Qt.Key.Key_Escape)
