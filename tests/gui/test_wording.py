"""Sentences and safe text."""

from __future__ import annotations

import socket
from dataclasses import replace
from typing import get_args

import resources
from annotations import emend, tagset
from annotations.errors import Refusal
from annotations.model import META_FIELDS, Emendation, Span, Step
from annotations.store.listing import Sort
from gui import language, wording


def test_characters_that_reorder_a_title_are_shown_as_marks() -> None:
    assert wording.plain("報\u202eabc𠮷\n區(qū)") == "報⟪RLO⟫abc𠮷 區(qū)"


def test_a_tool_tip_shows_markup_as_text() -> None:
    tip = wording.tip('<img src="file:///etc/passwd">\n乙')
    assert "<img" not in tip
    assert "&lt;img" in tip
    assert "<br>乙" in tip


def test_a_step_is_named_by_what_it_did_also_when_it_was_undone() -> None:
    tags = tagset.default()
    made = Step("1", "annotated", {"label": "GOV"}, "甲", "2026-01-01T00:00:00.000Z")
    undone = Step("2", "undone", {"key": "annotated", "args": dict(made.args)}, "甲", made.at)
    assert wording.step(made, tags) == wording.step(undone, tags)
    assert "党政机构" in wording.step(made, tags)
    assert wording.step(None, tags) == ""


def test_every_order_of_the_list_and_every_known_field_has_its_word() -> None:
    assert set(wording.SORTS) == set(get_args(Sort))
    assert {"title", *META_FIELDS} == set(wording.META)


def test_numbers_have_their_thousands_parted() -> None:
    assert wording.count("chars", 12345) == "12,345 字"


def test_an_unknown_refusal_still_says_something() -> None:
    assert "no-such-key" in wording.refusal(Refusal("no-such-key", file="甲.txt"))


def test_every_rule_of_every_detector_has_a_short_name_and_a_reason() -> None:
    for detector in emend.detectors().values():
        assert detector.kind in wording.KINDS
        for spoken in language.LANGUAGES:
            known = resources.messages(spoken)
            wanted = {f"{part}-{rule}" for rule in detector.rules for part in ("name", "rule")}
            assert wanted <= known.keys()
        names = [wording.rule(detector.kind, rule) for rule in detector.rules]
        assert len(set(names)) == len(names), "rules of a kind are told apart by their names"


def test_a_rule_that_nobody_knows_is_called_by_its_kind_and_id() -> None:
    assert wording.rule("pinyin", "of-a-plug-in") == "拼音残留（of-a-plug-in）"
    assert wording.rule("pinyin", "") == "拼音残留"
    assert wording.rule("", "of-a-plug-in") == "of-a-plug-in"


def test_what_stands_alone_in_a_line_begins_with_a_capital_in_english(qapp: object) -> None:
    language.speak("en")
    try:
        assert wording.kind("pinyin") == "Pinyin residue"
        assert wording.rule("pinyin", "pinyin-torn") == "Torn residue"
        assert wording.count("chars", 1) == "1 character"
    finally:
        language.speak(language.SOURCE)


def test_a_confidence_is_a_word_only_where_it_is_proved() -> None:
    sure = Emendation("1", Span(0, 1), "", confidence=1.0)
    assert wording.confidence(sure) == "可证" and wording.is_proved(sure)
    assert wording.confidence(replace(sure, confidence=0.996)) == "99%"
    assert wording.confidence(replace(sure, confidence=None)) == ""
    assert not wording.is_proved(replace(sure, replacement=None))


def test_what_one_cannot_see_gets_a_mark() -> None:
    assert wording.seen("甲\u200b\r\n\ue78b𠮷") == "甲⟪200B⟫¶⟪E78B⟫𠮷"


def test_who_has_a_project_is_told_in_words() -> None:
    here, there = f"123@{socket.gethostname()}", "77@bureau\u202e"
    assert wording.holder(here) == "另一个窗口（进程 123）"
    assert wording.holder("77@bureau") == "bureau 上的丹铅（进程 77）"
    assert wording.holder("?") == "?" and wording.holder("") == ""
    assert "⟪RLO⟫" in wording.holder(there)


def test_what_keeps_a_project_from_being_written_is_told_shortly() -> None:
    full = Refusal("disk-full", file="/a/very/long/path/稿𠮷.danqian")
    assert "/a/very" not in wording.obstacle(full) and "稿𠮷.danqian" in wording.obstacle(full)
    held = Refusal("project-locked", file="/a/p.danqian", holder="7@bureau")
    assert "bureau 上的丹铅（进程 7）" in wording.obstacle(held)


def test_every_damage_that_can_be_restored_has_its_sentence() -> None:
    from gui.doing.safekeeping import RESTORABLE

    for key in RESTORABLE:
        told = wording.damage(Refusal(key, file="p.danqian", reason="r"))
        assert "danqian restore" not in told and key not in told
