"""Layers: nothing overlaps in one, nothing is lost between them, and the order is told."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotations.formats import flat
from annotations.model import Span

_cuts = st.sets(st.integers(0, 12), min_size=2, max_size=6).map(sorted)
_marks = st.lists(
    _cuts.map(lambda cuts: [Span(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=False)]),
    max_size=6,
)


@given(_marks, st.sampled_from(["outermost", "innermost"]))
def test_every_mark_is_in_one_layer_and_none_overlaps_there(
    marks: list[list[Span]], policy: flat.Policy
) -> None:
    layers = flat.layers(marks, policy)
    assert sorted(n for layer in layers for n in layer) == list(range(len(marks)))
    for layer in layers:
        spans = [span for n in layer for span in marks[n]]
        assert not any(a.overlaps(b) for i, a in enumerate(spans) for b in spans[:i])
        assert [marks[n][0] for n in layer] == sorted(marks[n][0] for n in layer)


def test_the_longest_or_the_shortest_comes_first() -> None:
    marks = [[Span(0, 4)], [Span(1, 3)], [Span(3, 6)], [Span(0, 4)], []]
    assert flat.layers(marks, "outermost") == [[0], [3], [1, 2]]
    assert flat.layers(marks, "innermost", most=1) == [[1, 2]]
    assert flat.layers([[]], "outermost") == []
