"""An open menu hears its own letters and digits first, also where a command has the same key."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu

from gui.guard import guarded


class OwnKeys(QObject):
    """Keeps plain signs that are typed in a menu for that menu."""

    def __init__(self, menu: QMenu) -> None:
        super().__init__(menu)
        menu.installEventFilter(self)

    @guarded(default=False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.ShortcutOverride:
            return False
        key = cast("QKeyEvent", event)
        plain = not key.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and key.text().strip():
            event.accept()
            return True
        return False
