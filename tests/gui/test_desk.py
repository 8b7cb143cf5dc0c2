"""The real window: what the text shows of emendations and readings, and how one decides."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotations.model import Doubt, Emendation, Span
from annotations.text.views import Views
from gui.hands import CONTROL, Hands

TEXT = "\n".join(["皇后走后，松江區(qū)举行签约仪式,双方共议聞?dòng)作。"] * 30)
RESIDUE, COMMA, DAMAGE = (TEXT.index(part) for part in ("(qū)", ",", "聞?"))
AFTER = TEXT.index("后，")
LEFT = Qt.MouseButton.LeftButton
ALT = Qt.KeyboardModifier.AltModifier
NONE = Qt.KeyboardModifier.NoModifier
AWAY = QPoint(5, 5)

# The platform of the tests has no windows that could be raised, nor a keyboard to grab.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture(autouse=True)
def doubtful(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every 后 is doubtful in the traditional view, whatever the dictionaries say."""

    def doubts(views: Views, name: str) -> tuple[Doubt, ...]:
        view, source = views.of(name), views.of("source").text  # type: ignore[arg-type]
        pinned = {reading.span for reading in views._readings}
        found: list[Doubt] = []
        for at, char in enumerate(source):
            span = Span(at, at + 1)
            if char == "后" and name == "hant":
                shown = view.alignment.to_target(span).of(view.text)
                cause = "pinned" if span in pinned else "character"
                found.append(Doubt(span, shown, ("後", "后"), cause))
        return tuple(found)

    monkeypatch.setattr(Views, "doubts", doubts)


@pytest.fixture
def article(hands: Hands, tmp_path: Path) -> str:
    """An article with three emendations proposed, shown in the source view."""
    file = tmp_path / "新.txt"
    file.write_text(TEXT, "utf-8")
    bridge = hands.window.bridge
    bridge.bring([file])
    id = bridge.articles()[-1].id
    project = bridge.project
    assert project is not None
    known = [e.id for e in project.views(id).emendations]
    bridge.do(lambda p: p.judge(id, known, "rejected"))
    ranked = {"candidates": [{"text": "动", "score": 0.8}, {"text": "对", "score": 0.1}]}
    made = (
        Emendation("", Span(RESIDUE, RESIDUE + 4), "", "pinyin", "test-pinyin", confidence=1.0),
        Emendation("", Span(COMMA, COMMA + 1), "，", "punctuation", "test-comma"),
        Emendation("", Span(DAMAGE, DAMAGE + 7), None, "mojibake", "test", evidence=ranked),
    )
    bridge.do(lambda p: p.emend(id, made))
    hands.article(id)
    hands.view("source")
    return id


def now(hands: Hands, article: str) -> dict[int, Emendation]:
    """What was emended, by place, as the project has it; rejected ones apart."""
    project = hands.window.bridge.project
    assert project is not None
    found = project.views(article).emendations
    return {e.span.start: e for e in found if e.status != "rejected"}


def shown(hands: Hands) -> str:
    return hands.reader.flow.column.text


def rest_on(hands: Hands, source: int) -> str:
    """Rest with the mouse on a character; what the card tells then."""
    box = hands.reader.place_of(source)
    assert box is not None
    QTest.mouseMove(hands.reader.viewport(), AWAY)
    QTest.mouseMove(hands.reader.viewport(), box.center())
    QTest.qWait(500)
    card = hands.reader.notes.card
    return card.text if card.isVisible() else ""


def choose(hands: Hands, *keys: Qt.Key) -> None:
    """Press keys in the open menu."""
    menu = hands.window.desk.pinning.menu
    assert menu is not None and menu.isVisible()
    for key in keys:
        QTest.keyClick(menu, key)
    hands.settle()
    assert not menu.isVisible()


def alt_click(hands: Hands, source: int) -> None:
    box = hands.reader.place_of(source)
    assert box is not None
    QTest.mouseClick(hands.reader.viewport(), LEFT, ALT, box.center())
    hands.settle()


