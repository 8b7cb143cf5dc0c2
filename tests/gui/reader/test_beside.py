"""Two views side by side: one text, one selection, one caret, whichever column they are in."""

from __future__ import annotations

import random

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotations.model import Doubt, Span
from gui.reader.pages import Page
from gui.reader.view import ReaderView
from tests.gui.reader.conftest import SENTENCE, changes, emended, mark, page

TEXT = "\n".join(SENTENCE * (1 + i % 3) for i in range(12))
MARKS = [mark("outer", (9, 30)), mark("inner", (12, 16), hue=2), mark("far", (700, 705))]
LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier
ALT = Qt.KeyboardModifier.AltModifier
Key = Qt.Key


def pair(text: str = TEXT, **more: object) -> Page:
    """The source, and beside it a view with deletions and longer and shorter words."""
    return page(text, MARKS, beside=changes(text), **more)  # type: ignore[arg-type]


@pytest.fixture
def both(reader: ReaderView) -> ReaderView:
    """A reader with two columns, of different rows as high as the higher."""
    reader.resize(1200, 900)
    reader.show_page(pair())
    return reader


def point(reader: ReaderView, at: int, shown: int) -> QPoint:
    """Just inside the left edge of a character of a column's view."""
    box = reader.flow.caret_box(shown, at=at)
    assert box is not None
    return QPoint(round(box.left()) + 1, round(box.center().y()))


def drag(qtbot: QtBot, reader: ReaderView, start: QPoint, end: QPoint) -> None:
    port = reader.viewport()
    qtbot.mousePress(port, LEFT, pos=start)
    qtbot.mouseMove(port, (start + end) / 2)
    qtbot.mouseMove(port, end)
    qtbot.mouseRelease(port, LEFT, pos=end)


def test_rows_begin_at_the_same_height_and_are_as_high_as_the_higher(both: ReaderView) -> None:
    for row, after in zip(both.flow.rows, both.flow.rows[1:], strict=False):
        heights = [layout.height for layout in row.layouts]
        assert row.height == max(heights)
        assert after.y - row.y == max(heights) + both.flow.style.gap
    assert any(len({layout.height for layout in row.layouts}) == 2 for row in both.flow.rows)


def test_every_character_of_both_columns_is_found_where_it_stands(both: ReaderView) -> None:
    for at, side in enumerate(both.flow.sides):
        for index in range(350):
            if side.column.text[index] == "\n":
                continue
            found = both.index_at(point(both, at, index))
            assert found == side.to_source(index)


@pytest.mark.parametrize("at", [0, 1])
def test_a_drag_in_either_column_selects_its_source_and_copies_its_text(
    both: ReaderView, qtbot: QtBot, at: int
) -> None:
    chance = random.Random(at)
    column = both.flow.sides[at].column
    written = [i for i in range(350) if column.text[i] != "\n"]
    for _ in range(12):
        a, b = sorted(chance.sample(written, 2))
        drag(qtbot, both, point(both, at, a), point(both, at, b))
        span = column.alignment.to_source(Span(a, b))
        assert both.selection() == (span or None) and both.flow.at == at
        qtbot.keyClick(both, Key.Key_C, CTRL)
        if span:
            copied = column.alignment.to_target(span).of(column.text)
            assert both.selected_text() == QGuiApplication.clipboard().text() == copied


def test_a_drag_that_strays_into_the_other_column_goes_on_in_its_own(
    both: ReaderView, qtbot: QtBot
) -> None:
    start, end = point(both, 0, 3), point(both, 1, 20)
    drag(qtbot, both, start, end)
    selected = both.selection()
    assert both.flow.at == 0 and selected is not None and selected.start == 3
    assert selected.end == both.flow.line_ends(3, False)[1][0]


def test_keys_walk_through_one_column_and_never_leave_it(both: ReaderView, qtbot: QtBot) -> None:
    for at in (0, 1):
        qtbot.mouseClick(both.viewport(), LEFT, pos=point(both, at, 0))
        text = both.model.text
        assert text == both.flow.sides[at].column.text
        places: list[int] = []
        for _ in range(120):
            places.append(both.model.at)
            qtbot.keyClick(both, Key.Key_Right)
        assert places == sorted(set(places))
        qtbot.keyClick(both, Key.Key_End, CTRL)
        assert both.model.at == len(text) and both.flow.at == at
        qtbot.keyClick(both, Key.Key_Home, CTRL)


@pytest.mark.parametrize("at", [0, 1])
def test_up_and_down_pass_rows_of_which_nothing_is_left(
    reader: ReaderView, qtbot: QtBot, at: int
) -> None:
    text = "甲甲甲\n乙乙乙\n丙丙\n丁丁丁\n戊戊戊"
    reader.show_page(page(text, beside=[(4, 11, "")], emendations=[emended(4, 11)]))
    reader.turn_to(at)
    qtbot.keyClick(reader, Key.Key_Home, CTRL)
    length = len(reader.model.text)
    for key, end in ((Key.Key_Down, length), (Key.Key_Up, 0)):
        seen: list[int] = []
        while reader.model.at != end:
            assert reader.model.at not in seen
            seen.append(reader.model.at)
            qtbot.keyClick(reader, key)
    reader.grab()


def test_alt_and_a_side_take_the_caret_to_the_column_there(both: ReaderView, qtbot: QtBot) -> None:
    both.select(Span(40, 52))
    for key, at in ((Key.Key_Right, 1), (Key.Key_Right, 1), (Key.Key_Left, 0)):
        qtbot.keyClick(both, key, ALT)
        assert both.flow.at == at and both.selection() == Span(40, 52)
        image = both.flow.column.alignment.to_target(Span(40, 52))
        assert both.selected_text() == image.of(both.flow.column.text)


