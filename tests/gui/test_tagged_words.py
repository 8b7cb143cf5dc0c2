"""What has been tagged is a word wherever it is mentioned, in every view, until untagged."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from annotations.model import Emendation, Span
from annotations.project import open_project
from gui import tagged_words
from gui.hands import Hands
from gui.window import Window

TEXT = "滬甘兩地在松江區(qū)簽約，滬甘合作，松江區很近。𠮷滬甘，滬與甘。"


@pytest.fixture
def at_work(window: Window, tmp_path: Path) -> Hands:
    """The window on one article in traditional script."""
    (tmp_path / "one.txt").write_text(TEXT, "utf-8")
    (tmp_path / "two.txt").write_text("沪甘与甘滬甘和两地。", "utf-8")
    project = tmp_path / "p.danqian"
    open_project(project, create=True).close()
    assert window.files.open_path(project)
    window.bridge.bring([tmp_path / "one.txt", tmp_path / "two.txt"])
    hands = Hands(window)
    hands.settle()
    return hands


def shown(hands: Hands) -> list[str]:
    """The words of the shown text that are longer than a character; no process runs here."""
    hands.settle()  # words come after the picture
    text = hands.reader.model.text
    found = {hands.window.words.word(text, index) for index in range(len(text))}
    return [span.of(text) for span in sorted(found) if len(span) > 1 and span.of(text) != "qū"]


def tag(hands: Hands, start: int, end: int, label: str = "REGION") -> str:
    article = hands.window.place.article
    changed = hands.window.bridge.do(lambda p: p.annotate(article, Span(start, end), label))
    assert changed is not None
    return next(iter(changed.annotations))[1]


def test_a_new_tag_makes_its_other_mentions_words_at_once_in_all_views(at_work: Hands) -> None:
    assert shown(at_work) == []
    tag(at_work, 0, 2)
    for view in ("source", "clean", "hant"):
        at_work.window.place.show_view(view)
        assert shown(at_work) == ["滬甘"] * 3
    at_work.window.place.show_view("hans")
    assert shown(at_work) == ["沪甘"] * 3


def test_a_tag_of_one_article_is_a_word_in_the_others_in_either_script(at_work: Hands) -> None:
    tag(at_work, 0, 2)
    at_work.window.place.show_article(at_work.window.bridge.articles()[1].id)
    assert shown(at_work) == ["沪甘", "滬甘"]


def test_measures_single_characters_and_tags_in_pieces_are_no_words(at_work: Hands) -> None:
    tag(at_work, 0, 3, "MEASURE")
    tag(at_work, 1, 2)
    article = at_work.window.place.article
    at_work.window.bridge.do(lambda p: p.annotate(article, [Span(0, 1), Span(2, 3)], "REGION"))
    assert shown(at_work) == []


def test_an_untagged_string_stops_being_a_word(at_work: Hands, qtbot: Any) -> None:
    window = at_work.window
    one, other = tag(at_work, 0, 2), tag(at_work, 2, 4)
    assert shown(at_work) == ["滬甘", "兩地", "滬甘", "滬甘"]
    window.bridge.do(lambda p: p.remove(window.place.article, [one]))
    qtbot.waitUntil(lambda: shown(at_work) == ["兩地"])
    window.bridge.do(lambda p: p.undo())
    qtbot.waitUntil(lambda: shown(at_work) == ["滬甘", "兩地", "滬甘", "滬甘"])
    window.bridge.do(lambda p: p.remove(window.place.article, [one, other]))
    qtbot.waitUntil(lambda: shown(at_work) == [])


def test_many_tags_are_read_bit_by_bit_and_all_of_them(
    at_work: Hands, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tagged_words, "AT_ONCE", 2)
    monkeypatch.setattr(tagged_words, "TOGETHER", 2)
    window = at_work.window
    made = [tag(at_work, start, start + 2) for start in range(12)]
    gone = TEXT[4:6]
    window.bridge.do(lambda p: p.remove(window.place.article, [made[4]]))
    qtbot.waitUntil(lambda: not window.tagged_words.reading)
    wanted = {TEXT[start : start + 2] for start in range(12) if start != 4}
    assert set(window.tagged_words._tagged) == wanted != wanted | {gone}


def test_a_tag_across_a_residue_makes_the_corrected_string_a_word(
    at_work: Hands,
) -> None:
    window, start = at_work.window, TEXT.index("松")
    residue = Span(start + 3, start + 7)
    assert residue.of(TEXT) == "(qū)"
    emendation = Emendation("", residue, "", status="accepted")
    window.bridge.do(lambda p: p.emend(window.place.article, [emendation]))
    tag(at_work, start, start + 8)
    window.place.show_view("clean")
    assert shown(at_work) == ["松江區簽"]
    window.place.show_view("source")
    assert shown(at_work) == ["松江區(qū)簽"]


def test_another_project_brings_its_own_words(at_work: Hands, sample: Path, qtbot: Any) -> None:
    tag(at_work, 0, 2)
    window = at_work.window
    assert "沪甘" in window.words.user_words
    assert window.files.open_path(sample)
    assert "沪甘" not in window.words.user_words
    qtbot.waitUntil(lambda: "无锡" in window.words.user_words)
    assert window.bridge.project is not None
    tagged = window.bridge.project.tagged_strings()
    assert {len(string) for string in tagged} <= set(range(2, 21))
    assert len(window.words.user_words.words) > len(tagged) / 2


def test_a_project_without_articles_has_no_words(window: Window, tmp_path: Path) -> None:
    open_project(tmp_path / "empty.danqian", create=True).close()
    assert window.files.open_path(tmp_path / "empty.danqian")
    assert not window.words.user_words.words
