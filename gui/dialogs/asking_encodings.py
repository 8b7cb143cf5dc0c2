"""In which encoding a text is to be read: the guess, how each reading looks, and the choice."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import (
    QListWidget,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from annotations.questions import Encoded
from gui import language, wording
from gui.panels.choice import Choice
from gui.panels.parts import beside, label


class EncodingsPage(QWidget):
    """The files at the left, the reading of the one that is chosen at the right."""

    def __init__(self, asked: Sequence[Encoded]) -> None:
        super().__init__()
        self._asked = asked
        self._chosen = {one.path: one.guesses[0].encoding for one in asked}
        self.files = QListWidget()
        self.files.setAccessibleName(self.tr("文件"))
        self.files.setObjectName("framed")
        self.files.setFixedWidth(200)
        for one in asked:
            self.files.addItem(wording.plain(one.path.name))
        self.choice = Choice(self.tr("编码"))
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(self.tr("这样读出来的开头"))
        self.fault = label("", "fault", wrap=True)
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addWidget(self.choice)
        right.addWidget(self.text, 1)
        right.addWidget(self.fault)
        told = self.tr("看不准这些文件是什么编码：哪一种读出来像文章，就选哪一种。")
        beside(self, told, self.files, right)
        self.files.setVisible(len(asked) > 1)
        self.setFocusProxy(self.files if len(asked) > 1 else self.choice)
        self.files.currentRowChanged.connect(self._show)
        self.choice.currentIndexChanged.connect(self._choose)
        self.files.setCurrentRow(0)

    def chosen(self) -> dict[Path, str]:
        """The encoding of each file."""
        return dict(self._chosen)

    def _show(self, row: int) -> None:
        one = self._asked[row]
        self.choice.blockSignals(True)
        self.choice.clear()
        for guess in one.guesses:
            self.choice.addItem(guess.encoding.upper(), guess.encoding)
        self.choice.setCurrentIndex(self.choice.findData(self._chosen[one.path]))
        self.choice.blockSignals(False)
        self._choose()

    def _choose(self) -> None:
        one = self._asked[self.files.currentRow()]
        guess = one.guesses[max(0, self.choice.currentIndex())]
        self._chosen[one.path] = guess.encoding
        self.text.setPlainText(wording.seen(guess.head) if "\n" not in guess.head else guess.head)
        many = language.number(guess.bad)
        self.fault.setText(self.tr("{} 个字节这样读不出来").format(many) if guess.bad else "")
        self.fault.setVisible(bool(guess.bad))
