"""What of marks is shown: chips, lines or nothing; and reading with nothing but the text."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from gui.reader.dressing import Dressing
from gui.reader.view import ReaderView
from tests.gui.reader.conftest import SENTENCE, emended, mark, page

TEXT = "\n".join([SENTENCE * 3] * 4)
MARKS = [mark("outer", (16, 30)), mark("inner", (18, 22), hue=2)]
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def marked(reader: ReaderView) -> ReaderView:
    """A reader with two marks and a proposal in its first row."""
    reader.show_page(page(TEXT, MARKS, emendations=[emended(11, 15, status="proposed")]))
    return reader


def dressing(reader: ReaderView) -> Dressing:
    return reader.flow.rows[0].layout.dressing


def over(reader: ReaderView, source: int) -> QPoint:
    box = reader.place_of(source)
    assert box is not None
    return box.center()


def test_lines_only_leave_chips_and_grounds_away_but_the_chosen_mark_has_its_ground(
    marked: ReaderView,
) -> None:
    marked.set_dressing("lines")
    assert {s.mark.id for s in dressing(marked).segments} == {"outer", "inner"}
    assert not any(s.chip for s in dressing(marked).segments) and not dressing(marked).tints
    marked.activate("inner")
    assert {m.id for _, _, m in dressing(marked).tints} == {"inner"}
    assert dressing(marked).noted.spots
    marked.set_dressing("chips")
    assert sum(s.chip is not None for s in dressing(marked).segments) == 2
    assert len(dressing(marked).tints) == 3


def test_undressed_only_the_chosen_mark_is_seen_and_clicks_choose_none(
    marked: ReaderView, qtbot: QtBot
) -> None:
    marked.activate("outer")
    marked.set_dressing("none")
    assert not dressing(marked).segments and dressing(marked).noted.spots
    assert {m.id for _, _, m in dressing(marked).tints} == {"outer"}
    qtbot.mouseClick(marked.viewport(), LEFT, pos=over(marked, 20))
    assert marked.flow.seen.active is None and not dressing(marked).tints
    marked.put_caret(0)
    qtbot.keyClick(marked, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert dressing(marked).tints


def test_lines_take_no_more_room_than_the_text_alone(reader: ReaderView) -> None:
    nest = [mark(str(i), (2, 6 + i)) for i in range(3)]
    reader.show_page(page(TEXT, nest))
    heights = {}
    for dress in ("chips", "lines", "none"):
        reader.set_dressing(dress)
        heights[dress] = reader.flow.rows[0].layout.lines[0].height
    assert heights["chips"] > heights["lines"] >= heights["none"] == reader.flow.style.text.pitch


def test_reading_shows_nothing_but_the_text_and_keeps_quiet(
    marked: ReaderView, qtbot: QtBot
) -> None:
    marked.activate("inner")
    before = marked.viewport().grab().toImage()
    marked.set_reading(True)
    row = marked.flow.rows[0].layout
    assert not row.dressing.segments and not row.dressing.tints and not row.dressing.noted.spots
    assert {line.height for line in row.lines} == {round(marked.flow.style.em * 1.75)}
    qtbot.mouseMove(marked.viewport(), over(marked, 12))
    qtbot.wait(400)
    assert not marked.notes.card.isVisible()
    marked.set_reading(False)
    QApplication.processEvents()
    assert marked.viewport().grab().toImage() == before


def test_reading_still_tells_by_the_space_bar_what_is_at_the_caret(
    marked: ReaderView, qtbot: QtBot
) -> None:
    marked.set_reading(True)
    marked.put_caret(12)
    qtbot.keyClick(marked, Qt.Key.Key_Space)
    assert marked.notes.card.isVisible()


def test_marks_that_come_while_reading_are_there_afterwards(reader: ReaderView) -> None:
    reader.show_page(page(TEXT))
    reader.set_reading(True)
    reader.show_page(page(TEXT, MARKS), keep_place=True)
    assert not dressing(reader).segments
    reader.set_reading(False)
    assert len(dressing(reader).segments) == 2


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
@pytest.mark.parametrize("beside", [None, []])
def test_a_click_on_plus_n_lists_the_marks_without_a_lane_to_choose_from(
    reader: ReaderView, qtbot: QtBot, beside: list[tuple[int, int, str]] | None
) -> None:
    nest = [mark(str(i), (2, 5 + i), name=f"第{i}&层") for i in range(7)]
    reader.show_page(page(TEXT, nest, beside=beside))
    at = len(reader.flow.sides) - 1
    shown, side = reader.flow.rows[0], reader.flow.sides[at]
    (folded,) = shown.layouts[at].dressing.folded
    box = shown.layouts[at].more_rect(folded).translated(side.left, shown.y)
    assert box.right() < reader.viewport().width()
    told: list[str] = []
    reader.mark_activated.connect(told.append)
    qtbot.mouseClick(reader.viewport(), LEFT, pos=box.center().toPoint())
    menu = reader.findChild(QMenu)
    assert isinstance(menu, QMenu) and told == []
    names = [action.text() for action in menu.actions()]
    assert names[0].startswith("第6&&层") and TEXT[2:11] in names[0] and len(names) == 3
    menu.actions()[1].trigger()
    menu.close()
    assert told == ["5"]
    lanes = {s.mark.id: s.lane for s in shown.layouts[at].dressing.segments}
    assert lanes["5"] >= 0
