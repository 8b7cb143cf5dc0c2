"""The words a project knows: values that grow and shrink, however many there are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.text import user_words
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
