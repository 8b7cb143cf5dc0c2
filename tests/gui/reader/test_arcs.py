"""Relations on the page: which are drawn, and that no word is ever under one."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gui.reader.arcs import Arc, _line
from gui.reader.pages import Dress, Link, Mark, Page
from gui.reader.view import ReaderView
from tests.gui.reader.conftest import SENTENCE, changes, mark, page

TEXT = "\n".join([SENTENCE * 3] * 30)
PLACES = [(start, start + 2 + start % 5) for start in range(3, 900, 11)]
MARKS = [mark(f"m{at}", place, hue=at % 8 + 1) for at, place in enumerate(PLACES)]


def linked(*pairs: tuple[int, int], marks: list[Mark] = MARKS, beside: bool = False) -> Page:
    made = page(TEXT, marks, beside=changes(TEXT) if beside else None)
    links = [Link(f"r{n}", f"m{a}", f"m{b}", "参与方") for n, (a, b) in enumerate(pairs)]
    return replace(made, links=tuple(links))


def drawn(reader: ReaderView) -> list[Arc]:
    return reader._canvas.arcs


def ids(reader: ReaderView) -> set[str]:
    return {arc.link.id for arc in drawn(reader)}


def glyphs(reader: ReaderView) -> list[QRectF]:
    """The bodies of the lines on the screen."""
    boxes: list[QRectF] = []
    flow = reader.flow
    for row in flow.rows:
        for side, layout in zip(flow.sides, row.layouts, strict=True):
            for number, line in enumerate(layout.lines):
                width = layout.x_of(line.end, number)
                body = layout.body(number, 0, width)
                boxes.append(body.translated(side.left, round(row.y)))
    return boxes


def strokes(reader: ReaderView) -> list[QRectF]:
    """What is painted along the lines of text."""
    paths = [pairwise(arc.path) for arc in drawn(reader)]
    return [
        _line(a, b, reader.flow.style.hair) for path in paths for a, b in path if a.y() == b.y()
    ]


def test_those_of_the_chosen_mark_are_drawn_and_all_when_asked(reader: ReaderView) -> None:
    reader.show_page(linked((0, 1), (1, 9), (5, 6), (70, 71)))
    assert ids(reader) == set()
    reader.activate("m1")
    assert ids(reader) == {"r0", "r1"}
    reader.set_links(True)
    assert ids(reader) == {"r0", "r1", "r2"}, "of the fourth nothing is on the screen"
    assert {arc.link.id for arc in drawn(reader) if arc.chosen} == {"r0", "r1"}
    reader.set_reading(True)
    assert ids(reader) == set()


def test_one_whose_mark_is_hidden_or_gone_is_not_drawn(reader: ReaderView) -> None:
    reader.show_page(linked((0, 1), (1, 2), marks=MARKS[:2]))
    reader.set_links(True)
    assert ids(reader) == {"r0"}
    reader.show_page(linked((0, 1), (1, 2), marks=MARKS[1:]), keep_place=True)
    assert ids(reader) == {"r1"}


def test_one_whose_other_end_is_off_the_screen_leads_out_of_it(reader: ReaderView) -> None:
    reader.show_page(linked((0, 70)))
    reader.set_links(True)
    (arc,) = drawn(reader)
    assert arc.seen == (True, False) and arc.path[-1].y() > reader.viewport().height()
    reader.reveal(MARKS[70].hull)
    (arc,) = drawn(reader)
    assert arc.seen == (False, True) and arc.path[0].y() < 0


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    pairs=st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=12),
    dress=st.sampled_from(["chips", "lines", "none"]),
    zoom=st.sampled_from([50, 100, 170, 300]),
    beside=st.booleans(),
)
def test_no_word_is_under_a_relation(
    reader: ReaderView, pairs: list[tuple[int, int]], dress: Dress, zoom: int, beside: bool
) -> None:
    reader.show_page(linked(*(pair for pair in pairs if pair[0] != pair[1]), beside=beside))
    reader.set_dressing(dress)
    reader.set_zoom(zoom)
    reader.set_links(True)
    reader.activate(f"m{pairs[0][0]}" if pairs else None)
    for stroke in strokes(reader):
        assert not any(stroke.intersects(body) for body in glyphs(reader))


def test_the_mouse_on_one_tells_of_it(reader: ReaderView, qtbot: QtBot) -> None:
    reader.show_page(linked((0, 9)))
    reader.activate("m0")
    (arc,) = drawn(reader)
    one, other = arc.path[1], arc.path[2]
    middle = ((one + other) / 2).toPoint()
    assert reader.link_at(middle.toPointF()) == arc.link
    QTest.mouseMove(reader.viewport(), QPoint(700, 590))
    QTest.mouseMove(reader.viewport(), middle)
    qtbot.waitUntil(reader.notes.card.isVisible)
    assert reader.notes.card.text.startswith("Link")


def test_choosing_another_mark_paints_what_was_drawn_away(reader: ReaderView, qtbot: QtBot) -> None:
    reader.show_page(linked((0, 9)))
    bare = reader.viewport().grab().toImage()
    reader.activate("m0")
    assert reader.viewport().grab().toImage() != bare
    reader.activate(None)
    qtbot.waitUntil(lambda: reader.viewport().grab().toImage() == bare)


def test_of_a_thousand_relations_none_is_looked_up_anew_by_a_scroll(reader: ReaderView) -> None:
    many = [(at % 80, (at * 7 + 1) % 80) for at in range(1000)]
    reader.show_page(linked(*(pair for pair in many if pair[0] != pair[1])))
    reader.set_links(True)
    held = reader._canvas.relations._bows
    reader.scroll_by(40)
    reader.activate("m3")
    assert reader._canvas.relations._bows is held


def test_space_tells_of_the_mark_at_the_caret_and_of_plain_words(
    reader: ReaderView, qtbot: QtBot
) -> None:
    reader.show_page(page(SENTENCE, [mark("m", (3, 9)), mark("n", (4, 6))]))
    card = reader.notes.card
    for at, told in ((4, "Mark"), (12, "Span")):
        reader.put_caret(at)
        qtbot.keyClick(reader, Qt.Key.Key_Space)
        assert card.isVisible() and card.text.startswith(told)
        qtbot.keyClick(reader, Qt.Key.Key_Space)
        assert not card.isVisible()
