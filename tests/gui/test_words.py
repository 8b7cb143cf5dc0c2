"""Word borders: single characters at first, jieba's when its process has answered."""

from __future__ import annotations

import sys
from typing import Any

from annotations.model import Alignment, Span, View
from annotations.text.views import Views
from gui.words import Words


def test_until_the_process_answers_a_word_is_one_character_or_a_latin_run(qapp: object) -> None:
    words = Words()
    assert words.word("𠮷林G60高速", 0) == Span(0, 1)
    assert words.word("𠮷林G60高速", 3) == Span(2, 5)
    assert words.word("", 0) == Span(0, 0)


def test_jieba_answers_from_its_own_process_for_both_scripts(qtbot: Any) -> None:
    words = Words()
    words.start()
    try:
        views = Views("浦東新區(qū)與蘇州簽訂合作協議。")
        shown, hans = views.of("source"), views.of("hans")
        with qtbot.waitSignal(words.answered, timeout=60_000):
            words.ask(shown, hans)
        start = shown.text.index("合作")
        assert words.word(shown.text, start + 1).contains(Span(start, start + 2))
        assert "jieba" not in sys.modules or not hasattr(sys.modules["jieba"], "_window")
    finally:
        words.stop()


def test_a_process_that_ended_leaves_single_characters(qapp: object) -> None:
    words = Words()
    view = View("source", "合作", Alignment.identity(2))
    words.ask(view, view)
    assert words.word("合作", 0) == Span(0, 1)
    words.stop()
