"""The workbook: what openpyxl reads in it is what was tagged, and nothing in it is a formula."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Mapping
from typing import Any, cast

import openpyxl

from annotations import formats, tagset
from annotations.formats import Context, Report
from annotations.formats.plain_text import PlainText
from annotations.formats.xlsx import LONGEST
from annotations.model import Document
from tests.annotations.formats.documents import article, mark
from tests.annotations.formats.golden import corpus

Rows = list[Mapping[str, Any]]


def workbook(documents: Iterable[Document], **options: str) -> tuple[dict[str, Rows], Any, Report]:
    out, form = io.BytesIO(), formats.named("xlsx")
    context = Context(tagset.default(), options=form.chosen(options))
    report = formats.stream(form, documents, out, context)
    book = openpyxl.load_workbook(cast(Any, out))
    sheets: dict[str, Rows] = {}
    for sheet in book.worksheets:
        heads, *rows = sheet.iter_rows(values_only=True)
        sheets[sheet.title] = [dict(zip(heads, row, strict=True)) for row in rows]
    return sheets, book, report


def fit(text: str) -> str:
    return PlainText.for_xml(PlainText.of(text).text).text


def test_every_fragment_comes_back_with_its_offsets_and_text() -> None:
    documents = corpus()
    sheets, _, _ = workbook(documents)
    found = [
        (r["article"], r["annotation"], r["fragment"], r["label"], r["start"], r["end"], r["quote"])
        for r in sheets["annotations"]
    ]
    assert found == [
        (d.article.id, a.id, n, a.label, span.start, span.end, fit(span.of(d.article.text)))
        for d in documents
        for a in d.annotations
        for n, span in enumerate(a.fragments, start=1)
    ]
    attributes = [json.loads(row["attributes"]) for row in sheets["annotations"]]
    assert attributes == [
        json.loads(json.dumps(dict(a.attributes)))
        for d in documents
        for a in d.annotations
        for _ in a.fragments
    ]


def test_relations_say_both_ends() -> None:
    documents = corpus()
    sheets, _, _ = workbook(documents)
    marks = {(d.article.id, a.id): a for d in documents for a in d.annotations}
    found = [
        (r["relation"], r["type"], r["from_label"], r["from_quote"], r["to_label"], r["to_quote"])
        for r in sheets["relations"]
    ]
    expected: list[tuple[str, ...]] = []
    for document in documents:
        for relation in document.relations:
            ends = [marks[document.article.id, id] for id in (relation.start, relation.end)]
            told = [text for end in ends for text in (end.label, fit(end.quote))]
            expected.append((relation.id, relation.type, *told))
    assert found == expected
    assert [row["article"] for row in sheets["articles"]] == [d.article.id for d in documents]


def test_no_cell_is_a_formula_a_link_or_a_number_made_of_a_text() -> None:
    text = "=SUM(A1) 007 https: +1 @a"
    tagged = (mark(text, "=T1", (0, 8), note="=1+1"), mark(text, "T2", (9, 12), label="-1"))
    sheets, book, _ = workbook([Document(article("=a", text), annotations=tagged), *corpus()])
    kinds = {cell.data_type for sheet in book.worksheets for row in sheet for cell in row}
    assert kinds <= {"s", "n", "inlineStr"}
    assert not [cell for s in book.worksheets for row in s for cell in row if cell.hyperlink]
    first, second = sheets["annotations"][:2]
    assert (first["quote"], first["note"], first["annotation"]) == ("=SUM(A1)", "=1+1", "=T1")
    assert (second["quote"], second["label"]) == ("007", "-1")


def test_guarded_cells_are_named() -> None:
    text = "=SUM(A1)"
    document = Document(article("a", text), annotations=(mark(text, "T1", (0, 8)),))
    sheets, _, _ = workbook([document], **{"guard-formulas": "yes"})
    (row,) = sheets["annotations"]
    assert (row["quote"], row["guarded"]) == ("'=SUM(A1)", "quote")


def test_what_is_longer_than_a_cell_is_cut_and_told() -> None:
    text = "𠮷" * LONGEST
    document = Document(article("a", text), annotations=(mark(text, "T1", (0, len(text))),))
    sheets, _, report = workbook([document])
    assert sheets["annotations"][0]["quote"] == "𠮷" * (LONGEST // 2)
    assert report.losses == {"cell-cut": 1}


def test_what_xml_cannot_hold_is_replaced_one_for_one_and_told() -> None:
    text = "控\x01制\x00_x0041_符"
    document = Document(article("a", text), annotations=(mark(text, "T1", (0, len(text))),))
    sheets, _, report = workbook([document])
    quote = sheets["annotations"][0]["quote"]  # Excel undoes the escape, openpyxl does not
    assert quote == "控\ufffd制\ufffd_x005F_x0041_符"
    assert report.losses == {"character-replaced": 2}
