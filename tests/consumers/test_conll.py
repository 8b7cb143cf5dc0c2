# needs: pip seqeval==1.2.2 nervaluate==1.2.1
"""seqeval (strict) and nervaluate read our rows: the entities they see are those we tagged."""

from __future__ import annotations

from pathlib import Path

import pytest
from nervaluate.evaluator import Evaluator
from seqeval.metrics import classification_report, f1_score
from seqeval.scheme import IOB2, IOBES, Entities

from annotations.formats import conll_tags, flat
from annotations.formats.plain_text import PlainText
from annotations.model import VIEW_NAMES, Document, Span, ViewName
from tests.annotations.formats.golden import Exported, exported, lost_ids

Entity = tuple[str, int, int]
"""A label and a place, in characters that are not white space."""

SCHEMES = {"bio": IOB2, "bioes": IOBES, "bmes": IOBES}


def articles(path: Path) -> list[list[list[list[str]]]]:
    """The rows of a file as anybody reads them: articles, sentences, lines, columns."""
    text = path.read_text("utf-8")
    return [
        [[row.split() for row in sentence.split("\n")] for sentence in part.split("\n\n")]
        for part in text.split("\n\n\n")
        if part
    ]


def columns(sentences: list[list[list[str]]], scheme: str) -> list[list[list[str]]]:
    """The tags by column, then by sentence; BMES as seqeval knows it, which is BIOES."""
    tags = [[row[1:] for row in sentence] for sentence in sentences]
    inside = (lambda t: f"I{t[1:]}" if t[0] == "M" else t) if scheme == "bmes" else str
    return [
        [[inside(row[n]) for row in sentence] for sentence in tags] for n in range(len(tags[0][0]))
    ]


def wanted(document: Document, gone: set[str]) -> list[list[Entity]]:
    """The entities of a document without those lost, in as many layers as they need."""
    plain = PlainText.of(document.article.text)
    places = [n for n, c in enumerate(plain.text) if not c.isspace()]
    index = {place: n for n, place in enumerate(places)}
    found: list[Entity] = []
    for annotation in document.annotations:
        span = plain.span(annotation.hull)
        inside = [index[n] for n in range(span.start, span.end) if n in index]
        if annotation.id not in gone:
            found.append((annotation.label, inside[0], inside[-1] + 1))
    layers = flat.layers([[Span(s, e)] for _, s, e in found], "outermost")
    return [[found[n] for n in layer] for layer in layers]


def seen(column: list[list[str]], scheme: str) -> list[Entity]:
    """The entities that seqeval sees, strictly."""
    entities = Entities(column, SCHEMES[scheme])
    start, found = 0, list[Entity]()
    for sentence, row in zip(column, entities.entities, strict=True):
        found += [(conll_tags.read(e.tag), start + e.start, start + e.end) for e in row]
        start += len(sentence)
    return found


@pytest.mark.parametrize("view", VIEW_NAMES)
@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("flatten", ["outermost", "innermost", "layers"])
@pytest.mark.parametrize("sentences", ["lines", "punctuation"])
def test_seqeval_sees_the_entities_that_are_not_lost(
    tmp_path: Path, view: ViewName, scheme: str, flatten: str, sentences: str
) -> None:
    options = {"scheme": scheme, "flatten": flatten, "sentences": sentences}
    done: Exported = exported("conll", tmp_path, view, options)
    read = articles(done.path)
    assert len(read) == len(done.documents)
    for document, entry, rows in zip(done.documents, done.entries, read, strict=True):
        bare = "".join(PlainText.of(document.article.text).text.split())
        assert "".join(row[0] for sentence in rows for row in sentence) == bare
        layers = wanted(document, lost_ids(entry))
        found = [seen(column, scheme) for column in columns(rows, scheme)]
        if flatten != "layers":
            assert len(layers) <= 1
            assert len(found) == 1
        assert sorted(e for layer in found for e in layer) == sorted(
            e for layer in layers for e in layer
        )
        assert sum(map(len, found)) == entry["spans_out"] > 0


@pytest.mark.parametrize("scheme", SCHEMES)
def test_f1_of_the_file_and_our_own_tags_is_one(tmp_path: Path, scheme: str) -> None:
    done = exported("conll", tmp_path, options={"scheme": scheme, "flatten": "outermost"})
    for document, entry, rows in zip(
        done.documents, done.entries, articles(done.path), strict=True
    ):
        (column,) = columns(rows, scheme)
        gold = own_tags(column, wanted(document, lost_ids(entry)), scheme)
        strict = {"mode": "strict", "scheme": SCHEMES[scheme]}
        assert f1_score(gold, column, **strict) == 1.0
        report = classification_report(gold, column, output_dict=True, **strict)
        assert report["micro avg"]["support"] == entry["spans_out"]


@pytest.mark.parametrize("scheme", ["bio", "bioes", "bmes"])
def test_nervaluate_finds_nothing_missed_and_nothing_spurious(tmp_path: Path, scheme: str) -> None:
    done = exported("conll", tmp_path, options={"scheme": scheme, "flatten": "outermost"})
    for document, entry, rows in zip(
        done.documents, done.entries, articles(done.path), strict=True
    ):
        (column,) = columns(rows, scheme)
        gold = own_tags(column, wanted(document, lost_ids(entry)), "bio")
        labels = sorted({tag[2:] for row in gold for tag in row if tag != "O"})
        plain = [[_bio(tag) for tag in row] for row in column]
        strict = Evaluator(gold, plain, tags=labels, loader="list").evaluate()["overall"]["strict"]
        assert (strict.missed, strict.spurious, strict.incorrect) == (0, 0, 0)
        assert strict.correct == entry["spans_out"]


def _bio(tag: str) -> str:
    return {"E": "I", "S": "B"}.get(tag[0], tag[0]) + tag[1:]


def own_tags(column: list[list[str]], layers: list[list[Entity]], scheme: str) -> list[list[str]]:
    """The same sentences, tagged here by what the document says."""
    flat_tags = ["O"] * sum(map(len, column))
    for label, start, end in (entity for layer in layers for entity in layer):
        name, last = conll_tags.written(label), end - 1
        for n in range(start, end):
            flat_tags[n] = f"{'B' if n == start else 'I'}-{name}"
        if scheme != "bio":
            flat_tags[last] = f"{'S' if start == last else 'E'}-{name}"
    rows, at = list[list[str]](), 0
    for sentence in column:
        rows.append(flat_tags[at : at + len(sentence)])
        at += len(sentence)
    return rows
