"""danqian/1: nothing is lost, and what is broken is refused alone, with its line."""

from __future__ import annotations

import base64
import hashlib
import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import resources
from annotations import tagset
from annotations.errors import Refusal
from annotations.formats import Context, Report, jsonl, records, strict_json
from annotations.formats.fields import Fields
from annotations.model import Document, Emendation, Reading, Span
from tests.annotations.formats.documents import hard, lines

SCHEMA = jsonschema.Draft202012Validator(json.loads(resources.text("schema/danqian-1.schema.json")))
TEXT = "𠮷林：區(qū)协作\r\n第二行"


def line(**changes: Any) -> dict[str, Any]:
    """A small valid line; a key set to ... is left out."""
    whole: dict[str, Any] = {
        "schema": "danqian/1",
        "kind": "article",
        "id": "a1",
        "text": TEXT,
        "annotations": [{"id": "T1", "label": "REGION", "fragments": [[0, 2]], "quote": "𠮷林"}],
    }
    return {key: value for key, value in (whole | changes).items() if value is not ...}


def mark(**changes: Any) -> dict[str, Any]:
    return line(annotations=[line()["annotations"][0] | changes])


def read(tmp_path: Path, *contents: object, limit: int | None = None) -> list[jsonl.Line]:
    """What the reader makes of these lines: objects, text or bytes."""
    raw = [
        content
        if isinstance(content, bytes)
        else (content if isinstance(content, str) else json.dumps(content)).encode()
        for content in contents
    ]
    path = tmp_path / "in.jsonl"
    path.write_bytes(b"\n".join(raw))
    return list(jsonl.read(path, limit))


def written(document: Document) -> str:
    out = io.BytesIO()
    jsonl.write([document], out, Context(tagset.default()), Report("jsonl"))
    return out.getvalue().decode()


