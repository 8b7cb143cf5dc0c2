"""The commands on how the text is shown: in which views, side by side, with what of its marks."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject

from annotations.model import VIEW_NAMES, ViewName
from gui import settings

if TYPE_CHECKING:
    from gui.window import Window

DRESSES = ("chips", "lines", "none")
PARTNERS: tuple[ViewName, ...] = ("hans", "hant", "source", "clean")  # the first that differs


class Viewing(QObject):
    """Does to the text of its window what the user asks for, and remembers it."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window

    def table(self) -> dict[str, Callable[[], object]]:
        """What each of these commands does; their ids are those of the table."""
        table: dict[str, Callable[[], object]] = {
            "view-next": self._next_view,
            "beside": self.turn_beside,
            "beside-next": self._next_beside,
            "reading": lambda: self._put("reading", not settings.get("reading")),
        }
        table |= {f"view-{view}": partial(self.show_view, view) for view in VIEW_NAMES}
        table |= {f"beside-{view}": partial(self.show_beside, view) for view in VIEW_NAMES}
        return table | {f"dress-{dress}": partial(self._dress, dress) for dress in DRESSES}

    def recall(self) -> None:
        """Have the views side by side that were when the program was left."""
        place = self._window.place
        if settings.get("parallel"):
            place.show_views(place.view, _partner(place.view))

    def check_views(self, view: ViewName, beside: ViewName | None) -> None:
        """Check the commands of the views that are shown."""
        actions = self._window.actions_
        for name in VIEW_NAMES:
            actions[f"view-{name}"].setChecked(name == view)
            actions[f"beside-{name}"].setChecked(name == beside)
        actions["beside"].setChecked(beside is not None)

    def check(self, dress: str, reading: bool) -> None:
        """Check the command of how marks are drawn."""
        for known in DRESSES:
            self._window.actions_[f"dress-{known}"].setChecked(known == dress and not reading)
        self._window.actions_["reading"].setChecked(reading)

    # -- views ------------------------------------------------------------------------

    def show_view(self, view: ViewName) -> None:
        """Show the text in a view and remember the choice."""
        self._window.place.show_view(view)
        self._remember()

    def show_beside(self, view: ViewName) -> None:
        """Show this view on the right; if it is the one on the left, both change places."""
        place = self._window.place
        left = place.view if view != place.view else place.beside or _partner(view)
        place.show_views(left, view)
        self._remember()

    def turn_beside(self) -> None:
        """Show another view beside the one that is shown, or that one alone."""
        place = self._window.place
        place.show_views(place.view, None if place.beside else _partner(place.view))
        self._remember()

    def _next_view(self) -> None:
        self.show_view(_after(self._window.place.view))

    def _next_beside(self) -> None:
        place = self._window.place
        following = _after(place.beside or _partner(place.view))
        self.show_beside(_after(following) if following == place.view else following)

    def _remember(self) -> None:
        place = self._window.place
        settings.put("view", place.view)
        settings.put("parallel", place.beside is not None)
        if place.beside:
            settings.put("beside", place.beside)
        self._window.mark_view()

    # -- marks ------------------------------------------------------------------------

    def _dress(self, dress: str) -> None:
        """With all of the marks, some or none; whoever asks for them is not reading clean."""
        settings.put("reading", False)
        self._put("dress", dress)

    def _put(self, key: str, value: str | bool) -> None:
        settings.put(key, value)
        self._window.apply_text_looks()


def _partner(view: ViewName) -> ViewName:
    """What is shown beside a view: what was there last, else what differs most."""
    known = settings.get("beside")
    last = (cast("ViewName", known),) if known in VIEW_NAMES else ()
    return next(other for other in (*last, *PARTNERS) if other != view)


def _after(view: ViewName) -> ViewName:
    return VIEW_NAMES[(VIEW_NAMES.index(view) + 1) % len(VIEW_NAMES)]
