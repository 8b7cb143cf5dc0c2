"""A calm line above the text that tells what was not done, and why."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from gui.icons import paint_icons
from gui.look import Theme
from gui.panels.parts import label, tool


class Banner(QFrame):
    """Hidden until there is something to tell; goes by itself with the next step done."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("banner")
        self.head, self.text = label("", "strong", wrap=True), label("", "", wrap=True)
        self.shut = tool(self.tr("关闭这条消息"), "close")
        self.shut.clicked.connect(self.hide)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(18, 6, 10, 6)
        self.row.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(self.head)
        words.addWidget(self.text)
        self.row.addLayout(words, 1)
        self.row.addWidget(self.shut)
        self.hide()

    def tell(self, sentence: str, head: str = "") -> None:
        """Show a sentence, with a few words above it."""
        self.head.setText(head)
        self.head.setVisible(bool(head))
        self.text.setText(sentence)
        self.show()

    def offer(self, text: str) -> QPushButton:
        """A further button beside the sentence."""
        button = QPushButton(text)
        button.setAutoDefault(False)
        self.row.insertWidget(self.row.count() - 1, button)
        return button

    def set_theme(self, theme: Theme) -> None:
        paint_icons(self, theme)
