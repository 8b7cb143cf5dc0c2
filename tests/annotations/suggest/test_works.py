"""Documents, works and brands: between 《》, behind a verb of signing, between quotation marks."""

from __future__ import annotations

import pytest

from annotations.suggest.passage import Passage
from annotations.suggest.works import suggest
from tests.annotations.suggest.labelled import labelled

DOCUMENTS = [
    "两市签订⟦《对口合作框架协议（2026—2028年）》⟧，并发布⟦《联合宣言》⟧。",
    "会议通过⟦《关于〈毗邻地区发展规划〉的实施意见》⟧（以下简称⟦《意见》⟧）。",
    "双方签署⟦战略合作框架协议⟧，协议为期三年。",
    "两家公司签订⟦投资意向书⟧，又订立⟦三年代工合同⟧。",
    "两区签下第一份⟦合作备忘录⟧。",
    "三方共用一份“⟦产业准入负面清单⟧”。",
    "按照协议，备忘录另行商定，合同照旧。",
    "话剧《山那边》上演，图书《渡口》首发。",
    "未写完的《关于合作的意见\n没有下文。",
]
PRODUCTS = [
    "话剧⟦《山那边》⟧上演，小说⟦《渡口》⟧首发。",
    "“⟦凉州蜜瓜⟧”摆上了货架。",
    "联合推出“⟦云上茶马⟧”研学线路。",
    "两地常说的“一家亲”和“对表”都不是品牌。",
]


@pytest.mark.parametrize("sentence", DOCUMENTS)
def test_documents_are_found_and_nothing_else(sentence: str):
    assert labelled(sentence, "DOC") == sentence


@pytest.mark.parametrize("sentence", PRODUCTS)
def test_works_and_brands_are_found_and_nothing_else(sentence: str):
    assert labelled(sentence, "PRODUCT") == sentence


def test_a_newspaper_between_brackets_is_an_outlet():
    assert labelled("据⟦《山海日报》⟧报道。", "MEDIA") == "据⟦《山海日报》⟧报道。"


def test_brackets_that_are_never_closed_cost_nothing():
    assert list(suggest(Passage("《" * 100_000))) == []
