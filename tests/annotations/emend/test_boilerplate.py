"""Site furniture: each row of the table finds its example and leaves the other alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.emend import detectors
from annotations.emend._rules import Rule, rules
from annotations.text.conversion import convert
from tests.annotations.emend import news

ROWS = [rule for rule in rules() if rule.kind == "boilerplate"]
PLACES = {"ends": ("head", "tail"), "anywhere": ("head", "middle", "tail")}


def _article(line: str, place: str) -> tuple[str, int]:
    """The clean body with a line put in, and where that begins."""
    first, *rest = news.BODY
    rows = {
        "head": [line, *news.BODY],
        "middle": [first, line, *rest],
        "tail": [*news.BODY, line],
    }[place]
    text = "\n".join(rows) + "\n"
    return text, text.index(line)


@pytest.mark.parametrize("rule", ROWS, ids=lambda rule: f"{rule.rule}: {rule.found}")
@pytest.mark.parametrize("traditional", [False, True])
def test_a_row_finds_its_example_as_a_whole_line(rule: Rule, traditional: bool) -> None:
    line = convert(rule.found, "s2tw")[0] if traditional else rule.found
    for place in PLACES.get(rule.where, (rule.where,)):
        text, start = _article(line, place)
        (zone,) = news.zones(text)
        assert (zone.kind, zone.rule, zone.replacement) == ("boilerplate", rule.rule, "")
        assert (zone.span.start, zone.span.end) == (start, start + len(line) + 1)
        assert zone.confidence == rule.confidence


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: f"{rule.rule}: {rule.kept}")
def test_a_row_leaves_alone_what_only_looks_like_it(rule: Rule) -> None:
    for place in ("head", "middle", "tail"):
        assert news.zones(_article(rule.kept, place)[0]) == []


@pytest.mark.parametrize("text", news.CLEAN)
def test_a_clean_article_has_no_furniture(text: str) -> None:
    assert news.found("boilerplate", text) == []


def test_the_furniture_of_a_line_counts_only_outside_the_running_text() -> None:
    text, _ = _article("专题 视频", "middle")
    assert news.zones(text) == []
    text, _ = _article("专题 视频", "head")
    assert [zone.rule for zone in news.zones(text)] == ["boilerplate-banner"]


def test_a_government_portal_reads_as_a_person_would_print_it() -> None:
    assert news.applied(news.PORTAL, news.zones(news.PORTAL)) == news.PORTAL_READS


def test_a_taiwanese_page_reads_as_a_person_would_print_it() -> None:
    assert news.applied(news.TAIWAN, news.zones(news.TAIWAN)) == news.TAIWAN_READS


def test_line_ends_of_windows_and_residue_change_nothing() -> None:
    text = news.PORTAL.replace("首页", "首頁(yè)").replace("\n", "\r\n")
    assert news.applied(text, news.zones(text)) == news.PORTAL_READS.replace("\n", "\r\n")


def test_buttons_one_below_the_other_are_one_zone() -> None:
    text = "\n".join([*news.BODY, "分享到：", "微信", "", "微博", "QQ空间"])
    (zone,) = news.zones(text)
    assert text[zone.span.start : zone.span.end] == "分享到：\n微信\n\n微博\nQQ空间"


def test_headlines_below_related_reading_go_with_it() -> None:
    text = "\n".join([*news.BODY, "相关阅读", "柑橘节下月登场", "铁路年底通车", "责任编辑：王小川"])
    related, editor = news.zones(text)
    assert text[related.span.start : related.span.end].count("\n") == 3
    assert editor.rule == "byline-editor"


def test_a_line_that_repeats_the_headline_with_the_sites_name_is_a_banner() -> None:
    text = "\n".join(["两市签约共建港口_江城新闻网", "两市签约共建港口", *news.BODY])
    (zone,) = news.zones(text)
    assert (zone.rule, zone.span.start) == ("boilerplate-banner", 0)


def test_every_rule_of_the_structure_is_worded_and_belongs_to_its_kind() -> None:
    import resources

    for name in ("boilerplate", "byline", "duplicate", "paragraph", "punctuation"):
        detector = detectors()[name]
        assert detector.kind == name
        for language in ("zh_CN", "en"):
            keys = [f"kind-{name}", *(f"rule-{rule}" for rule in detector.rules)]
            assert [key for key in keys if key not in resources.messages(language)] == []


ODD = (
    "",
    "  ",
    "　　",
    "（完）",
    "分享",
    "微信",
    "(記者 王小川)",
    "，",
    "。",
    "区(qū)",
    "\u200b",
    "𠮷",
)
PIECES = st.sampled_from([*news.BODY, *(row.found for row in rules()), *ODD])


@given(st.lists(st.tuples(PIECES, st.sampled_from(["\n", "\n\n", "\r\n", " ", ""])), max_size=12))
def test_zones_are_apart_and_furniture_is_whole_lines(pieces: list[tuple[str, str]]) -> None:
    text = "".join(piece + end for piece, end in pieces)
    place = 0
    for zone in news.zones(text):
        assert place <= zone.span.start < zone.span.end <= len(text)
        place = zone.span.end
        assert zone.replacement == ""
        if zone.kind == "boilerplate":
            assert zone.span.start == 0 or text[zone.span.start - 1] in "\r\n"
            assert zone.span.end == len(text) or text[zone.span.end - 1] in "\r\n"
