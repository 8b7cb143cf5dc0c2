# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: 2026 Danqian contributors
"""The command that takes a picture of every state of the window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QImage

from gui import commands
from tests.pictures.__main__ import main
from tests.pictures.states import LARGE, STATES


def test_every_state_is_reached_by_commands_that_there_are() -> None:
    known = {command.id for command in commands.COMMANDS}
    assert {id for state in STATES.values() for id in state.commands} <= known


def test_a_picture_is_made_of_a_state_and_on_a_dense_screen_it_is_twice_as_large(
    tmp_path: Path,
) -> None:
    assert main([str(tmp_path / "new"), "beside", "double"]) == 0
    sizes = {path.stem: QImage(str(path)).size() for path in (tmp_path / "new").glob("*.png")}
    assert sizes["beside"].toTuple() == LARGE
    assert sizes["double"].toTuple() == tuple(2 * side for side in LARGE)


def test_a_state_that_there_is_not_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "pictures"
    assert main([str(folder), "upside-down"]) == 2
    assert not folder.exists()
