"""Measures: where they begin and end, their type and status, and what is none."""

from __future__ import annotations

import pytest

from annotations.model import Span
from annotations.suggest.kinds import Candidate
from annotations.suggest.measures import SUGGESTER, suggest
from annotations.suggest.measuring.clauses import Reader
from annotations.suggest.measuring.extent import drafts
from annotations.suggest.passage import Passage
from annotations.suggest.settling import settled

PLACES = {
    "泉州": "350500", "固原": "640400", "海门区": "320614", "略阳县": "610727", "台州": "331000",
    "阿克苏": "652900", "昆山市": "320583", "宣城": "341800", "湘西": "433100", "济南": "370100",
    "重庆": "500000", "四川": "510000", "珠海": "440400", "遵义": "520300", "怒江": "533300",
}  # fmt: skip


def read(text: str) -> Passage:
    """A passage whose places are known."""
    names = [
        Candidate(Span(at, at + len(place)), "REGION", "test", 1.0, attributes={"code": (code,)})
        for place, code in PLACES.items()
        for at in range(len(text))
        if text.startswith(place, at)
    ]
    return Passage(text).with_found(*settled(names, text))


EXTENTS = [
    "泉州⟦与固原签署对口协作协议⟧。",
    "泉州与固原将⟦共建闽宁食用菌产业园⟧。",
    "双方商定⟦建立季度会商机制⟧，并⟦互派20名干部挂职⟧。",
    "海门区每年⟦选派10名医生到略阳县坐诊⟧。",
    "⟦台州·阿克苏对口支援工作座谈会在阿克苏举行⟧。",
    "上月，昆山市党政代表团⟦赴宣城考察汽车零部件企业⟧。",
    "济南拟⟦在湘西设立黑茶直营店⟧，⟦把湘西的茶叶送进社区⟧。",
    "重庆、四川两地⟦联合编制《成渝地区水上应急预案》⟧。",
    "今年3月，⟦珠海—遵义消费帮扶对接会在遵义召开⟧。",
    "珠海⟦向怒江投入帮扶资金1.2亿元⟧，⟦组织怒江务工人员到珠海就业⟧。",
    "⟦园区税收由两市五五分成⟧。",
    "要⟦主动承接东部产业转移⟧。",
    "专家建议⟦推动两地社保、公积金互认互通⟧。",
    "泉州的企业已⟦在固原建成三条生产线⟧（见右图）。",
    "台州市组织⟦赴阿克苏开展订单式采购活动⟧。",
    "珠海加快⟦在怒江建立研发飞地⟧。",
    "济南、湘西⟦探索跨省水权收益分享机制⟧。",
    "会议⟦确定了港口物流、文旅研学等八个重点合作领域⟧。",
    "珠海将⟦把更多怒江药材摆进商超⟧。",
    "台州的医院、学校等12家单位⟦与阿克苏达成合作意向⟧。",
    "企业正⟦来固原投资建厂⟧，⟦承接产业转移⟧……此举受到好评",
    "⟦三百多款怒江山货进入珠海二十家商超⟧。",
    "⟦话剧《盐田》在济南演出⟧。",
    "固原医院⟦与我市在儿科等领域开展合作⟧。",
]


@pytest.mark.parametrize("marked", EXTENTS)
def test_a_measure_goes_from_its_verb_to_the_end_of_its_object(marked: str):
    passage = read(marked.replace("⟦", "").replace("⟧", ""))
    found = [draft.text for clause in Reader(passage).clauses() for draft in drafts(clause)]

    assert found == [part.split("⟧")[0] for part in marked.split("⟦")[1:]]


