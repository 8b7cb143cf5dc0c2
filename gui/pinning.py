"""The menu at a place of the text: pin another reading, decide on an emendation."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QAction, QFont
from PySide6.QtWidgets import QMenu, QWidget

from annotations.model import Doubt, Emendation, EmendationStatus, ViewName
from annotations.project import Project
from gui import look, telling, wording
from gui.bridge import Bridge, Verb
from gui.own_keys import OwnKeys
from gui.place import Place
from gui.reader.pages import Noted

CHOICE = 16  # pixels: characters are to be told apart


class Pinning(QObject):
    """Builds the menu for what is noted at a place; each entry is one undoable step."""

    def __init__(self, bridge: Bridge, place: Place, parent: QWidget) -> None:
        super().__init__(parent)
        self._bridge, self._place = bridge, place
        self._parent = parent
        self.menu: QMenu | None = None  # the last one shown

    def open(self, about: Sequence[Noted], at: QPoint, view: ViewName) -> bool:
        """Show the menu with its upper left corner at a point of the screen, on what is noted
        at a place of this view; whether there was anything to choose."""
        project = self._bridge.project
        if project is None or not about:
            return False
        if self.menu is not None:
            self.menu.deleteLater()
        self.menu = menu = QMenu(self._parent)
        OwnKeys(menu)
        source = project.view(self._place.article, "source").text
        for one in about:
            if not menu.isEmpty():
                menu.addSeparator()
            if isinstance(one, Doubt):
                self._add_choices(menu, one, source, project, view)
            else:
                self._add_verdicts(menu, one, source)
        first = next((a for a in menu.actions() if a.isEnabled() and not a.isSeparator()), None)
        menu.popup(at)
        if first is not None:
            menu.setActiveAction(first)
        return True

    # -- readings ---------------------------------------------------------------------

    def _add_choices(
        self, menu: QMenu, doubt: Doubt, source: str, project: Project, view: ViewName
    ) -> None:
        _title(menu, self.tr("“{}”在此处转作").format(wording.seen(doubt.span.of(source))))
        article = self._place.article
        if view not in ("hans", "hant"):
            return
        config = project.conversion.hans if view == "hans" else project.conversion.hant
        font = QFont()
        font.setFamilies(look.families(view))
        font.setPixelSize(CHOICE)
        for number, choice in enumerate(doubt.choices, 1):
            action = menu.addAction(f"&{number % 10}　{_literal(choice)}")
            action.setFont(font)
            action.setCheckable(True)
            action.setChecked(choice == doubt.shown)
            self._bind(action, _pin(article, doubt, config, choice))
        if doubt.cause == "pinned":
            menu.addSeparator()
            action = menu.addAction(self.tr("恢复词典的转法(&0)"))
            self._bind(action, _pin(article, doubt, config, None))

    # -- emendations ------------------------------------------------------------------

    def _add_verdicts(self, menu: QMenu, emendation: Emendation, source: str) -> None:
        _title(menu, _elided(telling.change(emendation, source)))
        article, proposed = self._place.article, emendation.status == "proposed"
        if proposed and emendation.replacement is not None:
            self._bind(menu.addAction(self.tr("采纳(&A)")), _judge(article, emendation, "accepted"))
        if proposed and emendation.replacement is None:
            for number, text in enumerate(telling.candidates(emendation), 1):
                action = menu.addAction(f"&{number}　{_literal(_elided(text))}")
                self._bind(action, _amend(article, emendation, text))
        if proposed:
            action = menu.addAction(self.tr("不采纳(&R)"))
            self._bind(action, _judge(article, emendation, "rejected"))
        else:
            action = menu.addAction(self.tr("收回，改为待定(&U)"))
            self._bind(action, _judge(article, emendation, "proposed"))

    def _bind(self, action: QAction, verb: Verb) -> None:
        action.triggered.connect(lambda: self._bridge.do(verb))


def _pin(article: str, doubt: Doubt, config: str, replacement: str | None) -> Verb:
    return lambda project: project.pin(article, doubt.span, config, replacement)


def _judge(article: str, emendation: Emendation, status: EmendationStatus) -> Verb:
    return lambda project: project.judge(article, [emendation.id], status)


def _amend(article: str, emendation: Emendation, text: str) -> Verb:
    return lambda project: project.amend(article, emendation.id, text)


def _title(menu: QMenu, text: str) -> None:
    """What the entries below it are about."""
    menu.addAction(_literal(text)).setEnabled(False)


def _literal(text: str) -> str:
    """`&` would underline the next character in a menu."""
    return wording.seen(text).replace("&", "&&")


def _elided(text: str, longest: int = 24) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1]}…"
