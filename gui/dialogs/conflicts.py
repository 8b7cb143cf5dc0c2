"""What two copies of the project changed apart: both versions, and a person decides."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QListView,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from annotations.model import Conflict, Version
from gui import wording
from gui.bridge import Bridge
from gui.dialogs.versions import heading, told
from gui.panels.parts import label
from gui.place import Place
from gui.rows import ROW, Rows

SIZE = (860, 520)


class ConflictsDialog(QDialog):
    """A list of conflicts and the versions of the chosen one; each decision is one step."""

    def __init__(self, parent: QWidget | None, bridge: Bridge, place: Place) -> None:
        super().__init__(parent)
        self._bridge, self._place = bridge, place
        self.setWindowTitle(self.tr("冲突"))
        self.rows = Rows(self._line, lambda one: wording.tip(self._line(one)), self)
        self.list = QListView()
        self.list.setModel(self.rows)
        self.list.setObjectName("framed")
        self.list.setAccessibleName(self.tr("冲突"))
        self.list.setUniformItemSizes(True)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setMinimumWidth(240)
        self.list.setMaximumWidth(300)
        self.list.selectionModel().currentChanged.connect(self._show)
        self.head = label("", "title", wrap=True)
        self.about = label("", "muted", wrap=True)
        self.use: list[QPushButton] = []
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._lay_out()
        bridge.changed.connect(self.refresh)
        self.refresh()
        self.resize(*SIZE)

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.setSpacing(6)
        right.addWidget(self.head)
        right.addWidget(self.about)
        right.addSpacing(4)
        right.addWidget(self._area, 1)
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(18)
        row.addWidget(self.list)
        row.addLayout(right, 1)
        self._none = label(self.tr("没有冲突。"), "empty")
        self._none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack = QStackedWidget()
        self._stack.addWidget(both)
        self._stack.addWidget(self._none)
        self.go = QPushButton(self.tr("到正文中看"))
        self.go.clicked.connect(self._go)
        self.shut = QPushButton(self.tr("关闭"))
        self.shut.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        for button in (self.go, self.shut):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(14)
        column.addWidget(self._stack, 1)
        column.addLayout(buttons)

    # -- showing ----------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the conflicts that are still open; stay at the same place of the list."""
        project = self._bridge.project
        at = max(0, self.list.currentIndex().row())
        found = project.conflicts() if project else ()
        self.rows.show_rows(found)
        self._stack.setCurrentIndex(0 if found else 1)
        self.go.setVisible(bool(found))
        if found:
            index = self.rows.index(min(at, len(found) - 1))
            only = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.list.selectionModel().setCurrentIndex(index, only)
        self._show()

    def current(self) -> Conflict | None:
        """The conflict that is shown."""
        return self.list.currentIndex().data(ROW)

    def _line(self, conflict: Conflict) -> str:
        return heading(conflict)

    def _show(self, *_: object) -> None:
        conflict = self.current()
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 4, 0)
        column.setSpacing(10)
        self.use = []
        if conflict is not None:
            self.head.setText(heading(conflict))
            self.about.setText(self._about(conflict))
            newest_first = list(reversed(conflict.versions))
            for number, version in enumerate(newest_first):
                column.addWidget(self._card(conflict, version, holds=number == 0))
        column.addStretch(1)
        self._area.setWidget(body)
        body.setAutoFillBackground(False)
        self._area.viewport().setAutoFillBackground(False)

    def _about(self, conflict: Conflict) -> str:
        title = wording.plain(self._title(conflict.article))
        why = {
            "orphan": self.tr("一边改了，另一边把它所在的内容撤下了；它暂存一旁。"),
            "overlap": self.tr("另一边改了同样的字；它暂存一旁。"),
            "changed": self.tr("两边各自改过，都从同一个样子改起。"),
        }[conflict.reason]
        return self.tr("《{}》　{}").format(title, why) if title else why

    def _title(self, article: str) -> str:
        row = self._bridge.row(article) if article else None
        return row.title if row else ""

    def _card(self, conflict: Conflict, version: Version, *, holds: bool) -> QFrame:
        """One version: who made it when and how, what it says, and a button to keep it."""
        project = self._bridge.project
        card = QFrame()
        card.setObjectName("card")
        grid = QGridLayout(card)
        grid.setContentsMargins(14, 10, 14, 12)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        tagset = project.tagset if project else None
        step = version.step
        made = f"{wording.plain(step.author)} · {wording.clock(step.at)}"
        head = label(self.tr("现在显示的"), "heading")
        if tagset is not None:
            made += f" · {wording.step(step, tagset)}"
        words = QHBoxLayout()
        words.setSpacing(10)
        head.setVisible(holds)
        words.addWidget(head)
        words.addWidget(label(made, "muted", wrap=True), 1)
        grid.addLayout(words, 0, 0, 1, 2)
        button = QPushButton(self.tr("就用这个") if holds else self.tr("改用这个"))
        button.setAutoDefault(False)
        button.setAccessibleName(wording.headed(button.text(), made))
        button.clicked.connect(partial(self.settle, conflict, version.event))
        self.use.append(button)
        grid.addWidget(button, 0, 2)
        lines = told(version, conflict, tagset) if tagset else []
        for row, (name, text) in enumerate(lines or [("", self.tr("〔删去〕"))], 1):
            grid.addWidget(label(name, "muted"), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label(text, "", wrap=True), row, 1, 1, 2)
        return card

    # -- deciding ---------------------------------------------------------------------

    def settle(self, conflict: Conflict, event: str, *_: object) -> None:
        """Keep one version; the next conflict comes up."""
        self._bridge.do(lambda project: project.settle(conflict, event))

    def _go(self) -> None:
        conflict = self.current()
        if conflict is not None and conflict.article:
            self._place.show_article(conflict.article)
            self._place.activate(conflict.row)
            self.reject()
