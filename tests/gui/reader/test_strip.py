"""The strip beside the scroll bar shows the whole text, and goes where one clicks."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from annotations.model import Span
from gui import look
from gui.reader.pages import Mark
from gui.reader.strip import BIN, HITS, HUES, LATE, MARKS, Strip, layers
from gui.reader.view import ReaderView
from tests.gui.reader.conftest import SENTENCE, mark, page

TEXT = "\n".join(SENTENCE for _ in range(400))
THEME = look.theme("light")


def settled(reader: ReaderView) -> Strip:
    """The strip, after all that was wanted of it is drawn."""
    QTest.qWait(3 * LATE)
    return reader.findChildren(Strip)[0]


def drawn(strip: Strip, column: tuple[int, int]) -> list[str]:
    """The colour of each bin, from top to bottom, at the left of a column."""
    image = strip.grab().toImage()
    ys = range(0, strip.height() - 1, BIN)
    return [QColor(image.pixel(column[0], y)).name() for y in ys]


@given(
    st.lists(st.tuples(st.integers(0, 90), st.integers(1, 30), st.integers(1, 20)), max_size=20),
    st.lists(st.integers(1, 100), max_size=12),
)
def test_a_bin_counts_the_marks_in_it_by_their_hue(
    given_marks: list[tuple[int, int, int]], others: list[int]
) -> None:
    edges = [0, *sorted(others)]
    marks = [mark(str(n), (s, s + w), hue=h) for n, (s, w, h) in enumerate(given_marks)]
    made = layers(marks, edges)
    bounds = [*edges[1:], 10**9]
    for hue in range(HUES):
        for at, (low, high) in enumerate(zip(edges, bounds, strict=True)):
            if low < high:
                assert made[hue][at] == sum(_in(m, low, high) for m in marks if _hue(m) == hue)


def _hue(mark: Mark) -> int:
    return (mark.hue - 1) % HUES


def _in(mark: Mark, low: int, high: int) -> bool:
    return any(part.start < high and low < part.end for part in mark.fragments)


def rows(colours: Sequence[str], wanted: QColor) -> list[int]:
    return [at for at, colour in enumerate(colours) if colour == wanted.name()]


def test_marks_and_hits_stand_where_they_are_in_the_text(reader: ReaderView) -> None:
    middle = len(TEXT) // 2
    end = len(TEXT) - 5
    reader.show_page(page(TEXT, [mark("m", (middle, middle + 9), hue=3)]))
    reader.set_hits((Span(end, end + 2),))
    strip = settled(reader)
    bins = strip.height() // BIN
    (at,) = rows(drawn(strip, MARKS), THEME.hue(3))
    assert abs(at - bins / 2) < bins / 20
    at = rows(drawn(strip, HITS), THEME.hit_edge)[0]
    assert bins * 0.85 < at < bins


def test_a_text_that_is_all_on_the_screen_has_its_marks_at_their_own_height(
    reader: ReaderView,
) -> None:
    text = "\n".join(SENTENCE for _ in range(4))
    start = text.rindex("签约")
    reader.show_page(page(text, [mark("m", (start, start + 2))]))
    strip, box = settled(reader), reader.place_of(start)
    assert box is not None
    (at,) = rows(drawn(strip, MARKS), THEME.hue(1))
    assert abs(at * BIN - box.center().y()) <= 1.5 * reader.flow.style.text.pitch


def test_a_click_has_what_is_there_in_the_middle_of_the_screen(reader: ReaderView) -> None:
    where = len(TEXT) * 3 // 4
    reader.show_page(page(TEXT, [mark("m", (where, where + 9))]))
    strip = settled(reader)
    (at,) = rows(drawn(strip, MARKS), THEME.hue(1))
    QTest.mouseClick(strip, Qt.MouseButton.LeftButton, pos=QPoint(4, at * BIN))
    box = reader.place_of(where)
    assert box is not None
    assert reader.viewport().rect().contains(box)
    QTest.mouseClick(strip, Qt.MouseButton.LeftButton, pos=QPoint(4, strip.height() - 1))
    assert reader.flow.rows[-1].number + 1 == len(reader.flow.column)
    QTest.mouseClick(strip, Qt.MouseButton.LeftButton, pos=QPoint(4, 0))
    assert reader.flow.value == 0


def test_scrolling_and_the_caret_draw_no_new_picture_but_a_mark_does(
    reader: ReaderView, qtbot: QtBot
) -> None:
    reader.show_page(page(TEXT))
    strip = settled(reader)
    before = strip.picture
    assert before is not None
    for _ in range(5):
        reader.scroll_by(100)
    reader.put_caret(700)
    assert settled(reader).picture is before
    assert strip.place.top() > 0
    reader.show_page(page(TEXT, [mark("m", (3, 9))]), keep_place=True)
    qtbot.waitUntil(lambda: strip.picture is not before)


def test_what_is_not_drawn_in_the_text_is_not_drawn_beside_it(reader: ReaderView) -> None:
    reader.show_page(page(TEXT, [mark("m", (900, 990))]))
    assert rows(drawn(settled(reader), MARKS), THEME.hue(1))
    reader.set_dressing("none")
    assert not rows(drawn(settled(reader), MARKS), THEME.hue(1))
    reader.set_dressing("chips")
    reader.set_reading(True)
    assert not rows(drawn(settled(reader), MARKS), THEME.hue(1))


def test_it_has_a_name_and_no_keys(reader: ReaderView) -> None:
    strip = settled(reader)
    assert strip.accessibleName()
    assert strip.focusPolicy() == Qt.FocusPolicy.NoFocus


def test_an_empty_text_has_an_empty_strip(reader: ReaderView) -> None:
    reader.show_page(page(""))
    strip = settled(reader)
    assert not rows(drawn(strip, HITS), THEME.hit_edge)
    QTest.mouseClick(strip, Qt.MouseButton.LeftButton, pos=QPoint(4, 50))
    assert reader.flow.value == 0
