"""Two columns: rows stand side by side because they begin at the same places of the source."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotations.model import Span, View
from gui.reader.columns import Column, Columns, heading
from gui.reader.pages import Page, PageColumn
from gui.reader.rows import Rows
from tests.gui.reader.conftest import page, view

LETTERS = "甲乙。，𠮷a \n\n\r"


@st.composite
def _two(draw: st.DrawFn) -> tuple[Column, Column]:
    """Two views of one text, of which anything may be gone, longer or broken otherwise."""
    text = draw(st.text(alphabet=LETTERS, max_size=60))
    views: list[View] = []
    for name in ("clean", "hant"):
        blocks: list[tuple[int, int, str]] = []
        at = 0
        for skip, size, new in draw(_BLOCKS):
            start = at + skip
            if start + size <= len(text) and (size or new):
                blocks.append((start, start + size, new))
                at = start + size
        views.append(view(text, blocks, name))  # type: ignore[arg-type]
    leader = Column(views[0])
    return leader, Column(views[1], leader)


_BLOCKS = st.lists(
    st.tuples(st.integers(0, 8), st.integers(0, 9), st.text(alphabet=LETTERS, max_size=4)),
    max_size=5,
)


def _place(column: Column, source: int) -> int | None:
    """Where a source character stands if it stands for one alone."""
    image = column.image_of(source)
    if len(image) == 1 and column.alignment.to_source(image) == Span(source, source + 1):
        return image.start
    return None


@given(_two())
def test_a_character_stands_in_the_same_row_of_both_columns(two: tuple[Column, Column]) -> None:
    leader, led = two
    assert len(leader) == len(led)
    for source in range(leader.alignment.source_length):
        one, other = _place(leader, source), _place(led, source)
        if one is not None and other is not None:
            assert leader.rows.at(one) == led.rows.at(other)


@given(_two())
def test_the_rows_of_a_led_column_hold_its_whole_text_in_order(two: tuple[Column, Column]) -> None:
    _, led = two
    starts = led.rows.starts
    assert starts[0] == 0 and starts[-1] == len(led.text) and starts == sorted(starts)
    for number in range(len(led)):
        row = led.rows[number]
        assert starts[number] <= row.start <= row.end <= starts[number + 1]
        assert led.text[row.end : starts[number + 1]] in ("", "\n", "\r", "\r\n")
        assert led.rows.blank[number] == (not led.text[row.start : row.end].strip())


@given(_two())
def test_a_caret_can_be_led_through_every_place_of_a_led_column(
    two: tuple[Column, Column],
) -> None:
    _, led = two
    for index in range(len(led.text) + 1):
        row = led.rows.at(index)
        assert led.rows.starts[row] <= index <= led.rows.starts[row + 1]


def test_columns_of_the_same_texts_are_made_once_and_led_by_their_neighbour() -> None:
    columns, both = Columns(), page("甲\n乙", beside=[(0, 1, "")])
    first = columns.of(both)
    assert first[1].leader is first[0]
    again = columns.of(both)
    assert again[0] is first[0] and again[1] is first[1]
    alone = Page("文章", "", (both.columns[1],))
    assert columns.of(alone)[0].leader is None
    turned = Page("文章", "", both.columns[::-1])
    assert columns.of(turned)[1].leader is columns.of(alone)[0]


def test_a_paragraph_that_is_gone_in_one_column_leaves_its_room_empty() -> None:
    text = "甲甲\n乙乙\n丙丙"
    leader = Column(view(text, [], "source"))
    led = Column(view(text, [(3, 6, "")], "clean"), leader)
    assert [tuple(led.rows[i]) for i in range(3)] == [(0, 2), (3, 3), (3, 5)]
    assert led.rows.blank == [False, True, False]


def test_a_break_more_or_less_stays_inside_its_row() -> None:
    text = "甲甲\n乙乙"
    leader = Column(view(text, [(2, 3, "")], "clean"))
    led = Column(view(text, [], "source"), leader)
    assert len(led) == 1 and tuple(led.rows[0]) == (0, 5)
    assert isinstance(led.rows, Rows)


def test_the_title_is_found_in_whichever_column_begins_with_it() -> None:
    columns = Columns()
    both = page("签约仪式\n正文", blocks=[(0, 4, "活動報道")], beside=[])
    assert heading(columns.of(both), "签约仪式") == (0, False)
    assert heading(columns.of(page("正文", beside=[])), "签约仪式") == (None, True)
    assert isinstance(both.columns[0], PageColumn)
