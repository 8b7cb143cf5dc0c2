"""Tag sets: what the shipped one says, and how a broken one is refused."""

from __future__ import annotations

import pytest

import resources
from annotations.errors import Refusal
from annotations.tagset import Names, default, parse, shipped

TOML = resources.text("tagsets/cooperation.toml")


def test_the_default_is_shipped_and_keeps_its_text_to_the_letter():
    assert shipped()[default().id] is default()
    assert default().raw_toml == TOML
    assert default().ref.version == default().version


def test_every_key_and_code_of_the_default_finds_its_label():
    tagset = default()
    assert tagset.by_key["r"].id == "REGION"
    assert tagset.by_key["m"] is tagset.measure
    assert tagset.by_code["ag"].id == "AGREE"
    assert len(tagset.by_key) == len(tagset.entities) + 1
    assert len(tagset.by_code) == len(tagset.types)
    assert {label.hue for label in tagset.entities} <= set(range(1, 9))
    assert tagset.labels["REF"].slot_only


def test_a_measure_looks_like_its_type_and_a_type_like_its_group():
    names, hue, form = default().look("MEASURE", {"type": "PARK"})
    assert (names.hans, hue, form) == ("园区共建", 3, "outlined")
    assert default().look("MEASURE", {})[0].hans == "合作措施"
    assert default().look("MEASURE", {"type": "none"})[0].hans == "合作措施"
    assert default().look("REGION", {"type": "PARK"})[0].hans == "行政区"


def test_an_unknown_label_shows_its_id_always_in_the_same_hue():
    names, hue, form = default().look("外來", {})
    assert names.of("en") == "外來"
    assert 1 <= hue <= 8 and form == "filled"
    assert default().look("外來", {})[1] == hue


@pytest.mark.parametrize(
    ("language", "name"),
    [
        *(("zh_CN", "简"), ("hans", "简"), ("zh-Hant-TW", "繁"), ("zh_TW", "繁"), ("hant", "繁")),
        *(("en", "E"), ("fr", "E")),
    ],
)
def test_names_are_by_language(language: str, name: str):
    assert Names("简", "繁", "E").of(language) == name


def test_attributes_and_relations_know_what_they_are_for():
    tagset = default()
    assert [rule.id for rule in tagset.attributes_of("REGION")] == ["certainty", "code"]
    assert [rule.kind for rule in tagset.attributes_of("MEASURE")][:2] == ["measure_type", "choice"]
    rules = {rule.id: rule for rule in tagset.relations}
    assert rules["party"].allows("MEASURE", "REGION")
    assert not rules["party"].allows("REGION", "MEASURE")
    assert rules["refers_to"].allows("REF", "anything")
    assert rules["cooperates"].derived


@pytest.mark.parametrize(
    ("old", "new", "key", "place"),
    [
        ("schema = 1", "schema = 2", "tagset-newer", None),
        ("schema = 1", "schema = ", "tagset-not-toml", None),
        ('version = "1.0"', "", "tagset-missing", "tag set"),
        ('version = "1.0"', "version = 1.0", "tagset-wrong", "tag set"),
        ('key = "b"', 'key = "r"', "tagset-twice", "entity MACRO"),
        ('key = "b"', 'key = "bb"', "tagset-wrong", "entity MACRO"),
        ('id = "MACRO"', 'id = "REGION"', "tagset-twice", "entity REGION"),
        ('id = "MACRO"', 'id = ""', "tagset-missing", "entity "),
        ('id = "MACRO"', "", "tagset-missing", "entity 2"),
        ("hue = 1", "hue = 9", "tagset-wrong", "entity REGION"),
        ('form = "filled"', 'form = "round"', "tagset-wrong", "entity REGION"),
        ('code = "me"', 'code = "ag"', "tagset-twice", "measure_type MECH"),
        ('code = "me"', 'code = "a"', "tagset-twice", "measure_type MECH"),
        ('group = "exchange"', 'group = "none"', "tagset-unknown", "measure_type VISIT"),
        ('on = "DATE"', 'on = "DAY"', "tagset-unknown", "attribute norm"),
        ('to = ["SECTOR"]', 'to = ["FIELD"]', "tagset-unknown", "relation sector"),
        ('from = ["PERSON"]', 'from = "PERSON"', "tagset-wrong", "relation holds"),
        ('use = "required"', 'use = "maybe"', "tagset-wrong", "attribute type"),
        ('hans = "行政区"', "", "tagset-missing", "entity REGION"),
        ("many = true", "many = 1", "tagset-wrong", "attribute code"),
        ('"#053559"]', "]", "tagset-wrong", "palette"),
        ('"#053559"', '"url(file:///x)"', "tagset-wrong", "palette"),
        ('light_ink = "#FFFFFF"', 'light_ink = ""', "tagset-wrong", "palette"),
        ("schema = 1", "a." * 200 + "a = 1", "tagset-too-large", None),
        ("schema = 1", "# 长\n" * 200_000, "tagset-too-large", None),
    ],
)
def test_a_broken_tag_set_is_refused_with_its_place(
    old: str, new: str, key: str, place: str | None
):
    assert old in TOML
    with pytest.raises(Refusal) as caught:
        parse(TOML.replace(old, new, 1))
    assert caught.value.key == key
    assert caught.value.values.get("place") == place


def test_keys_that_we_do_not_know_are_left_alone():
    assert parse(TOML.replace("schema = 1", 'schema = 1\nlater = "x"', 1)).id == default().id


def test_a_tag_set_without_measures_has_none_by_any_key_or_id():
    tagset = shipped()["cluener"]
    assert not tagset.measure.id and "" not in tagset.labels and "" not in tagset.by_key
    assert tagset.by_key["m"].id == "movie" and tagset.offered_types == ()
    assert tagset.look("", {})[0].hans == ""


def test_an_attribute_may_be_for_more_labels_than_one():
    tagset = parse(TOML.replace('on = "DATE"', 'on = "DATE"\nalso = ["EVENT"]', 1))
    rule = next(rule for rule in tagset.attributes if rule.id == "norm")
    assert rule.applies_to("DATE") and rule.applies_to("EVENT") and not rule.applies_to("GOV")
    with pytest.raises(Refusal, match="tagset-unknown"):
        parse(TOML.replace('on = "DATE"', 'on = "DATE"\nalso = ["DAY"]', 1))