TYPES = [
    ("泉州与固原签署对口协作协议。", "AGREE", "completed"),
    ("根据协议，泉州将在固原设立科创飞地。", "ENCLAVE", "agreed"),
    ("海门区党政代表团赴略阳县考察食用菌产业园。", "VISIT", "completed"),
    ("按照协议，昆山市与宣城建立跨市税收分成机制。", "SHARE", "agreed"),
    ("双方商定建立联席会议制度。", "MECH", "agreed"),
    ("重庆与四川拟共建联合实验室。", "RND", "planned"),
    ("珠海正在遵义举办农产品展销会。", "MARKET", "ongoing"),
    ("他建议昆山市与宣城开通毗邻公交。", "INFRA", "proposed"),
    ("济南的医院与湘西的医院开展远程诊疗。", "MED", "ongoing"),
    ("泉州与固原签署协议，将全面融入海峡科创走廊。", "ALIGN", "agreed"),
    ("泉州与固原建立对口协作信息化平台。", "INFO", "completed"),
    ("泉州与固原共育创新生态。", "RND", "ongoing"),
    ("昆山市与宣城召开产业合作签约仪式。", "AGREE", "completed"),
    ("重庆与四川构建起三级组织架构。", "MECH", "completed"),
    ("珠海与怒江加强对接合作。", "PAIR", "ongoing"),
    ("重庆与四川开展饲料代工(合同生产)业务合作。", "CHAIN", "ongoing"),
    ("要加快与珠海的港口互联互通，推动怒江与珠海互送客源。", "TOUR", "proposed"),
]


@pytest.mark.parametrize(("text", "kind", "status"), TYPES)
def test_type_and_status_are_told(text: str, kind: str, status: str):
    found = [one.attributes for one in suggest(read(text))]

    assert kind in [one["type"] for one in found]
    if len(found) == 1:
        assert found[0]["status"] == status


NONE = [
    "全县接待游客61.8万人次，同比增长14.2%。",
    "各乡镇要压实责任，加快把资源优势转化为发展优势，奋力谱写高质量发展新篇章。",
    "村民老周在院子里晒辣椒。",
    "县医院新建了一栋门诊楼，居民看病更方便了。",
    "公司股价昨收报3.42元，跌2.6%。",
    "两地互访交流日益密切。",
    "泉州歌剧获全国戏剧节一等奖。",
    "两市合作开启了新的一页。",
    "系统从2.0版升级至5.0版。",
    "市领导出席并讲话。",
    "固原接待泉州游客超过12万人次。",
]


def test_a_heading_of_one_field_is_a_measure():
    text = "泉州与固原签署对口协作协议。\n——深化园区合作。双方共建产业园。\n"

    assert "深化园区合作" in [one.span.of(text) for one in suggest(read(text))]


def test_a_word_at_the_end_of_a_text_ends_there():
    text = "泉州与固原共建职业学校"
    (found,) = suggest(read(text))

    assert found.evidence.endswith("学校")
    assert found.attributes["type"] == "EDU"


@pytest.mark.parametrize("text", NONE)
def test_local_work_results_and_slogans_are_no_measures(text: str):
    assert list(suggest(read(text))) == []


def test_items_of_a_plan_are_planned_and_carry_its_frame():
    text = (
        "会议审议通过《珠海市与遵义市对口合作工作安排》。\n"
        "一是做强产业。珠海在遵义共建茶叶产业园。\n"
        "二是畅通物流。开通珠海至遵义冷链专线。"
    )
    found = {one.span.of(text): one.attributes["status"] for one in suggest(read(text))}

    assert found["在遵义共建茶叶产业园"] == "planned"
    assert found["开通珠海至遵义冷链专线"] == "planned"


def test_what_is_inside_a_measure_is_ticked_for_its_slots():
    text = "泉州与固原签署对口协作协议。"
    (found,) = suggest(read(text))

    slots = {(slot.relation, slot.span.of(text), slot.ticked) for slot in found.slots}
    assert ("partner", "固原", True) in slots
    assert ("party", "泉州", False) in slots


def test_the_level_is_that_of_who_acts():
    levels = {
        text: next(iter(suggest(read(text)))).attributes["level"]
        for text in (
            "四川与重庆签署合作协议。",
            "台州与阿克苏签署合作协议。",
            "海门区与略阳县签署合作协议。",
        )
    }

    assert list(levels.values()) == ["P", "C", "D"]


def test_every_reason_is_one_that_is_told():
    text = "泉州与固原签署协作协议，双方将共建园区，每年互派干部，联合招商。"

    assert {one.rule for one in suggest(read(text))} <= set(SUGGESTER.rules)


@pytest.mark.parametrize("piece", ["在", "与泉州", "，推动合作", "“", "（", "、共建"])
def test_long_lines_take_time_in_proportion(piece: str):
    import time

    def spent(times: int) -> float:
        passage = read(piece * times)
        passage.tokens  # noqa: B018
        start = time.process_time()
        list(suggest(passage))
        return time.process_time() - start

    spent(10)
    assert spent(4000) < 40 * spent(500) + 0.2
