"""Passages that stand twice: what is dropped, what stays, and how the text then reads."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from annotations.emend import duplicate
from annotations.model import Emendation
from annotations.text.conversion import convert
from tests.annotations.emend import news

TWICE = "迁出地有了分成，就不会把企业当成泼出去的水；"
NAME = "江城湖州两地人民政府驻上海办事处支持服务在沪企业参与港口建设座谈会"


def _only(text: str) -> Emendation:
    (copy,) = news.found("duplicate", text)
    assert (copy.kind, copy.replacement) == ("duplicate", "")
    return copy


def _reads(text: str) -> str:
    return news.applied(text, [_only(text)])


def test_a_run_that_is_at_once_repeated_is_dropped_once() -> None:
    text = f"{news.BODY[0]}{TWICE}{TWICE}承接地有了龙头，也不愁没有配套。\n"
    copy = _only(text)
    assert text[copy.span.start : copy.span.end] == TWICE
    assert (copy.rule, copy.confidence) == ("duplicate-adjacent", 0.99)
    first, last = copy.evidence["first"]  # type: ignore[misc]
    assert text[first:last] == TWICE and last == copy.span.start
    assert _reads(text) == f"{news.BODY[0]}{TWICE}承接地有了龙头，也不愁没有配套。\n"


def test_the_cut_falls_on_a_clause_where_the_run_begins_in_the_middle_of_one() -> None:
    run = "岷和药业有限公司等50多家特色企业与上海的70多家企业进行面对面交流，中能农牧公司、"
    text = f"沈郎油茶公司、{run}{run}福晟新材料公司等八家企业达成意向。\n"
    assert text[_only(text).span.start :].startswith("岷和药业")
    assert _reads(text) == f"沈郎油茶公司、{run}福晟新材料公司等八家企业达成意向。\n"


def test_residue_width_and_script_may_differ_between_the_copies() -> None:
    dirty = "遷出地區(qū)有了分成,就不會把企業(yè)當成潑出去的水;"
    clean = "迁出地区有了分成，就不会把企业当成泼出去的水；"
    assert _reads(f"{clean}{dirty}承接地有了龙头。") == f"{clean[:-1]};承接地有了龙头。"
    assert _reads(f"{dirty}{dirty}承接地有了龙头。") == f"{dirty}承接地有了龙头。"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\n\n"])
def test_a_paragraph_that_stands_twice_goes_with_its_line_end(end: str) -> None:
    rows = [f"　　{row}" for row in news.BODY]
    text = end.join([rows[0], rows[1], rows[0], rows[2]]) + "\n"
    assert _reads(text) == end.join(rows) + "\n"
    assert _only(text).rule == "duplicate-passage"


def test_an_article_that_stands_twice_is_dropped_as_a_whole() -> None:
    article = (
        "\n".join(["两市签约共建港口", *news.BODY, "第二批项目明年公布，届时还有三个县加入。"])
        + "\n"
    )
    assert _reads(article + article) == article


def test_of_three_copies_on_end_one_stays() -> None:
    text = f"{news.BODY[0]}\n{TWICE}{TWICE}{TWICE}承接地有了龙头。\n"
    assert _reads(text) == f"{news.BODY[0]}\n{TWICE}承接地有了龙头。\n"


def test_a_sentence_that_stands_three_times_far_apart_is_a_formula_and_stays() -> None:
    rows = [*news.BODY, news.BODY[0], "柑橘节下月登场。", news.BODY[0]]
    assert news.found("duplicate", "\n".join(rows)) == []


def test_a_summary_above_the_text_is_the_copy_to_drop() -> None:
    text = f"{news.BODY[0]}\n江城消息。{news.BODY[0]}{news.BODY[1]}\n"
    assert _reads(text) == f"江城消息。{news.BODY[0]}{news.BODY[1]}\n"


def test_a_headline_on_two_lines_is_dropped_once() -> None:
    text = "\n".join(["两市签约共建港口", "", "两市签约共建港口", *news.BODY]) + "\n"
    assert _reads(text) == "\n".join(["两市签约共建港口", "", *news.BODY]) + "\n"


@pytest.mark.parametrize(
    "text",
    [
        *news.CLEAN,
        f"{NAME}昨天开幕。市长出席{NAME}并讲话。与会者说，{NAME}办得及时，{NAME}还要再办。\n",
        "支持江城企业参与港口建设和铁路建设，支持湖州企业参与港口建设和铁路建设。\n",
        "全面提升江城地区基本公共服务均等化水平，全面提升湖州地区基本公共服务均等化水平。\n",
        "一江碧水东流，一湖清水入江。他又说：一江碧水东流，一湖清水入江。\n",
        f"{NAME}\n{NAME}，昨天在上海开幕，十二个省市派出代表，商定了三年的计划。\n",
    ],
)
def test_names_parallels_refrains_and_headlines_in_the_text_are_no_duplicates(text: str) -> None:
    assert news.found("duplicate", text) == []


def test_the_same_in_traditional_script() -> None:
    text = convert(f"{TWICE}{TWICE}承接地有了龙头。", "s2tw")[0]
    assert _reads(text) == convert(f"{TWICE}承接地有了龙头。", "s2tw")[0]


SENTENCES = st.lists(
    st.permutations("江城湖州港口铁路签约合作企业园区人才技术项目投资").map("".join),
    min_size=3,
    max_size=6,
)


@given(SENTENCES, st.data())
def test_a_copied_stretch_is_dropped_so_that_the_text_reads_as_before(
    sentences: list[str], data: st.DataObject
) -> None:
    n = data.draw(st.integers(0, len(sentences) - 1))
    clean = "。".join([*sentences, ""])
    dirty = "。".join([*sentences[: n + 1], *sentences[n:], ""])
    assume(not news.found("duplicate", clean))  # drawn with a repeat of its own
    assert news.applied(dirty, news.found("duplicate", dirty)) == clean


def test_the_shared_article_with_a_doubled_run_reads_once(shared_articles: list[Path]) -> None:
    counts: list[int] = []
    for file in shared_articles:
        text = file.read_bytes().decode()
        copies = news.found("duplicate", text)
        counts.append(len(copies))
        for copy in copies:
            first, last = copy.evidence["first"]  # type: ignore[misc]
            assert text[first:last] == text[copy.span.start : copy.span.end]
    assert sorted(counts) == [0, 0, 1]


def test_a_repeat_that_ends_the_text_behind_its_last_full_stop_is_no_fault() -> None:
    half = "回來后把一張表一群人的辦法用于安置點管理誰家老人要配藥誰家孩子該返校表上一目了然"
    text = f"{half}寧{half}。"
    assert all(found.span.end <= len(text) for found in duplicate.detect(text))
