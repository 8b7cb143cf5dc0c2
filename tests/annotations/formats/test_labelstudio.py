"""Label Studio: what is written comes back with attributes and ids; exports of others are read."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations import formats, tagset
from annotations.errors import Refusal
from annotations.formats import (
    Context,
    Line,
    Reading,
    Report,
    labelstudio,
    labelstudio_config,
    labelstudio_reading,
)
from annotations.model import Annotation, Document, Relation
from tests.annotations.formats.documents import article, hard, mark, names
from tests.annotations.formats.gathered import kept
from tests.annotations.formats.round_trip import documents, law


def written(*documents: Document) -> tuple[bytes, ElementTree.Element, Report]:
    """tasks.json, config.xml, and the report."""
    with TemporaryDirectory() as folder:
        out = Path(folder) / "out"
        report = formats.export(labelstudio.FORMAT, documents, out, Context(tagset.default()))
        config = ElementTree.fromstring((out / "config.xml").read_bytes())
        return (out / "tasks.json").read_bytes(), config, report


def read(content: bytes | object, name: str = "x.json") -> list[Line]:
    data = content if isinstance(content, bytes) else json.dumps(content).encode()
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        return list(labelstudio_reading.read(path, Reading(10_000_000, tagset.default())))


def document(line: Line) -> Document:
    assert isinstance(line.content, Document)
    return line.content


def about(annotation: Annotation) -> tuple[object, ...]:
    """All that Label Studio keeps of an annotation besides its place."""
    attributes = {key: value for key, value in annotation.attributes.items() if value != ()}
    return annotation.id, annotation.label, attributes, annotation.note or None


@law
@given(documents())
def test_what_is_written_comes_back(given: Document) -> None:
    content, _, report = written(given)
    (line,) = read(content)
    back = document(line)
    assert not line.misfits
    assert kept(back) == kept(given)
    ids = {a.id for a in back.annotations}
    assert [about(a) for a in back.annotations] == [
        about(a) for a in given.annotations if a.id in ids
    ]
    entry = next(report.entries())
    assert (entry["spans_out"], entry["relations_out"]) == (
        len(back.annotations),
        len(back.relations),
    )
    facts = [
        (a.id, a.status, a.flag, a.note or None, a.meta) for a in (given.article, back.article)
    ]
    assert facts[0] == facts[1]


@given(names, st.sampled_from(["choice", "choices", "text", "texts"]))
def test_every_attribute_has_a_control_that_names_it(key: str, kind: str) -> None:
    name = labelstudio_config.control(kind, key)
    assert name.isascii()
    assert " " not in name
    assert labelstudio_config.attribute(name) == (key, kind.endswith("s"))


def test_an_example_to_the_letter() -> None:
    text = "𠮷林和沪\r\n共建"
    measure = {"type": "TALENT", "norm": "自由", "code": ("1", "2")}
    given = Document(
        replace(article("x", text), meta={"date": "2020-01-01"}),
        annotations=(
            mark(text, "甲", (0, 2), note="注"),
            mark(text, "乙", (3, 4), (6, 8), label="MEASURE", attributes=measure),
        ),
        relations=(Relation("r", "party", "乙", "甲", {"a": "b"}, "注"),),
    )
    content, config, report = written(given)
    (task,) = json.loads(content)
    assert task["data"] == {
        "text": "𠮷林和沪\n共建",
        "article": "x",
        "name": "新闻.txt",
        "title": "题",
        "meta": {"date": "2020-01-01"},
    }
    first: dict[str, Any] = {"start": 3, "end": 4, "text": "沪"}
    label = {"from_name": "label", "to_name": "text", "type": "labels"}
    assert task["annotations"][0]["result"] == [
        {"id": "甲", **label, "value": {"start": 0, "end": 2, "text": "𠮷林", "labels": ["REGION"]},
         "meta": {"text": ["注"]}},
        {"id": "乙", **label, "value": {**first, "labels": ["MEASURE"]}},
        {"id": "乙~2", **label, "parentID": "乙",
         "value": {"start": 5, "end": 7, "text": "共建", "labels": ["MEASURE"]}},
        {"id": "乙", "from_name": "choice-type", "to_name": "text", "type": "choices",
         "value": {**first, "choices": ["TALENT"]}},
        {"id": "乙", "from_name": "text-norm", "to_name": "text", "type": "textarea",
         "value": {**first, "text": ["自由"]}},
        {"id": "乙", "from_name": "texts-code", "to_name": "text", "type": "textarea",
         "value": {**first, "text": ["1", "2"]}},
        {"type": "relation", "from_id": "乙", "to_id": "甲", "direction": "right",
         "labels": ["party"]},
    ]  # fmt: skip
    assert report.losses == {
        "discontinuous-split": 1,
        "attribute-dropped": 1,
        "note-dropped": 1,
    }
    text_tag = config.find("Text")
    assert text_tag is not None
    assert text_tag.attrib == {"name": "text", "value": "$text", "granularity": "symbol"}
    controls = {tag.get("name") for tag in config}
    assert {"label", "choice-type", "text-norm", "texts-code"} <= controls


def test_the_interface_knows_every_label_relation_and_control_in_use() -> None:
    content, config, _ = written(*hard())
    results = [r for task in json.loads(content) for r in task["annotations"][0]["result"]]
    labels = {tag.get("value") for tag in config.findall("Labels/Label")}
    regions = [r for r in results if r["type"] == "labels"]
    assert {label for r in regions for label in r["value"]["labels"]} <= labels
    relations = {tag.get("value") for tag in config.findall("Relations/Relation")}
    assert {label for r in results if r["type"] == "relation" for label in r["labels"]} <= relations
    names = {tag.get("name") for tag in config}
    assert {r["from_name"] for r in results if "from_name" in r} <= names
    assert "GOV" in labels
    shown = config.find("Labels/Label[@value='GOV']")
    assert shown is not None
    assert shown.get("html") == tagset.default().labels["GOV"].names.hans


def test_many_tasks_are_several_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(labelstudio, "_MOST_BYTES", 1000)
    out = tmp_path / "out"
    given = [Document(article(f"a{n}", "甲" * 200)) for n in range(5)]
    formats.export(labelstudio.FORMAT, given, out, Context(tagset.default()))
    files = sorted(out.glob("tasks*.json"))
    assert [file.name for file in files] == ["tasks-2.json", "tasks-3.json", "tasks.json"]
    assert sum(len(json.loads(file.read_bytes())) for file in files) == 5


def test_no_article_is_still_a_list() -> None:
    assert json.loads(written()[0]) == []


# -- exports of others ------------------------------------------------------------------


def region(id: str, start: int, end: int, text: str, *labels: str) -> dict[str, Any]:
    value = {"start": start, "end": end, "text": text, "labels": list(labels)}
    return {"id": id, "from_name": "ner", "to_name": "news", "type": "labels", "value": value}


def task(text: str, *results: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    annotations = [{"completed_by": {"id": 3, "email": "a@b"}, "result": list(results)}]
    return {"id": 4, "data": {"news": text}, "annotations": annotations, **more}


def test_an_export_of_others_is_read() -> None:
    choice = {"id": "r1", "type": "choices", "from_name": "sure", "to_name": "news",
              "value": {"start": 1, "end": 2, "text": "甲", "choices": ["yes"]}}  # fmt: skip
    whole = {"type": "choices", "from_name": "topic", "value": {"choices": ["体育"]}}
    relation = {"type": "relation", "from_id": "r1", "to_id": "r2", "direction": "left"}
    (line,) = read(
        [
            task(
                "😀甲乙",
                region("r1", 1, 2, "甲", "A", "B"),
                region("r2", 2, 3, "乙", "C"),
                choice,
                whole,
                relation,
            )
        ]
    )
    back = document(line)
    assert [(a.label, a.quote, a.author) for a in back.annotations] == [
        ("A", "甲", "a@b"),
        ("B", "甲", "a@b"),
        ("C", "乙", "a@b"),
    ]
    assert back.annotations[0].attributes == {"sure": "yes"}
    assert back.article.meta == {"topic": ["体育"]}
    assert [(r.type, r.start, r.end) for r in back.relations] == [("related", "r2", "r1")]
    assert not line.misfits


def test_old_exports_count_utf16_units() -> None:
    text = "😀甲乙"
    results = [region("r1", 2, 3, "甲", "A"), region("r2", 3, 4, "乙", "B")]
    (line,) = read([{"data": {"text": text}, "completions": [{"result": results}]}])
    assert [a.quote for a in document(line).annotations] == ["甲", "乙"]


def test_json_min_is_read() -> None:
    labels = [{"start": 0, "end": 1, "text": "甲", "labels": ["A"]}]
    (line,) = read([{"id": 1, "text": "甲乙", "label": labels, "annotator": 5, "lead_time": 1.5}])
    assert [(a.label, a.quote, a.author) for a in document(line).annotations] == [("A", "甲", "5")]
    assert document(line).article.text == "甲乙"


def test_what_does_not_fit_is_told_and_the_rest_comes_in() -> None:
    box = {"id": "b", "type": "rectanglelabels", "from_name": "box", "value": {"x": 1}}
    given = task(
        "甲乙丙丁",
        region("r1", 0, 1, "甲", "A"),
        region("r2", 1, 2, "错", "B"),
        region("r3", 1, 9, "", "C"),
        region("r4", 1, 2, "乙"),
        {"id": "r5", "type": "labels", "value": {"labels": ["D"]}},
        box,
        {"type": "relation", "from_id": "r1", "to_id": "r2", "labels": ["x"]},
        predictions=[{"result": [region("p", 0, 1, "甲", "A")]}],
    )
    given["annotations"].append({"was_cancelled": True, "result": []})
    (line,) = read([given])
    assert [(a.id, a.label) for a in document(line).annotations] == [("r1", "A")]
    assert sorted(m.key for m in line.misfits) == [
        "misfit-cancelled",
        "misfit-no-label",
        "misfit-quote",
        "misfit-relation",
        "misfit-shape",
        "misfit-shape",
        "misfit-span",
        "misfit-suggestions",
    ]


def test_a_task_without_text_is_refused() -> None:
    box = {"id": "b", "type": "rectanglelabels", "value": {"x": 1}}
    (line,) = read([{"data": {"image": "x.png"}, "annotations": [{"result": [box]}]}])
    assert isinstance(line.content, Refusal)
    assert line.content.key == "task-without-text"


@pytest.mark.parametrize(
    ("record", "is_its"),
    [
        (task("甲", region("r", 0, 1, "甲", "A")), True),
        (task("甲"), True),
        ({"text": "甲", "label": [{"start": 0, "end": 1, "text": "甲", "labels": ["A"]}]}, True),
        ({"data": {"text": "甲"}}, False),
        ({"text": "甲", "entities": [{"start_offset": 0, "end_offset": 1, "label": "A"}]}, False),
        ({"text": "甲", "label": [[0, 1, "A"]]}, False),
    ],
)  # fmt: skip
def test_only_its_files_are_taken_for_it(record: dict[str, Any], is_its: bool) -> None:
    head = json.dumps([record]).encode()
    assert labelstudio_reading.sniff(Path("x.json"), head) == is_its
