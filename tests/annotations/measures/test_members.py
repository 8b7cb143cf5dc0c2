"""What references mean, which names are the same, who holds which office."""

from __future__ import annotations

import pytest

from annotations.measures import lacking, slots
from annotations.measures.members import counted
from annotations.model import Relation
from tests.annotations.measures.marked import marked


@pytest.mark.parametrize(
    ("reference", "many"),
    [("双方", 2), ("兩地", 2), ("三省一市", 4), ("四方", 4), ("各方", None), ("三地", 3)],
)
def test_a_reference_says_how_many_it_means(reference: str, many: int | None) -> None:
    assert counted(reference) == many


@pytest.mark.parametrize(
    ("written", "offered"),
    [
        ("{REGION:江州}与{REGION:河州}会谈，{REF:双方}签约。", ["+江州", "+河州"]),
        (
            "{REGION:江州}、{REGION:河州}会谈。{REGION:山州}旁听。{REF:兩地}签约。",
            ["+江州", "+河州", "山州"],
        ),
        ("{REGION:江州}赴{REGION:河州}考察，{REF:双方}签约。", ["江州", "河州"]),
        ("{REGION:河沪}{REF:两地}签约。", ["+河沪"]),
        (
            "{GOV:{REGION:江州}市政府}与{COMPANY:河厂}会谈，{REF:双方}签约。",
            ["+江州市政府", "+河厂"],
        ),
        ("{REGION:江州}与{COMPANY:河厂}到{REGION:山州}，{REF:两地}签约。", ["江州", "山州"]),
        ("{REF:双方}签约。", []),
    ],
)
def test_a_reference_is_offered_the_nearest_list_of_as_many(
    written: str, offered: list[str]
) -> None:
    assert marked(written).offered("REF").get("refers_to", []) == offered


def test_a_joined_name_counts_as_many_regions_as_it_has_codes() -> None:
    codes = {"江河": {"code": ("310000", "350400")}}
    text = marked("{REGION:江河}一体化。{REGION:山州}也来。{REF:两地}签约。", attributes=codes)
    assert text.offered("REF")["refers_to"] == ["+江河", "山州"]


def test_a_reference_lacks_what_it_refers_to() -> None:
    text = marked("{REGION:江州}与{REGION:河州}会谈，{REF:双方}签约。")
    assert lacking(text.one("REF"), (), text.tagset) == (("relation", "refers_to"),)


def test_an_abbreviation_is_offered_the_name_it_abbreviates() -> None:
    text = marked("{GOV:国家河务改革会}说，{GOV:河改会}已办，{GOV:山林局}未办。")
    assert text.offered("GOV") == {"same_as": ["河改会"]}


def test_the_office_directly_before_a_name_is_ticked() -> None:
    text = marked("{OFFICE:江州市长}{PERSON:王某某}、{OFFICE:河州市长}李某到会。")
    assert text.offered("PERSON")["holds"] == ["+江州市长", "河州市长"]


def test_a_later_reference_means_what_an_earlier_one_was_linked_to() -> None:
    text = marked(
        "{REGION:江州}到{REGION:河州}。{REF:双方}签约。{REGION:山州}、{REGION:石州}旁听。"
        "{REF:雙方}又签约。"
    )
    first, second = (one for one in text.annotations if one.label == "REF")
    meant = [text.one("REGION", "江州").id, text.one("REGION", "河州").id]
    links = tuple(Relation(f"r{n}", "refers_to", first.id, id) for n, id in enumerate(meant))
    found = slots(second, text.annotations, links, text.clean, text.tagset)
    assert [one.id for slot in found for one in slot.ticked] == meant


@pytest.mark.parametrize(
    ("reference", "offered"),
    [("两市", "江州市"), ("两省", "山省"), ("两企", "河厂"), ("两院", "石院")],
)
def test_a_reference_means_what_its_word_says(reference: str, offered: str) -> None:
    text = marked(
        "{REGION:江州市}说。{REGION:山省}说。{COMPANY:河厂}说。{INST:石院}说。{REF:"
        + reference
        + "}签约。"
    )
    assert text.offered("REF") == {"refers_to": [offered]}
