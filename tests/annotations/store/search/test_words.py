"""Folded text as words: a phrase is found exactly where its characters stand."""

from __future__ import annotations

from contextlib import closing
from sqlite3 import connect

from hypothesis import given
from hypothesis import strategies as st

from annotations.store.search import words
from annotations.text.fold import fold

ODD = "\0\t\n\r !\"#&'()*+-:^_`{|}~\x7f\u00a0\u3000，。ＡａÉé𠮷🚄\u200b\u0301\U0010ffff"
TEXTS = st.text(st.sampled_from(ODD) | st.characters(exclude_categories=["Cs"]), max_size=12)


@given(text=TEXTS, wanted=TEXTS.filter(bool))
def test_fts5_finds_what_stands_in_a_text_and_nothing_else(text: str, wanted: str):
    check(fold(text), fold(wanted))


@given(text=TEXTS.filter(bool), data=st.data())
def test_fts5_finds_every_part_of_a_text(text: str, data: st.DataObject):
    start = data.draw(st.integers(0, len(text) - 1))
    check(fold(text), fold(text)[start : start + data.draw(st.integers(1, 8))])


def test_every_character_of_ascii_is_a_word_of_its_own():
    all = "".join(map(chr, range(128)))
    for char in fold(all):
        check(fold(all), char)
        check(fold(all).replace(char, ""), char)
        check("".join(other for other in fold(all) if other != char) + "甲", f"{char}甲")


def check(folded: str, wanted: str):
    with closing(connect(":memory:")) as conn:
        conn.execute("CREATE VIRTUAL TABLE t USING fts5(words, content='', tokenize='ascii')")
        conn.execute("INSERT INTO t (rowid, words) VALUES (7, ?)", (words.both(folded),))
        found = conn.execute("SELECT rowid FROM t WHERE t MATCH ?", (words.phrase(wanted),))
        assert found.fetchall() == [(7,)] * (wanted in folded)


def test_no_character_folds_to_one_that_the_words_use_for_another():
    every = "".join(chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000)
    assert set(fold(every)).isdisjoint(words.WRITTEN.values())
