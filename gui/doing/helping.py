"""Help where one is: the page of the panel that has the keys."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from gui.dialogs.help import HelpWindow
    from gui.window import Window


class Helping(QObject):
    """Opens its window's help, of which there is one."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._help: HelpWindow | None = None

    def table(self) -> dict[str, Callable[[], object]]:
        """What each of these commands does; their ids are those of the table."""
        return {"help": lambda: self.open(self.page())}

    def page(self) -> str:
        """The name of the page that tells of where the keys are."""
        window, focus = self._window, self._window.focusWidget()
        pages: tuple[tuple[QWidget | None, str], ...] = (  # from within to without
            (window.doing.finding.bar, "search"),
            (window.articles.filter, "search"),
            (window.articles, "articles"),
            (window.details.about, "articles"),
            (window.details, "tagging"),
            (window.annotations, "tagging"),
            (window.tags, "tagging"),
            (window.review, "emendations"),
            (window.history, "safety"),
            (window.desk, "reading"),
        )
        here = (page for part, page in pages if part and focus and _has(part, focus))
        return next(here, "first-steps")

    def open(self, page: str) -> None:
        """Show a page beside the work."""
        from gui.dialogs.help import HelpWindow

        if self._help is None:
            project = self._window.bridge.project
            self._help = HelpWindow(self._window, project.tagset if project else None)
            self._help.destroyed.connect(self._forget)
        self._help.show_page(page)
        self._help.show()
        self._help.activateWindow()

    def close(self) -> None:
        """Put the help away; the next time it is made anew."""
        if self._help is not None:
            self._help.close()

    def _forget(self) -> None:
        self._help = None


def _has(part: QWidget, focus: QWidget) -> bool:
    return part is focus or part.isAncestorOf(focus)
