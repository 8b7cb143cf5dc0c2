"""What the reader looks like: colours, typefaces, zoom and rhythm, made into measures and
painters."""

from __future__ import annotations

from collections.abc import Sequence

from gui.look import Theme
from gui.reader.pages import Page
from gui.reader.painter import ReaderPainter
from gui.reader.style import Style
from gui.reader.typesetting import Setting

__all__ = ["Looks"]

LEAST_ZOOM, MOST_ZOOM = 50, 400
KEPT = 4  # painters: of both scripts, with and without room for marks


class Looks:
    """`theme` is None until the window gave one; `calm` is the rhythm without marks."""

    def __init__(self, theme: Theme | None) -> None:
        self.theme = theme
        self.calm = False
        self._families: dict[str, Sequence[str]] = {"hans": (), "hant": ()}
        self._zoom = 100
        self._painters: list[ReaderPainter] = []
        self._last: tuple[object, Setting] | None = None

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self._painters.clear()

    def set_families(self, hans: Sequence[str], hant: Sequence[str]) -> None:
        self._families = {"hans": tuple(hans), "hant": tuple(hant)}

    def set_zoom(self, percent: int) -> None:
        self._zoom = min(max(percent, LEAST_ZOOM), MOST_ZOOM)

    def setting(self, page: Page, width: int) -> Setting:
        """How a page is set in a viewport of so many pixels."""
        families = tuple(self._families[part.script] for part in page.columns)
        key = (families, self._zoom, max(1, width), self.calm)
        if self._last is None or self._last[0] != key:
            self._last = (key, Setting.of(families, self._zoom, max(1, width), calm=self.calm))
        return self._last[1]

    def painters(self, setting: Setting) -> tuple[ReaderPainter, ...]:
        """One for each column; none without a theme."""
        if self.theme is None:
            return ()
        return tuple(self._painter(style, self.theme) for style in setting.styles)

    def _painter(self, style: Style, theme: Theme) -> ReaderPainter:
        for painter in self._painters:
            if painter.style == style:
                return painter
        self._painters = [ReaderPainter(style, theme), *self._painters[: KEPT - 1]]
        return self._painters[0]
