"""What a page may be taken as: asked only where it is doubtful, compared paragraph by paragraph."""

from __future__ import annotations

import hashlib
import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.ingest import results, web
from annotations.ingest.results import Result, results_of
from tests.annotations.ingest.pages import ARTICLES, COMMENTS, TEMPLATES, pages, ps

# Comments under another name than theirs, longer than the article: readability keeps them.
DOUBTFUL = pages("comments_unnamed")[1]


def of(page: str) -> dict[str, Result]:
    found = results_of(page.encode())
    assert found is not None
    return {result.body: result for result in found.results}


@pytest.mark.parametrize("name", TEMPLATES)
def test_of_pages_of_many_makes_only_one_is_doubtful(name: str) -> None:
    doubtful = [page for page in pages(name) if results_of(page.html.encode())]
    assert doubtful == ([DOUBTFUL] if name == "comments_unnamed" else [])


def test_each_result_is_the_text_that_comes_in_when_it_is_chosen() -> None:
    data = DOUBTFUL.html.encode()
    found = results_of(data)
    assert found is not None and found.taken == "density" and found.said is None
    assert [result.body for result in found.results] == ["density", "readability", "whole"]
    assert found.sha256 == hashlib.sha256(data).hexdigest()
    for result in found.results:
        text = web.read(data, "a.html", body=result.body).article.text
        lines = text.split("\n")
        assert result.paragraphs == len(lines)
        assert result.characters == len("".join(text.split()))
        shown = [piece.text for piece in result.pieces if piece.kind in ("same", "more")]
        assert (shown[0], shown[-1]) == (lines[0], lines[-1])


def test_what_differs_from_the_usual_result_is_told_paragraph_by_paragraph() -> None:
    found = of(DOUBTFUL.html)
    assert {piece.kind for piece in found["density"].pieces} == {"same"}
    lacking = [piece.text for piece in found["readability"].pieces if piece.kind == "less"]
    assert lacking == list(DOUBTFUL.body)
    more = [piece.text for piece in found["whole"].pieces if piece.kind == "more"]
    assert "网友评论" in more and not set(more) & set(DOUBTFUL.body)
    assert (found["whole"].less, found["readability"].less) == (0, len(lacking))


def test_comments_in_the_block_of_the_article_make_it_doubtful() -> None:
    title, body, _ = ARTICLES[2]
    comments = re.sub("(?<=[</])(div|p)(?=[ >])", "dd", COMMENTS) * 2
    article = f"<section class=x1>{ps(body)}</section><section class=x2>{comments}</section>"
    found = of(f"<html><body><div><h1>{title}</h1>{article}</div></body></html>")
    assert list(found) == ["density", "readability"], "the whole page is no other text"
    usual, other = ([piece.text for piece in result.pieces] for result in found.values())
    assert usual[-2] == "网友5" and set(body) <= set(other)
    assert found["density"].paragraphs - found["readability"].paragraphs >= 24


def test_much_prose_before_the_densest_block_makes_it_doubtful() -> None:
    title, body, _ = ARTICLES[0]
    article = f"<div class=x1>{ps(body)}</div><div class=x2>{COMMENTS * 4}</div>"
    found = of(f"<html><body><div><h1>{title}</h1>{article}</div></body></html>")
    assert not set(body) & {piece.text for piece in found["density"].pieces}
    assert set(body) <= {piece.text for piece in found["readability"].pieces}


def test_a_page_that_holds_no_prose_at_all_is_doubtful_where_its_links_are_left_out() -> None:
    links = "".join(f"<li><a href=/{n}>第{n}条新闻的题目</a></li>" for n in range(30))
    found = results_of(f"<body><h1>今日要目</h1><p>共三十条</p><ul>{links}</ul>".encode())
    assert found is not None and found.taken == "whole"


@pytest.mark.parametrize(
    ("head", "site"),
    [
        ('<link rel=canonical href="https://News.Example.org/a/1">', "news.example.org"),
        ('<meta property="og:url" content="//example.org:80/a">', "example.org"),
        ('<link rel=canonical href="http://[x"><link rel=canonical href="/a/1">', ""),
        ("<!-- saved from url=(0022)http://www.example.cn/1 -->", "www.example.cn"),
        ("", ""),
    ],
)
def test_the_site_is_the_host_that_the_page_says_it_is_from(head: str, site: str) -> None:
    html = DOUBTFUL.html.replace("<html>", f"<!DOCTYPE html>{head}<html>")
    found = results_of(html.encode())
    assert found is not None and found.site == site


_lines = st.lists(st.sampled_from(["甲", "乙", "丙", "丁", "𠮷"]), max_size=30)


@settings(max_examples=200, deadline=None)
@given(_lines, _lines)
def test_the_pieces_are_both_texts_and_what_is_not_shown_is_counted(
    lines: list[str], usual: list[str]
) -> None:
    found = results._result("whole", lines, usual)
    pieces = list(results._compared(lines, usual))
    assert [p.text for p in pieces if p.kind != "less"] == lines
    assert [p.text for p in pieces if p.kind != "more"] == usual
    assert sum(piece.many for piece in found.pieces) == len(pieces)
    assert found.more - found.less == len(lines) - len(usual)


def test_a_hostile_page_is_compared_in_time_and_shown_in_part() -> None:
    begun = time.process_time()
    one = results._result("whole", ["甲"] * 40_000, ["甲", "乙"] * 20_000)
    many = results._result("whole", [f"{n}" * 500 for n in range(4000)], ["1", "2"] * 200)
    assert time.process_time() - begun < 20, "thousands alike would take hours"
    for result in (one, many):
        assert len(result.pieces) < 200
        assert max(len(piece.text) for piece in result.pieces) <= 400
