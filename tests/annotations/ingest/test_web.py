"""Saved pages: the body of pages of many makes, the page kept, hostile pages refused."""

from __future__ import annotations

import hashlib
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.errors import Refusal
from annotations.ingest import web
from annotations.ingest.how import Body
from annotations.store.sources import is_proven
from tests.annotations.ingest.pages import FURNITURE, TEMPLATES, pages

TEXT = "浦东新区与𠮷林市签约，合作从今天开始。"
_BLANK = re.compile(r"[\s\u3000\xa0]")

# Page makers whose names say nothing: what is left are lines that the detectors then mute.
LEAKING = {"html5": 10, "no_closing": 27, "mirror_site": 27}


def bare(text: str) -> str:
    return _BLANK.sub("", text)


@pytest.mark.parametrize("name", TEMPLATES)
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_every_paragraph_comes_and_little_else(name: str, encoding: str) -> None:
    for page in pages(name):
        article = web.read(page.html.encode(encoding), "页.html").article
        found = [bare(line) for line in article.text.split("\n")]
        assert [line for line in page.body if bare(line) not in found] == []
        assert found[0] == bare(page.title) == bare(article.title)
        allowed = {*map(bare, page.body), bare(page.title), "年份项目", "202131个", "202242个"}
        leaked = sum(len(line) for line in found if line not in allowed)
        assert leaked <= LEAKING.get(name, 0)
        assert not [piece for piece in FURNITURE[8:12] if bare(piece) in found]


@pytest.mark.parametrize("name", TEMPLATES)
def test_the_date_is_found(name: str) -> None:
    for page in pages(name):
        assert web.read(page.html.encode(), "页.html").article.meta["date"] == page.date


def test_outlet_and_author_come_from_the_byline() -> None:
    meta = web.read(pages("newspaper")[0].html.encode(), "a.html").article.meta
    assert (meta["outlet"], meta["author"]) == ("某某日报", "乙某")


def test_a_gbk_page_that_says_it_is_utf8_is_read_by_its_words() -> None:
    page = pages("government")[0]
    article = web.read(page.html.encode("gb18030"), "a.html").article
    assert 'charset="utf-8"' in page.html
    assert article.source.encoding == "gb18030"
    assert page.body[0] in article.text


def test_the_page_is_kept_and_proven_and_says_what_read_it() -> None:
    data = pages("wechat")[0].html.encode()
    article = web.read(data, "a.html").article
    assert article.source.data == data
    assert article.source.sha256 == hashlib.sha256(data).hexdigest()
    assert is_proven(article)
    told = article.source.extra["extraction"]
    assert isinstance(told, dict)
    assert str(told["by"]).endswith("density")
    assert "chosen" not in told, "no person said so"


@pytest.mark.parametrize(
    ("body", "by"),
    [("density", "density"), ("readability", "readability-lxml"), ("whole", "whole")],
)
def test_the_body_that_a_person_chose_is_taken_and_told(body: Body, by: str) -> None:
    page = pages("newspaper")[0]
    article = web.read(page.html.encode(), "a.html", body=body).article
    told = article.source.extra["extraction"]
    assert isinstance(told, dict)
    assert told["chosen"] == body and by in str(told["by"])
    assert (FURNITURE[7] in article.text) == (body == "whole")
    assert page.body[0].strip() in article.text
    assert is_proven(article)


def test_a_body_that_is_not_there_is_refused() -> None:
    with pytest.raises(Refusal) as refusal:
        web.read(f"<p><a href=/1>{TEXT}</a></p>".encode(), "a.html", body="density")
    assert (refusal.value.key, refusal.value.values["body"]) == ("page-without-body", "density")


_characters = st.characters(
    codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="<>&"
)
_words = st.text(_characters, min_size=1, max_size=30).filter(lambda t: bool(t.strip()))


@settings(max_examples=60, deadline=None)
@given(st.lists(_words, min_size=1, max_size=5))
def test_no_character_is_changed(words: list[str]) -> None:
    body = [f"　　{TEXT}{word}\ue000\u200b{TEXT}" for word in words]
    html = "<html><body><h1>标题一行字</h1><div>" + "".join(f"<p>{b}</p>" for b in body)
    lines = web.read(html.encode(), "a.html").article.text.split("\n")
    assert [re.sub("[ \t]+", " ", line) for line in body] == lines[-len(body) :]


def test_blanks_of_markup_are_no_text_and_figures_stand_row_by_row() -> None:
    html = (
        f"<body><p>{TEXT}\n  第一\n句，a\nb</p><p>&nbsp;</p><table><tr><td>年<td>数"
        f"<tr><td>2021<td>3</table><p>{TEXT}<br>又一行<ruby>汉<rt>hàn</rt></ruby></p>"
        f"<p style='display:none'>{TEXT}</p>"
    )
    assert web.read(html.encode(), "a.html").article.text.split("\n") == [
        f"{TEXT}第一句，a b", "年\t数", "2021\t3", TEXT, "又一行汉",
    ]  # fmt: skip


HOSTILE = {
    "deep": (b"<div>" * 100_000, "page-deep"),
    "elements": (b"<a " * 500_000, "page-too-large"),
    "open": (b"<script " * 100_000 + TEXT.encode(), "file-empty"),
    "pdf": (b"%PDF-1.7 x", "file-other-kind"),
    "zip": (b"PK\x03\x04x", "file-other-kind"),
    "empty": (b"", "file-empty"),
    "blank": (b"<html><body><p>&nbsp;</p></body></html>", "page-without-text"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_page_is_refused_with_a_reason(name: str) -> None:
    data, key = HOSTILE[name]
    with pytest.raises(Refusal) as refusal:
        web.read(data, "a.html")
    assert refusal.value.key == key


def test_entities_neither_grow_nor_lead_out() -> None:
    kind = "<!DOCTYPE html [<!ENTITY a SYSTEM 'file:///etc/passwd'><!ENTITY b '&a;&a;'>]>"
    text = web.read(f"{kind}<p>&a;&b;{TEXT}".encode(), "a.html").article.text
    assert "root:" not in text
    assert text.count(TEXT) == 1
