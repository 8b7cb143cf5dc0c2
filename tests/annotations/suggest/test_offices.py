"""Offices: with their bodies, several of one person, before a name or where somebody takes one."""

from __future__ import annotations

import pytest

from tests.annotations.suggest.labelled import labelled

OFFICES = [
    "⟦杭州市西湖区委书记⟧柳承岳一行到访。",
    "⟦四川省委常委⟧、⟦成都市委书记⟧柳承岳出席。",
    "⟦县委副书记⟧、⟦县长⟧郝逸群主持会议。",
    "⟦市委常委⟧、⟦组织部部长⟧郝逸群参加。",
    "⟦吉林省驻沪办党组书记、主任⟧温若兰介绍了情况。",
    "⟦河北省社会科学院研究员⟧段思平认为，不能只看数字。",
    "⟦区域合作科科长⟧欧阳静怡答复了提问。",
    "柳承岳挂职，任⟦昭觉县农业农村局副局长⟧。",
    "董事会委任温若兰为⟦财务总监⟧。",
    "⟦浙江省发展改革委二级巡视员⟧段思平陪同考察。",
    "⟦行政总裁⟧邝天朗解释了原因。",
]
NO_OFFICES = [
    "市长联席会议和局长办公会都已开过。",
    "县委书记带队、部门负责人参加，形成了惯例。",
    "本报记者温若兰走访了几家企业。",
    "护林员毛九成每天上山。",
    "他是一名高级工程师。",
]


@pytest.mark.parametrize("sentence", [*OFFICES, *NO_OFFICES])
def test_offices_are_found_whole_and_nothing_else(sentence: str):
    assert labelled(sentence, "OFFICE") == sentence
