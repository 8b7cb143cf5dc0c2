"""Mouse and keys, with real events."""

from __future__ import annotations

import random

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QWheelEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from annotations.model import Span
from gui.reader.pages import Page
from gui.reader.view import ReaderView
from tests.gui.reader.conftest import SENTENCE, changes, mark, page

TEXT = "\n".join([SENTENCE * 3] * 4)
LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
NONE = Qt.KeyboardModifier.NoModifier
Key = Qt.Key


def point(reader: ReaderView, shown: int) -> QPoint:
    """Just inside the left edge of a character of the view."""
    box = reader.flow.caret_box(shown)
    assert box is not None
    return QPoint(round(box.left()) + 1, round(box.center().y()))


def drag(qtbot: QtBot, reader: ReaderView, start: QPoint, end: QPoint) -> None:
    port = reader.viewport()
    qtbot.mousePress(port, LEFT, pos=start)
    qtbot.mouseMove(port, (start + end) / 2)
    qtbot.mouseMove(port, end)
    qtbot.mouseRelease(port, LEFT, pos=end)


VIEWS = [page(TEXT), page(TEXT, blocks=changes(TEXT), name="hans")]


@pytest.mark.parametrize("shown", VIEWS, ids=["source", "hans"])
def test_a_drag_selects_the_source_under_it_in_every_view(
    reader: ReaderView, qtbot: QtBot, shown: Page
) -> None:
    reader.resize(820, 1000)
    reader.show_page(shown)
    chance = random.Random(4)
    text = shown.columns[0].view.text
    for _ in range(25):
        a, b = sorted(chance.sample([i for i in range(len(text)) if text[i] != "\n"], 2))
        if chance.random() < 0.3:
            drag(qtbot, reader, point(reader, b), point(reader, a))
        else:
            drag(qtbot, reader, point(reader, a), point(reader, b))
        span = shown.columns[0].view.alignment.to_source(Span(a, b))
        assert reader.selection() == (span or None)
        drawn = shown.columns[0].view.alignment.to_target(span)
        assert reader.selected_text() == drawn.of(text)


def test_a_drag_tells_each_new_span_once(reader: ReaderView, qtbot: QtBot) -> None:
    reader.show_page(VIEWS[0])
    told: list[Span | None] = []
    reader.selection_changed.connect(told.append)
    drag(qtbot, reader, point(reader, 2), point(reader, 6))
    qtbot.mouseClick(reader.viewport(), LEFT, pos=point(reader, 9))
    assert told[-2:] == [Span(2, 6), None]
    assert len(set(told)) == len(told)


def test_a_drag_below_the_edge_scrolls_on(reader: ReaderView, qtbot: QtBot) -> None:
    reader.show_page(page(TEXT * 20))
    qtbot.mousePress(reader.viewport(), LEFT, pos=point(reader, 5))
    qtbot.mouseMove(reader.viewport(), QPoint(300, reader.viewport().height() + 40))
    qtbot.waitUntil(lambda: reader.verticalScrollBar().value() > 150)
    qtbot.mouseRelease(reader.viewport(), LEFT, pos=QPoint(300, 400))
    selected = reader.selection()
    assert selected is not None and selected.start == 5 and len(selected) > 200


def test_two_clicks_take_the_word_three_the_clause_and_shift_extends(
    reader: ReaderView, qtbot: QtBot
) -> None:
    reader.show_page(VIEWS[0])
    port, at = reader.viewport(), SENTENCE.index("松江区")
    reader.set_words(lambda _, i: Span(i - i % 3, i - i % 3 + 3))
    qtbot.mouseClick(port, LEFT, pos=point(reader, at))
    qtbot.mouseDClick(port, LEFT, pos=point(reader, at))
    assert reader.selection() == Span(at - at % 3, at - at % 3 + 3)
    qtbot.mouseClick(port, LEFT, pos=point(reader, at))
    assert reader.selected_text() == "在上海市松江区(qū)举行𠮷林·松江合作签约仪式"
    qtbot.mouseClick(port, LEFT, SHIFT, pos=point(reader, 60))
    selected = reader.selection()
    assert selected is not None and selected.end == 60


