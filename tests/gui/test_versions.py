"""A conflict in words: what it is about, and only what its versions differ in."""

from __future__ import annotations

import json
from collections.abc import Mapping

from annotations import tagset
from annotations.model import Conflict, Step, Version
from gui.dialogs.versions import heading, told

TAGS = tagset.default()
STEP = Step("s", "retagged", {}, "乙", "2026-01-02T03:04:05.000Z")
MARK = {
    "id": "m",
    "label": "GOV",
    "fragments": "[[1200,1203]]",
    "quote": "浦东𠮷",
    "attributes": "{}",
    "note": None,
    "modified": "2026",
}


def conflict(*images: Mapping[str, object] | None, table: str = "annotation") -> Conflict:
    versions = tuple(Version(f"e{n}", STEP, image) for n, image in enumerate(images))
    return Conflict("a", table, "m", "changed", versions)


def test_only_what_differs_is_told() -> None:
    found = conflict(MARK, {**MARK, "label": "PERSON", "modified": "2027"})
    assert [told(version, found, TAGS) for version in found.versions] == [
        [("标签", "党政机构")],
        [("标签", "人名")],
    ]
    assert heading(found) == "标注“浦东𠮷”"


def test_places_attributes_and_empty_values_are_told_in_words() -> None:
    attributes = json.dumps({"type": "签约", "who": ["甲", "乙"]}, ensure_ascii=False)
    other = {**MARK, "fragments": "[[1,2],[3000,3002]]", "attributes": attributes, "note": ""}
    found = conflict(MARK, other)
    before, after = (dict(told(version, found, TAGS)) for version in found.versions)
    assert (before["位置"], after["位置"]) == ("1,200–1,203", "1–2，3,000–3,002")
    assert (before["属性"], after["属性"]) == ("〔无〕", "type：签约，who：甲、乙")
    assert (before["备注"], after["备注"]) == ("〔无〕", "〔空〕")


def test_against_a_deleted_one_the_other_is_told_whole() -> None:
    found = conflict(MARK, None)
    assert told(found.versions[1], found, TAGS) == []
    assert {name for name, _ in told(found.versions[0], found, TAGS)} >= {"标签", "文字", "位置"}


def test_a_setting_is_called_what_the_window_calls_it() -> None:
    images = ({"key": "overlay", "value": "[]"}, {"key": "overlay", "value": "[1]"})
    assert heading(conflict(*images, table="setting")) == "项目设置“转换表”"


def test_what_foreign_values_hide_is_made_visible() -> None:
    images = ({"title": "一\u202e二"}, {"title": "三"})
    assert "⟪RLO⟫" in heading(conflict({"title": "三"}, images[0], table="article"))
    found = conflict(*images, table="article")
    assert told(found.versions[0], found, TAGS) == [("标题", "一⟪RLO⟫二")]
