"""What files call labels becomes what the tag set calls them, or is added to it."""

from __future__ import annotations

import pytest

from annotations import tagset
from annotations.errors import Refusal
from annotations.tagset.editing import edited
from annotations.tagset.mapping import LabelMap, Name, additions, parsed

OURS = tagset.default()


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("REGION", "REGION"),
        ("region", "REGION"),
        ("行政区", "REGION"),
        ("行政區", "REGION"),
        ("Administrative Region", "REGION"),
        ("PER", "PERSON"),
        ("人名", "PERSON"),
        ("name", "PERSON"),
        ("GPE", "REGION"),
        ("company", "COMPANY"),
        ("ORG", None),
        ("scene", None),
        ("", None),
    ],
)
def test_a_label_is_known_by_id_by_any_name_or_by_its_usual_other_names(
    name: str, id: str | None
) -> None:
    assert LabelMap(OURS).of(Name("label", name)) == id


def test_what_the_file_shows_for_a_label_counts_too() -> None:
    assert LabelMap(OURS).of(Name("label", "U_4E3B", "日期时段")) == "DATE"


def test_every_shipped_label_keeps_its_id() -> None:
    for known in tagset.shipped().values():
        for id in known.labels:
            assert LabelMap(known).of(Name("label", id)) == id


def test_cluener_and_ontonotes_meet_where_they_mean_the_same() -> None:
    cluener, ontonotes = tagset.shipped()["cluener"], tagset.shipped()["ontonotes-5"]
    assert LabelMap(cluener).of(Name("label", "PERSON")) == "name"
    assert LabelMap(ontonotes).of(Name("label", "organization")) == "ORG"
    assert LabelMap(ontonotes).of(Name("label", "姓名")) == "PERSON"


def test_a_name_that_two_labels_have_is_not_guessed() -> None:
    doubled = OURS.raw_toml.replace('hans = "媒体"', 'hans = "社团商会"')
    assert LabelMap(tagset.parse(doubled)).of(Name("label", "社团商会")) is None


def test_what_a_person_said_comes_first() -> None:
    given = parsed(["REGION=ZONE", "PER=", "relation:Alias=same_as", "attribute:x = certainty"])
    names = LabelMap(OURS, given)
    assert names.of(Name("label", "REGION")) == "ZONE"
    assert names.of(Name("label", "PER")) == ""
    assert names.of(Name("relation", "Alias")) == "same_as"
    assert names.of(Name("attribute", "x")) == "certainty"
    assert names.of(Name("label", "x")) is None


@pytest.mark.parametrize("word", ["REGION", "=ZONE", "relation:=x", ""])
def test_a_word_that_says_nothing_is_refused(word: str) -> None:
    with pytest.raises(Refusal, match="map-unclear"):
        parsed([word])


def test_what_is_unknown_is_added_with_free_keys_and_hues() -> None:
    names = [Name("label", "Person1", "人"), Name("label", "自定 签"), Name("relation", "Alias")]
    names += [Name("attribute", "Negation"), Name("label", "Person1", "别名"), names[0]]
    names.insert(0, Name("label", "Person1"))
    made = edited(OURS, additions(OURS, names)).tagset
    added = made.labels["Person1"]
    assert (added.names.hans, made.labels["自定 签"].names.en) == ("人", "自定 签")
    assert len(made.by_key) >= len(OURS.by_key)
    assert made.version != OURS.version
    (relation,) = (rule for rule in made.relations if rule.id == "Alias")
    assert relation.allows("Person1", "REGION")
    assert any(rule.id == "Negation" and rule.applies_to("自定 签") for rule in made.attributes)


def test_any_number_of_labels_can_be_added_at_once() -> None:
    empty = tagset.shipped()["empty"]
    names = [Name("label", f"L{n}") for n in range(100)]
    made = edited(empty, additions(empty, names)).tagset
    assert set(made.labels) == {name.name for name in names}
    hues = [label.hue for label in made.entities]
    assert max(map(hues.count, hues)) - min(map(hues.count, hues)) <= 1
