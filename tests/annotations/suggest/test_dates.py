"""Dates: what is one, how far it goes, and its value seen from 11 June 2026."""

from __future__ import annotations

import pytest

from annotations.suggest.dates import SUGGESTER
from annotations.suggest.passage import Passage
from annotations.suggest.timing import dating
from annotations.text.dates import Day
from tests.annotations.suggest.marked import bare, found, marked

VALUES = {
    "2024年5月6日": "2024-05-06",
    "二〇二五年三月": "2025-03",
    "民国十五年": "1926",
    "6月9日至11日": "2026-06-09/2026-06-11",
    "5月20至22日": "2026-05-20/2026-05-22",
    "1至10月": "2026-01/2026-10",
    "2023年1-9月": "2023-01/2023-09",
    "2019—2023年": "2019/2023",
    "去年11月至今年2月": "2025-11/2026-02",
    "去年5月": "2025-05",
    "今年上半年": "2026-01/2026-06",
    "明年第二季度": "2027-04/2027-06",
    "前三季度": "2026-01/2026-09",
    "前5个月": "2026-01/2026-05",
    "2022年底": "2022-12",
    "8月底": "2026-08-31",
    "昨日": "2026-06-10",
    "本周五": "2026-06-12",
    "上周": "2026-06-01/2026-06-07",
    "上个月": "2026-05",
    "“十四五”期间": "2021/2025",
    "上世纪80年代": "1980/1989",
    "每年4月": "XXXX-04",
    "十年前": "2016",
    "九年来": "2017/2026",
    "过去三年": "2023/2026",
    "今后五年": "2026/2031",
    "五一假期": "2026-05-01/2026-05-05",
}

SENTENCES = [
    "近日，目前，近年来，新时代，当天，每季度开会。",
    "为期⟦两年⟧，期限⟦8年⟧，任教⟦三年⟧，约定在⟦3年⟧内完成。",
    "半年后再来，一年卖出不少，压缩到3天，车程50分钟。",
    "⟦今年⟧以来，从⟦明年1月⟧起，⟦2030年⟧前，截至⟦6月30日⟧。",
    "《合作规划（⟦2026—2028年⟧）》，⟦2026年⟧版，“十五五”规划。",
    "第3月台，5号线，2号楼，12日游，十日谈。",
    "⟦今天⟧（⟦5月12日⟧）召开，⟦3月18日上午⟧闭幕。",
    "⟦2017年⟧签约，⟦2026⟧大湾区论坛，2026多人参加。",
    "时间⟦三个月到半年⟧不等。",
    "“⟦十四五⟧”以来，岁月中的故事，正月初一。",
]


@pytest.mark.parametrize(("written", "value"), VALUES.items())
def test_a_date_is_told_in_iso_8601_seen_from_the_day_of_the_article(written: str, value: str):
    text = f"，{written}，"
    (one,) = found(SUGGESTER, text)

    assert one.span.of(text) == written
    assert one.attributes["norm"] == value


@pytest.mark.parametrize("sentence", SENTENCES)
def test_what_can_be_put_on_a_calendar_is_a_date(sentence: str):
    assert marked(SUGGESTER, bare(sentence)) == sentence


def test_where_the_day_of_an_article_is_not_known_it_is_taken_from_the_text_and_told():
    text = "来源：某报 2024-03-05\n去年5月，两地签约。"
    norms = {
        one.span.of(text): (one.attributes["norm"], one.evidence)
        for one in SUGGESTER.suggest(Passage(text))
    }

    assert norms["去年5月"] == ("2023-05", "去年5月 = 2023-05 (2024-03-05?)")


def test_without_any_date_a_day_has_no_year_and_a_relative_one_no_value():
    text = "6月9日，去年，昨日"
    norms = [one.attributes.get("norm") for one in SUGGESTER.suggest(Passage(text))]

    assert norms == ["XXXX-06-09", None, None]


def test_a_month_without_a_year_is_the_nearest_around_the_turn_of_a_year():
    january = dating.Reference(Day(2026, 1, 5))
    december = dating.Reference(Day(2026, 12, 5))

    assert dating.near_year(january, 12) == 2025
    assert dating.near_year(december, 1) == 2027
    assert dating.near_year(december, 6) == 2026
