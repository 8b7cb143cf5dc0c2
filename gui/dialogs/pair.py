"""Two articles side by side."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gui import wording
from gui.panels.parts import label


class PairDialog(QDialog):
    """Each with its title; to be read, not to be changed. They scroll together."""

    def __init__(self, parent: QWidget | None, texts: Sequence[tuple[str, str]]) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("并排看"))
        row = QHBoxLayout()
        row.setSpacing(14)
        self.texts: list[QPlainTextEdit] = []
        for title, text in texts:
            side = QVBoxLayout()
            side.setSpacing(6)
            side.addWidget(label(wording.plain(title), "strong", wrap=True))
            shown = QPlainTextEdit()
            shown.setReadOnly(True)
            shown.setTabChangesFocus(True)
            shown.setAccessibleName(wording.plain(title))
            shown.setPlainText(text)
            side.addWidget(shown, 1)
            row.addLayout(side, 1)
            self.texts.append(shown)
        bars = [text.verticalScrollBar() for text in self.texts]
        for bar in bars:
            for other in bars:
                if other is not bar:
                    bar.valueChanged.connect(other.setValue)
        close = QPushButton(self.tr("知道了"))
        close.clicked.connect(self.accept)
        close.setDefault(True)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(12)
        column.addLayout(row, 1)
        column.addLayout(foot)
        self.resize(900, 600)
