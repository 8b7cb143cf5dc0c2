"""A choice in little room."""

from __future__ import annotations

from gui.panels.choice import Choice

LONG = "Agreement signed / consensus"


def test_a_name_that_is_too_long_ends_in_an_ellipsis(qapp: object) -> None:
    choice = Choice("Type")
    choice.addItem(LONG)
    choice.resize(400, 28)
    assert choice.fitting() == LONG
    choice.resize(120, 28)
    shown = choice.fitting()
    assert shown.endswith("…") and LONG.startswith(shown[:-1].strip())
    assert choice.fontMetrics().horizontalAdvance(shown) < 120
    assert choice.currentText() == LONG, "what is chosen stays whole"
