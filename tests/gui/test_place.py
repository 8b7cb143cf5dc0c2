"""The text hears at once where one is, everything else when the text is on the screen."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from annotations.model import Span
from gui.place import Place


def test_the_text_hears_first_and_everything_else_once(qtbot: QtBot) -> None:
    place, heard = Place(), list[str]()
    place.article_shown.connect(lambda: heard.append("article"))
    place.view_shown.connect(lambda: heard.append("view"))
    place.arrived.connect(lambda: heard.append("arrived"))
    place.show_article("a")
    place.show_view("hans")
    place.show_article("b")
    assert heard == ["article", "view", "article"]
    qtbot.waitUntil(lambda: "arrived" in heard)
    place.arrive()
    assert heard == ["article", "view", "article", "arrived"]


def test_who_cannot_wait_has_it_told_now_and_never_again(qtbot: QtBot) -> None:
    place, heard = Place(), list[str]()
    place.arrived.connect(lambda: heard.append(place.article))
    place.show_article("a")
    place.arrive()
    assert heard == ["a"]
    qtbot.wait(20)
    assert heard == ["a"]


def test_in_another_article_nothing_is_selected_or_open() -> None:
    place = Place()
    place.show_article("a")
    place.select(Span(0, 2))
    place.activate("mark")
    place.show_article("b")
    assert (place.active, place.selection) == ("", None)
