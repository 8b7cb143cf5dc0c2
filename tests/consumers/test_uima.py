# needs: pip dkpro-cassis==0.12.0
"""Our XMI and JSON CAS as dkpro-cassis reads them, in both layers and every view."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import cassis
import pytest

from annotations.formats.plain_text import PlainText
from annotations.model import VIEW_NAMES, Document, ViewName
from tests.annotations.formats.golden import (
    Arrow,
    Exported,
    Mark,
    differences,
    exported,
    marks,
)
from tests.annotations.formats.round_trip import back

LAYERS = {
    "custom": ("webanno.custom.DanqianSpan", "label"),
    "named-entity": ("de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity", "value"),
}
RELATION = "webanno.custom.DanqianRelation"
SENTENCE, TOKEN = (
    f"de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.{n}" for n in ("Sentence", "Token")
)


def loaded(name: str, done: Exported) -> list[Any]:
    """Each file as cassis has it; it counts in code points."""
    with (done.path / "TypeSystem.xml").open("rb") as file:
        types = cassis.load_typesystem(file)
    found: list[Any] = []
    for entry in done.entries:
        data = (done.path / entry["file"]).read_bytes()
        if name == "xmi":
            path = done.path / entry["file"]
            with path.open("rb") as file:
                found.append(cassis.load_cas_from_xmi(file, typesystem=types))
        else:
            found.append(cassis.load_cas_from_json(data.decode("utf-8")))
    return found


@pytest.mark.parametrize("view", VIEW_NAMES)
@pytest.mark.parametrize("layer", LAYERS)
@pytest.mark.parametrize("name", ["xmi", "casjson"])
def test_cassis_finds_every_span_and_relation(
    name: str, layer: str, view: ViewName, tmp_path: Path
) -> None:
    done = exported(name, tmp_path, view, {"layer": layer})
    for cas, document, entry in zip(loaded(name, done), done.documents, done.entries, strict=True):
        plain = PlainText.for_xml(document.article.text)
        assert cas.sofa_string == plain.text
        spans, arrows = _read(cas, layer)
        wanted = marks(document, text=PlainText.for_xml)
        assert differences(_in_pieces(wanted.values()), spans) == []
        assert entry["spans_out"] == len(document.annotations)
        assert differences(_arrows(document, wanted), arrows) == []
        covered = {i for s in cas.select(TOKEN) for i in range(s.begin, s.end)}
        within = {i for s in cas.select(SENTENCE) for i in range(s.begin, s.end)}
        seen = {i for i, c in enumerate(plain.text) if not c.isspace()}
        assert seen <= covered <= within


def _read(cas: Any, layer: str) -> tuple[list[Mark], list[Arrow]]:
    type_, feature = LAYERS[layer]

    def mark(one: Any) -> Mark:
        text = cas.sofa_string[one.begin : one.end]
        assert text == one.get_covered_text()
        return Mark(getattr(one, feature), ((one.begin, one.end, text),))

    spans = [mark(one) for one in cas.select(type_)]
    arrows = [
        Arrow(one.label, mark(one.Governor), mark(one.Dependent)) for one in cas.select(RELATION)
    ]
    return spans, arrows


def _in_pieces(found: Any) -> list[Mark]:
    """CAS has a structure for each piece."""
    return [Mark(mark.label, (piece,)) for mark in found for piece in mark.pieces]


def _arrows(document: Document, found: dict[str, Mark]) -> list[Arrow]:
    def first(id: str) -> Mark:
        return Mark(found[id].label, found[id].pieces[:1])

    return [Arrow(r.type, first(r.start), first(r.end)) for r in document.relations]


@pytest.mark.parametrize("name", ["xmi", "casjson"])
def test_what_cassis_writes_again_reads_as_it_was(name: str, tmp_path: Path) -> None:
    """Through another program and back: ids, attributes, notes and authors too."""
    done = exported(name, tmp_path)
    before = back(name, done.path)
    for entry, cas in zip(done.entries, loaded(name, done), strict=True):
        path = done.path / entry["file"]
        if name == "xmi":
            cas.to_xmi(path)
        else:
            path.write_text(cas.to_json(), "utf-8")
    after = back(name, done.path)
    assert len(before) == len(after) == len(done.documents)
    for one, other in zip(before, after, strict=True):
        assert _as_set(one.content) == _as_set(other.content)
        assert not other.misfits


def _as_set(document: Any) -> Any:
    return (
        document.article,
        document.emendations,
        document.readings,
        {a.id: a for a in document.annotations},
        {r.id: r for r in document.relations},
    )
