"""What every detector owes, and what `propose` promises about all of them together."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import resources
from annotations import emend
from annotations.emend import merged, proposal
from annotations.model import PROVED, ZONES, Emendation, Span
from tests.annotations.emend import dirt
from tests.annotations.emend.clean import CLEAN, MEASURED

PIECES = """
臨江區(qū)|發(fā)|規劃?jiàn)V|新希望?!?/span>|<p>|</span>|&nbsp;|&ldquo;|#xff0c;|(www.abc123.com)
|鍖椾含|锟斤拷|來源：江口日報|责任编辑：马一|【打印】【关闭】|会议在滬舉行，|兩地簽署合作協議|qū)|qū|A|7|び
""".replace("\n", "").split("|")
SIGNS = [*"()?。,“” \u200b\ufeff\u00a0\ue78b\ufffd\n\u3000", "\r\n", "ä¸\xadå›½", "\u3000\u3000"]
soup = st.lists(st.sampled_from([*PIECES, *SIGNS]), max_size=14).map("".join)


def spoiled() -> str:
    site = {"區": "qū", "發": "fā", "業": "yè", "驅": "qū", "數": "shù", "務": "wù", "績": "jī"}
    return dirt.mirrored("\n".join(MEASURED), site, "eat", "!;:?,").text


def accepted(text: str, emendations: tuple[Emendation, ...]) -> str:
    """The text with every proved emendation applied; they share no character."""
    proved = [e for e in emendations if e.confidence == PROVED and e.replacement is not None]
    for e in sorted(proved, key=lambda e: e.span, reverse=True):
        text = text[: e.span.start] + (e.replacement or "") + text[e.span.end :]
    return text


def test_detectors_are_found_by_themselves() -> None:
    found = emend.detectors()
    assert {"pinyin", "mojibake", "html", "injected", "invisible"} <= set(found)
    assert {detector.kind for detector in found.values()} <= set(emend.KINDS)
    rules = [rule for detector in found.values() for rule in detector.rules]
    assert len(rules) == len(set(rules))


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_every_rule_and_kind_is_worded(language: str) -> None:
    messages = resources.messages(language)
    rules = [f"rule-{rule}" for d in emend.detectors().values() for rule in d.rules]
    for key in (*rules, *(f"kind-{kind}" for kind in emend.KINDS)):
        assert messages[key]


@settings(max_examples=30)
@given(soup)
@example(spoiled())
def test_each_detector_keeps_to_its_rules_and_fills_their_message(text: str) -> None:
    for detector in emend.detectors().values():
        found = list(detector.detect(text))
        assert found == list(detector.detect(text))
        for e in found:
            assert e.kind == detector.kind
            assert e.rule in detector.rules
            assert 0 <= e.span.start <= e.span.end <= len(text)
            assert e.confidence is not None and 0 < e.confidence <= PROVED
            assert e.span or e.replacement
            assert e.replacement is None or e.replacement != e.span.of(text) or e.kind in ZONES
            for language in ("zh_CN", "en"):
                assert "?" not in resources.worded(f"rule-{e.rule}", _silent(e), language)


def _silent(e: Emendation) -> dict[str, object]:
    """The evidence without question marks of the text itself."""
    return {
        name: value.replace("?", "") if isinstance(value, str) else value
        for name, value in e.evidence.items()
    }


@settings(max_examples=30)
@given(soup)
@example(spoiled())
def test_proposals_never_partly_overlap(text: str) -> None:
    found = emend.propose(text)
    assert [e.span for e in found] == sorted(e.span for e in found)
    for one, other in combinations(found, 2):
        if one.kind in ZONES or other.kind in ZONES:
            assert (
                one.span.contains(other.span)
                or other.span.contains(one.span)
                or (not one.span.overlaps(other.span))
            )
        else:
            assert not one.span.overlaps(other.span)
            assert one.span != other.span


@settings(max_examples=30)
@given(soup)
@example(spoiled())
def test_what_is_proved_is_mended_for_good(text: str) -> None:
    found = emend.propose(text)
    for kind in ("pinyin", "html", "invisible"):
        mine = tuple(e for e in found if e.kind == kind)
        again = emend.propose(accepted(text, mine))
        clean = accepted(text, mine)
        left = [e for e in again if e.kind == kind and e.confidence == PROVED]
        assert all(e.span.of(clean) not in {m.span.of(text) for m in mine} for e in left)


@pytest.mark.parametrize("text", [*CLEAN, *MEASURED])
def test_clean_text_gives_nothing_at_the_level_of_characters(text: str) -> None:
    kinds = {"pinyin", "mojibake", "html", "invisible", "injected"}
    assert [e for e in emend.propose(text) if e.kind in kinds and e.span.of(text) != "\u3000"] == []


def test_of_what_overlaps_the_kind_that_comes_first_stays() -> None:
    tag = proposal(Span(2, 6), "", "html", "html-tag", 1.0)
    residue = proposal(Span(4, 8), "", "pinyin", "pinyin-reading", 1.0)
    behind = proposal(Span(6, 8), "", "invisible", "invisible-zero-width", 1.0)
    assert merged([residue, behind, tag]) == (tag, behind)


def test_zones_hold_what_lies_inside_and_suppress_what_crosses_their_edge() -> None:
    zone = proposal(Span(5, 20), "", "boilerplate", "boilerplate-share", 0.9)
    inside = proposal(Span(5, 8), "", "pinyin", "pinyin-reading", 1.0)
    across = proposal(Span(18, 22), "", "html", "html-tag", 1.0)
    nested = proposal(Span(10, 20), "", "byline", "byline-source", 0.9)
    crossing = proposal(Span(15, 30), "", "duplicate", "duplicate-line", 0.9)
    assert merged([zone, inside, across, nested, crossing]) == (inside, zone, nested)


def test_two_insertions_at_one_place_are_one_too_many() -> None:
    once = proposal(Span(3, 3), "\n", "paragraph", "paragraph-lost-break", 0.9)
    twice = proposal(Span(3, 3), ",", "punctuation", "punctuation-width", 0.9)
    assert merged([twice, once]) == (once,)


def test_on_real_articles_the_candidates_are_no_part_of_the_text(
    shared_articles: list[Path],
) -> None:
    for path in shared_articles:
        text = path.read_text(encoding="utf-8")
        found = emend.propose(text)
        assert found == emend.propose(text)
        for e in found:
            assert e.kind != "mojibake" or (e.replacement is None and e.confidence != PROVED)


def test_in_what_is_far_too_long_for_an_article_nothing_is_looked_for() -> None:
    assert emend.propose("区(qū)" * 4)
    assert emend.propose("区(qū)" * (emend.LONGEST // 5 + 1)) == ()
