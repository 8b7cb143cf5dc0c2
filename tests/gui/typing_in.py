"""Typing of what no key of a keyboard writes."""

from __future__ import annotations

from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget


def commit(field: QWidget, text: str) -> None:
    """Type as an input method does; QTest knows no keys for Chinese characters."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(field, event)
