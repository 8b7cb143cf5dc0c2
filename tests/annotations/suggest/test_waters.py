"""Rivers, mountains, temples and harbours: by what stands before or behind them."""

from __future__ import annotations

import pytest

from annotations.suggest import propose
from annotations.suggest.passage import Passage
from tests.annotations.suggest.labelled import labelled

SITES = [
    "游客走进⟦永庆寺⟧参观。",
    "船舶停靠⟦白马港⟧，列车穿越⟦玉龙山⟧。",
    "志愿者守护⟦青龙湖⟧。",
    "⟦三河闸⟧开闸放水。",
    "⟦金沙江⟧下游梯级电站向外送电。",
    "一艘货轮从⟦白沙港⟧驶出。",
]
NONE = [
    "他们沿江而下，跨越山河，治理黑臭水河。",
    "干部来到大山，走进高山深处。",
    "孩子们登上高山，横跨江河，走进深山。",
]


@pytest.mark.parametrize("sentence", [*SITES, *NONE])
def test_natural_names_are_found_and_common_words_are_not(sentence: str) -> None:
    assert labelled(sentence, "SITE") == sentence


def test_what_leads_to_a_name_is_its_evidence() -> None:
    told = [one for one in propose(Passage("走进了永庆寺。")) if one.rule == "waters.lead"]

    assert [one.evidence for one in told] == ["走进"]
