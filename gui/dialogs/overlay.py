"""The project's own conversions: a table to add, change and remove them, kept as one step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from annotations.model import OverlayEntry
from gui import wording
from gui.guard import guarded
from gui.panels.parts import label

Index = QModelIndex | QPersistentModelIndex
FIELDS = ("to", "key", "value", "reason")
SCRIPTS = ("hans", "hant")


class OverlayTable(QAbstractTableModel):
    """The entries as a table that can be edited."""

    def __init__(self, entries: Sequence[OverlayEntry], parent: QObject) -> None:
        super().__init__(parent)
        self.entries = sorted(entries, key=_order)
        self._heads = (self.tr("转到"), self.tr("原字词"), self.tr("写作"), self.tr("缘由"))

    def add(self, entry: OverlayEntry) -> int:
        """Put an entry last; its row."""
        row = len(self.entries)
        self.beginInsertRows(QModelIndex(), row, row)
        self.entries.append(entry)
        self.endInsertRows()
        return row

    def remove(self, rows: Sequence[int]) -> None:
        for row in sorted(set(rows), reverse=True):
            self.beginRemoveRows(QModelIndex(), row, row)
            del self.entries[row]
            self.endRemoveRows()

    @guarded(default=0)
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.entries)

    @guarded(default=0)
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(FIELDS)

    @guarded
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None

    @guarded
    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        value = str(getattr(self.entries[index.row()], FIELDS[index.column()]))
        if role == Qt.ItemDataRole.EditRole:
            return value
        if role == Qt.ItemDataRole.DisplayRole:
            first = index.column() == 0
            return wording.word(wording.VIEWS, value) if first else wording.seen(value)
        return None

    @guarded(default=False)
    def setData(
        self, index: Index, value: object, role: int = int(Qt.ItemDataRole.EditRole)
    ) -> bool:
        if role != Qt.ItemDataRole.EditRole:
            return False
        field = FIELDS[index.column()]
        self.entries[index.row()] = replace(self.entries[index.row()], **{field: str(value)})
        self.dataChanged.emit(index, index)
        return True

    @guarded(default=Qt.ItemFlag.NoItemFlags)
    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable

    @guarded
    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self.layoutAboutToBeChanged.emit()
        down = order == Qt.SortOrder.DescendingOrder
        self.entries.sort(key=_order)
        if 0 <= column < len(FIELDS):
            self.entries.sort(key=lambda entry: str(getattr(entry, FIELDS[column])), reverse=down)
        self.layoutChanged.emit()


class NamedDelegate(QStyledItemDelegate):
    """What one types in is called what the column is called."""

    @guarded
    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = super().createEditor(parent, option, index)
        editor.setAccessibleName(_head(index))
        return editor


class ScriptDelegate(QStyledItemDelegate):
    """The first column is chosen, not typed."""

    @guarded
    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = QComboBox(parent)
        editor.setAccessibleName(_head(index))
        for script in SCRIPTS:
            editor.addItem(wording.word(wording.VIEWS, script), script)
        editor.activated.connect(lambda *_: self.commitData.emit(editor))
        return editor

    @guarded
    def setEditorData(self, editor: QWidget, index: Index) -> None:
        assert isinstance(editor, QComboBox)
        editor.setCurrentIndex(editor.findData(index.data(Qt.ItemDataRole.EditRole)))

    @guarded
    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        assert isinstance(editor, QComboBox)
        model.setData(index, editor.currentData())  # type: ignore[arg-type]


def _head(index: Index) -> str:
    return str(index.model().headerData(index.column(), Qt.Orientation.Horizontal))


class OverlayDialog(QDialog):
    """`entries()` after it was accepted; `begin` is a new entry to open with."""

    def __init__(
        self,
        parent: QWidget | None,
        entries: Sequence[OverlayEntry],
        begin: OverlayEntry | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("本项目的转换表"))
        self._first = tuple(sorted(entries, key=_order))
        self.model = OverlayTable(entries, self)
        self.table = self._make_table()
        self.fault = label("", "fault", wrap=True)
        add, self._drop = QPushButton(self.tr("添加")), QPushButton(self.tr("删去"))
        add.clicked.connect(lambda: self.begin(OverlayEntry("hant", "", "")))
        self._drop.clicked.connect(self._remove)
        buttons = QDialogButtonBox()
        self.ok = buttons.addButton(self.tr("保存"), QDialogButtonBox.ButtonRole.AcceptRole)
        cancel = buttons.addButton(self.tr("取消"), QDialogButtonBox.ButtonRole.RejectRole)
        for button in (add, self._drop, self.ok, cancel):
            button.setAutoDefault(False)  # Return ends a cell, not the dialog
        self.ok.setObjectName("primary")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(add)
        row.addWidget(self._drop)
        row.addWidget(self.fault, 1)
        row.addWidget(buttons)
        hint = self.tr(
            "转成简体或繁體时，表中的字词先于词典；长的先于短的。只在本项目里用，随项目保存。"
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(label(hint, "muted", wrap=True))
        column.addWidget(self.table, 1)
        column.addLayout(row)
        self.resize(680, 420)
        for signal in (
            self.model.dataChanged,
            self.model.rowsInserted,
            self.model.rowsRemoved,
            self.table.selectionModel().selectionChanged,
        ):
            signal.connect(self._check)
        self._check()
        if begin is not None:
            self.begin(begin)

    def _make_table(self) -> QTableView:
        table = QTableView()
        table.setModel(self.model)
        table.setItemDelegate(NamedDelegate(table))
        table.setItemDelegateForColumn(0, ScriptDelegate(table))
        table.setAccessibleName(self.tr("转换表"))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setAlternatingRowColors(False)
        table.setShowGrid(False)
        table.setSortingEnabled(True)
        table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        table.setWordWrap(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 14)
        head = table.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        head.setStretchLastSection(True)
        for column, width in enumerate((76, 150, 150)):
            table.setColumnWidth(column, width)
        return table

    def entries(self) -> tuple[OverlayEntry, ...]:
        """The entries, sorted; rows that were left empty are none."""
        kept = [entry for entry in self.model.entries if entry.key or entry.value or entry.reason]
        return tuple(sorted(kept, key=_order))

    def begin(self, entry: OverlayEntry) -> None:
        """Add an entry and open its first empty cell to type in."""
        row = self.model.add(entry)
        column = 1 if not entry.key else 2
        index = self.model.index(row, column)
        self.table.setCurrentIndex(index)
        self.table.scrollTo(index)
        self.table.edit(index)

    def _remove(self) -> None:
        self.model.remove([index.row() for index in self.table.selectionModel().selectedRows()])

    def _check(self, *_: object) -> None:
        """Say what cannot be kept; keep nothing until it is mended."""
        told = self._fault()
        self.fault.setText(told)
        self.ok.setEnabled(not told and self.entries() != self._first)
        self._drop.setEnabled(self.table.selectionModel().hasSelection())

    def _fault(self) -> str:
        known: set[tuple[str, str]] = set()
        for entry in self.entries():
            if not entry.key:
                return self.tr("“{}”一行没有写原字词。").format(
                    wording.seen(entry.value or entry.reason)
                )
            if not entry.value:
                return self.tr("“{}”没有写转成什么。").format(wording.seen(entry.key))
            if (entry.to, entry.key) in known:
                return self.tr("“{}”转到{}写了两次。").format(
                    wording.seen(entry.key), wording.word(wording.VIEWS, entry.to)
                )
            known.add((entry.to, entry.key))
        return ""


def _order(entry: OverlayEntry) -> tuple[str, str]:
    return entry.to, entry.key
