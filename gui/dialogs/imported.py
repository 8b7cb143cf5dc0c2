"""The import report: what came in, what may want mending in it, what was refused and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from annotations.analysis.duplicates import Group
from annotations.model import Outcome, RuleCount
from gui import clipboard, language, wording
from gui.dialogs.duplicates import Duplicates, told
from gui.panels.parts import label

LINES = 8  # rules that are listed without scrolling


class ImportReport(QDialog):
    """`accept_wanted()`: accept what is proved; `review_wanted()`: go through it one by one.

    `article_wanted(id)`: open one of the duplicates; `pair_wanted(id, id)`: look at two of them
    side by side.  `text()` is all of it, as it is copied.
    """

    accept_wanted = Signal()
    review_wanted = Signal()
    article_wanted = Signal(str)
    pair_wanted = Signal(str, str)

    def __init__(
        self,
        parent: QWidget | None,
        outcomes: Sequence[Outcome],
        found: Sequence[RuleCount] = (),
        *,
        groups: Sequence[Group] = (),
        titles: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("导入"))
        self._outcomes, self._groups, self._titles = outcomes, groups, dict(titles or {})
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(22, 18, 22, 16)
        self._column.setSpacing(12)
        self._column.addWidget(label(self._head(outcomes), "title", wrap=True))
        if found:
            self._add_found(found)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self._add_lists()
        if self.tabs.count():
            self._column.addWidget(self.tabs, 1)
        self._add_buttons(found)
        self.setMinimumWidth(560)

    def _head(self, outcomes: Sequence[Outcome]) -> str:
        results = Counter(outcome.result for outcome in outcomes)
        parts = [
            text.format(language.number(results[result]))
            for result, text in (
                ("new", self.tr("导入了 {} 篇文章")),
                ("merged", self.tr("合并了 {} 篇")),
                ("same", self.tr("{} 项已经有了")),
            )
            if results[result]
        ]
        return self.tr("{}。").format(wording.listed(parts)) if parts else self.tr("没有导入文章。")

    def _add_found(self, found: Sequence[RuleCount]) -> None:
        many, proved = sum(c.proposed for c in found), sum(c.proved for c in found)
        told = self.tr("发现 {} 处可能要校改，其中 {} 处可证。原文不动，可以随时撤销。")
        self._column.addWidget(
            label(told.format(language.number(many), language.number(proved)), "", wrap=True),
        )
        table = QWidget()
        table.setObjectName("report")
        grid = QGridLayout(table)
        grid.setContentsMargins(12, 10, 12, 10)
        grid.setHorizontalSpacing(22)
        grid.setVerticalSpacing(5)
        grid.setColumnStretch(0, 1)
        heads = (self.tr("规则"), self.tr("找到"), self.tr("可证"))
        lines = [
            (
                wording.rule(c.kind, c.rule),
                language.number(c.proposed),
                language.number(c.proved) if c.proved else "–",
            )
            for c in found
        ]
        for row, cells in enumerate((heads, *lines)):
            for column, text in enumerate(cells):
                cell = label(text, "" if row else "heading")
                side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
                cell.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)
                grid.addWidget(cell, row, column)
        if len(found) <= LINES:
            table.setProperty("framed", True)
            self._column.addWidget(table)
            return
        area = QScrollArea()
        area.setObjectName("reportarea")
        area.setWidget(table)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setMinimumHeight(240)
        self._column.addWidget(area, 1)

    def _add_lists(self) -> None:
        """What was not imported, what did not fit, what is there twice: a page each."""
        refused = [wording.outcome(o) for o in self._outcomes if o.result == "refused"]
        if refused:
            name = self.tr("没有导入 {}").format(language.number(len(refused)))
            self.list = self._lines(self.tr("没有导入的文件"), refused)
            self.tabs.addTab(self.list, name)
        misfits = self._misfits()
        if misfits:
            name = language.counted(self.tr("不合之处 {}"), len(misfits))
            self.misfits = self._lines(self.tr("不合之处"), misfits)
            self.tabs.addTab(self.misfits, name)
        if self._groups:
            name = language.counted(self.tr("重复 {} 组"), len(self._groups))
            self.duplicates = Duplicates(self._groups, self._titles)
            self.duplicates.article_wanted.connect(self.article_wanted)
            self.duplicates.article_wanted.connect(self.reject)
            self.duplicates.pair_wanted.connect(self.pair_wanted)
            self.tabs.addTab(self.duplicates, name)

    def _misfits(self) -> list[str]:
        return [wording.misfit(o, misfit) for o in self._outcomes for misfit in o.misfits]

    def _lines(self, name: str, lines: Sequence[str]) -> QPlainTextEdit:
        made = QPlainTextEdit()
        made.setReadOnly(True)
        made.setTabChangesFocus(True)
        made.setAccessibleName(name)
        made.setPlainText("\n".join(lines))
        made.setMinimumSize(420, 130)
        return made

    def text(self) -> str:
        """The whole report."""
        refused = [wording.outcome(o) for o in self._outcomes if o.result == "refused"]
        parts = [[self._head(self._outcomes)], refused, self._misfits()]
        parts += [told(group, self._titles) for group in self._groups]
        return "\n\n".join("\n".join(lines) for lines in parts if lines)

    def _add_buttons(self, found: Sequence[RuleCount]) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.copy = QPushButton(self.tr("复制报告"))
        self.copy.clicked.connect(lambda: clipboard.put(self.text()))
        self.copy.setAutoDefault(False)
        row.addWidget(self.copy)
        row.addStretch(1)
        self.close_ = QPushButton(self.tr("以后再说") if found else self.tr("知道了"))
        self.close_.clicked.connect(self.reject)
        row.addWidget(self.close_)
        default = self.close_
        if found:
            self.review = default = QPushButton(self.tr("逐条校勘…"))
            self.review.clicked.connect(self.accept)
            self.review.clicked.connect(self.review_wanted)
            row.addWidget(self.review)
        proved = sum(c.proved for c in found)
        if proved:
            name = self.tr("采纳可证的 {} 处").format(language.number(proved))
            self.accept_proved = default = QPushButton(name)
            self.accept_proved.clicked.connect(self.accept)
            self.accept_proved.clicked.connect(self.accept_wanted)
            row.addWidget(self.accept_proved)
        default.setDefault(True)
        default.setFocus()
        self._column.addSpacing(2)
        self._column.addLayout(row)
