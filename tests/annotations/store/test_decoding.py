"""Thousands of annotations at a time are read as each of them is."""

from __future__ import annotations

import gc
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.errors import Refusal
from annotations.store import rows
from annotations.store.decoding import COLUMNS, Line, annotations_of

texts = st.text(max_size=4)
maybe = st.none() | texts
spans = st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)).map(sorted), max_size=3)
attributes = st.dictionaries(texts, texts | st.lists(texts, max_size=2), max_size=2)
tagsets = st.sampled_from([None, '{"id":"甲","version":"1"}', '{"id":"甲","new":3,"version":"2"}'])
rests = st.sampled_from(["{}", "{}", "{}", '{"absent":["note"],"extra":{"甲":1}}'])


@st.composite
def lines(draw: st.DrawFn) -> Line:
    return (
        *(draw(st.integers(0, 3)), draw(texts), draw(texts), json.dumps(draw(spans)), draw(texts)),
        *(json.dumps(draw(attributes)), draw(maybe), draw(maybe), draw(maybe), draw(maybe)),
        *(draw(tagsets), draw(rests)),
    )


@given(st.lists(lines(), max_size=6))
def test_all_are_read_as_each_one_is(found: list[Line]) -> None:
    ordered = sorted(found, key=lambda line: line[:2])
    each = [dict(zip(COLUMNS, line[1:], strict=True)) for line in ordered]
    assert annotations_of(found) == tuple(map(rows.annotation_of, each))


GOOD: Line = (0, "1", "PLACE", "[[1,2]]", "字", "{}", None, None, None, None, None, "{}")


@pytest.mark.parametrize(
    ("column", "text"),
    [
        (3, "[[2,1]]"),
        (3, "[[-1,1]]"),
        (3, "[[1,2]],[[3,4]]"),
        (3, "[[1]]"),
        (3, "3"),
        (3, ""),
        (5, "[]"),
        (5, "{"),
        (10, "{}"),
        (11, "[]"),
    ],
)
def test_a_damaged_row_among_good_ones_is_refused(column: int, text: str) -> None:
    bad = (*GOOD[:column], text, *GOOD[column + 1 :])
    with pytest.raises(Refusal) as refused:
        annotations_of([GOOD, bad, GOOD])
    assert refused.value.key == "content-damaged"


def test_two_rows_that_would_make_up_for_each_other_are_damaged() -> None:
    torn = [(*GOOD[:3], text, *GOOD[4:]) for text in ("[[1,2]],[[3,4]]", "")]
    with pytest.raises(Refusal):
        annotations_of(torn)


@pytest.mark.parametrize("on", [True, False])
def test_garbage_is_collected_afterwards_as_it_was_before(on: bool) -> None:
    (gc.enable if on else gc.disable)()
    try:
        annotations_of([GOOD])
        with pytest.raises(Refusal):
            annotations_of([(*GOOD[:3], "", *GOOD[4:])])
        assert gc.isenabled() == on
    finally:
        gc.enable()
