"""Half-width signs in Chinese text, and what looks like them and must stay."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.model import PROVED
from tests.annotations.emend import news


def _reads(text: str) -> str:
    return news.applied(text, news.found("punctuation", text))


CHANGES = {
    "港口,铁路;教育:三个方面!是吗?是的.": "港口，铁路；教育：三个方面！是吗？是的。",
    "合作, 共赢: 一起走": "合作，共赢：一起走",
    "松江區(qū),上饒市(江西)等地": "松江區(qū)，上饒市（江西）等地",
    "全长480公里,走G60,再走2.5小时;到了。": "全长480公里，走G60，再走2.5小时；到了。",
    "CMO(合同生產(chǎn)組織)业务": "CMO（合同生產(chǎn)組織）业务",
    "《实施方案(2023-2025年)》": "《实施方案（2023-2025年）》",
    '他说"路通了",又说"人心通了"。': "他说“路通了”，又说“人心通了”。",
    "路通了...人心也通了...": "路通了……人心也通了……",
    "路通了。。。\n人心--也通了": "路通了……\n人心——也通了",
    "增长3.5%,其中出口占4成": "增长3.5%，其中出口占4成",
    "“路通了!”他说:“真的吗?”": "“路通了！”他说：“真的吗？”",
    "(一)港口\n(二)铁路(含地铁)": "（一）港口\n（二）铁路（含地铁）",
    "𠮷庆堂,老字号": "𠮷庆堂，老字号",
}


@pytest.mark.parametrize("text", CHANGES)
def test_half_width_signs_in_chinese_become_full(text: str) -> None:
    assert _reads(text) == CHANGES[text]


@pytest.mark.parametrize(
    "text",
    [
        "投资1,000万元，比分3:2，10:30开会，比例为1:5。",
        "见https://example.com/a?b=c;d,e 或 news@example.com",
        "区(qū)里、區(qū)内、聞?dòng)的残迹",
        "数字?经济发展",
        "新空间?!?/span>",
        "海斯;び邢",
        "Port, railway; school: yes! no? (see Beijing)",
        '屏幕5"和6"两种，<a href="x">"单数"一个"',
        "发展&nbsp;合作&#21306;城",
        "2024-03-05",
        "目录......12",
        "(CMO)与(GDP)",
        "(没有闭合，另一半",
        *news.CLEAN,
        *news.samples()[:1],
        *news.samples()[4:],
    ],
)
def test_numbers_times_latin_addresses_residue_and_clean_text_stay(text: str) -> None:
    assert news.found("punctuation", text) == []


def test_one_rule_covers_a_whole_text_and_proves_nothing() -> None:
    text = "港口,铁路;教育(三个方面):路通了!\n"
    found = news.found("punctuation", text)
    assert Counter(e.rule for e in found) == {"punctuation-width": 6}
    assert {e.evidence["count"] for e in found} == {6}
    assert all(e.confidence is not None and e.confidence < PROVED for e in found)


SIGNS = st.sampled_from([*"江城港,;:!?()\"'.-…。“”《》 \n\r3aG", "(qū)", "...", "--", "𠮷", "㐀"])


@given(st.lists(SIGNS, max_size=40).map("".join))
def test_what_was_changed_is_not_changed_again(text: str) -> None:
    once = _reads(text)
    kept = [c for c in text if c.isalnum() or c in "\r\n"]
    assert [c for c in once if c.isalnum() or c in "\r\n"] == kept
    for emendation in news.found("punctuation", text):
        assert emendation.replacement and not emendation.replacement.isascii()


def test_the_switch_leaves_no_half_width_comma_between_han_in_the_shared_articles(
    shared_articles: list[Path],
) -> None:
    for file in shared_articles:
        text = file.read_bytes().decode()
        reads = _reads(text)
        for n, sign in enumerate(reads[:-1]):
            if sign in ",;:":
                assert not ("一" <= reads[n - 1] <= "龥" and "一" <= reads[n + 1] <= "龥")
