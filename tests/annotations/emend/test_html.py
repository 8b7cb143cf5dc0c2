"""Leftovers of HTML: what a page would have shown stands in the replacement."""

from __future__ import annotations

import pytest

from annotations.emend import html
from annotations.model import PROVED, Emendation


def mended(text: str, *, proved: bool = True) -> str:
    result = text
    for e in reversed(found(text)):
        if e.replacement is not None and (e.confidence == PROVED or not proved):
            result = result[: e.span.start] + e.replacement + result[e.span.end :]
    return result


def found(text: str) -> list[Emendation]:
    return list(html.detect(text))


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("<p>會議在滬舉行。</p><p>次日閉幕。</p>", "會議在滬舉行。\n次日閉幕。"),
        ("會議</span>在滬<strong>舉行</strong>", "會議在滬舉行"),
        ('<p style="text-indent:2em">會議</p>', "會議"),
        ("第一行<br/>第二行", "第一行\n第二行"),
        ("&nbsp;&nbsp;&nbsp;&nbsp;會議召開", "會議召開"),
        ("Open&nbsp;Source大会", "Open Source大会"),
        ("&ldquo;你好&rdquo;&mdash;&mdash;他说", "“你好”——他说"),
        ("&#8220;你好&#x201d;", "“你好”"),
        ("研发&amp;生产，AT&amp;T", "研发&生产，AT&T"),
        ("研发&amp;nbsp;生产", "研发生产"),
        ("上文<!-- 广告位 -->下文", "上文下文"),
        ("上文<script type='a'>var x = 1;</script>下文", "上文下文"),
        ("&lt;p&gt;正文&lt;/p&gt;", "正文"),
    ],
)
def test_what_is_unambiguous_is_proved(text: str, clean: str) -> None:
    assert mended(text) == clean
    assert found(mended(text)) == []


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("第一章#xff1a;总则", "第一章：总则"),
        ("正文结束</span", "正文结束"),
        ("正文/span>继续", "正文继续"),
        ("&ldquo你好", "“你好"),
        (".TRS_Editor P{margin-top:0px;line-height:1.5}\n正文", "\n正文"),
    ],
)
def test_what_is_torn_is_proposed_but_not_proved(text: str, clean: str) -> None:
    assert mended(text) == text
    assert mended(text, proved=False) == clean


@pytest.mark.parametrize(
    "text",
    [
        "温度<30%且湿度>5",
        "R&D投入、AT&T公司",
        "3<5;7>2",
        "《红楼梦》<上册>",
        "C#与#1号楼;完",
        "<-5℃",
    ],
)
def test_signs_that_are_no_html_are_left_alone(text: str) -> None:
    assert found(text) == []


def test_a_text_about_tags_keeps_them() -> None:
    assert mended("用<p>标签分段") == "用<p>标签分段"
