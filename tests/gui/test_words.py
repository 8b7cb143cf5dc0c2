"""Word borders: single characters at first, jieba's when its process has answered.

Laws: the window never imports jieba; every piece of a text is cut once; a process that dies is
started again, but not for ever; the words of a text that was left disturb nothing.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from annotations.model import Alignment, Span, View
from annotations.text.user_words import UserWords
from annotations.text.views import Views
from gui import words as words_module
from gui.child_process import LIVES
from gui.painted import WhenPainted
from gui.window import Window
from gui.words import KEPT, Words

TEXT = "浦東新區(qū)與蘇州簽訂合作協議。"


def plain(text: str) -> View:
    return View("hans", text, Alignment.identity(len(text)))


@pytest.fixture
def words(qapp: object) -> Iterator[Words]:
    made = Words()
    yield made
    made.stop()
    assert not multiprocessing.active_children()


def wait_for(qtbot: Any, words: Words, text: str) -> None:
    qtbot.waitUntil(lambda: words.complete(text), timeout=60_000)


def test_until_the_process_answers_a_word_is_one_character_or_a_latin_run(words: Words) -> None:
    assert words.word("𠮷林G60高速", 0) == Span(0, 1)
    words.ask(plain("𠮷林G60高速"), plain("𠮷林G60高速"))
    assert words.word("𠮷林G60高速", 1) == Span(1, 2)
    assert words.word("𠮷林G60高速", 3) == Span(2, 5)
    assert words.word("", 0) == Span(0, 0)
    assert not words.complete("𠮷林G60高速")


def test_a_text_asked_for_before_the_start_is_cut_by_jieba_in_its_own_process(
    qtbot: Any, words: Words
) -> None:
    views = Views(TEXT)
    words.ask(views.of("source"), views.of("hans"))
    words.start()
    wait_for(qtbot, words, TEXT)
    start = TEXT.index("合作")
    assert words.word(TEXT, start + 1) == Span(start, start + 2)
    assert words.expand(TEXT, Span(start + 1, start + 3)) == Span(start, start + 4)
    assert words.word(TEXT, len(TEXT)) == Span(len(TEXT), len(TEXT))


def test_every_piece_is_cut_once_however_often_and_in_whatever_view_it_is_asked_for(
    qtbot: Any, words: Words, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "上海與蘇州簽訂合作協議。\n" * 300
    sent: list[str] = []
    process = words._process
    real = process.send
    monkeypatch.setattr(process, "send", lambda said: sent.append(said[1]) or real(said))
    views = Views(text)
    words.start()
    for name in ("source", "clean", "hans", "hant", "source"):
        words.ask(views.of(name), views.of("hans"))
        words.ask(views.of(name), views.of("hans"))
    wait_for(qtbot, words, text)
    again = Views(text)
    words.ask(again.of("hant"), again.of("hans"))
    assert words.complete(again.of("hant").text)
    assert "".join(sent) == views.of("hans").text


def test_the_piece_where_words_are_asked_for_comes_first(qtbot: Any, words: Words) -> None:
    text = "上海市松江区签署合作协议。\n" * 4000
    words.ask(plain(text), plain(text))
    end = len(text) - 14
    assert len(words.word(text, end)) == 1
    words.start()
    qtbot.waitUntil(lambda: words.word(text, end).of(text) == "上海市", timeout=60_000)
    assert not words.complete(text)


def test_other_emendations_give_other_words_under_the_same_shown_text(
    qtbot: Any, words: Words
) -> None:
    source = plain("上海合作乙")
    words.start()
    words.ask(source, View("hans", "上海乙", Alignment.of_blocks(5, [(2, 4, 0)])))
    wait_for(qtbot, words, source.text)
    words.ask(source, source)
    wait_for(qtbot, words, source.text)
    assert words.word(source.text, 2).of(source.text) == "合作"


def test_leaving_a_text_at_once_for_another_gives_each_its_own_words(
    qtbot: Any, words: Words
) -> None:
    texts = [f"{'江' * n}上海市签署合作协议" for n in range(KEPT)]
    words.start()
    for text in (*texts, *texts):
        words.ask(plain(text), plain(text))
    for text in texts:
        words.ask(plain(text), plain(text))
        wait_for(qtbot, words, text)
    for text in texts:
        assert words.word(text, len(text) - 1).of(text) == "协议"


def test_no_more_texts_are_remembered_than_a_reader_goes_back_to(words: Words) -> None:
    for n in range(5 * KEPT):
        words.ask(plain("江" * n), plain("江" * n))
    assert len(words._texts) == KEPT
    assert len(words._shown) <= KEPT * words_module.VIEWS


def test_user_words_count_at_once_and_need_no_process(words: Words) -> None:
    text = "在𠮷县沪甘两地与沪甘"
    words.ask(plain(text), plain(text))
    words.set_user_words(UserWords.of(["沪甘"]))
    assert words.word(text, 4) == Span(3, 5)
    words.set_user_words(UserWords())
    assert words.word(text, 4) == Span(4, 5)


def test_a_process_that_is_killed_is_started_again_and_leaves_no_zombie(
    qtbot: Any, words: Words
) -> None:
    words.start()
    first = words._process.pid
    assert first is not None
    os.kill(first, signal.SIGTERM)
    words.ask(plain(TEXT), plain(TEXT))
    wait_for(qtbot, words, TEXT)
    assert words._process.pid != first
    assert [child.pid for child in multiprocessing.active_children()] == [words._process.pid]


def test_a_process_that_always_dies_leaves_single_characters(qtbot: Any, words: Words) -> None:
    killed: list[int] = []

    def kill() -> None:
        pid = words._process.pid
        if pid is not None and pid not in killed:
            killed.append(pid)
            os.kill(pid, signal.SIGTERM)

    timer = QTimer()
    timer.timeout.connect(kill)
    timer.start(1)
    words.ask(plain("合作"), plain("合作"))
    words.start()
    qtbot.waitUntil(lambda: len(killed) == LIVES and not words._process.alive, timeout=60_000)
    qtbot.wait(50)
    assert not words._timer.isActive()
    words.ask(plain("合作"), plain("合作"))
    assert words.word("合作", 0) == Span(0, 1)


def test_a_broken_cache_is_made_anew(qtbot: Any, words: Words, home: Path) -> None:
    import jieba

    cache = home / "cache" / f"jieba-{jieba.__version__}.cache"
    cache.parent.mkdir()
    cache.write_bytes(b"no dictionary")
    words.ask(plain(TEXT), plain(TEXT))
    words.start()
    wait_for(qtbot, words, TEXT)
    assert cache.stat().st_size > 1_000_000


def test_stopping_while_jieba_loads_ends_the_process(words: Words) -> None:
    words.ask(plain(TEXT), plain(TEXT))
    words.start()
    assert multiprocessing.active_children()
    words.stop()
    assert not multiprocessing.active_children()
    words.stop()


def test_the_process_starts_only_after_the_first_picture(qtbot: Any, words: Words) -> None:
    painted: list[bool] = []

    class Pane(QWidget):
        def paintEvent(self, _: object) -> None:
            painted.append(words._process.alive)

    pane = Pane()
    qtbot.addWidget(pane)
    WhenPainted(pane, words.start)
    qtbot.wait(30)
    assert not words._process.alive
    pane.show()
    qtbot.waitUntil(lambda: words._process.alive, timeout=10_000)
    assert painted[0] is False


def test_the_program_itself_never_imports_jieba() -> None:
    code = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from gui import app

def end():
    from gui.window import Window
    window = next((w for w in QApplication.topLevelWidgets() if isinstance(w, Window)), None)
    if window is not None and window.words.complete(window.reader.model.text):
        print("JIEBA", "jieba" in sys.modules)
        window.close()
        QApplication.exit()

def start():
    made = real()
    made.timer = QTimer(interval=50, timeout=end)
    made.timer.start()
    return made

real, app.start = app.start, start
sys.exit(app.main([]))
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=False
    )
    assert "JIEBA False" in done.stdout, done.stderr
    assert done.returncode == 0


def test_a_window_that_closes_ends_the_process(window: Window, sample: Path) -> None:
    window.files.open_path(sample)
    window.words.start()
    assert multiprocessing.active_children()
    window.close()
    assert not multiprocessing.active_children()


# -- pieces of no text ------------------------------------------------------------------------


def cut(words: Words, piece: str) -> list[list[int]]:
    """Ask for a piece; the list gets its ends when they come."""
    come: list[list[int]] = []
    words.cut(piece, lambda ends: come.append(list(ends)))
    return come


def test_without_the_process_a_piece_is_cut_at_once_into_characters(words: Words) -> None:
    assert cut(words, "合作G60") == [[1, 2, 5]]


def test_a_piece_of_no_text_is_cut_by_jieba_beside_the_words_of_the_text(
    qtbot: Any, words: Words
) -> None:
    words.start()
    words.ask(plain(TEXT), plain(TEXT))
    come = cut(words, "签订合作协议\n合作")
    assert not come
    qtbot.waitUntil(lambda: bool(come), timeout=60_000)
    assert come == [[2, 4, 6, 7, 9]]
    wait_for(qtbot, words, TEXT)


def test_what_was_asked_of_a_process_that_is_killed_is_asked_again(
    qtbot: Any, words: Words
) -> None:
    words.start()
    come = cut(words, "签订合作协议")
    assert words._process.pid is not None
    os.kill(words._process.pid, signal.SIGTERM)
    qtbot.waitUntil(lambda: bool(come), timeout=60_000)
    assert come == [[2, 4, 6]]


def test_what_always_ends_the_process_is_cut_into_characters_in_the_end(
    qtbot: Any, words: Words
) -> None:
    words.start()
    words._process._lives = 0
    come = cut(words, "签订合作")
    assert words._process.pid is not None
    os.kill(words._process.pid, signal.SIGTERM)
    qtbot.waitUntil(lambda: bool(come), timeout=60_000)
    assert come == [[1, 2, 3, 4]]