# -- emendations ----------------------------------------------------------------------------


def test_the_card_tells_kind_state_change_and_candidates(hands: Hands, article: str) -> None:
    told = rest_on(hands, RESIDUE + 1)
    assert "待定" in told and "(qū) → 〔删去〕" in told
    told = rest_on(hands, DAMAGE + 2)
    assert "聞?dòng) → 〔原字不详〕" in told and "1 动" in told and "2 对" in told
    assert rest_on(hands, AFTER) == ""


def test_in_the_other_views_the_card_tells_what_the_source_has(hands: Hands, article: str) -> None:
    ids = [e.id for e in now(hands, article).values() if e.replacement is not None]
    hands.window.bridge.do(lambda p: p.judge(article, ids, "accepted"))
    for view in ("clean", "hans", "hant"):
        hands.view(view)
        assert "(qū)" not in shown(hands)[:40]
        assert ", → ，" in rest_on(hands, COMMA)
    assert {"ticked", "proposed"} <= {
        spot.look for row in hands.reader.flow.rows for spot in row.layout.dressing.noted.spots
    }


def test_rejected_ones_are_not_drawn(hands: Hands, article: str) -> None:
    ids = [e.id for e in now(hands, article).values()]
    hands.window.bridge.do(lambda p: p.judge(article, ids, "rejected"))
    assert not hands.reader.flow.page.emendations
    assert rest_on(hands, RESIDUE + 1) == ""


def test_the_menu_of_an_emendation_accepts_it_and_takes_it_back(hands: Hands, article: str) -> None:
    alt_click(hands, RESIDUE + 1)
    choose(hands, Qt.Key.Key_Return)
    assert now(hands, article)[RESIDUE].status == "accepted"
    hands.view("clean")
    assert "松江區举行" in shown(hands)
    hands.view("source")
    alt_click(hands, RESIDUE + 1)
    choose(hands, Qt.Key.Key_U)
    assert now(hands, article)[RESIDUE].status == "proposed"
    hands.key(Qt.Key.Key_Z, CONTROL)
    assert now(hands, article)[RESIDUE].status == "accepted"


def test_the_menu_of_damaged_text_offers_what_it_could_have_been(
    hands: Hands, article: str
) -> None:
    alt_click(hands, DAMAGE + 1)
    choose(hands, Qt.Key.Key_2)
    mended = now(hands, article)[DAMAGE]
    assert (mended.replacement, mended.status) == ("对", "accepted")
    hands.view("clean")
    assert "共议对作" in shown(hands)


def test_commands_learn_which_emendation_the_caret_is_in(hands: Hands, article: str) -> None:
    desk = hands.window.desk
    hands.click(RESIDUE + 1)
    found = desk.emendation_at_caret()
    assert found is not None and found.span.start == RESIDUE
    hands.click(2)
    assert desk.emendation_at_caret() is None
    assert desk.tell_at_caret(), "plain words are told as such"
    assert "1 字" in hands.reader.notes.card.text


