"""The lines of the form of slots, laid out: a name, then its choices, wrapped like a text.

Slots that nothing is offered for share the last line: they wait for a place of the text.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QToolButton, QWidget

from gui import look, wording
from gui.guard import guarded
from gui.panels.parts import label
from gui.panels.slot_chip import SlotChip
from gui.panels.slot_lines import Entry, Line

GAP, ROW_GAP = 5, 4
NAMES = (64, 128)  # the least and the most that the names of the lines take, in pixels


class SlotName(QToolButton):
    """The name of a line. With the keys in it its slot waits for a place of the text."""

    entered = Signal()

    def __init__(self, line: Line) -> None:
        super().__init__()
        self.line = line
        self.setProperty("slotname", True)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if line.is_slot else Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(line.name)
        self.setToolTip(wording.tip(line.name))

    @guarded
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()


class SlotSheet(QWidget):
    """`chosen(Line, Entry)`: a choice was clicked; `slot_entered(str)`: a slot has the keys."""

    chosen = Signal(object, object)
    slot_entered = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.theme = look.theme("light")
        self.names: dict[str, SlotName] = {}
        self._lines: tuple[Line, ...] = ()
        self._chips: list[tuple[str, SlotChip]] = []  # with the line they stand in
        self._spare: list[SlotChip] = []
        self._others = label("", "muted")
        self._others.setParent(self)

    def show_lines(self, lines: tuple[Line, ...], keys: Mapping[tuple[str, str], str]) -> None:
        """Show these lines; `keys` by the line and the choice. Names keep the keys they have."""
        if [line.id for line in lines] != list(self.names):
            for name in self.names.values():
                name.deleteLater()
            self.names = {line.id: self._name(line) for line in lines}
        for line in lines:
            self.names[line.id].line = line
        self._lines = lines
        self._spare += [chip for _, chip in self._chips]
        self._chips = [
            (line.id, self._chip(entry, keys.get((line.id, entry.id), "")))
            for line in lines
            for entry in line.entries
        ]
        for chip in self._spare:
            chip.hide()
        self.place_all()

    def arm(self, slot: str) -> None:
        """Show which slot waits for a place of the text."""
        for id, name in self.names.items():
            name.setChecked(id == slot)

    def chip(self, line: str, id: str) -> SlotChip | None:
        """The chip of a choice."""
        return next((c for at, c in self._chips if at == line and c.entry.id == id), None)

    def _name(self, line: Line) -> SlotName:
        name = SlotName(line)
        name.setParent(self)
        name.entered.connect(lambda: self.slot_entered.emit(line.id))
        name.clicked.connect(name.setFocus)
        return name

    def _chip(self, entry: Entry, key: str) -> SlotChip:
        chip = self._spare.pop() if self._spare else SlotChip()
        if chip.parent() is not self:
            chip.setParent(self)
            chip.clicked.connect(lambda: self._on_clicked(chip))
        chip.show_entry(entry, key, self.theme)
        return chip

    def _on_clicked(self, chip: SlotChip) -> None:
        id = next((id for id, known in self._chips if known is chip), "")
        line = next((line for line in self._lines if line.id == id), None)
        if line is not None:
            self.chosen.emit(line, chip.entry)

    # -- laying out -----------------------------------------------------------------------

    def place_all(self) -> None:
        """Put names and choices in their places; the sheet is as high as they need."""
        high, column = self.fontMetrics().height() + 9, self._column()
        y = 2
        before: QWidget | None = None
        for pair in self._paired([line for line in self._lines if line.entries], column):
            half = self.width() // len(pair)
            ends = [y]
            for number, line in enumerate(pair):
                name = self.names[line.id]
                wide = min(column, self._wide(line.name))
                self._put(name, QRect(number * half, y, wide, high))
                before = self._follow(before, name)
                place = QRect(number * half + column + GAP, y, half - column - GAP, high)
                ends.append(self._place_chips(line, place))
            y = max(ends)
        empty = [line for line in self._lines if not line.entries]
        y = self._place_empty(empty, before, QRect(column + GAP, y, self.width(), high))
        self.setFixedHeight(max(high, y))

    def _paired(self, lines: list[Line], column: int) -> list[list[Line]]:
        """Lines that share a row: two that follow each other, where each needs half of it."""
        rows: list[list[Line]] = []
        for line in lines:
            fits = self._needed(line, column) <= self.width() // 2
            if rows and len(rows[-1]) == 1 and fits:
                first = rows[-1][0]
                if self._needed(first, column) <= self.width() // 2:
                    rows[-1].append(line)
                    continue
            rows.append([line])
        return rows

    def _needed(self, line: Line, column: int) -> int:
        return column + sum(chip.width() + GAP for id, chip in self._chips if id == line.id) + GAP

    def _place_chips(self, line: Line, at: QRect) -> int:
        """The choices of a line, wrapped where they leave their room; where they end."""
        x, y = at.x(), at.y()
        for chip in (chip for id, chip in self._chips if id == line.id):
            if x + chip.width() > at.right() + 1 and x > at.x():
                x, y = at.x(), y + at.height() + ROW_GAP
            down = (at.height() - chip.height()) // 2
            self._put(chip, QRect(x, y + down, chip.width(), chip.height()))
            x += chip.width() + GAP
        return y + at.height() + ROW_GAP

    def _place_empty(self, empty: list[Line], before: QWidget | None, at: QRect) -> int:
        """The slots that wait for a place of the text, in the last line; where that ends."""
        self._others.setVisible(bool(empty))
        if not empty:
            return at.y()
        self._others.setText(self.tr("另可填"))
        self._others.setGeometry(9, at.y() + 1, at.x() - GAP - 9, at.height())
        x, y = at.x(), at.y()
        for line in empty:
            name = self.names[line.id]
            wide = min(self._wide(line.name), NAMES[1] + 24)
            if x + wide > at.width() and x > at.x():
                x, y = at.x(), y + at.height() + ROW_GAP
            self._put(name, QRect(x, y, wide, at.height()))
            before = self._follow(before, name)
            x += wide + GAP
        return y + at.height() + ROW_GAP

    def _column(self) -> int:
        wide = [self._wide(line.name) for line in self._lines if line.entries]
        wide.append(self._others.fontMetrics().horizontalAdvance(self.tr("另可填")) + 16)
        return max(NAMES[0], min(NAMES[1], max(wide)))

    def _wide(self, name: str) -> int:
        return self.fontMetrics().horizontalAdvance(name) + 18

    def _put(self, part: QWidget, place: QRect) -> None:
        if isinstance(part, SlotName):
            room, elide = place.width() - 16, Qt.TextElideMode.ElideRight
            part.setText(self.fontMetrics().elidedText(part.line.name, elide, room))
        part.setGeometry(place)
        part.show()

    @staticmethod
    def _follow(before: QWidget | None, name: QWidget) -> QWidget:
        """Tab goes in the order of the page."""
        if before is not None:
            QWidget.setTabOrder(before, name)
        return name

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        if event.size().width() != event.oldSize().width():
            self.place_all()
