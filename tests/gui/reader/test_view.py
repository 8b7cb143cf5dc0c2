"""The widget: pages, places, scrolling."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from annotations.model import Span
from gui import look
from gui.reader.view import ReaderView
from tests.gui.reader.conftest import SENTENCE, changes, emended, mark, page

LONG = "\n".join(SENTENCE * (1 + i % 7) for i in range(300))


def top_of(reader: ReaderView, source: int) -> int:
    box = reader.place_of(source)
    assert box is not None
    return box.top()


def test_an_empty_reader_and_an_empty_page_bear_everything(
    reader: ReaderView, qtbot: QtBot
) -> None:
    for _ in range(2):
        for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_PageDown, Qt.Key.Key_End):
            qtbot.keyClick(reader, key)
        qtbot.keyClick(reader, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        qtbot.mouseDClick(reader.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(300, 300))
        reader.grab()
        assert reader.selection() is None and reader.selected_text() == ""
        assert reader.index_at(QPoint(50, 50)) == 0
        assert not reader.word_at_caret()
        reader.show_page(page(""))
    reader.show_page(page("\n\n"))
    reader.grab()


def test_every_character_on_the_screen_is_found_where_it_stands(reader: ReaderView) -> None:
    reader.show_page(page(SENTENCE * 8))
    for index in range(len(SENTENCE) * 8):
        box = reader.place_of(index)
        assert box is not None
        assert reader.index_at(QPoint(box.left() + 2, box.center().y())) == index


def test_what_is_far_away_has_no_place_and_outside_is_no_character(reader: ReaderView) -> None:
    reader.show_page(page(LONG))
    assert reader.place_of(len(LONG) - 1) is None
    assert reader.index_at(QPoint(-1, 3)) is None


def test_a_million_characters_are_not_laid_out_at_once(reader: ReaderView) -> None:
    reader.show_page(page("没有一个换行的段落。" * 2000))
    assert len(reader.flow.rows) < 10
    reader.verticalScrollBar().setValue(reader.verticalScrollBar().maximum())
    assert reader.place_of(19_999) is not None
    reader.grab()


def test_the_end_of_the_text_stands_well_above_the_lower_edge(reader: ReaderView) -> None:
    reader.show_page(page(LONG))
    reader.verticalScrollBar().setValue(reader.verticalScrollBar().maximum())
    box = reader.place_of(len(LONG) - 1)
    assert box is not None
    assert 0 < box.bottom() < reader.viewport().height() - 60


@pytest.mark.parametrize("seed", range(5))
def test_the_same_character_stays_in_place_when_the_view_changes(
    reader: ReaderView, seed: int
) -> None:
    chance = random.Random(seed)
    source = page(LONG)
    other = page(LONG, blocks=changes(LONG), name="hans")
    pitch = reader.flow.style.text.pitch
    reader.show_page(source)
    for _ in range(10):
        bar = reader.verticalScrollBar()
        bar.setValue(chance.randrange(bar.maximum()))
        hold = reader.flow.hold()
        assert hold is not None
        before = top_of(reader, hold.source)
        for shown in (other, source, other, source):
            reader.show_page(shown, keep_place=True)
            assert abs(top_of(reader, hold.source) - before) <= pitch
        assert top_of(reader, hold.source) == before


def test_the_same_character_stays_in_place_when_zoom_and_width_change(reader: ReaderView) -> None:
    chance = random.Random(8)
    reader.show_page(page(LONG))
    for _ in range(10):
        bar = reader.verticalScrollBar()
        bar.setValue(chance.randrange(bar.maximum()))
        hold = reader.flow.hold()
        assert hold is not None
        before = top_of(reader, hold.source)
        for percent in (150, 70, 100):
            reader.set_zoom(percent)
            assert abs(top_of(reader, hold.source) - before) <= 6
        for width in (500, 1000, 820):
            reader.resize(width, 600)
            assert abs(top_of(reader, hold.source) - before) <= 6


def test_the_top_of_an_article_stays_the_top(reader: ReaderView) -> None:
    reader.show_page(page(LONG, title="另有题目"))
    for percent in (200, 50, 100):
        reader.set_zoom(percent)
        assert reader.verticalScrollBar().value() == 0 and reader.flow.value == 0


def test_a_theme_that_comes_late_still_gives_chips_their_width(qtbot: QtBot) -> None:
    reader = ReaderView()
    qtbot.addWidget(reader)
    reader.resize(820, 600)
    reader.show_page(page(LONG, [mark("1", (3, 5), name="对口支援")]))
    reader.grab()
    reader.set_theme(look.theme("dark"))
    chip = reader.flow.rows[0].layout.dressing.segments[0].chip
    assert chip is not None and chip[1] > 30


def test_what_is_selected_stays_in_place_rather_than_the_first_line(reader: ReaderView) -> None:
    reader.show_page(page(LONG))
    reader.select(Span(4000, 4010))
    before = top_of(reader, 4000)
    reader.scroll_by(-37)
    reader.set_zoom(140)
    assert abs(top_of(reader, 4010) - before - 37) <= 6


def test_scrolling_by_wheel_steps_moves_the_text_by_just_these_pixels(reader: ReaderView) -> None:
    """Rows above are higher than thought; nothing may jump."""
    marks = [
        mark(str(i), (i * 20, i * 20 + 9 + i % 5), (i * 20 + 15, i * 20 + 17)) for i in range(900)
    ]
    reader.show_page(page(LONG, marks))
    bar = reader.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    for _ in range(60):
        hold = reader.flow.hold()
        assert hold is not None
        before = top_of(reader, hold.source)
        bar.setValue(bar.value() - 25)
        assert abs(top_of(reader, hold.source) - before - 25) <= 1


def test_new_marks_show_without_moving_what_is_read(reader: ReaderView) -> None:
    reader.show_page(page(LONG))
    reader.select(Span(9000, 9004))
    before = top_of(reader, 9000)
    reader.show_page(page(LONG, [mark("1", (9000, 9004))]), keep_place=True)
    layouts = {row.number: row.layout for row in reader.flow.rows}
    one = page(LONG, [mark("1", (9000, 9004)), mark("2", (8990, 9004))])
    assert one.columns == reader.flow.page.columns
    reader.show_page(one, keep_place=True)
    assert top_of(reader, 9000) == before
    assert reader.selection() == Span(9000, 9004)
    assert len(layouts) == len(reader.flow.rows)


def test_another_mark_on_the_same_view_lays_no_text_out_again(reader: ReaderView) -> None:
    first = page(LONG)
    reader.show_page(first)
    layouts = [row.layout for row in reader.flow.rows]
    more = replace(first, marks=(mark("1", (3, 9)),))
    reader.show_page(more, keep_place=True)
    assert [row.layout for row in reader.flow.rows][: len(layouts) - 1] == layouts[:-1]
    assert layouts[0].dressing.segments


def test_going_back_to_a_view_lays_no_text_out_again(reader: ReaderView) -> None:
    source, hans = page(LONG), page(LONG, blocks=changes(LONG), name="hans")
    reader.show_page(source)
    layouts = [row.layout for row in reader.flow.rows]
    reader.show_page(hans, keep_place=True)
    assert reader.flow.rows[0].layout is not layouts[0]
    reader.show_page(replace(source, marks=(mark("1", (3, 9)),)), keep_place=True)
    assert [row.layout for row in reader.flow.rows][: len(layouts) - 1] == layouts[:-1]
    assert layouts[0].dressing.segments
    reader.set_zoom(150)
    assert reader.flow.rows[0].layout is not layouts[0]


def test_a_window_that_only_has_more_margin_lays_no_text_out_again(reader: ReaderView) -> None:
    reader.show_page(page(LONG))
    layout, left = reader.flow.rows[0].layout, reader.flow.side.left
    reader.resize(1000, 600)
    assert reader.flow.rows[0].layout is layout and reader.flow.side.left > left


def test_a_page_may_come_with_its_chosen_mark(reader: ReaderView) -> None:
    shown = page(LONG, [mark("1", (3, 9)), mark("2", (20, 24))])
    for active, expected in (("2", "2"), (None, "2"), ("", None), ("gone", None)):
        reader.show_page(shown, keep_place=True, active=active)
        assert reader.flow.seen.active == expected
    reader.show_page(replace(shown, article="另一篇"), active="1")
    assert reader.flow.rows[0].layout.dressing.active == "1"


def test_another_article_begins_at_its_top_without_a_selection(
    reader: ReaderView, qtbot: QtBot
) -> None:
    reader.show_page(page(LONG))
    reader.select(Span(9000, 9004))
    with qtbot.waitSignal(reader.selection_changed) as told:
        reader.show_page(page("另一篇\n" + SENTENCE), keep_place=False)
    assert told.args == [None] and reader.verticalScrollBar().value() == 0


def test_the_first_line_is_the_heading_where_it_is_the_title(reader: ReaderView) -> None:
    text = "\n 簽約儀式舉行 \n" + SENTENCE
    reader.show_page(page(text, title="簽約儀式舉行"))
    assert reader.flow.heading == 1 and reader.flow.head is None
    assert reader.flow.number(1) is None and reader.flow.number(2) == 1
    converted = page(text, title="簽約儀式舉行", blocks=[(2, 3, "签"), (3, 4, "约")], name="hans")
    reader.show_page(converted)
    assert reader.flow.heading == 1
    reader.show_page(page(SENTENCE, title="別的題目"))
    assert reader.flow.heading is None and reader.flow.head is not None
    assert top_of(reader, 0) > reader.flow.head.height
    reader.grab()


def test_a_title_that_only_repeats_the_first_sentence_is_not_drawn_twice(
    reader: ReaderView,
) -> None:
    text = "6月25日，在上海市松江區，" + SENTENCE * 4
    for title in (text[:120], text[:30], text[:30] + "…"):
        for shown in (
            page(text, title=title),
            page(text, title=title, blocks=[(12, 13, "区")], name="hans"),
        ):
            reader.show_page(shown)
            assert reader.flow.heading is None and reader.flow.head is None
    reader.show_page(page("只有一句话。\n正文", title="只有一句话。"))
    assert reader.flow.heading is None and reader.flow.head is None


@pytest.mark.parametrize("name", ["light", "dark"])
def test_a_dense_page_is_drawn_in_every_theme(reader: ReaderView, name: str) -> None:
    chance = random.Random(1)
    marks = [
        mark(str(i), (a, a + chance.randrange(1, 40)), hue=1 + i % 8)
        for i in range(400)
        for a in [chance.randrange(2000)]
    ]
    reader.set_theme(look.theme(name))
    mended = [emended(11, 15), emended(60, 64, status="proposed")]
    reader.show_page(page(LONG, marks, emendations=mended))
    reader.activate("5")
    picture = reader.grab().toImage()
    colours = {picture.pixelColor(x, y).name() for x in range(70, 740, 3) for y in range(0, 600, 3)}
    assert len(colours) > 20
    assert [s.about for s in reader.flow.rows[0].layout.dressing.noted.spots] == mended[:1]


def test_a_torn_mark_that_lost_fragments_in_a_view_is_still_drawn(reader: ReaderView) -> None:
    text = "国" * 200
    torn = mark("t", (10, 14), (38, 41), (90, 92))
    for gone in ((10, 14), (38, 41), (90, 92)):
        reader.show_page(page(text, [torn], blocks=[(*gone, "")], name="clean"))
        reader.grab()
        segments = reader.flow.rows[0].layout.dressing.segments
        assert sum(s.chip is not None for s in segments) == 1


def test_the_reader_never_takes_an_input_method(reader: ReaderView) -> None:
    assert not reader.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    assert reader.accessibleName() and reader.accessibleDescription()
