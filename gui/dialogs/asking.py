"""What is doubtful about files that are to come in: one page for each kind of question."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from annotations.ingest.columns import Columns
from annotations.ingest.how import Body
from annotations.ingest.remembered import remember as remember_columns
from annotations.ingest.remembered_bodies import remember as remember_bodies
from annotations.questions import Answers, Questions
from annotations.tagset import TagSet
from annotations.tagset.answered import remember as remember_names
from annotations.tagset.mapping import Given
from gui.dialogs.asking_bodies import BodiesPage
from gui.dialogs.asking_columns import ColumnsPage
from gui.dialogs.asking_encodings import EncodingsPage
from gui.dialogs.asking_names import NamesPage
from gui.dialogs.asking_readers import ReadersPage
from gui.panels.parts import answers, label


class AskDialog(QDialog):
    """Everything is answered already as well as it can be guessed. `answers()` once accepted."""

    def __init__(self, parent: QWidget | None, asked: Questions, tagset: TagSet) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("导入"))
        self._tagset = tagset
        self.encodings = EncodingsPage(asked.encodings) if asked.encodings else None
        self.bodies = BodiesPage(asked.pages) if asked.pages else None
        self.columns = ColumnsPage(asked.tables) if asked.tables else None
        self.readers = ReadersPage(asked.readers) if asked.readers else None
        self.names = NamesPage(asked.names, tagset) if asked.names else None
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.setTabBarAutoHide(True)
        for page, name in (
            (self.encodings, self.tr("编码")),
            (self.bodies, self.tr("网页的正文")),
            (self.columns, self.tr("表格的列")),
            (self.readers, self.tr("格式")),
            (self.names, self.tr("标签")),
        ):
            if page is not None:
                self.tabs.addTab(page, name)
        if self.tabs.count() == 1:  # else Tab ends at the bar that is not there
            self.tabs.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        buttons, self.ok = answers(self, self.tr("导入"), self.tr("取消"))
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 22, 16)
        column.setSpacing(12)
        column.addWidget(label(self.tr("导入以前，请看一下这些"), "title"))
        column.addWidget(self.tabs, 1)
        column.addWidget(buttons)
        self.resize(720, 520)
        self.tabs.currentWidget().setFocus(Qt.FocusReason.OtherFocusReason)

    def answers(self, known: Given) -> Answers:
        """What was said, beside what is known of names; but for encodings it is remembered."""
        columns: Mapping[Path, Columns] = {}
        if self.columns is not None:
            columns = self.columns.chosen()
            for header, told in self.columns.told():
                remember_columns(header, told)
        bodies: Mapping[Path, Body] = {}
        if self.bodies is not None:
            said = self.bodies.said()
            bodies = said.files
            remember_bodies(said.pages, said.sites)
        names: Given = {}
        if self.names is not None:
            names = self.names.chosen()
            remember_names(self._tagset.id, names)
        return Answers(
            encodings=self.encodings.chosen() if self.encodings is not None else {},
            columns=columns,
            readers=self.readers.chosen() if self.readers is not None else {},
            names={**known, **names},
            bodies=bodies,
        )
