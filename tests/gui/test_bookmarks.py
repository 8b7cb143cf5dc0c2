"""Every article is found again where it was left."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from annotations.model import Span
from gui import bookmarks
from gui.bookmarks import Bookmark, Bookmarks
from gui.hands import Hands
from gui.window import Window

PROJECT = Path("/甲.danqian")
HERE = Bookmark(120, 33.5, 7)


# -- the file -------------------------------------------------------------------------------


def test_what_was_saved_is_known_to_the_next_program() -> None:
    ours = Bookmarks()
    ours.put(PROJECT, "1", HERE)
    ours.save()
    theirs = Bookmarks()
    assert theirs.of("1") == HERE
    assert theirs.last(PROJECT) == "1"
    assert theirs.of("2") == Bookmark() and theirs.last(Path("/乙.danqian")) == ""


def test_two_programs_keep_what_each_of_them_left() -> None:
    ours, theirs = Bookmarks(), Bookmarks()
    assert ours.of("1") == theirs.of("1") == Bookmark()
    ours.put(PROJECT, "1", HERE)
    theirs.put(PROJECT, "2", HERE)
    ours.save()
    theirs.save()
    assert Bookmarks().of("1") == Bookmarks().of("2") == HERE
    assert Bookmarks().last(PROJECT) == "2"


def test_those_left_longest_ago_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bookmarks, "MOST", 3)
    kept = Bookmarks()
    for article in "12314":
        kept.put(PROJECT, article, Bookmark(caret=len(kept.last(PROJECT)) + int(article)))
        kept.save()
    found = json.loads(_file().read_text("utf-8"))["articles"]
    assert list(found) == ["3", "1", "4"]


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "3", '{"articles": {"1": [1]}, "last": {}}', '{"articles": 1}']
)
def test_a_file_that_somebody_else_wrote_is_none(text: str) -> None:
    _file().write_text(text, "utf-8")
    kept = Bookmarks()
    assert kept.of("1") == Bookmark()
    kept.put(PROJECT, "1", HERE)
    kept.save()
    assert Bookmarks().of("1") == HERE


def test_nothing_is_written_while_nothing_is_new() -> None:
    kept = Bookmarks()
    kept.put(PROJECT, "1", HERE)
    kept.save()
    _file().unlink()
    kept.put(PROJECT, "1", HERE)
    kept.save()
    assert not _file().exists()


def _file() -> Path:
    return bookmarks.settings.home() / bookmarks.FILE


# -- the window -----------------------------------------------------------------------------


@pytest.fixture
def long(hands: Hands, tmp_path: Path) -> list[str]:
    """Three articles of several screens each."""
    files = [tmp_path / f"{name}.txt" for name in "甲乙丙"]
    for file in files:
        line = f"{file.stem}市与邻市共建科学城，签署合作协议，推进产业协作。"
        file.write_text("\n".join(f"{n}{line * 4}" for n in range(60)), "utf-8")
    hands.window.bridge.bring(files)
    return [row.id for row in hands.window.bridge.articles()][-3:]


def test_an_article_is_found_where_it_was_left(hands: Hands, long: list[str]) -> None:
    left: dict[str, object] = {}
    for turn in range(2):
        for number, article in enumerate(long):
            hands.article(article)
            if turn:
                assert sight(hands, 1000 + 700 * number) == left[article]
                assert hands.reader.model.caret == 1003 + 700 * number
                assert hands.reader.selection() is None
            else:
                hands.reader.select(Span(1003 + 700 * number, 1010 + 700 * number))
                hands.settle()
                left[article] = sight(hands, 1000 + 700 * number)


def test_an_article_that_was_not_moved_in_begins_at_its_beginning(
    hands: Hands, long: list[str]
) -> None:
    hands.article(long[0])
    top = hands.reader.place_of(0)
    hands.article(long[1])
    hands.article(long[0])
    assert hands.reader.place_of(0) == top and hands.reader.flow.value < 1


def test_the_place_is_the_same_character_in_every_view(hands: Hands, long: list[str]) -> None:
    hands.view("source")
    hands.article(long[0])
    hands.reader.scroll_by(2000)
    hold = hands.reader.place_now()
    assert hold is not None
    hands.article(long[1])
    hands.view("hant")
    hands.article(long[0])
    assert hands.reader.place_now() == hold


def test_the_next_window_begins_where_the_last_one_ended(
    hands: Hands, long: list[str], sample: Path
) -> None:
    hands.article(long[1])
    hands.reader.select(Span(2000, 2005))
    hands.settle()
    before = sight(hands, 2000)
    hands.window.close()
    again = Window()
    again.resize(hands.window.size())
    again.furnish()
    again.show()
    assert again.files.open_path(sample)
    for _ in range(3):
        QApplication.processEvents()
    assert again.place.article == long[1]
    assert again.reader.model.caret == 2000
    box = again.reader.place_of(2000)
    assert box is not None and before is not None
    assert abs(box.top() - before[1]) <= box.height()
    again.close()


def sight(hands: Hands, source: int) -> tuple[int, int] | None:
    """Where a character stands in the text pane; None where it is not on the screen."""
    box = hands.reader.place_of(source)
    return (box.left(), box.top()) if box else None
