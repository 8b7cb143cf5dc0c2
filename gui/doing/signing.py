"""Whose name stands by what is made: asked once, and changed when one wants."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QWidget

from gui import settings

if TYPE_CHECKING:
    from gui.bridge import Bridge


def ask(window: QWidget, bridge: Bridge, *, unasked: bool = False) -> bool:
    """Ask for the author's name, `unasked` when nobody wanted to say it; whether one was given."""
    from gui.dialogs.author import AuthorDialog

    dialog = AuthorDialog(window, bridge.author, unasked=unasked)
    if dialog.exec() != QDialog.DialogCode.Accepted:
        return False
    bridge.sign(dialog.name())
    return True


def ask_once(window: QWidget, bridge: Bridge) -> None:
    """Ask where nobody has said a name yet; one who does not want to say is asked again later."""
    if settings.author() is None:
        ask(window, bridge, unasked=True)
