"""Characters of several readings, and the places where a conversion is in doubt."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.model import OverlayEntry
from annotations.text.conversion import CONFIGS, candidates, convert, doubts
from tests.annotations.text.biased import texts


def marked(text: str, config: str = "s2tw") -> list[tuple[str, str, str]]:
    return [(d.span.of(text), d.shown, d.cause) for d in doubts(text, config)]


def test_the_readings_of_a_character_are_the_dictionary_s_best_first():
    assert candidates("发", "hant")[:2] == ("發", "髮")
    assert set("幹乾干") <= set(candidates("干", "hant"))
    assert candidates("乾", "hans")[0] == "干"
    assert candidates("甲", "hant") == ("甲",)


def test_a_character_that_no_word_decides_is_in_doubt():
    assert marked("一江发。") == [("发", "發", "character")]
    (doubt,) = doubts("一江发。", "s2tw")
    assert set(doubt.choices) == {"發", "髮"}
    assert doubt.choices[0] == "發"


def test_a_short_word_that_takes_another_reading_is_in_doubt_and_a_long_one_is_not():
    assert marked("头发。") == [("发", "髮", "phrase")]
    assert marked("理发师。") == []


def test_what_a_word_settles_or_everyone_knows_is_not_marked():
    assert marked("我们了解发展、方面、公里、制度，开会了，只有这么一个。") == []


def test_a_correction_of_ours_is_marked_and_a_word_we_only_protect_is_not():
    assert marked("资金链") == [("链", "鏈", "overlay")]
    assert marked("上海干部发展") == []


def test_a_line_of_the_project_that_changes_something_is_marked():
    lines = [OverlayEntry("hant", "头发", "頭發")]
    (doubt,) = doubts("头发", "s2tw", overlay=lines)
    assert (doubt.shown, doubt.cause, set(doubt.choices)) == ("發", "overlay", {"發", "髮"})


def test_forms_of_a_region_are_no_doubt_but_shown_in_its_form():
    assert marked("群众在峰会上吃饭") == []
    (doubt,) = doubts("亳州里。", "s2tw")
    assert set(doubt.choices) == {"裡", "里"}


@settings(max_examples=100)
@given(texts, st.sampled_from(CONFIGS))
def test_every_doubt_is_one_character_shown_as_one_of_several_choices(text: str, config: str):
    result, alignment = convert(text, config)
    found = doubts(text, config)
    assert [d.span for d in found] == sorted({d.span for d in found})
    for doubt in found:
        assert len(doubt.span) == 1
        assert alignment.to_target(doubt.span).of(result) == doubt.shown
        assert doubt.shown in doubt.choices
        assert len(set(doubt.choices)) == len(doubt.choices) > 1


@pytest.mark.parametrize("config", ["t2tw", "tw2t", "t2jp", "jp2t"])
def test_between_forms_of_one_script_nothing_is_in_doubt(config: str):
    assert doubts("里裏发發", config) == ()
