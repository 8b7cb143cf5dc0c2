"""The selection: what lasts is the source, whatever view it was made in."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotations.model import Alignment, Span, View
from gui.reader.columns import Column
from gui.reader.selection import SelectionModel

SOURCE = Column(View("source", "沪(hù)滇两地签约", Alignment.identity(10)))
CLEAN = Column(View("clean", "沪滇两地缔结条约", Alignment.of_blocks(10, [(1, 5, 0), (8, 10, 4)])))


def test_a_selection_in_a_view_covers_its_source_and_no_more() -> None:
    model = SelectionModel(CLEAN)
    assert model.take(1, 2) and model.span == Span(5, 6)
    assert model.take(0, 2) and model.span == Span(0, 6)
    assert model.take(5, 6) and model.span == Span(8, 10)
    assert model.drawn == Span(4, 8)


def test_going_to_another_view_and_back_changes_nothing() -> None:
    model = SelectionModel(CLEAN)
    model.take(2, 0)
    model.show(SOURCE)
    assert (model.span, model.at, model.from_) == (Span(0, 6), 0, 6)
    model.show(CLEAN)
    assert (model.span, model.at, model.from_) == (Span(0, 6), 0, 2)
    assert (model.caret, model.anchor) == (0, 6)


def test_what_is_deleted_in_a_view_stays_selected_unseen() -> None:
    model = SelectionModel(SOURCE)
    model.take(2, 4)
    model.show(CLEAN)
    assert model.span == Span(2, 4) and model.drawn is None and model.at == 1


def test_extending_keeps_the_other_end_and_changes_are_told_once() -> None:
    model = SelectionModel(SOURCE)
    assert not model.place(3)
    assert model.place(5, extend=True) and model.span == Span(3, 5)
    assert not model.place(5, extend=True)
    assert model.place(1, extend=True) and model.span == Span(1, 3)
    assert model.select(None) and model.caret == 1
    assert model.select(Span(2, 6)) and (model.anchor, model.caret) == (2, 6)


@given(st.integers(0, 8), st.integers(0, 8))
def test_any_selection_is_drawn_over_what_was_dragged(a: int, b: int) -> None:
    model = SelectionModel(CLEAN)
    model.take(a, b)
    low, high = min(a, b), max(a, b)
    if low < high:
        assert model.drawn is not None and model.drawn.contains(Span(low, high))
        assert model.span == CLEAN.alignment.to_source(Span(low, high))
    else:
        assert model.span is None
