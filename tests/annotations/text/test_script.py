"""Script detection."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.ingest import read
from annotations.text import script
from annotations.text.conversion import convert

SAMPLES = sorted((Path(__file__).parents[3] / "resources" / "samples").glob("*.txt"))
OPPOSITE = {"hans": "hant", "hant": "hans"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("两地签署战略合作协议，共建产业园区。", "hans"),
        ("兩地簽署戰略合作協議，共建產業園區。", "hant"),
        ("這些幹部將在兩地挂職，任期一年。", "hant"),
        ("两地签署战略合作协议。\n兩地簽署戰略合作協議。", "mixed"),
        ("两地签署战略合作协议，", "hans"),
        ("上海三明合作", "none"),
        ("G60 2024", "none"),
        ("", "none"),
        ("群峰秘境", "none"),
        ("松江區(qū)與上饒市簽署戰(zhàn)略合作協(xié)議，?/span>这", "hant"),
    ],
)
def test_the_script_of_a_text(text: str, expected: str):
    assert script.detect(text) == expected


def test_a_character_belongs_to_one_script_at_most():
    assert script.only_simplified().isdisjoint(script.only_traditional())
    assert {"国", "协", "与"} <= script.only_simplified()
    assert {"國", "協", "與"} <= script.only_traditional()
    assert not (script.only_simplified() | script.only_traditional()) & set("后里干面只征上海")


@given(st.text(st.sampled_from([*"国國区區的之𠮷𫘜𠕇a1，。\n]^-\\[", "\U0010ffff"])))
def test_every_character_that_decides_counts_each_time_it_stands_there(text: str):
    sets = script.only_simplified(), script.only_traditional()
    han = [c for c in text if "\u3400" <= c <= "\u9fff" or c >= "\U00020000"]
    expected = (*(sum(c in only for c in text) for only in sets), len(han))
    assert script._counts(text) == script._counted(text) == expected


def test_regional_forms_of_traditional_decide_and_shared_ones_do_not():
    assert {"說", "為", "臺", "説", "羣", "衞"} - script.only_traditional() <= {"衞"}
    assert not set("群峰秘床户") & script.only_simplified()


def wrong_verdicts(text: str) -> list[str]:
    """Sentences of 8 or more Han that are taken for the other script than their paragraph."""
    wrong: list[str] = []
    for paragraph in re.split(r"[\n\r]+", text):
        opposite = OPPOSITE.get(script.detect_paragraph(paragraph))
        for sentence in re.split(r"(?<=[。！？；!?;])", paragraph):
            if sum("\u3400" <= c <= "\u9fff" for c in sentence) >= 8:
                wrong += [sentence] if script.detect_paragraph(sentence) == opposite else []
    return wrong


def converted(text: str) -> list[str]:
    """The text as found and in all scripts it can be shown in."""
    hans = convert(text, "tw2s")[0]
    return [text, hans, *(convert(hans, config)[0] for config in ("s2t", "s2tw", "s2hk"))]


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_no_sentence_of_a_sample_is_taken_for_the_other_script(path: Path):
    found, *shown = converted(read(path).article.text)
    assert wrong_verdicts(found) == []
    for text, expected in zip(shown, ["hans", "hant", "hant", "hant"], strict=True):
        assert script.detect(text) == expected
        assert wrong_verdicts(text) == []


def test_no_sentence_of_a_real_article_is_taken_for_the_other_script(shared_articles: list[Path]):
    for path in shared_articles:
        found, *shown = converted(read(path).article.text)
        whole = script.detect(found)
        assert whole in OPPOSITE
        for text, expected in zip([found, *shown], [whole, "hans", *["hant"] * 3], strict=True):
            assert script.detect(text) == expected
            assert [s for s in wrong_verdicts(text) if script.detect(s) != expected] == []
