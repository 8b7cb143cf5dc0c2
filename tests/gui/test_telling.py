"""What the card tells."""

from __future__ import annotations

from annotations.model import Doubt, Emendation, Span
from gui import telling

TEXT = "松江區(qū)舉行,\u200b\n走后，" + "很长的" * 40


def emended(start: int, end: int, new: str | None, **more: object) -> Emendation:
    return Emendation("e", Span(start, end), new, **more)  # type: ignore[arg-type]


def test_a_change_is_told_in_one_line_with_every_character_visible() -> None:
    assert telling.change(emended(3, 7, ""), TEXT) == "(qū) → 〔删去〕"
    assert telling.change(emended(9, 10, "，"), TEXT) == ", → ，"
    assert telling.change(emended(3, 7, None), TEXT) == "(qū) → 〔原字不详〕"
    assert "\u200b" not in telling.change(emended(10, 11, ""), TEXT)
    assert telling.change(emended(4, 4, "甲"), TEXT) == "〔插入〕 → 甲"
    assert "\n" not in telling.change(emended(11, 12, "\n\n"), TEXT)
    assert telling.change(emended(1, 3, ""), "江  松") == "〔空格〕 → 〔删去〕"


def test_a_long_passage_is_told_by_its_beginning() -> None:
    change = telling.change(emended(15, len(TEXT), ""), TEXT)
    assert len(change) < 60 and "…" in change


def test_candidates_are_told_best_first_and_odd_evidence_is_borne() -> None:
    ranked = [{"text": "动", "score": 0.8}, {"text": "对"}, {"score": 1}, "x"]
    known = emended(3, 7, None, kind="mojibake", rule="r", evidence={"candidates": ranked})
    assert telling.candidates(known) == ("动", "对")
    assert any("1 动　2 对" in line for line in telling.told(known, TEXT).lines)
    for odd in (None, "动", 3, {"text": "动"}):
        assert telling.candidates(emended(3, 7, None, evidence={"candidates": odd})) == ()


def test_a_zone_says_that_it_is_only_muted_until_it_is_accepted() -> None:
    zone = emended(0, 9, "", kind="boilerplate", rule="r")
    assert "淡化" in telling.told(zone, TEXT).text
    accepted = emended(0, 9, "", kind="boilerplate", rule="r", status="accepted")
    assert "淡化" not in telling.told(accepted, TEXT).text and "已采纳" in accepted_text(accepted)


def accepted_text(emendation: Emendation) -> str:
    return telling.told(emendation, TEXT).heading


def test_a_doubt_tells_source_cause_choices_and_how_to_choose() -> None:
    at = TEXT.index("后")
    for cause in ("character", "phrase", "overlay", "pinned"):
        told = telling.told(Doubt(Span(at, at + 1), "後", ("後", "后"), cause), TEXT)  # type: ignore[arg-type]
        assert told.reading == "后 → 後"
        assert told.heading == telling.CAUSES[cause]
        assert "後、后" in told.lines[0] and "右键" in told.lines[1]
