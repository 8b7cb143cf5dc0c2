"""How columns are set: they shrink, and never lie over each other."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from gui.reader.typesetting import Setting

FAMILIES = (("Danqian Sans SC",), ("Danqian Sans TC",))


@given(st.integers(50, 400), st.integers(60, 3000), st.booleans())
def test_columns_never_lie_over_each_other(qapp: object, zoom: int, width: int, calm: bool) -> None:
    setting = Setting.of(FAMILIES, zoom, width, calm=calm)
    one, other = setting.styles
    assert one.measure == other.measure <= 26 * one.em
    assert setting.lefts[0] >= 0
    assert setting.lefts[1] - setting.lefts[0] - one.measure >= one.em
    assert setting.lefts[1] + other.measure == setting.lefts[0] + setting.width
    if width >= 9 * one.em:  # two characters a line
        assert setting.lefts[1] + other.measure <= width


def test_a_wide_window_gives_each_column_its_full_measure_in_the_middle(qtbot: QtBot) -> None:
    one, two = Setting.of(FAMILIES[:1], 100, 1400), Setting.of(FAMILIES, 100, 1400)
    assert (one.styles[0].characters, two.styles[0].characters) == (38, 26)
    for setting in (one, two):
        right = 1400 - setting.lefts[0] - setting.width
        assert abs(setting.lefts[0] - right) <= 1


def test_each_column_is_set_in_the_typeface_of_its_script(qtbot: QtBot) -> None:
    one, other = Setting.of(FAMILIES, 100, 1400).styles
    assert one.text.font.families() != other.text.font.families()


def test_without_marks_lines_stand_closer(qtbot: QtBot) -> None:
    for zoom in (50, 100, 200, 400):
        calm, usual = (
            Setting.of(FAMILIES[:1], zoom, 1400, calm=c).styles[0] for c in (True, False)
        )
        assert calm.text.pitch == round(calm.em * 1.75) < usual.text.pitch
