"""Suggestions for the whole corpus: made with progress, counted by label, judged by group."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QListView,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotations.model import Changed, Suggestion
from annotations.project import Project
from gui import language, look, wording
from gui.bridge import Bridge
from gui.guard import guarded
from gui.panels.choice import Choice
from gui.panels.parts import Elided, label, semibold
from gui.panels.suggestions_list import ENTER, GONE, GroupLine, LineDelegate, spoken, tip
from gui.rows import Rows
from gui.suggesting import told
from gui.suggesting.groups import FAIRLY, SURE, Group, Sieve
from gui.suggesting.sweep import Everywhere, Key, Sweep

LISTED = 500  # groups; those with most places
OFTEN_MS = 400  # between two looks at what has come
SLICE = 0.02  # seconds of the window's time that are taken at once
Verdict = Callable[[Project, dict[str, tuple[Suggestion, ...]]], Changed]


class CorpusDialog(QDialog):
    """Goes on while one works elsewhere: it is no modal dialog, and each verdict is one step."""

    def __init__(self, parent: QWidget, bridge: Bridge, sweep: Sweep, theme: look.Theme) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("全库建议"))
        self._bridge, self._sweep = bridge, sweep
        self.told, self.bar = label("", "strong"), QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("进度"))
        self.halt = QPushButton(self.tr("停下"))
        self.labels = Choice(self.tr("只看哪个标签"))
        self.levels = Choice(self.tr("只看多有把握的"))
        self.rows = Rows(spoken, tip, self)
        self.list = _List()
        self.list.verdict = self._on_key
        self.delegate = LineDelegate(self.list)
        self.note = Elided("muted")
        self.accept_, self.reject_ = QPushButton(), QPushButton()
        self.all = QPushButton()
        self._judging: Iterator[object] = iter(())
        self._turns, self._often = QTimer(self), QTimer(self)
        self._turns.setInterval(0)
        self._turns.timeout.connect(self._judge_on)
        self._often.setSingleShot(True)
        self._often.setInterval(OFTEN_MS)
        self._often.timeout.connect(self.refresh)
        self._offered: tuple[object, ...] = ()
        self.set_theme(theme)
        self._lay_out()
        sweep.grown.connect(self._on_grown)
        self.refresh()

    def set_theme(self, theme: look.Theme) -> None:
        self.delegate.theme = theme
        self.delegate.families = lambda: tuple(look.families("hans"))
        self.list.viewport().update()

    def _lay_out(self) -> None:
        self.list.setModel(self.rows)
        self.list.setItemDelegate(self.delegate)
        self.list.setUniformItemSizes(True)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(self.tr("全库的建议"))
        self.list.selectionModel().selectionChanged.connect(lambda *_: self._show_buttons())
        self.told.setFont(semibold(look.ui_font()))
        for text, least in (
            (self.tr("不论把握"), 0.0),
            (self.tr("较有把握以上"), FAIRLY),
            (self.tr("很有把握"), SURE),
        ):
            self.levels.addItem(text, least)
        head = QHBoxLayout()
        head.addWidget(self.told, 1)
        head.addWidget(self.halt)
        sieve = QHBoxLayout()
        sieve.addWidget(self.labels, 1)
        sieve.addWidget(self.levels, 1)
        deeds = QHBoxLayout()
        for button, deed in (
            (self.accept_, lambda: self._on_key(True)),
            (self.reject_, lambda: self._on_key(False)),
            (self.all, self.accept_listed),
        ):
            button.setAutoDefault(False)
            button.clicked.connect(lambda *_, do=deed: do())
            deeds.addWidget(button)
        deeds.addStretch(1)
        shut = QPushButton(self.tr("关闭"))
        shut.setAutoDefault(False)
        shut.clicked.connect(self.reject)
        deeds.addWidget(shut)
        self.halt.setAutoDefault(False)
        self.halt.clicked.connect(self._sweep.stop)
        self.labels.activated.connect(lambda *_: self.refresh())
        self.levels.activated.connect(lambda *_: self.refresh())
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.bar)
        column.addLayout(sieve)
        column.addWidget(self.list, 1)
        column.addWidget(self.note)
        column.addLayout(deeds)
        self.resize(620, 600)

    # -- showing ------------------------------------------------------------------------

    def _on_grown(self) -> None:
        if not self._sweep.is_running:
            self.refresh()
        elif not self._often.isActive():
            self._often.start()

    @property
    def sieve(self) -> Sieve:
        return Sieve(self.labels.currentData() or "", self.levels.currentData() or 0.0)

    def wanted(self) -> list[Everywhere]:
        """The groups that are let through, those with most places first."""
        sieve = self.sieve
        found = [
            group
            for group in self._sweep.groups.values()
            if (not sieve.label or group.sample.label == sieve.label) and group.least >= sieve.least
        ]
        found.sort(key=lambda group: (-group.count, group.key))
        return found

    def refresh(self) -> None:
        """Show what has come so far."""
        sweep, project = self._sweep, self._bridge.project
        if project is None:
            self.reject()
            return
        number = language.number
        many = sum(group.count for group in sweep.groups.values())
        told = self.tr("读了 {} / {} 篇 · {} 组 · {} 处")
        parts = (sweep.done, sweep.total, len(sweep.groups), many)
        self.told.setText(told.format(*map(number, parts)))
        self.bar.setRange(0, max(1, sweep.total))
        self.bar.setValue(sweep.done)
        self.halt.setVisible(sweep.is_running)
        self._offer_labels()
        wanted = self.wanted()
        chosen = self._chosen()
        self.rows.show_rows(tuple(self._line(group) for group in wanted[:LISTED]))
        if not self.list.currentIndex().isValid() and wanted and not chosen:
            self.list.setCurrentIndex(self.rows.index(0))
        notes = []
        if len(wanted) > LISTED:
            notes.append(self.tr("只列出最多的 {} 组").format(number(LISTED)))
        if sweep.failed:
            notes.append(self.tr("{} 篇没有读成").format(number(len(sweep.failed))))
        notes.append(self.tr("回车采纳，Del 不采纳，都算一步；Shift 选多组"))
        self.note.show_text(" · ".join(notes))
        self._show_buttons()

    def _line(self, group: Everywhere) -> GroupLine:
        project = self._bridge.project
        assert project is not None
        one, tagset = group.sample, project.tagset
        _, hue, form = tagset.look(one.label, one.attributes)
        articles = self.tr("{} 篇").format(language.number(len(group.articles)))
        return GroupLine(
            Group((one,)),
            wording.seen(one.surface),
            told.name(one, tagset),
            f"{articles} · {told.confidence(group.least)}",
            told.reason(one),
            hue,
            form,
            group.count,
        )

    def _offer_labels(self) -> None:
        """A filter for each label, with how many there are."""
        project = self._bridge.project
        assert project is not None
        counts: dict[str, int] = {}
        for group in self._sweep.groups.values():
            counts[group.sample.label] = counts.get(group.sample.label, 0) + group.count
        rank = {label: number for number, label in enumerate(project.tagset.labels)}
        ordered = sorted(counts.items(), key=lambda pair: rank.get(pair[0], len(rank)))
        if tuple(ordered) == self._offered or self.labels.view().isVisible():
            return
        self._offered = tuple(ordered)
        now = self.labels.currentData()
        self.labels.clear()
        self.labels.addItem(self.tr("所有标签"), "")
        for id, many in ordered:
            known = project.tagset.labels.get(id)
            name = wording.plain(language.name(known.names) if known else id)
            self.labels.addItem(f"{name} {language.number(many)}", id)
        self.labels.setCurrentIndex(max(0, self.labels.findData(now)))

    def _chosen(self) -> list[Key]:
        """The groups that are selected."""
        rows = [index.row() for index in self.list.selectionModel().selectedIndexes()]
        lines: Sequence[GroupLine] = self.rows.rows
        return [lines[row].group.key for row in sorted(rows) if row < len(lines)]

    def _show_buttons(self) -> None:
        keys = self._chosen()
        groups = self._sweep.groups
        many = sum(groups[key].count for key in keys if key in groups)
        busy = self._turns.isActive()
        self.accept_.setText(self.tr("采纳 {} 处").format(language.number(many)))
        self.reject_.setText(self.tr("不采纳"))
        listed = sum(group.count for group in self.wanted())
        self.all.setText(self.tr("筛出的都采纳 {} 处").format(language.number(listed)))
        for button in (self.accept_, self.reject_):
            button.setEnabled(bool(keys) and not busy)
        self.all.setEnabled(bool(listed) and not busy and not self._sweep.is_running)

    # -- judging ------------------------------------------------------------------------

    def _on_key(self, accepted: bool) -> None:
        if keys := self._chosen():
            self._judge(keys, _accept if accepted else _reject)

    def accept_listed(self) -> None:
        """Accept all groups that are let through, also those that are not listed."""
        self._judge([group.key for group in self.wanted()], _accept)

    def _judge(self, keys: Sequence[Key], verdict: Verdict) -> None:
        """Gather all their places a little at a time, then judge them in one step."""
        if not self._turns.isActive():
            self._judging = self._gathering(list(keys), verdict)
            self._turns.start()
            self._show_buttons()

    def _gathering(self, keys: list[Key], verdict: Verdict) -> Iterator[object]:
        chosen: dict[str, tuple[Suggestion, ...]] = {}
        for number, found in enumerate(self._sweep.of(keys, Sieve()), 1):
            chosen |= found
            self.note.show_text(self.tr("正在汇总……第 {} 篇").format(language.number(number)))
            yield
        done = self._bridge.do(lambda project: verdict(project, chosen)) if chosen else None
        if done is not None or not chosen:
            row = self.list.currentIndex().row()
            self._sweep.forget(keys)
            self.refresh()
            self.list.setCurrentIndex(self.rows.index(max(0, min(row, len(self.rows.rows) - 1))))

    def _judge_on(self) -> None:
        until = time.perf_counter() + SLICE
        while time.perf_counter() < until:
            if next(self._judging, self) is self:
                self._turns.stop()
                self._show_buttons()
                return


class _List(QListView):
    """Enter accepts what is selected, Delete rejects it."""

    def __init__(self) -> None:
        super().__init__()
        self.verdict: Callable[[bool], object] = lambda _: None

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER:
            self.verdict(True)
        elif event.key() in GONE:
            self.verdict(False)
        else:
            super().keyPressEvent(event)


def _accept(project: Project, chosen: dict[str, tuple[Suggestion, ...]]) -> Changed:
    return project.accept_suggestions(chosen)


def _reject(project: Project, chosen: dict[str, tuple[Suggestion, ...]]) -> Changed:
    return project.reject_suggestions(chosen, everywhere=True)
