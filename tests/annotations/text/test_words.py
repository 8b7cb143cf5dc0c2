"""Words: jieba's borders in code points, and the fallback before it is loaded."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from annotations.text import words
from annotations.text.alignment import Span


def test_words_tile_the_text_also_after_an_astral_character(tmp_path: Path):
    words.load(tmp_path)
    text = "𠮷野家与上海市签署战略合作协议，\r\n共建产业园区。"
    spans = words.cut(text)
    assert "".join(span.of(text) for span in spans) == text
    assert {"上海市", "合作", "协议"} <= {span.of(text) for span in spans}


def test_without_a_dictionary_a_word_is_a_latin_run_or_one_character():
    text = "沿G60高速与COVID-19，区qū"
    assert words.simple_word(text, 2).of(text) == "G60"
    assert words.simple_word(text, 8).of(text) == "COVID-19"
    assert words.simple_word(text, 4).of(text) == "高"
    assert words.simple_word(text, len(text) - 1).of(text) == "qū"
    assert words.simple_word(text, len(text)) == Span(len(text), len(text))
    assert words.simple_word("", 0) == Span(0, 0)


def test_importing_the_words_does_not_load_jieba():
    code = "import sys, annotations.text.words; sys.exit('jieba' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
