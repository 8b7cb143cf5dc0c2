"""Views of one source: right text, right script, right place."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.model import Emendation, Reading, View
from annotations.text.alignment import Span
from annotations.text.script import only_simplified, only_traditional
from annotations.text.views import Views
from tests.annotations.text.strategies import edits

NAMES = ("source", "clean", "hans", "hant")
SHARED = Path(__file__).parents[4] / "shared" / "articles"


def emended(text: str, changes: list[tuple[Span, str]]) -> Views:
    emendations = [
        Emendation(f"E{n}", span, new, status="accepted") for n, (span, new) in enumerate(changes)
    ]
    return Views(text, emendations)


@settings(max_examples=60)
@given(edits(), st.data())
def test_a_span_read_back_from_any_view_is_stable(
    case: tuple[str, list[tuple[Span, str]]], data: st.DataObject
):
    views = emended(*case)
    start = data.draw(st.integers(0, len(case[0])))
    span = Span(start, data.draw(st.integers(start, len(case[0]))))
    for name in NAMES:
        view = views.of(name)
        assert view.alignment.target_length == len(view.text)
        image = view.alignment.to_target(span)
        again = view.alignment.to_target(view.alignment.to_source(image))
        assert again == image


def test_each_view_of_a_dirty_traditional_text():
    text = "𠮷松江區(qū)的幹部著手對接。\n签约后，頭髮"
    views = emended(text, [(Span(4, 8), "")])
    assert views.of("source").text == text
    assert views.of("clean").text == "𠮷松江區的幹部著手對接。\n签约后，頭髮"
    assert views.of("hans").text == "𠮷松江区的干部着手对接。\n签约后，头发"
    assert views.of("hant").text == "𠮷松江區的幹部著手對接。\n簽約後，頭髮"


def test_only_accepted_emendations_with_a_replacement_change_the_clean_text():
    text = "甲乙丙丁"
    emendations = [
        Emendation("E1", Span(0, 1), "子", status="proposed"),
        Emendation("E2", Span(1, 2), "丑", status="rejected"),
        Emendation("E3", Span(2, 3), None, status="accepted"),
        Emendation("E4", Span(3, 4), "卯", status="accepted"),
    ]
    assert Views(text, emendations).of("clean").text == "甲乙丙卯"


def test_a_pinned_reading_replaces_the_conversion_there_and_nowhere_else():
    views = Views("资金链与金链", readings=[Reading(Span(2, 3), "s2tw", "鏈")])
    assert views.of("hant").text.startswith("資金鏈")
    assert views.of("hans").text == "资金链与金链"


def test_simplified_characters_left_in_a_traditional_text_stay_in_its_simplified_view():
    text = "這些設備怎么用，為什么缺人？干部下鄉后，里程更長了，看著。"
    assert (
        Views(text).of("hans").text == "这些设备怎么用，为什么缺人？干部下乡后，里程更长了，看着。"
    )


def test_a_text_in_the_wanted_script_is_shown_as_it_stands():
    simplified, traditional = "为什么后来里程", "臺灣的羣眾祕書在峯頂為何"
    assert Views(simplified).of("hans").text == simplified
    assert Views(traditional).of("hant").text == traditional


@pytest.mark.parametrize("place", range(3))
def test_two_hundred_spans_of_each_real_article_come_back_from_every_view(place: int):
    texts = sorted(SHARED.glob("*.txt"))
    if not texts:
        pytest.skip(f"no real articles at {SHARED}")
    views = Views(texts[place].read_bytes().decode())
    shown: list[View] = [views.of(name) for name in NAMES]
    chance = random.Random(place)
    for _ in range(200):
        start = chance.randrange(len(shown[0].text))
        span = Span(start, min(len(shown[0].text), start + chance.randint(1, 40)))
        for view in shown:
            assert view.alignment.to_source(view.alignment.to_target(span)) == span
    assert only_traditional().isdisjoint(views.of("hans").text)
    assert "幺" not in views.of("hans").text
    if views.script == "hans":
        assert only_simplified().isdisjoint(views.of("hant").text)
