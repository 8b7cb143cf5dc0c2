"""The list of articles: found as one types, shown row by row, however many there are."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest

from annotations.model import Span
from annotations.project import open_project
from annotations.store.listing import PAGE, ArticleList
from gui.hands import Hands
from gui.window import Window
from tests.annotations.store.making import document, new_project
from tests.annotations.store.test_listing import text

MANY = 3 * PAGE


@pytest.fixture
def many(window: Window, tmp_path: Path) -> Hands:
    """The window on more articles than fit on a page, titles like 沪稿2共建园, in import order."""
    new_project(tmp_path, *(document(f"{n:03}", text(n)) for n in range(MANY))).close()
    assert window.files.open_path(tmp_path / "p.danqian")
    hands = Hands(window)
    hands.settle()
    return hands


def shown(hands: Hands) -> list[str]:
    """The ids in the list from top to bottom."""
    model = hands.window.articles.model
    rows = (model.at(place) for place in range(model.rowCount()))
    return [row.id for row in rows if row is not None]


def head(hands: Hands) -> str:
    return hands.window.articles._head.text()


def test_only_what_is_in_sight_is_read(window: Window, tmp_path: Path) -> None:
    many = 40 * PAGE
    new_project(tmp_path, *(document(f"{n:04}", f"第{n}篇") for n in range(many))).close()
    assert window.files.open_path(tmp_path / "p.danqian")
    Hands(window).settle()
    listed = window.bridge.articles()
    assert isinstance(listed, ArticleList)
    assert len(listed) == many == window.articles.model.rowCount()
    assert len(listed._rows) <= 2 * PAGE
    window.articles.list.scrollToBottom()
    Hands(window).settle()
    assert len(listed._rows) <= 4 * PAGE
    assert shown(Hands(window))[-1] == f"{many - 1:04}"


def test_typing_finds_titles_and_texts_in_either_script(many: Hands) -> None:
    panel = many.window.articles
    panel.filter.setText("园区")  # the texts have 園區
    assert shown(many) == [f"{n:03}" for n in range(MANY) if n % 5]
    assert head(many).endswith(f"{len(shown(many))} / {MANY}")
    panel.filter.clear()
    many.window.articles._search()
    assert len(shown(many)) == MANY
    assert head(many).endswith(f"　{MANY}")


def test_the_first_letters_count_at_once_and_the_next_when_one_pauses(
    many: Hands, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    listed = many.window.bridge.listed

    def listening(sort: Any, wanted: str, only: Any) -> ArticleList | None:
        asked.append(wanted)
        return listed(sort, wanted, only)

    monkeypatch.setattr(many.window.bridge, "listed", listening)
    for typed in ("第", "第1", "第17", "第177"):
        many.window.articles.filter.setText(typed)
    assert asked == ["第"]
    qtbot.waitUntil(lambda: asked == ["第", "第177"])
    assert shown(many) == ["177"]


def test_what_is_nowhere_is_said_and_the_article_stays(many: Hands) -> None:
    here = many.window.place.article
    many.window.articles.filter.setText("無此")
    assert shown(many) == []
    assert many.window.articles._stack.currentWidget() is many.window.articles._none
    assert many.window.place.article == here


def test_choosing_what_was_found_goes_to_its_first_hit(many: Hands) -> None:
    panel, window = many.window.articles, many.window
    panel.filter.setText("园区")
    QTest.keyClick(panel.filter, Qt.Key.Key_Down)
    assert panel.list.hasFocus()
    QTest.keyClick(panel.list, Qt.Key.Key_Down)
    article = window.place.article
    source = window.bridge.project.article(article).text if window.bridge.project else ""
    span = window.place.selection
    assert span is not None and span.of(source) == "園區"
    assert span.start == source.index("園區")
    many.reader.select(None)
    QTest.mouseClick(
        panel.list.viewport(),
        Qt.MouseButton.LeftButton,
        pos=panel.list.visualRect(panel.list.currentIndex()).center(),
    )
    assert window.place.selection == span


def test_an_article_found_by_its_title_alone_is_just_opened(many: Hands) -> None:
    many.window.bridge.do(lambda project: project.rename("007", "只有標題"))
    many.window.articles.filter.setText("标题")
    assert shown(many) == ["007"]
    QTest.keyClick(many.window.articles.list, Qt.Key.Key_Down)
    assert many.window.place.article == "007"
    assert many.window.place.selection is None


def test_a_step_touches_its_own_row_and_no_other(many: Hands) -> None:
    model = many.window.articles.model
    many.window.place.show_article("100")
    told: list[tuple[int, int]] = []
    resets: list[None] = []
    model.dataChanged.connect(lambda first, last: told.append((first.row(), last.row())))
    model.modelReset.connect(lambda: resets.append(None))
    many.window.bridge.do(lambda project: project.annotate("005", Span(0, 2), "REGION"))
    many.window.bridge.do(lambda project: project.set_status("100", "done"))
    assert told == [(5, 5), (100, 100)]
    assert not resets
    row = model.at(5)
    assert row is not None and row.annotations == 1


def test_sorted_by_tags_a_row_moves_and_stays_the_current_one(many: Hands) -> None:
    panel = many.window.articles
    panel.sort_by("annotations")
    many.window.place.show_article("100")
    many.settle()
    assert panel.list.currentIndex().row() == 100
    many.window.bridge.do(lambda project: project.annotate("100", Span(0, 2), "REGION"))
    assert shown(many)[:2] == ["100", "000"]
    assert panel.list.currentIndex().row() == 0
    many.window.bridge.do(lambda project: project.undo())
    assert panel.list.currentIndex().row() == 100


def test_home_and_end_go_to_the_first_and_the_last_article(many: Hands) -> None:
    panel = many.window.articles.list
    panel.setFocus()
    QTest.keyClick(panel, Qt.Key.Key_End)
    assert many.window.place.article == f"{MANY - 1:03}"
    many.settle()
    assert many.window.status.position.text() == f"{MANY} / {MANY}"
    QTest.keyClick(panel, Qt.Key.Key_Home)
    assert many.window.place.article == "000"


def test_the_next_article_is_the_next_one_that_was_found(many: Hands) -> None:
    many.window.articles.filter.setText("园区")
    many.window.place.show_article("004")
    many.window.actions_["article-next"].trigger()
    assert many.window.place.article == "006"  # the text of 005 has no 園區
    many.window.actions_["article-previous"].trigger()
    assert many.window.place.article == "004"


def test_what_came_with_an_import_goes_with_its_undoing(many: Hands, tmp_path: Path) -> None:
    (tmp_path / "new.txt").write_text("新來的文章", "utf-8")
    many.window.bridge.bring([tmp_path / "new.txt"])
    assert len(shown(many)) == MANY + 1
    assert many.window.status.position.text() == f"1 / {MANY + 1}"
    many.window.bridge.do(lambda project: project.undo())
    assert len(shown(many)) == MANY


def test_another_project_has_another_list(many: Hands, sample: Path) -> None:
    many.window.articles.filter.setText("第1")
    assert many.window.files.open_path(sample)
    many.window.articles.filter.clear()
    many.window.articles._search()
    with open_project(sample, read_only=True) as project:
        assert shown(many) == [row.id for row in project.articles()]
    assert many.window.articles.model.index_of("000") == QModelIndex()
