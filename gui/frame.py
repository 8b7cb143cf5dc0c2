"""The window before it is furnished: the list of articles, and the room for everything else.

This much is on the screen first; what is imported here, somebody waits for.
"""

from __future__ import annotations

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QMainWindow,
    QMenu,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from gui import commands, look, settings
from gui.bookmarks import Bookmarks
from gui.bridge import Bridge
from gui.guard import guarded
from gui.layers import NOTHING_HIDDEN
from gui.panels.articles import ArticlesPanel
from gui.place import Place

WIDE = 1240  # from this width on the sides have all they want
SIDES = {True: (272, 292), False: (224, 268)}
ANY = 16777215  # Qt's QWIDGETSIZE_MAX
MIDDLE = 1  # of the parts from left to right
WIDTHS = ((200, 420), (380, ANY), (250, 420))  # the least and the most of each


class Frame(QMainWindow):
    """One project's list, in a window whose other parts come later."""

    def __init__(self) -> None:
        super().__init__()
        self.bridge, self.place = Bridge(self), Place(self)
        self.place.view = settings.get("view")
        self.bookmarks = Bookmarks()
        self.articles = ArticlesPanel(self.bridge, self.place)
        self.menus: dict[str, QMenu] = {
            menu.id: self.menuBar().addMenu(menu.label)
            for menu in commands.MENUS
            if not menu.parent
        }
        self._lay_out()
        self.setWindowTitle(self.tr("丹铅"))
        self.restoreGeometry(QByteArray.fromBase64(settings.get("geometry").encode()))
        self._dress()
        for side in (self.articles, self._east):
            side.setVisible(settings.get("sides"))
        self.opened_at = ""  # the article that was shown when the project was opened
        self.bridge.project_opened.connect(self._on_opened)

    def _lay_out(self) -> None:
        self._right = QFrame()
        self._right.setObjectName("side")
        self._right.setProperty("edge", "right")
        self._east = QStackedWidget()  # on the right: tags, history, suggestions
        self._east.addWidget(self._right)
        middle = QFrame()
        middle.setObjectName("desk")
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setHandleWidth(1)
        self._split.setChildrenCollapsible(False)
        for part, widths in zip((self.articles, middle, self._east), WIDTHS, strict=True):
            self._split.addWidget(_bound(part, widths))
        self._split.setStretchFactor(MIDDLE, 1)
        self._moved = False  # whether the user chose the widths of the sides
        self._split.splitterMoved.connect(self._on_moved)
        self._floors = QSplitter(Qt.Orientation.Vertical)
        self._floors.setHandleWidth(1)
        self._floors.setChildrenCollapsible(False)
        self._floors.addWidget(self._split)
        self._floors.setStretchFactor(0, 1)
        body = QWidget()
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._floors, 1)
        self.setCentralWidget(body)
        self.resize(1400, 900)
        self.setMinimumSize(900, 560)

    def _put_in_the_middle(self, part: QWidget) -> None:
        """Have this between the list and the right side, where nothing was."""
        sizes = self._split.sizes()
        nothing = self._split.replaceWidget(MIDDLE, _bound(part, WIDTHS[MIDDLE]))
        if nothing is not None:
            nothing.deleteLater()
        self._split.setStretchFactor(MIDDLE, 1)
        self._split.setSizes(sizes)

    def _dress(self) -> look.Theme:
        """Look as the settings say; the theme."""
        theme = look.chosen(settings.get("theme"))
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        look.dress(application, theme)
        self.articles.set_theme(theme)
        return theme

    # -- news ---------------------------------------------------------------------------

    def _on_opened(self) -> None:
        self.place.show_layers(NOTHING_HIDDEN)
        self.place.show_article("")
        path = self.bridge.path
        last = self.bookmarks.last(path) if path else ""
        if self.bridge.row(last):
            self.place.show_article(last)
        else:
            self._show_first()
        self.opened_at = self.place.article

    def _show_first(self) -> None:
        rows = self.bridge.articles()
        self.place.show_article(rows[0].id if rows else "")

    # -- widths -------------------------------------------------------------------------

    def _on_moved(self) -> None:
        self._moved = True

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._moved:
            width = event.size().width()
            left, right = SIDES[width >= WIDE]
            self._split.setSizes([left, width - left - right, right])


def _bound(part: QWidget, widths: tuple[int, int]) -> QWidget:
    part.setMinimumWidth(widths[0])
    part.setMaximumWidth(widths[1])
    return part