def test_clicks_choose_the_innermost_mark_then_the_others_then_begin_again(
    reader: ReaderView, qtbot: QtBot
) -> None:
    outer, inner = mark("outer", (9, 30)), mark("inner", (12, 16))
    reader.show_page(page(TEXT, [outer, inner]))
    told: list[str] = []
    reader.mark_activated.connect(told.append)
    for _ in range(3):
        qtbot.mouseClick(reader.viewport(), LEFT, pos=point(reader, 13))
        QApplication.processEvents()
        qtbot.wait(QApplication.doubleClickInterval() + 20)
    qtbot.mouseClick(reader.viewport(), LEFT, pos=point(reader, 40))
    assert told == ["inner", "outer", "inner", ""]


def test_a_click_on_a_chip_chooses_its_mark_and_leaves_the_caret(
    reader: ReaderView, qtbot: QtBot
) -> None:
    reader.show_page(page(TEXT, [mark("outer", (9, 30)), mark("inner", (12, 16))]))
    layout = reader.flow.rows[0].layout
    segment = next(s for s in layout.dressing.segments if s.mark.id == "outer")
    chip = layout.chip_rect(segment).center()
    at = QPointF(reader.flow.side.left, reader.flow.rows[0].y) + chip
    with qtbot.waitSignal(reader.mark_activated) as told:
        qtbot.mouseClick(reader.viewport(), LEFT, pos=at.toPoint())
    assert told.args == ["outer"] and reader.model.at == 0


def test_arrows_go_by_characters_and_shift_selects(reader: ReaderView, qtbot: QtBot) -> None:
    reader.show_page(VIEWS[0])
    for _ in range(3):
        qtbot.keyClick(reader, Key.Key_Right)
    for _ in range(2):
        qtbot.keyClick(reader, Key.Key_Right, SHIFT)
    assert reader.selection() == Span(3, 5)
    qtbot.keyClick(reader, Key.Key_Left)
    assert reader.selection() is None and reader.model.caret == 3
    qtbot.keyClick(reader, Key.Key_Left, SHIFT)
    assert reader.selection() == Span(2, 3)
    qtbot.keyClick(reader, Key.Key_Escape)
    assert reader.selection() is None


def test_keys_walk_through_the_whole_text_in_every_view(reader: ReaderView, qtbot: QtBot) -> None:
    for shown in VIEWS:
        reader.show_page(shown)
        places = []
        for _ in range(len(shown.columns[0].view.text) + 3):
            places.append(reader.model.at)
            qtbot.keyClick(reader, Key.Key_Right)
        assert places == sorted(places) and reader.model.at == len(shown.columns[0].view.text)
        qtbot.keyClick(reader, Key.Key_Home, CTRL)
        assert reader.model.at == 0


def test_up_and_down_keep_their_place_in_the_line(reader: ReaderView, qtbot: QtBot) -> None:
    reader.show_page(page("国" * 100 + "\n短\n" + "国" * 100))
    for _ in range(30):
        qtbot.keyClick(reader, Key.Key_Right)
    qtbot.keyClick(reader, Key.Key_Down)
    assert reader.model.at == 68
    for _ in range(2):
        qtbot.keyClick(reader, Key.Key_Down)
    assert reader.model.at == 102
    qtbot.keyClick(reader, Key.Key_Down)
    assert reader.model.at == 133
    for _ in range(4):
        qtbot.keyClick(reader, Key.Key_Up)
    assert reader.model.at == 30


