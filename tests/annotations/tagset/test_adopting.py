"""Another tag set in place of a project's own: what is in use stays."""

from __future__ import annotations

import pytest

from annotations.errors import Refusal
from annotations.tagset import default, shipped
from annotations.tagset.adopting import Kept, Used, adopt

NOTHING = Used({}, {}, {})
OTHER = shipped()["ontonotes-5"]


def test_a_file_is_taken_to_the_letter_where_nothing_of_ours_is_in_use() -> None:
    adopted = adopt(default(), OTHER.raw_toml, NOTHING)
    assert adopted.tagset.raw_toml == OTHER.raw_toml and adopted.kept == ()


def test_what_is_in_use_and_not_in_the_file_is_kept_retired() -> None:
    used = Used({"REGION": 3, "PERSON": 2, "MEASURE": 1}, {"PARK": 1}, {"party": 4, "same_as": 1})
    adopted = adopt(default(), OTHER.raw_toml, used)
    made = adopted.tagset
    assert adopted.kept == (
        Kept("measure_layer", "MEASURE", 1),
        Kept("entity", "REGION", 3),
        Kept("measure_type", "PARK", 1),
        Kept("relation", "party", 4),
    )
    assert made.labels["REGION"].retired and made.measure.retired and made.by_type["PARK"].retired
    assert [label.id for label in made.offered] == [label.id for label in OTHER.entities]
    assert set(made.by_key) == set(OTHER.by_key)
    assert made.look("MEASURE", {"type": "PARK"})[0].hans == "园区共建"
    party = next(rule for rule in made.relations if rule.id == "party")
    assert party.retired and party.allows("MEASURE", "REGION")


def test_a_version_that_we_have_with_other_content_is_raised() -> None:
    toml = default().raw_toml.replace('hans = "行政区"', 'hans = "政区"', 1)
    assert adopt(default(), toml, NOTHING).tagset.version == "1.1"
    assert adopt(default(), default().raw_toml, NOTHING).tagset.version == "1.0"


def test_a_label_that_is_the_others_measure_is_not_kept_twice() -> None:
    toml = OTHER.raw_toml + '\n[measure_layer]\nid = "REGION"\nhans = "区"\nkey = "k"\n'
    adopted = adopt(default(), toml, Used({"REGION": 1}, {}, {}))
    assert adopted.kept == () and adopted.tagset.measure.id == "REGION"


@pytest.mark.parametrize("toml", ["x = ", "schema = 2", ""])
def test_a_bad_file_is_refused_as_by_the_parser(toml: str) -> None:
    with pytest.raises(Refusal, match="tagset-"):
        adopt(default(), toml, NOTHING)
