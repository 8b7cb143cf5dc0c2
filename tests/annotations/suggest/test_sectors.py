"""Fields: from the list, beside 产业 and 企业, in lists; the same words for goods are none."""

from __future__ import annotations

import pytest

from tests.annotations.suggest.labelled import labelled

FIELDS = [
    "聚焦⟦集成电路⟧、⟦生物医药⟧、⟦卫星通信⟧等领域。",
    "引进了三家⟦储能⟧企业和一家做⟦轴承⟧的公司。",
    "当地的⟦食用菌⟧产业有了起色，可食用菌的价格没有涨。",
    "主攻⟦苹果保鲜⟧和深加工技术。",
    "围绕⟦低空经济⟧、⟦人工智能⟧谋划项目。",
    "考察了⟦灯饰⟧、⟦五金⟧企业。",
    "⟦汽车零部件⟧厂搬进了新园区。",
    "发展⟦高端装备制造⟧、⟦新材料⟧等产业。",
    "集中在⟦装备制造⟧、⟦农业⟧、⟦文化旅游⟧等领域。",
    "围绕⟦汽车⟧产业招商。",
]
GOODS = [
    "回程装家电、灯饰和大米。",
    "在科技、金融、教育等领域加强合作。",
    "产业链和特色产业都要做强。",
    "他骑着电动车送来一箱苹果。",
    "货运班次偏少。",
]


@pytest.mark.parametrize("sentence", [*FIELDS, *GOODS])
def test_fields_are_found_and_goods_are_not(sentence: str):
    assert labelled(sentence, "SECTOR") == sentence