@settings(
    max_examples=80,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
@given(lines())
def test_a_line_comes_back_as_it_was_but_for_the_order_of_keys(found: dict[str, Any]) -> None:
    fields = Fields(strict_json.loads(strict_json.dumps(found)))
    assert (fields.string("schema"), fields.string("kind")) == ("danqian/1", "article")
    back = written(records.document(fields))
    assert json.loads(back) == found
    assert len(back.splitlines()) == 1
    SCHEMA.validate(json.loads(back))


def test_the_schema_describes_every_key_that_is_written() -> None:
    for document in hard():
        SCHEMA.validate(records.record(document))
    whole = json.loads(resources.text("schema/danqian-1.schema.json"))["$defs"]
    given = hard()[1]
    record = records.record(
        replace(
            given,
            article=replace(given.article, repair=True, flag=True, note="註"),
            emendations=(Emendation("E1", Span(0, 1), "", confidence=0.0, evidence={"a": 1}),),
            readings=(Reading(Span(0, 1), "s2tw", "讀"),),
        )
    )
    SCHEMA.validate(record)
    for name, written_keys in {
        "article": set(record) - {"schema", "kind"},
        "source": {*record["source"], "bytes"},  # pyright: ignore
        "annotation": set(record["annotations"][0]),  # pyright: ignore
        "relation": set(record["relations"][0]),  # pyright: ignore
        "emendation": set(record["emendations"][0]),  # pyright: ignore
        "reading": set(record["readings"][0]),  # pyright: ignore
    }.items():
        assert set(whole[name]["properties"]) == written_keys


def test_characters_that_split_lines_for_some_readers_are_escaped() -> None:
    text = strict_json.dumps({"a": "1\u20282\u20293\x854\x0b5\x0c6\\f\\\x0c"})
    assert "\\u20282\\u20293\\u00854\\u000b5\\u000c6\\\\f\\\\\\u000c" in text
    assert strict_json.loads(text) == {"a": "1\u20282\u20293\x854\x0b5\x0c6\\f\\\x0c"}


@st.composite
def _json(draw: st.DrawFn) -> tuple[str, bool]:
    """JSON as somebody writes it, with blanks anywhere; whether an object has a key twice."""
    tricky = st.sampled_from(["a", '"', '":', '" :', ":", '\\":', "{", "[", "\t", "文"])
    twice = False

    def written(depth: int) -> str:
        nonlocal twice
        blank = draw(st.sampled_from(["", "", " ", "\t", "\n"]))
        kind = draw(st.integers(0, 3 if depth else 1))
        if kind == 0:
            return json.dumps("".join(draw(st.lists(tricky, max_size=3))), ensure_ascii=False)
        if kind == 1:
            return f"{blank}{draw(st.sampled_from(['1', 'null', '1.5', 'true']))}"
        if kind == 2:
            items = [written(depth - 1) for _ in range(draw(st.integers(0, 3)))]
            return f"[{f'{blank},'.join(items)}{blank}]"
        keys = ["".join(draw(st.lists(tricky, max_size=2))) for _ in range(draw(st.integers(0, 3)))]
        twice = twice or len({*keys}) < len(keys)
        pairs = [f"{json.dumps(key)}{blank}:{blank}{written(depth - 1)}" for key in keys]
        return f"{{{blank}{','.join(pairs)}}}"

    return written(3), twice


@given(_json())
def test_a_key_is_there_twice_or_it_is_not(made: tuple[str, bool]) -> None:
    text, twice = made
    if not twice:
        assert strict_json.loads(text) == json.loads(text)
        return
    with pytest.raises(Refusal, match="json-duplicate-key"):
        strict_json.loads(text)


BROKEN: dict[str, tuple[object, str]] = {
    "no JSON": ('{"schema": ', "json-broken"),
    "no object": ("[1]", "json-key-type"),
    "not UTF-8": ("文".encode("gb18030"), "line-not-utf8"),
    "a key twice": (
        '{"schema":"danqian/1","kind":"article","id":"a","id":"b"}',
        "json-duplicate-key",
    ),
    "NaN": ('{"schema": NaN}', "json-number"),
    "too large a number": ('{"schema": 1e999}', "json-number"),
    "an endless integer": ('{"schema": ' + "9" * 9999 + "}", "json-number"),
    "endless nesting": ('{"a":' * 100_000, "json-deep"),
    "deep nesting": ('{"x":' + "[" * 200 + "]" * 200 + "}", "json-deep"),
    "half a pair": ('{"schema": "\\ud842"}', "line-lone-surrogate"),
    "another format": (line(schema="danqian/2"), "schema-unknown"),
    "another kind": (line(kind="corpus"), "kind-of-line-unknown"),
    "a late project line": ({"schema": "danqian/1", "kind": "project"}, "kind-of-line-unknown"),
    "no id": (line(id=...), "json-key-missing"),
    "no text": (line(text=...), "json-key-missing"),
    "a number for a title": (line(title=1), "json-key-type"),
    "an unknown status": (line(status="old"), "line-status-unknown"),
    "a wrong hash": (line(source={"sha256": "0" * 64}), "line-source-differs"),
    "text its encoding lacks": (line(source={"encoding": "ascii"}), "line-source-differs"),
    "an unknown encoding": (line(source={"encoding": "klingon"}), "line-encoding-unknown"),
    "no base64": (line(source={"bytes": "%"}), "json-key-type"),
    "a span outside": (mark(fragments=[[0, 99]]), "line-span-outside"),
    "a negative span": (mark(fragments=[[-1, 2]]), "line-span-outside"),
    "a backward span": (mark(fragments=[[2, 1]]), "line-span-outside"),
    "an empty span": (mark(fragments=[[1, 1]]), "line-span-empty"),
    "no span": (mark(fragments=[]), "line-span-empty"),
    "spans out of order": (mark(fragments=[[3, 4], [0, 1]]), "line-span-order"),
    "overlapping spans": (mark(fragments=[[0, 2], [1, 3]]), "line-span-order"),
    "spans of fractions": (mark(fragments=[[0.0, 2]]), "json-key-type"),
    "spans of truth": (mark(fragments=[[False, True]]), "json-key-type"),
    "another quote": (mark(quote="吉林"), "line-quote-differs"),
    "an attribute of number": (mark(attributes={"a": 1}), "json-key-type"),
    "no label": (mark(label=""), "json-key-type"),
    "an id twice": (line(annotations=line()["annotations"] * 2), "line-id-twice"),
    "an accepted unknown": (
        line(emendations=[{"id": "E1", "start": 0, "end": 1, "status": "accepted"}]),
        "line-emendation-unknown-text",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_line_is_refused_alone_with_file_and_line(tmp_path: Path, name: str) -> None:
    content, key = BROKEN[name]
    first, broken, last = read(tmp_path, line(), content, line(id="a2"))
    assert isinstance(broken.content, Refusal)
    assert broken.content.key == key
    assert broken.content.values["line"] == broken.number == 2
    assert str(tmp_path) in str(broken.content.values["file"])
    assert isinstance(first.content, Document)
    assert isinstance(last.content, Document)


@pytest.mark.parametrize(
    "changes",
    [{"id": ...}, {"text": 1}, {"status": "old"}, {"source": {"sha256": "x"}}, {"annotations": {}},
     {"annotations": [{"id": "T1", "label": "A", "fragments": []}]},
     {"annotations": [{"id": "T1", "label": "A", "fragments": [[0, 1, 2]]}]},
     {"annotations": [{"id": "T1", "label": "A", "fragments": [[0, 1]], "attributes": {"a": 1}}]},
     {"emendations": [{"id": "E1", "start": 0, "end": 1, "status": "accepted"}]},
     {"emendations": [{"id": "E1", "start": 0, "end": 1, "confidence": 1.5}]},
     {"emendations": [{"id": "E1", "start": 0, "end": 1, "confidence": "1"}]},
     {"emendations": [{"id": "E1", "start": 0, "end": 1, "confidence": True}]},
     {"emendations": [{"id": "E1", "start": 0, "end": 1, "evidence": []}]},
     {"repair": 1}, {"repair": None},
     {"relations": [{"id": "R1", "type": "party", "from": "T1"}]}],
)  # fmt: skip
def test_the_schema_rejects_what_the_reader_refuses(
    tmp_path: Path, changes: dict[str, Any]
) -> None:
    assert SCHEMA.is_valid(line())
    assert not SCHEMA.is_valid(line(**changes))
    assert isinstance(read(tmp_path, line(**changes))[0].content, Refusal)


def test_a_mark_crlf_and_blank_lines_are_tolerated(tmp_path: Path) -> None:
    raw = json.dumps(line()).encode()
    found = read(tmp_path, b"\xef\xbb\xbf" + raw + b"\r", b"", b"  \r", raw)
    assert [item.number for item in found] == [1, 4]
    assert all(isinstance(item.content, Document) for item in found)


def test_the_project_line_may_come_first(tmp_path: Path) -> None:
    head = {"schema": "danqian/1", "kind": "project", "x": [1]}
    first, second = read(tmp_path, head, line())
    assert first.content == jsonl.ProjectLine(head)
    assert isinstance(second.content, Document)
    out = io.BytesIO()
    context = Context(tagset.default(), project_line=head)
    jsonl.write([second.content], out, context, Report("jsonl"))
    assert [json.loads(text) for text in out.getvalue().splitlines()] == [head, line()]


def test_a_line_that_is_too_long_is_refused_and_the_next_one_read(tmp_path: Path) -> None:
    size = len(json.dumps(line()))
    long, short = read(tmp_path, line(title="长" * 300), line(), limit=size)
    assert isinstance(long.content, Refusal) and long.content.key == "line-too-long"
    assert isinstance(short.content, Document)


def test_bytes_that_the_text_does_not_give_are_kept(tmp_path: Path) -> None:
    data = TEXT.encode() + b"\xff"
    source = {
        "sha256": hashlib.sha256(data).hexdigest(),
        "bytes": base64.b64encode(data).decode(),
    }
    found = read(tmp_path, line(source=source))[0].content
    assert isinstance(found, Document) and found.article.source.data == data
    assert json.loads(written(found)) == line(source=source)


@pytest.mark.parametrize("content", [None, b""])
def test_a_file_that_is_missing_or_empty_is_refused(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "x.jsonl"
    if content is not None:
        path.write_bytes(content)
    (found,) = jsonl.read(path)
    assert isinstance(found.content, Refusal)
    assert found.content.key == ("file-missing" if content is None else "file-empty")


def test_the_hand_made_example_comes_back_whole(shared_articles: list[Path]) -> None:
    (path,) = shared_articles[0].parent.glob("001_*.annotations.jsonl")
    (found,) = jsonl.read(path)
    assert isinstance(found.content, Document)
    assert json.loads(written(found.content)) == json.loads(path.read_bytes())


@pytest.mark.parametrize("keys", [{"repair": False}, {"repair": True}, {}])
def test_a_later_key_that_is_empty_comes_back_only_where_it_stood(
    tmp_path: Path, keys: dict[str, Any]
) -> None:
    emendation = {"id": "E1", "start": 0, "end": 1, "confidence": None, "evidence": {}}
    for emendations in ([emendation], [{"id": "E1", "start": 0, "end": 1, "confidence": 0}]):
        found = read(tmp_path, line(emendations=emendations, **keys))[0].content
        assert isinstance(found, Document)
        assert json.loads(written(found)) == line(emendations=emendations, **keys)
        repaired = replace(found, article=replace(found.article, repair=True))
        assert json.loads(written(repaired))["repair"] is True


OVERLAY = {"to": "hant", "key": "征程", "value": "征程"}


@pytest.mark.parametrize(
    ("keys", "valid"),
    [
        ({}, True),
        ({"conversion": {"hant": "s2hk", "x": 1}, "overlays": []}, True),
        ({"overlays": [{**OVERLAY, "reason": "固定词"}, {**OVERLAY, "by": 1}]}, True),
        ({"conversion": {"hant": "tw2s"}}, False),
        ({"overlays": {"s2t": {}}}, False),
        ({"overlays": [{**OVERLAY, "to": "jp"}]}, False),
        ({"overlays": [{**OVERLAY, "key": " "}]}, False),
        ({"overlays": [{"to": "hant", "key": "云"}]}, False),
    ],
)  # fmt: skip
def test_the_schema_knows_what_a_project_line_says(keys: dict[str, Any], valid: bool) -> None:
    assert SCHEMA.is_valid({"schema": "danqian/1", "kind": "project", **keys}) == valid


def test_a_file_of_broken_lines_is_not_read_to_its_end(tmp_path: Path) -> None:
    found = read(tmp_path, *["x"] * (jsonl.MOST_REFUSED + 50))
    assert len(found) == jsonl.MOST_REFUSED + 1
    last = found[-1].content
    assert isinstance(last, Refusal) and last.key == "lines-refused"
    assert last.values["count"] == jsonl.MOST_REFUSED


def test_a_line_that_never_ends_is_given_up(tmp_path: Path) -> None:
    (found,) = read(tmp_path, "x" * 5_000_000, limit=1_000_000)
    assert isinstance(found.content, Refusal) and found.content.key == "line-endless"


def test_a_swarm_of_values_is_refused_but_not_a_text_full_of_commas(tmp_path: Path) -> None:
    many = strict_json.MAX_VALUES + 1
    first, second = read(tmp_path, "[" + "0," * many + "0]", line(title="," * many))
    assert isinstance(first.content, Refusal) and first.content.key == "json-values"
    assert isinstance(second.content, Document)