def test_with_one_column_alt_and_a_side_are_left_to_the_window(
    reader: ReaderView, qtbot: QtBot
) -> None:
    reader.show_page(page(TEXT))
    qtbot.keyClick(reader, Key.Key_Right, ALT)
    assert reader.flow.at == 0 and reader.model.at == 0


def test_shift_and_a_click_in_the_other_column_extend_the_selection(
    both: ReaderView, qtbot: QtBot
) -> None:
    qtbot.mouseClick(both.viewport(), LEFT, pos=point(both, 0, 9))
    far = both.flow.sides[1].column.image_of(35).start
    qtbot.mouseClick(both.viewport(), LEFT, SHIFT, pos=point(both, 1, far))
    assert both.selection() == Span(9, 35) and both.flow.at == 1


def test_marks_hang_in_both_columns_and_a_click_on_either_chooses_the_same(
    both: ReaderView, qtbot: QtBot
) -> None:
    told: list[str] = []
    both.mark_activated.connect(told.append)
    for at, (side, layout) in enumerate(
        zip(both.flow.sides, both.flow.rows[0].layouts, strict=True)
    ):
        segments = {s.mark.id: s for s in layout.dressing.segments if s.chip}
        assert set(segments) == {"outer", "inner"}
        chip = layout.chip_rect(segments["inner"]).translated(side.left, both.flow.rows[0].y)
        qtbot.mouseClick(both.viewport(), LEFT, pos=chip.center().toPoint())
        assert told[-1] == "inner" and both.flow.at == at
        both.choose("")
    assert told == ["inner", "", "inner", ""]


def test_emendations_and_doubts_are_seen_and_told_in_both_columns(
    reader: ReaderView, qtbot: QtBot
) -> None:
    reader.resize(1200, 600)
    proposal = emended(11, 15, status="proposed")
    doubt = Doubt(Span(20, 21), "松", ("松", "鬆"), "character")
    both = page(SENTENCE, beside=[(2, 3, "號號")], emendations=[proposal], doubts=[doubt])
    reader.show_page(both)
    for at, layout in enumerate(reader.flow.rows[0].layouts):
        about = [spot.about for spot in layout.dressing.noted.spots]
        assert about == [proposal, doubt]
        shown = reader.flow.sides[at].column.image_of(12).start
        over = point(reader, at, shown)
        qtbot.mouseMove(reader.viewport(), over)
        qtbot.waitUntil(reader.notes.card.isVisible)
        assert abs(reader.notes.card.x() - over.x()) < 60
        reader.notes.hide()


def test_the_menu_key_and_the_right_button_ask_in_the_column_they_are_in(
    reader: ReaderView,
) -> None:
    reader.resize(1200, 600)
    reader.show_page(page(SENTENCE, beside=[], emendations=[emended(11, 15, status="proposed")]))
    asked: list[str] = []
    reader.menu_wanted.connect(lambda about, _: asked.append(about[0].id))
    for at in (1, 0):
        reason = QContextMenuEvent.Reason.Mouse
        event = QContextMenuEvent(reason, point(reader, at, 12), QPoint(), NONE)
        QApplication.sendEvent(reader.viewport(), event)
        assert reader.flow.at == at and reader.view.name == ("source", "hant")[at]
    assert asked == ["e11", "e11"]


def test_alt_and_an_arrow_step_through_marks_in_the_column_of_the_caret(
    both: ReaderView, qtbot: QtBot
) -> None:
    both.turn_to(1)
    for expected in (9, 12, 700):
        qtbot.keyClick(both, Key.Key_Down, ALT)
        assert both.model.caret == expected and both.flow.at == 1
    assert both.flow.caret_box(both.model.at) is not None


def test_the_caret_stays_in_its_view_when_a_column_comes_or_goes(both: ReaderView) -> None:
    together = both.flow.page
    source, hant = (Page("文章", "", (column,)) for column in together.columns)
    both.turn_to(1)
    both.put_caret(80)
    for shown, at in ((hant, 0), (together, 1), (source, 0), (together, 0)):
        caret = both.model.caret
        both.show_page(shown, keep_place=True)
        assert both.flow.at == at and both.model.caret == caret


def test_what_is_noted_only_in_one_text_leaves_the_other_column_plain(
    reader: ReaderView,
) -> None:
    text = "上海市松江区(qū)举行签约"
    reader.show_page(page(text, beside=[(6, 10, "")], emendations=[emended(6, 10)]))
    source, clean = reader.flow.rows[0].layouts
    assert [s.look for s in source.dressing.noted.spots] == ["struck"]
    assert [s.look for s in clean.dressing.noted.spots] == ["ticked"]


def test_an_empty_page_in_two_columns_bears_everything(reader: ReaderView, qtbot: QtBot) -> None:
    for text in ("", "\n\n", "甲"):
        reader.show_page(page(text, beside=[(0, len(text), "")], title="题目"))
        for key in (Key.Key_Down, Key.Key_Right, Key.Key_Up, Key.Key_PageDown, Key.Key_End):
            for at in (0, 1):
                reader.turn_to(at)
                qtbot.keyClick(reader, key)
        qtbot.mouseDClick(reader.viewport(), LEFT, pos=QPoint(600, 100))
        reader.grab()
