"""Quantities: number and unit, and what they are worth."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.suggest.quantities import SUGGESTER
from annotations.suggest.timing import numerals
from tests.annotations.suggest.marked import bare, found, marked

VALUES = {
    "30亿元": "3000000000 元",
    "1.2万亩": "12000 亩",
    "4,100万元": "41000000 元",
    "四万六千元": "46000 元",
    "20多家": "20 家",
    "1500余人": "1500 人",
    "3—5家": "3-5 家",
    "1.1万台(套)": "11000 台(套)",
    "8.5平方公里": "8.5 平方公里",
    "12.5个百分点": "12.5 个百分点",
    "6.3%": "6.3%",
    "3.2亿千瓦时": "320000000 千瓦时",
    "5亿美元": "500000000 美元",
    "92万人次": "920000 人次",
    "36小时": "36 小时",
}

SENTENCES = [
    "第十届，首批，两地，三省一市，双方，两家企业，三台机器，5A级景区，第12次会议。",
    "投资近⟦30亿元⟧，超⟦20吨⟧，约⟦1400元⟧，⟦100人⟧以上。",
    "卖了⟦三亩⟧地的⟦两箱⟧菌种，⟦一百零八位⟧客商，⟦十二家⟧超市。",
    "压缩到⟦4个⟧工作日，共享设备⟦46台套⟧，⟦三成⟧以上，⟦三成七⟧。",
    "⟦二十几分钟⟧可达，缩短到⟦72天⟧，等候⟦三天⟧。",
    "2026年6月9日，3个体户，5G信号。",
    "有⟦7家⟧工厂、⟦30名⟧工人、⟦百分之三十五⟧的股份。",
]


@pytest.mark.parametrize(("written", "value"), VALUES.items())
def test_a_quantity_goes_to_its_first_measure_word_and_has_its_value(written: str, value: str):
    text = f"共{written}。"
    (one,) = found(SUGGESTER, text)

    assert one.span.of(text) == written
    assert one.attributes["norm_value"] == value


@pytest.mark.parametrize("sentence", SENTENCES)
def test_ordinals_and_small_counts_in_characters_are_no_quantities(sentence: str):
    assert marked(SUGGESTER, bare(sentence)) == sentence


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("十", 10),
        ("十二", 12),
        ("两千零五", 2005),
        ("一百二", 120),
        ("三万五", 35000),
        ("二〇二六", 2026),
        ("一亿三千万", 130_000_000),
        ("3.5万", 35000),
        ("1，200", 1200),
    ],
)
def test_a_number_in_characters_is_worth_what_it_says(written: str, value: int):
    assert numerals.value(written) == value


@pytest.mark.parametrize("written", ["数十", "三四十", "几百", "", "多"])
def test_a_vague_number_has_no_value(written: str):
    assert numerals.value(written) is None


@given(st.text("〇零一二两三四五六七八九十百千万亿点多余几0123456789.,", max_size=12))
def test_whatever_stands_there_is_read_or_refused_without_an_error(written: str):
    found_value = numerals.value(written)

    assert found_value is None or found_value >= 0
