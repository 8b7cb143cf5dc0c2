"""The left side: the project's articles, filtered by title and sorted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QMenu,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from annotations.model import ARTICLE_STATUSES, ArticleRow
from gui import wording
from gui.bridge import Bridge
from gui.guard import guarded
from gui.look import Theme
from gui.panels.article_rows import ArticleDelegate, meta
from gui.panels.parts import label, tool
from gui.place import Place
from gui.rows import ROW, Rows


class ArticlesPanel(QFrame):
    """The list of articles. `import_wanted` when the user asks for files."""

    import_wanted = Signal()

    def __init__(self, bridge: Bridge, place: Place) -> None:
        super().__init__()
        self.setObjectName("side")
        self.setProperty("edge", "left")
        self._bridge = bridge
        self._place = place
        self._sort = "order"
        self.rows: tuple[ArticleRow, ...] = ()
        self.filter = _Filter()
        self.filter.setPlaceholderText(self.tr("按标题筛选"))
        self.filter.setAccessibleName(self.tr("按标题筛选文章"))
        self.filter.setClearButtonEnabled(True)
        self._head = label("", "heading")
        self._sorter = tool(self.tr("文章的次序"))
        self._sorter.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.model = Rows(_spoken, _tip, self)
        self.list = QListView()
        self._empty = self._make_empty()
        self._none = label(self.tr("没有标题含这些字的文章"), "empty", wrap=True)
        self._none.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._none.setContentsMargins(20, 24, 20, 0)
        self._make_list()
        self._lay_out()
        self.filter.textChanged.connect(self._show)
        self.filter.left.connect(self.list.setFocus)
        bridge.project_opened.connect(self.refresh)
        bridge.changed.connect(self.refresh)
        place.article_shown.connect(self._mark_current)

    def set_theme(self, theme: Theme) -> None:
        self._delegate.set_theme(theme)
        self.list.viewport().update()

    def refresh(self) -> None:
        """Read the list anew."""
        self.rows = self._bridge.articles()
        self._show()

    def shown(self) -> tuple[ArticleRow, ...]:
        """The articles as they stand in the list, filtered and sorted."""
        return self.model.rows

    # -- building ---------------------------------------------------------------------

    def _make_list(self) -> None:
        self._delegate = ArticleDelegate(self.list)
        self.list.setModel(self.model)
        self.list.setItemDelegate(self._delegate)
        self.list.setAccessibleName(self.tr("文章"))
        self.list.setUniformItemSizes(True)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._menu)
        self.list.selectionModel().currentChanged.connect(self._on_current)

    def _make_empty(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(24, 40, 24, 0)
        column.setSpacing(12)
        text = label(self.tr("还没有文章"), "empty", wrap=True)
        text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        button = QPushButton(self.tr("导入文件…"))
        button.clicked.connect(self.import_wanted)
        column.addWidget(text)
        column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        return page

    def _lay_out(self) -> None:
        self._stack = QStackedWidget()
        for page in (self.list, self._empty, self._none):
            self._stack.addWidget(page)
        head = QHBoxLayout()
        head.setContentsMargins(4, 0, 0, 0)
        head.addWidget(self._head)
        head.addStretch(1)
        head.addWidget(self._sorter)
        self._sorter.clicked.connect(self._sort_menu)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 10, 10, 0)
        column.setSpacing(6)
        column.addWidget(self.filter)
        column.addLayout(head)
        column.addWidget(self._stack, 1)
        self._show()

    # -- showing ----------------------------------------------------------------------

    def _show(self) -> None:
        wanted = self.filter.text().strip().casefold()
        rows = [row for row in self.rows if wanted in row.title.casefold()]
        key = _SORTS[self._sort]
        if key is not None:
            rows.sort(key=key)
        name = wording.word(wording.SORTS, self._sort)
        self._sorter.setText(self.tr("按{} ▾").format(name))
        self.model.show_rows(rows)
        many = f"{len(rows)} / {len(self.rows)}" if wanted else str(len(self.rows))
        self._head.setText(self.tr("文章") + f"　{many}")
        page = self.list if rows else self._none if self.rows else self._empty
        self._stack.setCurrentWidget(page)
        self._mark_current()

    def _mark_current(self) -> None:
        index = self.model.where(lambda row: row.id == self._place.article)
        selection = self.list.selectionModel()
        if index.isValid():
            selection.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self.list.scrollTo(index)
        else:
            selection.clear()

    def _on_current(self, index: QModelIndex) -> None:
        if index.isValid():
            self._place.show_article(index.data(ROW).id)

    # -- menus ------------------------------------------------------------------------

    def _sort_menu(self) -> None:
        menu = QMenu(self)
        for key in _SORTS:
            action = menu.addAction(wording.word(wording.SORTS, key))
            action.setCheckable(True)
            action.setChecked(key == self._sort)
            action.setData(key)
        chosen = menu.exec(self._sorter.mapToGlobal(QPoint(0, self._sorter.height())))
        if chosen is not None:
            self.sort_by(chosen.data())

    def sort_by(self, key: str) -> None:
        """Sort by "order", "title", "chars", "annotations" or "status"."""
        self._sort = key
        self._show()

    def _menu(self, point: QPoint) -> None:
        index = self.list.indexAt(point)
        if not index.isValid():
            return
        row: ArticleRow = index.data(ROW)
        menu = QMenu(self)
        for status in ARTICLE_STATUSES:
            action = menu.addAction(wording.word(wording.STATUSES, status))
            action.setCheckable(True)
            action.setChecked(status == row.status)
            action.setData(status)
        chosen = menu.exec(self.list.viewport().mapToGlobal(point))
        if chosen is not None and chosen.data() != row.status:
            self._bridge.do(lambda project: project.set_status(row.id, chosen.data()))


class _Filter(QLineEdit):
    """The filter box: Down or Return goes to the list, Esc empties it."""

    left = Signal()

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return):
            self.left.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.clear()
            self.left.emit()
        else:
            super().keyPressEvent(event)


def _spoken(row: ArticleRow) -> str:
    return f"{wording.plain(row.title)}，{meta(row)}，{wording.word(wording.STATUSES, row.status)}"


def _tip(row: ArticleRow) -> str:
    return wording.tip(f"{row.title}\n{row.name}")


_SORTS: dict[str, Callable[[ArticleRow], Any] | None] = {
    "order": None,
    "title": lambda row: row.title,
    "chars": lambda row: -row.chars,
    "annotations": lambda row: -row.annotations,
    "status": lambda row: ARTICLE_STATUSES.index(row.status),
}
