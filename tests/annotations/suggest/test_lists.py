"""Word lists: those shipped, and what a project adds to them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

import resources
from annotations.suggest.lists import Lists, WordList, names, rows, shipped
from annotations.text.alignment import Span

WORDS = st.text("省市县𠮷区(", min_size=1, max_size=4)


def test_a_line_is_a_word_with_columns_and_remarks_are_none():
    found = dict(rows(["# 说明", "光伏\t产业\t0.9", "", "储能"]))

    assert found == {"光伏": ("产业", "0.9"), "储能": ()}


def test_a_project_adds_words_and_takes_some_out():
    lists = Lists({"macro": ("九江湾", "-长三角")})

    assert "九江湾" in lists["macro"]
    assert "长三角" not in lists["macro"]
    assert "长三角" in shipped("macro")


def test_a_list_that_nobody_has_is_empty_until_a_project_begins_it():
    assert len(Lists()["no-such-list"]) == 0
    assert "甲" in Lists({"no-such-list": ("甲",)})["no-such-list"]


def test_of_words_that_begin_together_the_longest_counts():
    found = WordList({"成都": (), "成都平原": (), "都": ()})

    assert [span.of("在成都平原上都") for span in found.matches("在成都平原上都")] == [
        "成都平原",
        "都",
    ]
    assert found.before("在成都平原", 5) == "成都平原"
    assert found.before("在成都", 2) is None


@given(st.sets(WORDS, max_size=8), st.text("省市县𠮷区(和", max_size=30))
def test_at_each_place_the_longest_word_that_begins_there(words: set[str], text: str):
    found = WordList(dict.fromkeys(words, ()))

    begun = {span.start: span.of(text) for span in found.begun(text)}

    assert begun == {at: word for at in range(len(text)) if (word := found.at(text, at))}
    assert {span.start for span in found.matches(text)} <= set(begun)


@given(st.sets(WORDS, max_size=8), st.text("省市县𠮷区(和", max_size=30))
def test_matches_are_words_of_the_list_disjoint_and_in_order(words: set[str], text: str):
    found = list(WordList(dict.fromkeys(words, ())).matches(text))

    assert all(span.of(text) in words for span in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    uncovered = _without(text, found)
    assert all(word not in part for word in words for part in uncovered)


def _without(text: str, spans: list[Span]) -> list[str]:
    starts = [0, *(span.end for span in spans)]
    ends = [*(span.start for span in spans), len(text)]
    return [text[start:end] for start, end in zip(starts, ends, strict=True)]


@pytest.mark.parametrize("name", names())
def test_every_list_that_is_shipped_says_what_it_is_and_has_no_word_twice(name: str):
    lines = resources.text(f"words/{name}.tsv").splitlines()
    found = [word for word, _ in rows(lines)]

    assert lines[0].startswith("# ")
    assert found
    assert sorted({word for word in found if found.count(word) > 1}) == []
