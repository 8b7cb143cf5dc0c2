"""How far something is that takes long, and the button that stops it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gui import language, wording
from gui.guard import guarded
from gui.panels.parts import Elided, label


class ProgressDialog(QDialog):
    """Escape and the button `stop`; it stays until whoever opened it takes it away."""

    def __init__(self, parent: QWidget | None, title: str, stop: Callable[[], object]) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self._stop = stop
        self.at = Elided("muted")
        self.bar = QProgressBar()
        self.bar.setAccessibleName(title)
        self.bar.setTextVisible(False)
        self.count = label("", "muted")
        self.button = QPushButton(self.tr("取消"))
        self.button.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.addWidget(self.count, 1)
        row.addWidget(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 22, 16)
        column.setSpacing(10)
        column.addWidget(label(title, "title"))
        column.addWidget(self.at)
        column.addWidget(self.bar)
        column.addSpacing(2)
        column.addLayout(row)
        self.setMinimumWidth(440)

    def show_told(self, done: int, total: int, at: str) -> None:
        """Show how far it is; without a `total` only that it goes on."""
        self.bar.setRange(0, total)
        self.bar.setValue(min(done, total))
        self.at.show_text(wording.plain(at))
        if total:
            told = f"{language.number(done)} / {language.number(total)}"
        else:
            told = language.number(done) if done else ""
        self.count.setText(told)

    def let_stop(self, may: bool) -> None:
        """Whether it can still be stopped."""
        if self.button.text() == self.tr("取消"):
            self.button.setEnabled(may)

    @guarded
    def reject(self) -> None:
        self.button.setEnabled(False)
        self.button.setText(self.tr("正在取消…"))
        self._stop()
