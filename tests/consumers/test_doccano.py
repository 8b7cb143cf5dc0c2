# needs: pip medkit-lib==0.17.0
"""medkit reads doccano's files: every entity and relation, in code points as it counts."""

from __future__ import annotations

from pathlib import Path

import pytest
from medkit.core.text import TextDocument
from medkit.io.doccano import DoccanoInputConverter, DoccanoTask

from annotations.formats.plain_text import PlainText
from annotations.model import VIEW_NAMES, ViewName
from tests.annotations.formats import golden
from tests.annotations.formats.golden import Mark, differences, exported, split


def read(path: Path, task: DoccanoTask) -> list[TextDocument]:
    return DoccanoInputConverter(task=task).load_from_file(path)


def marks(document: TextDocument) -> list[Mark]:
    """Every entity as medkit has it."""
    return [
        Mark(e.label, ((e.spans[0].start, e.spans[0].end, e.text),)) for e in document.anns.entities
    ]


@pytest.mark.parametrize("view", VIEW_NAMES)
@pytest.mark.parametrize("shape", ["relations", "spans"])
def test_medkit_finds_every_entity(tmp_path: Path, view: ViewName, shape: str) -> None:
    done = exported("doccano", tmp_path, view, {"shape": shape, "unit": "code-points"})
    tasks = {"relations": DoccanoTask.RELATION_EXTRACTION, "spans": DoccanoTask.SEQUENCE_LABELING}
    found = read(done.path, tasks[shape])
    assert len(found) == len(done.documents)
    for document, entry, theirs in zip(done.documents, done.entries, found, strict=True):
        assert theirs.text == PlainText.of(document.article.text).text
        wanted = split(golden.expected(document, entry, text=PlainText.of))
        wanted = [mark for mark in wanted if mark.pieces[0][2]]
        assert differences(wanted, marks(theirs)) == []


@pytest.mark.parametrize("view", VIEW_NAMES)
def test_medkit_finds_every_relation(tmp_path: Path, view: ViewName) -> None:
    done = exported("doccano", tmp_path, view, {"unit": "code-points"})
    found = read(done.path, DoccanoTask.RELATION_EXTRACTION)
    for document, entry, theirs in zip(done.documents, done.entries, found, strict=True):
        wanted = [
            (a.type, split([a.start])[0], split([a.end])[0])
            for a in golden.expected_arrows(document, entry, text=PlainText.of)
        ]
        by_id = {e.uid: m for e, m in zip(theirs.anns.entities, marks(theirs), strict=True)}
        arrows = [(r.label, by_id[r.source_id], by_id[r.target_id]) for r in theirs.anns.relations]
        assert differences(wanted, arrows) == []
        assert len(arrows) == entry["relations_out"]
