"""The commands on how the text is shown: in which views, side by side, with what of its marks."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject

from annotations.model import VIEW_NAMES, ViewName
from gui import settings

if TYPE_CHECKING:
    from annotations.overview import Script
    from gui.window import Window

DRESSES = ("chips", "lines", "none")
PARTNERS: tuple[ViewName, ...] = ("hans", "hant", "source", "clean")  # the first that suits


class Viewing(QObject):
    """Does to the text of its window what the user asks for, and remembers it."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._script: Script = self._script_here()
        window.place.article_shown.connect(self._on_article)  # before anything shows it

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
        place, last = self._window.place, settings.get("beside")
        if settings.get("parallel"):
            known = cast("ViewName", last) if last in VIEW_NAMES else None
            beside = known if known != place.view else None
            place.show_views(place.view, beside or self._partner(place.view))

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
        left = place.view if view != place.view else place.beside or self._partner(view)
        place.show_views(left, view)
        self._remember()

    def turn_beside(self) -> None:
        """Show another view beside the one that is shown, or that one alone."""
        place = self._window.place
        place.show_views(place.view, None if place.beside else self._partner(place.view))
        self._remember()

    def _next_view(self) -> None:
        self.show_view(_after(self._window.place.view))

    def _next_beside(self) -> None:
        place = self._window.place
        following = _after(place.beside or self._partner(place.view))
        self.show_beside(_after(following) if following == place.view else following)

    def _remember(self) -> None:
        place = self._window.place
        settings.put("view", place.view)
        settings.put("parallel", place.beside is not None)
        if place.beside:
            settings.put("beside", place.beside)
        self._window.mark_view()

    def _partner(self, view: ViewName) -> ViewName:
        return partner(view, self._script_here(), settings.get("beside"))

    def _script_here(self) -> Script:
        row = self._window.bridge.row(self._window.place.article)
        return row.script if row else "none"

    def _on_article(self) -> None:
        """Two views that differed in the last article differ in this one, too."""
        place, last, here = self._window.place, self._script, self._script_here()
        self._script = here
        view, beside = place.view, place.beside
        if beside and differs(view, beside, last) and not differs(view, beside, here):
            place.show_views(view, self._partner(view))

    # -- marks ------------------------------------------------------------------------

    def _dress(self, dress: str) -> None:
        """With all of the marks, some or none; whoever asks for them is not reading clean."""
        settings.put("reading", False)
        self._put("dress", dress)

    def _put(self, key: str, value: str | bool) -> None:
        settings.put(key, value)
        self._window.apply_text_looks()


def partner(view: ViewName, script: Script, last: str = "") -> ViewName:
    """What is shown beside a view of an article in this script, where nobody says what: what was
    there `last`, unless it would read the same, else what is written in the other script."""
    others: list[ViewName] = [cast("ViewName", last)] if last in VIEW_NAMES else []
    others = [name for name in others + list(PARTNERS) if name != view]
    suiting: list[ViewName] = [name for name in others if differs(view, name, script)]
    return (suiting or others)[0]


def differs(view: ViewName, other: ViewName, script: Script) -> bool:
    """Whether two views of an article in this script are written in different ones; one that
    mixes scripts differs from each."""
    written = {"hans": "hans", "hant": "hant"}
    return written.get(view, script) != written.get(other, script)


def _after(view: ViewName) -> ViewName:
    return VIEW_NAMES[(VIEW_NAMES.index(view) + 1) % len(VIEW_NAMES)]
