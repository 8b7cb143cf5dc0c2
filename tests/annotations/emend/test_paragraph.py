"""Breaks that were lost, breaks that were put in, blank lines too many."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.emend import propose
from annotations.model import PROVED, ZONES
from tests.annotations.emend import news

LIST = "——在江城，三个园区同时开工。"


def _reads(text: str, rule: str | None = None) -> str:
    found = news.found("paragraph", text)
    assert {e.rule for e in found} == {f"paragraph-{rule}"} if rule else True
    return news.applied(text, found)


def test_blanks_behind_sentences_of_one_long_line_are_lost_breaks() -> None:
    rows = [*news.BODY, LIST, "“要立足区位优势。”", "看在眼里是感叹，落在心底是收获。"]
    text = "。".join([*("一条高速公路把两地紧紧连在一起" for _ in range(4)), ""]) + " ".join(rows)
    assert text.count(" ") == 5
    assert _reads(text, "lost-break") == text.replace(" ", "\n")
    assert {e.confidence for e in news.found("paragraph", text)} == {PROVED}


def test_a_blank_behind_a_broken_tag_is_a_lost_break_too() -> None:
    text = f"{news.BODY[0]} {news.BODY[1]}“要加快建设?!?/span> {news.BODY[2]} {LIST}"
    assert _reads(text) == text.replace(" ", "\n")


def test_indentation_in_the_middle_of_a_line_is_a_break_beyond_doubt() -> None:
    text = f"　　{news.BODY[0]}　　{news.BODY[1]}\r\n　　{news.BODY[2]}\r\n"
    (lost,) = news.found("paragraph", text)
    assert (lost.replacement, lost.confidence) == ("\r\n　　", PROVED)


def test_one_blank_is_a_question_and_not_proved() -> None:
    (lost,) = news.found("paragraph", f"{news.BODY[0]}{news.BODY[1]} {news.BODY[2]}\n")
    assert (lost.rule, lost.replacement) == ("paragraph-lost-break", "\n")
    assert lost.confidence is not None and lost.confidence < PROVED


def test_a_writer_who_sets_a_blank_behind_every_sentence_means_nothing_by_it() -> None:
    text = "。 ".join(["一条高速公路把两地紧紧连在一起"] * 9) + "。\n"
    assert news.found("paragraph", text) == []


@pytest.mark.parametrize("quotation", ["“要加快协同创新发展。” ", "「要加快協同創新發展。」 "])
def test_a_blank_between_a_quotation_and_its_speaker_is_only_surplus(quotation: str) -> None:
    speaker = "江城市经信委副主任李明轩介绍，两地将合建三个园区，第一个明年开工。"
    text = f"{news.BODY[0]}\n{quotation}{speaker}{news.BODY[2]}\n"
    assert _reads(text, "stray-blank") == text.replace(" ", "")


@pytest.mark.parametrize("text", [*news.CLEAN, *news.samples()[:1], *news.samples()[4:]])
def test_clean_paragraphs_stay(text: str) -> None:
    assert news.found("paragraph", text) == []


def _wrapped(text: str, size: int, end: str = "\n") -> str:
    rows = [text[n : n + size] for n in range(0, len(text), size)]
    return end.join(rows)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("size", [24, 38])
def test_lines_cut_at_one_width_are_joined(size: int, end: str) -> None:
    paragraphs = [f"　　{''.join(news.BODY)}", f"　　{news.BODY[2]}{news.BODY[0]}"]
    text = end.join(_wrapped(row, size, end) for row in paragraphs) + end
    assert _reads(text, "hard-break") == end.join(paragraphs) + end


def test_a_line_that_begins_with_a_sign_was_cut_beyond_doubt() -> None:
    text = f"{news.BODY[0][:-1]}\n。{news.BODY[1]}\n"
    (cut,) = news.found("paragraph", text)
    assert (cut.replacement, cut.confidence) == ("", PROVED)


def test_a_comma_or_an_open_bracket_at_a_line_end_is_a_cut_also_across_a_blank_line() -> None:
    row = "江城市与湖州县日前商定，今后三年在港口、铁路和教育三个方面，"
    assert _reads(f"{row}\n开展合作。\n", "hard-break") == f"{row}开展合作。\n"
    assert _reads(f"{row}\n\n开展合作。\n", "hard-break") == f"{row}开展合作。\n"
    title = "两市日前联合印发了《江城市与湖州县对口合作实施方案"
    assert (
        _reads(f"{title}\n（第一批）》，定于明年实施。\n")
        == f"{title}（第一批）》，定于明年实施。\n"
    )


def test_latin_words_keep_a_blank_between_them() -> None:
    row = "The two cities have agreed on a plan for ports, railways and schools, "
    assert _reads(f"{row}\nand schools.\n", "hard-break") == f"{row}and schools.\n"


@pytest.mark.parametrize(
    "text",
    [
        "床前明月光，\n疑是地上霜。\n举头望明月，\n低头思故乡。\n",
        "江城市人民政府，\n湖州县人民政府：\n",
        "一、总体要求\n二、基本原则\n（一）统筹兼顾\n",
        "合作的三个方面是港口、铁路和教育，其中包括，\n一、港口\n二、铁路\n",
        f"建机制，高位谋划推进\n{news.BODY[0]}\n同发展，携手产业提升\n{news.BODY[1]}\n",
    ],
)
def test_verse_headings_and_lists_stay_as_they_are(text: str) -> None:
    assert news.found("paragraph", text) == []


def test_runs_of_blank_lines_and_blanks_in_them_are_one_proposal_each() -> None:
    text = f"\n \n{news.BODY[0]}\n\n\n\n{news.BODY[1]}\n　　\n{news.BODY[2]}\n\n\n"
    found = news.found("paragraph", text)
    assert {(e.rule, e.confidence) for e in found} == {("paragraph-blank-lines", PROVED)}
    assert len(found) == 4
    assert news.applied(text, found) == "\n\n".join(news.BODY) + "\n"


def test_nothing_is_proposed_inside_a_byline_or_furniture() -> None:
    text = f"来源：江南日报\n\n\n\n{news.BODY[0]}\n{news.BODY[1]}\n\n\n责任编辑：王小川\n\n\n"
    assert [e.kind for e in propose(text) if e.kind not in ZONES | {"punctuation"}] == []


BLANKS = st.sampled_from(["\n", "\r\n", " ", "　", "\u00a0", "\n\n", ""])


@given(st.lists(st.tuples(st.sampled_from([*news.BODY, LIST, "分享", "，", "”", "G60"]), BLANKS)))
def test_only_blanks_and_line_ends_change(pieces: list[tuple[str, str]]) -> None:
    text = "".join(piece + blank for piece, blank in pieces)
    assert "".join(_reads(text).split()) == "".join(text.split())


def test_all_lost_breaks_of_the_shared_articles_are_found(shared_articles: list[Path]) -> None:
    rules = [
        [e.rule for e in news.found("paragraph", file.read_bytes().decode())]
        for file in shared_articles
    ]
    assert rules == [["paragraph-lost-break"] * 18, ["paragraph-stray-blank"], []]
