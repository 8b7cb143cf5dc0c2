"""Sentences and safe text."""

from __future__ import annotations

from annotations import tagset
from annotations.errors import Refusal
from annotations.model import Step
from gui import wording


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


def test_numbers_have_their_thousands_parted() -> None:
    assert wording.count("chars", 12345) == "12,345 字"


def test_an_unknown_refusal_still_says_something() -> None:
    assert "no-such-key" in wording.refusal(Refusal("no-such-key", file="甲.txt"))
