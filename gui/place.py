"""Where the user is: which article in which view, what is selected, which annotation is open.

Panels listen here and to the bridge, never to each other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from gui.layers import NOTHING_HIDDEN, Layers

if TYPE_CHECKING:
    from annotations.model import Span, ViewName


class Place(QObject):
    """One value each, one signal each; a signal comes only when the value really changed.

    `article` and `active` are ids, "" for none; `selection` counts code points of the source;
    `view` is the one shown, or the left one where another is `beside` it; `layers` says which
    annotations are not shown.

    The text comes first: after `article_shown` and `view_shown`, which are for what shows it,
    `arrived` comes once, in the turn after it was painted, for everything else that tells where
    one is.  In another article nothing is selected or open; only `arrived` says so.
    """

    article_shown = Signal(str)
    view_shown = Signal(str)
    activated = Signal(str)
    selected = Signal(object)
    layers_shown = Signal(object)
    arrived = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.article = ""
        self.view: ViewName = "source"
        self.beside: ViewName | None = None
        self.active = ""
        self.selection: Span | None = None
        self.layers: Layers = NOTHING_HIDDEN
        self._arriving = QTimer(self)  # of no time: it waits for what is to be painted
        self._arriving.setSingleShot(True)
        self._arriving.timeout.connect(self.arrived)

    def show_article(self, article: str) -> None:
        """Go to another article; nothing is selected or open there yet."""
        if article == self.article:
            return
        self.article, self.active, self.selection = article, "", None
        self._arriving.start()
        self.article_shown.emit(article)

    def arrive(self) -> None:
        """Have everything tell where one is now, if it does not yet."""
        if self._arriving.isActive():
            self._arriving.stop()
            self.arrived.emit()

    def follow(self, other: Place) -> None:
        """Be where another place is."""
        self.show_layers(other.layers)
        self.show_views(other.view, other.beside)
        self.show_article(other.article)
        self.select(other.selection)
        self.activate(other.active)

    @property
    def views(self) -> tuple[ViewName, ...]:
        """What is shown, from left to right."""
        return (self.view, self.beside) if self.beside else (self.view,)

    def show_view(self, view: ViewName) -> None:
        """Show a view; if it is the one on the right, both change places."""
        self.show_views(view, self.view if view == self.beside else self.beside)

    def show_views(self, view: ViewName, beside: ViewName | None) -> None:
        """Show a view, and another one beside it; None and the same one are none."""
        beside = None if beside == view else beside
        if (view, beside) != (self.view, self.beside):
            self.view, self.beside = view, beside
            self._arriving.start()
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

    def show_layers(self, layers: Layers) -> None:
        """Hide these annotations, and show all others."""
        if layers != self.layers:
            self.layers = layers
            self.layers_shown.emit(layers)
