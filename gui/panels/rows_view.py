"""A list on the screen that may have very many rows: a table of one column."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyleOptionViewItem, QTableView

from gui.guard import guarded

_ENDS = {
    QAbstractItemView.CursorAction.MoveHome: 0,
    QAbstractItemView.CursorAction.MoveEnd: -1,
}


class RowsView(QTableView):
    """Rows of one height under each other, one of them current.

    A table, because QListView lays out every row anew whenever one of them changes, and asks
    the model twice for each: a second for 100,000.  A table asks for what it paints.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "list")
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setMouseTracking(True)  # a list marks the row under the mouse
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def fit_rows(self) -> None:
        """Make the rows as high as the delegate wants them now."""
        option = QStyleOptionViewItem()
        option.font = self.font()
        height = self.itemDelegate().sizeHint(option, QModelIndex()).height()
        self.verticalHeader().setDefaultSectionSize(height)

    @guarded
    def keyboardSearch(self, search: str) -> None:
        """Nothing: it would read every row, and there are boxes to search in."""

    @guarded(default=QModelIndex())
    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Home and End go to the first and the last row, not along one."""
        model = self.model()
        if action in _ENDS and model is not None and model.rowCount():
            return model.index(_ENDS[action] % model.rowCount(), 0)
        return super().moveCursor(action, modifiers)
