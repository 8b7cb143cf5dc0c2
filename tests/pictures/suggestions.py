"""Suggestions in the window, for their pictures: made by the real suggesters, judged by keys."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gui.hands import Hands

WAIT_MS = 200
MOST = 60  # waits


def _waits(until: Callable[[], bool]) -> None:
    for _ in range(MOST):
        if until():
            return
        QTest.qWait(WAIT_MS)


def suggested(hands: Hands, script: str = "") -> None:
    """An article without annotations, with what is suggested in it."""
    project = hands.window.bridge.project
    assert project is not None
    rows = list(project.articles())
    wanted = next((row for row in rows if not script or row.script == script), rows[0])
    hands.article(wanted.id)
    marks = [one.id for one in project.annotations(wanted.id)]
    if marks:
        hands.window.bridge.do(lambda p: p.remove(wanted.id, marks))
    proposals = hands.window.doing.judging.proposals
    proposals.start()
    _waits(lambda: proposals.state == "ready")
    hands.settle()


def judged(hands: Hands, keys: str = "3313", script: str = "") -> None:
    suggested(hands, script)
    hands.letters(keys)


def listed(hands: Hands, script: str = "") -> None:
    """The panel, one group open."""
    suggested(hands, script)
    hands.window.actions_["suggestions"].trigger()
    hands.settle()
    review = hands.window.doing.judging.review
    several = next((g for g in review.groups if len(g.members) > 1), review.groups[0])
    review.go_to(several.first)
    hands.key(Qt.Key.Key_Right)


def measured(hands: Hands) -> None:
    """A measure that is judged, in the panel."""
    suggested(hands)
    hands.window.actions_["suggestions"].trigger()
    hands.settle()
    review, project = hands.window.doing.judging.review, hands.window.bridge.project
    assert project is not None
    measure = project.tagset.measure.id
    found = [group for group in review.groups if group.first.label == measure]
    review.go_to((found or list(review.groups))[0].first)


def computing(hands: Hands) -> None:
    """The panel before anything was answered."""
    hands.window.actions_["suggestions"].trigger()


def off(hands: Hands) -> None:
    hands.window.actions_["suggest"].trigger()
    hands.window.actions_["suggestions"].trigger()


def sure(hands: Hands) -> None:
    suggested(hands)
    hands.window.actions_["suggest-sure"].trigger()


def corpus(hands: Hands) -> None:
    """The whole corpus, once all of it is read."""
    hands.window.actions_["suggest-corpus"].trigger()
    sweep = hands.window.doing.sweeping.sweep
    assert sweep is not None
    _waits(lambda: not sweep.is_running)
    hands.settle()


def words(hands: Hands) -> None:
    """A list with two lines of the project's own, and one that cannot be kept."""
    from gui.dialogs.words import WordsDialog

    lines = ["湾区经济走廊", "-黄土高原"]
    hands.window.bridge.do(lambda project: project.set_word_lines("macro", lines))
    hands.window.actions_["suggest-words"].trigger()
    dialog = hands.window.findChild(WordsDialog)
    assert dialog is not None
    found = dialog.names.findItems("macro", Qt.MatchFlag.MatchStartsWith)
    dialog.names.setCurrentItem(found[0])
