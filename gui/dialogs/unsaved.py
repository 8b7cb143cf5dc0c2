"""Before a project is closed: what to do about the steps that could not be saved."""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gui import language, wording
from gui.bridge import Unsaved
from gui.panels.parts import label


class Leave(Enum):
    """What the user chose."""

    STAY = auto()
    RETRY = auto()
    ELSEWHERE = auto()
    DISCARD = auto()


class UnsavedDialog(QDialog):
    """`chosen` after it was closed; staying is what Esc means."""

    def __init__(self, parent: QWidget | None, unsaved: Unsaved) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("还没有保存"))
        self.chosen = Leave.STAY
        head = self.tr("有 {} 步还没有保存。").format(language.number(len(unsaved.verbs)))
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 22, 16)
        column.setSpacing(12)
        column.addWidget(label(head, "title", wrap=True))
        column.addWidget(label(wording.refusal(unsaved.why), "", wrap=True))
        column.addWidget(
            label(self.tr("现在关闭，这几步就没有了；其余的都已在磁盘上。"), "", wrap=True)
        )
        row = QHBoxLayout()
        row.setSpacing(8)
        self.buttons = {
            choice: QPushButton(text)
            for choice, text in (
                (Leave.DISCARD, self.tr("放弃并关闭")),
                (Leave.STAY, self.tr("取消")),
                (Leave.ELSEWHERE, self.tr("另存到…")),
                (Leave.RETRY, self.tr("再试")),
            )
        }
        for choice, button in self.buttons.items():
            button.clicked.connect(lambda _=False, choice=choice: self._choose(choice))
            row.addWidget(button)
            if choice is Leave.DISCARD:
                row.addStretch(1)
        self.buttons[Leave.RETRY].setDefault(True)
        column.addSpacing(2)
        column.addLayout(row)
        self.setMinimumWidth(460)

    def _choose(self, choice: Leave) -> None:
        self.chosen = choice
        self.accept()
