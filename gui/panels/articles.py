"""The left side: the project's articles, all or those that something is found in, sorted."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
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

from annotations.errors import Refusal
from annotations.overview import EVERY_ARTICLE, ArticleFilter, ArticleRow
from annotations.store.listing import Sort
from gui import language, wording
from gui.bridge import Bridge
from gui.guard import guarded
from gui.look import Theme
from gui.panels.article_model import ArticleModel
from gui.panels.article_rows import ArticleDelegate, said
from gui.panels.funnel import Funnel
from gui.panels.parts import label, tool
from gui.panels.rows_view import RowsView
from gui.place import Place
from gui.rows import ROW

if TYPE_CHECKING:
    from annotations.model import Changed
    from annotations.store.listing import ArticleList
    from gui.panels.article_filter import ArticleFilterForm, FilterLine
    from gui.panels.article_menu import ArticleMenu

TYPING = 120  # milliseconds between two letters of one word; the first ones count at once


class ArticlesPanel(QFrame):
    """The list of articles.

    Signals: `import_wanted()` when the user asks for files; `found(Span)` when an article is
    chosen while something is searched: its first hit there; `sought(str)` when something else
    is searched, "" when nothing is; `about_wanted(bool)` to see what is known of the current
    article, or (True) to write its note.

    The form that filters, what tells of it and the menu of a row are made when they are wanted.
    """

    import_wanted = Signal()
    found = Signal(object)
    sought = Signal(str)
    about_wanted = Signal(bool)

    def __init__(self, bridge: Bridge, place: Place) -> None:
        super().__init__()
        self.setObjectName("side")
        self.setProperty("edge", "left")
        self._bridge = bridge
        self._place = place
        self._sort: Sort = "order"
        self._wanted = ""
        self._only = EVERY_ARTICLE
        self._at = 0  # where the current article stands, or stood when it was in the list
        self.form: ArticleFilterForm | None = None
        self.line: FilterLine | None = None
        self.menu: ArticleMenu | None = None
        self.funnel = Funnel(self.tr("筛选文章"))
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
        self.list = RowsView()
        self._empty = self._make_empty()
        self._none = label("", "empty", wrap=True)
        self._none.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._none.setContentsMargins(20, 24, 20, 0)
        self._make_list()
        self._lay_out()
        self.filter.textChanged.connect(self._on_typed)
        self.filter.left.connect(self.list.setFocus)
        self.funnel.clicked.connect(self._show_form)
        bridge.project_opened.connect(self._on_project)
        bridge.changed.connect(self._on_changed)
        place.arrived.connect(self._mark_current)

    @guarded
    def showEvent(self, event: QShowEvent) -> None:
        if self._bridge.path is None:  # else the project that was opened is shown already
            self._show()

    def set_theme(self, theme: Theme) -> None:
        self._delegate.theme = theme
        self.list.fit_rows()

    @property
    def wanted(self) -> str:
        """What is searched; "" for nothing."""
        return self._wanted

    def refresh(self) -> None:
        """Read the list anew."""
        self._show()

    def neighbour(self, step: int) -> str | None:
        """The id of the article so many rows below the current one (above: less than 0)."""
        here = self.model.index_of(self._place.article)
        beyond = step - 1 if step > 0 else step  # the next one has come to where it was
        row = self.model.at(here.row() + step if here.isValid() else self._at + beyond)
        return row.id if row is not None else None

    def nearest(self) -> str:
        """What to read in place of an article that is gone; "" when there is none."""
        near = self.neighbour(1) or self.neighbour(-1)
        return near or next((row.id for row in self._bridge.articles()[:1]), "")

    def follow(self, other: ArticlesPanel) -> None:
        """Search for what another list searches, in its order and by its filter."""
        self._sort = other._sort
        self.sift(other._only)
        self.filter.setText(other.filter.text())
        self._search()
        self._show()

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
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(10, 10, 10, 0)
        column.setSpacing(6)
        search = QHBoxLayout()
        search.setSpacing(4)
        search.addWidget(self.filter, 1)
        search.addWidget(self.funnel)
        column.addLayout(search)
        column.addLayout(head)
        column.addWidget(self._stack, 1)

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
            self.sought.emit(wanted)

    def _on_changed(self, changed: Changed) -> None:
        self._show(None if changed.everything else changed.articles)

    def _show(self, touched: Collection[str] | None = None) -> None:
        """Show what there is; after a step what it `touched` (None = all may be new)."""
        name = wording.word(wording.SORTS, self._sort)
        self._sorter.setText(self.tr("按{} ▾").format(name))
        listed = self._bridge.listed(self._sort, self._wanted, self._only)
        stays = self.model.show_list(listed, touched)
        many, shown = len(self._bridge.articles()), len(listed or ())
        is_part = bool(self._wanted) or self._only != EVERY_ARTICLE
        all_ = language.number(many)
        told = f"{language.number(shown)} / {all_}" if is_part else all_
        self._head.setText(self.tr("文章") + f"　{told}")
        if not shown and many:
            self._none.setText(self._why_none())
        page = self.list if shown else self._none if many else self._empty
        self._stack.setCurrentWidget(page)
        if not stays:
            self._mark_current()

    def filtered(self) -> ArticleList | None:
        """What the list shows where that is not everything."""
        if not self._wanted and self._only == EVERY_ARTICLE:
            return None
        return self._bridge.listed(self._sort, self._wanted, self._only)

    def _why_none(self) -> str:
        if self._only == EVERY_ARTICLE:
            return self.tr("标题和正文里都没有这些字")
        if not self._wanted:
            return self.tr("没有符合筛选条件的文章")
        return self.tr("符合筛选条件的文章里没有这些字")

    def _on_project(self) -> None:
        """Another project has other outlets and dates."""
        if not self.sift(EVERY_ARTICLE):
            self._show()

    def _mark_current(self) -> None:
        index = self.model.index_of(self._place.article)
        selection = self.list.selectionModel()
        if index.isValid():
            self._at = index.row()
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

    # -- order and filter ---------------------------------------------------------------

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

    def sift(self, only: ArticleFilter) -> bool:
        """Show only the articles that a filter wants; whether it is another one and can be."""
        if only == self._only:
            return False
        try:
            self._bridge.listed(self._sort, self._wanted, only)
        except Refusal as refusal:
            if self.form is not None:
                self.form.tell(refusal)
            return False
        self._only = only
        self._tell_filter()
        self._show()
        return True

    def _tell_filter(self) -> None:
        """Have form, button and line say what is filtered."""
        at_work = self._only != EVERY_ARTICLE
        self.funnel.show_work(at_work)
        if at_work and self.line is None:
            from gui.panels.article_filter import FilterLine

            self.line = FilterLine()
            self.line.cleared.connect(lambda: self.sift(EVERY_ARTICLE))
            self._column.insertWidget(self._column.count() - 2, self.line)
        if self.line is not None:
            from gui.panels.article_filter import told

            self.line.setVisible(at_work)
            self.line.text.show_text(told(self._only))
        if self.form is not None:
            self.form.show_filter(self._only)

    def open_form(self) -> None:
        """Open the filter with the keys in it, or close it when they are there already."""
        form = self.form
        inside = form is not None and form.isAncestorOf(self.window().focusWidget())
        self._show_form(not inside)

    def _show_form(self, on: bool) -> None:
        if self.form is None:
            from gui.panels.article_filter import ArticleFilterForm

            self.form = ArticleFilterForm()
            self.form.changed.connect(self.sift)
            self.form.close_wanted.connect(lambda: self._show_form(False))
            self.form.show_filter(self._only)
            self._column.insertWidget(1, self.form)
        self.form.setVisible(on)
        self.funnel.setChecked(on)
        (self.form.first if on else self.list).setFocus()

    # -- the menu of a row --------------------------------------------------------------

    def _menu(self, point: QPoint) -> None:
        index = self.list.indexAt(point)
        if index.isValid():
            from gui.panels.article_menu import ArticleMenu

            if self.menu is not None:
                self.menu.deleteLater()
            self.menu = ArticleMenu(self._bridge, index.data(ROW), self)
            self.menu.about_wanted.connect(self.about_wanted)
            self.menu.popup(self.list.viewport().mapToGlobal(point))


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
    return wording.listed((wording.plain(row.title), *said(row)))


def _tip(row: ArticleRow) -> str:
    return wording.tip(f"{row.title}\n{row.name}")
