"""Pinyin residue: found with its proof, and never confused with what a writer put there."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotations.emend import pinyin
from annotations.model import PROVED, Emendation


def found(text: str) -> list[Emendation]:
    return list(pinyin.detect(text))


def raw(text: str, *, proved: bool = True) -> list[str]:
    return [e.span.of(text) for e in found(text) if (e.confidence == PROVED) is proved]


@pytest.mark.parametrize(
    ("text", "residue"),
    [
        ("臨江區(qū)人民政府", ["(qū)"]),
        ("臨江區（qū）人民政府", ["（qū）"]),
        ("臨江區[qū]人民政府", ["[qū]"]),
        ("臨江區( qū )人民政府", ["( qū )"]),
        ("綠(lǜ)色發(fā)展", ["(lǜ)", "(fā)"]),
        ("綠(lv4)色發(fa1)展", ["(lv4)", "(fa1)"]),
        ("綠(lu:4)色", ["(lu:4)"]),
        ("他們(men)說(shuō)了", ["(men)", "(shuō)"]),
        ("請(qǐng)訪問(wèn)我們(men)", ["(qǐng)", "(wèn)", "(men)"]),
        ("經(jīng)濟(jì)發(fā)達(dá)國(guó)家", ["(jīng)", "(jì)", "(fā)", "(dá)", "(guó)"]),
        ("創(chu\u00e0ng)業(y\u00e8)", ["(chuàng)", "(yè)"]),
        ("創(chua\u0300ng)業", ["(chua\u0300ng)"]),  # tone marks as characters of their own
    ],
)
def test_residue_behind_a_character_of_that_reading_is_proved(
    text: str, residue: list[str]
) -> None:
    assert raw(text) == residue
    assert all(e.replacement == "" for e in found(text))


@pytest.mark.parametrize(
    "text",
    [
        "委託CMO(合同生產組織)承接",
        "本報記者攝影報導(完)",
        "實施方案(2023-2025年)印發",
        "美國航空署(NASA)與歐空署(ESA)",
        "漢語(hànyǔ)有四個聲調",
        "拼音 (pīnyīn) 是注音的辦法",
        "西安(xī'ān)在陝西",
        "採用A(a)或B(b)方案",
        "董事長(CEO)出席,項目(one)啟動",
        "注冊商標(tm)",
        "區(qù)",  # not the tone of any reading
        "qū)",
        "(qū)區",
    ],
)
def test_what_is_no_reading_of_the_character_before_is_left_alone(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "記者從荥(xíng)阳了解到",
        "澠(miǎn)池是仰韶文化的發現地",
        "六(lù)安瓜片与亳(bó)州药材",
        "演奏樂(yuè)曲",  # not the reading that comes first
    ],
)
def test_a_writers_own_reading_aid_is_proposed_but_not_proved(text: str) -> None:
    assert raw(text) == []
    assert raw(text, proved=False)


def test_in_a_littered_article_residue_behind_rare_characters_is_proved_too() -> None:
    text = "澠(miǎn)池縣開發(fā)區(qū)與企業(yè)、機關(guān)對接"
    assert raw(text) == ["(miǎn)", "(fā)", "(qū)", "(yè)", "(guān)"]


def test_a_syllable_without_tone_is_never_proved() -> None:
    assert raw("開發區(qu)企業(ye)") == []
    assert raw("開發區(qu)企業(ye)", proved=False) == ["(qu)", "(ye)"]


def test_a_bracket_that_lost_its_opening_is_proposed() -> None:
    (torn,) = found("臨江區qū)人民政府")
    assert (torn.rule, torn.span.of("臨江區qū)人民政府")) == ("pinyin-torn", "qū)")
    assert found("(文中的區qū)") == []  # that bracket is whole


@pytest.mark.parametrize(("number", "count"), [("000", 110), ("001", 0), ("003", 278)])
def test_on_real_articles_every_residue_is_found(
    shared_articles: list[Path], number: str, count: int
) -> None:
    for path in shared_articles:
        if path.name.startswith(number):
            text = path.read_text(encoding="utf-8")
            assert len(raw(text)) == count
            assert raw(text, proved=False) == []
