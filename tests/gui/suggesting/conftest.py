"""A window on a few articles whose suggestions a fake process makes."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from gui.hands import Hands
from gui.window import Window
from tests.gui.suggesting.working import TEXTS, WAIT, open_texts, state


@pytest.fixture
def suggested(window: Window, tmp_path: Path, qtbot: QtBot) -> Hands:
    """The window on three articles; what is suggested in the first is there."""
    hands = open_texts(window, tmp_path, TEXTS)
    qtbot.waitUntil(lambda: state(hands) == "ready", timeout=WAIT)
    return hands
