# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: 2026 Danqian contributors
"""The window that shows its list first: what is there then, and that nothing is lost by it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from annotations.verbs import Verbs
from gui.window import Window

FIRST_PAINT = """
import sys
from pathlib import Path
import annotations.verbs
from gui import app, painted

application = app.start()
window = app.open_window(Path(sys.argv[1]))

def tell():
    assert window.articles.list.model().rowCount() > 1
    assert not window.is_furnished
    print(*sorted(sys.modules))
    application.quit()

painted.WhenPainted(window, tell)
application.exec()
"""


@pytest.fixture
def bare(qapp: object, sample: Path) -> Iterator[Window]:
    """A window that shows the sample project's list and nothing else."""
    made = Window()
    made.bridge.take(Verbs.open(sample))
    made.show()
    yield made
    made.close()
    made.deleteLater()


def test_the_list_is_painted_before_what_it_does_without_is_imported(sample: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FIRST_PAINT, str(sample)], capture_output=True, text=True, timeout=60
    )
    loaded = set(done.stdout.split())
    assert {"gui.frame", "annotations.verbs"} <= loaded, done.stderr
    late = {"jieba", "opencc", "sqlite_utils", "annotations.project", "annotations.text.conversion"}
    assert not loaded & (late | {"gui.desk", "gui.reader.view", "gui.panels.details"})


def test_an_article_chosen_before_the_rest_is_there_is_shown_by_it(bare: Window) -> None:
    bare.articles.list.setFocus()
    QTest.keyClick(bare.articles.list, Qt.Key.Key_Down)
    second = bare.bridge.articles()[1]
    assert bare.place.article == second.id
    bare.furnish()
    bare.desk.refresh()
    assert bare.bridge.project is not None
    assert bare.reader.model.text == bare.bridge.project.article(second.id).text


def test_the_parts_come_one_in_a_turn_of_the_events(bare: Window, qtbot: QtBot) -> None:
    bare.furnish_by_and_by()
    assert not bare.is_furnished
    with qtbot.waitSignal(bare.furnished):
        pass
    assert bare.desk.isVisible() and bare.tags.isVisible() and bare.status.isVisible()


def test_nothing_in_the_list_moves_when_the_rest_comes(bare: Window) -> None:
    def places() -> Any:
        rows = bare.articles.list
        return rows.mapTo(bare, rows.rect().topLeft()), rows.width(), rows.rowHeight(0)

    before = places()
    bare.furnish()
    QTest.qWait(1)
    assert places() == before


def test_a_window_closed_before_the_rest_is_there_closes_its_project(bare: Window) -> None:
    bare.close()
    assert bare.bridge.project is None and not bare.isVisible()
