# needs: pip jsonschema==4.26.0 pyarrow==26.0.1 pandas==3.1.1
"""danqian/1 as programs read it that know nothing of us: text exact with CRLF, every span."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pandas
import pyarrow.json
import pytest

import resources
from annotations.model import VIEW_NAMES, ViewName
from tests.annotations.formats.golden import Exported, exported


@pytest.fixture(params=VIEW_NAMES)
def done(request: pytest.FixtureRequest, tmp_path: Path) -> Exported:
    view: ViewName = request.param
    return exported("jsonl", tmp_path, view)


def same(done: Exported, rows: list[Any]) -> None:
    """Text, spans and what they cover are ours."""
    assert [row["text"] for row in rows] == [d.article.text for d in done.documents]
    for row, document in zip(rows, done.documents, strict=True):
        found = [(a["label"], [list(f) for f in a["fragments"]]) for a in row["annotations"]]
        assert found == [
            (a.label, [[s.start, s.end] for s in a.fragments]) for a in document.annotations
        ]
        for mark in row["annotations"]:
            assert mark["quote"] == "".join(row["text"][s:e] for s, e in mark["fragments"])


def test_every_line_keeps_the_schema(done: Exported) -> None:
    schema = json.loads(resources.text("schema/danqian-1.schema.json"))
    judge = jsonschema.Draft202012Validator(schema)
    lines = done.path.read_bytes().splitlines()
    rows = [json.loads(line) for line in lines]
    for row in rows:
        judge.validate(row)
    same(done, rows)


def test_pyarrow_reads_what_we_wrote(done: Exported, tmp_path: Path) -> None:
    """Attributes and metadata are of no fixed type: they are left out, as it needs one."""
    lean = tmp_path / "lean.jsonl"
    rows = [json.loads(line) for line in done.path.read_bytes().splitlines()]
    lines = [json.dumps({"text": r["text"], "annotations": _lean(r)}) for r in rows]
    lean.write_text("\n".join(lines), "utf-8")
    options = pyarrow.json.ReadOptions(block_size=1 << 24)
    same(done, pyarrow.json.read_json(lean, read_options=options).to_pylist())


def _lean(row: Any) -> list[Any]:
    return [{key: a[key] for key in ("label", "fragments", "quote")} for a in row["annotations"]]


def test_pandas_reads_every_line(done: Exported) -> None:
    frame = pandas.read_json(done.path, lines=True, dtype=False)
    same(done, frame.to_dict("records"))
