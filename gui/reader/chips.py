"""Label chips, drawn once and kept as pictures."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen, QPixmap

from gui.look import Theme
from gui.reader.cache import Recent
from gui.reader.pages import Form, Mark
from gui.reader.standins import visible
from gui.reader.style import Style

__all__ = ["ChipCache"]


class ChipCache:
    """Pictures of chips for one style and theme, at a screen's pixel ratio."""

    def __init__(self, style: Style, theme: Theme) -> None:
        self._style = style
        self._theme = theme
        self._metrics = QFontMetricsF(style.chip_font)
        self._widths: dict[str, float] = {}
        self._pictures: Recent[tuple[str, int, str, bool, float], QPixmap] = Recent(600)

    def width(self, name: str) -> float:
        """How wide the chip with this name is."""
        width = self._widths.get(name)
        if width is None:
            text = self._metrics.horizontalAdvance(self._elided(name))
            width = float(round(text + 2 * self._style.chip_padding))
            self._widths[name] = width
        return width

    def _elided(self, name: str) -> str:
        longest = self._style.chip_longest
        return self._metrics.elidedText(visible(name), Qt.TextElideMode.ElideRight, longest)

    def draw(self, painter: QPainter, at: QPoint, mark: Mark, active: bool, ratio: float) -> None:
        """Draw the chip of `mark` with its upper left corner at `at`."""
        key = (mark.name, mark.hue, mark.form, active, ratio)
        picture = self._pictures.get(key)
        if picture is None:
            picture = self._picture(mark.name, mark.hue, mark.form, active, ratio)
            self._pictures.put(key, picture)
        painter.drawPixmap(at, picture)

    def draw_more(self, painter: QPainter, at: QPoint, count: int) -> None:
        """Draw the "+n" that stands for marks without a lane."""
        ratio = painter.device().devicePixelRatioF()
        name, key = f"+{count}", (f"+{count}", 0, "more", False, ratio)
        picture = self._pictures.get(key)
        if picture is None:
            picture = self._picture(name, None, "outlined", False, ratio)
            self._pictures.put(key, picture)
        painter.drawPixmap(at, picture)

    def _picture(
        self, name: str, hue: int | None, form: Form, active: bool, ratio: float
    ) -> QPixmap:
        style, theme = self._style, self._theme
        colour = theme.muted if hue is None else theme.hue(hue, form)
        width, height = self.width(name), float(style.chip_height)
        picture = QPixmap(round(width * ratio), round(height * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(0, 0, width, height)
        filled = form == "filled"
        ring = style.hair
        edge = theme.ink if active else colour
        half = ring / 2
        painter.setPen(QPen(edge, ring) if active or not filled else Qt.PenStyle.NoPen)
        ground = theme.tint_of(hue, True) if active and hue else theme.paper
        painter.setBrush(colour if filled else ground)
        inner = box.adjusted(half, half, -half, -half) if active or not filled else box
        painter.drawRoundedRect(inner, style.em / 6, style.em / 6)
        painter.setPen(theme.chip_ink if filled else edge)
        painter.setFont(style.chip_font)
        metrics = self._metrics
        body = style.chip_font.pixelSize()
        baseline = (height - body) / 2 + body * 0.88
        text = self._elided(name)
        left = (width - metrics.horizontalAdvance(text)) / 2
        painter.drawText(QPointF(left, baseline), text)
        painter.end()
        return picture
