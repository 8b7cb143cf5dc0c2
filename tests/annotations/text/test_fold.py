"""One form for all forms of a character."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.text.conversion import CONFIGS, compatible, convert
from annotations.text.conversion.dictionaries import REWORDING
from annotations.text.fold import fold, forms
from tests.annotations.text.biased import texts

KEEPING = [config for config in CONFIGS if config not in REWORDING]


@settings(max_examples=200)
@given(texts | st.text())
def test_folding_keeps_the_length_and_twice_is_once(text: str):
    folded = fold(text)
    assert len(folded) == len(text)
    assert fold(folded) == folded


def test_a_very_long_text_folds_as_its_parts_do():
    part = "漢字AＢ𠮷里裡。\n"
    assert fold(part * 30_000) == fold(part) * 30_000


@settings(max_examples=300)
@given(texts, st.sampled_from(KEEPING))
def test_no_conversion_that_keeps_the_length_changes_what_a_text_folds_to(text: str, config: str):
    assert fold(convert(text, config)[0]) == fold(text)
    if config in compatible.CONFIGS:
        assert fold(convert(text, config, engine="reimplemented")[0]) == fold(text)


@pytest.mark.parametrize(
    "forms", ["里裡裏⾥", "头頭", "ＡAaａ", "，,", "说說説", "户戶戸", "着著", " 　"]
)
def test_forms_of_one_character_fold_to_one(forms: str):
    assert len({fold(form) for form in forms}) == 1


@pytest.mark.parametrize("pair", ["上下", "海江", "省市", "甲乙", "12", "，。"])
def test_different_characters_stay_different(pair: str):
    assert fold(pair[0]) != fold(pair[1])


def test_no_class_swallows_many_characters():
    """Rewordings would: 软 and 體 are no forms of 件."""
    members: dict[str, set[str]] = {}
    for code in range(0x3400, 0xA000):
        members.setdefault(fold(chr(code)), set()).add(chr(code))
    assert max(map(len, members.values())) < 16


def test_the_forms_of_a_character_are_all_that_fold_to_it():
    every = "".join(chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000)
    found: dict[str, set[str]] = {}
    for char, folded in zip(every, fold(every), strict=True):
        found.setdefault(folded, set()).add(char)
    assert {char: set(forms(char)) for char in found} == found
