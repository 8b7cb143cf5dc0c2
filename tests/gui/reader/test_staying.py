"""The same character stays under the eye, whatever is changed about the page."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from annotations.model import Span
from gui.reader.flow import Hold
from gui.reader.view import ReaderView
from tests.gui.reader.conftest import SENTENCE, changes, mark, page

LONG = "\n".join(SENTENCE * (1 + i % 7) for i in range(300))
MARKS = [mark(str(i), (i * 41, i * 41 + 3 + i % 17), hue=1 + i % 8) for i in range(900)]
OTHER = changes(LONG)
VIEWS = {
    "source": page(LONG, MARKS),
    "hans": page(LONG, MARKS, blocks=OTHER, name="hans"),
    "beside": page(LONG, MARKS, beside=OTHER),
    "other way": page(LONG, MARKS, blocks=OTHER, name="hans", beside=[]),
}
Change = Callable[[ReaderView, random.Random], object]
CHANGES: dict[str, Change] = {
    "view": lambda r, c: r.show_page(VIEWS[c.choice(list(VIEWS))], keep_place=True),
    "zoom": lambda r, c: r.set_zoom(c.randrange(50, 300, 10)),
    "width": lambda r, c: r.resize(c.randrange(420, 1500), 600),
    "dress": lambda r, c: r.set_dressing(c.choice(["chips", "lines", "none"])),
    "reading": lambda r, c: r.set_reading(c.random() < 0.5),
}


def height_of(reader: ReaderView, source: int) -> float:
    """Where the line of a source character stands, in the column of the caret."""
    hold: Hold | None = reader.flow.hold(source)
    assert hold is not None and hold.source == source
    return hold.y


def go(reader: ReaderView, chance: random.Random) -> None:
    """Anywhere but the very end, where a shorter text must not be scrolled past."""
    bar = reader.verticalScrollBar()
    bar.setValue(chance.randrange(1, int(bar.maximum() * 0.9)))


@pytest.mark.parametrize("kind", CHANGES)
def test_the_first_line_stays_where_it_is_at_two_hundred_places(
    reader: ReaderView, kind: str
) -> None:
    chance = random.Random(kind)
    reader.show_page(VIEWS["source"])
    for _ in range(40):
        go(reader, chance)
        hold = reader.flow.hold()
        assert hold is not None
        for _ in range(3):
            CHANGES[kind](reader, chance)
            assert abs(height_of(reader, hold.source) - hold.y) < 1


@pytest.mark.parametrize("seed", range(4))
def test_a_character_stays_through_any_changes_one_after_another(
    reader: ReaderView, seed: int
) -> None:
    chance = random.Random(seed)
    reader.show_page(VIEWS["beside"])
    for _ in range(12):
        go(reader, chance)
        hold = reader.flow.hold()
        assert hold is not None
        for name in chance.choices(list(CHANGES), k=5):
            CHANGES[name](reader, chance)
            assert abs(height_of(reader, hold.source) - hold.y) < 1, name


def test_what_is_selected_stays_when_the_caret_is_in_the_right_column(
    reader: ReaderView,
) -> None:
    reader.resize(1200, 600)
    reader.show_page(VIEWS["beside"])
    reader.turn_to(1)
    reader.select(Span(9000, 9012))
    for _ in range(2):
        before = height_of(reader, 9012)
        for shown in ("hans", "beside", "source", "other way"):
            reader.show_page(VIEWS[shown], keep_place=True)
            assert abs(height_of(reader, 9012) - before) < 1
            assert reader.selection() == Span(9000, 9012)
