"""Views of one source: right text, right script, right place."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.model import Conversion, Emendation, OverlayEntry, Reading, View
from annotations.text.alignment import Span
from annotations.text.script import only_simplified, only_traditional
from annotations.text.units import Units
from annotations.text.views import HANS_CONFIGS, HANT_CONFIGS, Views
from tests.annotations.text.strategies import edits, texts

NAMES = ("source", "clean", "hans", "hant")


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


@settings(max_examples=60)
@given(edits())
def test_units_and_bytes_of_every_view_invert_each_other(case: tuple[str, list[tuple[Span, str]]]):
    views = emended(*case)
    for name in NAMES:
        shown = views.of(name).text.encode("utf-8", "ignore").decode("utf-8")
        units = Units(shown)
        for i in range(len(shown) + 1):
            assert units.from_utf16(units.to_utf16(i)) == units.from_utf8(units.to_utf8(i)) == i
        assert units.to_utf16(len(shown)) == len(shown.encode("utf-16-le")) // 2
        assert units.to_utf8(len(shown)) == len(shown.encode())


@settings(max_examples=80)
@given(
    texts,
    st.sampled_from(HANS_CONFIGS),
    st.sampled_from(HANT_CONFIGS),
    st.booleans(),
    st.data(),
)
def test_a_span_is_stable_in_every_variant(
    text: str, hans: str, hant: str, repair: bool, data: st.DataObject
):
    views = Views(text, conversion=Conversion(hans, hant, repair))
    start = data.draw(st.integers(0, len(text)))
    span = Span(start, data.draw(st.integers(start, len(text))))
    for name in NAMES:
        alignment = views.of(name).alignment
        assert alignment.source_length == len(text)
        assert alignment.target_length == len(views.of(name).text)
        image = alignment.to_target(span)
        assert not span or alignment.to_source(image).contains(span)
        assert alignment.to_target(alignment.to_source(image)) == image


def test_the_traditional_view_follows_the_chosen_region_and_words():
    text = "在网络时代,群里的程序员写软件。"
    shown = {c: Views(text, conversion=Conversion(hant=c)).of("hant").text for c in HANT_CONFIGS}
    assert shown["s2tw"] == "在網絡時代,群裡的程序員寫軟件。"
    assert shown["s2hk"] == "在網絡時代,羣裏的程序員寫軟件。"
    assert shown["s2twp"] == "在網路時代,群裡的程式設計師寫軟體。"


def test_words_of_another_length_stay_exactly_aligned():
    views = Views("用户使用端口。", conversion=Conversion(hant="s2twp"))
    view = views.of("hant")
    assert view.text == "使用者使用埠。"
    shown = view.alignment.to_target(Span(4, 6))
    assert shown.of(view.text) == "埠"
    assert view.alignment.to_source(Span(3, 5)).of("用户使用端口。") == "使用"


def test_half_converted_text_is_repaired_by_the_switch_alone():
    text = "國務院批復同意,干部后來在制造業里挂職,產業發展。\n第二段為發揚傳統。"
    assert Views(text).of("hant").text == text
    repaired = Views(text, conversion=Conversion(repair=True)).of("hant").text
    assert repaired == "國務院批覆同意,幹部後來在製造業裡掛職,產業發展。\n第二段為發揚傳統。"
    assert Views(text, conversion=Conversion(repair=True)).of("source").text == text


def test_the_projects_overlay_comes_before_everything():
    entry = OverlayEntry("hant", "资金链", "資金鍊", "for this test")
    assert Views("资金链").of("hant").text == "資金鏈"
    assert Views("资金链", conversion=Conversion(overlay=(entry,))).of("hant").text == "資金鍊"


def test_a_reading_pinned_under_one_region_holds_under_the_others():
    pinned = [Reading(Span(1, 2), "s2tw", "后")]
    for config in HANT_CONFIGS:
        views = Views("王后来了。", readings=pinned, conversion=Conversion(hant=config))
        assert views.of("hant").text.startswith("王后")
    assert Views("王后来了。", readings=pinned).of("hans").text == "王后来了。"


def test_zones_are_muted_until_they_are_judged():
    places = [("boilerplate", "proposed"), ("byline", "rejected"), ("duplicate", "accepted")]
    emendations = [
        Emendation(f"E{i}", Span(i, i + 1), "", kind, status=status)  # pyright: ignore[reportArgumentType]
        for i, (kind, status) in enumerate([*places, ("pinyin", "proposed")])
    ]
    views = Views("甲乙丙丁戊", emendations)
    assert views.zones == (Span(0, 1),)
    assert views.of("clean").text == "甲乙丁戊"


def test_doubts_lie_on_the_source_whatever_was_removed_before_them():
    text = "區(qū)里的头发。\n区(qū)里买面条,王后的发。"
    views = emended(text, [(Span(1, 5), ""), (Span(12, 16), "")])
    found = {doubt.span.start: doubt for doubt in views.doubts("hant")}
    assert {text[start] for start in found} >= {"里", "面", "发"}
    assert found[text.rindex("发")].choices == ("發", "髮")
    hant = views.of("hant")
    for doubt in found.values():
        assert hant.alignment.to_target(doubt.span).of(hant.text) == doubt.shown


def test_a_pinned_place_stays_a_doubt_that_can_be_unpinned():
    views = Views("干部", readings=[Reading(Span(0, 1), "s2tw", "乾")])
    assert views.of("hant").text == "乾部"
    pinned = [doubt for doubt in views.doubts("hant") if doubt.cause == "pinned"]
    assert [(doubt.span, doubt.shown) for doubt in pinned] == [(Span(0, 1), "乾")]
    assert "幹" in pinned[0].choices


@pytest.mark.parametrize("place", range(3))
def test_two_hundred_spans_of_each_real_article_come_back_from_every_view(
    shared_articles: list[Path], place: int
):
    views = Views(shared_articles[place].read_bytes().decode())
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
