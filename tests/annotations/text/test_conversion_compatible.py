"""The compatibility engine against opencc-python-reimplemented itself.

`DANQIAN_TEXTS=20000 ./run test tests/annotations/text/test_conversion_compatible.py` tries
that many texts for each configuration.
"""

from __future__ import annotations

import os
from random import Random

import pytest
from opencc import OpenCC

from annotations.text.alignment import Alignment, Span
from annotations.text.conversion import compatible, convert
from annotations.text.conversion.dictionaries import REWORDING
from tests.annotations.text.biased import biased

TEXTS = int(os.environ.get("DANQIAN_TEXTS", "300"))


@pytest.mark.parametrize("config", compatible.CONFIGS)
def test_the_text_is_the_package_s_own_character_for_character(config: str):
    reference, chance = OpenCC(config), Random(config)
    for number in range(TEXTS):
        text = biased(chance)
        result, alignment = convert(text, config, engine="reimplemented")
        assert result == reference.convert(text), text
        assert (alignment.source_length, alignment.target_length) == (len(text), len(result))
        assert config in REWORDING or alignment == Alignment.identity(len(text))
        if number % 10 == 0:
            assert compatible.convert(text, config, plain=True) == (result, alignment), text


@pytest.mark.parametrize("config", ["s2twp", "tw2sp"])
def test_a_rewording_keeps_the_characters_around_it_in_place(config: str):
    before, reworded = ("简体，", "用户𠮷") if config == "s2twp" else ("繁體，", "使用者𠮷")
    result, alignment = convert(before + reworded, config, engine="reimplemented")
    assert alignment.to_target(Span(0, 3)) == Span(0, 3)
    last = alignment.to_target(Span(len(before + reworded) - 1, len(before + reworded)))
    assert last.of(result) == "𠮷"


def test_one_separator_after_another_splits_as_the_package_does():
    text = "头-发 乔治．布希\r\n头　发，埠"
    for config in compatible.CONFIGS:
        assert convert(text, config, engine="reimplemented")[0] == OpenCC(config).convert(text)
