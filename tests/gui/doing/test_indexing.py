"""What comes in by the hundred is found at once, and is in the search index by and by."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from annotations.model import Changed
from annotations.project import Project
from annotations.store.search import index
from gui.doing import indexing
from gui.window import Window
from tests.annotations.store.making import document

MANY = 60


@pytest.fixture
def at(window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Window:
    """The window with a new project of many articles."""
    monkeypatch.setattr(indexing, "QUIET_MS", 20)
    monkeypatch.setattr(indexing, "BIT", 200)
    assert window.files.open_path(tmp_path / "新.danqian", create=True)
    assert window.bridge.do(bring) is not None
    return window


def bring(project: Project) -> Changed:
    with project.bringing() as batch:
        for number in range(MANY):
            batch.add(document(f"{number:02}", f"第{number}條浦東新區"), file="f")
    return batch.changed


def project_of(window: Window) -> Project:
    assert window.bridge.project is not None
    return window.bridge.project


def left(window: Window) -> int:
    return len(index.behind(project_of(window)._file))  # pyright: ignore[reportPrivateUsage]


def test_the_index_is_made_bit_by_bit_while_nobody_is_at_work(at: Window, qtbot: QtBot):
    assert left(at) == MANY
    assert project_of(at).search_count("浦东").articles == MANY
    at.doing.indexing.start()
    seen: set[int] = set()
    qtbot.waitUntil(lambda: bool(seen.add(left(at))) or not at.doing.indexing.is_going_on)
    assert left(at) == 0
    assert len(seen) > 2
    assert project_of(at).search_count("浦东").articles == MANY
    assert project_of(at).verify() == ()


def test_the_index_waits_for_what_is_at_work(
    at: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
):
    with monkeypatch.context() as patch:
        patch.setattr(type(at.files.works), "is_busy", property(lambda _: True))
        at.doing.indexing.start()
        qtbot.wait(100)
        assert left(at) == MANY
    qtbot.waitUntil(lambda: left(at) == 0)


def test_the_index_of_a_project_is_gone_on_with_when_it_is_opened_again(at: Window, qtbot: QtBot):
    path = project_of(at).path
    at.doing.indexing.start()
    at.bridge.close()
    assert at.files.open_path(path)
    assert left(at) > 0
    qtbot.waitUntil(lambda: left(at) == 0)
