"""Groups of articles that are the same or nearly, to be looked at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotations.analysis.duplicates import Group
from gui import language, wording

_ID = Qt.ItemDataRole.UserRole


def head(group: Group) -> str:
    """How alike the articles of a group are."""
    many = language.number(len(group.ids))
    if group.exact:
        return QCoreApplication.translate("duplicates", "{} 篇相同").format(many)
    told = QCoreApplication.translate("duplicates", "{} 篇相近（{}%）")
    return told.format(many, round(100 * group.likeness))


def told(group: Group, titles: Mapping[str, str]) -> list[str]:
    """A group as lines of text."""
    return [head(group), *(f"  {wording.plain(titles.get(id, id))}  {id}" for id in group.ids)]


class Duplicates(QWidget):
    """`article_wanted(id)`, `pair_wanted(id, id)`: the chosen one and the first, or the next."""

    article_wanted = Signal(str)
    pair_wanted = Signal(str, str)

    def __init__(self, groups: Sequence[Group], titles: Mapping[str, str]) -> None:
        super().__init__()
        self.tree = QTreeWidget()
        self.tree.setObjectName("grouped")
        self.tree.setHeaderHidden(True)
        self.tree.setRootIsDecorated(False)
        self.tree.setItemsExpandable(False)
        self.tree.setAccessibleName(self.tr("重复的文章"))
        self._groups: dict[str, Group] = {}
        first: QTreeWidgetItem | None = None
        for group in groups:
            parent = QTreeWidgetItem([head(group)])
            parent.setFlags(Qt.ItemFlag.ItemIsEnabled)
            parent.setForeground(0, self.palette().placeholderText())
            self.tree.addTopLevelItem(parent)
            for id in group.ids:
                item = QTreeWidgetItem([wording.plain(titles.get(id, id))])
                item.setData(0, _ID, id)
                parent.addChild(item)
                self._groups.setdefault(id, group)
                first = first or item
        self.tree.expandAll()
        self.tree.itemDoubleClicked.connect(lambda *_: self._open())
        self.pair = QPushButton(self.tr("并排看…"))
        self.pair.setAutoDefault(False)
        self.pair.clicked.connect(self._pair)
        self.open_ = QPushButton(self.tr("打开这篇"))
        self.open_.setAutoDefault(False)
        self.open_.clicked.connect(self._open)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.pair)
        row.addWidget(self.open_)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.tree, 1)
        column.addLayout(row)
        self.tree.setMinimumHeight(150)
        if first is not None:
            self.tree.setCurrentItem(first)

    def _open(self) -> None:
        item = self.tree.currentItem()
        if item is not None and item.data(0, _ID):
            self.article_wanted.emit(item.data(0, _ID))

    def _pair(self) -> None:
        item = self.tree.currentItem()
        id = item.data(0, _ID) if item is not None else None
        if id is not None:
            ids = self._groups[id].ids
            self.pair_wanted.emit(ids[0], id if id != ids[0] else ids[1])
