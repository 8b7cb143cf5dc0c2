"""One list model for any sequence of dataclasses; a delegate draws what it wants of a row."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from gui.guard import guarded
from gui.sequences import same_head, same_tail

Index = QModelIndex | QPersistentModelIndex
ROW = int(Qt.ItemDataRole.UserRole)


class Rows(QAbstractListModel):
    """Rows of one kind. `text` words a row for screen readers, `tip` for the mouse."""

    def __init__(
        self,
        text: Callable[[Any], str],
        tip: Callable[[Any], str] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.rows: tuple[Any, ...] = ()
        self._text = text
        self._tip = tip

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Show these rows; says no more to the view than what really changed."""
        new = tuple(rows)
        if new is self.rows or new == self.rows:
            return
        first = same_head(self.rows, new)
        last = len(self.rows) - same_tail(self.rows, new, first)
        more = len(new) - len(self.rows)
        if more > 0 and last == first:  # one came, or several side by side
            self.beginInsertRows(QModelIndex(), first, first + more - 1)
            self.rows = new
            self.endInsertRows()
        elif more < 0 and last == first - more:
            self.beginRemoveRows(QModelIndex(), first, last - 1)
            self.rows = new
            self.endRemoveRows()
        elif not more:
            self.rows = new
            self.dataChanged.emit(self.index(first), self.index(last - 1))
        else:
            self.beginResetModel()
            self.rows = new
            self.endResetModel()

    def add_rows(self, rows: Sequence[Any]) -> None:
        """Show these as well, behind the others."""
        if rows:
            known = len(self.rows)
            self.beginInsertRows(QModelIndex(), known, known + len(rows) - 1)
            self.rows = (*self.rows, *rows)
            self.endInsertRows()

    def put_rows(self, rows: Mapping[int, Any]) -> None:
        """Show others in these places."""
        if rows:
            new = list(self.rows)
            for number, row in rows.items():
                new[number] = row
            self.rows = tuple(new)
            self.dataChanged.emit(self.index(min(rows)), self.index(max(rows)))

    def where(self, matches: Callable[[Any], bool]) -> QModelIndex:
        """The index of the first row that matches; an invalid one when none does."""
        for number, row in enumerate(self.rows):
            if matches(row):
                return self.index(number)
        return QModelIndex()

    @guarded(default=0)
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    @guarded
    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row = self.rows[index.row()]
        if role == ROW:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._text(row)
        if role == Qt.ItemDataRole.ToolTipRole and self._tip:
            return self._tip(row)
        return None
