"""What Qt is given to draw, and the way between characters and its units."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from gui.reader.standins import Shown, visible

ODD = st.text(
    alphabet="甲a𠮷·\u202e\x00\x07\r\n\u2028\ufdd0\ufffc\ud800\U0001f6ab\ufffd", max_size=40
)


@given(ODD | st.text(max_size=40))
def test_every_character_has_its_own_units_in_order(text: str) -> None:
    shown = Shown(text)
    units = [shown.to_units(i) for i in range(len(text) + 1)]
    assert units[0] == 0
    assert units[-1] == len(shown.text.encode("utf-16-le", "surrogatepass")) // 2
    assert all(a < b for a, b in pairwise(units))
    for i in range(len(text)):
        assert all(shown.from_units(u) == i for u in range(units[i], units[i + 1]))
    assert shown.from_units(units[-1]) == len(text)


@given(ODD)
def test_nothing_that_qt_obeys_or_swallows_is_left(text: str) -> None:
    assert not set(Shown(text).text) & set("\u202e\x00\x07\r\n\ufdd0\ufffc\ud800")


def test_titles_show_direction_marks_and_stay_on_one_line() -> None:
    assert visible("松江\u202e区\n上饶·𠮷") == "松江⟪RLO⟫区 上饶·𠮷"
