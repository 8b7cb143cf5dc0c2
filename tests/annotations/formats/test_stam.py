"""STAM JSON: ours come back whole, and the stam library reads them and agrees with our views."""

from __future__ import annotations

import io
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from annotations import formats, tagset
from annotations.errors import Refusal
from annotations.formats import Context, Reading, Report, records
from annotations.formats.fields import Fields
from annotations.formats.stam import ATTRIBUTES, SET
from annotations.formats.stam_reading import READER
from annotations.formats.viewed import in_view, views
from annotations.model import Conversion, Document, Span, ViewName
from tests.annotations.formats.documents import hard, lines
from tests.annotations.formats.golden import corpus, samples, torture

READING = Reading(100_000_000, tagset.default())


def written(documents: Iterable[Document], view: ViewName = "source") -> tuple[bytes, Report]:
    out = io.BytesIO()
    context = Context(tagset.default(), view=view)
    report = formats.stream(formats.named("stam"), documents, out, context)
    return out.getvalue(), report


def read(path: Path) -> list[Document]:
    found = [line.content for line in READER.read(path, READING)]
    assert all(isinstance(content, Document) for content in found), found
    return [content for content in found if isinstance(content, Document)]


def test_ours_come_back_whole(tmp_path: Path) -> None:
    path, documents = tmp_path / "s.json", [*hard(), *corpus()]
    data, report = written(documents)
    path.write_bytes(data)
    assert READER.sniff(path, data[:100])
    assert read(path) == documents
    assert not report.losses


@settings(max_examples=int(os.environ.get("DANQIAN_LAW_EXAMPLES", "60")))
@given(line=lines())
def test_any_document_comes_back(
    line: dict[str, object], tmp_path_factory: pytest.TempPathFactory
) -> None:
    fields = Fields(dict(line))
    assert fields.string("schema") and fields.string("kind")
    document = records.document(fields)
    path = tmp_path_factory.mktemp("law") / "s.json"
    path.write_bytes(written([document])[0])
    (found,) = read(path)
    assert records.record(found) == records.record(document)


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b'{"@type": "AnnotationStore", "resources": [], "annotations": []}', "stam-not-ours"),
        (b'{"@type": "AnnotationStore", "resources": 1, "annotations": []}', "json-key-type"),
        (b"\xff", "line-not-utf8"),
        (b"{", "json-broken"),
    ],
)
def test_what_is_not_ours_is_refused(tmp_path: Path, content: bytes, key: str) -> None:
    path = tmp_path / "s.json"
    path.write_bytes(content)
    (line,) = READER.read(path, READING)
    assert isinstance(line.content, Refusal)
    assert line.content.key == key
    assert line.content.values["file"] == str(path)


# -- the stam library -------------------------------------------------------------------


def store(data: bytes) -> Any:
    stam = pytest.importorskip("stam")
    return stam.AnnotationStore(string=data.decode())


def told(annotation: Any, key: str, set: str = SET) -> list[Any]:
    data = ((d.dataset().id(), d.key().id(), d.value().get()) for d in annotation.data())
    return [value for s, k, value in data if (s, k) == (set, key)]


def test_the_library_reads_the_same_annotations() -> None:
    documents = [*hard()[1:], *corpus()]
    read_by_stam = store(written(documents)[0])
    found: dict[tuple[str, str], tuple[str, list[tuple[int, int]], str]] = {}
    relations: set[tuple[str, str]] = set()
    for annotation in read_by_stam.annotations():
        for label in told(annotation, "label"):
            parts = list(annotation.textselections())
            spans = sorted((part.begin(), part.end()) for part in parts)
            article = parts[0].resource().id().removesuffix("/source")
            (id,) = told(annotation, "id")
            quote = "".join(part.text() for part in sorted(parts, key=lambda p: p.begin()))
            found[article, id] = (label, spans, quote)
        for type in told(annotation, "relation"):
            relations.add((type, told(annotation, "id")[0]))
    ours = {
        (d.article.id, a.id): (a.label, [(s.start, s.end) for s in a.fragments], a.quote)
        for d in documents
        for a in d.annotations
    }
    assert found == ours
    assert relations == {(r.type, r.id) for d in documents for r in d.relations}


def test_the_library_reads_the_same_attributes() -> None:
    document = torture()
    found = {
        told(annotation, "id")[0]: {
            d.key().id(): d.value().get()
            for d in annotation.data()
            if d.dataset().id() == ATTRIBUTES
        }
        for annotation in store(written([document])[0]).annotations()
        if told(annotation, "label")
    }
    plain = {
        a.id: {k: v if isinstance(v, str) else list(v) for k, v in a.attributes.items()}
        for a in document.annotations
    }
    assert found == plain


@pytest.mark.parametrize("name", ["clean", "hans", "hant"])
def test_its_transpose_is_our_projection(name: ViewName) -> None:
    compared = 0
    for document in [torture(), *samples()]:
        view = views(document, Conversion()).of(name)
        read_by_stam = store(written([document])[0])
        assert read_by_stam.resource(f"{document.article.id}/{name}").text() == view.text
        via = read_by_stam.annotation(f"0.{name}")
        for n, annotation in enumerate(document.annotations):
            whole = [run for run in view.alignment.runs if run.n]
            if not all(any(_inside(f, run) for run in whole) for f in annotation.fragments):
                continue  # STAM tells only of what lies in one stretch
            asked = read_by_stam.annotation(f"0.t{n}")
            spans = sorted(
                (part.begin(), part.end())
                for made in asked.transpose(via)
                for part in made.textselections()
                if part.resource().id().endswith(name)
            )
            images = [view.alignment.to_target(f) for f in annotation.fragments]
            assert spans == [(image.start, image.end) for image in images]
            compared += 1
    assert compared > 300


def _inside(span: Span, run: Any) -> bool:
    return run.s <= span.start and span.end <= run.s + run.n


def test_a_view_stands_alone() -> None:
    data, _ = written([torture()], "hant")
    (resource,) = store(data).resources()
    shown = in_view(torture(), "hant", Conversion(), Report("stam"))
    assert resource.text() == shown.article.text
