"""What a project may add to word lists, and what not."""

from __future__ import annotations

import pytest

from annotations.errors import Refusal
from annotations.suggest import lists
from annotations.suggest.wordlines import checked


def test_lines_are_taken_without_blank_ones_and_remarks():
    lines = ["# ours", "", " 甲乙协作带 ", "-长三角", "甲乙协作带"]
    assert checked("macro", lines) == ("甲乙协作带", "-长三角")


def test_columns_may_be_left_out_where_the_list_leaves_them_out():
    assert checked("gov", ["甲乙办", "乙丙办\talone"]) == ("甲乙办", "乙丙办\talone")


@pytest.mark.parametrize(
    ("name", "line", "key"),
    [
        ("macros", "甲", "words-list-unknown"),
        ("macro", "甲\n乙", "words-line"),
        ("macro", "甲\x1b[31m", "words-line"),
        ("macro", "-", "words-line"),
        ("macro", "\t甲", "words-line"),
        ("macro", "甲" * 300, "words-line"),
        ("macro", "甲\tone\ttwo\tthree\tfour", "words-columns"),
        ("gov", "甲乙办\tlonely", "words-value"),
        ("given", "甲", "words-columns"),
        ("given", "甲\tmany", "words-number"),
    ],
)
def test_a_bad_line_or_list_is_refused_with_its_name(name: str, line: str, key: str):
    with pytest.raises(Refusal) as refused:
        checked(name, [line])
    assert refused.value.key == key
    assert refused.value.values["list"] == name


def test_two_lines_on_one_word_are_refused():
    with pytest.raises(Refusal, match="words-twice"):
        checked("macro", ["长三角", "-长三角"])


def test_a_list_that_only_the_project_has_takes_any_columns():
    assert checked("ours", ["甲\tone"], known=("ours",)) == ("甲\tone",)


def test_every_line_that_is_shipped_could_be_added():
    for name in lists.names():
        rows = lists.shipped(name).rows
        lines = ["\t".join((word, *columns)) for word, columns in rows.items() if word[0] != "-"]
        assert len(checked(name, lines)) == len(lines), name
