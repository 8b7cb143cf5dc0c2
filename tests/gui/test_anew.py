"""The window in another language: everything stays where it was, nothing stays as it was said."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from html import escape
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QMenu,
    QTabBar,
    QTextEdit,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from annotations.errors import Refusal
from annotations.model import AnnotationFilter, Changed, Span
from annotations.overview import ArticleFilter
from annotations.project import Project
from annotations.text.script import only_simplified
from gui import language, look, settings
from gui.anew import Shown
from gui.app import start
from gui.commands import COMMANDS
from gui.hands import Hands
from gui.layers import Layers
from gui.panels.tags import TagButton
from gui.window import Window

HAN = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]")
OWN_NAMES = {"简体中文", "繁體中文"}  # of languages


def nothing(window: Window) -> None:
    """No process is started beside a test."""


@pytest.fixture
def window(qapp: QApplication, qtbot: QtBot) -> Window:
    """The first window; `shown` closes the last one."""
    hook = sys.excepthook
    start()
    sys.excepthook = hook
    made = Window()
    made.furnish()
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.fixture
def shown(window: Window) -> Iterator[Shown]:
    holder = Shown(window, nothing)
    yield holder
    holder.window.bridge.discard()
    holder.window.close()
    holder.window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    language.speak(language.SOURCE)


def change(shown: Shown, qtbot: QtBot, wanted: str) -> Window:
    """Choose a language in the menu; the window that is there then."""
    old = shown.window
    old.actions_[f"language-{wanted}"].trigger()
    qtbot.waitUntil(lambda: shown.window is not old)
    qtbot.waitExposed(shown.window)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QApplication.processEvents()
    return shown.window


def test_the_place_in_the_text_stays_in_another_language(
    shown: Shown, hands: Hands, qtbot: QtBot
) -> None:
    old = shown.window
    old.resize(1100, 700)
    row = max(old.bridge.articles(), key=lambda row: row.chars)
    hands.article(row.id)
    hands.view("hant")
    old.reader.select(Span(200, 204))
    old.reader.scroll_by(37)
    hands.settle()
    box, value = old.reader.place_of(200), old.reader.flow.value
    assert box is not None
    geometry = old.geometry()
    new = change(shown, qtbot, "en")
    assert new.place.article == row.id
    assert new.place.view == "hant"
    assert new.place.selection == new.reader.selection() == Span(200, 204)
    assert new.reader.place_of(200) == box
    assert new.reader.flow.value == value
    assert new.geometry() == geometry
    assert new.focusWidget() is new.reader


def test_what_is_being_found_is_found_in_the_other_window(
    shown: Shown, hands: Hands, qtbot: QtBot
) -> None:
    old = shown.window
    hands.article(max(old.bridge.articles(), key=lambda row: row.chars).id)
    hands.key(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert old.doing.finding.bar is not None
    old.doing.finding.bar.box.setText("的")
    qtbot.waitUntil(lambda: old.doing.finding.found.whole and len(old.reader.hits) > 1)
    spans, current = old.reader.hits.spans, old.reader.hits.current
    new = change(shown, qtbot, "en")
    assert (new.reader.hits.spans, new.reader.hits.current) == (spans, current)
    bar = new.doing.finding.bar
    assert bar is not None and bar.isVisible()
    assert bar.box.text() == "的"
    assert bar.count.text() == f"{(current or 0) + 1} / {len(spans)}"


def test_what_the_lists_are_narrowed_to_stays_so(shown: Shown, hands: Hands, qtbot: QtBot) -> None:
    old = shown.window
    only = ArticleFilter(annotated=True, scripts=frozenset({"hans", "hant"}))
    old.articles.sift(only)
    old.articles.sort_by("annotations")
    old.place.show_layers(Layers(labels=frozenset({"REGION"})))
    old.annotations.sift(AnnotationFilter(noted=False))
    articles, marks = old.articles.model.rowCount(), old.annotations.model.rows
    assert marks and articles < len(old.bridge.articles())
    new = change(shown, qtbot, "en")
    assert new.articles.model.rowCount() == articles
    assert new.articles.line is not None
    assert "annotated" in new.articles.line.text.accessibleName()
    assert new.annotations.model.rows == marks
    new.actions_["layers-all"].trigger()
    assert len(new.annotations.model.rows) > len(marks)


def test_what_waits_to_be_saved_waits_in_the_other_window(
    shown: Shown, hands: Hands, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = shown.window
    article = old.place.article

    def full(_: Project) -> Changed:
        raise Refusal("disk-full", file="甲")

    old.bridge.do(full)
    assert old.bridge.unsaved is not None
    verbs = old.bridge.unsaved.verbs
    new = change(shown, qtbot, "zh_TW")
    assert new.bridge.unsaved is not None
    assert new.bridge.unsaved.verbs == verbs
    new.bridge.discard()
    assert new.bridge.do(lambda project: project.set_status(article, "done")) is not None
    assert new.bridge.row(article).status == "done"  # type: ignore[union-attr]


def test_a_note_in_the_midst_of_which_the_language_changes_is_kept(
    shown: Shown, hands: Hands, qtbot: QtBot
) -> None:
    old = shown.window
    old.reader.select(Span(10, 12))
    made = hands.tag("r")
    hands.key(Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(old.details.note, "seen before")
    new = change(shown, qtbot, "en")
    kept = new.bridge.annotation(new.place.article, made.id)
    assert kept is not None
    assert kept.note == "seen before"
    assert new.place.active == made.id
    assert new.details.note.toPlainText() == "seen before"
    assert new.focusWidget() is new.details.note


def test_open_panels_and_the_search_of_the_list_stay(
    shown: Shown, hands: Hands, qtbot: QtBot
) -> None:
    old = shown.window
    old.articles.sort_by("title")
    old.articles.filter.setText("佛山")
    old.show_review(True)
    old.show_history(True)
    many = old.articles.model.rowCount()
    new = change(shown, qtbot, "en")
    assert new.articles.filter.text() == "佛山"
    assert new.articles.model.rowCount() == many < len(new.bridge.articles())
    assert new.review.isVisible()
    assert new.history.isVisible()
    assert "By title ▾" in {text for _, text in texts(new)}


def test_the_choice_of_the_language_that_is_spoken_leaves_the_window(shown: Shown) -> None:
    shown.window.actions_["language-zh_CN"].trigger()
    QApplication.processEvents()
    assert settings.get("language") == "zh_CN"
    assert shown.window.actions_["language-zh_CN"].isChecked()
    assert not shown.window.actions_["language-en"].isChecked()


def test_one_can_go_through_all_languages_and_back(
    shown: Shown, hands: Hands, qtbot: QtBot
) -> None:
    first = {c.id: shown.window.actions_[c.id].text() for c in COMMANDS}
    article = shown.window.place.article
    for wanted in ("en", "zh_TW", "zh_CN"):
        window = change(shown, qtbot, wanted)
        assert window.place.article == article
    assert {c.id: shown.window.actions_[c.id].text() for c in COMMANDS} == first


# -- what is left on the screen -----------------------------------------------------------


def texts(window: Window) -> Iterator[tuple[str, str]]:
    """Everything that the window says, beside what the articles say: where, and what."""
    yield "title", window.windowTitle().partition(" — ")[2]
    for action in window.findChildren(QAction):
        yield f"action {action.objectName()}", action.text()
        yield f"tip of {action.objectName()}", action.toolTip()
    for menu in window.findChildren(QMenu):
        yield "menu", menu.title()
    for widget in window.findChildren(QWidget):
        name = f"{type(widget).__name__} {widget.objectName()}"
        yield f"name of {name}", widget.accessibleName()
        yield f"description of {name}", widget.accessibleDescription()
        yield f"tip of {name}", widget.toolTip()
        if isinstance(widget, QLabel):
            yield name, widget.text()
        elif isinstance(widget, QComboBox):
            yield from ((name, widget.itemText(n)) for n in range(widget.count()))
        elif isinstance(widget, QTabBar):
            yield from ((name, widget.tabText(n)) for n in range(widget.count()))
        elif isinstance(widget, QAbstractItemView):
            yield from ((name, text) for text in rows(widget))
        elif not isinstance(widget, QTextEdit | QMenu):
            for getter in ("text", "placeholderText"):
                read = getattr(widget, getter, None)
                if callable(read):
                    yield name, str(read())


def rows(view: QAbstractItemView) -> Iterator[str]:
    """What the rows of a list say, to the eye, the ear and under the mouse."""
    roles = Qt.ItemDataRole
    model = view.model()
    for row in range(model.rowCount() if model else 0):
        for role in (roles.DisplayRole, roles.AccessibleTextRole, roles.ToolTipRole):
            yield str(model.index(row, 0).data(role) or "")


def is_content(window: Window, text: str) -> bool:
    """Whether it is said by the tag set, which defines its tags in one language."""
    tagset = window.bridge.project.tagset if window.bridge.project else None
    assert tagset is not None
    tags = (*tagset.entities, tagset.measure, *tagset.types)
    notes = [value.note for rule in tagset.attributes for value in rule.values]
    said = (*(tag.definition for tag in tags), *notes)
    return any(escape(words) in text for words in said if words)


@pytest.fixture
def full(shown: Shown, tmp_path: Path) -> Shown:
    """A window with something in every part of it, and articles without a Chinese character."""
    window = shown.window
    assert window.files.open_path(tmp_path / "empty.danqian", create=True)
    file = tmp_path / "news.txt"
    file.write_text("Two towns met &amp; agreed.\nThey will build a road.&nbsp;\n", "utf-8")
    window.files.bring([file])
    for dialog in window.findChildren(QDialog):
        dialog.close()
    Hands(window).settle()
    window.reader.select(Span(4, 9))
    window.desk.tagging.key("r")
    window.reader.select(Span(10, 20))
    window.desk.tagging.tag_measure(window.bridge.project.tagset.types[0])  # type: ignore[union-attr]
    window.bridge.do(lambda project: project.undo())
    window.bridge.do(lambda project: project.redo())
    window.show_review(True)
    window.show_history(True)
    return shown


def test_no_chinese_is_left_in_an_english_window(full: Shown, qtbot: QtBot) -> None:
    window = change(full, qtbot, "en")
    left = {
        (where, text)
        for where, text in texts(window)
        if HAN.search(text) and text not in OWN_NAMES and not is_content(window, text)
    }
    assert left == set()


def test_no_simplified_character_is_left_in_a_traditional_window(full: Shown, qtbot: QtBot) -> None:
    window = change(full, qtbot, "zh_TW")
    left = {
        (where, text)
        for where, text in texts(window)
        if set(text) & only_simplified() and text not in OWN_NAMES and not is_content(window, text)
    }
    assert left == set()
    assert "檔案" in {text for _, text in texts(window)}


def test_the_interface_is_drawn_with_the_glyphs_of_its_script(full: Shown, qtbot: QtBot) -> None:
    change(full, qtbot, "zh_TW")
    assert QApplication.font().families() == look.families("hant")
    change(full, qtbot, "zh_CN")
    assert QApplication.font().families() == look.families("hans")


# -- room for it --------------------------------------------------------------------------


def cut(window: Window) -> set[tuple[str, str]]:
    """The buttons and labels in sight whose text is wider than they are."""
    found: set[tuple[str, str]] = set()
    for widget in window.findChildren(QWidget):
        elides = isinstance(widget, TagButton) or widget is window.details.tag
        if not widget.isVisible() or widget.visibleRegion().isEmpty() or elides:
            continue
        if isinstance(widget, QToolButton):
            with_icon = widget.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly
            lines = [] if with_icon and not widget.icon().isNull() else [widget.text()]
        elif isinstance(widget, QAbstractButton):
            lines = [widget.text()]
        elif isinstance(widget, QLabel) and not widget.wordWrap():
            lines = widget.text().split("\n")
        else:
            continue
        advance = widget.fontMetrics().horizontalAdvance
        found |= {(type(widget).__name__, line) for line in lines if advance(line) > widget.width()}
    return found


@pytest.mark.parametrize("known", language.LANGUAGES)
def test_no_text_of_a_small_window_is_cut(full: Shown, qtbot: QtBot, known: str) -> None:
    window = change(full, qtbot, known) if known != language.SOURCE else full.window
    window.setGeometry(0, 0, 1024, 700)
    hands = Hands(window)
    hands.settle()
    assert cut(window) == set(), "review and history"
    window.show_review(False)
    window.show_history(False)
    window.articles.funnel.click()
    hands.settle()
    assert cut(window) == set(), "tags, card and filter"
    window.place.activate(window.bridge.annotations(window.place.article)[0].id)
    hands.settle()
    assert cut(window) == set(), "the card of an annotation"
    window.desk.tagging.begin_chord()
    hands.settle()
    assert cut(window) == set(), "types of a measure"
