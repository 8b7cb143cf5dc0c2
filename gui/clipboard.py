"""The clipboard, which takes only what can be written as UTF-16."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication

__all__ = ["put"]


def put(text: str) -> None:
    """Have this text on the clipboard; half a surrogate pair of a broken text becomes U+FFFD."""
    clean = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    QGuiApplication.clipboard().setText(clean)
