"""Restoring a project: which safety copy, and afterwards what came back and what did not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QModelIndex
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QListView,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotations.errors import Refusal
from annotations.model import Finding, Restored, SafetyCopy
from gui import language, wording
from gui.panels.parts import label
from gui.rows import ROW, Rows

SHOWN = 6  # lines that are seen without scrolling
EDGES = 12  # pixels above and below them


class RestoreDialog(QDialog):
    """`target()` and `copy_name()` after it was accepted.

    A project that cannot be opened (`why`) is restored in its place; a whole one beside it.
    """

    def __init__(
        self,
        parent: QWidget | None,
        path: Path,
        copies: Sequence[SafetyCopy],
        why: Refusal | None,
    ) -> None:
        super().__init__(parent)
        self._path, self._why = path, why
        self._copies = sorted(copies, key=lambda copy: copy.clock, reverse=True)
        self.setWindowTitle(self.tr("从安全副本恢复"))
        self.rows = Rows(_told, None, self)
        self.list = QListView()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(22, 18, 22, 16)
        self._column.setSpacing(12)
        for text, role in self._words():
            self._column.addWidget(label(text, role, wrap=True))
        self._make_list()
        self._add_buttons()
        self.setMinimumWidth(520)

    def _words(self) -> list[tuple[str, str]]:
        name = wording.plain(self._path.name)
        at = wording.clock(self._copies[0].at)
        if self._why is None:
            return [
                (self.tr("恢复“{}”的哪一份？").format(name), "title"),
                (self.tr("恢复成旁边的一个新项目，现在这个不动。"), ""),
            ]
        return [
            (self.tr("打不开“{}”").format(name), "title"),
            (wording.damage(self._why), ""),
            (
                self.tr(
                    "可以恢复：取最近一份完好的安全副本（{}），再补上其后记下的每一步。"
                    "坏了的文件会改名留着，不会删除。"
                ).format(at),
                "",
            ),
        ]

    def _make_list(self) -> None:
        self.rows.show_rows([None, *self._copies])
        self.list.setModel(self.rows)
        self.list.setObjectName("framed")
        self.list.setAccessibleName(self.tr("恢复到哪里"))
        self.list.setUniformItemSizes(True)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setCurrentIndex(self.rows.index(0))
        self.list.doubleClicked.connect(self.accept)
        self._column.addWidget(self.list)
        self.list.ensurePolished()  # the style sheet decides how high a line is
        lines = min(len(self.rows.rows), SHOWN)
        self.list.setFixedHeight(lines * self.list.sizeHintForRow(0) + EDGES)

    def _add_buttons(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        self.later = QPushButton(self.tr("以后再说") if self._why else self.tr("取消"))
        self.later.clicked.connect(self.reject)
        self.ok = QPushButton(self.tr("恢复"))
        self.ok.clicked.connect(self.accept)
        self.ok.setDefault(True)
        row.addWidget(self.later)
        row.addWidget(self.ok)
        self._column.addSpacing(2)
        self._column.addLayout(row)

    def copy_name(self) -> str | None:
        """The copy to go back to; None = the last state that is known."""
        chosen: SafetyCopy | None = self._current().data(ROW)
        return chosen.path.stem if chosen else None

    def target(self) -> Path | None:
        """Where to write the restored project; None = in place of the damaged one."""
        if self._why is not None:
            return None
        stem, suffix, name = self._path.stem, self._path.suffix, self.tr("{}-恢复{}")
        number = 1
        while (made := self._path.with_name(name.format(stem, number) + suffix)).exists():
            number += 1
        return made

    def _current(self) -> QModelIndex:
        return self.list.currentIndex()


class RestoredDialog(QDialog):
    """What came back, where the damaged file lies, and what could not be saved."""

    def __init__(
        self, parent: QWidget | None, restored: Restored, title: Callable[[str], str]
    ) -> None:
        super().__init__(parent)
        self._title = title  # of an article, by its id
        self.setWindowTitle(self.tr("从安全副本恢复"))
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 22, 16)
        column.setSpacing(12)
        whole = not restored.lost
        head = self.tr("恢复好了，一步不少。") if whole else self.tr("恢复了能恢复的部分。")
        column.addWidget(label(head, "title", wrap=True))
        for text in self._facts(restored):
            column.addWidget(label(text, "", wrap=True))
        if not whole:
            told = self.tr("没有能救回的（{} 处）：")
            column.addWidget(self._listed(told, restored.lost))
        elif restored.damaged:
            told = self.tr("文件坏了 {} 处，都恢复了：")
            column.addWidget(self._listed(told, restored.damaged))
        row = QHBoxLayout()
        row.addStretch(1)
        self.close_ = QPushButton(self.tr("知道了"))
        self.close_.clicked.connect(self.accept)
        self.close_.setDefault(True)
        row.addWidget(self.close_)
        column.addSpacing(2)
        column.addLayout(row)
        self.setMinimumWidth(480)

    def _facts(self, restored: Restored) -> list[str]:
        steps, replayed = language.number(restored.steps), language.number(restored.replayed)
        facts = [
            self.tr("共 {} 步，其中 {} 步是副本之后记下、这次补上的。").format(steps, replayed)
            if restored.replayed
            else self.tr("共 {} 步，都在副本里。").format(steps)
        ]
        if restored.aside is not None:
            aside = wording.plain(str(restored.aside))
            facts.append(self.tr("坏了的文件留在 {}。").format(aside))
        return facts

    def _listed(self, told: str, findings: Sequence[Finding]) -> QWidget:
        box = QWidget()
        inner = QVBoxLayout(box)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(6)
        told = told.format(language.number(len(findings)))
        inner.addWidget(label(told, "", wrap=True))
        self.list = QPlainTextEdit()
        self.list.setReadOnly(True)
        self.list.setTabChangesFocus(True)
        self.list.setAccessibleName(told)
        self.list.setPlainText("\n".join(map(self._line, findings)))
        lines = max(3, min(len(findings), 2 * SHOWN))
        self.list.setFixedHeight(lines * self.fontMetrics().lineSpacing() + 2 * EDGES)
        inner.addWidget(self.list)
        return box

    def _line(self, finding: Finding) -> str:
        title = wording.plain(self._title(finding.article)) if finding.article else ""
        told = wording.finding(finding)
        return self.tr("《{}》：{}").format(title, told) if title else told


def _told(copy: SafetyCopy | None) -> str:
    if copy is None:
        return _tr("最后保存的样子")
    size = f"{language.decimal(copy.bytes / 1_000_000)} MB"
    told = _tr("{} 那时的样子　第 {} 步 · {}")
    return told.format(wording.clock(copy.at), language.number(copy.clock), size)


def _tr(text: str) -> str:
    return QCoreApplication.translate("restore", text)
