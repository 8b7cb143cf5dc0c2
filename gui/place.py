"""Where the user is: which article in which view, what is selected, which annotation is open.

Panels listen here and to the bridge, never to each other.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from annotations.model import Span, ViewName


class Place(QObject):
    """One value each, one signal each; a signal comes only when the value really changed.

    `article` and `active` are ids, "" for none; `selection` counts code points of the source.
    """

    article_shown = Signal(str)
    view_shown = Signal(str)
    activated = Signal(str)
    selected = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.article = ""
        self.view: ViewName = "source"
        self.active = ""
        self.selection: Span | None = None

    def show_article(self, article: str) -> None:
        """Go to another article; nothing is selected or open there yet."""
        if article == self.article:
            return
        self.article = article
        self.activate("")
        self.select(None)
        self.article_shown.emit(article)

    def show_view(self, view: ViewName) -> None:
        if view != self.view:
            self.view = view
            self.view_shown.emit(view)

    def activate(self, annotation: str) -> None:
        """Open an annotation in the card; "" closes it."""
        if annotation != self.active:
            self.active = annotation
            self.activated.emit(annotation)

    def select(self, span: Span | None) -> None:
        if span != self.selection:
            self.selection = span
            self.selected.emit(span)