def test_home_and_end_stay_in_the_visual_line(reader: ReaderView, qtbot: QtBot) -> None:
    reader.show_page(page("国" * 100))
    qtbot.keyClick(reader, Key.Key_End)
    assert reader.model.at == 38
    qtbot.keyClick(reader, Key.Key_End)
    assert reader.model.at == 38
    qtbot.keyClick(reader, Key.Key_Home)
    assert reader.model.at == 0
    qtbot.keyClick(reader, Key.Key_End, SHIFT)
    assert reader.selection() == Span(0, 38)


def test_page_keys_reach_both_ends(reader: ReaderView, qtbot: QtBot) -> None:
    text = TEXT * 10
    reader.show_page(page(text))
    for _ in range(40):
        qtbot.keyClick(reader, Key.Key_PageDown)
    assert reader.model.at == len(text)
    for _ in range(40):
        qtbot.keyClick(reader, Key.Key_PageUp)
    assert reader.model.at == 0


def test_words_and_paragraphs_by_ctrl_and_everything_by_ctrl_a(
    reader: ReaderView, qtbot: QtBot
) -> None:
    reader.show_page(page("2026年3月\n𠮷林\n"))
    qtbot.keyClick(reader, Key.Key_Right, CTRL)
    assert reader.model.at == 4
    qtbot.keyClick(reader, Key.Key_Down, CTRL)
    assert reader.model.at == 8
    qtbot.keyClick(reader, Key.Key_Up, CTRL | SHIFT)
    assert reader.selection() == Span(0, 8)
    qtbot.keyClick(reader, Key.Key_A, CTRL)
    assert reader.selection() == Span(0, 11)
    qtbot.keyClick(reader, Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == "2026年3月\n𠮷林\n"


def test_alt_arrows_step_from_mark_to_mark_and_bring_them_on_the_screen(
    reader: ReaderView, qtbot: QtBot
) -> None:
    text = TEXT * 10
    marks = [mark(str(i), (i * 700, i * 700 + 5)) for i in range(4)]
    reader.show_page(page(text, marks))
    told: list[str] = []
    reader.mark_activated.connect(told.append)
    for _ in range(5):
        qtbot.keyClick(reader, Key.Key_Down, ALT)
    assert reader.place_of(2100) is not None
    qtbot.keyClick(reader, Key.Key_Up, ALT)
    assert told == ["0", "1", "2", "3", "2"]
    qtbot.keyClick(reader, Key.Key_Escape)
    assert told[-1] == ""


def test_letters_are_told_and_left_to_the_window_and_tab_leaves(qtbot: QtBot) -> None:
    seen: list[str] = []

    class Window(QWidget):
        def keyPressEvent(self, event: object) -> None:
            seen.append(event.text())  # type: ignore[attr-defined]

    window = Window()
    qtbot.addWidget(window)
    box = QVBoxLayout(window)
    reader, field = ReaderView(), QLineEdit()
    box.addWidget(reader)
    box.addWidget(field)
    told: list[str] = []
    reader.key_typed.connect(told.append)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    reader.setFocus()
    for letter in "m1":
        qtbot.keyClick(reader, letter)
    qtbot.keyClick(reader, Key.Key_Z, CTRL)
    assert told == ["m", "1"] and seen[:2] == ["m", "1"]
    qtbot.keyClick(reader, Key.Key_Tab)
    assert field.hasFocus()


def test_ctrl_and_the_wheel_ask_for_zoom_and_do_not_scroll(
    reader: ReaderView, qtbot: QtBot
) -> None:
    reader.show_page(page(TEXT * 5))
    asked: list[int] = []
    reader.zoom_wanted.connect(asked.append)
    for modifiers in (CTRL, NONE):
        event = QWheelEvent(
            QPointF(200, 200),
            QPointF(200, 200),
            QPoint(),
            QPoint(0, -120),
            Qt.MouseButton.NoButton,
            modifiers,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(reader.viewport(), event)
    assert asked == [-1] and reader.verticalScrollBar().value() > 0
