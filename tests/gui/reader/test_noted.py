"""Emendations, muted zones and doubts: what a row shows of them, and what they look like."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage

from annotations.model import Doubt, Span
from gui import look
from gui.reader.columns import Column
from gui.reader.noted import NotedIndex, Spot, changed_part
from gui.reader.view import ReaderView
from tests.gui.reader.conftest import SENTENCE, emended, mark, page

RESIDUE = SENTENCE.index("(qū)")
TWO = f"{SENTENCE}\n{SENTENCE}"


def spots(reader: ReaderView) -> list[Spot]:
    """All spots on the screen."""
    return [spot for row in reader.flow.rows for spot in row.layout.dressing.noted.spots]


def box_of(reader: ReaderView, source: int) -> QRectF:
    box = reader.place_of(source)
    assert box is not None
    return QRectF(box)


def colours(reader: ReaderView, box: QRectF) -> dict[str, int]:
    """How often each colour stands in a box of the viewport."""
    picture: QImage = reader.viewport().grab(box.toAlignedRect()).toImage()
    found: dict[str, int] = {}
    for x in range(picture.width()):
        for y in range(picture.height()):
            name = picture.pixelColor(x, y).name()
            found[name] = found.get(name, 0) + 1
    return found


# -- which, and where -----------------------------------------------------------------------


def test_what_is_removed_is_struck_out_in_the_source_and_only_proposed_otherwise(
    reader: ReaderView,
) -> None:
    text = SENTENCE * 2
    second = len(SENTENCE) + RESIDUE
    mended = [emended(RESIDUE, RESIDUE + 4), emended(second, second + 4, status="proposed")]
    reader.show_page(page(text, emendations=mended))
    assert [(s.look, s.about.span.start) for s in spots(reader)] == [
        ("struck", RESIDUE),
        ("proposed", second),
    ]
    faded = reader.flow.rows[0].layout.dressing.noted.faded
    assert faded == (Span(RESIDUE, RESIDUE + 4),)


def test_in_other_views_an_accepted_emendation_leaves_a_tick_and_nothing_is_struck(
    reader: ReaderView,
) -> None:
    gone = emended(RESIDUE, RESIDUE + 4)
    other = emended(4, 5, "，")
    blocks = [(4, 5, "，"), (RESIDUE, RESIDUE + 4, "")]
    reader.show_page(page(SENTENCE, emendations=[other, gone], blocks=blocks, name="hans"))
    assert [spot.look for spot in spots(reader)] == ["ticked", "ticked"]
    assert not reader.flow.rows[0].layout.dressing.noted.faded
    comma, place = (spot.parts[0] for spot in spots(reader))
    assert comma.right > comma.left and place.right == place.left
    assert place.left == reader.flow.rows[0].layout.x_of(RESIDUE, 0)


def test_equal_ends_of_an_emendation_are_not_struck() -> None:
    whole = emended(1, 7, "江区举")
    assert changed_part(whole, "松江區(qū)举行") == (Span(2, 7), "区举")
    longer = emended(1, 8, "江区举")
    assert changed_part(longer, "松江區(qū)举行") == (Span(2, 7), "区")
    nothing = emended(0, 2, "松江")
    assert changed_part(nothing, "松江區") == (Span(2, 2), "")


def test_an_insertion_and_a_lost_break_are_seen_once_also_at_the_seam_of_two_rows(
    reader: ReaderView,
) -> None:
    end = len(SENTENCE)
    for start in (0, 5, end, end + 1, len(TWO)):
        reader.show_page(page(TWO, emendations=[emended(start, start, "¶")]))
        assert [[p.sign for p in spot.parts] for spot in spots(reader)] == [["between"]]
    reader.show_page(page(TWO, emendations=[emended(end, end + 1, "")]))
    assert [[p.sign for p in spot.parts] for spot in spots(reader)] == [["break"]]
    reader.show_page(page("甲\u200b乙", emendations=[emended(1, 2)]))
    assert [[p.sign for p in spot.parts] for spot in spots(reader)] == [["thin"]]
    reader.grab()


def test_an_emendation_over_several_lines_and_rows_is_seen_in_each(reader: ReaderView) -> None:
    text = "\n".join([SENTENCE * 3] * 3)
    reader.show_page(page(text, emendations=[emended(5, len(text) - 5)]))
    for row in reader.flow.rows:
        (spot,) = row.layout.dressing.noted.spots
        lines = {part.line for part in spot.parts}
        assert lines == set(range(len(row.layout.lines)))


@given(
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 25)), max_size=12),
    st.integers(0, 70),
    st.integers(0, 20),
)
def test_the_emendations_of_a_place_are_found_also_where_some_hold_others(
    pairs: list[tuple[int, int]], start: int, length: int
) -> None:
    text = "国" * 90
    mended = sorted((emended(a, a + n) for a, n in pairs), key=lambda e: e.span)
    shown = page(text, emendations=mended)
    index = NotedIndex()
    index.show(shown, Column(shown.columns[0].view))
    span = Span(start, start + length)
    wanted = [e for e in mended if e.span.start <= span.end and span.start <= e.span.end]
    assert index.emendations(span) == wanted


def test_a_change_of_emendations_alone_lays_no_text_out_again(reader: ReaderView) -> None:
    reader.show_page(page(TWO, emendations=[emended(4, 5, status="proposed")]))
    layouts = [row.layout for row in reader.flow.rows]
    reader.show_page(page(TWO, emendations=[emended(4, 5)]), keep_place=True)
    assert [row.layout for row in reader.flow.rows] == layouts
    assert [spot.look for spot in spots(reader)] == ["struck"]


# -- small ink ------------------------------------------------------------------------------


def test_what_comes_instead_hangs_under_what_goes_and_meets_no_chip(reader: ReaderView) -> None:
    mended = [emended(RESIDUE, RESIDUE + 4, "区"), emended(4, 4, "本报讯")]
    reader.show_page(page(SENTENCE, [mark("1", (9, 16)), mark("2", (0, 6))], emendations=mended))
    layout = reader.flow.rows[0].layout
    assert {hung.spot.note for hung in layout.dressing.hung} == {"区", "本报讯"}
    chips = [layout.chip_rect(s) for s in layout.dressing.segments if s.chip]
    for hung in layout.dressing.hung:
        ink = layout.hung_rect(hung)
        assert not any(ink.intersects(chip) for chip in chips)
        assert ink.top() >= layout.body(hung.line, 0, 1).bottom()
        assert ink.bottom() <= layout.lines[hung.line].y + layout.lines[hung.line].height


def test_a_comma_of_small_ink_makes_no_line_higher(reader: ReaderView) -> None:
    marks = [mark("1", (3, 8), name="很长的标签名"), mark("2", (2, 9), name="很长的标签名")]
    for new, hangs in (("，", False), ("区", True)):
        reader.show_page(page(SENTENCE, marks))
        height = reader.flow.rows[0].layout.height
        reader.show_page(page(SENTENCE, marks, emendations=[emended(5, 6, new)]))
        layout = reader.flow.rows[0].layout
        assert bool(layout.dressing.hung) == hangs
        assert (layout.height > height) == hangs


def test_a_paragraph_put_in_is_written_as_its_sign(reader: ReaderView) -> None:
    reader.show_page(page(SENTENCE, emendations=[emended(9, 9, "\n\n")]))
    (hung,) = reader.flow.rows[0].layout.dressing.hung
    assert hung.spot.note == "¶"


# -- what is drawn --------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["light", "dark"])
def test_struck_text_is_faded_under_a_line_and_its_neighbours_keep_their_ink(
    reader: ReaderView, name: str
) -> None:
    theme = look.theme(name)
    reader.set_theme(theme)
    text = "国" * 30
    reader.clearFocus()
    reader.show_page(page(text, emendations=[emended(10, 12), emended(20, 22, status="proposed")]))
    struck, plain = colours(reader, box_of(reader, 10)), colours(reader, box_of(reader, 5))
    boxed = colours(reader, box_of(reader, 20))
    assert theme.faded.name() in struck and theme.ink.name() not in struck
    assert struck[theme.emendation.name()] >= 15
    assert theme.ink.name() in plain and theme.emendation.name() not in plain
    assert theme.ink.name() in boxed and theme.emendation.name() in boxed
    assert theme.faded.name() not in boxed


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize("blocks", [[], [(0, 1, "國")]], ids=["source", "hant"])
def test_a_zone_is_faded_in_every_view_and_its_marks_keep_their_colours(
    reader: ReaderView, name: str, blocks: list[tuple[int, int, str]]
) -> None:
    theme = look.theme(name)
    reader.set_theme(theme)
    text = "国" * 20 + "\n" + "国" * 20
    zone = emended(0, 20, status="proposed", kind="boilerplate")
    shown = page(
        text,
        [mark("1", (2, 6))],
        blocks=blocks,
        name="hant" if blocks else "source",
        emendations=[zone],
        zones=[zone.span],
    )
    reader.clearFocus()
    reader.show_page(shown)
    muted, other = colours(reader, box_of(reader, 10)), colours(reader, box_of(reader, 30))
    assert theme.faded.name() in muted and theme.ink.name() not in muted
    assert theme.ink.name() in other and theme.faded.name() not in other
    assert theme.emendation.name() not in muted
    under = box_of(reader, 3).adjusted(0, 0, 0, 6)
    assert theme.hue(1).name() in colours(reader, under)
    reader.activate("1")
    assert theme.faded.name() not in colours(reader, box_of(reader, 4))
    reader.select(Span(9, 12))
    assert theme.ink.name() in colours(reader, box_of(reader, 10))


def test_doubts_are_underlined_with_dots_and_pinned_ones_with_a_line(reader: ReaderView) -> None:
    colour = look.theme("light").doubt.name()
    doubts = [
        Doubt(Span(3, 4), "后", ("后", "後"), "character"),
        Doubt(Span(8, 9), "后", ("后", "後"), "pinned"),
    ]
    reader.clearFocus()
    reader.show_page(page("后" * 20, blocks=[(0, 1, "後")], name="hant", doubts=doubts))

    def dots(source: int) -> int:
        return colours(reader, box_of(reader, source).adjusted(0, 18, 0, 2)).get(colour, 0)

    assert 4 <= dots(3) <= 8 < 14 <= dots(8)
    assert dots(5) == 0


def test_everything_is_found_under_the_mouse_where_it_is_drawn(reader: ReaderView) -> None:
    mended = [
        emended(0, 30, status="proposed", kind="boilerplate"),
        emended(RESIDUE, RESIDUE + 4, "区"),
        emended(4, 4, "日"),
    ]
    mended.sort(key=lambda e: e.span)
    reader.show_page(page(SENTENCE, emendations=mended, zones=[Span(0, 30)]))

    def at(box: QRectF) -> list[int]:
        return [len(spot.about.span) for spot in reader.notes.at(box.center())]

    assert at(box_of(reader, RESIDUE + 1)) == [4, 30]
    assert at(box_of(reader, 20)) == [30]
    left = box_of(reader, 4)
    left.setWidth(2)
    assert at(left) == [0, 30]
    layout, y = reader.flow.rows[0].layout, reader.flow.rows[0].y
    ink = next(layout.hung_rect(h) for h in layout.dressing.hung if h.spot.note == "区")
    assert at(ink.translated(reader.flow.side.left, y)) == [4]
    assert at(box_of(reader, len(SENTENCE) - 3)) == []


@pytest.mark.parametrize("name", ["light", "dark"])
def test_faded_text_and_dots_can_be_seen_on_paper_and_faded_text_on_every_tint(name: str) -> None:
    theme = look.theme(name)
    assert look.contrast(theme.doubt, theme.paper) >= 3
    assert 3 <= look.contrast(theme.faded, theme.paper) < look.contrast(theme.ink, theme.paper) / 2
    for hue in range(1, 9):
        tint = theme.tint_of(hue)
        ground = _mixed(tint, theme.paper)
        assert look.contrast(theme.faded, ground) >= 3, hue


def _mixed(over: QColor, under: QColor) -> QColor:
    alpha = over.alphaF()
    pairs = (
        (over.redF(), under.redF()),
        (over.greenF(), under.greenF()),
        (over.blueF(), under.blueF()),
    )
    return QColor.fromRgbF(*(a * alpha + b * (1 - alpha) for a, b in pairs))
