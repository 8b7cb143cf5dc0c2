"""The same head and tail of two sequences, as a plain loop finds them."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from gui.sequences import same_head, same_tail

SOME = st.lists(st.integers(0, 2).map(lambda n: (n,)), max_size=12)  # equal ones are not identical


def common(some: Sequence[object], others: Sequence[object], most: int) -> int:
    same = 0
    while same < most and some[same] == others[same]:
        same += 1
    return same


@given(SOME, SOME)
def test_head_and_tail_are_those_of_a_loop_and_never_overlap(
    some: list[object], others: list[object]
) -> None:
    least = min(len(some), len(others))
    head = same_head(some, others)
    tail = same_tail(some, others, head)
    assert head == common(some, others, least)
    assert tail == common(some[::-1], others[::-1], least - head)


@given(SOME, st.integers(0, 12), SOME)
def test_what_was_put_in_is_found(known: list[object], at: int, new: list[object]) -> None:
    at = min(at, len(known))
    now = [*known[:at], *new, *known[at:]]
    head = same_head(known, now)
    tail = same_tail(known, now, head)
    assert head + tail == len(known)
    assert [*known[:head], *now[head : len(now) - tail], *known[head:]] == now
