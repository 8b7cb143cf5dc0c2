"""The list behind a "+n": marks that found no lane, to choose from."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu

from gui.reader.pages import Mark
from gui.reader.standins import visible

if TYPE_CHECKING:
    from gui.reader.view import ReaderView

__all__ = ["list_folded"]

LONGEST = 16  # characters of the text


def list_folded(view: ReaderView, marks: Sequence[Mark], at: QPoint) -> QMenu:
    """Open a menu of these marks at a place of the screen; the one taken is chosen."""
    menu = QMenu(view)
    for mark in marks:
        shown = view.flow.side.image(mark.hull)
        words = visible(shown.of(view.model.text)) if shown else ""
        if len(words) > LONGEST:
            words = words[: LONGEST - 1] + "…"
        text = f"{visible(mark.name)}　{words}".strip().replace("&", "&&")
        menu.addAction(text).triggered.connect(partial(_choose, view, mark.id))
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(at)
    return menu


def _choose(view: ReaderView, mark_id: str, _checked: bool = False) -> None:
    view.choose(mark_id)
