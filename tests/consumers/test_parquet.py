# needs: pip pyarrow==26.0.1 pandas==3.1.1 datasets==5.2.0
"""Parquet as `datasets`, pandas and pyarrow read it: identical, in several row groups."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import datasets
import pandas
import pyarrow.parquet
import pytest

from annotations import formats, tagset
from annotations.formats import Context
from annotations.model import VIEW_NAMES, Document, ViewName
from tests.annotations.formats.documents import article, hard
from tests.annotations.formats.golden import Exported, exported


@pytest.fixture(params=VIEW_NAMES)
def done(request: pytest.FixtureRequest, tmp_path: Path) -> Exported:
    view: ViewName = request.param
    return exported("parquet", tmp_path, view)


def _pairs(values: Mapping[str, Any]) -> list[tuple[str, str]]:
    several = ((k, v if isinstance(v, tuple) else (v,)) for k, v in values.items())
    return [(key, one) for key, values in several for one in values]


def same(documents: list[Document], rows: list[Any]) -> None:
    assert [row["text"] for row in rows] == [d.article.text for d in documents]
    assert [row["id"] for row in rows] == [d.article.id for d in documents]
    for row, document in zip(rows, documents, strict=True):
        assert [
            (a["id"], a["label"], [(f["start"], f["end"]) for f in a["fragments"]], a["quote"],
             [(p["key"], p["value"]) for p in a["attributes"]], a["note"], a["author"])
            for a in row["annotations"]
        ] == [
            (a.id, a.label, [(s.start, s.end) for s in a.fragments], a.quote,
             _pairs(a.attributes), a.note, a.author)
            for a in document.annotations
        ]  # fmt: skip
        assert [(r["id"], r["type"], r["from"], r["to"]) for r in row["relations"]] == [
            (r.id, r.type, r.start, r.end) for r in document.relations
        ]
        assert [(e["start"], e["end"], e["replacement"]) for e in row["emendations"]] == [
            (e.span.start, e.span.end, e.replacement) for e in document.emendations
        ]
        for mark in row["annotations"]:
            assert mark["quote"] == "".join(
                row["text"][f["start"] : f["end"]] for f in mark["fragments"]
            )


def test_pyarrow_reads_it(done: Exported) -> None:
    same(done.documents, pyarrow.parquet.read_table(done.path).to_pylist())


def test_datasets_reads_it(done: Exported, tmp_path: Path) -> None:
    read = datasets.Dataset.from_parquet(str(done.path), cache_dir=str(tmp_path / "cache"))
    same(done.documents, list(read))


def test_pandas_reads_it(done: Exported) -> None:
    same(done.documents, pandas.read_parquet(done.path).to_dict("records"))


def test_many_articles_are_several_row_groups(tmp_path: Path) -> None:
    out = tmp_path / "many.parquet"
    documents = [Document(article(f"a{n}", "文")) for n in range(1201)]
    formats.export(formats.named("parquet"), documents, out, Context(tagset.default()))
    assert pyarrow.parquet.ParquetFile(out).metadata.num_row_groups == 7
    assert pyarrow.parquet.read_table(out, columns=["id"]).num_rows == 1201


def test_hard_documents_and_none_at_all(tmp_path: Path) -> None:
    for documents in (hard(), []):
        out = tmp_path / f"{len(documents)}.parquet"
        formats.export(formats.named("parquet"), documents, out, Context(tagset.default()))
        same(documents, pyarrow.parquet.read_table(out).to_pylist())
