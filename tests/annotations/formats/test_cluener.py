"""CLUENER: ends are inside, names are the proof, and what they do not prove is told."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from annotations import tagset
from annotations.errors import Refusal
from annotations.formats import Line, Reading, cluener
from annotations.model import Document


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "train.json"


def read(path: Path, *records: Any) -> list[Line]:
    text = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    path.write_text(text, "utf-8")
    return list(cluener.read(path, Reading(1_000_000, tagset.default())))


def found(line: Line) -> list[tuple[str, str]]:
    assert isinstance(line.content, Document)
    return [(a.label, a.quote) for a in line.content.annotations]


def test_ends_are_inside(path: Path) -> None:
    label = {"address": {"台湾": [[3, 4], [8, 9]]}, "name": {"甲": [[7, 7]]}}
    (line,) = read(path, {"text": "我们在台湾，见甲台湾", "label": label, "id": 7})
    assert found(line) == [("address", "台湾"), ("address", "台湾"), ("name", "甲")]
    assert isinstance(line.content, Document)
    assert line.content.article.meta == {"id": 7}
    assert not line.misfits


def test_ends_outside_and_utf16_show_by_the_names(path: Path) -> None:
    outside = {"text": "我在台湾", "label": {"address": {"台湾": [[2, 4]]}}}
    astral = {"text": "𠮷在台湾", "label": {"address": {"台湾": [[3, 4]]}}}
    assert [found(line) for line in read(path, outside, astral)] == [[("address", "台湾")]] * 2


def test_what_does_not_fit_is_told_and_the_rest_comes_in(path: Path) -> None:
    label = {"name": {"甲": [[0, 0]], "错": [[1, 1]], "远": [[7, 9]], "坏": ["x"]}}
    line, broken = read(path, {"text": "甲乙丙", "label": label}, {"label": {}})
    assert found(line) == [("name", "甲")]
    assert [m.key for m in line.misfits] == ["misfit-quote", "misfit-span", "misfit-shape"]
    assert isinstance(broken.content, Refusal)
    assert broken.content.values["line"] == 2


def test_only_such_files_are_taken_for_it() -> None:
    one = {"text": "甲", "label": {"name": {"甲": [[0, 0]]}}}
    assert cluener.sniff(Path("x.json"), json.dumps(one).encode())
    for other in ({"text": "甲"}, {"text": "甲", "label": [[0, 1, "A"]]}, {"label": {}}):
        assert not cluener.sniff(Path("x.json"), json.dumps(other).encode())
