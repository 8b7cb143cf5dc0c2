"""Which of several formats a file is in, where more than one could be."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from annotations.questions import Several
from gui import wording
from gui.panels.choice import Choice
from gui.panels.parts import label


class ReadersPage(QWidget):
    """A line for each file."""

    def __init__(self, asked: Sequence[Several]) -> None:
        super().__init__()
        self.choices: dict[Path, Choice] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(0, 1)
        for row, one in enumerate(asked):
            grid.addWidget(label(wording.plain(one.path.name)), row, 0)
            choice = self.choices[one.path] = Choice(one.path.name)
            for name in one.readers:
                choice.addItem(name, name)
            grid.addWidget(choice, row, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 10, 0, 0)
        column.setSpacing(10)
        told = self.tr("这些文件可能是几种格式里的一种。")
        column.addWidget(label(told, "muted", wrap=True))
        column.addLayout(grid)
        column.addStretch(1)
        self.setFocusProxy(next(iter(self.choices.values())))

    def chosen(self) -> dict[Path, str]:
        """The reader of each file."""
        return {path: choice.currentData() for path, choice in self.choices.items()}
