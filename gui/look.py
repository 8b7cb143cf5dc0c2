"""How everything looks: colours of a theme, families of a script, the style sheet.

Colours stand in `resources/themes/*.json`; no widget names one itself.  (Reading TOML
would be a fiftieth of the start.)
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from string import Template
from typing import Literal

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QFontMetrics,
    QGuiApplication,
    QPalette,
)
from PySide6.QtWidgets import QApplication

import resources
from gui import language

__all__ = ["Theme", "dress", "families", "install_fonts", "theme", "ui_font"]

Script = Literal["hans", "hant"]
Form = Literal["filled", "outlined"]
FONT_SUFFIXES = (".ttf", ".otf", ".ttc", ".otc", ".woff", ".woff2")
BRIGHT = 0.4  # hues of more luminance than this get a weaker tint

FAMILIES: Mapping[tuple[Script, bool], tuple[str, ...]] = {
    ("hans", False): (
        "Noto Sans CJK SC",
        "Noto Sans SC",
        "Source Han Sans SC",
        "PingFang SC",
        "Microsoft YaHei UI",
        "Danqian Sans SC",
    ),
    ("hant", False): (
        "Noto Sans CJK TC",
        "Noto Sans TC",
        "Source Han Sans TC",
        "PingFang TC",
        "Microsoft JhengHei UI",
        "Danqian Sans TC",
    ),
    ("hans", True): ("Noto Serif CJK SC", "Noto Serif SC", "Songti SC", "SimSun"),
    ("hant", True): ("Noto Serif CJK TC", "Noto Serif TC", "Songti TC", "PMingLiU"),
}


@dataclass(frozen=True, slots=True)
class Theme:
    """Every colour of one theme. `filled` and `outlined` are the eight hues of each form."""

    name: str
    dark: bool
    paper: QColor
    ink: QColor
    chrome: QColor
    line: QColor
    field: QColor
    chip_ink: QColor
    muted: QColor  # it also stands on chrome
    faded: QColor  # text of muted zones, and what is struck out
    doubt: QColor  # dots under what could read otherwise
    accent: QColor
    selection: QColor
    hit: QColor
    hit_edge: QColor
    emendation: QColor
    on_accent: QColor
    hover: QColor
    warning: QColor  # ground of the banner that tells a refusal
    filled: tuple[QColor, ...]
    outlined: tuple[QColor, ...]
    tint: float
    tint_active: float

    @property
    def hues(self) -> tuple[QColor, ...]:
        """The eight hues as they fill a chip; the first is hue 1."""
        return self.filled

    def hue(self, number: int, form: Form = "filled") -> QColor:
        """Hue 1 to 8 as it is drawn in this form; other numbers go round."""
        row = self.outlined if form == "outlined" else self.filled
        return row[(number - 1) % len(row)]

    def tint_of(self, number: int, active: bool = False) -> QColor:
        """The ground behind a tagged text; weaker for hues that would shout."""
        colour = QColor(self.hue(number))
        alpha = self.tint_active if active else self.tint
        if luminance(colour) > BRIGHT:
            alpha *= 0.6
        colour.setAlphaF(alpha)
        return colour


def luminance(colour: QColor) -> float:
    """Relative luminance as WCAG defines it, 0 to 1."""

    def linear(channel: float) -> float:
        return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(c) for c in (colour.redF(), colour.greenF(), colour.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: QColor, other: QColor) -> float:
    """Contrast of two opaque colours, 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@cache
def theme(name: str) -> Theme:
    """The theme of a file in `resources/themes`: "light" or "dark"."""
    table = json.loads(resources.text(f"themes/{name}.json"))
    colours = {token: QColor(value) for token, value in table["tokens"].items()}
    return Theme(
        name=table["name"],
        dark=table["dark"],
        filled=tuple(QColor(c) for c in table["hues"]["filled"]),
        outlined=tuple(QColor(c) for c in table["hues"]["outlined"]),
        tint=table["tint"]["plain"],
        tint_active=table["tint"]["active"],
        **colours,
    )


def chosen(setting: str) -> Theme:
    """The theme a setting means: "light", "dark", or "system" = what the desktop has."""
    if setting in ("light", "dark"):
        return theme(setting)
    scheme = QGuiApplication.styleHints().colorScheme()
    return theme("dark" if scheme == Qt.ColorScheme.Dark else "light")


# -- fonts ----------------------------------------------------------------------------


def install_fonts() -> None:
    """Load the carried fonts where the system has none for one of the scripts."""
    if families("hans") and families("hant"):
        return
    for name in resources.names("fonts") if resources.path("fonts").is_dir() else []:
        if name.lower().endswith(FONT_SUFFIXES):
            data = QByteArray(resources.data(f"fonts/{name}"))
            QFontDatabase.addApplicationFontFromData(data)
    _present.cache_clear()
    _families.cache_clear()


@cache
def _families(script: Script, serif: bool) -> tuple[str, ...]:
    present = _present()
    return tuple(name for name in FAMILIES[script, serif] if name in present)


@cache
def _present() -> frozenset[str]:
    """All families there are: it takes 7 ms to ask."""
    return frozenset(QFontDatabase.families())


def families(script: Script, serif: bool = False) -> list[str]:
    """The families to draw a script with, best first; sans where there is no serif.

    Empty only where neither the system nor `install_fonts` has one.
    """
    found = _families(script, serif)
    if serif:
        found += _families(script, False)
    return list(found)


def ui_font(points: float = 0.0) -> QFont:
    """The font of the interface: 13 px of the sans of its script, more where asked."""
    font = QFont()
    if names := families(language.script()):
        font.setFamilies(names)
    font.setPixelSize(round(13 + points))
    return font


# -- the whole application --------------------------------------------------------------


def dress(application: QApplication, colours: Theme) -> None:
    """Give the application this theme: font, palette and style sheet."""
    looks = f"{colours.name} {language.script()}"
    if application.property("looks") == looks:
        return
    application.setProperty("looks", looks)
    application.setFont(ui_font())
    application.setPalette(_palette(colours))
    application.setStyleSheet(_style_sheet(colours))


def _palette(colours: Theme) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for name, colour in (
        (role.Window, colours.chrome),
        (role.WindowText, colours.ink),
        (role.Base, colours.field),
        (role.AlternateBase, colours.chrome),
        (role.Text, colours.ink),
        (role.Button, colours.chrome),
        (role.ButtonText, colours.ink),
        (role.Highlight, colours.selection),
        (role.HighlightedText, colours.ink),
        (role.PlaceholderText, colours.muted),
        (role.ToolTipBase, colours.field),
        (role.ToolTipText, colours.ink),
        (role.Link, colours.accent),
        (role.Mid, colours.line),
        (role.Light, colours.hover),
        (role.Accent, colours.accent),
    ):
        palette.setColor(name, colour)
    for name in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, colours.muted)
    return palette


def _style_sheet(colours: Theme) -> str:
    """`themes/window.qss` with the theme's colours and sizes from the font's metrics."""
    metrics = QFontMetrics(ui_font())
    values: dict[str, str] = {
        token: getattr(colours, token).name()
        for token in Theme.__dataclass_fields__
        if isinstance(getattr(colours, token), QColor)
    }
    values["control"] = f"{metrics.height() + 8}px"
    values["line_height"] = f"{metrics.height() + 3}px"
    values["families"] = ", ".join(f'"{name}"' for name in ui_font().families())
    values["small"] = "12px"
    return Template(resources.text("themes/window.qss")).substitute(values)
