"""What each command does: the other half of the table in `gui/commands.py`."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMessageBox

from gui import language, settings
from gui.doing import signing
from gui.doing.acting import Acting
from gui.doing.cataloguing import Cataloguing
from gui.doing.choosing import Choosing
from gui.doing.finding import Finding
from gui.doing.helping import Helping
from gui.doing.indexing import Indexing
from gui.doing.judging import Judging
from gui.doing.labelling import Labelling
from gui.doing.marking import Marking
from gui.doing.mending import Mending
from gui.doing.propagating import Propagating
from gui.doing.quoting import Quoting
from gui.doing.recent import Recent
from gui.doing.revisiting import Revisiting
from gui.doing.safekeeping import Safekeeping
from gui.doing.slotting import Slotting
from gui.doing.sweeping import Sweeping
from gui.doing.viewing import Viewing

if TYPE_CHECKING:
    from gui.window import Window

ZOOM_LEAST, ZOOM_MOST, ZOOM_STEP = 50, 400, 10
THEMES = ("light", "dark", "system")


class Doing(QObject):
    """Does to its window what the user asks for."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self.mending, self.marking = Mending(window), Marking(window)
        self.choosing, self.acting = Choosing(window), Acting(window)
        self.safekeeping, self.indexing = Safekeeping(window), Indexing(window)
        self.quoting, self.recent = Quoting(window), Recent(window)
        self.helping, self.labelling = Helping(window), Labelling(window)
        self.viewing, self.slotting = Viewing(window), Slotting(window)
        self.finding, self.propagating = Finding(window), Propagating(window)
        self.cataloguing, self.revisiting = Cataloguing(window), Revisiting(window)
        self.judging, self.sweeping = Judging(window), Sweeping(window)

    def table(self) -> dict[str, Callable[[], object]]:
        """What each command does; their ids are those of the table."""
        languages = {
            f"language-{known}": partial(self._speak, known)
            for known in (language.SYSTEM, *language.LANGUAGES)
        }
        return (
            self.mending.table()
            | self.marking.table()
            | self.choosing.table()
            | self.acting.table()
            | self.safekeeping.table()
            | self.quoting.table()
            | self.recent.table()
            | self.helping.table()
            | self.labelling.table()
            | self.finding.table()
            | self.cataloguing.table()
            | self.viewing.table()
            | self.slotting.table()
            | self.propagating.table()
            | self.judging.table()
            | self.sweeping.table()
            | languages
            | {
                "project-new": lambda: self._window.files.new(),
                "project-open": lambda: self._window.files.open(),
                "import-files": lambda: self._window.files.import_files(),
                "import-folder": lambda: self._window.files.import_folder(),
                "export": lambda: self._window.files.export(),
                "author": lambda: signing.ask(self._window, self._window.bridge),
                "quit": self._window.close,
                "undo": lambda: self._window.bridge.do(lambda project: project.undo()),
                "redo": lambda: self._window.bridge.do(lambda project: project.redo()),
                "filter": self._filter,
                "article-next": lambda: self._step_article(1),
                "article-previous": lambda: self._step_article(-1),
                "read": lambda: self._window.reader.setFocus(),
                "zoom-in": lambda: self.zoom_by(1),
                "zoom-out": lambda: self.zoom_by(-1),
                "zoom-reset": lambda: self.zoom(100),
                "serif": lambda: self.put("serif", not settings.get("serif")),
                "theme": self._next_theme,
                "links": lambda: self.put("links", not settings.get("links")),
                "sides": lambda: self._window.turn_sides(),
                "shortcuts": self._show_shortcuts,
                "about": self._about,
            }
        )

    def zoom(self, percent: int) -> None:
        """Set the size of the text; 100 is 18 pixels."""
        settings.put("zoom", max(ZOOM_LEAST, min(ZOOM_MOST, percent)))
        self._window.apply_text_looks()

    def zoom_by(self, steps: int) -> None:
        """Make the text larger by so many steps, smaller by negative ones."""
        self.zoom(settings.get("zoom") + steps * ZOOM_STEP)

    def put(self, key: str, value: str | int | bool) -> None:
        """Keep a setting and look like it."""
        settings.put(key, value)
        self._window.apply_looks()

    def _next_theme(self) -> None:
        now = settings.get("theme")
        self.put("theme", THEMES[(THEMES.index(now) + 1) % len(THEMES)])

    def _speak(self, wanted: str) -> None:
        """Have the interface in another language: the window is made anew in it."""
        self.put("language", wanted)
        if language.wanted() != language.spoken():
            self._window.other_language_wanted.emit()

    def _filter(self) -> None:
        if not settings.get("sides"):
            self.put("sides", True)
        self._window.articles.filter.setFocus()
        self._window.articles.filter.selectAll()

    def _step_article(self, step: int) -> None:
        neighbour = self._window.articles.neighbour(step)
        if neighbour:
            self._window.place.show_article(neighbour)

    def _show_shortcuts(self) -> None:
        from gui.dialogs.shortcuts import ShortcutSheet

        tagset = self._window.bridge.project.tagset if self._window.bridge.project else None
        ShortcutSheet(self._window, tagset).open()

    def _about(self) -> None:
        text = self.tr("丹铅\n阅读和标注中文新闻的桌面程序。\n古人校书，朱笔为丹，墨笔为铅。")
        QMessageBox.information(self._window, self.tr("关于丹铅"), text)
