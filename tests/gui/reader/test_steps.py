"""Steps of the caret in a text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gui.reader import steps

TEXT = "沪滇两地，在1,200亩（qū）建𠮷林基地。“好！”他说\r\n第二段e\u0301x"


@given(st.text(alphabet="甲𠮷a\u0301\u200d\r\n ，。", max_size=30), st.data())
def test_right_and_left_always_move_and_come_back(text: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text)))
    after = steps.right(text, at)
    assert after > at or at == len(text)
    assert steps.left(text, after) <= at
    before = steps.left(text, at)
    assert before < at or at == 0
    assert steps.right(text, before) >= at


def test_a_character_keeps_what_clings_to_it() -> None:
    at = TEXT.index("e\u0301")
    assert steps.right(TEXT, at) == at + 2 and steps.left(TEXT, at + 2) == at
    at = TEXT.index("\r")
    assert steps.right(TEXT, at) == at + 2 and steps.left(TEXT, at + 2) == at
    assert steps.right(TEXT, TEXT.index("𠮷")) == TEXT.index("𠮷") + 1


def test_the_simple_word_is_a_number_a_latin_run_or_one_character() -> None:
    def word(char: str) -> str:
        return steps.simple_word(TEXT, TEXT.index(char)).of(TEXT)

    assert (word("2"), word("q"), word("𠮷"), word("，")) == ("1,200", "qū", "𠮷", "，")
    assert not steps.simple_word("", 0)


def test_words_are_stepped_over_in_both_directions() -> None:
    at = TEXT.index("1")
    assert steps.word_right(TEXT, at, steps.simple_word) == at + 5
    assert steps.word_left(TEXT, at + 5, steps.simple_word) == at
    assert steps.word_right(TEXT, len(TEXT), steps.simple_word) == len(TEXT)
    assert steps.word_left(TEXT, 0, steps.simple_word) == 0


def test_a_clause_ends_at_marks_but_not_inside_numbers() -> None:
    def clause(part: str) -> str:
        return steps.clause(TEXT, TEXT.index(part)).of(TEXT)

    assert clause("两") == "沪滇两地"
    assert clause("2") == "在1,200亩（qū）建𠮷林基地"
    assert clause("好") == "好" and clause("他") == "他说" and clause("二").startswith("第二段")


def test_a_paragraph_goes_from_break_to_break() -> None:
    assert steps.paragraph(TEXT, TEXT.index("二")).of(TEXT) == "第二段e\u0301x"
    assert steps.paragraph(TEXT, 3).of(TEXT).endswith("他说")
