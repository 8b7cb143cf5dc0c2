"""The left side: the project's articles, all or those that something is found in, sorted."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from annotations.model import ARTICLE_STATUSES, ArticleRow, Changed
from annotations.store.listing import Sort
from gui import wording
from gui.bridge import Bridge
from gui.guard import guarded
from gui.look import Theme
from gui.panels.article_model import ArticleModel
from gui.panels.article_rows import ArticleDelegate, meta
from gui.panels.article_view import ArticleView
from gui.panels.parts import label, tool
from gui.place import Place
from gui.rows import ROW

TYPING = 120  # milliseconds between two letters of one word; the first ones count at once


class ArticlesPanel(QFrame):
    """The list of articles.

    Signals: `import_wanted()` when the user asks for files; `found(Span)` when an article is
    chosen while something is searched: its first hit there.
    """

    import_wanted = Signal()
    found = Signal(object)

    def __init__(self, bridge: Bridge, place: Place) -> None:
        super().__init__()
        self.setObjectName("side")
        self.setProperty("edge", "left")
        self._bridge = bridge
        self._place = place
        self._sort: Sort = "order"
        self._wanted = ""
        self.filter = _Filter()
        self.filter.setPlaceholderText(self.tr("搜标题和正文，简繁皆可"))
        self.filter.setAccessibleName(self.tr("在标题和正文里搜索，简体繁体都可以"))
        self.filter.setClearButtonEnabled(True)
        self._head = label("", "heading")
        self._sorter = tool(self.tr("文章的次序"))
        self._sorter.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(TYPING)
        self._typing.timeout.connect(self._search)
        self.model = ArticleModel(_spoken, _tip, self)
        self.list = ArticleView()
        self._empty = self._make_empty()
        self._none = label(self.tr("标题和正文里都没有这些字"), "empty", wrap=True)
        self._none.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._none.setContentsMargins(20, 24, 20, 0)
        self._make_list()
        self._lay_out()
        self.filter.textChanged.connect(self._on_typed)
        self.filter.left.connect(self.list.setFocus)
        bridge.project_opened.connect(self.refresh)
        bridge.changed.connect(self._on_changed)
        place.article_shown.connect(self._mark_current)

    def set_theme(self, theme: Theme) -> None:
        self._delegate.theme = theme
        self.list.fit_rows()
        self.list.viewport().update()

    def refresh(self) -> None:
        """Read the list anew."""
        self._show()

    def neighbour(self, step: int) -> str | None:
        """The id of the article so many rows below the current one (above: less than 0)."""
        here = self.model.index_of(self._place.article)
        row = self.model.at(here.row() + step) if here.isValid() else None
        return row.id if row is not None else None

    # -- building ---------------------------------------------------------------------

    def _make_list(self) -> None:
        self._delegate = ArticleDelegate(self.list)
        self.list.setModel(self.model)
        self.list.setItemDelegate(self._delegate)
        self.list.setAccessibleName(self.tr("文章"))
        self.list.customContextMenuRequested.connect(self._menu)
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self.list.clicked.connect(self._show_hit)

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

    def _on_typed(self) -> None:
        """The first letters are searched for at once, those that follow when one pauses."""
        if not self._typing.isActive():
            self._search()
        self._typing.start()

    def _search(self) -> None:
        wanted = self.filter.text().strip()
        if wanted != self._wanted:
            self._wanted = wanted
            self._show()

    def _on_changed(self, changed: Changed) -> None:
        self._show(None if changed.everything else changed.articles)

    def _show(self, touched: Collection[str] | None = None) -> None:
        """Show what there is; after a step what it `touched` (None = all may be new)."""
        name = wording.word(wording.SORTS, self._sort)
        self._sorter.setText(self.tr("按{} ▾").format(name))
        listed = self._bridge.listed(self._sort, self._wanted)
        stays = self.model.show_list(listed, touched)
        many, shown = len(self._bridge.articles()), len(listed or ())
        told = f"{shown:,} / {many:,}" if self._wanted else f"{many:,}"
        self._head.setText(self.tr("文章") + f"　{told}")
        page = self.list if shown else self._none if many else self._empty
        self._stack.setCurrentWidget(page)
        if not stays:
            self._mark_current()

    def _mark_current(self) -> None:
        index = self.model.index_of(self._place.article)
        selection = self.list.selectionModel()
        if index.isValid():
            selection.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self.list.scrollTo(index)
        else:
            selection.clear()

    def _on_current(self, index: QModelIndex) -> None:
        if index.isValid() and index.data(ROW).id != self._place.article:
            self._place.show_article(index.data(ROW).id)
            self._show_hit(index)

    def _show_hit(self, index: QModelIndex) -> None:
        """Go to where what is searched stands in the chosen article, if it stands in its text."""
        project = self._bridge.project
        if project is not None and self._wanted and index.isValid():
            page = project.search(self._wanted, limit=1, article=index.data(ROW).id)
            for hit in page.hits:
                self.found.emit(hit.span)

    # -- menus ------------------------------------------------------------------------

    def _sort_menu(self) -> None:
        menu = QMenu(self)
        for key in wording.SORTS:
            action = menu.addAction(wording.word(wording.SORTS, key))
            action.setCheckable(True)
            action.setChecked(key == self._sort)
            action.setData(key)
        chosen = menu.exec(self._sorter.mapToGlobal(QPoint(0, self._sorter.height())))
        if chosen is not None:
            self.sort_by(chosen.data())

    def sort_by(self, key: Sort) -> None:
        """Sort the list so."""
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
