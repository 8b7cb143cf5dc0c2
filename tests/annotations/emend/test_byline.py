"""Bylines: what is muted, and what they tell about an article."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotations.emend._rules import Rule, rules
from annotations.model import Emendation
from annotations.text.conversion import convert
from tests.annotations.emend import news

ROWS = [rule for rule in rules() if rule.kind == "byline"]
PLACES = {"ends": ("head", "tail"), "anywhere": ("head", "middle", "tail")}


def _rows(line: str, place: str) -> list[str]:
    first, *rest = news.BODY
    return {
        "head": [line, *news.BODY],
        "middle": [first, line, *rest],
        "tail": [*news.BODY, line],
    }[place]


@pytest.mark.parametrize("rule", ROWS, ids=lambda rule: f"{rule.rule}: {rule.found}")
@pytest.mark.parametrize("traditional", [False, True])
def test_a_row_finds_its_example(rule: Rule, traditional: bool) -> None:
    line = convert(rule.found, "s2tw")[0] if traditional else rule.found
    for place in PLACES.get(rule.where, (rule.where,)):
        text = "\n".join(_rows(line, place)) + "\n"
        start = text.index(line)
        (zone,) = news.zones(text)
        assert (zone.kind, zone.replacement, zone.span.start) == ("byline", "", start)
        if not rule.beside:
            assert zone.rule == rule.rule
        if rule.form != "start":
            assert zone.span.end == start + len(line) + 1


@pytest.mark.parametrize("text", news.CLEAN)
def test_a_clean_article_has_no_byline(text: str) -> None:
    assert news.found("byline", text) == []


HEADS = {
    "来源：江南日报 2024-03-05 10:22 作者：王小川 李明轩 责任编辑：陈一鸣": {
        "outlet": "江南日报",
        "date": "2024-03-05",
        "author": "王小川、李明轩",
    },
    "2024年3月5日08:15 | 來源：江南日報－海外版 | 小字號": {},
    "2024年3月5日08:15 | 來源：江南日報": {"outlet": "江南日報", "date": "2024-03-05"},
    "文/王小川李明轩": {"author": "王小川、李明轩"},
    "记者 王小川 通讯员 李 明": {"author": "王小川、李明"},
    "江南日报记者 王小川 / 文 李明轩 / 图": {},
    "江南日报全媒体记者 欧阳小川 见习记者 李明轩": {"author": "欧阳小川、李明轩"},
    "编辑：王小川": {},
    "江南日报记者 王小川 摄": {},
    "更新於 2024年03月05日04:07 • 發布於 2024年03月04日": {"date": "2024-03-05"},
    "江南特区报记者 王小川": {"author": "王小川"},
    "作者：买买提·小川": {"author": "买买提·小川"},
    "原标题：两市签约共建港口": {"title": "两市签约共建港口"},
    "信息來源：江城區(qū)報  時間：2024/3/5": {"outlet": "江城區報", "date": "2024-03-05"},
    "www.example.com?2024-03-05 17:42? 记者 王小川?来源:江南日报": {
        "author": "王小川",
        "date": "2024-03-05",
        "outlet": "江南日报",
    },
}


@pytest.mark.parametrize("line", HEADS)
def test_a_header_line_tells_outlet_date_and_authors_but_no_editors(line: str) -> None:
    zones = news.zones("\n".join([line, *news.BODY]))
    assert news.meta(zones) == HEADS[line]
    assert bool(HEADS[line]) <= bool(zones)


DATELINES = {
    "本报江城3月5日电（记者 王小川）": {"date": "XXXX-03-05", "author": "王小川"},
    "中新网江南新闻2024年3月5日电(王小川)": {
        "outlet": "中新网江南新闻",
        "date": "2024-03-05",
        "author": "王小川",
    },
    "江南日报讯(记者 王小川 通讯员 李明轩) ": {"outlet": "江南日报", "author": "王小川、李明轩"},
    "本报讯 ": {},
    "江南网江城3月5日讯 ": {"outlet": "江南网", "date": "XXXX-03-05"},
    "中國江南網3月5日江城消息 ": {"outlet": "中國江南網", "date": "XXXX-03-05"},
    "〔記者王小川／台北報導〕": {"author": "王小川"},
    "（中央社記者王小川台北5日電）": {"outlet": "中央社", "author": "王小川"},
    "【大公報訊】記者王小川報道：": {"outlet": "大公報", "author": "王小川"},
    "本报记者 王小川 李明轩 江城报道　": {"author": "王小川、李明轩"},
}


@pytest.mark.parametrize("dateline", DATELINES)
def test_a_dateline_is_muted_for_itself_and_tells_what_it_says(dateline: str) -> None:
    text = f"　　{dateline}{news.BODY[0]}\n{news.BODY[1]}\n"
    (zone,) = news.zones(text)
    assert text[zone.span.start : zone.span.end] == dateline
    assert zone.rule == "byline-dateline"
    assert news.meta([zone]) == DATELINES[dateline]


@pytest.mark.parametrize(
    "closing",
    [
        "（完）",
        " (完)",
        "（记者 王小川）",
        "(記者王小川 通訊員李明軒)",
        "责任编辑：王小川",
        "（作者系江南大学教授）",
    ],
)
def test_what_stands_behind_the_last_sentence_is_muted_for_itself(closing: str) -> None:
    text = "\n".join([*news.BODY, news.BODY[0] + closing])
    (zone,) = news.zones(text)
    assert text[zone.span.start :] == closing


@pytest.mark.parametrize(
    "closing",
    [
        "（以下简称港区）",
        "（单位：亿元）",
        "（2024年3月5日通过）",
        "记者追问。",
        "（CMO）",
        "他说完了",
    ],
)
def test_other_words_behind_a_sentence_stay(closing: str) -> None:
    assert news.zones("\n".join([*news.BODY, news.BODY[0] + closing])) == []


@pytest.mark.parametrize(
    "row",
    [
        "记者：为什么选在湖州？",
        "记者在现场看到，工程车来回穿梭。",
        "作者在书里写道，江水是甜的。",
        "签约时间：2024年3月5日",
        "江城市人民政府",
        "审核：由县级部门统一组织",
        "据新华社电，两地昨天签约。",
        "江城网友3月5日讯问了两家公司。",
    ],
)
def test_a_line_of_text_stays_wherever_it_stands(row: str) -> None:
    for place in ("head", "middle", "tail"):
        assert news.zones("\n".join(_rows(row, place))) == []


def test_a_date_that_signs_a_document_stays() -> None:
    assert news.zones("\n".join([*news.BODY, "江城市人民政府", "2024年3月5日"])) == []


def test_the_first_byline_carries_the_headline() -> None:
    text = "\n".join(["两市签约 共建(jiàn)港口", "来源：江南日报", *news.BODY, "（完）"])
    first, last = news.zones(text)
    assert first.evidence["meta"] == {"title": "两市签约 共建港口", "outlet": "江南日报"}
    assert "meta" not in last.evidence


def test_a_text_that_begins_with_prose_has_no_headline() -> None:
    (zone,) = news.zones("\n".join([*news.BODY, "来源：江南日报"]))
    assert zone.evidence["meta"] == {"outlet": "江南日报"}


def _found(texts: list[str]) -> list[list[str]]:
    def said(text: str, zone: Emendation) -> str:
        return text[zone.span.start : zone.span.end].strip()

    return [[said(text, zone) for zone in news.zones(text)] for text in texts]


def test_the_samples_lose_their_furniture_and_nothing_else() -> None:
    signing, transfer, corridor, secondment, chain, cosmetics = _found(news.samples())
    assert signing == ["本报延安3月18日电（记者 周予安）", "（完）"]
    assert len(transfer) == 8
    assert corridor == ["(完)"]
    assert [zone[:4] for zone in secondment] == ["來源:涼", "(完)", "責任編輯"]
    assert chain == ["（記者林書妤綜合報導）", "（完）"]
    assert cosmetics == ["（完）", "来源：江淮经济网"]


def test_the_shared_articles_tell_who_wrote_them(shared_articles: list[Path]) -> None:
    told = [news.meta(news.zones(file.read_bytes().decode())) for file in shared_articles]
    assert [sorted(each) for each in told] == [
        [],
        ["author", "outlet"],
        ["author", "date", "outlet", "title"],
    ]
