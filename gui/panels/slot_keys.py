"""Which key makes which choice of the form of slots, and which keys are for the form at all."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from gui.panels.slot_lines import Entry, Line

LETTERS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")  # a row of the keyboard for each line of values
DIGITS = "1234567890"
RETURN = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
WALKING = {Qt.Key.Key_Down: True, Qt.Key.Key_Up: False}  # whether on or back
_HELD = Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier


def keyed(lines: tuple[Line, ...], armed: str = "") -> dict[str, tuple[Line, Entry]]:
    """A key for each choice: letters for values, digits for what fills a slot.

    The digits begin with the slot that waits; where they end the mouse goes on.
    """
    keys: dict[str, tuple[Line, Entry]] = {}
    values = [line for line in lines if any(entry.kind == "value" for entry in line.entries)]
    for letters, line in zip(LETTERS, values, strict=False):
        pairs = zip(letters, line.entries, strict=False)
        keys |= {letter: (line, entry) for letter, entry in pairs}
    others = sorted((line for line in lines if line not in values), key=lambda one: one.id != armed)
    rest = ((line, entry) for line in others for entry in line.entries)
    return keys | dict(zip(DIGITS, rest, strict=False))


def plain(event: QKeyEvent) -> bool:
    """Whether a key is pressed without Ctrl, Alt or Meta."""
    return not event.modifiers() & ~_HELD


def is_digit(event: QKeyEvent) -> bool:
    """Whether it is one of the keys that fill slots, also from the text."""
    return plain(event) and event.text() in tuple(DIGITS)


def is_for_form(event: QKeyEvent) -> bool:
    """Whether a key is for the form that has the keys, and no command of the window."""
    known = (*RETURN, Qt.Key.Key_Escape, *WALKING)
    return plain(event) and (event.key() in known or bool(event.text().strip()))
