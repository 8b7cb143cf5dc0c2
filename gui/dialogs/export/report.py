"""What was written where, and what was lost on the way and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

import resources
from annotations import formats
from gui import clipboard, language, wording
from gui.dialogs.export import naming
from gui.panels.parts import label


@dataclass(frozen=True, slots=True)
class Exported:
    """An export that was made: where, in which format, how much, and losses by their kind."""

    path: Path
    format: str
    articles: int
    annotations: int
    relations: int = 0
    losses: Mapping[str, int] = field(default_factory=dict)


class ExportReport(QDialog):
    """`text()` is all of it, as it is copied."""

    def __init__(self, parent: QWidget | None, done: Exported) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("导出"))
        self._done = done
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 22, 16)
        column.setSpacing(10)
        column.addWidget(label(self._head(), "title", wrap=True))
        where = label(wording.plain(str(done.path)), "muted", wrap=True)
        where.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(where)
        if done.losses:
            column.addWidget(label(self.tr("这个格式放不下的，或改了样子的："), "", wrap=True))
            self.list = QPlainTextEdit()
            self.list.setReadOnly(True)
            self.list.setTabChangesFocus(True)
            self.list.setAccessibleName(self.tr("损失"))
            self.list.setPlainText("\n".join(self._losses()))
            self.list.setMinimumHeight(110)
            column.addWidget(self.list, 1)
            told = self.tr("逐篇的明细写在旁边的 export-report.json 里。")
            column.addWidget(label(told, "muted", wrap=True))
        else:
            column.addWidget(label(self.tr("什么都没有丢。"), "", wrap=True))
        column.addSpacing(2)
        column.addLayout(self._buttons())
        self.setMinimumWidth(520)

    def text(self) -> str:
        return "\n".join([self._head(), str(self._done.path), *self._losses()])

    def _head(self) -> str:
        done = self._done
        told = self.tr("导出了 {} 篇文章、{} 处标注、{} 条关系。")
        numbers = map(language.number, (done.articles, done.annotations, done.relations))
        return told.format(*numbers)

    def _losses(self) -> list[str]:
        return [
            wording.plain(
                resources.worded(
                    f"loss-{kind}",
                    {
                        "count": language.number(count),
                        "format": naming.name(formats.named(self._done.format)),
                    },
                    language.spoken(),
                )
            )
            for kind, count in self._done.losses.items()
        ]

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.copy = QPushButton(self.tr("复制报告"))
        self.copy.clicked.connect(lambda: clipboard.put(self.text()))
        self.folder = QPushButton(self.tr("打开文件夹"))
        self.folder.clicked.connect(self._open_folder)
        ok = QPushButton(self.tr("知道了"))
        ok.clicked.connect(self.accept)
        ok.setDefault(True)
        ok.setFocus()
        for button in (self.copy, self.folder):
            button.setAutoDefault(False)  # Enter says that it was read
        row.addWidget(self.copy)
        row.addStretch(1)
        row.addWidget(self.folder)
        row.addWidget(ok)
        return row

    def _open_folder(self) -> None:
        path = self._done.path
        folder = path if path.is_dir() else path.parent
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
