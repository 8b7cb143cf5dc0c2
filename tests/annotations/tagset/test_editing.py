"""A tag set edited: what each edit does to the file, and what it asks of the annotations."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.errors import Refusal
from annotations.tagset import TagSet, default, parse
from annotations.tagset.editing import (
    Add,
    Edit,
    Item,
    Merge,
    Move,
    Put,
    Remove,
    Rename,
    Split,
    concerned,
    edited,
    raised,
    restore,
    retire,
)
from annotations.tagset.rewriting import Chosen, Marked, Rewrite

REGION, GOV = Item("entity", "REGION"), Item("entity", "GOV")


def after(*edits: Edit) -> TagSet:
    return edited(default(), edits).tagset


def refused(*edits: Edit) -> Refusal:
    with pytest.raises(Refusal) as caught:
        edited(default(), edits)
    return caught.value


def test_no_edit_leaves_the_tag_set_as_it_is_to_the_letter() -> None:
    assert edited(default(), []).tagset is default()


def test_every_edit_raises_the_version() -> None:
    assert after(Put(REGION, {"hue": 5})).version == "1.1"


@pytest.mark.parametrize(
    ("version", "next"),
    [("1.0", "1.1"), ("1.9", "1.10"), ("7", "8"), ("2024a", "2024a.1"), ("", ".1"), ("1.", "1..1")],
)
def test_the_last_number_of_a_version_is_raised(version: str, next: str) -> None:
    assert raised(version) == next


def test_fields_are_set_and_taken_away_and_the_others_stay() -> None:
    made = after(Put(REGION, {"key": "y", "hans": "地区", "definition": None}))
    label = made.labels["REGION"]
    assert (label.key, label.names.hans, label.definition) == ("y", "地区", "")
    assert label.names.hant == default().labels["REGION"].names.hant
    assert made.labels["GOV"] == default().labels["GOV"]


def test_two_keys_can_change_places_in_one_go() -> None:
    made = after(Put(REGION, {"key": "g"}), Put(GOV, {"key": "r"}))
    assert (made.by_key["g"].id, made.by_key["r"].id) == ("REGION", "GOV")


def test_unknown_keys_of_the_file_are_kept() -> None:
    toml = default().raw_toml.replace('id = "REGION"', 'id = "REGION"\nlater = { x = [1] }', 1)
    made = edited(parse(toml), [Rename(REGION, "区")]).tagset
    entry = tomllib.loads(made.raw_toml)["entity"][0]
    assert (entry["id"], entry["later"]) == ("区", {"x": [1]})


def test_a_new_entry_stands_behind_the_one_that_is_named_or_last() -> None:
    new = {"id": "SHIP", "hans": "船", "key": "x", "hue": 3, "hant": None}
    assert after(Add("entity", new, after="REGION")).entities[1].id == "SHIP"
    assert after(Add("entity", new)).entities[-1].names.hant == "船"


def test_an_entry_moves_to_another_place_of_its_table() -> None:
    ids = [label.id for label in default().entities]
    made = after(Move(GOV, 0))
    assert [label.id for label in made.entities] == ["GOV", *(id for id in ids if id != "GOV")]


def test_renaming_a_label_renames_it_wherever_the_rules_name_it() -> None:
    made = edited(default(), [Rename(REGION, "PLACE")])
    rules = {rule.id: rule for rule in made.tagset.relations}
    assert "PLACE" in rules["party"].targets and "REGION" not in rules["party"].targets
    assert [r.id for r in made.tagset.attributes_of("PLACE")] == ["certainty", "code"]
    assert made.rewrites == (Rewrite(Chosen("REGION"), label="PLACE"),)


def test_renaming_values_attributes_types_and_relations_asks_for_what_bears_them() -> None:
    made = edited(
        default(),
        [
            Rename(Item("value", "agreed", "status"), "signed"),
            Rename(Item("attribute", "code"), "gb"),
            Rename(Item("measure_type", "PARK"), "ZONES"),
            Rename(Item("relation", "party"), "actor"),
        ],
    )
    assert made.rewrites == (
        Rewrite(Chosen("MEASURE", (("status", "agreed"),)), value=("status", "agreed", "signed")),
        Rewrite(Chosen("REGION", (("code", None),)), attribute=("code", "gb")),
        Rewrite(Chosen("MEASURE", (("type", "PARK"),)), value=("type", "PARK", "ZONES")),
    )
    assert made.relations == {"party": "actor"}
    assert "ZONES" in made.tagset.by_type and "PARK" not in made.tagset.by_type


def test_merging_a_label_takes_it_away_and_leaves_its_rules_to_the_other() -> None:
    made = edited(default(), [Merge(REGION, "MACRO")])
    assert "REGION" not in made.tagset.labels
    assert [r.id for r in made.tagset.attributes_of("MACRO")] == ["certainty", "code"]
    targets = next(r.targets for r in made.tagset.relations if r.id == "party")
    assert targets.count("MACRO") == 1 and "REGION" not in targets
    assert made.rewrites == (Rewrite(Chosen("REGION"), label="MACRO"),)


def test_relations_are_merged_through_each_other_in_their_order() -> None:
    made = edited(
        default(),
        [
            Merge(Item("relation", "partner"), "party"),
            Rename(Item("relation", "party"), "actor"),
        ],
    )
    assert made.relations == {"partner": "actor", "party": "actor"}
    rule = next(r for r in made.tagset.relations if r.id == "actor")
    assert len(rule.targets) == len(set(rule.targets))


def test_merging_groups_moves_their_types() -> None:
    made = after(Merge(Item("measure_group", "exchange"), "social"))
    assert {t.hue for t in made.types if t.id in ("VISIT", "MEET")} == {7}


@pytest.mark.parametrize(
    "edit",
    [
        Merge(REGION, "REGION"),
        Merge(Item("attribute", "code"), "norm"),
        Merge(Item("measure_layer", "MEASURE"), "REGION"),
        Split(Item("relation", "party"), {"id": "x"}, Chosen()),
    ],
)
def test_what_cannot_be_one_is_refused(edit: Edit) -> None:
    assert refused(edit).key == "tagset-merge"


def test_a_label_cannot_become_a_measure() -> None:
    assert refused(Merge(REGION, "MEASURE")).key == "tagset-missing"


def test_a_part_of_a_label_is_like_it_and_has_its_rules() -> None:
    by = Chosen(quotes=frozenset({"沪"}))
    made = edited(default(), [Split(REGION, {"id": "SHORT", "hans": "简称", "key": "x"}, by)])
    old, new = made.tagset.entities[:2]
    assert (old.id, new.id, new.key, new.hue) == ("REGION", "SHORT", "x", old.hue)
    assert [r.id for r in made.tagset.attributes_of("SHORT")] == ["certainty", "code"]
    assert all(("SHORT" in r.targets) == ("REGION" in r.targets) for r in made.tagset.relations)
    assert made.rewrites == (Rewrite(Chosen("REGION", (), by.quotes), label="SHORT"),)


def test_a_measure_type_is_split_by_what_its_annotations_say() -> None:
    by = Chosen(attributes=(("status", "agreed"),))
    type = Item("measure_type", "PARK")
    (rewrite,) = edited(default(), [Split(type, {"id": "NEW", "code": "nw"}, by)]).rewrites
    assert rewrite.chosen == Chosen("MEASURE", (("type", "PARK"), ("status", "agreed")))
    assert rewrite.value == ("type", "PARK", "NEW")


def test_what_is_retired_is_known_but_not_offered_and_its_key_is_free() -> None:
    made = after(retire(GOV), Put(REGION, {"key": "g"}), retire(Item("measure_type", "PARK")))
    assert "GOV" in made.labels and "GOV" not in [label.id for label in made.offered]
    assert made.by_key["g"].id == "REGION"
    assert "pk" not in made.by_code and "PARK" in made.by_type
    assert made.look("GOV", {})[0].hans == "党政机构"


def test_restoring_is_refused_where_the_key_is_taken_by_now() -> None:
    back = edited(default(), [retire(GOV)]).tagset
    assert edited(back, [restore(GOV)]).tagset.by_key["g"].id == "GOV"
    with pytest.raises(Refusal, match="tagset-twice"):
        edited(back, [Put(REGION, {"key": "g"}), restore(GOV)])


def test_measures_that_are_retired_offer_no_types() -> None:
    made = after(retire(Item("measure_layer")))
    assert made.offered_types == () and "m" not in made.by_key


def test_removing_says_what_must_not_be_there() -> None:
    made = edited(default(), [Remove(REGION), Remove(Item("relation", "holds"))])
    assert "REGION" not in made.tagset.labels
    assert made.tagset.attributes_of("REGION") == default().attributes_of("GOV")
    assert made.unused == (("entity REGION", Chosen("REGION")),)
    assert made.idle == (("relation holds", "holds"),)


@pytest.mark.parametrize(
    ("edit", "key"),
    [
        (Put(Item("entity", "NONE"), {"hue": 1}), "tagset-missing"),
        (Put(REGION, {"key": "g"}), "tagset-twice"),
        (Put(REGION, {"hue": 9}), "tagset-wrong"),
        (Rename(REGION, "GOV"), "tagset-twice"),
        (Rename(REGION, ""), "tagset-missing"),
        (Add("entity", {"id": "X"}), "tagset-missing"),
        (Remove(Item("measure_group", "social")), "tagset-unknown"),
        (Put(Item("measure_type", "PARK"), {"code": "a"}), "tagset-twice"),
    ],
)
def test_what_the_parser_does_not_take_is_refused(edit: Edit, key: str) -> None:
    assert refused(edit).key == key


def test_an_edit_leaves_its_own_fields_alone() -> None:
    fields = {
        "id": "kind",
        "on": "GOV",
        "hans": "类",
        "type": "choice",
        "values": [{"id": "a", "hans": "甲"}],
    }
    edits = [Add("attribute", fields), Add("value", {"id": "b", "hans": "乙"}, of="kind")]
    once, twice = edited(default(), edits).tagset, edited(default(), edits).tagset
    assert once.raw_toml == twice.raw_toml
    assert [value.id for value in once.attributes[-1].values] == ["a", "b"]


def test_what_an_entry_concerns_is_told() -> None:
    assert concerned(default(), REGION) == (Chosen("REGION"),)
    assert concerned(default(), Item("attribute", "certainty")) == (
        Chosen("", (("certainty", None),)),
    )
    assert concerned(default(), Item("measure_group", "social")) == ()


# -- rewriting ------------------------------------------------------------------------------

ids = st.sampled_from("abc")
attributes = st.dictionaries(ids, ids | st.lists(ids, min_size=1, unique=True).map(tuple))


@given(attributes, ids, ids)
def test_a_renamed_attribute_loses_no_value(
    found: dict[str, str | tuple[str, ...]], old: str, new: str
) -> None:
    made = Rewrite(Chosen(), attribute=(old, new)).attributes_of(found)
    assert values(made) == values(found)
    assert old == new or old not in made


@given(attributes, ids, ids, ids)
def test_a_merged_value_stands_once_where_either_stood(
    found: dict[str, str | tuple[str, ...]], name: str, old: str, new: str
) -> None:
    made = Rewrite(Chosen(), value=(name, old, new)).attributes_of(found)
    assert made.keys() == found.keys()
    for key, value in found.items():
        parts = [value] if isinstance(value, str) else value
        wanted = {new if key == name and part == old else part for part in parts}
        now = made[key]
        assert set([now] if isinstance(now, str) else now) == wanted


def values(found: dict[str, str | tuple[str, ...]]) -> set[str]:
    parts: list[Sequence[str]] = [[v] if isinstance(v, str) else v for v in found.values()]
    return {value for part in parts for value in part}


def test_chosen_are_those_that_all_of_it_is_true_of() -> None:
    mark = Marked("A", "1", "REGION", {"code": ("22", "31")}, "𠮷林")
    assert Chosen().fits(mark)
    assert Chosen("REGION", (("code", "31"),), frozenset({"𠮷林"}), frozenset({("A", "1")})).fits(
        mark
    )
    assert not Chosen("GOV").fits(mark)
    assert not Chosen(attributes=(("code", "3"),)).fits(mark)
    assert not Chosen(attributes=(("norm", None),)).fits(mark)
    assert not Chosen(quotes=frozenset()).fits(mark)
    assert not Chosen(picked=frozenset({("B", "1")})).fits(mark)
