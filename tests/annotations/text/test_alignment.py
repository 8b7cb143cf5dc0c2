"""The laws of alignments: what makes a span tagged in one view right in every other."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.text.alignment import Alignment, Span, replaced
from tests.annotations.text.strategies import aligned_spans, alignments, edits, texts


def images(alignment: Alignment, span: Span) -> list[Span]:
    """What each character of the span became, the ones that were deleted left out."""
    singles = (Span(i, i + 1) for i in range(span.start, span.end))
    return [image for one in singles if (image := alignment.to_target(one))]


@given(aligned_spans())
def test_a_span_goes_to_the_smallest_span_over_all_its_characters(case: tuple[Alignment, Span]):
    alignment, span = case
    image = alignment.to_target(span)
    parts = images(alignment, span)
    if parts:
        assert image == Span(min(p.start for p in parts), max(p.end for p in parts))
    else:
        assert not image


@given(aligned_spans())
def test_there_and_back_covers_the_span_but_for_deleted_ends(case: tuple[Alignment, Span]):
    alignment, span = case
    image = alignment.to_target(span)
    back = alignment.to_source(image)
    kept = [i for i in range(span.start, span.end) if alignment.to_target(Span(i, i + 1))]
    if kept:
        assert back.contains(Span(kept[0], kept[-1] + 1))
        assert alignment.to_target(back) == image, "a second round changes nothing"


@given(st.data())
def test_many_spans_at_once_are_projected_like_each_alone(data: st.DataObject):
    first = data.draw(alignments())
    alignment = first.then(data.draw(alignments(first.target_length)))
    for one in (alignment, alignment.inverse()):
        n = one.source_length
        spans = [Span(a, b) for a in range(n + 1) for b in range(a, min(n, a + 9) + 1)]
        assert one.all_to_target(spans) == [one.to_target(span) for span in spans]
        assert one.inverse().all_to_source(spans) == one.all_to_target(spans)


@given(st.lists(alignments(), max_size=4))
def test_texts_put_together_keep_the_cuts_of_each(parts: list[Alignment]):
    whole = Alignment.concatenated(parts)
    s = t = 0
    for part in parts:
        for i in range(part.source_length):
            image = part.to_target(Span(i, i + 1))
            if image:
                assert whole.to_target(Span(i + s, i + s + 1)) == Span(
                    image.start + t, image.end + t
                )
        s, t = s + part.source_length, t + part.target_length
    assert (whole.source_length, whole.target_length) == (s, t)


@given(alignments())
def test_the_characters_cover_both_texts_in_order(alignment: Alignment):
    for one in (alignment, alignment.inverse()):
        parts = images(one, Span(0, one.source_length))
        assert all(p.start <= q.start and p.end <= q.end for p, q in pairwise(parts))
        whole = one.to_target(Span(0, one.source_length))
        if parts:
            assert whole == Span(parts[0].start, parts[-1].end)


@given(alignments())
def test_carets_never_cross(alignment: Alignment):
    places = [alignment.caret_to_target(i) for i in range(alignment.source_length + 1)]
    assert places == sorted(places)
    assert all(0 <= place <= alignment.target_length for place in places)


@given(alignments())
def test_inverse_twice_is_the_same(alignment: Alignment):
    assert alignment.inverse().inverse() == alignment
    assert alignment.inverse().source_length == alignment.target_length


@given(st.data())
def test_composition_is_associative_and_identity_is_neutral(data: st.DataObject):
    a = data.draw(alignments())
    b = data.draw(alignments(a.target_length))
    c = data.draw(alignments(b.target_length))
    assert a.then(b).then(c) == a.then(b.then(c))
    assert Alignment.identity(a.source_length).then(a) == a
    assert a.then(Alignment.identity(a.target_length)) == a


@given(st.data())
def test_a_composition_reads_the_same_backwards(data: st.DataObject):
    a = data.draw(alignments())
    b = data.draw(alignments(a.target_length))
    forth, back = a.then(b), b.inverse().then(a.inverse()).inverse()
    for i in range(a.source_length):
        there, again = forth.to_target(Span(i, i + 1)), back.to_target(Span(i, i + 1))
        assert there == again or not (there or again)


@given(st.data())
def test_a_composition_covers_what_two_steps_cover(data: st.DataObject):
    a = data.draw(alignments())
    b = data.draw(alignments(a.target_length))
    start = data.draw(st.integers(0, a.source_length))
    span = Span(start, data.draw(st.integers(start, a.source_length)))
    both = a.then(b)
    for i in range(span.start, span.end):
        twice = b.to_target(a.to_target(Span(i, i + 1)))
        assert not twice or both.to_target(Span(i, i + 1)).contains(twice)
    ends = (Span(i, i + 1) for i in (span.start, span.end - 1) if span)
    twice = b.to_target(a.to_target(span))
    if twice and all(both.to_target(end) for end in ends):
        assert both.to_target(span).contains(twice)


def test_what_was_inserted_before_a_deleted_end_is_at_the_edge():
    """Two steps cannot know it, one can: why the law above asks that both ends live on."""
    inserting = Alignment.of_blocks(2, [(1, 1, 1)])  # 甲乙 → 甲※乙
    deleting = Alignment.of_blocks(3, [(2, 3, 0)])  # 甲※乙 → 甲※
    assert deleting.to_target(inserting.to_target(Span(0, 2))) == Span(0, 2)
    assert inserting.then(deleting).to_target(Span(0, 2)) == Span(0, 1)


@given(edits())
def test_replacing_gives_the_text_and_keeps_every_untouched_character(
    case: tuple[str, list[tuple[Span, str]]],
):
    text, changes = case
    result, alignment = replaced(text, changes)
    assert (alignment.source_length, alignment.target_length) == (len(text), len(result))
    touched = {i for span, _ in changes for i in range(span.start, span.end)}
    for i, character in enumerate(text):
        if i not in touched:
            assert alignment.to_target(Span(i, i + 1)).of(result) == character


def test_residue_at_an_edge_stays_outside_and_inside_stays_inside():
    text = "上海市松江區(qū)委書記"
    clean, alignment = replaced(text, [(Span(6, 10), "")])
    assert clean == "上海市松江區委書記"
    assert alignment.to_source(Span(0, 6)) == Span(0, 6)
    assert alignment.to_source(Span(5, 7)) == Span(5, 11)
    assert alignment.to_target(Span(0, 10)) == Span(0, 6)
    assert alignment.to_target(Span(6, 10)) == Span(6, 6)


def test_a_part_of_a_reworded_block_is_the_whole_block():
    alignment = Alignment.of_blocks(5, [(1, 3, 3)])
    assert alignment.to_target(Span(1, 2)) == Span(1, 4)
    assert alignment.to_source(Span(2, 3)) == Span(1, 3)
    assert alignment.caret_to_target(2) == 1
    assert alignment.caret_to_target(3) == 4


def test_an_insertion_at_an_edge_stays_outside():
    result, alignment = replaced("甲乙", [(Span(1, 1), "\n")])
    assert result == "甲\n乙"
    assert alignment.to_target(Span(0, 1)) == Span(0, 1)
    assert alignment.to_target(Span(1, 2)) == Span(2, 3)
    assert alignment.to_target(Span(0, 2)) == Span(0, 3)


@given(texts)
def test_the_identity_costs_nothing(text: str):
    _, alignment = replaced(text, [])
    assert alignment.is_identity
    assert alignment.to_target(Span(0, len(text))) == Span(0, len(text))


@pytest.mark.parametrize("blocks", [[(2, 3, 1), (1, 2, 0)], [(0, 9, 2)], [(3, 2, 1)]])
def test_blocks_that_overlap_or_leave_the_text_are_refused(blocks: list[tuple[int, int, int]]):
    with pytest.raises(ValueError, match="overlaps another or leaves"):
        Alignment.of_blocks(5, blocks)


def test_what_is_deleted_and_then_inserted_at_one_place_has_no_order():
    deleting, inserting = Alignment.of_blocks(3, [(1, 2, 0)]), Alignment.of_blocks(2, [(1, 1, 1)])
    both = deleting.then(inserting)
    assert [both.to_target(Span(i, i + 1)) for i in range(3)] == [
        Span(0, 1),
        Span(1, 1),
        Span(2, 3),
    ]
    assert both.then(Alignment.of_blocks(3, [(0, 2, 2)])).to_target(Span(1, 2)) == Span(2, 2)


def test_a_wrong_span_or_position_is_refused():
    with pytest.raises(ValueError, match="no span"):
        Span(3, 2)
    with pytest.raises(ValueError, match="outside"):
        Alignment.identity(3).to_target(Span(0, 4))
    with pytest.raises(ValueError, match="overlaps"):
        replaced("甲乙丙", [(Span(0, 2), ""), (Span(1, 3), "")])
