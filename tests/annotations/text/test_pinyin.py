"""Names found by how they are read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.text.pinyin import spells, spells_within, syllables


@pytest.mark.parametrize(
    ("typed", "name", "fits"),
    [
        ("xzq", "行政区", True),
        ("xingzhengqu", "行政區", True),
        ("xingzq", "行政区", True),
        ("xzhengq", "行政区", True),
        ("hangz", "行政区", True),  # any reading
        ("xingzhen", "行政区", True),  # the last one cut short
        ("zq", "行政区", False),  # from the beginning
        ("xzqq", "行政区", False),
        ("lvy", "旅游", True),
        ("luy", "旅游", True),
        ("g60", "G60高速", True),
        ("bl", "𪉱林", True),
        ("", "行政区", True),
    ],
)
def test_a_name_is_spelt_by_syllables_initials_or_a_mixture(
    typed: str, name: str, fits: bool
) -> None:
    assert spells(typed, name) is fits


def test_a_part_of_a_name_is_spelt_from_one_of_its_characters() -> None:
    assert spells_within("zq", "行政区")
    assert not spells_within("qz", "行政区")


@given(st.text("浦东新区行重庆𪉱𠮷Aé1", min_size=1, max_size=8), st.data())
def test_every_choice_of_readings_spells_the_name(name: str, data: st.DataObject) -> None:
    whole = [data.draw(st.sampled_from(syllables(character))) for character in name]
    assert spells("".join(whole), name)
    assert spells("".join(syllable[0] for syllable in whole), name)
    many = data.draw(st.integers(0, len(name)))
    assert spells("".join(whole[:many]), name)


def test_what_is_not_chinese_spells_itself() -> None:
    assert syllables("A") == ("a",)
    assert syllables("ā") == ("ā",)
