"""Everything that takes keys: it has a name for a screen reader, and one sees that it has them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from gui import settings
from gui.hands import SHIFT, Hands

# The platform of the tests has no windows that could be raised, nor a keyboard to grab.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
DIALOGS = (
    *("shortcuts", "help", "emend", "overlay", "overlay-add", "author", "conflicts", "layers"),
    *("export", "withdraw", "about"),
)
PANELS = ("history", "review", "about-article", "find", "articles-filter")


def controls(root: QWidget) -> Iterator[QWidget]:
    """What of a window takes keys, and is on the screen."""
    for widget in (root, *root.findChildren(QWidget)):
        takes = widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        if takes and widget.isVisible() and widget.window() is root and not _is_part(widget):
            yield widget


def _is_part(widget: QWidget) -> bool:
    """Whether Qt made it inside another widget, whose name it goes by."""
    return isinstance(widget, QMenu) or widget.objectName().startswith("qt_")


def unnamed(root: QWidget) -> list[str]:
    found: list[str] = []
    for widget in controls(root):
        told = QAccessible.queryAccessibleInterface(widget)
        if told is None or not told.text(QAccessible.Text.Name).strip():
            parents = [type(widget).__name__, type(widget.parentWidget()).__name__]
            found.append(" in ".join(parents))
    return found


@pytest.fixture
def at_work(hands: Hands) -> Hands:
    """A window with an article, an open annotation and a selection."""
    window = hands.window
    window.resize(1400, 900)
    article = window.bridge.articles()[0].id
    window.place.show_article(article)
    annotation = window.bridge.annotations(article)[4]
    window.place.activate(annotation.id)
    hands.reader.select(annotation.hull)
    hands.settle()
    return hands


def test_everything_in_the_window_that_takes_keys_has_a_name(at_work: Hands) -> None:
    assert len(list(controls(at_work.window))) > 40
    assert unnamed(at_work.window) == []


def test_everything_in_the_panels_that_takes_keys_has_a_name(at_work: Hands) -> None:
    for panel in PANELS:
        at_work.window.actions_[panel].trigger()
        at_work.settle()
        assert (panel, unnamed(at_work.window)) == (panel, [])


def test_everything_in_the_dialogs_that_takes_keys_has_a_name(at_work: Hands) -> None:
    for dialog in DIALOGS:
        assert (dialog, of_dialog(at_work, dialog)) == (dialog, [[]])


def of_dialog(hands: Hands, dialog: str) -> list[list[str]]:
    """What has no name in each window that a command opens; they are closed again."""
    found: list[list[str]] = []

    def look() -> None:
        for shown in QApplication.topLevelWidgets():
            if shown is not hands.window and shown.isVisible():
                found.append(unnamed(shown))
                shown.close()

    QTimer.singleShot(100, look)
    hands.window.actions_[dialog].trigger()
    QTest.qWait(0 if found else 150)
    hands.settle()
    return found


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_one_sees_what_has_the_keys_wherever_tab_leads(at_work: Hands, theme: str) -> None:
    window = at_work.window
    settings.put("theme", theme)
    window.apply_looks()
    window.actions_["review"].trigger()
    at_work.reader.setFocus()
    at_work.settle()
    seen: list[QWidget] = []
    unseen: list[str] = []
    key = at_work.reader
    while key is not None and key not in seen and len(seen) < 120:
        seen.append(key)
        with_keys = picture(key)
        QTest.keyClick(key, Qt.Key.Key_Tab)
        at_work.settle()
        after = QApplication.focusWidget()
        if after is not key and with_keys == picture(key):
            name = QAccessible.queryAccessibleInterface(key).text(QAccessible.Text.Name)
            unseen.append(f"{type(key).__name__} {name}")
        key = after
    assert len(seen) > 25, "Tab leads through the window"
    assert unseen == []


def picture(widget: QWidget) -> QImage:
    return widget.grab().toImage()


def test_tab_and_shift_tab_leave_the_text(at_work: Hands) -> None:
    for modifier in (Qt.KeyboardModifier.NoModifier, SHIFT):
        at_work.reader.setFocus()
        QTest.keyClick(at_work.reader, Qt.Key.Key_Tab, modifier)
        assert QApplication.focusWidget() is not at_work.reader
