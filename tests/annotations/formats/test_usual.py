"""What is read at once is what is read field by field, and nothing doubtful is read at once."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from annotations.formats import records
from annotations.formats.fields import Fields
from annotations.formats.usual import usual_annotations as at_once
from tests.annotations.formats.documents import hard
from tests.annotations.formats.golden import corpus

TEXT = "𠮷林与延安"
PLAIN: dict[str, Any] = {
    "id": "1", "label": "REGION", "fragments": [[0, 2], [3, 5]], "quote": "𠮷林延安",
    "attributes": {"a": "b"}, "note": None, "author": "甲", "created": None, "modified": None,
    "tagset": {"id": "t", "version": "1"},
}  # fmt: skip
SINGLE: dict[str, Any] = {**PLAIN, "fragments": [[2, 4]], "quote": "与延", "attributes": {}}
DOUBTFUL: dict[str, dict[str, Any]] = {
    "a key less": {"note": ...},
    "a key more": {"x": 1},
    "no id": {"id": ""},
    "a number for an id": {"id": 1},
    "a number for a note": {"note": 1},
    "no spans": {"fragments": []},
    "an empty span": {"fragments": [[0, 0]]},
    "spans out of order": {"fragments": [[3, 5], [0, 2]]},
    "a span outside": {"fragments": [[0, 6]]},
    "a negative span": {"fragments": [[-2, 2]]},
    "a span of truth": {"fragments": [[False, 2], [3, 5]]},
    "a span of three": {"fragments": [[0, 2, 3]]},
    "no list of spans": {"fragments": {"a": 1}},
    "another quote": {"quote": "吉林延安"},
    "a list for a value": {"attributes": {"a": ["b"]}},
    "a list for attributes": {"attributes": []},
    "a text for a tag set": {"tagset": "t"},
    "more of a tag set": {"tagset": {"id": "t", "version": "1", "x": 1}},
    "a number for a version": {"tagset": {"id": "t", "version": 1}},
}


def test_what_is_read_at_once_is_the_same_field_by_field() -> None:
    read = 0
    for document in (*hard(), *corpus()):
        text = document.article.text
        found = [records.annotation_record(annotation) for annotation in document.annotations]
        for record, usual in zip(found, at_once(copy.deepcopy(found), text), strict=True):
            assert usual in (None, records.annotation(Fields(record), text))
            read += usual is not None
    assert read > 100


def test_a_plain_one_is_read_at_once() -> None:
    one, other = at_once([copy.deepcopy(PLAIN), SINGLE], TEXT)
    assert one == records.annotation(Fields(copy.deepcopy(PLAIN)), TEXT)
    assert one is not None and one.quote == "𠮷林延安"
    assert other == records.annotation(Fields(copy.deepcopy(SINGLE)), TEXT)


@pytest.mark.parametrize("why", DOUBTFUL)
def test_what_is_doubtful_is_left_to_a_closer_look(why: str) -> None:
    changed = {k: v for k, v in {**PLAIN, **DOUBTFUL[why]}.items() if v is not ...}
    for plain in (PLAIN, SINGLE):  # which it keeps no more than itself from being read
        before, doubtful, nonsense, after = at_once([plain, changed, [changed], plain], TEXT)
        assert before == after == records.annotation(Fields(copy.deepcopy(plain)), TEXT)
        assert doubtful is nonsense is None


def test_the_fragments_of_one_are_not_those_of_another() -> None:
    long = {**PLAIN, "id": "2", "fragments": [[0, 1], [1, 2], [3, 5]]}
    marks = [PLAIN, {**SINGLE, "id": "3"}, long, {**SINGLE, "id": "4"}] * 60
    assert at_once(marks, TEXT) == [records.annotation(Fields(one), TEXT) for one in marks]
