"""What is painted when something changes: no more than that, and nothing of it left out."""

from __future__ import annotations

import random

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QImage, QPaintEvent, QRegion
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotations.model import Span
from gui import look
from gui.reader.pages import Mark
from gui.reader.view import ReaderView
from tests.gui.reader.conftest import SENTENCE, emended, mark, page

LONG = "\n".join(SENTENCE * (1 + i % 4) for i in range(60))


class Painted(QObject):
    """What of a viewport was painted."""

    def __init__(self, reader: ReaderView) -> None:
        super().__init__(reader)
        self.region = QRegion()
        reader.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.region += event.region()
        return False


def on_screen(reader: ReaderView) -> QImage:
    """The pixels of the page as they stand there, without anything being painted for it."""
    QApplication.processEvents()
    pane = reader.viewport().geometry()
    place = (pane.x(), pane.y(), pane.width(), pane.height())
    return reader.screen().grabWindow(reader.winId(), *place).toImage()


def share(painted: Painted, reader: ReaderView) -> float:
    """How much of the page's height was painted."""
    boxes = list(painted.region)  # pyright: ignore[reportArgumentType] (its stub cannot iterate)
    lines = {y for box in boxes for y in range(box.top(), box.bottom() + 1)}
    return len(lines) / reader.viewport().height()


@pytest.mark.parametrize("beside", [None, [(3, 5, "臺灣"), (90, 90, "插入")]])
def test_what_was_painted_in_parts_is_what_the_whole_page_would_be(
    reader: ReaderView, beside: list[tuple[int, int, str]] | None
) -> None:
    chance = random.Random(5)
    marks: dict[str, Mark] = {}
    mended = [emended(20, 24, ""), emended(150, 151, "，")]
    for turn in range(40):
        start = chance.randrange(700)
        kind = chance.randrange(4)
        if kind == 0 and marks:
            del marks[chance.choice(list(marks))]
        else:
            marks[str(turn)] = mark(str(turn), (start, start + chance.randrange(1, 60)))
        active = chance.choice([*marks, ""])
        shown = page(LONG, list(marks.values()), emendations=mended, beside=beside)
        reader.show_page(shown, keep_place=turn > 0, active=active)
        if kind == 1:
            reader.activate(chance.choice([*marks, ""]))
        if kind == 2:
            reader.select(Span(start, start + 9), reveal=turn % 5 == 0)
        if kind == 3 and turn % 3 == 0:
            reader.scroll_by(chance.randrange(-200, 300))
        if turn == 25:
            reader.set_theme(look.theme("dark"))
        in_parts = on_screen(reader)
        reader.viewport().update()
        assert in_parts == on_screen(reader), turn


def test_a_new_mark_has_no_more_painted_than_its_row(reader: ReaderView, qtbot: QtBot) -> None:
    marks = [mark("1", (3, 6))]
    reader.show_page(page(LONG, marks))
    on_screen(reader)
    painted = Painted(reader)
    reader.show_page(page(LONG, [*marks, mark("2", (8, 11))]), keep_place=True, active="2")
    on_screen(reader)
    assert 0 < share(painted, reader) < 0.4


def test_the_same_page_again_has_nothing_painted(reader: ReaderView) -> None:
    marks = [mark("1", (3, 6))]
    reader.show_page(page(LONG, marks), active="1")
    on_screen(reader)
    painted = Painted(reader)
    reader.show_page(page(LONG, marks), keep_place=True, active="1")
    reader.activate("1")
    on_screen(reader)
    assert painted.region.isEmpty()
