# needs: pip spacy==3.8.18
"""spaCy reads our folder: spans equal, entities valid to `debug data`, and all comes home."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import zlib
from pathlib import Path

import pytest
import spacy
from hypothesis import given
from spacy.tokens import Doc, DocBin

from annotations import formats, tagset
from annotations.errors import Refusal
from annotations.formats import Context, Reading, flat, spacy_reading
from annotations.formats import spacy as ours
from annotations.formats.plain_text import PlainText
from annotations.model import VIEW_NAMES, Document, ViewName
from tests.annotations.formats import golden
from tests.annotations.formats.documents import article
from tests.annotations.formats.gathered import kept
from tests.annotations.formats.golden import Arrow, Exported, Mark, differences, exported
from tests.annotations.formats.round_trip import documents, law, there

LIMIT = 100_000_000


def docs(folder: Path) -> list[Doc]:
    """What spaCy has of a folder, with the vocabulary of a Chinese pipeline."""
    vocab = spacy.blank("zh").vocab
    files = sorted(folder.glob("*.spacy"))
    return [doc for path in files for doc in DocBin().from_disk(path).get_docs(vocab)]


def lines(folder: Path) -> list[formats.Line]:
    return [
        line
        for path in sorted(folder.glob("*.spacy"))
        for line in spacy_reading.read(path, Reading(LIMIT, tagset.default()))
    ]


@pytest.fixture(params=VIEW_NAMES)
def done(request: pytest.FixtureRequest, tmp_path: Path) -> Exported:
    view: ViewName = request.param
    return exported("spacy", tmp_path, view)


def test_every_span_and_relation_is_there(done: Exported) -> None:
    found = docs(done.path)
    assert len(found) == len(done.documents)
    for document, entry, doc in zip(done.documents, done.entries, found, strict=True):
        assert doc.text == PlainText.of(document.article.text).text
        marks = marks_of(doc)
        wanted = [
            Mark(m.label, tuple(piece for piece in m.pieces if piece[2]))
            for m in golden.expected(document, entry, text=PlainText.of)
        ]
        assert differences(wanted, marks.values()) == []
        arrows = [
            Arrow(r["type"], marks[r["from"]], marks[r["to"]])
            for r in doc.user_data["danqian"]["relations"]
        ]
        wanted_arrows = golden.expected_arrows(document, entry, text=PlainText.of)
        assert len(arrows) == len(wanted_arrows) == entry["relations_out"]


def marks_of(doc: Doc) -> dict[str, Mark]:
    """The marks of a Doc by id; spans with one id are one mark."""
    pieces: dict[str, list[tuple[int, int, str]]] = {}
    labels: dict[str, str] = {}
    for span in doc.spans["sc"]:
        labels[span.id_] = span.label_
        place = span.start_char, span.end_char, span.text
        pieces.setdefault(span.id_, []).append(place)
    return {id: Mark(labels[id], tuple(pieces[id])) for id in pieces}


def test_entities_are_the_flat_layer_without_white_space(done: Exported) -> None:
    for doc in docs(done.path):
        spans = [(s.start_char, s.end_char, s.label_) for s in doc.spans["sc"]]
        assert all(ent.text == ent.text.strip() for ent in doc.ents)
        for ent in doc.ents:
            assert any(
                label == ent.label_ and doc.text[start:end].strip() == ent.text
                for start, end, label in spans
            )
        assert len(doc.ents) > 10


def test_debug_data_finds_no_fault_but_the_size(tmp_path: Path) -> None:
    folder = exported("spacy", tmp_path).path
    config = tmp_path / "config.cfg"
    spans = sum(len(doc.spans["sc"]) for doc in docs(folder))
    for pipeline in ("ner", "spancat"):
        _spacy("init", "config", str(config), "--lang", "zh", "--pipeline", pipeline, "--force")
        paths = ["--paths.train", str(folder), "--paths.dev", str(folder)]
        told = _spacy("debug", "data", str(config), *paths, "--no-format", "--verbose")
        for passed in ("Pipeline can be initialized with data", "Corpus is loadable"):
            assert passed in told
        if pipeline == "ner":
            assert "No entities consisting of or starting/ending with whitespace" in told
            assert "No entities crossing sentence boundaries" in told
        else:
            rows = re.findall(r"^.{14} +[0-9.]+ +[0-9.-]+ +[0-9.-]+ +(\d+)$", told, re.MULTILINE)
            assert sum(map(int, rows)) == spans
        assert "Low number of examples to train a new pipeline" in told
        assert told.rstrip().endswith("\n1 error")  # which is the size


def _spacy(*words: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "spacy", *words],
        capture_output=True, text=True, encoding="utf-8", timeout=300, check=False,
    )  # fmt: skip
    return done.stdout + done.stderr


@law
@given(document=documents())
def test_every_document_comes_home(
    tmp_path_factory: pytest.TempPathFactory, document: Document
) -> None:
    out, report = there("spacy", tmp_path_factory.mktemp("spacy"), document)
    (line,) = lines(out)
    back = line.content
    assert isinstance(back, Document)
    assert not line.misfits
    assert kept(back) == kept(document)
    by_id = {a.id: a for a in document.annotations}
    for a in back.annotations:
        given = by_id[a.id]
        assert (a.label, a.attributes) == (given.label, given.attributes)
        assert (a.note, a.author, a.created) == (given.note, given.author, given.created)
    relations = {r.id: r for r in document.relations}
    for r in back.relations:
        given = relations[r.id]
        assert (r.type, r.start, r.end) == (given.type, given.start, given.end)
        assert (r.attributes, r.note, r.author) == (given.attributes, given.note, given.author)
    entry = next(report.entries())
    assert entry["spans_out"] == len(back.annotations)
    assert entry["relations_out"] == len(back.relations)
    assert back.article.id == document.article.id


def test_large_corpora_are_several_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ours, "_MOST_TOKENS", 100)
    given = [Document(article(f"a{n}", "甲" * 60)) for n in range(3)]
    out, _ = there("spacy", tmp_path, *given)
    assert len(list(out.glob("*.spacy"))) == 3
    assert [doc.user_data["danqian"]["article"] for doc in docs(out)] == ["a0", "a1", "a2"]


def test_the_shortest_may_be_the_entities(tmp_path: Path) -> None:
    out, _ = there("spacy", tmp_path, golden.torture(), flatten="innermost")
    (doc,) = docs(out)
    spans = [[flat.Span(s.start, s.end)] for s in doc.spans["sc"] if not s.text[0].isspace()]
    assert min(len(span[0]) for span in spans) == min(len(ent) for ent in doc.ents)
    assert "无锡市" in [ent.text for ent in doc.ents]


def test_files_of_others_are_read(tmp_path: Path) -> None:
    nlp = spacy.blank("en")
    doc = nlp("Li Wei went to 上海 today.")
    doc.ents = [doc.char_span(0, 6, label="PERSON"), doc.char_span(15, 17, label="GPE")]
    path = tmp_path / "train.spacy"
    DocBin(docs=[doc, nlp("Nothing here.")]).to_disk(path)
    one, other = lines(tmp_path)
    assert isinstance(one.content, Document)
    assert isinstance(other.content, Document)
    found = [(a.label, a.quote) for a in one.content.annotations]
    assert found == [("PERSON", "Li Wei"), ("GPE", "上海")]
    assert other.content.article.text == "Nothing here."
    assert lines(tmp_path) == [one, other]


def test_broken_and_hostile_files_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.spacy"
    for data in (
        b"x\x9cnothing",
        zlib.compress(b"\x93\x01"),
        zlib.compress(json.dumps({}).encode()),
    ):
        path.write_bytes(data)
        (line,) = lines(tmp_path)
        assert isinstance(line.content, Refusal)
        assert line.content.key == "file-not-format"
    path.write_bytes(zlib.compress(bytes(200_000_000)))
    (bomb,) = spacy_reading.read(path, Reading(1_000_000, tagset.default()))
    assert isinstance(bomb.content, Refusal)
    assert bomb.content.key == "file-too-large"


def test_the_context_of_an_export_does_not_matter(tmp_path: Path) -> None:
    context = Context(tagset.shipped()["cluener"])
    formats.export(ours.FORMAT, [golden.torture()], tmp_path / "out", context)
    assert len(docs(tmp_path / "out")) == 1
