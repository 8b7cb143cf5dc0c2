"""Rows: how a text is cut, and the sums of their heights."""

from __future__ import annotations

from itertools import accumulate

from hypothesis import given
from hypothesis import strategies as st

from gui.reader.rows import RowIndex, cut

TEXTS = st.text(alphabet="甲乙。，”𠮷a \n\r\x0b\x85\u2028\u2029\u0301", max_size=200)


@given(TEXTS)
def test_rows_hold_every_character_once_and_in_order(text: str) -> None:
    rows = cut(text, longest=12, long=12)
    assert rows.starts[0] == 0 and rows.starts[-1] == len(text)
    assert rows.starts == sorted(rows.starts)
    assert len(rows) >= 1


@given(TEXTS)
def test_only_breaks_stand_between_rows(text: str) -> None:
    rows = cut(text, longest=12, long=12)
    for i in range(len(rows)):
        row, after = rows[i], rows.starts[i + 1]
        assert text[row.end : after] in ("", "\n", "\r", "\r\n", "\x85", "\u2028", "\u2029")
        assert not set(text[row.start : row.end]) & set("\n\x85\u2028\u2029")


@given(TEXTS, st.data())
def test_every_caret_stands_in_the_row_that_begins_before_it(
    text: str, data: st.DataObject
) -> None:
    rows = cut(text, longest=12, long=12)
    caret = data.draw(st.integers(0, len(text)))
    row = rows.at(caret)
    assert rows.starts[row] <= caret
    assert row + 1 == len(rows) or caret < rows.starts[row + 1]


def test_an_empty_text_has_one_row_and_a_final_break_a_last_empty_one() -> None:
    assert [tuple(cut("")[0])] == [(0, 0)]
    rows = cut("甲\r\n")
    assert len(rows) == 2 and tuple(rows[1]) == (3, 3)


def test_a_long_paragraph_is_cut_after_sentences_into_at_most_800_characters() -> None:
    rows = cut(("这是一个句子，很长。" * 2000) + "\n后一段")
    sizes = [rows[i].end - rows[i].start for i in range(len(rows))]
    assert max(sizes) <= 800 and min(sizes[:-2]) > 400
    assert all(rows.text[rows[i].end - 1] == "。" for i in range(len(rows) - 2))
    assert rows.opens.count(True) == 2 and rows.numbers[-1] == 2


def test_an_ordinary_long_paragraph_stays_whole() -> None:
    assert len(cut("一句。" * 500)) == 1


def test_blank_rows_are_known_and_not_counted() -> None:
    rows = cut("一\n\n　 \n二")
    assert rows.blank == [False, True, True, False]
    assert rows.numbers == [1, 1, 1, 2]


HEIGHTS = st.lists(st.integers(0, 60), min_size=1, max_size=60)


@given(HEIGHTS, st.lists(st.tuples(st.integers(0, 59), st.integers(0, 60)), max_size=20))
def test_the_sums_of_heights_agree_with_a_plain_list(
    heights: list[int], edits: list[tuple[int, int]]
) -> None:
    index, plain = RowIndex([float(h) for h in heights]), list(heights)
    for row, height in edits:
        if row < len(plain):
            assert index.set(row, float(height)) == height - plain[row]
            plain[row] = height
    sums = [0, *accumulate(plain)]
    assert [index.prefix(i) for i in range(len(plain) + 1)] == sums
    assert index.total == sums[-1]
    for y in range(-1, sums[-1] + 2):
        inside = [i for i in range(len(plain)) if sums[i] <= y < sums[i + 1]]
        edge = 0 if y < 0 else len(plain) - 1
        expected = inside[0] if inside else edge
        assert index.find(y) == expected or (y < 0 and sums[index.find(y) + 1] >= 0)
