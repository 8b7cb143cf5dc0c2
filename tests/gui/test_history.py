"""The history on the right: every step, and a click goes back to what held then."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from annotations.model import Changed, Span, Step
from annotations.project import Project, open_project
from gui.hands import CONTROL, NONE, Hands
from gui.panels import history
from gui.panels.history import HistoryPanel
from gui.panels.history_lines import DayLine, StepLine, article_of, lines, spoken
from gui.window import Window
from tests.gui.mending_project import make

STEPS = 9
LABELS = ("REGION", "GOV", "PERSON")


@pytest.fixture
def panel(window: Window, tmp_path: Path, qtbot: QtBot) -> HistoryPanel:
    """The history of a small project with nine tags in it, opened by its key."""
    path = make(tmp_path / "史.danqian")
    with open_project(path) as project:
        for number in range(STEPS):
            project.annotate("b0", Span(number, number + 2), LABELS[number % 3])
    assert window.files.open_path(path)
    hands = Hands(window)
    window.reader.setFocus()
    hands.settle()
    hands.key(Qt.Key.Key_H, CONTROL)
    assert window.history.isVisible() and window.history.list.hasFocus()
    return window.history


def project_of(window: Window) -> Project:
    assert window.bridge.project is not None
    return window.bridge.project


def shown(panel: HistoryPanel) -> list[tuple[str, str]]:
    """What the list says, newest first."""
    return [(r.state, r.text) for r in panel.rows.rows if isinstance(r, StepLine)]


def click(panel: HistoryPanel, number: int, qtbot: QtBot) -> None:
    """Click on a line of a step; 0 is the uppermost one."""
    at = [n for n, row in enumerate(panel.rows.rows) if isinstance(row, StepLine)][number]
    index = panel.rows.index(at)
    panel.list.scrollTo(index)
    middle = panel.list.visualRect(index).center()
    with qtbot.waitSignal(panel._soon.timeout):
        QTest.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, NONE, middle)


def marks(window: Window) -> int:
    return len(project_of(window).annotations("b0"))


def test_every_step_is_there_newest_first_under_its_day(panel: HistoryPanel) -> None:
    told = shown(panel)
    assert [state for state, _ in told[:2]] == ["now", "done"]
    assert told[0][1].endswith("”标为人名") and told[-1] == ("first", "最初的样子")
    assert len(told) == STEPS + 4, "two imports of emendations, one of articles, the beginning"
    first = panel.rows.rows[0]
    assert isinstance(first, DayLine) and first.text.startswith("今天")
    assert "tester" in spoken(panel.rows.rows[1]) and "现在" in spoken(panel.rows.rows[1])


def test_a_click_goes_back_and_another_one_forward_again(
    panel: HistoryPanel, window: Window, qtbot: QtBot
) -> None:
    whole = shown(panel)
    click(panel, 4, qtbot)
    assert marks(window) == STEPS - 4
    told = shown(panel)
    assert [text for _, text in told] == [text for _, text in whole]
    assert [state for state, _ in told[:6]] == ["undone"] * 4 + ["now", "done"]
    click(panel, 1, qtbot)
    assert marks(window) == STEPS - 1
    assert [state for state, _ in shown(panel)[:3]] == ["undone", "now", "done"]


def test_going_back_shows_the_place_where_it_happened(
    panel: HistoryPanel, window: Window, qtbot: QtBot
) -> None:
    window.place.show_article("a")
    click(panel, 2, qtbot)
    assert window.place.article == "b0"


def test_the_beginning_undoes_everything(panel: HistoryPanel, window: Window, qtbot: QtBot) -> None:
    window.place.show_article("b0")
    window.place.activate(window.bridge.annotations("b0")[0].id)
    click(panel, len(shown(panel)) - 1, qtbot)
    assert len(window.bridge.articles()) == 0
    told = shown(panel)
    assert told[-1] == ("now", "最初的样子") and {state for state, _ in told[:-1]} == {"undone"}


def test_each_step_on_the_way_is_a_step_of_the_log(
    panel: HistoryPanel, window: Window, qtbot: QtBot
) -> None:
    before = len(project_of(window).log())
    click(panel, 3, qtbot)
    assert len(project_of(window).log()) == before + 3
    window.bridge.do(lambda project: project.redo())
    assert marks(window) == STEPS - 2


def test_enter_goes_where_the_arrows_went_and_esc_goes_back_to_the_text(
    panel: HistoryPanel, window: Window, qtbot: QtBot
) -> None:
    for _ in range(2):
        QTest.keyClick(panel.list, Qt.Key.Key_Down)
    assert marks(window) == STEPS, "the arrows alone change nothing"
    with qtbot.waitSignal(panel._soon.timeout):
        QTest.keyClick(panel.list, Qt.Key.Key_Return)
    assert marks(window) == STEPS - 2
    QTest.keyClick(panel.list, Qt.Key.Key_Escape)
    assert not panel.isVisible() and window.reader.hasFocus()
    assert window.tags.isVisible()


def test_the_whole_log_tells_of_undoing_too_and_changes_nothing(
    panel: HistoryPanel, window: Window, qtbot: QtBot
) -> None:
    click(panel, 1, qtbot)
    panel.scopes["log"].click()
    told = shown(panel)
    assert told[0][0] == "past" and told[0][1].startswith("撤销：“")
    assert len(told) == len(project_of(window).log())
    window.place.show_article("a")
    panel.go(panel.rows.index(1))
    assert window.place.article == "b0" and marks(window) == STEPS - 1


def test_a_new_step_comes_on_top_while_one_looks(
    panel: HistoryPanel, window: Window, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(panel._soon.timeout):
        window.bridge.do(lambda project: project.set_status("b0", "done"))
    assert shown(panel)[0] == ("now", "阅读状态“完成”")


def test_a_long_history_is_read_page_by_page_in_both_directions(
    panel: HistoryPanel, window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = shown(panel)
    monkeypatch.setattr(history, "PAGE", 3)
    click(panel, 5, qtbot)
    window.resize(1000, 560)
    seen = shown(panel)
    assert [state for state, _ in seen] == ["undone"] * 3 + ["now"] + ["done"] * 2
    bar = panel.list.verticalScrollBar()
    for value in (bar.maximum(), bar.minimum()) * 8:
        panel._on_scrolled(value)
    assert [text for _, text in shown(panel)] == [text for _, text in whole]
    assert sum(isinstance(row, DayLine) for row in panel.rows.rows) == 2


def test_the_types_of_a_measure_come_in_its_place_for_as_long_as_they_are_needed(
    panel: HistoryPanel, window: Window
) -> None:
    hands = Hands(window)
    window.place.show_article("b0")
    window.reader.setFocus()
    hands.letters("m")
    assert window.tags.isVisible() and not panel.isVisible()
    hands.key(Qt.Key.Key_Escape)
    assert panel.isVisible()


def test_days_part_the_steps_and_undone_ones_stand_together() -> None:
    from annotations import tagset

    steps = [
        Step(str(n), "renamed", {"article": "b0"}, "丁𠮷", f"2025-0{n}-11T12:00:00.000Z")
        for n in (3, 2, 2, 1)
    ]
    done = list(lines(steps, "done", tagset.default()))
    days = [line.text for line in done if isinstance(line, DayLine)]
    assert days == ["2025 年 3 月 11 日", "2025 年 2 月 11 日", "2025 年 1 月 11 日"]
    undone = list(lines(steps, "undone", tagset.default()))
    assert not [line for line in undone if isinstance(line, DayLine)]
    assert all(article_of(line.step) == "b0" for line in undone if isinstance(line, StepLine))


def test_what_is_refused_on_the_way_leaves_everything_as_it_was(
    panel: HistoryPanel, window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    from annotations.errors import Refusal

    def blocked(self: Project, step: str | None) -> Changed:
        raise Refusal("undo-blocked", step="s", later="t")

    monkeypatch.setattr(Project, "go_to", blocked)
    panel.go(panel.rows.index(3))
    assert marks(window) == STEPS
    assert window.desk.banner.isVisible() and window.bridge.saved
