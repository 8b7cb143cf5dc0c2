"""Thirty spans take at least 40 % fewer actions than a drag and its key for each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

import resources
from annotations import open_project
from annotations.incoming import bring
from annotations.tagset import TagSet
from gui.dialogs.effort import EffortDialog
from gui.effort import Effort
from gui.hands import Hands
from gui.window import Window
from tests.stories.thirty import ARTICLE, TOLD, Step, Wanted, as_one_does, by_hand, walk, wanted

WAIT = 60_000  # milliseconds; the word process has to load its dictionary
FEWER = 0.40


def test_thirty_spans_take_forty_percent_fewer_actions_than_drag_and_key(
    window: Window, tmp_path: Path, qtbot: QtBot, capsys: pytest.CaptureFixture[str]
) -> None:
    assert len(wanted()) == 30
    hand = _tag(window, qtbot, tmp_path / "hand.danqian", by_hand)
    does = _tag(window, qtbot, tmp_path / "does.danqian", as_one_does)
    saved = 1 - does.actions / hand.actions
    with capsys.disabled():
        print(f"\n30 spans by drag and key: {_told(hand)}\n30 spans as one does:     {_told(does)}")
        print(f"fewer: {saved:.0%}; {_how(window)}")
    assert saved >= FEWER
    assert hand.actions == hand.by_hand, "what the panel compares with"
    assert _shown(window) == [str(does.actions), "30", f"{saved:.0%}".replace("%", " %")]


def _shown(window: Window) -> list[str]:
    """Of the panel of statistics: actions, annotations made, the part that was not needed."""
    window.actions_["effort"].trigger()
    dialog = window.findChild(EffortDialog)
    assert dialog is not None
    shown = [cell.text() for cell in dialog._values[0]]
    dialog.close()
    return [shown[3], shown[4], shown[-1]]


def _tag(
    window: Window, qtbot: QtBot, path: Path, way: Callable[[TagSet], Sequence[Step]]
) -> Effort:
    """Tag them in a new project; what the program counted."""
    with open_project(path, create=True) as project, project.bringing() as batch:
        list(bring(batch, [resources.path(f"samples/{ARTICLE}.txt")]))
    assert window.files.open_path(path)
    window.words.start()
    hands = Hands(window)
    hands.settle()
    window.reader.setFocus()
    qtbot.waitUntil(lambda: window.words.complete(window.reader.view.text), timeout=WAIT)
    project, article = window.bridge.project, window.place.article
    assert project is not None
    window.doing.acting.begin_anew()
    steps = way(project.tagset)
    walk(hands, steps)

    def is_done() -> None:
        assert _made(window) == set(wanted())

    qtbot.waitUntil(is_done, timeout=WAIT)
    effort = window.doing.acting.ledger.of(article)
    assert (effort.entities, effort.measures) == (26, 4)
    assert effort.actions == sum(1 + len(step.keys) for step in steps)
    return effort


def _made(window: Window) -> set[Wanted]:
    """What is tagged; as many as there are, none twice."""
    project, article = window.bridge.project, window.place.article
    assert project is not None
    found = project.annotations(article)
    for one in found:
        assert len(one.fragments) == 1
        assert set(one.attributes) <= set(TOLD)
    made = {
        Wanted(one.hull, one.quote, one.label, tuple(sorted(one.attributes.items())))
        for one in found
    }
    assert len(made) == len(found)
    return made


def _how(window: Window) -> str:
    """What was not done by hand, and what did it."""
    assert window.bridge.project is not None
    steps = as_one_does(window.bridge.project.tagset)
    names, same = (sum(key in step.keys for step in steps) for key in "@.")
    return f"{30 - len(steps)} places came by @ on {names} names, {same} measures by the full stop"


def _told(effort: Effort) -> str:
    return (
        f"{effort.actions} actions ({effort.drags} drags, {effort.clicks} clicks, "
        f"{effort.keys} keys)"
    )
