"""The list of articles as Qt asks for it: a row at a time, however many there are."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt

from annotations.overview import ArticleRow
from annotations.store.listing import ArticleList
from gui.guard import guarded
from gui.rows import ROW, Index


class ArticleModel(QAbstractListModel):
    """Shows an `ArticleList`. `text` words a row for screen readers, `tip` for the mouse."""

    def __init__(
        self, text: Callable[[ArticleRow], str], tip: Callable[[ArticleRow], str], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._text, self._tip = text, tip
        self._list: ArticleList | None = None
        self._seen = (0, 0)  # version and length the view knows

    def show_list(self, listed: ArticleList | None, touched: Collection[str] | None = None) -> bool:
        """Show this list; where it is shown already, what became of the articles `touched`.

        False when every row may be another one now.
        """
        seen = (listed.version, len(listed)) if listed is not None else (0, 0)
        if listed is not self._list or seen != self._seen or touched is None:
            self.beginResetModel()
            self._list, self._seen = listed, seen
            self.endResetModel()
            return False
        for article in touched:
            index = self.index_of(article)
            if index.isValid():
                self.dataChanged.emit(index, index)
        return True

    def index_of(self, article: str) -> QModelIndex:
        """The index of an article; an invalid one when it is not in the list."""
        place = self._list.position(article) if self._list is not None and article else None
        return QModelIndex() if place is None else self.index(place)

    def at(self, place: int) -> ArticleRow | None:
        """The row at a place, if there is one."""
        return (
            self._list[place] if self._list is not None and 0 <= place < len(self._list) else None
        )

    @guarded(default=0)
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else self._seen[1]

    @guarded
    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        row = self.at(index.row())
        if row is None:
            return None
        if role == ROW:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._text(row)
        return self._tip(row) if role == Qt.ItemDataRole.ToolTipRole else None
