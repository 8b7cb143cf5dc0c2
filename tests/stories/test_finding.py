"""A reader looks for a word: in this article, then in all of them, and tags what was found."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotations.text.fold import fold
from gui.hands import CONTROL, SHIFT, Hands
from gui.reader.strip import Strip

WORD = "合作"


def write(text: str) -> None:
    """Type as an input method does, and wait as one does."""
    event = QInputMethodEvent("", [])
    event.setCommitString(text)
    focus = QApplication.focusWidget()
    assert focus is not None
    QApplication.sendEvent(focus, event)
    QTest.qWait(200)


def seen(hands: Hands) -> str:
    """What is selected, as the view writes it; it must be on the screen."""
    span = hands.reader.selection()
    assert span is not None
    box = hands.reader.place_of(span.start)
    assert box is not None
    assert hands.reader.viewport().rect().intersects(box)
    return hands.reader.selected_text()


def test_a_word_is_found_stepped_through_tagged_and_followed_through_the_list(
    hands: Hands, qtbot: QtBot
) -> None:
    window = hands.window
    hands.key(Qt.Key.Key_F, CONTROL)
    bar = window.doing.finding.bar
    assert bar is not None
    write(WORD)
    many = len(window.reader.hits)
    assert many > 3
    for number in range(1, many + 1):
        assert bar.count.text() == f"{number} / {many}"
        assert seen(hands) == WORD
        hands.key(Qt.Key.Key_Return)
    assert bar.count.text() == f"1 / {many}"  # round again
    hands.key(Qt.Key.Key_Return, SHIFT)
    assert bar.count.text() == f"{many} / {many}"

    hands.key(Qt.Key.Key_Escape)
    assert not bar.isVisible()
    assert window.reader.hasFocus()
    assert len(window.reader.hits) == 0
    span = window.reader.selection()
    assert hands.tag("k").fragments == (span,)

    hands.key(Qt.Key.Key_F, CONTROL | SHIFT)
    assert window.articles.filter.hasFocus()
    write("協作")  # there it is written in either script
    listed = [row.id for row in window.bridge.listed("order", "協作") or ()]
    assert len(listed) > 1
    found: list[str] = []
    for _ in range(200):
        hands.key(Qt.Key.Key_G, CONTROL)
        if bar.hint.text():
            break
        assert fold(seen(hands)) == fold("协作")
        if window.place.article not in found:
            found.append(window.place.article)
    assert bar.hint.text()
    assert found == [id for id in listed if id in found]
    assert len(found) > 1
    hands.view("hans")
    assert seen(hands) == "协作"
    hands.view("hant")
    assert seen(hands) == "協作"
    assert bar.count.text().startswith(f"{len(window.reader.hits)} / ")

    strip = window.reader.findChildren(Strip)[0]
    QTest.mouseClick(strip, Qt.MouseButton.LeftButton, pos=QPoint(5, 0))
    assert window.reader.flow.value == 0
    hands.key(Qt.Key.Key_F, CONTROL | SHIFT)
    hands.key(Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not bar.isVisible())
    assert len(window.reader.hits) == 0
