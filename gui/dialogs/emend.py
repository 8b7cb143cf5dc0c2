"""One emendation by hand: what the source has, and what is to be read instead."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout, QWidget

from gui import wording
from gui.panels.excerpts import elided
from gui.panels.parts import answers, label

BREAK = "¶"  # stands for a line break in the field, which has only one line
LONG = 400  # characters of the source text that are shown


class EmendDialog(QDialog):
    """`text()` after it was accepted is what to read; "" deletes.

    With `fresh` the reading that is offered may be kept as it is: it does not hold yet.
    """

    def __init__(
        self, parent: QWidget | None, raw: str, reading: str, *, fresh: bool = False
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("勘误"))
        self._breaks = BREAK not in raw + reading
        if raw:
            told = self.tr("原文作：{}").format(elided(wording.seen(raw), LONG))
        else:
            told = self.tr("在光标处补入文字。")
        self.raw = label(told, "", wrap=True)
        self.raw.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.field = QLineEdit()
        self.field.setAccessibleName(self.tr("改读为"))
        self.field.setPlaceholderText(self.tr("留空表示删去") if raw else "")
        self.field.setMaxLength(1_000_000)
        self.field.setText(reading.replace("\n", BREAK) if self._breaks else reading)
        self.field.setMinimumWidth(400)
        self.field.selectAll()
        hint = self.tr("原文一字不动；勘误用于校文、简体和繁體。{}").format(
            self.tr("{} 表示换行。").format(BREAK) if self._breaks else ""
        )
        buttons, self.ok = answers(self, self.tr("保存"), self.tr("取消"))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        column.addWidget(self.raw)
        column.addWidget(label(self.tr("改读为"), "heading"))
        column.addWidget(self.field)
        column.addWidget(label(hint, "muted", wrap=True))
        column.addSpacing(4)
        column.addWidget(buttons)
        self._first = None if fresh else self.text()
        self.field.textChanged.connect(self._on_text)
        self._on_text()

    def text(self) -> str:
        """What is to be read."""
        typed = self.field.text()
        return typed.replace(BREAK, "\n") if self._breaks else typed

    def _on_text(self) -> None:
        """What reads as it did needs no emendation."""
        self.ok.setEnabled(self.text() != self._first)
