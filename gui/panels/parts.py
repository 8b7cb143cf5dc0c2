"""Small widgets that several panels share."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionViewItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gui import look, wording
from gui.guard import guarded


def label(text: str = "", role: str = "", wrap: bool = False) -> QLabel:
    """A plain-text label; `role` is what the style sheet knows it by."""
    made = QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setText(text)
    made.setWordWrap(wrap)
    if role:
        made.setProperty("role", role)
    return made


def answers(dialog: QDialog, yes: str, no: str) -> tuple[QDialogButtonBox, QPushButton]:
    """The two buttons that end a dialog, and the one that accepts it, which Return presses."""
    box = QDialogButtonBox()
    accepting = box.addButton(yes, QDialogButtonBox.ButtonRole.AcceptRole)
    box.addButton(no, QDialogButtonBox.ButtonRole.RejectRole)
    accepting.setDefault(True)
    QTimer.singleShot(0, accepting, lambda: _remember_default(accepting))
    box.accepted.connect(dialog.accept)
    box.rejected.connect(dialog.reject)
    return box, accepting


def _remember_default(button: QPushButton) -> None:
    """Have it be the default again after another button had the focus.

    WORKAROUND (Qt 6.11): a dialog remembers the default only of what is in it when it is made so.
    """
    if button.isDefault():
        button.setDefault(False)
        button.setDefault(True)


def beside(page: QWidget, told: str, files: QWidget, right: QLayout) -> None:
    """Lay a page out: what it is about, below that files at the left of what is said of one."""
    row = QHBoxLayout()
    row.setSpacing(12)
    row.addWidget(files)
    row.addLayout(right, 1)
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 10, 0, 0)
    column.addWidget(label(told, "muted", wrap=True))
    column.addLayout(row, 1)


class Elided(QLabel):
    """One line of plain text, as much as there is room for; the tip tells all of it."""

    def __init__(self, role: str = "") -> None:
        super().__init__()
        self._text = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def show_text(self, text: str) -> None:
        self._text = text
        self.setAccessibleName(text)
        self._elide()

    def _elide(self) -> None:
        shown = self.fontMetrics().elidedText(self._text, Qt.TextElideMode.ElideRight, self.width())
        if shown != self.text():
            self.setText(shown)
        self.setToolTip(wording.tip(self._text) if shown != self._text else "")

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()


def tool(name: str, icon: str = "", text: str = "", flat: bool = True) -> QToolButton:
    """A small button with a name for screen readers and the mouse."""
    button = QToolButton()
    button.setText(text)
    button.setAccessibleName(name)
    button.setToolTip(name)
    button.setProperty("flat", flat)
    button.setProperty("icon_name", icon)
    button.setIconSize(QSize(18, 18))
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button


def segment(text: str, end: str) -> QToolButton:
    """One of several buttons that exclude each other; `end`: "first", "middle" or "last"."""
    button = tool(text, text=text, flat=False)
    button.setProperty("flat", None)
    button.setProperty("segment", end)
    button.setCheckable(True)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
    return button


def semibold(font: QFont, pixels: int | None = None) -> QFont:
    """This font, semibold, in another size where one is given."""
    result = QFont(font)
    result.setWeight(QFont.Weight.DemiBold)
    if pixels:
        result.setPixelSize(pixels)
    return result


def sized(font: QFont, pixels: int) -> QFont:
    result = QFont(font)
    result.setPixelSize(pixels)
    return result


def draw_sign(
    painter: QPainter, x: float, y: float, size: float, colour: QColor, form: str
) -> None:
    """The square that tells a tag in a list: full for an entity, a frame for a measure."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, form != "outlined")
    if form == "outlined":
        painter.setPen(colour)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(round(x), round(y), round(size) - 1, round(size) - 1)
        painter.drawRect(round(x) + 3, round(y) + 3, round(size) - 7, round(size) - 7)
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawRoundedRect(QRectF(x, y, size, size), 1.5, 1.5)
    painter.restore()


def draw_flag(painter: QPainter, at: QPointF, colour: QColor, *, full: bool = True) -> None:
    """A pennant at its pole, `at` the middle of that; of a flag that is not set the outline."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, 1.4))
    painter.drawLine(at + QPointF(0, -6), at + QPointF(0, 6))
    painter.setBrush(colour if full else Qt.BrushStyle.NoBrush)
    cloth = (QPointF(0, -6), QPointF(8.5, -3), QPointF(0, 0.5))
    painter.drawPolygon(QPolygonF([at + corner for corner in cloth]))
    painter.restore()


def draw_verdict(
    painter: QPainter, box: QRectF, verdict: bool | None, yes: QColor, other: QColor
) -> None:
    """A tick, a cross or an empty ring: the form tells, not the colour."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    inner = box.adjusted(1, 1, -1, -1)
    if verdict:
        painter.setPen(QPen(yes, 1.8))
        corners = ((0.0, 5.5), (3.5, 9.0), (10.0, 1.5))
        painter.drawPolyline([box.topLeft() + QPointF(x, y) for x, y in corners])
    elif verdict is False:
        painter.setPen(QPen(other, 1.6))
        painter.drawLine(inner.topLeft(), inner.bottomRight())
        painter.drawLine(inner.bottomLeft(), inner.topRight())
    else:
        painter.setPen(QPen(other, 1.2))
        painter.drawEllipse(inner)


def draw_chevron(painter: QPainter, at: QPointF, colour: QColor, *, up: bool = False) -> None:
    """The sign that something opens; `up` that it closes. `at` is its middle."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, 1.4))
    tip = -2 if up else 2
    corners = (QPointF(-4, -tip), QPointF(0, tip), QPointF(4, -tip))
    painter.drawPolyline([at + corner for corner in corners])
    painter.restore()


def ground(painter: QPainter, option: QStyleOptionViewItem, theme: look.Theme) -> bool:
    """Draw what is behind a row of a list; whether the row is chosen."""
    state = option.state  # type: ignore[attr-defined]
    chosen = bool(state & QStyle.StateFlag.State_Selected)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    rect = QRectF(option.rect).adjusted(0.5, 1, -0.5, -1)  # type: ignore[attr-defined]
    if chosen or state & QStyle.StateFlag.State_MouseOver:
        colour: QColor = theme.selection if chosen else theme.hover
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawRoundedRect(rect, 6, 6)
    if state & QStyle.StateFlag.State_HasFocus:
        painter.setPen(QPen(theme.accent, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rect, 6, 6)
    return chosen
