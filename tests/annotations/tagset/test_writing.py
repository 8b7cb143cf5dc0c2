"""A tag set written as TOML is read back as the same."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.tagset import parse, shipped
from annotations.tagset.writing import write

words = st.text(st.characters(codec="utf-8"), max_size=6) | st.sampled_from(
    ['"', "\\", "\n", "\r\n", "\x00", "\x7f", "區(qū)𠮷", "a.b", "", "#", "\u2028"]
)
plain = (
    words
    | st.integers(-(2**63), 2**63 - 1)
    | st.booleans()
    | st.floats(allow_nan=False)
    | st.dates()
    | st.times()
    | st.datetimes()
)
values = st.recursive(
    plain,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(words, values, max_size=6))
def test_what_is_written_is_read_back(found: dict[str, Any]) -> None:
    assert tomllib.loads(write(found)) == found


@pytest.mark.parametrize("id", sorted(shipped()))
def test_a_shipped_tag_set_is_the_same_after_writing(id: str) -> None:
    known = shipped()[id]
    made = parse(write(tomllib.loads(known.raw_toml)))
    assert replace(made, raw_toml="") == replace(known, raw_toml="")


def test_each_kind_of_value_is_written_as_toml_has_it() -> None:
    found = {"d": date(2024, 5, 6), "t": time(7, 8), "n": datetime(2024, 5, 6, 7, 8), "f": 1e300}
    assert tomllib.loads(write(found)) == found
    assert tomllib.loads(write({"a": float("inf")})) == {"a": float("inf")}


def test_what_toml_has_no_word_for_is_refused() -> None:
    with pytest.raises(TypeError):
        write({"a": None})
