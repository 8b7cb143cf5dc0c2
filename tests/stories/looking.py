"""What one sees of a window: what it shows, and where on the screen something stands.

The stories are told with mouse and keys; this only looks, so that nobody guesses a coordinate.
Everything it answers can be written as JSON: the window may be one of another process.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from annotations.model import Span
from gui import settings
from gui.rows import ROW
from gui.window import Window
from tests.stories import looking_at_marks

Seen = dict[str, Any]
Point = tuple[int, int]


def shown(window: Window) -> Seen:
    """What a person sees, in words and numbers; nothing but `ready` until all parts are there."""
    if not window.is_furnished or window.bridge.project is None:
        return {"ready": False}
    reader, place, articles = window.reader, window.place, window.articles
    bar = window.doing.finding.bar
    row = window.bridge.row(place.article)
    focus = window.focusWidget()
    return {
        "ready": window.isActiveWindow(),
        "project": str(window.bridge.project.path),
        "titles": _titles(window),
        "article": row.title if row else "",
        "view": place.view,
        "beside": place.beside,
        "text": reader.view.text,
        "column": reader.flow.at,
        "selected": reader.selected_text(),
        "span": _pair(reader.selection()),
        "caret": reader.model.caret,
        "line": list(hold) if (hold := reader.place_now()) else None,
        "zoom": settings.get("zoom"),
        "words": window.words.complete(reader.view.text),
        "found": bar.count.text() if bar is not None and bar.isVisible() else None,
        "focus": focus.accessibleName() if focus is not None else "",
        "status": row.status if row else "",
        "flag": bool(row and row.flag),
        "meta": _meta(window),
        "sifted": bool(articles.line and articles.line.isVisible()),
    }


def _titles(window: Window) -> list[str]:
    model = window.articles.model
    rows = (model.index(row, 0).data(ROW) for row in range(model.rowCount()))
    return [row.title for row in rows if row is not None]


def _pair(span: Span | None) -> list[int] | None:
    return [span.start, span.end] if span else None


def _meta(window: Window) -> dict[str, Any]:
    project, article = window.bridge.project, window.place.article
    return dict(project.known(article).get("meta", {})) if project and article else {}


# -- where it stands --------------------------------------------------------------------------


def character(window: Window, source: int, edge: str = "middle", column: int = 0) -> Point | None:
    """On the screen: the middle of a source character in one of the columns, or its left or
    right `edge`; None where it is not in sight."""
    pane = window.reader.viewport()
    box = window.reader.flow.box_of(source, column)
    if box is None or not pane.rect().contains(box.toRect()):
        return None
    where = box.toRect()
    x = {"left": where.left() + 1, "right": where.right()}.get(edge, where.center().x())
    return _point(pane, QPoint(x, where.center().y()))


def article(window: Window, row: int) -> Point:
    """A row of the list of articles."""
    view = window.articles.list
    index = window.articles.model.index(row, 0)
    return _point(view.viewport(), view.visualRect(index).center())


def button(window: Window, name: str) -> Point:
    """A button by what a screen reader calls it: one that is on the screen."""
    for found in window.findChildren(QAbstractButton):
        if found.accessibleName() == name and found.isVisible():
            return _point(found, found.rect().center())
    raise LookupError(name)


def view_button(window: Window, view: str) -> Point:
    """The button of a view above the text."""
    found = next(b for name, b in window.bar.views.items() if name == view)
    return _point(found, found.rect().center())


def other_windows(window: Window) -> list[str]:
    """Dialogs and the like that are on the screen, by the kind of their widgets."""
    found = QApplication.topLevelWidgets()
    return [type(w).__name__ for w in found if w is not window and w.isVisible()]


def _point(widget: QWidget, at: QPoint) -> Point:
    there = widget.mapToGlobal(at)
    assert QRect(widget.mapToGlobal(QPoint()), widget.size()).contains(there)
    return there.x(), there.y()


QUESTIONS = {f.__name__: f for f in (shown, character, article, button, view_button, other_windows)}
QUESTIONS |= looking_at_marks.QUESTIONS
