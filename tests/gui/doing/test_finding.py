"""Finding in the article and on through the list, by the keys."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from annotations.model import Emendation, Span, ViewName
from gui.doing import finding
from gui.hands import CONTROL, SHIFT, Hands
from gui.panels.find import FindBar
from gui.reader.strip import Strip
from gui.window import Window
from tests.annotations.store.making import document, new_project

TEXTS = {
    "一": "滬蘇兩地在上海簽約，園區(qū)共建。\n第二段又說園区，再說园區。",
    "二": "這一篇沒有要找的字。",
    "三": "三地園區協作：園區之外還有園區。",
    "四": "標題也沒有。",
}


@pytest.fixture
def finds(window: Window, tmp_path: Path) -> Hands:
    """The window on four articles; two of them have 园区, in several ways."""
    new_project(tmp_path, *(document(id, text) for id, text in TEXTS.items())).close()
    assert window.files.open_path(tmp_path / "p.danqian")
    hands = Hands(window)
    hands.settle()
    window.reader.setFocus()
    return hands


def write(text: str) -> None:
    """Type as an input method does."""
    event = QInputMethodEvent("", [])
    event.setCommitString(text)
    focus = QApplication.focusWidget()
    assert focus is not None
    QApplication.sendEvent(focus, event)
    QApplication.processEvents()


def bar(hands: Hands) -> FindBar:
    found = hands.window.doing.finding.bar
    assert found is not None
    return found


def told(hands: Hands) -> str:
    return bar(hands).count.text()


def selected(hands: Hands) -> str:
    """What is selected, as the source has it."""
    span = hands.window.reader.selection()
    return span.of(TEXTS[hands.window.place.article]) if span else ""


def emend(hands: Hands, text: str, replacement: str) -> None:
    """Have something in the first article read otherwise."""
    at = TEXTS["一"].index(text)
    made = Emendation("", Span(at, at + len(text)), replacement, "typo", status="accepted")
    hands.window.bridge.do(lambda project: project.emend("一", [made]))


def look_for(hands: Hands, text: str) -> None:
    hands.key(Qt.Key.Key_F, CONTROL)
    bar(hands).box.clear()
    write(text)
    QTest.qWait(150)


def search_list(hands: Hands, text: str) -> None:
    hands.key(Qt.Key.Key_F, CONTROL | SHIFT)
    write(text)
    QTest.qWait(150)


def test_both_scripts_and_what_stands_in_dirt_are_found_and_stepped_through(finds: Hands) -> None:
    look_for(finds, "园区")
    assert told(finds) == "1 / 3"
    assert selected(finds) == "園區"
    for count, text in (("2 / 3", "園区"), ("3 / 3", "园區"), ("1 / 3", "園區")):
        finds.key(Qt.Key.Key_Return)
        assert (told(finds), selected(finds)) == (count, text)
    finds.key(Qt.Key.Key_Return, SHIFT)
    assert told(finds) == "3 / 3"
    finds.key(Qt.Key.Key_G, CONTROL)
    assert told(finds) == "1 / 3"
    finds.key(Qt.Key.Key_G, CONTROL | SHIFT)
    assert told(finds) == "3 / 3"
    assert bar(finds).box.hasFocus()


def test_what_an_emendation_takes_out_does_not_stand_in_the_way(finds: Hands, qtbot: QtBot) -> None:
    look_for(finds, "园区共建")
    assert told(finds) == "没有"
    emend(finds, "(qū)", "")
    qtbot.waitUntil(lambda: told(finds) == "1")
    finds.key(Qt.Key.Key_Return)
    assert selected(finds) == "園區(qū)共建"


def test_escape_closes_and_what_was_found_can_be_tagged_at_once(finds: Hands) -> None:
    look_for(finds, "上海")
    finds.key(Qt.Key.Key_Escape)
    assert not bar(finds).isVisible()
    assert finds.reader.hasFocus()
    assert len(finds.reader.hits) == 0
    made = finds.tag("r")
    assert made.hull.of(TEXTS["一"]) == "上海"


def test_typing_starts_where_the_caret_was_and_not_at_the_last_hit(finds: Hands) -> None:
    finds.reader.select(Span(TEXTS["一"].index("第二段"), TEXTS["一"].index("第二段") + 1))
    finds.reader.select(None)
    look_for(finds, "園")
    assert told(finds) == "2 / 3"
    write("区")
    QTest.qWait(150)
    assert told(finds) == "2 / 3"


def test_what_is_selected_is_what_is_found(finds: Hands) -> None:
    start = TEXTS["一"].index("兩地")
    finds.reader.select(Span(start, start + 2))
    finds.key(Qt.Key.Key_F, CONTROL)
    assert bar(finds).box.text() == "兩地"
    assert bar(finds).box.selectedText() == "兩地"
    assert told(finds) == "1 / 1"


def test_what_is_nowhere_is_said(finds: Hands) -> None:
    look_for(finds, "查無此語")
    assert told(finds) == "没有"
    assert bar(finds).isVisible()
    assert not bar(finds).next.isEnabled()
    finds.key(Qt.Key.Key_Return)
    assert told(finds) == "没有"


def test_what_the_list_searches_is_shown_in_the_article_and_the_keys_stay(finds: Hands) -> None:
    search_list(finds, "园区")
    assert finds.window.articles.filter.hasFocus()
    assert [span.of(TEXTS["一"]) for span in finds.reader.hits.spans] == ["園區", "園区", "园區"]
    assert bar(finds).isVisible()
    assert bar(finds).box.text() == "园区"
    finds.window.articles.filter.clear()
    QTest.qWait(300)
    assert len(finds.reader.hits) == 0
    assert not bar(finds).isVisible()


def test_stepping_goes_on_into_the_next_article_of_the_list_and_back(finds: Hands) -> None:
    search_list(finds, "园区")
    for _ in range(3):
        finds.key(Qt.Key.Key_G, CONTROL)
    assert (finds.window.place.article, told(finds)) == ("一", "3 / 3")
    finds.key(Qt.Key.Key_G, CONTROL)
    assert (finds.window.place.article, told(finds)) == ("三", "1 / 3")
    assert selected(finds) == "園區"
    for _ in range(3):
        finds.key(Qt.Key.Key_G, CONTROL)
    assert (finds.window.place.article, told(finds)) == ("三", "3 / 3")
    assert bar(finds).hint.text()
    finds.key(Qt.Key.Key_G, CONTROL | SHIFT)
    assert not bar(finds).hint.text()
    for _ in range(2):
        finds.key(Qt.Key.Key_G, CONTROL | SHIFT)
    assert (finds.window.place.article, told(finds)) == ("一", "3 / 3")
    assert finds.reader.hits.current == 2


def test_an_article_chosen_in_the_list_says_which_hit_it_shows(finds: Hands, qtbot: QtBot) -> None:
    search_list(finds, "园区")
    finds.key(Qt.Key.Key_Down)
    finds.key(Qt.Key.Key_Down)
    assert finds.window.place.article == "三"
    qtbot.waitUntil(lambda: told(finds) == "1 / 3")


class Hidden(QObject):
    """How often a widget was hidden."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.often = 0
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.often += event.type() == QEvent.Type.Hide
        return False


