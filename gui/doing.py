"""What each command does: the other half of the table in `gui/commands.py`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMessageBox

from annotations.model import ARTICLE_STATUSES, VIEW_NAMES, ViewName
from gui import settings
from gui.mending import Mending
from gui.safekeeping import Safekeeping

if TYPE_CHECKING:
    from gui.window import Window

ZOOM_LEAST, ZOOM_MOST, ZOOM_STEP = 50, 400, 10
THEMES = ("light", "dark", "system")


class Doing(QObject):
    """Does to its window what the user asks for."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self.mending = Mending(window)
        self.safekeeping = Safekeeping(window)

    def table(self) -> dict[str, Callable[[], object]]:
        """What each command does; their ids are those of the table."""
        views = {f"view-{v}": _bound(self.show_view, v) for v in VIEW_NAMES}
        return (
            self.mending.table()
            | self.safekeeping.table()
            | views
            | {
                "project-new": lambda: self._window.files.new(),
                "project-open": lambda: self._window.files.open(),
                "import-files": lambda: self._window.files.import_files(),
                "import-folder": lambda: self._window.files.import_folder(),
                "export": lambda: self._window.files.export(),
                "quit": self._window.close,
                "undo": lambda: self._window.bridge.do(lambda project: project.undo()),
                "redo": lambda: self._window.bridge.do(lambda project: project.redo()),
                "delete": lambda: self._window.details.delete(),
                "note": lambda: self._window.details.note.setFocus(),
                "mark-next": lambda: self._window.reader.step_mark(True),
                "mark-previous": lambda: self._window.reader.step_mark(False),
                "filter": self._filter,
                "article-next": lambda: self._step_article(1),
                "article-previous": lambda: self._step_article(-1),
                "read": lambda: self._window.reader.setFocus(),
                "status": self._next_status,
                "view-next": self._next_view,
                "zoom-in": lambda: self.zoom_by(1),
                "zoom-out": lambda: self.zoom_by(-1),
                "zoom-reset": lambda: self.zoom(100),
                "serif": lambda: self.put("serif", not settings.get("serif")),
                "theme": self._next_theme,
                "sides": lambda: self.put("sides", not settings.get("sides")),
                "shortcuts": self._show_shortcuts,
                "about": self._about,
            }
        )

    def zoom(self, percent: int) -> None:
        """Set the size of the text; 100 is 18 pixels."""
        settings.put("zoom", max(ZOOM_LEAST, min(ZOOM_MOST, percent)))
        self._window.apply_text_looks()

    def zoom_by(self, steps: int) -> None:
        """Make the text larger by so many steps, smaller by negative ones."""
        self.zoom(settings.get("zoom") + steps * ZOOM_STEP)

    def put(self, key: str, value: str | int | bool) -> None:
        """Keep a setting and look like it."""
        settings.put(key, value)
        self._window.apply_looks()

    def _next_theme(self) -> None:
        now = settings.get("theme")
        self.put("theme", THEMES[(THEMES.index(now) + 1) % len(THEMES)])

    def show_view(self, view: ViewName) -> None:
        """Show the text in a view and remember the choice."""
        settings.put("view", view)
        self._window.place.show_view(view)
        self._window.mark_view()

    def _next_view(self) -> None:
        self.show_view(
            VIEW_NAMES[(VIEW_NAMES.index(self._window.place.view) + 1) % len(VIEW_NAMES)]
        )

    def _filter(self) -> None:
        if not settings.get("sides"):
            self.put("sides", True)
        self._window.articles.filter.setFocus()
        self._window.articles.filter.selectAll()

    def _step_article(self, step: int) -> None:
        neighbour = self._window.articles.neighbour(step)
        if neighbour:
            self._window.place.show_article(neighbour)

    def _next_status(self) -> None:
        article = self._window.place.article
        row = self._window.bridge.row(article)
        if row is not None:
            at = ARTICLE_STATUSES.index(row.status) + 1
            status = ARTICLE_STATUSES[at % len(ARTICLE_STATUSES)]
            self._window.bridge.do(lambda project: project.set_status(article, status))

    def _show_shortcuts(self) -> None:
        from gui.dialogs.shortcuts import ShortcutSheet

        tagset = self._window.bridge.project.tagset if self._window.bridge.project else None
        ShortcutSheet(self._window, tagset).open()

    def _about(self) -> None:
        text = self.tr("丹铅\n阅读和标注中文新闻的桌面程序。\n古人校书，朱笔为丹，墨笔为铅。")
        QMessageBox.information(self._window, self.tr("关于丹铅"), text)


def _bound(function: Callable[[ViewName], object], view: ViewName) -> Callable[[], object]:
    return lambda: function(view)
