"""The card and the menu of what is noted at a place, by mouse and by keyboard."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from annotations.model import Doubt, Emendation, Span
from gui.reader.card import Card
from gui.reader.pages import Page, Told
from gui.reader.view import ReaderView
from tests.gui.reader.conftest import SENTENCE, emended, page

RESIDUE = SENTENCE.index("(qū)")
AWAY = QPoint(400, 560)
LEFT = Qt.MouseButton.LeftButton
ALT = Qt.KeyboardModifier.AltModifier
Key = Qt.Key


def centre(reader: ReaderView, source: int) -> QPoint:
    box = reader.place_of(source)
    assert box is not None
    return box.center()


def rest_on(qtbot: QtBot, reader: ReaderView, source: int) -> None:
    qtbot.mouseMove(reader.viewport(), AWAY)
    qtbot.mouseMove(reader.viewport(), centre(reader, source))


def residue() -> Page:
    mended = [emended(RESIDUE, RESIDUE + 4)]
    return page(SENTENCE + "\n" + SENTENCE * 40, emendations=mended)


def test_the_card_comes_when_the_mouse_rests_and_goes_when_it_leaves(
    reader: ReaderView, qtbot: QtBot
) -> None:
    reader.show_page(residue())
    card = reader.notes.card
    rest_on(qtbot, reader, RESIDUE + 1)
    assert not card.isVisible()
    qtbot.waitUntil(card.isVisible)
    assert card.text == f"Emendation\n{Span(RESIDUE, RESIDUE + 4)}"
    box = reader.place_of(RESIDUE + 1)
    assert box is not None and not card.geometry().intersects(box)
    qtbot.mouseMove(reader.viewport(), centre(reader, RESIDUE + 2))
    assert card.isVisible()
    qtbot.mouseMove(reader.viewport(), AWAY)
    assert not card.isVisible()


def test_nothing_is_told_of_plain_text_nor_after_a_short_look(
    reader: ReaderView, qtbot: QtBot
) -> None:
    reader.show_page(residue())
    rest_on(qtbot, reader, RESIDUE + 1)
    qtbot.mouseMove(reader.viewport(), centre(reader, 3))
    qtbot.wait(450)
    assert not reader.notes.card.isVisible()


def test_a_key_a_scroll_and_a_click_take_the_card_away(reader: ReaderView, qtbot: QtBot) -> None:
    reader.show_page(residue())
    card = reader.notes.card
    for go_on in (
        lambda: qtbot.keyClick(reader, Key.Key_Right),
        lambda: reader.verticalScrollBar().setValue(3),
        lambda: qtbot.mouseClick(reader.viewport(), LEFT, pos=centre(reader, 2)),
        lambda: reader.show_page(residue(), keep_place=True),
    ):
        rest_on(qtbot, reader, RESIDUE + 1)
        qtbot.waitUntil(card.isVisible)
        go_on()
        assert not card.isVisible()


def test_space_tells_what_is_at_the_caret_and_space_or_escape_closes_it(
    reader: ReaderView, qtbot: QtBot
) -> None:
    told = residue()
    reader.show_page(
        replace(told, tell=lambda a: Told("") if isinstance(a, Span) else told.tell(a))
    )
    card = reader.notes.card
    typed: list[str] = []
    reader.key_typed.connect(typed.append)
    qtbot.keyClick(reader, Key.Key_Space)
    assert not card.isVisible() and typed == [" "]
    reader.put_caret(RESIDUE)
    for close in (Key.Key_Space, Key.Key_Escape):
        qtbot.keyClick(reader, Key.Key_Space)
        assert card.isVisible() and "Emendation" in card.text
        qtbot.keyClick(reader, close)
        assert not card.isVisible()
    assert typed == [" "]


def test_the_caret_finds_what_stands_on_either_side_and_what_the_view_leaves_out(
    reader: ReaderView,
) -> None:
    gone = emended(RESIDUE, RESIDUE + 4)
    doubt = Doubt(Span(RESIDUE + 4, RESIDUE + 5), "舉", ("舉", "举"), "character")
    blocks = [(RESIDUE, RESIDUE + 4, "")]
    reader.show_page(page(SENTENCE, emendations=[gone], doubts=[doubt], blocks=blocks, name="hant"))
    found = []
    for at in range(RESIDUE - 2, RESIDUE + 4):
        reader.put_caret(at)
        found.append((reader.notes.emendation() is gone, reader.notes.doubt() is doubt))
    assert found == [(False, False)] * 2 + [(True, True), (False, True)] + [(False, False)] * 2


def test_a_selection_takes_the_emendation_before_the_zone_around_it(reader: ReaderView) -> None:
    zone = emended(0, 40, status="proposed", kind="byline")
    inner = emended(RESIDUE, RESIDUE + 4)
    reader.show_page(page(SENTENCE, emendations=[zone, inner], zones=[zone.span]))
    reader.select(Span(RESIDUE - 3, RESIDUE + 2))
    assert reader.notes.emendation() is inner
    reader.select(Span(1, 4))
    assert reader.notes.emendation() is zone
    reader.select(Span(41, 43))
    assert reader.notes.emendation() is None


def test_alt_and_a_click_the_right_button_and_the_menu_key_ask_for_the_menu(
    reader: ReaderView, qtbot: QtBot
) -> None:
    reader.show_page(residue())
    asked: list[tuple[Emendation, ...]] = []
    reader.menu_wanted.connect(lambda about, _: asked.append(about))
    at = centre(reader, RESIDUE + 1)
    qtbot.mouseClick(reader.viewport(), LEFT, ALT, at)
    assert reader.selection() is None and reader.model.caret == 0
    send_menu(reader, QContextMenuEvent.Reason.Mouse, at)
    reader.put_caret(RESIDUE + 1)
    send_menu(reader, QContextMenuEvent.Reason.Keyboard, QPoint())
    assert [[e.span.start for e in about] for about in asked] == [[RESIDUE]] * 3
    qtbot.mouseClick(reader.viewport(), LEFT, ALT, centre(reader, 2))
    send_menu(reader, QContextMenuEvent.Reason.Mouse, centre(reader, 2))
    assert len(asked) == 3


def send_menu(reader: ReaderView, reason: QContextMenuEvent.Reason, at: QPoint) -> None:
    event = QContextMenuEvent(reason, at, reader.viewport().mapToGlobal(at))
    QApplication.sendEvent(reader.viewport(), event)


def test_the_card_stays_in_the_reader_and_shows_markup_as_text(
    reader: ReaderView, qtbot: QtBot
) -> None:
    card = Card(reader)
    told = Told("<b>粗</b>", "区(qū) → 区" * 9, ("<img src=x>",))
    font = reader.flow.style.text.font
    for corner in (reader.rect().topLeft(), reader.rect().bottomRight()):
        card.tell([told] * 5, [QRect(corner, QSize(20, 20))], font)
        assert reader.rect().contains(card.geometry())
    labels = card.findChildren(QLabel)
    assert {label.textFormat() for label in labels} == {Qt.TextFormat.PlainText}
    assert [label.text() for label in labels].count("<b>粗</b>") == 2
    assert "<img src=x>" in card.accessibleName()
