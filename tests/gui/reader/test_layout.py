"""One row: where its characters stand, and what hangs under them."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from annotations.model import Span
from gui import look
from gui.reader.dressing import Placed
from gui.reader.lanes import FOLDED
from gui.reader.layout import RowLayout
from gui.reader.rows import Row
from gui.reader.style import Style
from tests.gui.reader.conftest import SENTENCE, mark


@pytest.fixture
def style(qtbot: QtBot) -> Style:
    return Style.of(look.families("hans"), 100, 22)


def row(text: str, style: Style) -> RowLayout:
    return RowLayout(text, Row(0, len(text)), style.text, style)


def wide(name: str) -> float:
    return 14.0 * len(name)


@pytest.mark.parametrize(
    "text",
    [
        SENTENCE * 4,
        "甲𠮷乙🚫丙" * 20,
        "e\u0301x\u0302y" * 40,
        "\u202e甲\x07乙\ud800·丙",
        "区·区" * 30,
        "",
    ],
)
def test_a_click_where_a_character_begins_finds_it_whatever_stands_before(
    text: str, style: Style
) -> None:
    layout = row(text, style)
    for index in range(len(text) + 1):
        line = layout.line_of(index)
        x = layout.x_of(index, line)
        found = layout.index_at(x, line)
        if layout.qt.isValidCursorPosition(layout.shown.to_units(index)):
            assert found == index
        else:
            assert found in (index - 1, index, index + 1)
        if index < len(text) and text[index] not in "\u0301\u0302":
            right = layout.right_of(index, line)
            if right > x:
                assert layout.char_at((x + right) / 2, line) in (index, index - 1, index + 1)
                assert layout.char_at(x + 0.3, line) == index


def test_lines_follow_each_other_without_gaps_and_cover_the_row(style: Style) -> None:
    layout = row(SENTENCE * 6, style)
    assert layout.lines[0].start == 0 and layout.lines[-1].end == len(SENTENCE) * 6
    for upper, lower in zip(layout.lines, layout.lines[1:], strict=False):
        assert upper.end == lower.start and upper.y + upper.height == lower.y
        assert lower.height == style.text.pitch
    assert layout.height == layout.lines[-1].y + layout.lines[-1].height


def test_no_forbidden_character_begins_or_ends_a_line(style: Style) -> None:
    closing, opening = "。，、；：？！」』”’）》】〉·…", "（「『“‘《【〈"
    for shift in range(style.characters):
        text = "国" * shift + "".join(f"{o}国国{c}国国国" for o in opening for c in closing)
        for line in row(text, style).lines[1:]:
            assert text[line.start] not in closing
        for line in row(text, style).lines[:-1]:
            assert text[line.end - 1] not in opening


def test_a_long_address_is_broken_inside_the_measure(style: Style) -> None:
    layout = row("https://example.org/" + "a" * 300, style)
    assert len(layout.lines) > 3
    assert all(line.qt.naturalTextWidth() <= style.measure + 0.5 for line in layout.lines)


def test_a_chip_stands_at_the_first_segment_and_never_leaves_the_measure(style: Style) -> None:
    layout = row("国" * 60, style)
    per_line = layout.lines[0].end
    one = mark("1", (per_line - 1, per_line + 3), name="对口支援")
    layout.dress([Placed(one, ((per_line - 1, per_line + 3),), one.hull)], None, wide)
    first, second = layout.dressing.segments
    assert first.chip is not None and second.chip is None
    assert sum(first.chip) <= style.measure and first.chip[0] < first.left
    assert layout.hanging_at(*_centre(layout)) == (one,)


def _centre(layout: RowLayout) -> tuple[float, float]:
    middle = layout.chip_rect(layout.dressing.segments[0]).center()
    return middle.x(), middle.y()


def test_lanes_are_packed_per_line_so_that_a_continuation_moves_up(style: Style) -> None:
    layout = row("国" * 60, style)
    end = layout.lines[0].end
    inner, outer = mark("i", (end - 3, end - 1)), mark("o", (end - 5, end + 4))
    placed = [Placed(m, ((m.hull.start, m.hull.end),), m.hull) for m in (outer, inner)]
    assert layout.dress(placed, None, wide) and not layout.dress(placed, None, wide)
    lanes = {(s.mark.id, s.line): s.lane for s in layout.dressing.segments}
    assert lanes == {("i", 0): 0, ("o", 0): 1, ("o", 1): 0}
    assert layout.lines[0].height > layout.lines[1].height == style.text.pitch


def test_the_innermost_mark_alone_gives_the_ground(style: Style) -> None:
    layout = row("国" * 20, style)
    outer, inner = mark("o", (2, 12)), mark("i", (5, 8), hue=2)
    placed = [Placed(m, ((m.hull.start, m.hull.end),), m.hull) for m in (outer, inner)]
    layout.dress(placed, None, wide)
    assert [(a, b, m.id) for a, b, m in layout.dressing.tints] == [
        (2, 5, "o"),
        (5, 8, "i"),
        (8, 12, "o"),
    ]
    layout.dress(placed, "o", wide)
    assert [(a, b, m.id) for a, b, m in layout.dressing.tints] == [(2, 12, "o")]


def test_above_four_lanes_the_rest_is_folded_but_the_active_one_is_seen(style: Style) -> None:
    layout = row("国" * 20, style)
    nest = [mark(str(i), (2, 5 + i)) for i in range(7)]
    placed = [Placed(m, ((m.hull.start, m.hull.end),), m.hull) for m in nest]
    layout.dress(placed, None, wide)
    assert [m.id for m in layout.dressing.folded[0].marks] == ["4", "5", "6"]
    layout.dress(placed, "6", wide)
    lane = {s.mark.id: s.lane for s in layout.dressing.segments}
    assert lane["6"] != FOLDED and len(layout.dressing.folded[0].marks) == 3


def test_fragments_are_joined_and_carry_one_chip(style: Style) -> None:
    layout = row("国" * 60, style)
    end = layout.lines[0].end
    torn = mark("t", (2, 4), (8, 10), (end + 2, end + 4))
    ranges = tuple((f.start, f.end) for f in torn.fragments)
    layout.dress([Placed(torn, ranges, torn.hull)], None, wide)
    first, second = layout.dressing.segments
    assert (len(first.parts), len(second.parts)) == (2, 1)
    assert first.right >= layout.x_of(end, 0) - 1 and second.left == 0
    assert first.chip and not second.chip


def test_a_mark_of_which_nothing_is_left_still_has_a_stub(style: Style) -> None:
    layout = row("国国国", style)
    gone = mark("g", (1, 4))
    layout.dress([Placed(gone, ((1, 1),), Span(1, 1))], None, wide)
    assert layout.dressing.segments[0].chip and layout.dressing.tints == ()


def test_every_height_grows_with_the_zoom() -> None:
    for zoom in (50, 100, 150, 200, 400):
        style = Style.of(look.families("hans"), zoom)
        assert style.measure == 38 * style.em
        assert style.text.pitch >= style.text.bottom + style.under + style.lane
        assert style.chip_height > style.chip_font.pixelSize()


def test_each_script_has_its_own_shapes_whatever_the_system_speaks(qtbot: QtBot) -> None:
    both = "骨誤令次房角雪述冷遍返將"
    glyphs = []
    for script in ("hans", "hant"):
        style = Style.of(look.families(script), 100)
        layout = RowLayout(both, Row(0, len(both)), style.text, style)
        glyphs.append([g for run in layout.qt.glyphRuns() for g in run.glyphIndexes()])
    assert len(glyphs[0]) == len(glyphs[1]) == len(both) and glyphs[0] != glyphs[1]


def lines_of(text: str, characters: int) -> list[str]:
    """The lines of a title in a column so wide."""
    style = Style.of(look.families("hans"), 100, characters)
    layout = RowLayout(text, Row(0, len(text)), style.title, style)
    layout.balance()
    return [text[line.start : line.end].strip() for line in layout.lines]


def test_a_title_of_several_lines_is_parted_at_its_blank() -> None:
    halves = ("浦云与吉州签下新一轮对口合作协议", "共建能源装备产业园")
    parted = 0
    for characters in range(12, 38):
        lines = lines_of(" ".join(halves), characters)
        apart = [line for half in halves for line in lines_of(half, characters)]
        if len(lines) == len(apart):
            cut = next(n for n in range(len(lines)) if "".join(lines[: n + 1]) == halves[0])
            assert "".join(lines[cut + 1 :]) == halves[1]
            parted += len(lines) > 2
    assert parted, "not only those of two lines"


def test_a_title_takes_no_more_lines_for_its_blank() -> None:
    for text in ("浦云与吉州签下 新一轮合作协议", "浦 云与吉州签下新一轮合作协议共建产业园区"):
        for characters in range(9, 30):
            style = Style.of(look.families("hans"), 100, characters)
            before = RowLayout(text, Row(0, len(text)), style.title, style)
            assert len(lines_of(text, characters)) == len(before.lines)
