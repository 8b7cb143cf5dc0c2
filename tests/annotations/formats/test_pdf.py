"""The report on paper: every covered text is found again by PDFium, which we did not write."""

from __future__ import annotations

import io
from collections.abc import Iterable
from importlib import import_module
from itertools import pairwise
from typing import Any

import pytest

from annotations import formats, tagset
from annotations.formats import Context, Report
from annotations.formats.html.marked import Readable
from annotations.formats.pdf.setting import lines
from annotations.formats.pdf.typeface import Typeface, width
from annotations.formats.viewed import in_view
from annotations.model import VIEW_NAMES, Conversion, Document, ViewName
from tests.annotations.formats.documents import article, hard, mark
from tests.annotations.formats.golden import corpus, samples

pypdfium2: Any = import_module("pypdfium2")
pdfium: Any = import_module("pypdfium2.raw")
_BODY = 10.0  # points: what is smaller are chips, numbers of pages and what is told of marks
_TITLE = 12.0


def report_of(documents: Iterable[Document], view: ViewName) -> tuple[bytes, Report]:
    out, form = io.BytesIO(), formats.named("pdf")
    context = Context(tagset.default(), view=view, options=form.chosen({}), name="样例")
    report = formats.stream(form, documents, out, context)
    return out.getvalue(), report


def body(data: bytes) -> str:
    """The running text of all pages, without blanks."""
    read = pypdfium2.PdfDocument(data)
    found: list[str] = []
    for page in read:
        text = page.get_textpage()
        for n in range(text.count_chars()):
            if _BODY < pdfium.FPDFText_GetFontSize(text.raw, n) < _TITLE:
                found.append(chr(pdfium.FPDFText_GetUnicode(text.raw, n)))
    units = "".join(found).encode("utf-16-le", "surrogatepass")
    return "".join(units.decode("utf-16-le", "replace").split())


@pytest.mark.parametrize("view", VIEW_NAMES)
def test_every_covered_text_is_found_again(view: ViewName) -> None:
    documents = corpus()
    data, report = report_of(documents, view)
    said = body(data)
    compared = 0
    for document, entry in zip(documents, report.entries(), strict=True):
        gone = {id for loss in entry["losses"] for id in loss["ids"] if "span" in loss["kind"]}
        shown = in_view(document, view, Conversion(), Report("pdf"))
        for annotation in shown.annotations:
            if annotation.id in gone:
                continue
            for fragment in annotation.fragments:
                quote = Readable.of(fragment.of(shown.article.text)).text
                assert "".join(quote.split()) in said, annotation.id
                compared += 1
    assert compared > 300


def test_the_whole_text_can_be_copied_also_what_the_font_lacks() -> None:
    text = "𠮷野家😀在𪚥龘，" + "长三角一体化发展" * 300
    data, _ = report_of([Document(article("a", text))], "source")
    assert text in body(data)


def test_it_has_pages_bookmarks_and_its_own_fonts() -> None:
    data, _ = report_of(samples(), "source")
    read = pypdfium2.PdfDocument(data)
    titles = [entry.get_title() for entry in read.get_toc()]
    assert titles == [d.article.title for d in samples()]
    assert len(read) > 5
    assert b"CIDFontType0C" in data
    assert read.get_metadata_dict()["Title"] == "样例"


def test_nothing_is_printed_over_the_edge() -> None:
    text = "，".join(["长三角一体化"] * 80) + "A" * 300
    tagged = tuple(mark(text, f"T{n}", (n * 7, n * 7 + 6)) for n in range(80))
    data, _ = report_of([Document(article("a", text), annotations=tagged)], "source")
    page = pypdfium2.PdfDocument(data)[0]
    for shown in page.get_objects():
        left, bottom, right, top = shown.get_bounds()
        assert 55 < left <= right < page.get_width() - 30
        assert 15 < bottom <= top < page.get_height() - 40


def test_lines_fill_the_room_and_begin_with_no_full_stop() -> None:
    face = Typeface("T", "DanqianSans-Regular.ttc", 0)
    text = "两市签署协议，共建园区。（以下简称“锡延园区”）G60科创走廊and more words！" * 9
    broken = list(lines(text, face, 10, 200))
    assert [line.start for line in broken] == [0, *[line.end for line in broken[:-1]]]
    assert broken[-1].end == len(text)
    for line, after in pairwise(broken):
        assert width(text[line.start : line.end], face, 10) <= 200
        assert text[after.start] not in "，。）”！"
        assert text[line.end - 1] not in "（“"


def test_no_article_and_an_empty_one_are_a_pdf_too() -> None:
    for documents in ([], hard()[:1]):
        assert len(pypdfium2.PdfDocument(report_of(documents, "source")[0])) == 1
