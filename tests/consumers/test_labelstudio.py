# needs: pip label-studio-sdk==2.1.2
"""Label Studio's own SDK: our interface is valid, and every task of ours is one of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from label_studio_sdk.label_interface import LabelInterface

from annotations.formats.plain_text import PlainText
from annotations.model import VIEW_NAMES, ViewName
from tests.annotations.formats import golden
from tests.annotations.formats.golden import Exported, Mark, differences, exported


@pytest.fixture(params=VIEW_NAMES)
def done(request: pytest.FixtureRequest, tmp_path: Path) -> Exported:
    view: ViewName = request.param
    return exported("labelstudio", tmp_path, view)


def interface(done: Exported) -> LabelInterface:
    return LabelInterface((done.path / "config.xml").read_text("utf-8"))


def tasks(done: Exported) -> list[dict[str, Any]]:
    return json.loads((done.path / "tasks.json").read_text("utf-8"))


def test_the_interface_and_every_task_are_valid(done: Exported) -> None:
    config = interface(done)
    config.validate()
    for task in tasks(done):
        # WORKAROUND: validate_task calls validate_annotation without what to validate
        assert config.validate_task({"data": task["data"]})
        for annotation in task["annotations"]:
            assert config.validate_annotation(annotation)
            for result in annotation["result"]:
                if result["type"] != "relation":  # validate_annotation has looked at those
                    assert config.validate_region(result), result


def test_a_wrong_task_is_not_valid(done: Exported) -> None:
    config, (task, *_) = interface(done), tasks(done)
    region = next(r for r in task["annotations"][0]["result"] if r["type"] == "labels")
    region["value"]["labels"] = ["没有的标签"]
    assert not config.validate_region(region)
    assert not config.validate_annotation(task["annotations"][0])


def test_every_region_covers_what_it_says(done: Exported) -> None:
    for document, entry, task in zip(done.documents, done.entries, tasks(done), strict=True):
        text, results = task["data"]["text"], task["annotations"][0]["result"]
        assert text == PlainText.of(document.article.text).text
        pieces: dict[str, list[tuple[int, int, str]]] = {}
        labels: dict[str, str] = {}
        for result in results:
            if result["type"] == "labels":
                value, id = result["value"], result.get("parentID") or result["id"]
                assert text[value["start"] : value["end"]] == value["text"]
                place = value["start"], value["end"], value["text"]
                pieces.setdefault(id, []).append(place)
                (labels[id],) = value["labels"]
        marks = [Mark(labels[id], tuple(pieces[id])) for id in pieces]
        wanted = [
            Mark(m.label, tuple(piece for piece in m.pieces if piece[2]))
            for m in golden.expected(document, entry, text=PlainText.of)
        ]
        assert differences(wanted, marks) == []
        relations = [r for r in results if r["type"] == "relation"]
        assert len(relations) == entry["relations_out"]
        assert all({r["from_id"], r["to_id"]} <= pieces.keys() for r in relations)
