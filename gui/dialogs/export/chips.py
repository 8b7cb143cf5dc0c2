"""Labels to choose among: a button each, in as many rows as they need."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QToolButton, QWidget

from gui.guard import guarded

EDGE, GAP = 8, 5


class Chips(QWidget):
    """Buttons that stay pressed; none pressed is the same as all. `changed()`."""

    changed = Signal()

    def __init__(self, names: Mapping[str, str]) -> None:
        super().__init__()
        self.setObjectName("report")
        self.buttons: dict[str, QToolButton] = {}
        for id, name in names.items():
            button = self.buttons[id] = QToolButton(self)
            button.setText(name.replace("&", "&&"))
            button.setAccessibleName(name)
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setProperty("exportchip", True)
            button.toggled.connect(self.changed)

    def chosen(self) -> frozenset[str]:
        """The ids of those that are pressed; empty = all."""
        found = {id for id, button in self.buttons.items() if button.isChecked()}
        return frozenset() if len(found) == len(self.buttons) else frozenset(found)

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay()

    @guarded(default=False)
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.PolishRequest:  # the style sheet says how large they are
            self._lay()
        return super().event(event)

    def _lay(self) -> None:
        """One beside the other, and where there is no more room below."""
        x, y, high = EDGE, EDGE, 0
        for button in self.buttons.values():
            size = button.sizeHint()
            if x > EDGE and x + size.width() > self.width() - EDGE:
                x, y, high = EDGE, y + high + GAP, 0
            button.setGeometry(x, y, size.width(), size.height())
            x, high = x + size.width() + GAP, max(high, size.height())
        self.setMinimumHeight(y + high + EDGE)
