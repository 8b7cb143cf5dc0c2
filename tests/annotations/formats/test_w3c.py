"""Web Annotations: ours come back, others' are found by position or quote."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given

from annotations.errors import Refusal
from annotations.formats.line_feeds import LineFeeds, Restored
from annotations.formats.report import Report
from annotations.formats.w3c.anchoring import anchored
from annotations.model import Annotation, Document, Span
from tests.annotations.formats.documents import article, hard, mark
from tests.annotations.formats.golden import exported, torture
from tests.annotations.formats.round_trip import (
    back,
    contents,
    cuts_a_line_end,
    documents,
    law,
    there,
    whole,
)

CONTEXT = "http://www.w3.org/ns/anno.jsonld"


@law
@given(documents())
def test_every_document_comes_back_as_it_was_or_the_report_says_what_is_missing(
    document: Document,
) -> None:
    with TemporaryDirectory() as folder:
        out, report = there("w3c", Path(folder), document)
        (found,) = contents(back("w3c", out))
    assert len(found.annotations) == report.annotations
    assert len(found.relations) == report.relations
    if cuts_a_line_end(document):
        assert set(report.losses) & {"span-trimmed", "span-dropped"}
        document = replace(document, annotations=found.annotations, relations=found.relations)
    else:
        assert set(report.losses) <= {"character-replaced"}
    assert found == document


@law
@given(documents())
def test_a_text_with_line_feeds_alone_leads_back_to_its_source(document: Document) -> None:
    lines = LineFeeds(document, Report("x"))
    restored = Restored(lines.text, json.loads(json.dumps(lines.changes())))
    assert restored.text == document.article.text
    assert not set(lines.text) & set("\r\x85\u2028\u2029\x0b\x0c")
    for annotation, spans in lines.annotations:
        if not cuts_a_line_end(document):
            assert tuple(map(restored.span, spans)) == annotation.fragments


@pytest.mark.parametrize("view", ["source", "clean", "hans", "hant"])
def test_every_position_and_quote_says_the_same(view: Any, tmp_path: Path) -> None:
    done = exported("w3c", tmp_path, view)
    for entry in done.entries:
        file = done.path / entry["file"]
        text = file.with_suffix(".txt").read_bytes().decode("utf-8")
        for item in json.loads(file.read_bytes())["first"]["items"]:
            for target in item["target"] if item["motivation"] == "tagging" else ():
                place, quote = target["selector"]
                start, end = place["start"], place["end"]
                assert text[start:end] == quote["exact"]
                assert text[:start].endswith(quote["prefix"])
                assert text[end:].startswith(quote["suffix"])
                assert len(quote["prefix"]) == min(32, start)


def test_this_is_what_a_tag_and_a_relation_look_like(tmp_path: Path) -> None:
    text = "甲𠮷与乙\r\n丙"
    moment = "2026-03-18T08:00:00Z"
    marks = (
        mark(text, "T 1", (1, 2), (3, 4), note="注", author="王", created=moment),
        mark(text, "T2", (4, 7), attributes={"k": "v", "m": ("x", "y"), "e": ()}, created="昨天"),
    )
    from annotations.model import Relation

    related = Relation("R1", "party", "T2", "T 1")
    document = Document(article("一", text), annotations=marks, relations=(related,))
    out, _ = there("w3c", tmp_path, document)
    whole = json.loads((out / "新闻.jsonld").read_bytes())
    assert (out / "新闻.txt").read_bytes().decode("utf-8") == "甲𠮷与乙\n丙"
    assert (whole["type"], whole["total"], whole["@context"][0]) == (
        "AnnotationCollection",
        3,
        CONTEXT,
    )
    first, second, link = whole["first"]["items"]
    assert first["id"] == "urn:danqian:%E4%B8%80:annotation:T%201"
    assert first["creator"] == {"type": "Person", "name": "王"}
    assert first["created"] == moment
    assert [b["value"] for b in first["body"]] == ["REGION", "注"]
    assert [t["source"] for t in first["target"]] == ["新闻.txt"] * 2
    assert first["target"][1]["selector"] == [
        {"type": "TextPositionSelector", "start": 3, "end": 4},
        {"type": "TextQuoteSelector", "exact": "乙", "prefix": "甲𠮷与", "suffix": "\n丙"},
    ]
    assert second["target"][0]["selector"][0] == {
        "type": "TextPositionSelector",
        "start": 4,
        "end": 6,
    }
    assert second["danqian:rest"]["created"] == "昨天"
    assert second["danqian:rest"]["attributes"]["e"] == []
    assert link["target"] == {"id": second["id"]}
    assert link["body"][0]["source"] == first["id"]


def test_every_trap_comes_back(tmp_path: Path) -> None:
    out, report = there("w3c", tmp_path, *hard(), torture())
    found = {d.article.id: d for d in contents(back("w3c", out))}
    for document in (*hard(), torture()):
        wanted = whole(document)
        got = found[document.article.id]
        halves = {a.id for a in wanted.annotations if cuts_a_line_end(_alone(wanted, a))}
        assert [a for a in got.annotations if a.id not in halves] == [
            a for a in wanted.annotations if a.id not in halves
        ]
        assert replace(got, annotations=()) == replace(wanted, annotations=())
    assert report.losses == {"span-trimmed": 2, "character-replaced": 2}


def _alone(document: Document, annotation: Annotation) -> Document:
    return replace(document, annotations=(annotation,))


# -- others' files ----------------------------------------------------------------------

TEXT = "Sing of Troy, 𠮷 of Ithaca and of Ithaca again."


def item(id: str, *targets: Any, **rest: Any) -> dict[str, Any]:
    return {"@context": CONTEXT, "id": id, "type": "Annotation", "target": list(targets), **rest}


def place(start: int, end: int, exact: str | None = None) -> dict[str, Any]:
    selectors: list[dict[str, Any]] = [{"type": "TextPositionSelector", "start": start, "end": end}]
    if exact is not None:
        selectors.append({"type": "TextQuoteSelector", "exact": exact})
    return {"selector": selectors}


def quote(exact: str, prefix: str = "", suffix: str = "") -> dict[str, Any]:
    told = {"type": "TextQuoteSelector", "exact": exact, "prefix": prefix, "suffix": suffix}
    return {"source": "http://localhost/page", "selector": [told]}


def tag(*values: str) -> list[dict[str, str]]:
    return [{"type": "TextualBody", "purpose": "tagging", "value": value} for value in values]


def read(folder: Path, value: object, name: str = "a.w3c.json", text: str | None = TEXT) -> Any:
    if text is not None:
        (folder / "a.txt").write_text(text, "utf-8", newline="")
    (folder / name).write_text(json.dumps(value, ensure_ascii=False), "utf-8")
    return back("w3c", folder / name)


def marks(line: Any) -> list[tuple[str, str]]:
    return [(a.label, a.quote) for a in line.content.annotations]


def test_a_list_as_recogito_and_inception_have_it_is_read(tmp_path: Path) -> None:
    comment = {"type": "TextualBody", "value": "This is a comment"}
    (line,) = read(
        tmp_path,
        [
            item("#1", place(8, 12, "Troy"), body=[comment, *tag("A Tag", "Another")]),
            item("#2", place(20, 27, "Ithaca"), body=tag("Place")),  # a position that is wrong
            item("#3", {"id": "#1"}, {"id": "#2"}, motivation="linking", body=tag("isRelatedTo")),
            item("#4", {"id": "#1"}, {"id": "#9"}, motivation="linking", body=tag("lost")),
        ],
    )
    assert marks(line) == [("A Tag", "Troy"), ("Place", "Ithaca")]
    first, second = line.content.annotations
    assert (first.note, first.attributes) == ("This is a comment", {"tag": ("Another",)})
    assert second.fragments == (Span(19, 25),)
    (relation,) = line.content.relations
    assert (relation.type, relation.start, relation.end) == ("isRelatedTo", first.id, second.id)
    assert [m.key for m in line.misfits] == ["misfit-record-relation"]
    assert line.content.article.source.name == "a.txt"


def test_the_same_file_gives_the_same_ids(tmp_path: Path) -> None:
    value = [item("#1", place(8, 12, "Troy"))]
    assert read(tmp_path, value) == read(tmp_path, value)


def test_offsets_in_utf_16_are_known_by_their_quotes(tmp_path: Path) -> None:
    items = [item("#1", place(20, 26, "Ithaca")), item("#2", place(34, 40, "Ithaca"))]
    (line,) = read(tmp_path, items)
    assert [a.fragments for a in line.content.annotations] == [(Span(19, 25),), (Span(33, 39),)]


def test_what_hypothesis_gives_out_is_anchored_by_its_quotes(tmp_path: Path) -> None:
    rows = [
        {
            "id": "x1",
            "uri": "http://localhost/page",
            "user": "acct:a@localhost",
            "text": "note",
            "tags": ["Place"],
            "target": [quote("Ithaca", " and of ", " again")],
        },
        {"id": "x2", "uri": "http://localhost/page", "target": [quote("Ithaca", "of ", "")]},
        {"id": "x3", "uri": "http://localhost/page", "target": [quote("Sparta")]},
        {"id": "x4", "uri": "http://localhost/page", "target": [quote("of\n Troy")]},
    ]
    (line,) = read(tmp_path, {"total": 4, "rows": rows}, "a.json")
    assert marks(line) == [("Place", "Ithaca"), ("annotation", "of Troy")]
    first = line.content.annotations[0]
    assert (first.hull.start, first.note, first.author) == (33, "note", "acct:a@localhost")
    assert [m.values["id"] for m in line.misfits] == ["x2", "x3"]


def test_a_page_is_read_like_a_list(tmp_path: Path) -> None:
    page = {"@context": CONTEXT, "type": "AnnotationPage", "items": [item("#1", place(0, 4))]}
    (line,) = read(tmp_path, page)
    assert marks(line) == [("annotation", "Sing")]


@pytest.mark.parametrize("source", ["../a.txt", "..\\a.txt", "/etc/passwd", "http://x/%2e%2e/b"])
def test_a_text_is_looked_for_in_the_same_folder_alone(source: str, tmp_path: Path) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    (tmp_path / "a.txt").write_text("secret")
    value = [item("#1", {**place(0, 4), "source": source})]
    (line,) = read(inner, value, text=None)
    assert isinstance(line.content, Refusal)
    assert line.content.key == "w3c-text-missing"


@pytest.mark.parametrize(
    ("value", "key"),
    [({}, "w3c-none"), ([], "w3c-none"), ("x", "w3c-none"), ({"@context": CONTEXT}, "w3c-none")],
)
def test_a_file_without_annotations_says_so(value: object, key: str, tmp_path: Path) -> None:
    (line,) = read(tmp_path, value, "a.jsonld")
    assert isinstance(line.content, Refusal)
    assert (line.content.key, line.content.values["file"]) == (key, str(tmp_path / "a.jsonld"))


def test_a_text_that_was_changed_since_keeps_what_its_quotes_find(tmp_path: Path) -> None:
    text = "甲乙丙\r\n丁"
    document = Document(article("x", text), annotations=(mark(text, "T1", (5, 6)),))
    out, _ = there("w3c", tmp_path, document)
    (out / "新闻.txt").write_text("新甲乙丙\n丁", "utf-8", newline="")
    (line,) = back("w3c", out)
    assert isinstance(line.content, Document)
    assert line.content.article.text == "新甲乙丙\n丁"
    assert [(a.id, a.quote) for a in line.content.annotations] == [("T1", "丁")]
    assert [m.key for m in line.misfits] == ["misfit-record-article"]


def test_of_occurrences_alike_the_nearest_is_taken_or_none() -> None:
    assert anchored("甲乙甲乙甲", "甲", "", "", 3) == Span(2, 3)
    assert anchored("甲乙甲乙甲", "甲", "", "", None) is None
    assert anchored("甲乙甲乙甲", "甲", "乙", "乙", None) == Span(2, 3)
    assert anchored("甲", "乙", "", "", 0) is None
