"""Words: jieba's borders in code points, the stand-in before they are known, user words over both.

The laws: words tile the text; without user words they are jieba's own, clause by clause; a user
word that no other overlaps is exactly one word; nothing else changes.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.text import words
from annotations.text.alignment import Span
from annotations.text.user_words import UserWords
from tests.annotations.text.strategies import texts

NAMES = ("𠮷野家", "长江经济带", "松江区", "海市松", "2,000万元", "签署", "新城", "区(qū", "A1\n")
named = st.lists(st.sampled_from(NAMES) | texts, max_size=8).map("".join)
user_words = st.lists(st.sampled_from(NAMES) | st.text(max_size=2), max_size=5).map(UserWords.of)


@pytest.fixture(scope="module", autouse=True)
def _loaded(tmp_path_factory: pytest.TempPathFactory) -> None:
    words.load(tmp_path_factory.mktemp("jieba"))


def of(text: str, spans: Sequence[Span]) -> list[str]:
    return [span.of(text) for span in spans]


@given(named, user_words)
def test_words_tile_the_text(text: str, known: UserWords) -> None:
    spans = words.cut(text, known)
    assert all(spans)
    assert "".join(of(text, spans)) == text
    assert list(words.borders(text, known)) == [span.end for span in spans]


@given(named)
def test_without_user_words_they_are_jiebas_own_clause_by_clause(text: str) -> None:
    import jieba

    clauses = re.split(r"([。;；!！?？,，、\n\r\u2028\u2029\u0085])", text)
    assert of(text, words.cut(text)) == [w for clause in clauses for w in jieba.cut(clause)]


@given(named, user_words)
def test_a_user_word_that_no_other_overlaps_is_exactly_one_word(
    text: str, known: UserWords
) -> None:
    places = [
        Span(m.start(), m.start() + len(word))
        for word in known.words
        for m in re.finditer(f"(?={re.escape(word)})", text)
    ]
    alone = [p for p in places if not any(p != q and p.overlaps(q) for q in places)]
    assert set(alone) <= set(words.cut(text, known))


@given(named, user_words)
def test_away_from_user_words_every_border_stays(text: str, known: UserWords) -> None:
    inside = {i for w in known.matches(text) for i in range(w.start + 1, w.end)}
    edges = {i for w in known.matches(text) for i in (w.start, w.end)} - {0}
    assert set(words.borders(text, known)) == set(words.borders(text)) - inside | edges


@given(named, user_words)
def test_the_word_at_a_character_is_the_one_that_holds_it_also_before_jieba_has_come(
    text: str, known: UserWords
) -> None:
    for made in (words.Words(text, known), words.words(text, known)):
        spans = list(made)
        assert [made.word_at(i) for i in range(len(text))] == [
            s for s in spans for _ in range(len(s))
        ]
        assert made.word_at(len(text)) == Span(len(text), len(text))


@given(named, user_words, st.data())
def test_a_span_expands_to_the_fewest_words_that_hold_it(
    text: str, known: UserWords, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text)))
    span = Span(start, data.draw(st.integers(start, len(text))))
    made = words.words(text, known)
    touched = [word for word in made if word.overlaps(span)]
    whole = made.expand(span)
    assert whole == (touched[0].hull(touched[-1]) if touched else span)
    assert made.expand(whole) == whole


def test_the_leftmost_user_word_counts_and_of_those_that_begin_together_the_longest() -> None:
    known = UserWords.of(["长江", "长江经济", "长江经济带", "经济带动", "带动"])
    text = "长江经济带动长江经济动"
    assert of(text, list(known.matches(text))) == ["长江经济带", "长江经济"]
    assert not list(UserWords.of(["长江\n经济", ""]).matches("长江\n经济"))
    assert UserWords.of(["长江", "长江"]) == UserWords.of(["长江", ""])


def test_a_user_word_holds_across_the_borders_of_jieba_and_of_clauses() -> None:
    text = "在沪甘两省，2,000万元投给奉贤新城、《来吧，共建》与𠮷安县。"
    plain = of(text, words.cut(text))
    known = UserWords.of(["2,000万元", "《来吧，共建》", "𠮷安县", "甘两"])
    assert known.words.isdisjoint(plain)
    assert known.words <= set(of(text, words.cut(text, known)))


def test_words_come_right_after_an_astral_character() -> None:
    text = "𠮷野家与上海市签署战略合作协议，\r\n共建产业园区。"
    assert {"上海市", "合作", "协议"} <= set(of(text, words.cut(text)))


def test_user_words_may_change_at_any_time() -> None:
    made = words.words("沪甘合作")
    plain = list(made)
    made.user_words = UserWords.of(["甘合"])
    assert "甘合" in of(made.text, list(made))
    made.user_words = UserWords()
    assert list(made) == plain


LONG = st.lists(
    st.sampled_from(["上海市", "。", "\n", "\r\n", "松江区", "𠮷" * 400, "江" * 990, "A" * 170]),
    max_size=12,
).map("".join)


@given(LONG)
def test_pieces_tile_the_text_and_divide_no_line_that_fits_into_one(text: str) -> None:
    ends = list(words.pieces(text))
    assert ([0, *ends][-1], ends) == (len(text), sorted(set(ends)))
    assert all(b - a <= words.PIECE for a, b in pairwise([0, *ends]))
    lines = [0, *(m.end() for m in re.finditer(r"[\n\r]", text)), len(text)]
    for start, end in pairwise(lines):
        if end - start <= words.PIECE:
            assert not any(start < cut < end for cut in ends)


def test_a_line_too_long_for_a_piece_is_divided_behind_a_full_stop() -> None:
    text = "上海市。" * (words.PIECE // 2)
    ends = words.pieces(text)
    assert len(ends) >= 2
    assert all(text[end - 1] == "。" for end in ends)


def test_pieces_become_known_one_by_one_beginning_where_words_are_asked_for() -> None:
    text = "上海市松江区签署合作协议。\n" * 200
    made = words.Words(text)
    assert list(made.missing()) == [0, 1, 2]
    assert made.word_at(len(text) - 14) == Span(len(text) - 14, len(text) - 13)
    assert next(made.missing()) == 2
    made.take(2, words.jieba_ends(made.piece(2).of(text)))
    assert made.word_at(len(text) - 14).of(text) == "上海市"
    assert list(made.missing()) == [0, 1]
    for number in (0, 1):
        made.take(number, words.jieba_ends(made.piece(number).of(text)))
    assert made.complete
    assert not list(made.missing())
    assert list(made) == words.cut(text)


def test_without_a_dictionary_a_word_is_a_latin_run_or_one_character() -> None:
    text = "沿G60高速与COVID-19，区qū"
    assert words.simple_word(text, 2).of(text) == "G60"
    assert words.simple_word(text, 8).of(text) == "COVID-19"
    assert words.simple_word(text, 4).of(text) == "高"
    assert words.simple_word(text, len(text) - 1).of(text) == "qū"
    assert words.simple_word(text, len(text)) == Span(len(text), len(text))
    assert words.simple_word("", 0) == Span(0, 0)
    assert of(text, list(words.Words(text))) == [
        *("沿", "G60", "高", "速", "与", "COVID-19", "，", "区", "qū")
    ]


def test_a_clause_without_end_is_cut_in_bounded_time_and_space() -> None:
    """jieba alone takes time squared for a run of rare characters."""
    text = "龘靐" * 400
    assert [s.end for s in words.cut(text) if s.end % 500 == 0] == [500]


def test_words_are_cut_also_where_the_cache_cannot_be_kept(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    code = (
        "import sys; from pathlib import Path; from annotations.text import words;"
        "words.load(Path(sys.argv[1])); sys.exit(len(words.cut('上海市合作')) != 2)"
    )
    folder = str(tmp_path / "file" / "cache")
    done = subprocess.run([sys.executable, "-c", code, folder], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


def test_importing_the_words_does_not_load_jieba() -> None:
    code = "import sys, annotations.text.shown_words; sys.exit('jieba' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
