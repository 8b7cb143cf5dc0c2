"""The report as Markdown: read by markdown-it, the text is the text and none of it is markup."""

from __future__ import annotations

import io
from collections.abc import Iterable
from importlib import import_module
from typing import Any

from lxml import html

from annotations import formats, tagset
from annotations.formats import Context, Report
from annotations.formats.html.marked import Readable
from annotations.formats.telling import in_order
from annotations.model import Document
from tests.annotations.formats.documents import article, mark
from tests.annotations.formats.golden import corpus

markdown: Any = import_module("markdown_it").MarkdownIt("commonmark").enable("table")


def rendered(documents: Iterable[Document]) -> tuple[html.HtmlElement, Report]:
    out, form = io.BytesIO(), formats.named("markdown")
    context = Context(tagset.default(), options=form.chosen({}), name="样例")
    report = formats.stream(form, documents, out, context)
    return html.document_fromstring(f"<body>{markdown.render(out.getvalue().decode())}"), report


def test_every_line_of_the_text_is_a_paragraph() -> None:
    for document in corpus():
        page, _ = rendered([document])
        paragraphs = [p.text_content() for p in page.iter("p") if p.find("em") is None]
        lines = [line for line in Readable.of(document.article.text).text.split("\n") if line]
        told = [" ".join(p.split()) for p in paragraphs]
        wanted = [" ".join(line.split()) for line in lines]
        assert [line for line in wanted if line] == told[: len([w for w in wanted if w])]


def test_every_annotation_has_a_row() -> None:
    for document in corpus():
        page, report = rendered([document])
        rows = [[cell.text_content() for cell in row] for row in page.iter("tr")][1:]
        ordered = in_order(document)
        assert [int(row[0]) for row in rows] == list(range(1, len(ordered) + 1))
        for row, annotation in zip(rows, ordered, strict=True):
            parts = (span.of(document.article.text) for span in annotation.fragments)
            said = " ".join(Readable.of(" … ".join(parts)).text.split())
            assert row[2] == said
        assert report.annotations == len(ordered)


def test_nothing_in_a_text_is_markup() -> None:
    text = "# 题 *强* [链](x:y) <script>1</script> | 表 | `码`\n    缩进\n1. 一\n- 二\n> 引\n***"
    page, _ = rendered([Document(article("a", text), annotations=(mark(text, "T", (0, 40)),))])
    assert not page.xpath("//script | //a | //code | //li | //blockquote | //strong")
    assert [h.text_content() for h in page.iter("h1")] == ["样例"]
    assert "*强* [链](x:y) <script>1</script>" in page.text_content()