def test_the_line_stays_where_it_is_from_article_to_article(finds: Hands, qtbot: QtBot) -> None:
    search_list(finds, "园区")
    finds.reader.select(Span(0, 2))
    hidden = Hidden(bar(finds))
    finds.window.place.show_article("三")
    assert len(finds.reader.hits) == 0  # those of the other article are not here
    finds.reader.select(Span(0, 1))
    qtbot.waitUntil(lambda: len(finds.reader.hits) == 3 and told(finds) == "3")
    assert not hidden.often
    finds.window.place.show_article("二")
    qtbot.waitUntil(lambda: bar(finds).isHidden())
    assert hidden.often == 1


def test_what_was_typed_is_looked_for_in_the_next_article_too(finds: Hands, qtbot: QtBot) -> None:
    look_for(finds, "園區")
    finds.window.place.show_article("三")
    qtbot.waitUntil(lambda: told(finds) == "3")
    finds.window.place.show_article("二")
    qtbot.waitUntil(lambda: told(finds) == "没有")
    finds.key(Qt.Key.Key_Return)
    assert finds.window.place.article == "二"


def test_a_step_that_changes_the_text_has_it_looked_through_again(
    finds: Hands, qtbot: QtBot
) -> None:
    look_for(finds, "園中區")
    assert told(finds) == "没有"
    emend(finds, "園區", "園中區")
    qtbot.waitUntil(lambda: told(finds) != "没有")
    finds.window.bridge.do(lambda project: project.undo())
    qtbot.waitUntil(lambda: told(finds) == "没有")


