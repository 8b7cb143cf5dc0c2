"""The words a project knows: values that grow and shrink, however many there are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.text import user_words
from annotations.text.alignment import Span
from annotations.text.user_words import UserWords

word = st.text(alphabet="沪甘𠮷a\n", max_size=3)
change = st.tuples(st.booleans(), st.lists(word, max_size=6))


@pytest.fixture(autouse=True, scope="module")
def few() -> object:
    """So few words are put aside that every history has both."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(user_words, "_FEW", 2)
        yield


@given(st.lists(change, max_size=8), st.text(alphabet="沪甘𠮷ab", max_size=12))
def test_words_that_grew_and_shrank_match_as_those_made_at_once(
    changes: list[tuple[bool, list[str]]], text: str
) -> None:
    grown, wanted = UserWords(), set[str]()
    for is_more, words in changes:
        grown = grown.grown(words) if is_more else grown.without(words)
        wanted = wanted | set(words) if is_more else wanted - set(words)
    plain = UserWords.of(wanted)
    assert grown.words == plain.words == {w for w in wanted if w and "\n" not in w}
    assert all(w in grown for w in plain.words)
    assert list(grown.matches(text)) == list(plain.matches(text))


@given(st.lists(word, max_size=6), st.lists(word, max_size=6))
def test_growing_leaves_the_old_value_as_it_was(one: list[str], other: list[str]) -> None:
    old = UserWords.of(one)
    before = old.words
    old.grown(other)
    old.without(other)
    assert old.words == before


@given(st.lists(word, max_size=6))
def test_what_is_known_already_and_what_never_was_makes_no_new_value(words: list[str]) -> None:
    known = UserWords.of(words).grown(["甘沪"])
    assert known.grown(words) is known
    assert known.without(["x", "yz"]) is known


@given(
    st.lists(st.text("甲乙丙𠮷", min_size=1, max_size=5), max_size=6),
    st.lists(st.text("甲乙丙𠮷", min_size=1, max_size=5), max_size=3),
    st.text("甲乙丙𠮷", max_size=14),
    st.integers(0, 14),
    st.integers(1, 4),
)
def test_a_place_is_covered_where_a_longer_word_stands_around_it(
    own: list[str], more: list[str], text: str, start: int, size: int
) -> None:
    place = Span(min(start, len(text)), min(start + size, len(text)))
    words = UserWords.of(own).grown(more)
    stands = (
        Span(at, at + len(word))
        for word in {*own, *more}
        for at in range(len(text))
        if text.startswith(word, at)
    )
    held = any(stand.contains(place) and len(stand) > len(place) for stand in stands)
    assert words.covers(text, place) == (held and bool(place))


def test_words_over_words_cover_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(user_words, "_FEW", 1)
    words = UserWords.of(["甲乙丙", "丁戊己"]).grown(["丙丁戊己"])
    assert words.under is not None
    assert words.covers("甲乙丙丁戊己", Span(0, 2))
    assert words.covers("甲乙丙丁戊己", Span(3, 6))  # by the one that was added
    assert not words.covers("甲乙丙丁戊己", Span(2, 6))