def test_accepting_keeps_the_place_and_the_caret(hands: Hands, article: str) -> None:
    second = TEXT.index("(qū)", len(TEXT) // 2)
    made = Emendation("", Span(second, second + 4), "", "pinyin", "test-pinyin")
    hands.window.bridge.do(lambda p: p.emend(article, [made]))
    for view in ("source", "hans"):
        hands.view(view)
        hands.click(second - 2)
        before = hands.reader.place_of(second - 2)
        caret = hands.reader.model.caret
        ids = [now(hands, article)[second].id]
        hands.window.bridge.do(lambda p, ids=ids: p.judge(article, ids, "accepted"))
        assert hands.reader.place_of(second - 2) == before
        assert hands.reader.model.caret == caret
        hands.key(Qt.Key.Key_Z, CONTROL)
        assert hands.reader.place_of(second - 2) == before


# -- readings -------------------------------------------------------------------------------


def test_a_reading_is_pinned_by_mouse_and_unpinned(hands: Hands, article: str) -> None:
    hands.view("hant")
    before = shown(hands)[AFTER]
    other = {"後": "后", "后": "後"}[before]
    told = rest_on(hands, AFTER)
    assert f"后 → {before}" in told and "一字多形" in told and "後、后" in told
    alt_click(hands, AFTER)
    choose(hands, Qt.Key(ord("1" if other == "後" else "2")))
    assert shown(hands)[AFTER] == other
    assert "已指定" in rest_on(hands, AFTER)
    looks = {
        spot.about.span.start: spot.look
        for row in hands.reader.flow.rows
        for spot in row.layout.dressing.noted.spots
        if isinstance(spot.about, Doubt)
    }
    assert looks[AFTER] == "pinned" and looks[AFTER - 2] == "doubted"
    alt_click(hands, AFTER)
    choose(hands, Qt.Key.Key_0)
    assert shown(hands)[AFTER] == before


def test_a_reading_is_pinned_by_keyboard_alone_and_undone(hands: Hands, article: str) -> None:
    hands.view("hant")
    before = shown(hands)[AFTER]
    hands.key(Qt.Key.Key_Home, CONTROL)
    for _ in range(AFTER):
        hands.key(Qt.Key.Key_Right)
    assert hands.window.desk.pin_at_caret()
    menu = hands.window.desk.pinning.menu
    assert menu is not None
    chosen = [action.isChecked() for action in menu.actions() if action.isCheckable()]
    down = [Qt.Key.Key_Down] * (1 if chosen[0] else 0)
    choose(hands, *down, Qt.Key.Key_Return)
    assert shown(hands)[AFTER] != before
    assert hands.reader.model.caret == AFTER
    hands.window.actions_["undo"].trigger()
    assert shown(hands)[AFTER] == before


def test_where_nothing_can_be_pinned_a_sentence_says_so(hands: Hands, article: str) -> None:
    desk = hands.window.desk
    assert not desk.pin_at_caret() and "简体或繁體" in desk.banner.text.text()
    hands.view("hant")
    hands.click(RESIDUE - 1)
    assert not desk.pin_at_caret() and "没有别的转法" in desk.banner.text.text()


def test_any_character_of_several_readings_can_be_pinned(hands: Hands, article: str) -> None:
    hands.view("hant")
    hands.reader.reveal(Span(0, 1))
    hands.reader.put_caret(hands.reader.flow.column.image_of(TEXT.index("签")).start)
    assert hands.window.desk.pin_at_caret()
    menu = hands.window.desk.pinning.menu
    assert menu is not None
    offered = [action.text()[-1] for action in menu.actions() if action.isCheckable()]
    assert {"簽", "籤"} <= set(offered)
    choose(hands, Qt.Key.Key_2)
    assert shown(hands)[hands.reader.flow.column.image_of(TEXT.index("签")).start] == offered[1]


def test_doubts_can_be_hidden_and_the_caret_still_finds_them(hands: Hands, article: str) -> None:
    desk = hands.window.desk
    desk.show_doubts(True)
    hands.view("hant")
    assert hands.reader.flow.side.doubts
    desk.show_doubts(False)
    assert not hands.reader.flow.side.doubts and rest_on(hands, AFTER) == ""
    hands.click(AFTER)
    hands.reader.put_caret(AFTER)
    assert desk.pin_at_caret()
    assert desk.pinning.menu is not None
    desk.pinning.menu.close()
    desk.show_doubts(True)
    hands.view("source")
    assert not hands.reader.flow.side.doubts


def test_the_doubts_of_a_very_long_text_come_after_its_page(
    hands: Hands, article: str, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gui.paging.AT_ONCE", 10)
    hands.window.place.show_view("hant")
    assert not hands.reader.flow.side.doubts
    qtbot.waitUntil(lambda: bool(hands.reader.flow.side.doubts))
    hands.window.place.show_view("hans")
    hands.window.place.show_view("hant")
    assert hands.reader.flow.side.doubts
    QApplication.processEvents()
