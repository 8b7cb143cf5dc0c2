"""The icons of `resources/icons`, drawn in a theme's ink."""

from __future__ import annotations

from functools import cache
from typing import cast

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QToolButton, QWidget

import resources
from gui import look


def icon(name: str, colours: look.Theme | None = None) -> QIcon:
    """An icon of `resources/icons`, drawn in the theme's ink (muted where disabled)."""
    colours = colours or look.theme("light")
    result = QIcon()
    for mode, colour in (
        (QIcon.Mode.Normal, colours.ink),
        (QIcon.Mode.Disabled, colours.line),
    ):
        result.addPixmap(_drawn(name, colour.name()), mode)
    return result


@cache
def _drawn(name: str, colour: str, size: int = 20) -> QPixmap:
    svg = resources.text(f"icons/{name}.svg").replace("currentColor", colour)
    ratio = cast("QGuiApplication", QGuiApplication.instance()).devicePixelRatio()
    image = _rendered(svg, QSize(size, size) * ratio)
    image.setDevicePixelRatio(ratio)
    return QPixmap.fromImage(image)


def _rendered(svg: str, size: QSize) -> QImage:
    image = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(QByteArray(svg.encode())).render(painter)
    painter.end()
    return image


def paint_icons(root: QWidget, theme: look.Theme) -> None:
    """Give every `parts.tool` below `root` its icon in the theme's ink."""
    for button in root.findChildren(QToolButton):
        if name := button.property("icon_name"):
            button.setIcon(icon(name, theme))
