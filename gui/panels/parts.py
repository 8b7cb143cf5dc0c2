"""Small widgets that several panels share."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QLabel,
    QStyle,
    QStyleOptionViewItem,
    QToolButton,
    QWidget,
)

from gui import look
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


def paint_icons(root: QWidget, theme: look.Theme) -> None:
    """Give every `tool` below `root` its icon in the theme's ink."""
    for button in root.findChildren(QToolButton):
        if name := button.property("icon_name"):
            button.setIcon(look.icon(name, theme))


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


class Choice(QComboBox):
    """A combo box that the wheel does not change while one scrolls past it."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(2)

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.palette().placeholderText().color(), 1.4))
        x, y = self.width() - 14.0, self.height() / 2
        painter.drawPolyline([QPointF(x - 4, y - 2), QPointF(x, y + 2), QPointF(x + 4, y - 2)])
        painter.end()

    @guarded
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


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
