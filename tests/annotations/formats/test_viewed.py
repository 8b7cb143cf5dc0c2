"""A document in a view: text, offsets and quotes of that view, and every loss told."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from annotations.formats.report import Report
from annotations.formats.selection import Selection
from annotations.formats.viewed import in_view, views
from annotations.model import VIEW_NAMES, Conversion, Document, Emendation, Relation, Span, ViewName
from tests.annotations.formats.documents import article, mark

TEXT = "𠮷林與區(qū)資金鏈协作，软件后台。"
_RESIDUE = Emendation("E1", Span(4, 8), "", "residue", "pinyin", "accepted")
_OPEN = Emendation("E2", Span(0, 1), "吉", "misread", "user", "proposed")


def _document(*spans: tuple[int, int]) -> Document:
    marks = tuple(mark(TEXT, f"T{n}", span) for n, span in enumerate(spans))
    return Document(article("a", TEXT), (_RESIDUE, _OPEN), annotations=marks)


_spans = st.lists(
    st.tuples(*[st.integers(0, len(TEXT))] * 2)
    .map(sorted)
    .filter(lambda p: p[0] < p[1])
    .map(tuple),
    max_size=6,
)


@given(spans=_spans, name=st.sampled_from(VIEW_NAMES))
def test_every_quote_is_the_views_text_and_every_span_is_there_or_lost(
    spans: list[tuple[int, int]], name: ViewName
) -> None:
    document, report = _document(*spans), Report("any")
    shown = in_view(document, name, Conversion(), report)
    view = views(document, Conversion()).of(name)
    assert shown.article.text == view.text
    found = {a.id: a for a in shown.annotations}
    for annotation in document.annotations:
        image = view.alignment.to_target(annotation.fragments[0])
        if image:
            assert found[annotation.id].fragments == (image,)
            assert found[annotation.id].quote == image.of(view.text)
        else:
            assert annotation.id not in found
    report.count(shown)
    (entry,) = report.entries()
    assert (entry["spans_in"], entry["spans_out"]) == (len(spans), len(found))


def test_what_a_view_has_nothing_of_is_lost_with_its_relations() -> None:
    document = replace(
        _document((4, 8), (0, 2)), relations=(Relation("R1", "same_as", "T0", "T1"),)
    )
    report = Report("any")
    shown = in_view(document, "clean", Conversion(), report)
    assert [a.id for a in shown.annotations] == ["T1"]
    assert shown.relations == ()
    report.count(shown)
    (entry,) = report.entries()
    assert entry["losses"] == [
        {"kind": "emendation-dropped", "count": 1, "ids": ["E2"]},
        {"kind": "relation-dropped", "count": 1, "ids": ["R1"]},
        {"kind": "span-vanished", "count": 1, "ids": ["T0"]},
    ]
    assert (entry["relations_in"], entry["relations_out"]) == (1, 0)


def test_a_word_whose_length_changes_is_wider_in_the_view_and_told() -> None:
    text, report = "扩大内存容量", Report("any")
    document = Document(article("a", text), annotations=(mark(text, "T0", (2, 3)),))
    shown = in_view(document, "hant", Conversion(hant="s2twp"), report)
    assert [a.quote for a in shown.annotations] == ["記憶體"]
    assert report.losses == {"span-widened": 1}


def test_fragments_that_a_view_joins_are_one() -> None:
    text = "演示后台程序"
    both = mark(text, "T1", (2, 3), (3, 4))
    made = Emendation("E", Span(2, 4), "系統後臺", "user", "user", "accepted")
    shown = in_view(
        Document(article("a", text), (made,), annotations=(both,)),
        "clean", Conversion(), Report("any"),
    )  # fmt: skip
    assert [len(a.fragments) for a in shown.annotations] == [1]
    assert shown.annotations[0].quote == "系統後臺"


def test_only_what_is_chosen_is_exported_and_is_no_loss() -> None:
    document = replace(
        _document((0, 2), (2, 3)), relations=(Relation("R1", "same_as", "T0", "T1"),)
    )
    marks = (replace(document.annotations[0], label="GOV", author="林"), document.annotations[1])
    document = replace(document, annotations=marks)
    chosen = Selection(labels=frozenset({"GOV"})).of(document)
    assert ([a.id for a in chosen.annotations], chosen.relations) == (["T0"], ())
    unsigned = Selection(authors=frozenset({""})).of(document)
    assert [a.id for a in unsigned.annotations] == ["T1"]
    assert Selection().of(document) is document
