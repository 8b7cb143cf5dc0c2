"""References to several parties, and whom they mean."""

from __future__ import annotations

from annotations.suggest import all as suggesters
from annotations.suggest import propose
from annotations.suggest.passage import Passage


def _references(text: str) -> list[tuple[str, list[str], bool]]:
    asked = [suggesters()[name] for name in ("places", "collective")]
    found = propose(Passage(text), asked)
    return [
        (one.span.of(text), [s.span.of(text) for s in one.slots], all(s.ticked for s in one.slots))
        for one in found
        if one.label == "REF"
    ]


def test_a_reference_means_the_nearest_list_of_so_many_before_it():
    text = "浙江、四川、贵州三省参加。无锡市与延安市签约，两市将互派干部。"

    assert _references(text) == [("两市", ["无锡市", "延安市"], True)]


def test_a_chain_is_all_members_at_once():
    assert _references("川渝携手。会上，两地签约。") == [("两地", ["川渝"], True)]


def test_without_a_list_the_last_ones_named_are_offered_unticked():
    text = "奉贤区派人来到亳州，看了药市。双方签约。"

    assert _references(text) == [("双方", ["奉贤区", "亳州"], False)]


def test_a_word_that_sums_up_the_names_before_it_and_one_in_another_word_are_none():
    assert _references("川渝两地、四川和重庆两省市，第三方评估，供需双方，三方面的内容。") == []
