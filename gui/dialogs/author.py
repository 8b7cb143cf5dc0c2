"""Asks whose name is to stand by what is made."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from gui.panels.parts import answers, label

LONGEST = 60  # characters of a name


class AuthorDialog(QDialog):
    """`name()` after it was accepted; never an empty one. `unasked`: it came by itself."""

    def __init__(self, parent: QWidget | None, known: str, *, unasked: bool = False) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("署名"))
        self.field = QLineEdit(known)
        self.field.setMaxLength(LONGEST)
        self.field.setAccessibleName(self.tr("署名"))
        self.field.selectAll()
        no = self.tr("以后再说") if unasked else self.tr("取消")
        buttons, self._ok = answers(self, self.tr("确定"), no)
        self.field.textChanged.connect(self._on_text)
        form = QFormLayout()
        form.addRow(label(self.tr("您的名字")), self.field)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 22, 16)
        column.setSpacing(12)
        column.addWidget(label(self.tr("以后所做的标注署谁的名？"), "title", wrap=True))
        told = self.tr(
            "每一步都记下是谁做的，两个人的项目合并以后也分得清。"
            "名字写在项目文件里，随导出一起给出；以前做的不会改名。"
        )
        column.addWidget(label(told, wrap=True))
        column.addLayout(form)
        column.addSpacing(2)
        column.addWidget(buttons)
        self.setMinimumWidth(440)
        self._on_text()

    def name(self) -> str:
        """The name as it was typed, blanks at its ends apart."""
        return " ".join(self.field.text().split())

    def _on_text(self) -> None:
        self._ok.setEnabled(bool(self.name()))
