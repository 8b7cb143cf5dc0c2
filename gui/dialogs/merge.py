"""What a merge brought."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from annotations.model import Merged
from gui import language, wording
from gui.panels.parts import label


class MergedDialog(QDialog):
    """`conflicts_wanted()`: go through what both sides changed."""

    conflicts_wanted = Signal()

    def __init__(self, parent: QWidget | None, path: Path, merged: Merged) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("合并"))
        name = wording.plain(path.name)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 22, 16)
        column.setSpacing(12)
        head = (
            self.tr("没有新的步骤：“{}”里的这里都有了。")
            if not merged.steps
            else self.tr("合并了“{}”。")
        )
        column.addWidget(label(head.format(name), "title", wrap=True))
        if merged.steps:
            column.addWidget(self._table(merged))
        column.addWidget(label(self._about(merged), "", wrap=True))
        column.addSpacing(2)
        column.addLayout(self._buttons(merged))
        self.setMinimumWidth(440)

    def _table(self, merged: Merged) -> QWidget:
        table = QWidget()
        table.setObjectName("report")
        table.setProperty("framed", True)
        grid = QGridLayout(table)
        grid.setContentsMargins(12, 10, 12, 10)
        grid.setHorizontalSpacing(22)
        grid.setVerticalSpacing(5)
        grid.setColumnStretch(0, 1)
        lines = (
            (self.tr("新来的步骤"), merged.steps),
            (self.tr("其中的改动"), merged.events),
            (self.tr("涉及的文章"), merged.articles),
            (self.tr("冲突"), len(merged.conflicts)),
        )
        for row, (name, number) in enumerate(lines):
            grid.addWidget(label(name), row, 0)
            cell = label(language.number(number) if number else "–")
            cell.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(cell, row, 1)
        return table

    def _about(self, merged: Merged) -> str:
        if merged.conflicts:
            return self.tr("有几处两边都改过。两种改法都留着，暂时显示较晚的一种，请您来定。")
        return self.tr("两边都没有丢东西，另一份文件没有改动。")

    def _buttons(self, merged: Merged) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        self.close_ = QPushButton(self.tr("以后再说") if merged.conflicts else self.tr("知道了"))
        self.close_.clicked.connect(self.reject)
        row.addWidget(self.close_)
        default = self.close_
        if merged.conflicts:
            self.conflicts = default = QPushButton(self.tr("逐条看冲突…"))
            self.conflicts.clicked.connect(self.accept)
            self.conflicts.clicked.connect(self.conflicts_wanted)
            row.addWidget(self.conflicts)
        default.setDefault(True)
        return row
