"""What one sees of annotating: the marks, the form of slots, the places elsewhere, the dialogs.

As in `looking.py`, of which this is a part: it only looks, and answers what JSON can write.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QPushButton, QWidget

from annotations.model import Annotation
from gui.dialogs.tagset.editor import TagSetEditor
from gui.offers import COMMAND, tag_of
from gui.window import Window


def marks(window: Window) -> list[dict[str, Any]]:
    """The annotations of the article that is shown, in their order."""
    found = window.bridge.annotations(window.place.article)
    return [_mark(annotation) for annotation in sorted(found, key=_place)]


def links(window: Window) -> list[list[str]]:
    """Its relations: type, and the ids of both annotations."""
    found = window.bridge.relations(window.place.article)
    return sorted([one.type, one.start, one.end] for one in found)


def _place(annotation: Annotation) -> tuple[int, int]:
    return annotation.hull.start, -annotation.hull.end


def _mark(annotation: Annotation) -> dict[str, Any]:
    return {
        "id": annotation.id,
        "label": annotation.label,
        "spans": [[part.start, part.end] for part in annotation.fragments],
        "quote": annotation.quote,
        "attributes": dict(annotation.attributes),
    }


def open_mark(window: Window) -> str:
    """The id of the annotation that is open; "" for none."""
    return window.place.active


def form(window: Window) -> dict[str, Any] | None:
    """The form of slots: what it is about, what is lacking, the choices with their keys; None
    where there is none."""
    panel = window.doing.slotting.panel
    if panel is None or not panel.isVisible():
        return None
    lines = panel.shown.lines if panel.shown else ()
    return {
        "about": panel.about,
        "heard": panel.hasFocus(),
        "lacking": list(panel.shown.lacking) if panel.shown else [],
        "choices": {
            key: [line.id, entry.id if entry.kind == "value" else entry.text, entry.state]
            for key, (line, entry) in panel._keys.items()
        },
        "filled": [
            [line.id, entry.text]
            for line in lines
            if line.is_slot
            for entry in line.entries
            if entry.state == "filled"
        ],
    }


def elsewhere(window: Window) -> dict[str, Any] | None:
    """The review of find everywhere, once all is found: each place, and whether it is in this
    article; None where there is none yet."""
    propagating = window.doing.propagating
    panel, looking = propagating.panel, propagating.elsewhere
    if panel is None or looking is None or not panel.isVisible() or not looking.ended:
        return None
    home = looking.origin[0] if looking.origin else ""
    return {
        "heard": panel.list.hasFocus(),
        "places": [
            [m.article, m.span.start, m.span.end, m.quote, m.article == home] for m in looking.found
        ],
    }


def effort(window: Window) -> dict[str, int]:
    """What the program counted of the user's actions since it was opened."""
    whole = window.doing.acting.ledger.whole
    counted = ("keys", "clicks", "drags", "entities", "measures", "actions")
    return {name: getattr(whole, name) for name in counted}


def keys_at(_: Window) -> dict[str, str]:
    """Where the keys are: kind of the window, kind and name of the widget, what it says."""
    focus = QApplication.focusWidget()
    above = QApplication.activeWindow()
    return {
        "window": type(above).__name__ if above is not None else "",
        "kind": type(focus).__name__ if focus is not None else "",
        "name": focus.accessibleName() if focus is not None else "",
        "text": focus.text() if isinstance(focus, (QLineEdit, QAbstractButton)) else "",
    }


def choice(window: Window) -> str | None:
    """What Return would choose in the list that one types in: a command's id, else a name."""
    chooser = window.doing.choosing.chooser
    offer = chooser.current if chooser is not None and chooser.isVisible() else None
    if offer is None:
        return None
    kind, name = tag_of(offer.id)
    return name if kind == COMMAND else offer.name


# -- the editor of the tag set ------------------------------------------------------------------


def entry(_: Window) -> list[str] | None:
    """The entry that is shown: its table and id; None where no editor is open."""
    editor = _editor()
    return [editor.form.item.table, editor.form.item.id] if editor is not None else None


def entry_row(_: Window, table: str, id: str) -> list[int] | None:
    """The middle of its row in the list; None where it is not in sight."""
    editor = _editor()
    if editor is None:
        return None
    item = next(i for i in editor.tree._items if (i.table, i.id) == (table, id))
    tree = editor.tree
    middle = tree.visualItemRect(tree._items[item]).center()
    return _on_screen(tree.viewport(), middle)


def field(_: Window, name: str) -> list[int] | None:
    """The middle of a field of the entry that is shown."""
    editor = _editor()
    found = editor.form.editors.get(name) if editor is not None else None
    return _on_screen(found, found.rect().center()) if found is not None else None


def dialog_button(_: Window, text: str) -> list[int] | None:
    """The middle of a button of the dialog that is open."""
    above = QApplication.activeModalWidget()
    buttons = above.findChildren(QPushButton) if above is not None else []
    found = next((b for b in buttons if b.text() == text and b.isVisible()), None)
    return _on_screen(found, found.rect().center()) if found is not None else None


def _editor() -> TagSetEditor | None:
    above = QApplication.topLevelWidgets()
    return next((w for w in above if isinstance(w, TagSetEditor) and w.isVisible()), None)


def _on_screen(widget: QWidget, at: QPoint) -> list[int] | None:
    there = widget.mapToGlobal(at)
    return [there.x(), there.y()] if widget.rect().contains(at) else None


QUESTIONS = {
    f.__name__: f
    for f in (
        *(marks, links, open_mark, form, elsewhere, effort, keys_at, choice),
        *(entry, entry_row, field, dialog_button),
    )
}
