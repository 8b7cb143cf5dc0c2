"""The export dialog."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotations import formats
from gui.panels.choice import Choice
from gui.panels.parts import label

ORDER = ("jsonl", "brat", "csv")


def _rank(name: str) -> int:
    return ORDER.index(name) if name in ORDER else len(ORDER)


def _told(name: str) -> str:
    texts = {
        "jsonl": QCoreApplication.translate(
            "exchange", "JSONL：丹铅自己的格式，什么都不丢（一个文件）"
        ),
        "brat": QCoreApplication.translate("exchange", "brat：每篇一对 .txt / .ann（一个文件夹）"),
        "csv": QCoreApplication.translate(
            "exchange", "CSV：每个片段一行，可用表格软件打开（一个文件）"
        ),
    }
    return texts.get(name, name)


class ExportDialog(QDialog):
    """Which format, and where to. `chosen()` after it was accepted."""

    def __init__(self, parent: QWidget | None, folder: Path, stem: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("导出"))
        self._folder, self._stem = folder, stem
        self.format = Choice(self.tr("格式"))
        for name in sorted(formats.all(), key=_rank):
            self.format.addItem(_told(name), name)
        self.path = QLineEdit()
        self.path.setAccessibleName(self.tr("导出到"))
        self.path.setMinimumWidth(380)
        browse = QPushButton(self.tr("选择…"))
        browse.setAutoDefault(False)
        browse.clicked.connect(self._browse)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.path, 1)
        line.addWidget(browse)
        form = QFormLayout()
        form.setVerticalSpacing(10)
        form.addRow(label(self.tr("格式")), self.format)
        form.addRow(label(self.tr("导出到")), line)
        buttons = QDialogButtonBox()
        ok = buttons.addButton(self.tr("导出"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(self.tr("取消"), QDialogButtonBox.ButtonRole.RejectRole)
        ok.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(16)
        column.addLayout(form)
        column.addWidget(buttons)
        self.format.currentIndexChanged.connect(self._suggest)
        self._suggest()

    def chosen(self) -> tuple[str, Path]:
        """The format's name and the path to write to."""
        return self.format.currentData(), Path(self.path.text().strip()).expanduser()

    def _format(self) -> formats.Format:
        return formats.named(self.format.currentData())

    def _suggest(self) -> None:
        suffix = self._format().suffix
        suffix = suffix if self._format().kind == "file" else "-" + self._format().name
        self.path.setText(str(self._folder / f"{self._stem}{suffix}"))

    def _browse(self) -> None:
        _, path = self.chosen()
        if self._format().kind == "folder":
            found = QFileDialog.getExistingDirectory(self, self.tr("导出到"), str(path.parent))
            found = str(Path(found) / self._stem) if found else ""
        else:
            found, _ = QFileDialog.getSaveFileName(self, self.tr("导出到"), str(path))
        if found:
            self.path.setText(found)
