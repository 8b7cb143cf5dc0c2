"""What is offered for the slots of a measure, and what it lacks."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.measures import lacking, slots
from annotations.model import Emendation, Relation, Span
from annotations.tagset import default
from tests.annotations.measures.marked import marked

VISIT = (
    "会前通报。{GOV:{REGION:江城市}代表团}{MEASURE:赴{REGION:河州}、{REGION:山州}考察{SECTOR:养蜂}}，"
    "{DATE:去年5月}在{SITE:河州会堂}商定{QUANT:30亿元}。"
)


def test_the_slots_are_the_relations_that_lead_from_a_measure() -> None:
    wanted = ["party", "partner", "instrument", "place", "sector", "date", "quantity", "same_as"]
    assert list(marked(VISIT).slots("MEASURE")) == wanted


def test_names_inside_are_ticked_those_of_the_sentence_are_not() -> None:
    assert marked(VISIT).offered("MEASURE") == {
        "party": ["江城市代表团"],
        "partner": ["+河州", "+山州"],
        "place": ["河州会堂"],
        "sector": ["+养蜂"],
        "date": ["去年5月"],
        "quantity": ["30亿元"],
    }


@pytest.mark.parametrize(
    ("sentence", "slot"),
    [
        ("{MEASURE:与{REGION:河州}签约}。", "partner"),
        ("{MEASURE:與{REGION:河州}簽約}。", "partner"),
        ("{MEASURE:和{REGION:河州}签约}。", "partner"),
        ("{MEASURE:同“{REGION:河州}”签约}。", "partner"),
        ("{MEASURE:对{REGION:河州}开放}。", "partner"),
        ("{MEASURE:在{REGION:河州}办会}。", "place"),
        ("{MEASURE:落戶{REGION:河州}}。", "place"),
        ("{MEASURE:服务{REGION:河州}}。", "party"),
        ("{MEASURE:建{ZONE:河州园}}。", "party"),
        ("{MEASURE:签{DOC:《河州协议》}}。", "instrument"),
        ("{MEASURE:建{PROJECT:河州桥}}。", "party"),
    ],
)
def test_the_word_before_a_name_says_which_slot_it_is_for(sentence: str, slot: str) -> None:
    assert list(marked(sentence).offered("MEASURE")) == [slot]


def test_names_joined_by_and_are_equals_and_by_with_they_are_not() -> None:
    together = marked("{MEASURE:{REGION:江州}和{REGION:河州}签约}。").offered("MEASURE")
    assert together == {"party": ["+江州", "+河州"]}
    against = marked("{MEASURE:{REGION:江州}与{REGION:河州}签约}。").offered("MEASURE")
    assert against == {"party": ["+江州"], "partner": ["+河州"]}


def test_the_nearest_earlier_list_of_actors_is_offered_last() -> None:
    text = marked(
        "{REGION:远州}来过。{REGION:江州}、{REGION:河州}会谈。{GOV:办公室}说，{MEASURE:将建园区}。"
    )
    assert text.offered("MEASURE")["party"] == ["办公室", "江州", "河州"]


def test_a_document_and_a_date_hold_for_the_sentences_that_follow() -> None:
    text = marked("{DATE:5月}签{DOC:《约》}。{QUANT:3亿元}到账。{MEASURE:派干部挂职}。")
    assert text.offered("MEASURE") == {"instrument": ["《约》"], "date": ["5月"]}


def test_the_names_in_the_name_of_a_meeting_are_offered_too() -> None:
    text = marked("{MEASURE:{EVENT:{REGION:江州}{REGION:河州}座谈会}举行}。")
    assert text.offered("MEASURE")["party"] == ["+江州河州座谈会", "江州", "河州"]


def test_a_name_is_offered_once_the_one_inside_before_the_others() -> None:
    text = marked("{REGION:江州}说，{MEASURE:在会上{REGION:江州}签约}，{REGION:江州}高兴。")
    (offer,) = text.slots("MEASURE")["party"].offers
    assert offer.ticked and offer.annotation.fragments == (Span(7, 9),)


def test_residue_before_a_name_does_not_hide_the_word_that_leads_to_it() -> None:
    written = "{MEASURE:與(yǔ){REGION:河州}簽約}。"
    at = Emendation("e", Span(1, 5), "", "pinyin", "reading", "accepted")
    assert list(marked(written).offered("MEASURE")) == ["party"]
    assert list(marked(written, (at,)).offered("MEASURE")) == ["partner"]


def test_what_fills_a_slot_keeps_its_place_among_the_choices() -> None:
    text = marked(VISIT)
    before = [one.annotation.quote for one in text.slots("MEASURE")["partner"].choices]
    measure, second = text.one("MEASURE"), text.one("REGION", "山州")
    now = text.slots("MEASURE", (Relation("r", "partner", measure.id, second.id),))["partner"]
    assert [one.annotation.quote for one in now.choices] == before
    assert [one.relation for one in now.filled] == ["r"]
    assert [one.annotation.quote for one in now.offers] == ["河州"]


def test_what_fills_one_slot_is_offered_for_no_other() -> None:
    text = marked(VISIT)
    measure, taken = text.one("MEASURE"), text.one("REGION", "河州")
    found = text.slots("MEASURE", (Relation("r", "place", measure.id, taken.id),))
    assert [one.annotation.quote for one in found["place"].filled] == ["河州"]
    assert [one.annotation.quote for one in found["partner"].offers] == ["山州"]


def test_a_name_in_a_gap_of_a_measure_is_not_ticked() -> None:
    text = marked("{MEASURE:将与{REGION:河州}建园}。")
    whole = text.one("MEASURE")
    torn = replace(whole, fragments=(Span(0, 1), Span(4, 6)), quote="将建园")
    listed = [torn if one is whole else one for one in text.annotations]
    found = slots(torn, listed, (), text.clean, text.tagset)
    assert [o.ticked for slot in found for o in slot.offers] == [False]


def test_a_measure_lacks_what_its_tag_set_requires_and_one_side() -> None:
    text, tagset = marked(VISIT), default()
    measure = text.one("MEASURE")
    required = [("attribute", "type"), ("attribute", "status"), ("attribute", "level")]
    assert lacking(measure, (), tagset) == (*required, ("relation", "party"))
    told = replace(measure, attributes={"type": "VISIT", "status": "agreed", "level": "C"})
    for side in ("party", "partner"):
        link = Relation("r", side, measure.id, text.one("REGION").id)
        assert lacking(told, (link,), tagset) == ()
    assert lacking(text.one("REGION"), (), tagset) == ()


NAMES = st.sampled_from(
    ["{REGION:江州}", "{GOV:河州市政府}", "{DATE:5月}", "{REF:双方}", "{DOC:《约》}"]
)
PIECES = st.lists(
    st.one_of(NAMES, st.sampled_from(["与", "、", "和", "在", "𠮷", "。", "\n", "建"]))
)


@given(PIECES, PIECES.filter(bool), PIECES)
def test_every_offer_is_allowed_and_nothing_is_offered_twice(
    before: list[str], inside: list[str], after: list[str]
) -> None:
    written = "".join(before) + "{MEASURE:" + "".join(inside) + "}" + "".join(after)
    text = marked(written)
    measure = text.one("MEASURE")
    for slot in text.slots("MEASURE").values():
        quotes = [one.annotation.quote for one in slot.offers]
        assert len(quotes) == len(set(quotes))
        for offer in slot.offers:
            assert slot.rule.allows("MEASURE", offer.annotation.label)
            assert offer.ticked <= measure.hull.contains(offer.annotation.hull)
