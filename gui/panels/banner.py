"""A calm line above the text that tells what was not done, and why."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout

from gui.look import Theme
from gui.panels.parts import label, paint_icons, tool


class Banner(QFrame):
    """Hidden until there is something to tell; goes by itself with the next step done."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("banner")
        self.text = label("", "", wrap=True)
        close = tool(self.tr("关闭这条消息"), "close")
        close.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 6, 10, 6)
        row.addWidget(self.text, 1)
        row.addWidget(close)
        self.hide()

    def tell(self, sentence: str) -> None:
        """Show a sentence."""
        self.text.setText(sentence)
        self.show()

    def set_theme(self, theme: Theme) -> None:
        paint_icons(self, theme)
