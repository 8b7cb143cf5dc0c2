"""Other fragments for a mark: laws that hold for any text, any view of it and any mark."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.model import Alignment, Span, View
from annotations.store import check
from annotations.text.alignment import replaced
from gui.reader.steps import simple_word
from gui.reshaping import Move, added, grown, moved, removed
from tests.annotations.text.strategies import edits, texts

MOVES = [
    Move(side, way, by_word)  # type: ignore[arg-type]
    for side in ("start", "end")
    for way in (-1, 1)
    for by_word in (False, True)
]


def fragments_of(text: str) -> st.SearchStrategy[tuple[Span, ...]]:
    """Any fragments that a mark may have: ascending, disjoint, none empty."""

    def paired(places: list[int]) -> tuple[Span, ...]:
        ends = sorted(places[: len(places) // 2 * 2])
        return tuple(Span(a, b) for a, b in zip(ends[::2], ends[1::2], strict=True))

    places = st.lists(st.integers(0, len(text)), min_size=2, max_size=6, unique=True)
    return places.map(paired)


@st.composite
def marked_views(draw: st.DrawFn) -> tuple[str, View, tuple[Span, ...]]:
    """A source, a view that reads otherwise in places, and the fragments of a mark on it."""
    source, changes = draw(edits().filter(lambda made: len(made[0]) > 2))
    shown, alignment = replaced(source, changes)
    return source, View("clean", shown, alignment), draw(fragments_of(source))


def plain(text: str) -> View:
    return View("source", text, Alignment.identity(len(text)))


@given(marked_views(), st.sampled_from(MOVES))
def test_one_end_goes_that_way_and_nothing_else_of_the_mark_does(
    marked: tuple[str, View, tuple[Span, ...]], move: Move
) -> None:
    source, view, fragments = marked
    new = moved(fragments, move, view, simple_word)
    check.fragments(source, new, "id")  # what the store takes
    before = fragments[0].start if move.side == "start" else fragments[-1].end
    after = new[0].start if move.side == "start" else new[-1].end
    assert (after - before) * move.way >= 0
    if move.side == "start":
        assert (new[0].end, new[1:]) == (fragments[0].end, fragments[1:])
    else:
        assert (new[-1].start, new[:-1]) == (fragments[-1].start, fragments[:-1])


@given(marked_views(), st.sampled_from(MOVES))
def test_moving_on_and_on_comes_to_an_end(
    marked: tuple[str, View, tuple[Span, ...]], move: Move
) -> None:
    source, view, fragments = marked
    for _ in range(len(source) + 1):
        new = moved(fragments, move, view, simple_word)
        if new == fragments:
            return
        fragments = new
    raise AssertionError("an end went further than the text is long")


@given(texts.filter(lambda text: len(text) > 2), st.data(), st.sampled_from(["start", "end"]))
def test_in_the_source_an_end_goes_everywhere_a_caret_can_stand(
    text: str, data: st.DataObject, side: str
) -> None:
    """Outward to the end of the text, and by words no less far than by characters."""
    (span,) = data.draw(fragments_of(text).filter(lambda parts: len(parts) == 1))
    way = -1 if side == "start" else 1
    by_character, by_word = (Move(side, way, by_word) for by_word in (False, True))  # type: ignore[arg-type]
    one = moved((span,), by_character, plain(text), simple_word)
    word = moved((span,), by_word, plain(text), simple_word)
    assert word[0].hull(one[0]) == word[0]
    shape = (span,)
    for _ in text:
        shape = moved(shape, by_character, plain(text), simple_word)
    assert (shape[0].start == 0) if side == "start" else (shape[0].end == len(text))


@given(st.text("浦东新区𠮷签，", min_size=3), st.data())
def test_out_and_in_again_is_where_it_was(text: str, data: st.DataObject) -> None:
    (span,) = data.draw(fragments_of(text).filter(lambda parts: len(parts) == 1))
    for side, way in (("start", -1), ("end", 1)):
        out = moved((span,), Move(side, way), plain(text), simple_word)  # type: ignore[arg-type]
        if out != (span,):
            assert moved(out, Move(side, -way), plain(text), simple_word) == (span,)  # type: ignore[arg-type]


@given(texts.filter(lambda text: len(text) > 2), st.data())
def test_adding_and_taking_away_are_those_of_sets_of_characters(
    text: str, data: st.DataObject
) -> None:
    def covered(spans: tuple[Span, ...]) -> set[int]:
        return {at for span in spans for at in range(span.start, span.end)}

    fragments = data.draw(fragments_of(text))
    (span,) = data.draw(fragments_of(text).filter(lambda parts: len(parts) == 1))
    more, less = added(fragments, span), removed(fragments, span)
    assert covered(more) == covered(fragments) | covered((span,))
    assert covered(less) == covered(fragments) - covered((span,))
    check.fragments(text, more, "id")
    assert all(one.end < other.start for one, other in pairwise(more))
    if less:
        check.fragments(text, less, "id")


@given(texts, st.data())
def test_a_selection_grows_until_it_is_whole_paragraphs(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    span = Span(start, data.draw(st.integers(start, len(text))))
    for _ in range(4):
        larger = grown(text, span, simple_word)
        assert larger == span or (larger.contains(span) and len(larger) > len(span))
        assert larger.end <= len(text)
        span = larger
    assert grown(text, span, simple_word) == span, "there are but three sizes"


# -- what one sees ----------------------------------------------------------------------------

SOURCE = "在上海市松江區(qū)舉行"
CLEAN, ALIGNED = replaced(SOURCE, [(Span(7, 11), "")])
RESIDUE = View("clean", CLEAN, ALIGNED)


def quote(fragments: tuple[Span, ...]) -> str:
    return "…".join(span.of(SOURCE) for span in fragments)


@pytest.mark.parametrize(
    ("begin", "move", "end"),
    [
        ("松江", Move("end", 1), "松江區"),  # residue behind the last real character stays out
        ("松江區", Move("end", 1), "松江區(qū)舉"),  # and is inside when the mark goes on
        ("松江區(qū)舉", Move("end", -1), "松江區"),
        ("舉行", Move("start", -1), "區(qū)舉行"),
        ("區(qū)舉行", Move("start", 1), "舉行"),
        ("在", Move("start", -1), "在"),
        ("行", Move("end", 1), "行"),
        ("海", Move("start", 1), "海"),  # not past its other end
        ("海", Move("end", -1), "海"),
    ],
)
def test_residue_is_passed_in_one_step(begin: str, move: Move, end: str) -> None:
    start = SOURCE.index(begin)
    span = Span(start, start + len(begin))
    assert quote(moved((span,), move, RESIDUE, simple_word)) == end


def test_by_words_the_end_of_a_word_is_next_and_blanks_are_passed() -> None:
    text = "上海 2024年 签约"
    view = plain(text)
    shape = (Span(0, 2),)
    shape = moved(shape, Move("end", 1, by_word=True), view, simple_word)
    assert shape[0].of(text) in ("上海 ", "上海 2024")
    shape = moved((Span(3, 8),), Move("start", 1, by_word=True), view, simple_word)
    assert shape[0].of(text) == "年"


def test_a_character_beyond_the_first_plane_is_one_step() -> None:
    text = "甲𠮷乙"
    assert moved((Span(0, 1),), Move("end", 1), plain(text), simple_word) == (Span(0, 2),)
