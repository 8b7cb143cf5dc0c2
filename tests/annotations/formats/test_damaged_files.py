"""Files that are damaged in any way: readers tell, never raise, and give only whole documents."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations import formats, tagset
from annotations.errors import Refusal
from annotations.formats import Reading
from annotations.model import Document
from annotations.store import check
from tests.annotations.formats.round_trip import law

_ENTITY = {"id": 1, "label": "A", "start_offset": 0, "end_offset": 2}
_REGION = {"id": "r", "type": "labels", "from_name": "label",
           "value": {"start": 0, "end": 2, "text": "甲乙", "labels": ["A"]}}  # fmt: skip
_PIECE = {**_REGION, "id": "r~2", "parentID": "r", "value": {"start": 2, "end": 3, "labels": ["A"]}}
_ARROW = {"type": "relation", "from_id": "r", "to_id": "r", "labels": ["x"]}
_CHOICE = {"id": "r", "type": "choices", "from_name": "choice-k", "value": {"choices": ["v"]}}
_TASK = {"data": {"text": "甲乙😀", "article": "a"},
         "annotations": [{"result": [_REGION, _PIECE, _ARROW, _CHOICE]}]}  # fmt: skip
EXAMPLES: dict[str, list[Any]] = {
    "doccano": [
        {"text": "甲乙😀丙", "label": [[0, 2, "A"], [3, 5, "B"]], "meta": {"a": 1}},
        {"text": "甲乙", "entities": [_ENTITY],
         "pieces": [{"label": "A", "spans": [[0, 2], [0, 2]]}],
         "relations": [{"from_id": 1, "to_id": 1, "type": "x"}]},
    ],
    "labelstudio": [_TASK, {"text": "甲乙", "label": [_REGION["value"]]}],
    "cluener": [{"text": "甲乙丙", "label": {"name": {"甲乙": [[0, 1]]}}}],
}  # fmt: skip
_odd = st.sampled_from(  # read anew each time, for each is changed again
    ["null", "true", "-1", f"1{'0' * 30}", "1.5", '""', '"甲"', "[]", "{}", "[[0]]", '{"a": []}']
).map(json.loads)


def _parts(value: Any) -> list[tuple[Any, Any]]:
    """Every place of a JSON value: what it is in, and its key."""
    keys: list[Any] = list(value) if isinstance(value, dict) else []
    keys = list(range(len(value))) if isinstance(value, list) else keys
    return [(value, key) for key in keys] + [part for key in keys for part in _parts(value[key])]


def told(name: str, path: Path, content: bytes) -> int:
    """How many documents there are, all of them whole; whatever else there is are Refusals."""
    path.write_bytes(content)
    reader, found = formats.readers()[name], 0
    reader.sniff(path, content[:4096])
    for line in reader.read(path, Reading(100_000, tagset.default())):
        assert all(isinstance(misfit, Refusal) for misfit in line.misfits)
        assert all(misfit.values["file"] == str(path) for misfit in line.misfits)
        if isinstance(line.content, Document):
            check.document(line.content)
            ids = {a.id for a in line.content.annotations}
            assert all({r.start, r.end} <= ids for r in line.content.relations)
            found += 1
        else:
            assert isinstance(line.content, Refusal)
            assert line.content.values["file"] == str(path)
    return found


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("damaged") / "x.json"


@pytest.mark.parametrize("name", EXAMPLES)
@law
@given(data=st.data())
def test_any_value_may_be_of_another_type(name: str, path: Path, data: st.DataObject) -> None:
    records = json.loads(json.dumps(EXAMPLES[name]))
    assert told(name, path, json.dumps(records).encode()) == len(records)
    for _ in range(data.draw(st.integers(1, 3))):
        places = _parts(records)
        holder, key = data.draw(st.sampled_from(places))
        holder[key] = data.draw(_odd)
    told(name, path, json.dumps(records).encode())
    told(name, path, "\n".join(json.dumps(record) for record in records).encode())


_TEXTS = {
    "conll": "美 B-GPE\n国 E-GPE\n\n的\tO\tO\n-DOCSTART-\n华 I_PER\n\n\n# x = 1\n我 S-P%E4\n",
    "yedda": "我 [@上海#A*] [@[@朱#B*] 校长#C*]\n[$你#D*] 好 #E*]",
}


@pytest.mark.parametrize("name", [*_TEXTS, *EXAMPLES])
@law
@given(data=st.data())
def test_any_byte_may_be_another(name: str, path: Path, data: st.DataObject) -> None:
    whole = _TEXTS[name] if name in _TEXTS else json.dumps(EXAMPLES[name], ensure_ascii=False)
    content = bytearray(whole.encode())
    for _ in range(data.draw(st.integers(0, 4))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at : at + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
    told(name, path, bytes(content))
