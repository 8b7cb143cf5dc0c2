"""Script detection and conversion."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from opencc import OpenCC

from annotations.text import script
from annotations.text.alignment import Span
from tests.annotations.text.strategies import texts


@cache
def reference(config: str) -> OpenCC:
    return OpenCC(config)


@settings(max_examples=60)
@given(texts, st.sampled_from(script.CONFIGS))
def test_the_text_is_the_packages_own_and_the_alignment_fits_it(text: str, config: str):
    result, alignment = script.convert(text, config)
    assert result == reference(config).convert(text)
    assert (alignment.source_length, alignment.target_length) == (len(text), len(result))


@pytest.mark.parametrize("config", ["s2twp", "tw2sp"])
def test_a_rewording_keeps_the_characters_around_it_in_place(config: str):
    before, reworded = ("简体，", "用户𠮷") if config == "s2twp" else ("繁體，", "使用者𠮷")
    result, alignment = script.convert(before + reworded, config)
    assert alignment.to_target(Span(0, 3)) == Span(0, 3)
    last = alignment.to_target(Span(len(before + reworded) - 1, len(before + reworded)))
    assert last.of(result) == "𠮷"


def test_an_unknown_configuration_is_named():
    with pytest.raises(ValueError, match="zh2en"):
        script.convert("甲", "zh2en")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("两地签署战略合作协议，共建产业园区。", "hans"),
        ("兩地簽署戰略合作協議，共建產業園區。", "hant"),
        ("這些幹部將在兩地挂職，任期一年。", "hant"),
        ("两地签署战略合作协议。\n兩地簽署戰略合作協議。", "mixed"),
        ("两地签署战略合作协议，", "hans"),
        ("上海三明合作", "none"),
        ("G60 2024", "none"),
        ("", "none"),
        ("群峰秘境", "none"),
        ("松江區(qū)與上饒市簽署戰(zhàn)略合作協(xié)議，?/span>这", "hant"),
    ],
)
def test_the_script_of_a_text(text: str, expected: str):
    assert script.detect(text) == expected


def test_a_character_belongs_to_one_script_at_most():
    assert script.only_simplified().isdisjoint(script.only_traditional())
    assert {"国", "协", "与"} <= script.only_simplified()
    assert {"國", "協", "與"} <= script.only_traditional()
    assert not (script.only_simplified() | script.only_traditional()) & set("后里干面只征上海")
