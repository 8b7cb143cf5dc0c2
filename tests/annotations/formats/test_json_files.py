"""JSON of others as a stream: lines, arrays, one object; broken, endless, in other encodings."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.errors import Refusal
from annotations.formats import json_files

LIMIT = 1000
_values = st.lists(
    st.recursive(
        st.none() | st.integers(-9, 9) | st.text(max_size=9),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
        max_leaves=6,
    ).map(lambda value: {"text": value}),
    min_size=1,
    max_size=5,
)


def items(path: Path, content: bytes | str) -> list[json_files.Item]:
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return list(json_files.items(path, LIMIT))


def keys(found: list[json_files.Item]) -> list[tuple[int, str]]:
    return [(number, value.key) for number, value in found if isinstance(value, Refusal)]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("json") / "x.json"


@given(_values, st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]), st.booleans())
def test_lines_and_arrays_say_the_same(
    path: Path, values: list[object], encoding: str, ascii: bool
) -> None:
    lines = "".join(json.dumps(value, ensure_ascii=ascii) + "\n" for value in values)
    numbered = list(enumerate(values, start=1))
    if "\\ud" not in lines:
        assert items(path, lines.encode(encoding)) == numbered
        array = json.dumps(values, ensure_ascii=ascii, indent=1)
        assert items(path, array.encode(encoding)) == numbered


def test_an_array_is_read_element_by_element(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_files, "_CHUNK", 7)
    values = [{"text": "甲" * n, "n": [n, [n]]} for n in range(20)]
    assert items(path, json.dumps(values, ensure_ascii=False)) == list(enumerate(values, 1))


def test_what_is_broken_is_told_with_its_place(path: Path) -> None:
    assert keys(items(path, '{"a": 1}\n{"a": \n{"a": 2}\n')) == [(2, "json-broken")]
    assert [n for n, _ in items(path, '{"a": 1}\n\n{"a": 2}\n')] == [1, 3]
    assert keys(items(path, '[{"a": 1}, {"a" 1}, {"a": 2}]' + " " * 99)) == [(2, "json-broken")]
    assert keys(items(path, '[{"a": 1}, {"a": "')) == [(2, "json-broken")]
    assert keys(items(path, '{"a": 1, "a": 2}\n')) == [(1, "json-duplicate-key")]


@pytest.mark.parametrize("content", ["", " \n\n", "[]", "[ ]\n"])
def test_nothing_is_told(path: Path, content: str) -> None:
    assert keys(items(path, content)) == [(0, "file-empty")]


def test_hostile_files_end_early(path: Path) -> None:
    assert keys(items(path, "[" * 900 + "]" * 900)) == [(1, "json-deep")]
    assert keys(items(path, '{"a": "' + "x" * 2000)) == [(1, "line-too-long")]
    assert keys(items(path, '[{"a": "' + "x" * 2000)) == [(1, "line-too-long")]
    assert keys(items(path, "x\n" * 3000))[-1] == (1001, "lines-refused")
    assert keys(items(path, b'{"a": "\xff"}\n')) == [(0, "file-not-text")]
    assert keys(items(path, '{"a": ' + "1" * 5000 + "}"))[0][0] == 1


def test_one_object_may_stand_on_many_lines(path: Path) -> None:
    assert items(path, json.dumps({"text": "甲"}, indent=2)) == [(1, {"text": "甲"})]


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    assert keys(list(json_files.items(tmp_path / "no", LIMIT))) == [(0, "file-missing")]
    assert keys(list(json_files.items(tmp_path, LIMIT))) == [(0, "file-not-readable")]
