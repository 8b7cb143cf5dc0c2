"""Many suggestions at once: the sure ones, the whole corpus; and the words they come from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotations.model import Taught
from annotations.suggest import running
from annotations.suggest.running import Suggested
from annotations.suggest.subject import Subject
from gui.dialogs.corpus import CorpusDialog
from gui.dialogs.sure import SureDialog
from gui.dialogs.words import WordsDialog
from gui.hands import Hands
from tests.gui.suggesting import fake
from tests.gui.suggesting.working import WAIT, pending, project_of, tagged


def run(
    subjects: Iterable[tuple[str, Subject]], taught: Taught, processes: int | None = None
) -> Iterator[Suggested]:
    """As `running.run`, in one thread and without jieba."""
    for article, subject in subjects:
        yield Suggested(article, tuple(fake.suggested(subject.text)))


@pytest.fixture
def sure(suggested: Hands) -> SureDialog:
    suggested.letters("0")
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, SureDialog)
    return dialog


def test_what_would_be_accepted_is_counted_before(sure: SureDialog) -> None:
    assert sure.many.text() == "将采纳 6 处，3 组。"
    sure.own.setChecked(True)
    sure.percent.setCurrentIndex(sure.percent.findData(65))
    assert sure.many.text() == "将采纳 7 处，4 组。"
    sure.measures.setChecked(True)
    assert sure.many.text() == "将采纳 8 处，5 组。"


def test_the_sure_ones_are_accepted_in_one_step(sure: SureDialog, suggested: Hands) -> None:
    sure.yes.click()
    suggested.settle()
    assert len(tagged(suggested)) == 6 and pending(suggested) == ["市长", "共建园区"]
    suggested.window.bridge.do(lambda project: project.undo())
    assert tagged(suggested) == []


@pytest.fixture
def corpus(suggested: Hands, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> CorpusDialog:
    """The whole corpus, all of it read."""
    monkeypatch.setattr(running, "run", run)
    suggested.window.actions_["suggest-corpus"].trigger()
    sweep, dialog = suggested.window.doing.sweeping.sweep, suggested.window.doing.sweeping.dialog
    assert sweep is not None and dialog is not None
    qtbot.waitUntil(lambda: not sweep.is_running, timeout=WAIT)
    return dialog


def listed(dialog: CorpusDialog) -> list[str]:
    return [f"{line.text} ×{line.many}" for line in dialog.rows.rows]


def ended(dialog: CorpusDialog, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not dialog._turns.isActive(), timeout=WAIT)


def test_all_articles_are_counted_by_group_those_with_most_places_first(
    corpus: CorpusDialog,
) -> None:
    assert corpus.told.text() == "读了 3 / 3 篇 · 5 组 · 10 处"
    assert listed(corpus) == ["上海 ×4", "长三角 ×2", "苏州 ×2", "共建园区 ×1", "市长 ×1"]
    assert not corpus.halt.isVisible()


def test_a_group_is_accepted_in_all_articles_by_one_key_and_in_one_step(
    corpus: CorpusDialog, suggested: Hands, qtbot: QtBot
) -> None:
    QTest.keyClick(corpus.list, Qt.Key.Key_Return)
    ended(corpus, qtbot)
    assert tagged(suggested) == ["REGION 上海"] * 3 and tagged(suggested, "乙") == ["REGION 上海"]
    assert listed(corpus)[0] == "长三角 ×2"
    QTest.keyClick(corpus.list, Qt.Key.Key_Delete)
    ended(corpus, qtbot)
    assert project_of(suggested).taught().rejected == {("MACRO", "长三角")}
    suggested.window.bridge.do(lambda project: project.undo())
    suggested.window.bridge.do(lambda project: project.undo())
    assert tagged(suggested) == [] and tagged(suggested, "乙") == []


def test_what_was_tagged_meanwhile_is_not_tagged_again(
    corpus: CorpusDialog, suggested: Hands, qtbot: QtBot
) -> None:
    suggested.reader.setFocus()
    suggested.letters("31")
    QTest.keyClick(corpus.list, Qt.Key.Key_Return)
    ended(corpus, qtbot)
    assert tagged(suggested) == ["REGION 上海"] * 3 and tagged(suggested, "乙") == ["REGION 上海"]


def test_all_that_the_filter_lets_through_is_accepted(
    corpus: CorpusDialog, suggested: Hands, qtbot: QtBot
) -> None:
    corpus.levels.setCurrentIndex(2)
    corpus.levels.activated.emit(2)
    corpus.all.click()
    ended(corpus, qtbot)
    assert len(tagged(suggested)) == 6 and len(tagged(suggested, "乙")) == 2
    assert listed(corpus) == []


def test_closing_it_stops_it(suggested: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(subjects: Iterable[object], *_: object) -> Iterator[Suggested]:
        for _one in subjects:
            pass
        yield from ()

    monkeypatch.setattr(running, "run", never)
    suggested.window.actions_["suggest-corpus"].trigger()
    sweeping = suggested.window.doing.sweeping
    assert sweeping.sweep is not None and sweeping.sweep.is_running and sweeping.dialog is not None
    sweeping.dialog.reject()
    assert not sweeping.sweep.is_running and sweeping.dialog is None


def test_words_are_shown_added_and_refused_in_place(suggested: Hands) -> None:
    suggested.window.actions_["suggest-words"].trigger()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, WordsDialog)
    dialog.names.setCurrentItem(dialog.names.findItems("macro", Qt.MatchFlag.MatchExactly)[0])
    assert "长三角" in dialog.shipped.toPlainText()
    dialog.lines.setPlainText("𠮷湾区\n𠮷湾区\tx\ty\tz")
    dialog.accept()
    assert dialog.isVisible() and dialog.told.isVisible()
    dialog.lines.setPlainText("𠮷湾区\n-长三角\n")
    dialog.accept()
    assert project_of(suggested).word_lines() == {"macro": ("𠮷湾区", "-长三角")}
