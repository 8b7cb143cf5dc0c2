"""Addresses put into sentences; one that is meant is never proved to be foreign."""

from __future__ import annotations

import pytest

from annotations.emend import injected
from annotations.model import Emendation


def found(text: str) -> list[Emendation]:
    return list(injected.detect(text))


@pytest.mark.parametrize(
    ("text", "address", "least"),
    [
        ("两地合(www.xinwen-jx.com)作持续深化", "(www.xinwen-jx.com)", 0.9),
        ("会议强调【news.abc123.cn】要加快建设", "【news.abc123.cn】", 0.8),
        ("会议强调（http://m.abc.com/a/1.html）要加快", "（http://m.abc.com/a/1.html）", 0.8),
        ("会议强调(www。abc。com)要加快", "(www。abc。com)", 0.8),
        ("建成通车。(本文来源于http://www.abc.com)随后", "(本文来源于http://www.abc.com)", 0.8),
        ("更多精彩请访问www.abc123.com。会议", "更多精彩请访问www.abc123.com", 0.8),
        ("两地合www.abc123.com作持续深化", "www.abc123.com", 0.5),
    ],
)
def test_a_foreign_address_is_proposed(text: str, address: str, least: float) -> None:
    (one,) = found(text)
    assert one.span.of(text).strip() == address
    assert one.replacement == ""
    assert one.confidence is not None and least <= one.confidence < 1


@pytest.mark.parametrize(
    "text",
    [
        "报名网址为 www.gov.cn 即可",
        "请登录官网(https://www.example.com.cn)查询",
        "邮箱 news@example.com 投稿",
    ],
)
def test_an_address_that_is_announced_has_little_confidence(text: str) -> None:
    assert all((one.confidence or 0) <= 0.3 for one in found(text))


@pytest.mark.parametrize("text", ["增长3.5.其中", "Node.js框架", "约2.com", "协议(试行)"])
def test_what_is_no_address_is_left_alone(text: str) -> None:
    assert found(text) == []
