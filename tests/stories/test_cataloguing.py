"""A researcher puts articles in order by keys, and finds them so the next day."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from annotations.project import open_project
from gui.hands import CONTROL, SHIFT, Hands
from tests.gui.typing_in import commit

ALT = Qt.KeyboardModifier.AltModifier
TAB = Qt.Key.Key_Tab


def focus() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def test_an_article_is_described_flagged_and_found_again_by_keys_alone(
    hands: Hands, sample: Path
) -> None:
    window = hands.window
    article = window.bridge.articles()[2].id
    hands.article(article)
    many = len(window.bridge.articles())

    # What is known of it: outlet and date, one Tab after the other.
    hands.key(Qt.Key.Key_Return, ALT)
    hands.key(TAB)
    commit(focus(), "浦雲日報")
    hands.key(TAB)
    commit(focus(), "二〇一九年三月七日")
    hands.key(Qt.Key.Key_Return)
    hands.key(Qt.Key.Key_L, CONTROL)
    assert hands.reader.hasFocus()
    hands.key(Qt.Key.Key_F8)
    hands.key(Qt.Key.Key_F8, SHIFT)

    # The list by what was said: flagged ones, of that outlet, in the other script.
    hands.key(Qt.Key.Key_F, CONTROL | ALT)
    form = window.articles.form
    assert form is not None
    while focus() is not form._toggles["flagged", True]:
        hands.key(TAB)
    hands.key(Qt.Key.Key_Space)
    while focus() is not form._lines["outlet"]:
        hands.key(TAB)
    commit(focus(), "浦云日报")
    hands.key(Qt.Key.Key_Return)
    assert window.articles.model.rowCount() == 1
    hands.key(Qt.Key.Key_Escape)
    assert window.articles.line is not None and window.articles.line.isVisible()
    assert focus() is window.articles.list

    # Everything was a step: undone one by one, the filter finds nothing any more; and redone.
    for _ in range(4):
        hands.key(Qt.Key.Key_Z, CONTROL)
    assert window.articles.model.rowCount() == 0
    for _ in range(4):
        hands.key(Qt.Key.Key_Z, CONTROL | SHIFT)
    assert window.articles.model.rowCount() == 1
    QTest.mouseClick(window.articles.line.clear, Qt.MouseButton.LeftButton)
    assert window.articles.model.rowCount() == many

    window.close()
    with open_project(sample, read_only=True) as project:
        known = project.known(article)
        assert known.get("meta", {})["outlet"] == "浦雲日報"
        assert known.get("meta", {})["date"] == "二〇一九年三月七日"
        assert (known.get("status"), known.get("flag")) == ("reading", True)
