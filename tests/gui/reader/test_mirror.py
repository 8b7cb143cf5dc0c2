"""The plain text that screen readers are given: text, caret, selection and marks of the reader."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from annotations.model import Span
from gui import look
from gui.reader.mirror import Mirror
from gui.reader.standins import Plain
from gui.reader.view import ReaderView
from tests.gui.reader.conftest import SENTENCE, mark, page

Key = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier
ODD = "甲𠮷\r\n\r\u2028\u2029\ufdd0\ud800\x00\x85\u00a0\t\u202e乙\n"


@pytest.fixture
def listened_to(qapp: object) -> Iterator[None]:
    before = QAccessible.isActive()
    QAccessible.setActive(True)
    yield
    QAccessible.setActive(before)


@pytest.fixture
def mirror(qtbot: QtBot) -> Mirror:
    """The mirror of a shown reader with the keys."""
    around = QWidget()
    reader = ReaderView(theme=look.theme("light"))
    column = QVBoxLayout(around)
    column.addWidget(reader)
    around.resize(820, 600)
    qtbot.addWidget(around)
    with qtbot.waitExposed(around):
        around.show()
    made = Mirror(reader, around)
    reader.setFocus()
    reader.show_page(page(SENTENCE + "\n" + SENTENCE, [mark("m", (3, 5))]))
    return made


def held(mirror: Mirror) -> QPlainTextEdit:
    assert mirror.text is not None
    return mirror.text


@given(st.text(st.sampled_from(ODD) | st.characters()))
def test_every_character_keeps_its_place_in_the_plain_text(qapp: object, text: str) -> None:
    plain, edit = Plain(text), QPlainTextEdit()
    edit.setPlainText(plain.text)
    assert len(plain.text) == len(text)
    assert edit.document().characterCount() - 1 == plain.to_units(len(text))
    cursor = QTextCursor(edit.document())
    for at, char in enumerate(plain.text):
        cursor.setPosition(plain.to_units(at))
        cursor.setPosition(plain.to_units(at + 1), QTextCursor.MoveMode.KeepAnchor)
        assert cursor.selectedText().replace("\u2029", "\n") in (char, char.replace("\u00a0", " "))


def test_nothing_is_made_for_as_long_as_nobody_listens(mirror: Mirror, qtbot: QtBot) -> None:
    if QAccessible.isActive():
        pytest.skip("somebody listens on this machine")
    qtbot.keyClick(mirror.parent(), Key.Key_Right)
    assert mirror.text is None


def test_who_comes_later_is_given_the_text_without_a_key(mirror: Mirror, qtbot: QtBot) -> None:
    if QAccessible.isActive():
        pytest.skip("somebody listens on this machine")
    QAccessible.setActive(True)
    mirror._somebody.setInterval(10)
    qtbot.waitUntil(lambda: mirror.text is not None)
    assert held(mirror).toPlainText() and not mirror._somebody.isActive()
    QAccessible.setActive(False)


def test_caret_and_selection_are_those_of_the_reader(
    listened_to: None, mirror: Mirror, qtbot: QtBot
) -> None:
    reader = mirror.parent()
    assert isinstance(reader, ReaderView)
    for key, held_down in (
        (Key.Key_End, Qt.KeyboardModifier.NoModifier),
        *[(Key.Key_Left, SHIFT)] * 3,
        (Key.Key_A, Qt.KeyboardModifier.ControlModifier),
        (Key.Key_Home, Qt.KeyboardModifier.NoModifier),
    ):
        qtbot.keyClick(reader, key, held_down)
        cursor = held(mirror).textCursor()
        assert cursor.selectedText().replace("\u2029", "\n") == reader.selected_text()
        cursor.setPosition(cursor.position())
        cursor.setPosition(0, QTextCursor.MoveMode.KeepAnchor)
        before = cursor.selectedText().replace("\u2029", "\n")
        assert before == reader.view.text[: reader.model.at]


def test_another_view_is_another_text_with_the_same_selection(
    listened_to: None, mirror: Mirror
) -> None:
    reader = mirror.parent()
    assert isinstance(reader, ReaderView)
    at = SENTENCE.index("(qū)")
    reader.select(Span(at - 1, at + 6))
    reader.show_page(page(SENTENCE, blocks=[(at, at + 4, "")], name="clean"), keep_place=True)
    assert held(mirror).toPlainText() == SENTENCE.replace("(qū)", "")
    assert held(mirror).textCursor().selectedText() == "区举行"


def test_words_that_are_marked_stand_out_and_no_longer_when_the_mark_goes(
    listened_to: None, mirror: Mirror, qtbot: QtBot
) -> None:
    reader = mirror.parent()
    assert isinstance(reader, ReaderView)
    text = SENTENCE + "\n" + SENTENCE
    for marks in (
        [mark("m", (3, 5)), mark("n", (8, 10))],
        [mark("n", (8, 10))],
        [mark("n", (7, 10), (12, 13))],
        [],
    ):
        reader.show_page(page(text, marks), keep_place=True)
        qtbot.waitUntil(lambda: not mirror._left)
        wanted = {
            at for one in marks for part in one.fragments for at in range(part.start, part.end)
        }
        assert underlined(held(mirror), len(SENTENCE)) == wanted


def underlined(text: QPlainTextEdit, length: int) -> set[int]:
    cursor, found = QTextCursor(text.document()), set[int]()
    for at in range(min(length, 20)):  # before the first character of two units
        cursor.setPosition(at + 1)
        if cursor.charFormat().fontUnderline():
            found.add(at)
    return found


def test_the_name_of_a_mark_is_said_when_the_caret_comes_into_it(
    listened_to: None, mirror: Mirror
) -> None:
    reader = mirror.parent()
    assert isinstance(reader, ReaderView)
    said: list[str] = []
    mirror.say = said.append  # type: ignore[method-assign]
    reader.put_caret(0)
    assert not any(said)
    reader.put_caret(3)
    reader.put_caret(4)
    assert [told for told in said if told] == ["地区"]


def test_the_card_is_said_when_it_comes(listened_to: None, mirror: Mirror) -> None:
    reader = mirror.parent()
    assert isinstance(reader, ReaderView)
    reader.put_caret(4)
    assert reader.notes.tell_at_caret()
    assert reader.notes.card.text and held(mirror).accessibleDescription() == reader.notes.card.text


def test_the_keys_of_the_reader_are_those_of_its_mirror_and_it_is_under_it(
    listened_to: None, mirror: Mirror, qtbot: QtBot
) -> None:
    reader = mirror.parent()
    assert isinstance(reader, ReaderView)
    qtbot.keyClick(reader, Key.Key_Right)
    text = held(mirror)
    assert text.hasFocus() and reader.hasFocus() and text.isReadOnly()
    assert text.geometry() == reader.geometry()
    around = reader.window()
    assert around.childAt(reader.geometry().center()) in (reader, reader.viewport())
    around.resize(500, 400)
    qtbot.waitUntil(lambda: text.geometry() == reader.geometry())
    reader.hide()
    assert not text.isVisible()
