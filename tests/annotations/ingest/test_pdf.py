"""PDF: printed lines as they are, what a printer did to them as proposals."""

from __future__ import annotations

import pytest

from annotations.errors import Refusal
from annotations.ingest import pdf
from annotations.model import Document
from annotations.store.sources import is_proven
from tests.annotations.ingest.printing import Run, page
from tests.annotations.ingest.printing import pdf as printed

FULL = "　　浦东新区与𠮷林市签约以后双方的合作从今天正式"
BODY = [FULL, "开始，co-", "operation 已有三年。", FULL, "开始了新的一页。"]


def mended(document: Document) -> str:
    """The text with all that is proposed."""
    text = document.article.text
    for e in sorted(document.emendations, key=lambda e: -e.span.start):
        text = text[: e.span.start] + (e.replacement or "") + text[e.span.end :]
    return text


def test_the_source_keeps_every_line_and_breaks_are_proposed() -> None:
    document = pdf.read(printed([page(["两地签约", *BODY])]), "a.pdf")
    lines = [line.lstrip("　") for line in ["两地签约", *BODY]]
    assert document.article.text == "".join(f"{line}\n" for line in lines)
    paragraph = f"{lines[1]}开始，cooperation 已有三年。"
    assert mended(document) == f"两地签约\n{paragraph}\n{lines[1]}开始了新的一页。\n"
    assert {e.rule for e in document.emendations} == {"paragraph-hard-break"}
    assert all(e.status == "proposed" and e.id for e in document.emendations)


def test_a_short_line_or_an_indented_one_ends_the_paragraph() -> None:
    other, third = FULL.replace("浦东", "临江"), FULL.replace("浦东", "海湾")
    document = pdf.read(printed([page([FULL, "短句。", other, third])]), "a.pdf")
    assert document.article.text.count("\n") == 4
    assert [e.span.start for e in document.emendations] == [len(FULL) - 2]


def test_what_stands_on_every_page_is_proposed_as_a_zone() -> None:
    def sheet(number: int) -> list[Run]:
        head, foot = Run("某某日报 2024年3月5日", 72, 810, 9), Run(f"- {number} -", 290, 30, 9)
        return [head, *page([f"　　第{number}天" + FULL[2:-4], *BODY[1:3]]), foot]

    document = pdf.read(printed([sheet(n) for n in (1, 2, 3)]), "a.pdf")
    zones = [e for e in document.emendations if e.kind == "boilerplate"]
    muted = [e.span.of(document.article.text) for e in zones]
    assert muted == [x for n in (1, 2, 3) for x in ("某某日报 2024年3月5日\n", f"- {n} -\n")]
    assert document.article.source.extra["extraction"] == {
        "by": "pypdfium2 5.15.2",
        "pages": [document.article.text.index("某", start) for start in _pages(document)],
    }
    assert "日报" not in mended(document)


def _pages(document: Document) -> list[int]:
    told = document.article.source.extra["extraction"]
    assert isinstance(told, dict)
    return told["pages"]


def test_a_paragraph_goes_on_over_the_page_and_over_the_column() -> None:
    rows = [FULL[2:-1] + mark for mark in "甲乙丙丁戊"]  # no two alike: PDFium drops repeated ones
    left, right = page(rows[:4], x=40), page([*rows[4:], FULL[2:-1] + "，", "至此完。"], x=330)
    document = pdf.read(printed([[*left, *right], page(["又一页。"])]), "a.pdf")
    assert document.article.text.split("\n")[:5] == rows
    assert mended(document).startswith("".join(rows) + FULL[2:-1] + "，至此完。\n")


def test_every_character_is_that_of_the_file() -> None:
    text = "浦东\u200b\ue000与𠮷林ＡＢ，1"
    article = pdf.read(printed([page([text])]), "a.pdf").article
    assert article.text == f"{text}\n"
    assert is_proven(article)


def test_title_and_date_come_from_the_file_where_the_text_has_none() -> None:
    made = printed([page(["两地签约", *BODY])], "/Title (no) /CreationDate (D:20240305120000)")
    article = pdf.read(made, "a.pdf").article
    assert (article.title, article.meta) == ("两地签约", {"date": "2024-03-05"})


GOOD = printed([page(BODY)])
_ENCRYPT = (
    b"/Root 1 0 R /ID [<%s><%s>] /Encrypt << /Filter /Standard /V 1 /R 2 /O <%s> /U <%s> /P -4 >>"
    % (b"11" * 16, b"11" * 16, b"11" * 32, b"22" * 32)
)
HOSTILE = {
    "scanned": (printed([[], []]), "pdf-without-text"),
    "locked": (GOOD.replace(b"/Root 1 0 R", _ENCRYPT), "file-encrypted"),
    "torn": (GOOD[: len(GOOD) // 2], "pdf-damaged"),
    "empty": (b"", "pdf-damaged"),
    "page": (b"<html><p>", "file-other-kind"),
    "long": (printed([page(["文"])] * 1001), "pdf-too-large"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_cannot_be_read_is_refused_with_a_reason(name: str) -> None:
    data, key = HOSTILE[name]
    with pytest.raises(Refusal) as refusal:
        pdf.read(data, "a.pdf")
    assert refusal.value.key == key
