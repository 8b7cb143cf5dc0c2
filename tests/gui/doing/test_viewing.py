"""How the text is shown: two views side by side, how much of its marks, nothing but itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from annotations.model import VIEW_NAMES, Span
from annotations.overview import Script
from gui import settings
from gui.doing.viewing import differs, partner
from gui.frame import WIDE
from gui.hands import CONTROL, Hands
from gui.place import Place
from gui.window import Window

ALT = Qt.KeyboardModifier.AltModifier

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def columns(hands: Hands) -> list[str]:
    """The views in the reader, from left to right."""
    return [side.column.view.name for side in hands.reader.flow.sides]


def checked(hands: Hands, prefix: str) -> list[str]:
    """The checked commands whose ids begin so."""
    found = hands.window.actions_.items()
    return [id for id, action in found if id.startswith(prefix) and action.isChecked()]


# -- the place ------------------------------------------------------------------------------


@pytest.mark.parametrize("view", VIEW_NAMES)
@pytest.mark.parametrize("beside", [None, *VIEW_NAMES])
def test_no_view_ever_stands_beside_itself(qapp: object, view: str, beside: str | None) -> None:
    place = Place()
    place.show_views("clean", "hant")
    place.show_views(view, beside)  # type: ignore[arg-type]
    assert len(set(place.views)) == len(place.views)
    assert place.views[0] == view


def test_to_show_the_right_view_on_the_left_makes_both_change_places(qapp: object) -> None:
    place, told = Place(), list[str]()
    place.show_views("source", "hans")
    place.view_shown.connect(told.append)
    place.show_view("hans")
    assert place.views == ("hans", "source")
    place.show_view("hans")
    assert told == ["hans"]


# -- side by side ---------------------------------------------------------------------------


def test_one_key_shows_another_view_beside_and_takes_it_away(hands: Hands) -> None:
    hands.view("source")
    hands.key(Qt.Key.Key_F12)
    assert columns(hands) == ["source", "hant"]
    assert hands.window.actions_["beside"].isChecked()
    hands.settle()
    assert hands.window.status.view.text() == "原文 | 繁體"
    hands.key(Qt.Key.Key_F12)
    assert columns(hands) == ["source"]
    assert not hands.window.bar.partner.isVisible()


@pytest.mark.parametrize("last", ["", *VIEW_NAMES])
@pytest.mark.parametrize("script", ["hans", "hant"])
def test_two_views_that_read_the_same_are_never_side_by_side_by_default(
    script: Script, last: str
) -> None:
    for view in VIEW_NAMES:
        other = partner(view, script, last)
        assert other != view and differs(view, other, script)
    assert partner("source", script) == {"hans": "hant", "hant": "hans"}[script]
    assert partner("hans", script, "hant") == "hant"


def test_what_was_there_last_stands_beside_again_where_it_reads_otherwise() -> None:
    assert partner("hans", "hant", "clean") == "clean"
    assert partner("hans", "hans", "clean") == "hant"
    assert partner("source", "mixed", "hant") == "hant"


def test_the_view_beside_stays_in_the_other_script_from_article_to_article(hands: Hands) -> None:
    rows = hands.window.bridge.articles()
    scripts = {row.script: row.id for row in rows}
    hands.article(scripts["hans"])
    hands.view("source")
    hands.key(Qt.Key.Key_F12)
    assert columns(hands) == ["source", "hant"]
    hands.article(scripts["hant"])
    assert columns(hands) == ["source", "hans"]
    hands.article(scripts["hans"])
    assert columns(hands) == ["source", "hant"]


def test_what_somebody_put_side_by_side_stays_from_article_to_article(hands: Hands) -> None:
    scripts = {row.script: row.id for row in hands.window.bridge.articles()}
    hands.article(scripts["hans"])
    hands.view("source")
    hands.window.actions_["beside-clean"].trigger()
    hands.article(scripts["hant"])
    assert columns(hands) == ["source", "clean"]


def test_any_two_views_stand_side_by_side(hands: Hands) -> None:
    for left in VIEW_NAMES:
        for right in VIEW_NAMES:
            hands.view(left)
            hands.window.actions_[f"beside-{right}"].trigger()
            hands.settle()
            if left != right:
                assert columns(hands) == [left, right]
            assert columns(hands)[1] == right
            assert checked(hands, "beside-") == [f"beside-{right}"]
            assert checked(hands, "view-") == [f"view-{columns(hands)[0]}"]


def test_a_key_goes_through_the_views_on_the_right(hands: Hands) -> None:
    hands.view("source")
    seen: list[str] = []
    for _ in range(4):
        hands.window.actions_["beside-next"].trigger()
        seen.append(columns(hands)[1])
    assert seen[0] == seen[3]
    assert sorted(seen[:3]) == ["clean", "hans", "hant"]
    assert columns(hands)[0] == "source"


def test_the_caret_stays_at_its_character_when_a_view_comes_beside(hands: Hands) -> None:
    hands.view("source")
    hands.click(300)
    caret, box = hands.reader.model.caret, hands.reader.place_of(300)
    hands.key(Qt.Key.Key_F12)
    after = hands.reader.place_of(300)
    assert hands.reader.model.caret == caret
    assert box is not None and after is not None and abs(after.top() - box.top()) <= box.height()


def test_copying_takes_the_text_of_the_column_of_the_caret(hands: Hands) -> None:
    rows = hands.window.bridge.articles()
    hands.article(next(row.id for row in rows if row.script == "hant"))
    hands.view("source")
    hands.key(Qt.Key.Key_F12)
    hands.key(Qt.Key.Key_Right, ALT)
    assert hands.reader.view.name == "hans"
    hands.reader.select(Span(0, 40))
    hands.key(Qt.Key.Key_C, CONTROL)
    found = QGuiApplication.clipboard().text()
    text = hands.reader.view
    assert found == text.alignment.to_target(Span(0, 40)).of(text.text)


def test_what_can_be_pinned_is_what_the_caret_is_in(hands: Hands) -> None:
    hands.view("source")
    hands.window.actions_["beside-hant"].trigger()
    desk = hands.window.desk
    assert not desk.pin_at_caret() and "简体或繁體" in desk.banner.text.text()
    hands.reader.turn_to(1)
    desk.banner.hide()
    if not desk.pin_at_caret():
        assert "没有别的转法" in desk.banner.text.text()


def test_in_a_narrow_window_two_views_leave_room_for_one_side_at_a_time(hands: Hands) -> None:
    window = hands.window
    window.resize(1024, 700)
    hands.view("source")
    assert window.tags.isVisible()
    hands.key(Qt.Key.Key_F12)
    assert not window.tags.isVisible() and window.articles.isVisible()
    width = hands.reader.width()
    hands.key(Qt.Key.Key_F9)
    assert window.tags.isVisible() and not window.articles.isVisible() and settings.get("sides")
    assert hands.reader.width() >= width - 60, "the lines stay nearly as long"
    hands.key(Qt.Key.Key_F9)
    assert not window.tags.isVisible() and not window.articles.isVisible()
    hands.key(Qt.Key.Key_F9)
    hands.key(Qt.Key.Key_F12)
    assert window.tags.isVisible()
    hands.key(Qt.Key.Key_F12)
    window.resize(WIDE + 60, 700)
    hands.settle()
    assert window.tags.isVisible()


# -- what of the marks is shown ---------------------------------------------------------------


def test_marks_are_drawn_with_chips_as_lines_or_not_at_all(hands: Hands) -> None:
    for key, dress, name in (
        (Qt.Key.Key_2, "lines", "仅划线"),
        (Qt.Key.Key_3, "none", "无标注"),
        (Qt.Key.Key_1, "chips", "标签条"),
    ):
        hands.key(key, CONTROL)
        assert hands.reader.flow.seen.dress == dress
        assert checked(hands, "dress-") == [f"dress-{dress}"]
        assert hands.window.bar.dress.text() == f"{name} ▾"


def test_reading_shows_nothing_but_the_text_and_comes_back(hands: Hands) -> None:
    hands.key(Qt.Key.Key_2, CONTROL)
    hands.key(Qt.Key.Key_F11)
    assert hands.reader.flow.seen.reading and checked(hands, "dress-") == []
    assert hands.window.bar.dress.text() == "净读 ▾"
    hands.letters("\\")
    assert not hands.reader.flow.seen.reading
    assert hands.reader.flow.seen.dress == "lines"


def test_to_ask_for_marks_ends_reading(hands: Hands) -> None:
    hands.key(Qt.Key.Key_F11)
    hands.key(Qt.Key.Key_1, CONTROL)
    assert not hands.reader.flow.seen.reading and not settings.get("reading")


def test_a_window_begins_as_the_last_one_ended(hands: Hands, sample: Path) -> None:
    hands.view("clean")
    hands.window.actions_["beside-hant"].trigger()
    hands.key(Qt.Key.Key_2, CONTROL)
    hands.window.close()
    again = Window()
    again.furnish()
    again.show()
    assert again.files.open_path(sample)
    QApplication.processEvents()
    assert again.place.views == ("clean", "hant")
    assert again.reader.flow.seen.dress == "lines"
    assert again.actions_["beside"].isChecked()
    again.close()
