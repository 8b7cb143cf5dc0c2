"""The model of any list: it says what changed, and no more."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPersistentModelIndex
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from gui.rows import ROW, Rows

NUMBERS = st.lists(st.integers(0, 5), max_size=8)


@given(NUMBERS, NUMBERS)
def test_it_holds_what_it_was_shown_and_says_so_by_the_rules(
    qapp: object, old: list[int], new: list[int]
) -> None:
    model = Rows(str)
    tester = QAbstractItemModelTester(
        model, QAbstractItemModelTester.FailureReportingMode.Fatal, model
    )
    model.show_rows(old)
    told: list[int] = list(old)  # what somebody has who only listens

    def come(_: object, first: int, last: int) -> None:
        told[first:first] = [model.index(row).data(ROW) for row in range(first, last + 1)]

    def go(_: object, first: int, last: int) -> None:
        del told[first : last + 1]

    def change(first: object, last: object) -> None:
        for row in range(first.row(), last.row() + 1):  # type: ignore[attr-defined]
            told[row] = model.index(row).data(ROW)

    model.rowsInserted.connect(come)
    model.rowsRemoved.connect(go)
    model.dataChanged.connect(change)
    model.modelReset.connect(lambda: told.__setitem__(slice(None), model.rows))
    model.show_rows(new)
    assert list(model.rows) == new == told
    assert tester.model() is model


@pytest.mark.parametrize(
    ("old", "new", "signal"),
    [
        ("abc", "abxc", "rowsInserted"),
        ("abc", "xyabc", "rowsInserted"),
        ("", "abc", "rowsInserted"),
        ("abcd", "ad", "rowsRemoved"),
        ("abc", "axc", "dataChanged"),
    ],
)
def test_one_stretch_that_differs_is_no_reset(
    qtbot: QtBot, old: Sequence[str], new: Sequence[str], signal: str
) -> None:
    model = Rows(str)
    model.show_rows(old)
    kept = QPersistentModelIndex(model.where(lambda row: row == "a"))
    resets: list[bool] = []
    model.modelReset.connect(lambda: resets.append(True))
    with qtbot.waitSignal(getattr(model, signal), timeout=0, raising=True):
        model.show_rows(new)
    assert not resets
    assert not old or kept.data(ROW) == "a"
