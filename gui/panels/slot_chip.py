"""One choice of the form of slots: its key, the hue of its tag, its text, whether it is taken."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QAbstractButton

from gui import look, wording
from gui.guard import guarded
from gui.panels.parts import semibold, sized
from gui.panels.slot_lines import Entry

CAP = 18  # pixels for the key
LONGEST = 168
TICK = 16


class SlotChip(QAbstractButton):
    """Taken: full, with a tick. One that a key takes with others: framed, the tick grey."""

    def __init__(self) -> None:
        super().__init__()
        self.theme = look.theme("light")
        self.key = ""
        self.entry = Entry("value", "", "", "offered")
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its key is nearer than any walk

    def show_entry(self, entry: Entry, key: str, theme: look.Theme) -> None:
        """Show one choice and the key that makes it."""
        self.entry, self.key, self.theme = entry, key, theme
        self.setText(entry.text)
        self.setAccessibleName(wording.listed((entry.text, key.upper())))
        told = entry.text if not entry.tip else f"{entry.text}\n{entry.tip}"
        self.setToolTip(wording.tip(told))
        self.resize(self.sizeHint())
        self.update()

    @guarded(default=QSize(60, 24))
    def sizeHint(self) -> QSize:
        """As wide as its text, or as what is left of a long one."""
        metrics, elide = QFontMetrics(sized(self.font(), 13)), Qt.TextElideMode.ElideMiddle
        sides = CAP + (8 if self.entry.hue else 0) + 8
        sides += TICK if self.entry.state != "offered" else 0
        text = metrics.elidedText(self.entry.text, elide, LONGEST - sides)
        return QSize(sides + metrics.horizontalAdvance(text) + 2, metrics.height() + 7)

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme, state = QPainter(self), self.theme, self.entry.state
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        body = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(theme.line if state == "offered" else theme.accent, 1))
        ground = theme.hover if self.underMouse() else theme.field
        painter.setBrush(theme.selection if state == "filled" else ground)
        painter.drawRoundedRect(body, 5, 5)
        self._words(painter)
        if state != "offered":
            self._tick(painter)
        painter.end()

    def _words(self, painter: QPainter) -> None:
        theme, entry = self.theme, self.entry
        centre = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        painter.setFont(semibold(self.font(), 11))
        painter.setPen(theme.ink if entry.state == "filled" else theme.muted)
        middle = int(Qt.AlignmentFlag.AlignCenter)
        painter.drawText(1, 0, CAP - 1, self.height(), middle, self.key.upper() or "·")
        x = CAP
        if entry.hue:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(
                theme.hue(entry.hue, "outlined" if entry.form == "outlined" else "filled")
            )
            painter.drawRoundedRect(QRectF(x, 5, 3.5, self.height() - 10), 1.5, 1.5)
            x += 8
        painter.setFont(sized(self.font(), 13))
        painter.setPen(theme.ink)
        room = self.width() - x - 6 - (TICK if entry.state != "offered" else 0)
        metrics = QFontMetrics(painter.font())
        text = metrics.elidedText(entry.text, Qt.TextElideMode.ElideMiddle, room + 1)
        painter.drawText(x, 0, room + 2, self.height(), centre, text)

    def _tick(self, painter: QPainter) -> None:
        theme = self.theme
        painter.setPen(QPen(theme.accent if self.entry.state == "filled" else theme.muted, 1.6))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        corner = QPointF(self.width() - TICK, self.height() / 2)
        points = (QPointF(0, 0), QPointF(3.2, 3.4), QPointF(9, -4))
        painter.drawPolyline(QPolygonF([corner + point for point in points]))
