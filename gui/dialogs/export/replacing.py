"""Before an export takes the place of something: whether that is meant."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QMessageBox, QPushButton, QVBoxLayout, QWidget

from annotations.errors import Refusal
from annotations.formats import Format, landing
from gui import wording
from gui.panels.parts import label

WIDTH = 480  # pixels


def agreed(parent: QWidget, path: Path, format: Format, project: Path | None) -> bool:
    """Whether an export may go to `path`; asks where something is there, tells where it may not."""
    try:
        there = landing.standing(path, format.kind, project)
    except Refusal as refusal:
        _tell(parent, wording.refusal(refusal))
        return False
    if there == "nothing":
        return True
    dialog = ReplaceDialog(parent, path, there)
    meant = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    return meant


class ReplaceDialog(QDialog):
    """Asks whether a file or an earlier export is to be replaced; Return and Esc leave it."""

    def __init__(self, parent: QWidget | None, path: Path, there: Literal["file", "export"]):
        super().__init__(parent)
        self.setWindowTitle(self.tr("导出"))
        if there == "file":
            asked = self.tr("替换文件“{}”？")
            told = self.tr(
                "新导出的内容会替换这个文件和它旁边的 export-report.json，原来的内容无法恢复。"
            )
        else:
            asked = self.tr("替换文件夹“{}”？")
            told = self.tr(
                "文件夹里是以前的导出，会整个换成新的，原来的内容无法恢复。"
                "如果里面有后来改过或添进去的文件，就什么都不写。"
            )
        self.replace = QPushButton(self.tr("替换"))
        self.leave = QPushButton(self.tr("取消"))
        self.replace.clicked.connect(self.accept)
        self.leave.clicked.connect(self.reject)
        self.leave.setDefault(True)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(self.replace)
        row.addWidget(self.leave)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 22, 16)
        column.setSpacing(12)
        for text, role in (
            (asked.format(wording.plain(path.name)), "title"),
            (wording.plain(str(path)), "muted"),
            (told, ""),
        ):
            part = label(text, role, wrap=True)
            column.addWidget(part)
            part.ensurePolished()  # its height is asked before it is shown
        column.addSpacing(2)
        column.addLayout(row)
        self.setFixedWidth(WIDTH)
        self.setMinimumHeight(column.totalHeightForWidth(WIDTH))  # nothing is cut at its edge
        self.leave.setFocus()


def _tell(parent: QWidget, why: str) -> None:
    """Say why nothing may be written there."""
    box = QMessageBox(QMessageBox.Icon.Warning, parent.windowTitle(), "", parent=parent)
    box.setTextFormat(Qt.TextFormat.PlainText)  # the name of a file is in it
    box.setText(why)
    box.exec()
    box.deleteLater()
