"""Names of persons: where they are found, and what looks like one and is none."""

from __future__ import annotations

import pytest

from annotations.suggest.passage import Passage
from annotations.suggest.people import suggest
from tests.annotations.suggest.labelled import labelled

NAMED = [
    "区委书记⟦柳承岳⟧率党政代表团赴对口县考察。",
    "市委副书记、市长⟦郝逸群⟧，副市长⟦欧阳静怡⟧、⟦佘万里⟧等参加。",
    "“路通了，心就近了。”村民⟦覃大有⟧说。",
    "⟦温若兰⟧表示，两地要常来常往。会后，⟦温若兰⟧回访了企业。",
    "县农业农村局局长⟦果振声⟧抬手一指，⟦果振声⟧身后是一片新茶园。",
    "驻村干部⟦张某⟧和⟦李某某⟧都是从海边来的。",
    "技术员⟦次仁旺堆⟧教大家修剪果树。",
    "公司总裁⟦米歇尔·杜邦⟧出席了签约仪式。",
    "商户⟦买买提·艾力⟧把干果卖到了海边。",
    "学者⟦段思平⟧认为，账要算在明处。",
    "新华社记者 ⟦何小满⟧ 摄",
    "创始人⟦文华程⟧，当年只有一间铺面。",
    "会议由副区长⟦周海宁⟧主持，⟦周海宁⟧介绍了进展。",
    "妻子⟦陈莹莹⟧也来支教。",
    "⟦习近平⟧总书记的回信传到村里。",
]
NAMELESS = [
    "省长高度重视，市长联席会议每年召开一次。",
    "局长办公会研究了安全生产和成功经验。",
    "南京市长江大桥建成通车。",
    "村民李大爷原本靠种玉米为生。",
    "相关负责人的介绍很详细。",
    "江苏高新产业、白云机场和方向盘厂都来了。",
    "和平路上，于是各方马上行动，全面推进。",
    "中山·佳木斯对口合作论坛举行。",
]


@pytest.mark.parametrize("sentence", [*NAMED, *NAMELESS])
def test_names_of_persons_are_found_and_nothing_else(sentence: str):
    assert labelled(sentence, "PERSON") == sentence


def test_a_long_line_without_end_is_read_in_linear_time():
    text = "书记王张李刘陈" * 20_000

    assert sum(1 for _ in suggest(Passage(text))) < len(text)
