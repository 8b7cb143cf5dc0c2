"""Tables become articles, one a row, and what gives none is told by its row."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import tracemalloc
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations import ingest
from annotations.errors import Refusal
from annotations.ingest import tables
from annotations.ingest.columns import Columns
from annotations.ingest.how import How
from annotations.ingest.remembered import remember
from annotations.model import Article, Document
from annotations.store.sources import is_proven

TEXT = "江城市与湖州县日前商定，今后三年在港口、铁路和教育三个方面开展合作，首批项目共有十二个。"
OTHER = "“路修通了，货就走得快。”湖州县交通局局长王小川说，过去送一车柑橘要走两天，如今半天就到。"


def read(path: Path, how: How | None = None, limit: int = 1 << 20) -> list[Any]:
    """(row, article) or (row, key of the refusal)."""
    parts = ingest.read_all(path, limit, how or How())
    return [
        (p.number, p.content.article if isinstance(p.content, Document) else p.content.key)
        for p in parts
    ]


def articles(path: Path, how: How | None = None) -> list[Article]:
    return [found for _, found in read(path, how) if isinstance(found, Article)]


def csv(folder: Path, content: str | bytes, name: str = "表.csv") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def workbook(folder: Path, *rows: list[Any], **sheets: list[list[Any]]) -> Path:
    book = openpyxl.Workbook()
    first = book.worksheets[0]
    for row in rows:
        first.append(row)
    for name, more in sheets.items():
        sheet = book.create_sheet(name)
        for row in more:
            sheet.append(row)
    book.save(folder / "表.xlsx")
    return folder / "表.xlsx"


# -- what an article has of its row -------------------------------------------------------


def test_a_row_is_an_article_with_what_is_known_of_it(tmp_path: Path) -> None:
    path = csv(tmp_path, f"编号,标题,正文,日期,来源,版面\n007, 通路 ,{TEXT},2019/3/7,甲报,A1\n")
    (article,) = articles(path)
    assert (article.title, article.text) == ("通路", TEXT)
    assert article.meta == {"id": "007", "date": "2019/3/7", "outlet": "甲报", "版面": "A1"}
    assert article.source.name == "表.csv:2"
    assert article.source.sha256 == hashlib.sha256(TEXT.encode()).hexdigest()
    assert article.source.extra == {"table": {"file": "表.csv", "row": 2, "encoding": "utf-8"}}
    assert is_proven(article)


def test_without_a_title_the_first_line_is_it_and_the_text_stays_exact(tmp_path: Path) -> None:
    text = f"　第一行\r\n{TEXT}\r\n　末行　"
    (article,) = articles(csv(tmp_path, f'日期,正文\r\n2019,"{text}"\r\n'))
    assert (article.title, article.text) == ("第一行", text)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-be"]
)
def test_tables_are_read_in_every_encoding(tmp_path: Path, encoding: str) -> None:
    (article,) = articles(csv(tmp_path, f"标题,正文\n题,{TEXT}\n".encode(encoding)))
    assert article.text == TEXT


def test_an_encoding_can_be_told(tmp_path: Path) -> None:
    path = csv(tmp_path, f"标题,正文\n题,{TEXT}\n".encode("gb18030"))
    wrong = How("big5", Columns("正文"))
    assert read(path, wrong) == [(None, "column-missing")]
    assert articles(path, How("gbk"))[0].text == TEXT
    assert read(path, How("klingon")) == [(None, "encoding-unknown")]


def test_a_damaged_byte_is_proposed_and_the_bytes_of_the_cell_are_kept(tmp_path: Path) -> None:
    cell = (TEXT * 6).encode("gb18030")
    at = len(cell) - 40
    path = csv(tmp_path, "标题,正文\n题,".encode("gb18030") + cell[:at] + b"\xff" + cell[at:])
    (part,) = ingest.read_all(path)
    assert isinstance(part.content, Document)
    article = part.content.article
    assert article.text.count("\ufffd") == 1
    assert article.source.data == cell[:at] + b"\xff" + cell[at:]
    assert is_proven(article)
    assert [e.rule for e in part.content.emendations] == ["mojibake-damaged-byte"]


# -- rows that give none ------------------------------------------------------------------


def test_blank_rows_are_passed_over_and_those_without_text_refused(tmp_path: Path) -> None:
    content = f"标题,正文\n一,{TEXT}\n\n , \n二,\n三,{OTHER}\n标题,正文\n四\n"
    found = read(csv(tmp_path, content))
    assert [(n, a if isinstance(a, str) else a.title) for n, a in found] == [
        (2, "一"), (5, "row-without-text"), (6, "三"), (7, "row-repeats-header"),
        (8, "row-without-text"),
    ]  # fmt: skip


def test_rows_above_the_header_are_told_with_the_first_article(tmp_path: Path) -> None:
    path = csv(
        tmp_path, f"二〇一九年报道汇总,,\n\n标题,正文,来源\n题,{TEXT},甲报\n题,{OTHER},甲报\n"
    )
    first, second = ingest.read_all(path)
    assert first.note is not None
    assert (first.note.key, first.note.values) == ("rows-above-header", {"rows": "1", "header": 3})
    assert second.note is None


def test_an_open_quote_is_told_by_its_row(tmp_path: Path) -> None:
    path = csv(tmp_path, f'标题,正文\n一,{TEXT}\n二,"{OTHER}\n三,{TEXT}\n')
    assert [n for n, _ in read(path)] == [2, 3]
    assert read(path)[1] == (3, "row-quote-open")


def test_a_table_without_texts_says_which_columns_it_has(tmp_path: Path) -> None:
    path = csv(tmp_path, "姓名,年龄\n王小川,40\n")
    (part,) = ingest.read_all(path)
    assert isinstance(part.content, Refusal)
    assert (part.content.key, part.content.values["found"]) == ("columns-unknown", "姓名, 年龄")


@pytest.mark.parametrize(
    ("content", "key"),
    [(b"", "file-empty"), (b"\n \n", "file-empty"), (b"PK\x03\x04", "file-not-text"),
     (b"\x00\x01\x02" * 999, "file-not-text")],
)  # fmt: skip
def test_what_is_no_table_is_refused(tmp_path: Path, content: bytes, key: str) -> None:
    assert read(csv(tmp_path, content)) == [(None, key)]


def test_a_line_that_never_ends_is_refused_before_it_is_in_memory(tmp_path: Path) -> None:
    path = csv(tmp_path, "标题,正文\n题," + "长" * 5000)
    assert read(path, limit=1000) == [(None, "line-too-long")]


# -- csv and its kin ----------------------------------------------------------------------


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_delimiters_and_line_ends_are_found(tmp_path: Path, delimiter: str, end: str) -> None:
    rows = [
        ("标题", "正文", "作者"),
        ("一", f'"{TEXT}{delimiter}""{end}完"', ""),
        ("二", OTHER, "甲"),
    ]
    path = csv(tmp_path, "".join(delimiter.join(row) + end for row in rows))
    first, second = articles(path)
    assert first.text == f'{TEXT}{delimiter}"{end}完'
    assert (second.text, second.meta) == (OTHER, {"author": "甲"})


def test_the_delimiter_that_excel_writes_down_is_believed(tmp_path: Path) -> None:
    (article,) = articles(csv(tmp_path, f"sep=;\r\n标题;正文\r\na,b;{TEXT}\r\n"))
    assert (article.title, article.text, article.source.name) == ("a,b", TEXT, "表.csv:3")


def test_names_twice_and_cells_without_a_name_are_kept(tmp_path: Path) -> None:
    path = csv(tmp_path, f"正文,注,注,\n{TEXT},a,b,c,d\n")
    assert articles(path)[0].meta == {"注": "a", "注 (2)": "b", "D": "c", "E": "d"}


def test_a_table_without_a_header_has_the_letters_of_a_spreadsheet(tmp_path: Path) -> None:
    path = csv(tmp_path, f"2019-03-07,{TEXT}\n2019-03-08,{OTHER}\n")
    found = articles(path)
    assert [article.text for article in found] == [TEXT, OTHER]
    assert found[0].meta == {"date": "2019-03-07"}
    assert articles(path, How(columns=Columns("B", title="A")))[1].title == "2019-03-08"


def test_a_single_column_is_the_text_with_a_header_or_without(tmp_path: Path) -> None:
    assert [a.text for a in articles(csv(tmp_path, "甲\n乙\n丙\n"))] == ["甲", "乙", "丙"]
    assert [a.text for a in articles(csv(tmp_path, "内容\n乙\n丙\n"))] == ["乙", "丙"]


@given(
    st.lists(
        st.tuples(
            st.text(st.characters(codec="utf-8", exclude_characters="\0")),
            st.text(st.characters(codec="utf-8", exclude_characters="\0")),
        ),
        max_size=8,
    )
)
def test_no_text_of_a_table_is_lost_or_changed(rows: list[tuple[str, str]]) -> None:
    import csv as library
    import io
    import tempfile

    out = io.StringIO(newline="")
    library.writer(out).writerows([("标题", "正文", "备注"), *((a, b, "x") for a, b in rows)])
    with tempfile.TemporaryDirectory() as folder:
        path = csv(Path(folder), b"\xef\xbb\xbf" + out.getvalue().encode())
        found = read(path, How(columns=Columns("正文"))) if rows else []
    blank = "\ufeff \t\r\n\v\f\x85\u2028\u2029\u3000"
    assert [a.text for _, a in found if isinstance(a, Article)] == [
        text for _, text in rows if text.strip(blank)
    ]
    assert sum(key == "row-without-text" for _, key in found) == sum(
        not text.strip(blank) for _, text in rows
    )


# -- workbooks ----------------------------------------------------------------------------


def test_workbooks_give_dates_codes_and_line_ends_as_they_show_them(tmp_path: Path) -> None:
    path = workbook(
        tmp_path,
        ["报道汇总"],
        ["编号", "标题", "日期", "正文", "量"],
        [7, "甲", dt.datetime(2019, 3, 7), f"{TEXT}_x000D_\n_x005F_x0041_", 1.5],
        [],
        ["008", "乙", dt.datetime(2019, 3, 8, 12, 30), OTHER, 3.0],
    )
    book = openpyxl.load_workbook(path)
    book.worksheets[0].merge_cells("A1:E1")
    book.worksheets[0]["A3"].number_format = "00000"
    book.save(path)
    first, second = articles(path)
    assert first.text == f"{TEXT}\r\n_x0041_"
    assert first.meta == {"id": "00007", "date": "2019-03-07", "量": "1.5"}
    assert second.meta == {"id": "008", "date": "2019-03-08 12:30:00", "量": "3"}
    assert second.source.name == "表.xlsx:Sheet:5"


def test_a_formula_without_a_value_is_no_text(tmp_path: Path) -> None:
    path = workbook(tmp_path, ["标题", "正文"], ["一", "=A1"], ["二", TEXT])
    assert [n for n, found in read(path) if found == "row-without-text"] == [2]


def test_every_visible_sheet_is_read(tmp_path: Path) -> None:
    path = workbook(
        tmp_path,
        ["标题", "正文"],
        ["一", TEXT],
        丙=[["名", "岁"], ["a", "b"]],
        乙=[["内容"], [OTHER]],
    )
    book = openpyxl.load_workbook(path)
    book.create_sheet("空")
    book.create_sheet("藏").append(["正文", TEXT])
    book["藏"].sheet_state = "hidden"
    book.save(path)
    found = read(path)
    assert [a if isinstance(a, str) else a.source.name for _, a in found] == [
        "表.xlsx:Sheet:2", "columns-unknown", "表.xlsx:乙:2",
    ]  # fmt: skip


def bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("xl/worksheets/sheet1.xml", b" " * (40 << 20))


def entities(path: Path) -> None:
    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    name = "xl/workbook.xml"
    doctype = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    parts[name] = doctype + parts[name].partition(b"?>")[2]
    with zipfile.ZipFile(path, "w") as book:
        for part, data in parts.items():
            book.writestr(part, data)


@pytest.mark.parametrize(
    ("data", "key"),
    [(b"", "file-empty"), (b"no zip at all", "workbook-broken"), (b"PK\x03\x04", "workbook-broken"),
     (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "workbook-locked"),
     (bytes(2 << 20), "file-too-large")],
)  # fmt: skip
def test_what_is_no_workbook_is_refused(tmp_path: Path, data: bytes, key: str) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(data)
    assert read(path) == [(None, key)]


def test_hostile_workbooks_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    bomb(path)
    assert read(path) == [(None, "workbook-hostile")]
    path = workbook(tmp_path, ["正文"], [TEXT])
    entities(path)
    assert read(path) == [(None, "workbook-hostile")]


def test_a_sheet_that_breaks_off_gives_what_is_before(tmp_path: Path) -> None:
    path = workbook(tmp_path, ["标题", "正文"], *(["题", f"{TEXT}{n}"] for n in range(200)))
    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"]
    parts["xl/worksheets/sheet1.xml"] = sheet[: len(sheet) * 3 // 4]
    with zipfile.ZipFile(path, "w") as book:
        for part, data in parts.items():
            book.writestr(part, data)
    found = read(path)
    assert found[-1][1] == "sheet-broken"
    assert len(found) > 100


# -- JSON lines ---------------------------------------------------------------------------


def test_json_lines_are_a_table_where_they_are_no_annotations(tmp_path: Path) -> None:
    rows: list[object] = [
        {"headline": "一", "body": TEXT, "published": "2019-03-07", "tags": ["a", "区"], "n": 3},
        {"headline": "二", "body": OTHER, "extra": None, "late": True},
    ]
    lines = [json.dumps(row, ensure_ascii=False) for row in rows]
    path = csv(tmp_path, "\n".join([*lines, "", "{broken", "[1]", "{}"]), "a.jsonl")
    assert tables.is_table(path)
    found = read(path)
    assert [a if isinstance(a, str) else a.title for _, a in found] == [
        "一", "二", "json-broken", "row-no-object",
    ]  # fmt: skip
    assert [n for n, _ in found] == [1, 2, 4, 5]
    assert found[0][1].meta == {"date": "2019-03-07", "tags": '["a", "区"]', "n": "3"}
    assert found[1][1].meta == {"late": "true"}


@pytest.mark.parametrize(
    "line",
    ['{"schema": "danqian/1", "kind": "article", "text": "文"}',
     '{"text": "文", "label": [[0, 1, "A"]]}',
     '{"text": "文", "entities": []}', '[{"text": "文"}]', '"文"', "{", "", '{"n": 1}'],
)  # fmt: skip
def test_what_is_annotated_or_has_no_text_is_no_table(tmp_path: Path, line: str) -> None:
    assert not tables.is_table(csv(tmp_path, line + "\n", "a.jsonl"))


def test_json_that_is_too_deep_or_too_long_a_number_is_refused(tmp_path: Path) -> None:
    deep = '{"text": ' + "[" * 100_000 + "]" * 100_000 + "}"
    lines = [json.dumps({"text": TEXT}), deep, '{"text": ' + "9" * 5000 + "}"]
    found = read(csv(tmp_path, "\n".join(lines), "a.jsonl"))
    assert [key for _, key in found[1:]] == ["json-deep", "json-number"]


# -- what a person says -------------------------------------------------------------------


def test_columns_that_are_told_or_remembered_are_taken(tmp_path: Path) -> None:
    path = csv(tmp_path, f"标题,摘要,正文\n题,{OTHER},{TEXT}\n")
    assert articles(path)[0].text == TEXT
    told = How(columns=Columns("摘要", title="标题"))
    assert articles(path, told)[0].text == OTHER
    assert articles(path)[0].text == TEXT, "reading remembers nothing by itself"
    remember(("标题", "摘要", "正文"), Columns("摘要"))
    (article,) = articles(path)
    assert (article.text, article.meta) == (OTHER, {"标题": "题", "正文": TEXT})


def test_a_preview_shows_the_first_rows_and_the_guess(tmp_path: Path) -> None:
    rows = "".join(f"题{n},{TEXT * 9}\n" for n in range(99))
    path = csv(tmp_path, f"标题,正文\n{rows}".encode("gb18030"))
    (preview,) = tables.previews(path)
    assert (preview.header, preview.encoding) == (("标题", "正文"), "gb18030")
    assert (preview.columns, preview.remembered) == (Columns("正文", title="标题"), False)
    assert [row["标题"] for row in preview.rows] == [f"题{n}" for n in range(5)]
    assert all(len(row["正文"]) == 200 for row in preview.rows)
    remember(preview.header, Columns("标题"))
    assert tables.previews(path)[0].remembered


@pytest.mark.parametrize("kind", ["csv", "jsonl"])
def test_memory_does_not_grow_with_the_table(tmp_path: Path, kind: str) -> None:
    peaks: list[int] = []
    for count in (1000, 4000):
        if kind == "csv":
            path = csv(tmp_path, "标题,正文\n" + f"题,{TEXT * 10}\n" * count, f"{count}.csv")
        else:
            line = json.dumps({"title": "题", "text": TEXT * 10}, ensure_ascii=False)
            path = csv(tmp_path, f"{line}\n" * count, f"{count}.jsonl")
        tracemalloc.start()
        assert sum(1 for _ in ingest.read_all(path)) == count
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 1.5 * peaks[0]
