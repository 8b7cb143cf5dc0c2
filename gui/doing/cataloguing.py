"""The commands on what is known of an article, and on what the lists and the text show."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from annotations.model import ARTICLE_STATUSES
from gui import settings

if TYPE_CHECKING:
    from annotations.model import ArticleRow
    from gui.window import Window


class Cataloguing(QObject):
    """Does to the article of its window's place what the user asks for."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window

    def table(self) -> dict[str, Callable[[], object]]:
        """What each of these commands does; their ids are those of the table."""
        return {
            "status": self._next_status,
            "flag": self._turn_flag,
            "about-article": self.show_about,
            "withdraw": self._withdraw,
            "articles-filter": self._filter_articles,
            "layers": self._filter_annotations,
            "layers-all": lambda: self._window.annotations.show_all(),
        }

    @property
    def _row(self) -> ArticleRow | None:
        return self._window.bridge.row(self._window.place.article)

    def _next_status(self) -> None:
        if (row := self._row) is not None:
            at = ARTICLE_STATUSES.index(row.status) + 1
            status = ARTICLE_STATUSES[at % len(ARTICLE_STATUSES)]
            self._window.bridge.do(lambda project: project.set_status(row.id, status))

    def _turn_flag(self) -> None:
        if (row := self._row) is not None:
            self._window.bridge.do(lambda project: project.set_flag(row.id, not row.flag))

    def _withdraw(self) -> None:
        if (row := self._row) is not None:
            from gui.panels.article_menu import withdraw

            withdraw(self._window.bridge, row, self._window)

    def show_about(self, note: bool = False) -> None:
        """Show what is known of the article with the keys in it: in its title or its note."""
        self._show_right()
        self._window.place.activate("")
        self._window.details.about.open(note=note)

    def _filter_articles(self) -> None:
        self._show_sides()
        self._window.articles.open_form()

    def _filter_annotations(self) -> None:
        self._show_right()
        self._window.annotations.open_filter()

    def _show_sides(self) -> None:
        if not settings.get("sides"):
            self._window.doing.put("sides", True)

    def _show_right(self) -> None:
        """Have the tags and cards in their place, where the review or the history took it."""
        self._show_sides()
        if self._window.review.isVisible():
            self._window.show_review(False)
        if self._window.history.isVisible():
            self._window.show_history(False)
