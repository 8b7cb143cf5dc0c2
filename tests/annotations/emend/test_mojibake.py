"""Mojibake: every run found whole, nothing found in clean text, the truth among the candidates."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from annotations.emend import likelihood, mojibake, onsets, pinyin, readings, slip
from annotations.model import PROVED, Emendation
from tests.annotations.emend import dirt
from tests.annotations.emend.clean import CLEAN, MEASURED

LOST = "\ufffd"


def found(text: str) -> list[Emendation]:
    return list(mojibake.detect(text))


def candidates(emendation: Emendation) -> list[str]:
    listed = emendation.evidence["candidates"]
    assert isinstance(listed, list)
    return [candidate["text"] for candidate in listed]


@pytest.mark.parametrize(
    ("text", "run", "meant"),
    [
        ("沿線車?lì)獭＞嚯x不遠", "?lì)獭＞嚯x", "程。距離"),
        ("多年的老?xiǎng)栴}解決了", "?xiǎng)栴}", "問題"),
        ("雙方?huán)⒃O立專班", "?huán)⒃O", "將設"),
        ("考察後當?(shù)卣?府表示", "?(shù)卣?", "地政"),
        ("“大家看到新希望?!?/span>隨後", "?!?/span>", "。”"),
        ("“大家看到新希望?！?/span>隨後", "?！?/span>", "。”"),
    ],
)
def test_a_slipped_run_is_found_whole_with_its_truth(text: str, run: str, meant: str) -> None:
    (one,) = (e for e in found(text) if e.rule == "mojibake-slip")
    assert one.span.of(text) == run
    assert one.replacement is None
    assert candidates(one)[0] == meant


@pytest.mark.parametrize("policy", ["eat", "drop", "mark"])
@pytest.mark.parametrize(
    ("clean", "site", "signs"),
    [
        ("兩岸流域對口幫扶持續推進。", {"驅": "qū", "續": "xù"}, ""),
        ("兩岸流域專項治理等方面展開對接。", {"驅": "qū"}, ""),
        ("流域對口研究“智聯”工程", {"驅": "qū", "聯": "lián"}, ""),
        ("三江上海化工有限責任公司參展", {"責": "zé"}, ";"),
        ("老鄉帶回上海“種子”和技術", {}, "!"),
        ("檢驗質量兩個關鍵環節", {"個": "gè", "績": "jī"}, ""),
        ("新聞動態每天更新", {"動": "dòng"}, ""),
    ],
)
def test_damage_replayed_is_found_as_it_was_made(
    clean: str, site: dict[str, str], signs: str, policy: dirt.Policy
) -> None:
    dirty = dirt.mirrored(clean, site, policy, signs, policy)
    emendations = found(dirty.text)
    assert tuple(e.span for e in emendations) == dirty.runs
    for emendation in emendations:
        assert dirty.truth(emendation.span) in candidates(emendation)[:5]


def test_no_mojibake_is_ever_proved() -> None:
    for text in ("新希望?!?/span>", "鍖椾含甯傛斂搴\ufffd", "å\x8c\x97äº¬", "锟斤拷", "a\ufffdb"):
        assert found(text)
        assert all(e.confidence is not None and e.confidence < PROVED for e in found(text))


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("标题：鍖椾含鍜屼笂娴风殑鍚堜綔", "北京和上海的合作"),
        ("他说：â€œä½\u00a0å¥½â€\x9d", "“你好”"),
        ("标题：å\x8c\x97äº¬", "北京"),
    ],
)
def test_utf8_in_another_encoding_is_read_back(text: str, meant: str) -> None:
    assert meant in [text for e in found(text) for text in candidates(e)]


@pytest.mark.parametrize("text", ["锟斤拷锟斤拷", "北\ufffd\ufffd市", "錕斤拷", "的\ufffd市场"])
def test_lost_characters_are_listed(text: str) -> None:
    (one,) = found(text)
    assert one.rule == "mojibake-lost-character"
    assert one.evidence["count"]


def test_torn_pinyin_without_its_character_offers_characters_of_that_reading() -> None:
    (one,) = found("大家再坐下?tán)。")
    assert one.rule == "mojibake-half-eaten"
    assert "談" in candidates(one)


@pytest.mark.parametrize("text", CLEAN)
def test_clean_text_has_no_mojibake_in_either_script(text: str) -> None:
    assert found(text) == []


def test_on_generated_damage_runs_are_found_and_clean_parts_are_not() -> None:
    """Floors below what is measured on text that no rule was written with (see the report)."""
    runs = located = whole = first = listed = residue = 0
    known = _readings()
    policies: list[dirt.Policy] = ["eat", "drop", "mark"]
    for seed in range(40):
        random = Random(seed)
        text = "\n".join(MEASURED)
        site = dirt.random_readings(random, known, random.choice([0.05, 0.2, 0.6]))
        policy = random.choice(policies)
        dirty = dirt.mirrored(text, site, policy, random.choice(["", "!;:?,", ",;!"]))
        slips = found(dirty.text)
        assert all(any(e.span.overlaps(run) for run in dirty.runs) for e in slips)
        taken = {e.span for e in pinyin.detect(dirty.text) if e.confidence == PROVED}
        residue += len(set(dirty.residue) - taken)
        for run in dirty.runs:
            hit = [e for e in slips if e.span.overlaps(run)]
            runs, located = runs + 1, located + bool(hit)
            whole += any(e.span.contains(run) for e in hit)
            truth = dirty.truth(hit[0].span) if hit else None
            if truth is not None:
                listed += truth in candidates(hit[0])
                first += truth in candidates(hit[0])[:1]
    assert residue == 0
    assert runs >= 20
    assert located >= 0.85 * runs
    assert whole >= 0.8 * runs
    assert listed >= 0.75 * runs
    assert first >= 0.6 * runs


@pytest.mark.parametrize(("number", "count"), [("000", 3), ("001", 0), ("003", 6)])
def test_on_real_articles_every_run_is_located(
    shared_articles: list[Path], number: str, count: int
) -> None:
    for path in shared_articles:
        if path.name.startswith(number):
            assert len(found(path.read_text(encoding="utf-8"))) == count


def _readings() -> dict[str, str]:
    """What a site's list may hold: common characters that conversion touches, as first read."""
    found: dict[str, str] = {}
    for syllable in readings.every():
        for character in sorted(readings.characters(syllable)):
            altered = likelihood.simple(character) != character
            common = likelihood.alone(character) >= -9 and readings.is_first(character, syllable)
            if altered and common and _in_gbk(character + syllable):
                found[character] = syllable
    return found


def _in_gbk(text: str) -> bool:
    try:
        text.encode("gbk")
    except UnicodeEncodeError:
        return False
    return True


def test_of_a_long_run_of_lost_characters_only_the_ends_may_begin_a_slip() -> None:
    """Else a file of nothing but them would take hours."""
    few = len(onsets.starts(f"两市{LOST * 3}签约"))
    assert len(onsets.starts(f"两市{LOST * 3000}签约")) == few


def test_a_text_that_is_all_broken_is_searched_no_longer_than_the_budget(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    spent: list[int] = []
    spend = slip.Budget.spend
    monkeypatch.setattr(slip.Budget, "spend", lambda self: spent.append(1) or spend(self))
    text = f"浦{LOST * 2}" * 400
    assert len(list(mojibake.detect(text))) > 100
    searches = len(onsets.starts(text))
    assert len(spent) <= 2 * (500 + len(text) // 8) + searches
