"""Macro-regions: from the list, by a direction, by 都市圈 or 流域, and plain words in context."""

from __future__ import annotations

import pytest

from annotations.suggest.macro import SUGGESTER
from tests.annotations.suggest.marked import bare, marked

SENTENCES = [
    "⟦长三角⟧地区与⟦成渝地区双城经济圈⟧，⟦关中平原城市群⟧和⟦南京都市圈⟧。",
    "⟦苏南⟧各市帮⟦苏北⟧，⟦粤东西北⟧地区，⟦赣东北⟧，⟦浙西南⟧山区。",
    "⟦滦河流域⟧、⟦鄱阳湖流域⟧、⟦长江经济带⟧11省市。",
    "走到门的东北角，西部片和东部战区，中部的一节车厢。",
    "⟦西部⟧地区承接⟦东部⟧地区的产业，⟦东北⟧振兴。",
    "“三江粒粒香”在⟦湾区⟧热卖，⟦大湾区⟧的市民爱吃。",
    "东西部协作，苏东剧变，渝北区。",
]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_blocks_across_borders_are_found_without_what_is_generic(sentence: str):
    assert marked(SUGGESTER, bare(sentence)) == sentence
