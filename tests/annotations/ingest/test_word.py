"""Word documents: what is printed of them comes, what is not stays out."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.errors import Refusal
from annotations.ingest import word
from annotations.store.sources import is_proven
from tests.annotations.ingest.packages import docx, p, run, table, zipped

TEXT = "浦东新区与𠮷林市签约。"


def text(body: str, notes: str = "") -> str:
    return word.read(docx(body, notes), "a.docx").article.text


def test_paragraphs_tables_and_notes_are_lines() -> None:
    note = f'<w:footnote w:id="1">{p("脚注")}</w:footnote>'
    body = (
        p("标题") + p("　　第一", "段\u200b\ue000&lt;") + p("") + table(("年", "数"), ("2021", "3"))
    )
    assert text(body, note) == "标题\n　　第一段\u200b\ue000<\n年\t数\n2021\t3\n脚注"


def test_tracked_insertions_count_and_deletions_do_not() -> None:
    body = (
        f'<w:p><w:ins w:id="1">{run("入")}</w:ins><w:del w:id="2"><w:r><w:delText>删</w:delText>'
        f"</w:r></w:del><w:moveFrom>{run('走')}</w:moveFrom><w:moveTo>{run('来')}</w:moveTo></w:p>"
    )
    assert text(body) == "入来"


def test_nothing_of_the_library_gets_into_the_text() -> None:
    body = (
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
        f'<w:hyperlink r:id="r2">{run("链接")}</w:hyperlink>'
        '<w:r><w:footnoteReference w:id="1"/></w:r><m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>'
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r>"
        "<w:r><w:t>前</w:t><w:tab/><w:noBreakHyphen/><w:t>后</w:t><w:br/><w:t>下</w:t></w:r></w:p>"
    )
    assert text(body) == "链接x前\t\u2011后\n下"


def test_headers_stay_out() -> None:
    assert "页眉" not in text(p(TEXT))


def test_properties_say_what_the_text_does_not() -> None:
    made = docx(
        p("标题一") + p(TEXT), title="标题一", creator="林某", created="2024-03-05T01:02:03Z"
    )
    article = word.read(made, "a.docx").article
    assert article.title == "标题一"
    assert article.meta == {"date": "2024-03-05", "author": "林某"}
    assert is_proven(article)


def test_a_byline_knows_better_than_the_properties() -> None:
    byline = "2023-09-06 10:00 来源：某某日报 作者：乙某"
    made = docx(
        p("标题一行") + p(byline) + p(TEXT * 5), creator="Administrator", created="2024-03-05"
    )
    assert word.read(made, "a.docx").article.meta == {
        "date": "2023-09-06", "outlet": "某某日报", "author": "乙某",
    }  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.text("浦东𠮷 \u3000\u200b\ue000ab1，", min_size=1).filter(str.strip), min_size=1)
)
def test_no_character_is_changed(paragraphs: list[str]) -> None:
    assert text("".join(map(p, paragraphs))) == "\n".join(paragraphs)


LAUGHS = '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><w>&b;</w>'
HOSTILE = {
    "old": (b"\xd0\xcf\x11\xe0" + bytes(999), "word-old"),
    "locked": (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "file-encrypted"),
    "page": (b"<html><p>" + TEXT.encode(), "file-other-kind"),
    "archive": (zipped({"a.txt": "a"}), "file-other-kind"),
    "torn": (docx(p(TEXT))[:300], "zip-damaged"),
    "bomb": (zipped({"word/document.xml": b"0" * 20_000_000}), "zip-bomb"),
    "entries": (zipped({f"{n}": "" for n in range(10_001)}), "zip-bomb"),
    "laughs": (docx(p(TEXT), others={"word/document.xml": LAUGHS}), "xml-doctype"),
    "outside": (docx(p(TEXT), others={"../../x": "a"}), "zip-leads-out"),
    "deep": (docx("<w:sdt>" * 300 + p(TEXT) + "</w:sdt>" * 300), "docx-damaged"),
    "broken": (docx("<w:p>"), "docx-damaged"),
    "unrelated": (docx(p(TEXT), others={"_rels/.rels": "<a/>"}), "docx-damaged"),
    "empty": (docx(""), "page-without-text"),
}


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("name", HOSTILE)
def test_what_cannot_be_read_is_refused_with_a_reason(name: str) -> None:
    data, key = HOSTILE[name]
    with pytest.raises(Refusal) as refusal:
        word.read(data, "a.docx")
    assert refusal.value.key == key


def test_a_cell_that_spans_a_hundred_million_columns_costs_nothing() -> None:
    span = '<w:tcPr><w:gridSpan w:val="100000000"/></w:tcPr>'
    body = f"<w:tbl><w:tr><w:tc>{span}{p('甲')}</w:tc></w:tr></w:tbl>"
    assert text(body) == "甲"
