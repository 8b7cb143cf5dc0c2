"""Which column is what: told, guessed from names and values, and remembered."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotations.errors import Refusal
from annotations.ingest.columns import Columns, guessed, parsed
from annotations.ingest.remembered import recall, remember

TEXT = "江城市与湖州县日前商定，今后三年在港口、铁路和教育三个方面开展合作，首批项目十二个。"
FIELDS = ("id", "title", "text", "date", "outlet", "author", "url")


@pytest.mark.parametrize(
    "header",
    [
        ("编号", "标题", "正文", "发布时间", "来源", "作者", "链接"),
        ("編號", "標題", "內容", "日期", "媒體", "記者", "網址"),
        ("ID", "Title", "Content", "Publish_Date", "Source", "Author", "URL"),
        ("序号", "题名", "全文", "报道日期", "报纸名称", "撰稿人", "原文链接"),
        ("doc_id", "headline", "body", "pubDate", "publisher", "byline", "link"),
    ],
)
def test_usual_names_are_known_in_both_scripts_and_in_english(header: tuple[str, ...]) -> None:
    assert guessed(header, []) == Columns(**dict(zip(FIELDS, header, strict=True)))


def test_names_that_say_nothing_are_told_by_their_values() -> None:
    rows = [{"A": f"{n}", "B": "2019-03-07", "C": TEXT, "D": f"http://x.cn/{n}"} for n in range(9)]
    assert guessed("ABCD", rows) == Columns(text="C", date="B", url="D")


def test_a_column_called_content_that_holds_none_gives_way_to_one_that_does() -> None:
    rows = [{"内容": "经济", "报道": TEXT, "标题": "题"}] * 5
    assert guessed(("内容", "报道", "标题"), rows) == Columns(text="报道", title="标题")


def test_of_two_names_the_more_usual_that_is_filled_is_taken() -> None:
    rows = [{"正文": "", "内容": TEXT}] * 3
    assert guessed(("正文", "内容"), rows) == Columns(text="内容")


def test_a_column_of_that_name_is_it_though_it_is_empty() -> None:
    assert guessed(("标题", "正文"), [{"标题": "题", "正文": ""}]) == Columns("正文", title="标题")


def test_a_table_without_texts_has_no_columns() -> None:
    rows = [{"姓名": "王小川", "年龄": "40", "网址": "http://x.cn/" + "a" * 99}] * 5
    assert guessed(("姓名", "年龄", "网址"), rows) is None


def test_columns_can_be_told() -> None:
    assert parsed("text=正文，title=标题,source=报 纸") == Columns("正文", "标题", outlet="报 纸")
    told = Columns("正文", title="標題").within(("标题", "正文 ", "x"))
    assert told == Columns("正文 ", title="标题")


@pytest.mark.parametrize(
    "written", ["", "正文", "text=", "=a", "title=标题", "text=a,text=b", "foo=a,text=b"]
)
def test_what_is_no_mapping_is_refused(written: str) -> None:
    with pytest.raises(Refusal, match="columns-unclear"):
        parsed(written)


def test_a_column_that_is_not_there_is_refused_by_its_name() -> None:
    with pytest.raises(Refusal) as refusal:
        Columns("全文").within(("标题", "正文"))
    assert refusal.value.values == {"column": "全文", "found": "标题, 正文"}


def test_columns_are_remembered_per_header(home: Path) -> None:
    assert recall(("a", "b")) is None
    remember(("a", "b"), Columns("b", title="a"))
    remember(("c", "b"), Columns("c"))
    assert recall(("a", "b")) == Columns("b", title="a")
    assert recall(("b", "a")) is None
    remember(("a", "b"), None)
    assert recall(("a", "b")) is None
    assert recall(("c", "b")) == Columns("c")


@pytest.mark.parametrize("content", ["", "[]", "{", '{"a\\tb": 3}', '{"a\\tb": {"text": 3}}',
                                     '{"a\\tb": {"title": "a"}}', '{"a\\tb": {"text": "z"}}',
                                     '{"a\\tb": {"text": "a", "x": "b"}}'])  # fmt: skip
def test_a_broken_memory_is_no_memory(home: Path, content: str) -> None:
    (home / "columns.json").write_text(content, "utf-8")
    assert recall(("a", "b")) is None
    remember(("a", "b"), Columns("a"))
    assert recall(("a", "b")) == Columns("a")
