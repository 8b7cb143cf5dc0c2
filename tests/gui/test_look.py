"""Themes: every token, enough contrast, and the right families."""

from __future__ import annotations

from itertools import product

import pytest
from PySide6.QtGui import QColor

import resources
from annotations import tagset
from gui import look
from gui.commands import COMMANDS
from gui.icons import icon
from gui.look import Theme, contrast

THEMES = [name.removesuffix(".json") for name in resources.names("themes") if "json" in name]


@pytest.mark.parametrize("name", THEMES)
def test_text_can_be_read_on_everything_it_stands_on(name: str) -> None:
    theme = look.theme(name)
    grounds = ("paper", "chrome", "field", "hover", "selection", "warning")
    for ground in grounds:
        assert contrast(theme.ink, getattr(theme, ground)) >= 4.5, ground
    for ground in ("paper", "chrome", "field"):
        assert contrast(theme.muted, getattr(theme, ground)) >= 4.5, ground
    assert contrast(theme.on_accent, theme.accent) >= 4.5
    assert contrast(theme.emendation, theme.paper) >= 3


@pytest.mark.parametrize(("name", "hue"), list(product(THEMES, range(1, 9))))
def test_a_chip_can_be_read_in_each_hue_and_form(name: str, hue: int) -> None:
    theme = look.theme(name)
    assert contrast(theme.chip_ink, theme.hue(hue)) >= 4.5
    assert contrast(theme.hue(hue, "outlined"), theme.paper) >= 4.5


@pytest.mark.parametrize(("name", "hue"), list(product(THEMES, range(1, 9))))
def test_tagged_text_can_be_read_on_its_tint(name: str, hue: int) -> None:
    theme = look.theme(name)
    for active in (False, True):
        tint = theme.tint_of(hue, active)
        assert contrast(theme.ink, mixed(tint, theme.paper)) >= 4.5


def mixed(over: QColor, under: QColor) -> QColor:
    alpha = over.alphaF()
    parts = zip(over.getRgbF()[:3], under.getRgbF()[:3], strict=True)  # type: ignore[index]
    return QColor.fromRgbF(*(a * alpha + b * (1 - alpha) for a, b in parts))


def test_bright_hues_get_a_weaker_tint() -> None:
    theme: Theme = look.theme("dark")
    assert theme.tint_of(6).alphaF() < theme.tint_of(1).alphaF()


def test_the_themes_know_the_hues_of_the_default_tag_set() -> None:
    for name in THEMES:
        assert len(look.theme(name).filled) == len(look.theme(name).outlined) == 8
    filled = [colour.name().upper() for colour in look.theme("light").filled]
    assert filled == [colour.upper() for colour in tagset.default().palette.light]


def test_each_script_has_families_of_its_own(qapp: object) -> None:
    look.install_fonts()
    hans, hant = look.families("hans"), look.families("hant")
    assert hans
    assert hant
    assert not set(hans) & set(hant)
    assert look.families("hans", serif=True)


def test_every_icon_of_the_commands_is_there(qapp: object) -> None:
    for command in COMMANDS:
        if command.icon:
            assert not icon(command.icon).isNull()


def test_every_theme_fills_the_whole_style_sheet(qapp: object) -> None:
    for name in THEMES:
        sheet = look._style_sheet(look.theme(name))
        assert "$" not in sheet.replace("$names", "")
