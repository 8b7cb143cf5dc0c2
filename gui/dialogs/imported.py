"""The import report: what came in, what may want mending in it, what was refused and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from annotations.model import Outcome, RuleCount
from gui import language, wording
from gui.panels.parts import label

LINES = 8  # rules that are listed without scrolling


class ImportReport(QDialog):
    """`accept_wanted()`: accept what is proved; `review_wanted()`: go through it one by one."""

    accept_wanted = Signal()
    review_wanted = Signal()

    def __init__(
        self,
        parent: QWidget | None,
        outcomes: Sequence[Outcome],
        found: Sequence[RuleCount] = (),
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("导入"))
        refused = [o for o in outcomes if o.result == "refused"]
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(22, 18, 22, 16)
        self._column.setSpacing(12)
        self._column.addWidget(label(self._head(outcomes), "title", wrap=True))
        if found:
            self._add_found(found)
        if refused:
            self._add_refused(refused)
        self._add_buttons(found)
        self.setMinimumWidth(500)

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

    def _add_refused(self, refused: Sequence[Outcome]) -> None:
        told = self.tr("{} 项没有导入：").format(language.number(len(refused)))
        self._column.addWidget(label(told, "", wrap=True))
        self.list = QPlainTextEdit()
        self.list.setReadOnly(True)
        self.list.setTabChangesFocus(True)
        self.list.setAccessibleName(self.tr("没有导入的文件"))
        self.list.setPlainText("\n".join(wording.outcome(o) for o in refused))
        self.list.setMinimumSize(420, 120)
        self._column.addWidget(self.list, 1)

    def _add_buttons(self, found: Sequence[RuleCount]) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
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
        self._column.addSpacing(2)
        self._column.addLayout(row)
