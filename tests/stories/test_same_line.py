"""The figure of the issue: at 200 random places, in the whole window, the character one looks at
stands where it stood after a change of view, zoom or width."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from random import Random

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from gui import settings
from gui.hands import CONTROL, NONE, Hands

PLACES = 200
KINDS = ("view", "zoom", "size")
SENTENCES = (
    "浦云与𠮷州决定深化合作，共建创新平台。",
    "兩地推動產業協同發展，後續將互派幹部掛職。",
    "新區(qū)管委会负责落实，R&D 经费按3∶2分担；",
    "首批12个项目签约，总投资41.6亿元。",
)
VIEWS = (Qt.Key.Key_F2, Qt.Key.Key_F3, Qt.Key.Key_F4, Qt.Key.Key_F5, Qt.Key.Key_F12)
ZOOMS = (Qt.Key.Key_Equal, Qt.Key.Key_Minus, Qt.Key.Key_0)
Change = Callable[[Hands, Random], object]


def turn_view(hands: Hands, chance: Random) -> None:
    hands.key(chance.choice(VIEWS))


def zoom(hands: Hands, chance: Random) -> None:
    far = settings.get("zoom")
    key = Qt.Key.Key_Minus if far > 240 else Qt.Key.Key_Equal if far < 60 else chance.choice(ZOOMS)
    hands.key(key, CONTROL)


def resize(hands: Hands, chance: Random) -> None:
    """Of the window, or of the text in it: the sides go and come."""
    if chance.random() < 0.3:
        hands.key(Qt.Key.Key_F9)
    else:
        hands.window.resize(chance.randrange(900, 1700, 20), chance.randrange(600, 1000, 20))
        hands.settle()


CHANGES: Mapping[str, Change] = {"view": turn_view, "zoom": zoom, "size": resize}


@pytest.fixture
def long_article(hands: Hands, tmp_path: Path) -> Hands:
    """Some 40,000 characters in both scripts, marked here and there."""
    chance, file = Random(5), tmp_path / "long.txt"
    lines = ["".join(chance.choices(SENTENCES, k=chance.randint(1, 9))) for _ in range(400)]
    file.write_text("浦云纪事\n" + "\n".join(lines), "utf-8")
    bridge = hands.window.bridge
    bridge.bring([file])
    hands.article(bridge.articles()[-1].id)
    return hands


def looked_at(hands: Hands, chance: Random) -> int:
    """Go somewhere; the character one looks at there: a clicked one, or the first in sight."""
    reader = hands.reader
    bar = reader.verticalScrollBar()
    # Not to the very end, where a text that becomes shorter must not be scrolled past.
    bar.setValue(chance.randrange(200, int(bar.maximum() * 0.85)))
    hands.settle()
    if chance.random() < 0.5:
        pane = reader.viewport()
        point = QPoint(chance.randrange(pane.width()), chance.randrange(40, pane.height() * 3 // 4))
        QTest.mouseClick(pane, Qt.MouseButton.LeftButton, NONE, point)
        hands.settle()
        return reader.model.caret
    hold = reader.place_now()
    assert hold is not None
    return hold.source


def top_of(hands: Hands, source: int) -> int:
    box = hands.reader.place_of(source)
    assert box is not None, "it is on the screen"
    return box.top()


@pytest.mark.parametrize("kind", KINDS)
def test_what_one_looks_at_stays_where_it_is_at_two_hundred_places(
    long_article: Hands, kind: str
) -> None:
    hands, chance, moved = long_article, Random(kind), 0
    text = hands.reader.view.text
    for place in range(PLACES):
        source = looked_at(hands, chance)
        before, pitch = top_of(hands, source), hands.reader.flow.style.text.pitch
        for _ in range(2):
            CHANGES[kind](hands, chance)
            line = max(pitch, hands.reader.flow.style.text.pitch)
            after = top_of(hands, source)
            assert abs(after - before) <= line, (place, source, text[source : source + 9])
            moved += 1
    assert moved == 2 * PLACES