def test_tagging_does_not_look_again(finds: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    look_for(finds, "上海")
    looked = finds.window.doing.finding.found
    finds.reader.setFocus()
    finds.tag("r")
    QTest.qWait(2 * finding.LATE)
    assert finds.window.doing.finding.found is looked


def test_hits_stay_on_their_characters_in_every_view(finds: Hands) -> None:
    look_for(finds, "园区")
    names: tuple[ViewName, ...] = ("clean", "hans", "hant", "source")
    for name in names:
        finds.view(name)
        assert finds.window.place.view == name
        assert told(finds) == "1 / 3"
        assert len(finds.reader.hits) == 3


def test_a_very_common_character_is_found_a_piece_at_a_time(
    window: Window, tmp_path: Path, qtbot: QtBot
) -> None:
    many = 3 * finding.MORE
    new_project(tmp_path, document("長", "一二三四五六七八九\n" * many)).close()
    assert window.files.open_path(tmp_path / "p.danqian")
    hands = Hands(window)
    hands.settle()
    window.reader.setFocus()
    look_for_first = window.doing.finding
    hands.key(Qt.Key.Key_F, CONTROL)
    write("三")
    assert finding.FIRST <= len(look_for_first.found.spans) < many
    assert told(hands).endswith("+")
    hands.key(Qt.Key.Key_Return, SHIFT)  # before all are known: the last one of all
    assert told(hands) == f"{many:,} / {many:,}"
    qtbot.waitUntil(lambda: look_for_first.found.whole)
    assert len(window.reader.hits) == many
    hands.key(Qt.Key.Key_Return)
    assert told(hands) == f"1 / {many:,}"


def test_a_click_in_the_strip_goes_to_the_hit_there(
    window: Window, tmp_path: Path, qtbot: QtBot
) -> None:
    text = "一二三四五六七八九\n" * 900 + "唯一\n" + "一二三四五六七八九\n" * 99
    new_project(tmp_path, document("長", text)).close()
    assert window.files.open_path(tmp_path / "p.danqian")
    hands = Hands(window)
    hands.settle()
    search_list(hands, "唯一")
    strip = window.reader.findChildren(Strip)[0]
    qtbot.waitUntil(lambda: len(window.reader.hits) == 1 and strip.picture is not None)
    place = window.reader.flow
    assert place.box_of(text.index("唯一")) is None
    QTest.mouseClick(
        strip, Qt.MouseButton.LeftButton, pos=QPoint(7, round(strip.height() * 0.9) - 6)
    )
    assert place.box_of(text.index("唯一")) is not None


def test_another_project_finds_nothing_of_the_old_one(finds: Hands, sample: Path) -> None:
    look_for(finds, "园区")
    assert finds.window.files.open_path(sample)
    finds.settle()
    assert not bar(finds).isVisible()
    assert len(finds.reader.hits) == 0
    QTest.qWait(200)
    assert len(finds.reader.hits) == 0
