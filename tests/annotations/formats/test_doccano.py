"""doccano: what is written comes back, in both units; every shape of its files is read."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations import formats, tagset
from annotations.errors import Refusal
from annotations.formats import Context, Line, Reading, Report, doccano, doccano_reading
from annotations.formats.report import Unit
from annotations.model import Document, Relation
from annotations.text.units import Units
from tests.annotations.formats.documents import article, hard, mark
from tests.annotations.formats.gathered import kept
from tests.annotations.formats.round_trip import documents, law

SHAPES, UNITS = ("relations", "spans"), ("utf-16", "code-points")


def written(*documents: Document, **options: str) -> tuple[bytes, Report]:
    out = io.BytesIO()
    context = Context(tagset.default(), options=doccano.FORMAT.chosen(options))
    report = formats.stream(doccano.FORMAT, documents, out, context)
    return out.getvalue(), report


def read(content: bytes | str, unit: Unit | None = None, name: str = "x.jsonl") -> list[Line]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        return list(doccano_reading.read(path, Reading(10_000_000, tagset.default(), unit)))


def records(*records: dict[str, Any], unit: Unit | None = None) -> list[Line]:
    return read("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records), unit)


def document(line: Line) -> Document:
    assert isinstance(line.content, Document)
    return line.content


def found(line: Line) -> list[tuple[str, str]]:
    return [(a.label, a.quote) for a in document(line).annotations]


@law
@given(documents(), st.sampled_from(SHAPES), st.sampled_from(UNITS))
def test_what_is_written_comes_back(given: Document, shape: str, unit: str) -> None:
    content, report = written(given, shape=shape, unit=unit)
    (line,) = read(content)
    back, wanted = document(line), kept(given)
    if shape == "spans":
        wanted = wanted._replace(relations=kept(Document(given.article)).relations)
    assert not line.misfits
    assert kept(back) == wanted
    entry = next(report.entries())
    assert (entry["spans_out"], entry["relations_out"]) == (
        len(back.annotations),
        len(back.relations),
    )
    facts = [
        (a.id, a.status, a.flag, a.note or None, a.meta) for a in (given.article, back.article)
    ]
    assert facts[0] == facts[1]


@law
@given(documents(), st.sampled_from(UNITS))
def test_doccanos_own_order_of_spans_does_not_matter(given: Document, unit: str) -> None:
    content, _ = written(given, shape="spans", unit=unit)
    record = json.loads(content)
    record["label"] = sorted(record["label"])
    assert kept(document(records(record)[0])).marks == kept(given).marks


def test_an_example_to_the_letter() -> None:
    text = "𠮷林和沪\r\n共建"
    annotations = (
        mark(text, "甲", (0, 2)),
        mark(text, "乙", (3, 4), (6, 8), label="MEASURE", attributes={"type": "PAIR"}),
    )
    relations = (Relation("r", "party", "乙", "甲"),)
    given = Document(
        replace(article("x", text), meta={"date": "2020-01-01"}),
        annotations=annotations,
        relations=relations,
    )
    content, report = written(given)
    assert json.loads(content) == {
        "text": "𠮷林和沪\n共建",
        "entities": [
            {"id": 0, "label": "REGION", "start_offset": 0, "end_offset": 3},
            {"id": 1, "label": "MEASURE", "start_offset": 4, "end_offset": 5},
            {"id": 2, "label": "MEASURE", "start_offset": 6, "end_offset": 8},
        ],
        "relations": [{"id": 0, "from_id": 1, "to_id": 0, "type": "party"}],
        "article": "x",
        "name": "新闻.txt",
        "title": "题",
        "meta": {"date": "2020-01-01"},
        "offset_unit": "UTF-16 units",
        "pieces": [{"label": "MEASURE", "spans": [[4, 5], [6, 8]]}],
    }
    assert report.losses == {"attribute-dropped": 1, "discontinuous-split": 1}
    assert report.facts["unit"] == "UTF-16 units"
    spans = json.loads(written(given, shape="spans", unit="code-points")[0])
    assert spans["label"] == [[0, 2, "REGION"], [3, 4, "MEASURE"], [5, 7, "MEASURE"]]


def test_every_hard_document_is_one_line() -> None:
    content, report = written(*hard())
    assert content.count(b"\n") == report.documents == 3
    assert [len(document(line).annotations) for line in read(content)] == [0, 8, 1]


# -- files of others --------------------------------------------------------------------

TEXT = "😀甲乙丙丁"


def test_every_shape_of_doccano_is_read() -> None:
    entity = {"id": 7, "label": "A", "start_offset": 1, "end_offset": 3}
    other = {"id": 9, "label": "B", "start_offset": 0, "end_offset": 1}
    lines = records(
        {"text": "甲乙丙", "label": [[0, 1, "A"], [0, 2, "B"]]},
        {"data": "甲乙丙", "labels": [[1, 3, "A"]]},
        {
            "text": "甲乙丙",
            "entities": [entity, other],
            "relations": [{"id": 1, "from_id": 7, "to_id": 9, "type": "is"}],
        },
        {"text": "甲乙丙", "annotations": [entity | {"label": 3, "user": 1}]},
        {"text": "甲乙丙", "label": ["体育"], "id": 5, "Comments": ["好"]},
    )
    assert [found(line) for line in lines] == [
        [("A", "甲"), ("B", "甲乙")],
        [("A", "乙丙")],
        [("A", "乙丙"), ("B", "甲")],
        [("3", "乙丙")],
        [],
    ]
    (relation,) = document(lines[2]).relations
    ends = [next(a.label for a in document(lines[2]).annotations if a.id == end)
            for end in (relation.start, relation.end)]  # fmt: skip
    assert (relation.type, ends) == ("is", ["A", "B"])
    meta = {"category": ["体育"], "doccano_id": 5, "comments": ["好"]}
    assert document(lines[4]).article.meta == meta
    assert not any(line.misfits for line in lines)


@pytest.mark.parametrize(("unit", "label"), [("UTF-16 units", [2, 3]), ("code points", [1, 2])])
def test_the_unit_shows_in_one_article_and_holds_for_the_file(unit: Unit, label: list[int]) -> None:
    telling = {"UTF-16 units": [5, 6, "B"], "code points": [1, 5, "B"]}[unit]
    lines = records({"text": TEXT, "label": [[*label, "A"]]}, {"text": TEXT, "label": [telling]})
    assert found(lines[0]) == [("A", "甲")]
    assert not lines[0].misfits


def test_a_unit_that_nothing_tells_is_told_and_can_be_given() -> None:
    doubtful = {"text": TEXT, "label": [[2, 3, "A"]]}
    (line,) = records(doubtful)
    assert found(line) == [("A", "甲")]
    assert [m.key for m in line.misfits] == ["misfit-unit-guessed"]
    (told,) = records(doubtful, unit="code points")
    assert (found(told), told.misfits) == ([("A", "乙")], ())


def test_what_does_not_fit_is_told_and_the_rest_comes_in() -> None:
    entity = {"id": 1, "label": "A", "start_offset": 0, "end_offset": 1}
    lines = records(
        {"text": "甲乙", "label": [[0, 1, "A"], [1, 9, "B"], [1, 1, "C"], ["x"], [2, 1, "D"]]},
        {"text": "甲乙", "entities": [entity], "relations": [{"from_id": 1, "to_id": 2}]},
        {"label": [[0, 1, "A"]]},
    )
    assert found(lines[0]) == [("A", "甲")]
    keys = [m.key for m in lines[0].misfits]
    assert keys == ["misfit-span", "misfit-span", "misfit-shape", "misfit-span"]
    assert [m.key for m in lines[1].misfits] == ["misfit-relation"]
    assert isinstance(lines[2].content, Refusal)
    assert lines[2].content.values["line"] == 3


def test_the_same_file_gives_the_same_ids() -> None:
    record = {"text": "甲乙", "label": [[0, 1, "A"], [0, 1, "A"]]}
    assert records(record) == records(record)
    assert len({a.id for a in document(records(record)[0]).annotations}) == 2


@pytest.mark.parametrize(
    ("record", "is_doccano"),
    [
        ({"text": "甲", "label": [[0, 1, "A"]]}, True),
        ({"text": "甲", "label": []}, True),
        ({"text": "甲", "entities": [], "relations": []}, True),
        ({"text": "甲", "label": {"name": {"甲": [[0, 0]]}}}, False),
        ({"text": "甲", "label": "体育"}, False),
        ({"text": "甲", "title": "乙"}, False),
        ({"schema": "danqian/1", "kind": "article", "text": "甲", "annotations": []}, False),
    ],
)
def test_only_doccanos_files_are_taken_for_it(record: dict[str, Any], is_doccano: bool) -> None:
    line = json.dumps(record).encode()
    assert doccano_reading.sniff(Path("x.jsonl"), line + b"\n") == is_doccano
    assert doccano_reading.sniff(Path("x.json"), b"[" + line + b"]") == is_doccano


def test_a_long_first_line_is_looked_at_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_bytes(written(Document(article("x", "甲" * 5000)))[0])
    assert doccano_reading.sniff(path, path.read_bytes()[:4096])


def test_utf16_offsets_are_those_of_javascript() -> None:
    content, _ = written(hard()[1])
    record = json.loads(content)
    units = Units(record["text"])
    first = next(e for e in record["entities"] if e["label"] == "GOV")
    assert units.from_utf16(first["start_offset"]) == 1
    assert first["start_offset"] == 2
