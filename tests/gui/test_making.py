"""Views of very long texts are made beside the window."""

from __future__ import annotations

from threading import Event

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from annotations.model import View, ViewName
from annotations.text.views import AT_ONCE, Views
from gui.making import Making

LONG = "漢字" * AT_ONCE


class Slow(Views):
    """Views that are made when they may."""

    def __init__(self) -> None:
        super().__init__(LONG)
        self.may, self.asked = Event(), 0

    def of(self, name: ViewName) -> View:
        if name == "hans":
            self.asked += 1
            assert self.may.wait(30)
        return super().of(name)


def test_what_is_short_is_at_hand(qtbot: QtBot):
    assert Making(QObject()).ask(Views("漢字"), {"source", "hans"})


def test_what_is_long_is_told_when_it_is_made(qtbot: QtBot):
    parent, views = QObject(), Slow()
    making = Making(parent)
    assert not making.ask(views, {"source", "hans"})
    assert not making.ask(views, {"hans"})  # it is not begun once more
    with qtbot.waitSignal(making.made):
        views.may.set()
    assert views.asked == 1
    assert making.ask(views, {"source", "hans"})
    assert views.of("hans").text.startswith("汉字")
