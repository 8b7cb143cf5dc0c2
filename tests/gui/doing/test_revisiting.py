"""After undo and redo one sees where it happened."""

from __future__ import annotations

from PySide6.QtCore import Qt

from annotations.model import Span
from gui import settings
from gui.hands import CONTROL, Hands

NAME = Span(198, 202)
ENOUGH = 300  # percent: the end of the text is far from its beginning


def at_the_end(hands: Hands) -> None:
    hands.reader.setFocus()
    hands.key(Qt.Key.Key_End, CONTROL)
    assert not sees(hands)


def sees(hands: Hands) -> bool:
    box = hands.reader.place_of(NAME.start)
    return box is not None and hands.reader.viewport().rect().intersects(box)


def tagged(hands: Hands) -> str:
    settings.put("slots", False)
    hands.window.doing.zoom(ENOUGH)
    hands.reader.reveal(NAME)
    hands.reader.select(NAME)
    made = hands.tag("r").id
    hands.settle()
    return made


def test_a_change_of_the_open_mark_is_undone_and_redone_in_sight(hands: Hands) -> None:
    made = tagged(hands)
    hands.letters("}")
    assert hands.window.bridge.annotations(hands.window.place.article)
    for key in (Qt.Key.Key_Z, Qt.Key.Key_Y):
        hands.window.place.activate(made)
        at_the_end(hands)
        hands.key(key, CONTROL)
        assert sees(hands) and hands.window.place.active == made


def test_a_mark_that_undo_takes_away_leaves_its_place_in_sight(hands: Hands) -> None:
    tagged(hands)
    at_the_end(hands)
    hands.key(Qt.Key.Key_Z, CONTROL)
    assert sees(hands) and hands.window.place.active == ""
    at_the_end(hands)
    hands.key(Qt.Key.Key_Y, CONTROL)
    assert sees(hands)


def test_a_mark_that_redo_takes_away_again_leaves_its_place_in_sight(hands: Hands) -> None:
    made = tagged(hands)
    hands.window.place.activate(made)
    hands.key(Qt.Key.Key_Delete)
    at_the_end(hands)
    hands.key(Qt.Key.Key_Z, CONTROL)
    assert sees(hands) and hands.window.place.active == made
    at_the_end(hands)
    hands.key(Qt.Key.Key_Y, CONTROL)
    assert sees(hands) and hands.window.place.active == ""


def test_from_another_article_one_comes_back_to_the_place(hands: Hands) -> None:
    tagged(hands)
    article = hands.window.place.article
    at_the_end(hands)
    hands.window.doing.table()["article-next"]()
    hands.settle()
    assert hands.window.place.article != article
    hands.key(Qt.Key.Key_Z, CONTROL)
    assert hands.window.place.article == article and sees(hands)
