"""The whole window: puts the parts in their places, binds every command to what does it.

The frame with the list is on the screen before the parts are there, and before they are
imported: that is done a bit at a time, in `furnish`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QMenu, QVBoxLayout

from gui import commands, language, look, settings, wording
from gui.frame import WIDE, Frame
from gui.guard import guarded
from gui.own_keys import OwnKeys

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from annotations.model import Changed, Step
    from gui.reader.pages import Dress

SHARE = 0.46  # of the height is the review's at most


class Window(Frame):
    """One project. Its parts know the bridge and the place; only the window knows its parts.

    Nothing but the list is there before `furnish`; `furnished` tells that all is.
    `other_language_wanted` when its texts are not in the language of the settings any more.
    """

    furnished = Signal()
    other_language_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.is_furnished = False
        self.actions_: dict[str, QAction] = {}
        self._steps: tuple[Step | None, Step | None] = (None, None)  # what undo and redo would do
        self._told: object = None  # the steps that undo and redo are called by
        self._facts: dict[str, bool] = {}  # by which commands can be used
        self._aside = ""  # what stands in the place of the tags: "history" or "suggestions"
        self._levelled = False  # whether the user chose the height of the review
        self._right_wanted = False  # where two views leave no room for it
        self._to_do = self._furnishing()

    # -- building ---------------------------------------------------------------------

    def furnish(self) -> None:
        """Have all parts in their places when this returns."""
        for _ in self._to_do:
            pass

    def furnish_by_and_by(self) -> None:
        """Have the parts come one after the other; the list answers in between."""
        if next(self._to_do, self) is not self:
            QTimer.singleShot(0, self, self.furnish_by_and_by)

    def _furnishing(self) -> Iterator[None]:
        """Each part is imported, made and put in its place; a turn of the events between two."""
        from gui.doing import Doing
        from gui.doing.files import Files

        self.files = Files(self.bridge, self)
        self.doing = Doing(self)
        self.doing.viewing.recall()
        yield
        from gui.panels.bar import Bar
        from gui.words import Words

        self.words = Words(self)
        self.actions_ = commands.actions(self, self.doing.table())
        self._fill_menus()
        self.doing.recent.attend(self.menus["recent"])
        self.bar = Bar(self.actions_)
        yield
        from gui.desk import Desk

        self.desk = Desk(self.bridge, self.place, self.words, self.bar, self.bookmarks)
        self.reader = self.desk.reader
        self.reader.addActions([self.actions_[c.id] for c in commands.COMMANDS if c.in_text])
        self._put_in_the_middle(self.desk)
        self.apply_text_looks()
        yield
        from gui.panels.details import DetailsPanel
        from gui.panels.tags import TagsPanel
        from gui.tagged_words import TaggedWords

        self.tagged_words = TaggedWords(self.bridge, self.place, self.words, self)
        self.tags = TagsPanel()
        self.details = DetailsPanel(self.bridge, self.place)
        yield
        from gui.panels.annotations import AnnotationsPanel
        from gui.panels.statusline import StatusLine

        self.annotations = AnnotationsPanel(self.bridge, self.place)
        self._furnish_right()
        self.status = StatusLine(self.bridge, self.place, self.doing.safekeeping.copying)
        self._column.addWidget(self.status)
        yield
        from gui.panels.history import HistoryPanel

        self.history = HistoryPanel(self.bridge, self.place)
        self._east.addWidget(self.history)
        yield
        from gui.panels.suggestions import SuggestionsPanel

        review = self.doing.judging.review
        self.suggestions = SuggestionsPanel(self.bridge, self.place, review)
        self._east.addWidget(self.suggestions)
        yield
        from gui.panels.review import ReviewPanel

        self.review = ReviewPanel(self.bridge, self.place)
        self._floors.addWidget(self.review)
        self._floors.splitterMoved.connect(self._on_levelled)
        yield
        self._connect()
        self.setAcceptDrops(True)
        self.is_furnished = True
        self.apply_looks()
        self._on_project()
        self.furnished.emit()

    def _furnish_right(self) -> None:
        column = QVBoxLayout(self._right)
        column.setContentsMargins(12, 10, 12, 6)
        column.setSpacing(10)
        column.addWidget(self.tags)
        column.addWidget(self.details)
        column.addWidget(self.annotations, 1)
        column.addStretch(0)

    def _fill_menus(self) -> None:
        above = {menu.id: menu.parent for menu in commands.MENUS}
        apart = {menu.id: menu.apart for menu in commands.MENUS}
        menus = self.menus
        for menu in commands.MENUS:
            if menu.parent:
                menus[menu.id] = QMenu(menu.label, menus[menu.parent])
                OwnKeys(menus[menu.id])
        groups: dict[str, int] = {}
        placed: set[str] = set()
        for command in commands.COMMANDS:
            if (parent := above[command.menu]) and command.menu not in placed:
                placed.add(command.menu)
                if apart[command.menu]:
                    menus[parent].addSeparator()
                menus[parent].addMenu(menus[command.menu])
            if groups.setdefault(command.menu, command.group) != command.group:
                menus[command.menu].addSeparator()
                groups[command.menu] = command.group
            menus[command.menu].addAction(self.actions_[command.id])
            self.addAction(self.actions_[command.id])

    def _connect(self) -> None:
        tagging = self.desk.tagging
        self.tags.label_wanted.connect(tagging.tag)
        self.tags.measure_wanted.connect(tagging.begin_chord)
        self.tags.type_wanted.connect(tagging.tag_measure)
        tagging.chord_changed.connect(self._on_chord)
        self.details.remembered.connect(tagging.remember)
        self.articles.found.connect(self.reader.select)
        self.doing.finding.attend()
        self.doing.acting.attend()
        self.doing.slotting.attend()
        self.doing.propagating.attend()
        self.doing.judging.attend()
        self.doing.sweeping.attend()
        self.doing.judging.review.moved.connect(self._show_usable)
        self.articles.about_wanted.connect(self.doing.cataloguing.show_about)
        for source in (self.articles, self.desk):
            source.import_wanted.connect(self.files.import_files)
        self.desk.open_wanted.connect(self.files.open)
        self.files.may_leave = self.doing.safekeeping.may_leave
        self.files.listed = self.articles.filtered
        self.files.shown = lambda: self.place.article
        self.files.article_wanted.connect(self.place.show_article)
        self.doing.safekeeping.attend()
        self.files.review_wanted.connect(lambda: self.show_review(True))
        self.review.place_shown.connect(self.reader.select)
        self.review.go_wanted.connect(self.reader.setFocus)
        self.review.close_wanted.connect(lambda: self.show_review(False))
        self.history.close_wanted.connect(lambda: self.show_history(False))
        self.reader.zoom_wanted.connect(self.doing.zoom_by)
        self.bridge.project_opened.connect(self._on_project)
        self.bridge.changed.connect(self._on_changed)
        self.place.arrived.connect(self._on_place)
        self.place.view_shown.connect(self._show_sides)  # the text is laid out for what is left
        self.place.activated.connect(self._show_usable)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self.apply_looks)

    def follow(self, other: Window) -> None:
        """Have the place and size of another window, and share the room as it does."""
        self.setGeometry(other.normalGeometry())
        self.setWindowState(other.windowState())
        self._moved, self._levelled = other._moved, other._levelled
        self._split.setSizes(other._split.sizes())
        self.annotations.follow(other.annotations)
        self.doing.acting.ledger = other.doing.acting.ledger
        if not other.review.isHidden():
            self.show_review(True)
        if other._aside:
            self._stand_aside(other._aside)
        if other.doing.slotting.is_open:
            self.doing.slotting.open()
        self._floors.setSizes(other._floors.sizes())

    # -- looks ------------------------------------------------------------------------

    def apply_looks(self) -> None:
        """Dress everything as the settings say."""
        from gui.icons import icon, paint_icons

        theme = self._dress()
        sides = (self.history, self.suggestions)
        for part in (self.tags, self.details, self.annotations, self.review, *sides):
            part.set_theme(theme)
        self.doing.slotting.set_theme(theme)
        self.doing.propagating.set_theme(theme)
        self.doing.sweeping.set_theme(theme)
        self.apply_text_looks()
        self.actions_["serif"].setChecked(settings.get("serif"))
        self.actions_["sides"].setChecked(settings.get("sides"))
        self.actions_["links"].setChecked(settings.get("links"))
        for known in (language.SYSTEM, *language.LANGUAGES):
            self.actions_[f"language-{known}"].setChecked(known == settings.get("language"))
        self._show_sides()
        for command in commands.COMMANDS:
            if command.icon:
                self.actions_[command.id].setIcon(icon(command.icon, theme))
        self.bar.set_theme(theme)
        paint_icons(self, theme)

    def _show_sides(self) -> None:
        """The tags make room for the review: one either tags or mends; and for what stands aside.

        The types of a measure come in their place for as long as one is chosen.  Where two
        views leave room for one side, the list makes room for what is wanted on the right.
        """
        chord, aside = self.desk.tagging.chord is not None, self._aside
        tags = settings.get("sides") and not self.review.isVisible() and not self._is_narrow()
        right = chord or bool(aside) or tags
        self.articles.setVisible(settings.get("sides") and not (right and self._is_tight()))
        self._east.setVisible(right)
        parts = {"history": self.history, "suggestions": self.suggestions}
        self._east.setCurrentWidget(self._right if chord else parts.get(aside, self._right))
        for name in parts:
            self.actions_[name].setChecked(name == aside)

    def _is_narrow(self) -> bool:
        """Whether two views side by side need the room of the right side."""
        return self._is_tight() and not self._right_wanted

    def _is_tight(self) -> bool:
        """Whether two views side by side leave room for one side only."""
        return self.place.beside is not None and self.width() < WIDE

    def turn_sides(self) -> None:
        """Show or hide both sides; where there is room for one, the right one comes first in the
        place of the list."""
        if settings.get("sides") and self._is_narrow():
            self._right_wanted = True
            self._show_sides()
        else:
            self._right_wanted = False
            self.doing.put("sides", not settings.get("sides"))
        self.actions_["sides"].setChecked(settings.get("sides"))

    def show_history(self, on: bool) -> None:
        """Show the history on the right with the keys in it, or the tags again."""
        self._stand_aside("history" if on else "")

    def show_suggestions(self, on: bool) -> None:
        """Show the suggestions on the right with the keys in their list, or the tags again."""
        self._stand_aside("suggestions" if on else "")

    def _stand_aside(self, name: str) -> None:
        self._aside = name
        self._show_sides()
        if name == "history":
            self.history.open()
        elif name:
            self.suggestions.open()
        else:
            self.reader.setFocus()

    def show_review(self, on: bool) -> None:
        """Open the review below the text with the keys in it, or close it and go on reading."""
        if on:
            self.doing.slotting.close()
        self.review.setVisible(on)
        self._show_sides()
        if on:
            self._share_height()
            self.review.open()
        else:
            self.reader.setFocus()
        self.doing.mending.mark()

    def _share_height(self) -> None:
        """The text keeps more than half of the height, where the user has not said otherwise."""
        if not self._levelled:
            from gui.panels.review import HEIGHT

            below = min(HEIGHT, round(self._floors.height() * SHARE))
            self._floors.setSizes([self._floors.height() - below, below])

    def apply_text_looks(self) -> None:
        """Dress the text alone: its size and typeface."""
        zoom, serif, theme = (settings.get(key) for key in ("zoom", "serif", "theme"))
        self.desk.set_looks(look.chosen(theme), zoom, serif)
        self.reader.set_links(settings.get("links"))
        self.bar.show_state(zoom, serif, theme)
        self._show_dress(settings.get("dress"), settings.get("reading"))

    def _show_dress(self, dress: Dress, reading: bool) -> None:
        """Draw so much of the marks, or with `reading` nothing but the text."""
        self.reader.set_dressing(dress)
        self.reader.set_reading(reading)
        self.doing.viewing.check(dress, reading)
        self.bar.show_dress("reading" if reading else f"dress-{dress}")

    # -- news ---------------------------------------------------------------------------

    def _on_project(self) -> None:
        project = self.bridge.project
        self._steps = (project.undoable, project.redoable) if project else (None, None)
        if project is not None:
            self.tags.show_tagset(project.tagset)
        self._on_place()

    def _on_changed(self, changed: Changed) -> None:
        """After undo and redo go where it happened; a first import opens its first article."""
        self._steps = (changed.undo, changed.redo)
        if self.bridge.row(self.place.article) is None:
            self.place.show_article(self.articles.nearest())
        self.doing.revisiting.hear(changed)
        self._show_usable()

    def mark_view(self) -> None:
        """Check the commands of the views that are shown; two of them may need more room."""
        self.doing.viewing.check_views(self.place.view, self.place.beside)
        self.bar.show_beside(self.place.beside)
        self._show_sides()

    def _on_place(self) -> None:
        """Another article or project: say what it is called, how it reads, what can be done."""
        project = self.bridge.project
        name = wording.plain(project.path.stem) + " — " if project else ""
        self.setWindowTitle(f"{name}{self.tr('丹铅')}")
        self.mark_view()
        self.doing.mending.mark()
        self._show_usable()

    def _show_usable(self) -> None:
        """Say what can be done now, and what undo and redo would do."""
        project = self.bridge.project
        undo, redo = self._steps
        facts = {
            "project": project is not None,
            "article": bool(self.place.article),
            "active": bool(self.place.active),
            "movable": bool(self.place.active) or self.doing.judging.review.current is not None,
            "undo": undo is not None,
            "redo": redo is not None,
        }
        others = {name for name, is_so in facts.items() if is_so is not self._facts.get(name)}
        self._facts = facts
        for command in commands.COMMANDS if others else ():
            if command.when in others:
                self.actions_[command.id].setEnabled(commands.usable(command.when, facts))
        if self._told is self._steps:
            return
        self._told = self._steps
        for id, step in (("undo", undo), ("redo", redo)):
            told = wording.step(step, project.tagset) if project and step else ""
            label = self.actions_[id].property("label")
            self.actions_[id].setText(wording.headed(label, told) if told else label)

    def _on_chord(self, typed: str | None) -> None:
        """The types of a measure take the place of the palette, also where it is hidden."""
        self.tags.show_chord(typed)
        self._show_sides()
        for part in (self.details, self.annotations):
            part.setVisible(typed is None)

    # -- events -------------------------------------------------------------------------

    def _on_levelled(self) -> None:
        self._levelled = True

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.is_furnished:
            self._show_sides()
            if self.review.isVisible():
                self._share_height()

    @guarded
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.files.takes(event.mimeData()):
            event.acceptProposedAction()

    @guarded
    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.files.drop(event.mimeData())

    @guarded
    def closeEvent(self, event: QCloseEvent) -> None:
        self.furnish()  # what is closed is asked what it has to keep
        self.files.works.stop()
        self.bridge.let_go()
        self.place.arrive()
        self.details.flush()
        if not self.doing.safekeeping.may_leave():
            event.ignore()
            return
        self.desk.keep_place()
        self.bookmarks.save()
        settings.put("geometry", bytes(self.saveGeometry().toBase64().data()).decode())
        self.words.stop()
        self.doing.judging.proposals.stop()
        self.doing.sweeping.stop()
        self.doing.safekeeping.copying.stop()
        self.bridge.close()
        event.accept()
