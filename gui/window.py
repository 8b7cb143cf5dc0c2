"""The frame: places the panels, builds the menus, binds every command to what does it."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QMainWindow,
    QMenu,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from annotations.model import VIEW_NAMES, Changed, Step
from gui import commands, look, settings, wording
from gui.bridge import Bridge
from gui.desk import Desk
from gui.doing import Doing
from gui.files import Files
from gui.guard import guarded
from gui.panels.annotations import AnnotationsPanel
from gui.panels.articles import ArticlesPanel
from gui.panels.bar import Bar
from gui.panels.details import DetailsPanel
from gui.panels.history import HistoryPanel
from gui.panels.history_lines import article_of
from gui.panels.parts import paint_icons
from gui.panels.review import HEIGHT, ReviewPanel
from gui.panels.statusline import StatusLine
from gui.panels.tags import TagsPanel
from gui.place import Place
from gui.tagged_words import TaggedWords
from gui.words import Words

WIDE = 1240  # from this width on the sides have all they want
SHARE = 0.46  # of the height is the review's at most
FEW = 50  # articles that are looked at for one that is there
SIDES = {True: (272, 292), False: (224, 268)}


class Window(QMainWindow):
    """One project. Its parts know the bridge and the place; only the window knows its parts."""

    def __init__(self) -> None:
        super().__init__()
        self.bridge, self.place, self.words = Bridge(self), Place(self), Words(self)
        self.files = Files(self.bridge, self)
        self.doing = Doing(self)
        self.actions_ = commands.actions(self, self.doing.table())
        self.bar = Bar(self.actions_)
        self.desk = Desk(self.bridge, self.place, self.words, self.bar)
        self.tagged_words = TaggedWords(self.bridge, self.place, self.words, self)
        self.reader = self.desk.reader
        self.articles = ArticlesPanel(self.bridge, self.place)
        self.tags = TagsPanel()
        self.details = DetailsPanel(self.bridge, self.place)
        self.annotations = AnnotationsPanel(self.bridge, self.place)
        self.status = StatusLine(self.bridge, self.place, self.doing.safekeeping.copying)
        self.review = ReviewPanel(self.bridge, self.place)
        self.history = HistoryPanel(self.bridge, self.place)
        self.place.view = settings.get("view")
        self._steps: tuple[Step | None, Step | None] = (None, None)  # what undo and redo would do
        self._facts: dict[str, bool] = {}  # by which commands can be used
        self._lay_out()
        self._menus = self._make_menus()
        self._connect()
        self.setAcceptDrops(True)
        self.restoreGeometry(QByteArray.fromBase64(settings.get("geometry").encode()))
        self.apply_looks()
        self._on_opened()

    # -- building ---------------------------------------------------------------------

    def _lay_out(self) -> None:
        self._right = QFrame()
        self._with_history = False
        self._right.setObjectName("side")
        self._right.setProperty("edge", "right")
        column = QVBoxLayout(self._right)
        column.setContentsMargins(12, 10, 12, 6)
        column.setSpacing(10)
        column.addWidget(self.tags)
        column.addWidget(self.details)
        column.addWidget(self.annotations, 1)
        column.addStretch(0)
        self._east = QStackedWidget()  # what stands on the right: the tags or the history
        self._east.addWidget(self._right)
        self._east.addWidget(self.history)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(1)
        split.setChildrenCollapsible(False)
        for part, least, most in (
            (self.articles, 200, 420),
            (self.desk, 380, 16777215),
            (self._east, 250, 420),
        ):
            part.setMinimumWidth(least)
            part.setMaximumWidth(most)
            split.addWidget(part)
        split.setStretchFactor(1, 1)
        self._split = split
        self._moved = False  # whether the user chose the widths of the sides
        split.splitterMoved.connect(self._on_moved)
        body = QWidget()
        whole = QVBoxLayout(body)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        self._floors = QSplitter(Qt.Orientation.Vertical)
        self._floors.setHandleWidth(1)
        self._floors.setChildrenCollapsible(False)
        self._floors.addWidget(split)
        self._floors.addWidget(self.review)
        self._floors.setStretchFactor(0, 1)
        self._levelled = False  # whether the user chose the height of the review
        self._floors.splitterMoved.connect(self._on_levelled)
        whole.addWidget(self._floors, 1)
        whole.addWidget(self.status)
        self.setCentralWidget(body)
        self.resize(1400, 900)
        self.setMinimumSize(900, 560)

    def _make_menus(self) -> dict[str, QMenu]:
        menus: dict[str, QMenu] = {}
        above = {menu.id: menu.parent for menu in commands.MENUS}
        for menu in commands.MENUS:
            if menu.parent:
                menus[menu.id] = QMenu(menu.label, menus[menu.parent])
            else:
                menus[menu.id] = self.menuBar().addMenu(menu.label)
        groups: dict[str, int] = {}
        placed: set[str] = set()
        for command in commands.COMMANDS:
            if (parent := above[command.menu]) and command.menu not in placed:
                placed.add(command.menu)
                if len(placed) == 1:
                    menus[parent].addSeparator()
                menus[parent].addMenu(menus[command.menu])
            if groups.setdefault(command.menu, command.group) != command.group:
                menus[command.menu].addSeparator()
                groups[command.menu] = command.group
            menus[command.menu].addAction(self.actions_[command.id])
            self.addAction(self.actions_[command.id])
        return menus

    def _connect(self) -> None:
        tagging = self.desk.tagging
        self.tags.label_wanted.connect(tagging.tag)
        self.tags.measure_wanted.connect(tagging.begin_chord)
        self.tags.type_wanted.connect(tagging.tag_measure)
        tagging.chord_changed.connect(self._on_chord)
        self.details.remembered.connect(tagging.remember)
        self.articles.found.connect(self.reader.select)
        for source in (self.articles, self.desk):
            source.import_wanted.connect(self.files.import_files)
        self.desk.open_wanted.connect(self.files.open)
        self.files.may_leave = self.doing.safekeeping.may_leave
        self.doing.safekeeping.attend()
        self.files.review_wanted.connect(lambda: self.show_review(True))
        self.review.place_shown.connect(self.reader.select)
        self.review.go_wanted.connect(self.reader.setFocus)
        self.review.close_wanted.connect(lambda: self.show_review(False))
        self.history.close_wanted.connect(lambda: self.show_history(False))
        self.reader.zoom_wanted.connect(self.doing.zoom_by)
        self.bridge.project_opened.connect(self._on_opened)
        self.bridge.changed.connect(self._on_changed)
        self.place.article_shown.connect(self._on_place)
        self.place.view_shown.connect(self.mark_view)
        self.place.activated.connect(self._on_place)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self.apply_looks)

    # -- looks ------------------------------------------------------------------------

    def apply_looks(self) -> None:
        """Dress everything as the settings say."""
        theme = look.chosen(settings.get("theme"))
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        look.dress(application, theme)
        for part in (self.articles, self.tags, self.details, self.annotations, self.review):
            part.set_theme(theme)
        self.history.set_theme(theme)
        self.apply_text_looks()
        self.actions_["serif"].setChecked(settings.get("serif"))
        self.actions_["sides"].setChecked(settings.get("sides"))
        self._show_sides()
        for command in commands.COMMANDS:
            if command.icon:
                self.actions_[command.id].setIcon(look.icon(command.icon, theme))
        self.bar.set_theme(theme)
        paint_icons(self, theme)

    def _show_sides(self) -> None:
        """The tags make room for the review: one either tags or mends; and for the history.

        The types of a measure come in their place for as long as one is chosen.
        """
        chord, history = self.desk.tagging.chord is not None, self._with_history
        beside = settings.get("sides") and not self.review.isVisible()
        self.articles.setVisible(settings.get("sides"))
        self._east.setVisible(chord or history or beside)
        self._east.setCurrentWidget(self.history if history and not chord else self._right)
        self.actions_["history"].setChecked(history)

    def show_history(self, on: bool) -> None:
        """Show the history on the right with the keys in it, or the tags again."""
        self._with_history = on
        self._show_sides()
        if on:
            self.history.open()
        else:
            self.reader.setFocus()

    def show_review(self, on: bool) -> None:
        """Open the review below the text with the keys in it, or close it and go on reading."""
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
            below = min(HEIGHT, round(self._floors.height() * SHARE))
            self._floors.setSizes([self._floors.height() - below, below])

    def apply_text_looks(self) -> None:
        """Dress the text alone: its size and typeface."""
        zoom, serif, theme = (settings.get(key) for key in ("zoom", "serif", "theme"))
        self.desk.set_looks(look.chosen(theme), zoom, serif)
        self.bar.show_state(zoom, serif, theme)

    # -- news ---------------------------------------------------------------------------

    def _on_opened(self) -> None:
        project = self.bridge.project
        self._steps = (project.undoable, project.redoable) if project else (None, None)
        if project is not None:
            self.tags.show_tagset(project.tagset)
            self.place.show_article("")
            self._show_first()
        self._on_place()

    def _on_changed(self, changed: Changed) -> None:
        """After undo and redo go where it happened; a first import opens its first article."""
        self._steps = (changed.undo, changed.redo)
        if self.bridge.row(self.place.article) is None:
            self._show_first()
        if changed.step is not None and changed.step.undoes:
            self._go_to(changed)
        self._on_place()

    def _show_first(self) -> None:
        rows = self.bridge.articles()
        self.place.show_article(rows[0].id if rows else "")

    def _go_to(self, changed: Changed) -> None:
        here = sorted(changed.annotations) or [(a, "") for a in sorted(changed.articles)]
        last = article_of(changed.step)  # of many steps the last one
        if last or self.place.article not in {article for article, _ in here}:
            known = (last, *(article for article, _ in here[:FEW]))
            there = (article for article in known if self.bridge.row(article))
            self.place.show_article(next(there, self.place.article))  # some may be undone
        for article, annotation in here:
            if article == self.place.article and self.bridge.annotation(article, annotation):
                self.place.activate(annotation)
                return

    def mark_view(self) -> None:
        """Check the command of the view that is shown."""
        for view in VIEW_NAMES:
            self.actions_[f"view-{view}"].setChecked(view == self.place.view)

    def _on_place(self) -> None:
        """Say what can be done now, and what undo and redo would do."""
        project = self.bridge.project
        undo, redo = self._steps
        facts = {
            "project": project is not None,
            "article": bool(self.place.article),
            "active": bool(self.place.active),
            "undo": undo is not None,
            "redo": redo is not None,
        }
        if facts != self._facts:
            self._facts = facts
            for command in commands.COMMANDS:
                self.actions_[command.id].setEnabled(commands.usable(command.when, facts))
        for id, step in (("undo", undo), ("redo", redo)):
            told = f"：{wording.step(step, project.tagset)}" if project and step else ""
            self.actions_[id].setText(self.actions_[id].property("label") + told)
        name = wording.plain(project.path.stem) + " — " if project else ""
        self.setWindowTitle(f"{name}{self.tr('丹铅')}")
        self.mark_view()
        self.doing.mending.mark()

    def _on_chord(self, typed: str | None) -> None:
        """The types of a measure take the place of the palette, also where it is hidden."""
        self.tags.show_chord(typed)
        self._show_sides()
        for part in (self.details, self.annotations):
            part.setVisible(typed is None)

    # -- events -------------------------------------------------------------------------

    def _on_moved(self) -> None:
        self._moved = True

    def _on_levelled(self) -> None:
        self._levelled = True

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._moved:
            width = event.size().width()
            left, right = SIDES[width >= WIDE]
            self._split.setSizes([left, width - left - right, right])
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
        self.details.note.flush()
        if not self.doing.safekeeping.may_leave():
            event.ignore()
            return
        settings.put("geometry", bytes(self.saveGeometry().toBase64().data()).decode())
        self.words.stop()
        self.doing.safekeeping.copying.stop()
        self.bridge.close()
        event.accept()
