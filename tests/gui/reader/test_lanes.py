"""Lanes: nothing covers anything, the inner stands above the outer."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gui.reader.lanes import FOLDED, Piece, fit, pack


@st.composite
def pieces(draw: st.DrawFn) -> Piece:
    start, size = draw(st.integers(0, 60)), draw(st.integers(1, 30))
    chip = draw(st.integers(0, 40))
    return Piece(start * 18.0, max((start + size) * 18.0, start * 18.0 + chip), start, start + size)


@given(st.lists(pieces(), max_size=30), st.integers(1, 5), st.data())
def test_no_two_pieces_of_a_lane_overlap(
    given_: list[Piece], limit: int, data: st.DataObject
) -> None:
    favourite = data.draw(st.none() | st.integers(0, len(given_) - 1)) if given_ else None
    lanes = pack(given_, limit, favourite)
    assert all(lane == FOLDED or 0 <= lane < limit for lane in lanes)
    for i, one in enumerate(given_):
        for j, other in enumerate(given_[:i]):
            if lanes[i] == lanes[j] != FOLDED:
                assert one.right <= other.left or other.right <= one.left
    assert favourite is None or lanes[favourite] != FOLDED


@given(st.lists(pieces(), max_size=12))
def test_a_longer_span_stands_below_every_shorter_one_it_holds(given_: list[Piece]) -> None:
    lanes = pack(given_, 40)
    for i, outer in enumerate(given_):
        for j, inner in enumerate(given_):
            strictly = outer.end - outer.start > inner.end - inner.start
            holds = outer.start <= inner.start and inner.end <= outer.end
            meets = outer.left < inner.right and inner.left < outer.right
            if strictly and holds and meets:
                assert lanes[i] > lanes[j]


def test_neighbours_share_the_first_lane_and_the_fifth_deep_is_folded() -> None:
    row = [Piece(i * 50.0, i * 50.0 + 40, i * 3, i * 3 + 2) for i in range(5)]
    assert pack(row) == [0] * 5
    nest = [Piece(0, 40.0 + i, 0, 2 + i) for i in range(6)]
    assert pack(nest) == [0, 1, 2, 3, FOLDED, FOLDED]
    assert pack(nest, favourite=5)[5] == 3


def test_what_is_fitted_in_moves_nobody_and_overlaps_nothing() -> None:
    packed = [Piece(0, 50, 0, 5), Piece(0, 90, 0, 9)]
    lanes = pack(packed)
    more = [Piece(60, 80, 6, 8), Piece(80, 95, 8, 9), Piece(0, 95, 0, 10), Piece(10, 20, 1, 2)]
    assert fit(more, packed, lanes) == [0, 0, 3, 2]
    assert fit([Piece(0, 9, 0, 1)] * 6, [], []) == [0, 1, 2, 3, FOLDED, FOLDED]
