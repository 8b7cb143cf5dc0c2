"""Which of several candidates for one place stay."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from annotations.suggest.kinds import Candidate
from annotations.suggest.settling import settled
from annotations.text.alignment import Span

TEXT = "浙江省杭州市西湖区\n人民政府𠮷区"


def _candidates() -> st.SearchStrategy[list[Candidate]]:
    place = st.integers(0, len(TEXT))
    spans = st.tuples(place, place).map(lambda pair: Span(*sorted(pair)))
    sure = st.sampled_from([0.5, 0.9])
    return st.lists(st.builds(Candidate, spans, st.sampled_from("AB"), st.just("r"), sure))


def test_the_longest_stays_and_what_is_inside_is_kept_apart():
    whole, part = Candidate(Span(0, 9), "A", "r", 0.5), Candidate(Span(0, 3), "B", "r", 0.9)

    assert settled([part, whole], TEXT) == ([whole], [part])


def test_of_two_for_one_place_the_surer_stays_and_the_other_is_gone():
    sure, unsure = Candidate(Span(0, 3), "A", "r", 0.9), Candidate(Span(0, 3), "B", "r", 0.5)

    assert settled([unsure, sure], TEXT) == ([sure], [])


def test_nothing_crosses_a_line_end_or_meets_a_zone():
    crossing, muted = Candidate(Span(6, 12), "A", "r", 1), Candidate(Span(12, 15), "A", "r", 1)

    assert settled([crossing, muted], TEXT, [Span(13, 14)]) == ([], [])


@given(_candidates(), st.randoms())
def test_what_stays_is_disjoint_in_order_and_covers_what_is_inner(found, random):
    outer, inner = settled(found, TEXT)

    assert all(a.span.end <= b.span.start for a, b in pairwise(outer))
    for one in inner:
        assert any(o.span.contains(one.span) and o.span != one.span for o in outer)
    shuffled = list(found)
    random.shuffle(shuffled)
    assert {one.span for one in settled(outer + inner, TEXT)[0]} == {one.span for one in outer}
