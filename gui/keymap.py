"""Which keys the user gave to commands, where others than the table's; and whose a key is.

Kept in the setting "keys": id of a command → its keys, as Qt writes them on every system.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QKeySequence

from gui import settings

# What the text itself does with keys; no command may have them.
OF_THE_TEXT: tuple[str, ...] = (
    *("Left", "Right", "Up", "Down", "Home", "End", "PgUp", "PgDown", "Space", "Esc"),
    *("Tab", "Backspace", "Ctrl+A", "Alt+Left", "Alt+Right"),
    *("Ctrl+Left", "Ctrl+Right", "Ctrl+Up", "Ctrl+Down", "Ctrl+Home", "Ctrl+End"),
    *("Shift+Left", "Shift+Right", "Shift+Up", "Shift+Down", "Shift+Home", "Shift+End"),
    *("Shift+PgUp", "Shift+PgDown", "Ctrl+Shift+Left", "Ctrl+Shift+Right", "Ctrl+Shift+Up"),
    *("Ctrl+Shift+Down", "Ctrl+Shift+Home", "Ctrl+Shift+End", "Shift+Tab"),
)

_read: tuple[str, dict[str, tuple[str, ...]]] = "", {}  # as it is kept, and what that says


def portable(key: str) -> str:
    """A key as Qt writes it on every system; "" for what is no key."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.PortableText)


def native(key: str) -> str:
    """A key as this system writes it."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)


def shown(keys: Iterable[str]) -> str:
    """Keys as this system writes them, two blanks between them."""
    return "  ".join(map(native, keys))


def text_has() -> str:
    """What has the keys of the text, in words."""
    return QCoreApplication.translate("keys", "正文里的光标和选择")


def tag_has(name: str) -> str:
    """What has the key of a tag, in words."""
    return QCoreApplication.translate("keys", "标签“{}”").format(name)


def changed() -> Mapping[str, tuple[str, ...]]:
    """The commands that the user gave other keys, or none; each with these."""
    global _read
    kept = settings.get("keys")
    if kept != _read[0]:
        _read = kept, _understood(kept)
    return _read[1]


def keep(keys: Mapping[str, tuple[str, ...]]) -> None:
    """Have these commands other keys than the table's, and no others."""
    import json

    settings.put("keys", json.dumps({id: list(own) for id, own in keys.items()}) if keys else "")


def _understood(kept: str) -> dict[str, tuple[str, ...]]:
    import json

    try:
        told = json.loads(kept or "{}")
    except ValueError:  # somebody else wrote it
        return {}
    if not isinstance(told, dict):
        return {}
    return {
        str(id): tuple(filter(None, (portable(key) for key in own if isinstance(key, str))))
        for id, own in told.items()
        if isinstance(own, list)
    }
