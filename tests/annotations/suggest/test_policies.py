"""Strategies and schemes: from the list, made of a region's name, between quotation marks."""

from __future__ import annotations

import pytest

from tests.annotations.suggest.labelled import labelled

POLICIES = [
    "主动对接⟦长三角一体化发展战略⟧和“⟦一带一路⟧”。",
    "按照⟦东西部协作⟧的部署，推进⟦乡村振兴⟧。",
    "深入推进⟦新时代东北全面振兴⟧。",
    "服务⟦京津冀协同发展⟧。",
    "75项事项“⟦跨省通办⟧”。",
    "实施⟦“头雁”工程⟧。",
    "以⟦习近平新时代中国特色社会主义思想⟧为指导。",
    "推动⟦广佛同城化⟧走深走实。",
    "谱写高质量发展新篇章，推动长江经济带高质量发展。",
    "建立“白名单”制度。",
]


@pytest.mark.parametrize("sentence", POLICIES)
def test_strategies_are_found_and_slogans_are_not(sentence: str):
    assert labelled(sentence, "POLICY") == sentence
