"""The middle of the window: the bar, the message line and the reader on one article."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from annotations.errors import Refusal
from annotations.model import (
    ConvertedScript,
    Doubt,
    Emendation,
    Span,
)
from annotations.text.views import Views
from gui import wording
from gui.bookmarks import Bookmark, Bookmarks
from gui.bridge import Bridge
from gui.guard import guarded
from gui.layers import NOTHING_HIDDEN, Layers
from gui.look import Theme, families
from gui.making import Making
from gui.paging import Paging
from gui.panels.banner import Banner
from gui.panels.bar import Bar
from gui.panels.find import FindBar
from gui.panels.notice import Notice
from gui.panels.parts import label
from gui.pinning import Pinning
from gui.place import Place
from gui.reader.flow import Hold
from gui.reader.mirror import Mirror
from gui.reader.pages import Noted
from gui.reader.view import ReaderView
from gui.tagging import Tagging
from gui.words import Words

LOWEST = 0.8  # of the height is where a line that was left further down is found again
SAVE_MS = 2_000  # after an article was left


class Desk(QFrame):
    """Shows in the reader what the place says, and tells the place what happens in it."""

    import_wanted = Signal()
    open_wanted = Signal()

    def __init__(
        self, bridge: Bridge, place: Place, words: Words, bar: Bar, bookmarks: Bookmarks
    ) -> None:
        super().__init__()
        self.setObjectName("desk")
        self._bridge, self._place, self._words = bridge, place, words
        self.reader = ReaderView()
        self.banner, self.notice = Banner(), Notice(bridge)
        self.tagging = Tagging(bridge, place, self._word, self)
        self.pinning = Pinning(bridge, place, self)
        self._paging = Paging(bridge, place)
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.timeout.connect(self._on_late)
        self._making = Making(self)
        self._making.made.connect(self._late.start)
        self._bookmarks = bookmarks
        self._saving = QTimer(self)
        self._saving.setSingleShot(True)
        self._saving.setInterval(SAVE_MS)
        self._saving.timeout.connect(bookmarks.save)
        self._bar = bar
        self._shown = ""  # the article in the reader
        self._of: Path | None = None  # the project it is in
        self._unseen = ""  # the annotation that was opened before the reader has its mark
        self._lay_out()
        self.reader.set_words(words.word)
        self.reader.selection_changed.connect(place.select)
        self.reader.mark_activated.connect(place.activate)
        self.reader.key_typed.connect(self.tagging.key)
        self.reader.menu_wanted.connect(self._on_menu)
        self.reader.installEventFilter(self)
        self.mirror = Mirror(self.reader, self)
        self.tagging.tagged.connect(place.activate)
        place.article_shown.connect(self.refresh)
        place.view_shown.connect(self.refresh)
        place.layers_shown.connect(self._on_layers)
        place.activated.connect(self._on_activated)
        bridge.changed.connect(self._on_changed)
        bridge.annotated.read.connect(self._on_read)
        bridge.project_opened.connect(self.refresh)
        bridge.refused.connect(self._on_refused)
        self.refresh()

    def _lay_out(self) -> None:
        self._stack = QStackedWidget()
        self._nothing = self._make_nothing()
        self._stack.addWidget(self.reader)
        self._stack.addWidget(self._nothing)
        self._lines: list[FindBar] = []  # that were put there later
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self._bar, self.notice, self.banner):
            column.addWidget(widget)
        column.addWidget(self._stack, 1)

    def put_line(self, line: FindBar) -> None:
        """Have one more line above the text."""
        self._lines.append(line)
        self._column.insertWidget(self._column.indexOf(self._stack), line)
        if (theme := self.reader.theme) is not None:
            line.set_theme(theme)

    def put_below(self, part: QWidget) -> None:
        """Have this below the text, as high as it wants."""
        self._column.addWidget(part)

    def _make_nothing(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setSpacing(12)
        column.addStretch(2)
        self._invitation = label("", "empty", wrap=True)
        self._invitation.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._invitation)
        for text, signal in (
            (self.tr("导入文件…"), self.import_wanted),
            (self.tr("打开项目…"), self.open_wanted),
        ):
            button = QPushButton(text)
            button.setMinimumWidth(140)
            button.clicked.connect(signal)
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        return page

    # -- looks ------------------------------------------------------------------------

    def set_looks(self, theme: Theme, zoom: int, serif: bool) -> None:
        """Give the reader its colours, size and typeface."""
        self.reader.set_theme(theme)
        self.reader.set_families(families("hans", serif), families("hant", serif))
        self.reader.set_zoom(zoom)
        for line in (self.notice, self.banner, *self._lines):
            line.set_theme(theme)
        self._bar.set_theme(theme)

    # -- showing ----------------------------------------------------------------------

    def refresh(self) -> None:
        """Show the article of the place in the view of the place.

        Before the window is on the screen there is nobody to read it: the list comes first.
        """
        if not self.isVisible():
            return
        project, article = self._bridge.project, self._place.article
        row = self._bridge.row(article)
        self._stack.setCurrentWidget(self.reader if row else self._nothing)
        if project is None or row is None:
            self._invitation.setText(
                self.tr("从左边选一篇文章。")
                if self._bridge.articles()
                else self.tr("这个项目还没有文章。把 .txt 文件或文件夹拖进来，就可以开始读。")
            )
            self.keep_place()
            self._shown = ""
            return
        views, active = project.views(article), self._place.active
        if self._shown == article:
            hold = self.reader.place_now()
            page = self._paging.page(project, row, views, hold.source if hold else 0)
            self.reader.show_page(page, keep_place=True, active=active)
        else:
            self.keep_place()
            left = self._bookmarks.of(article)
            y = min(left.y, self.reader.viewport().height() * LOWEST)
            at = Hold(left.source, y) if left.source or left.y else None
            page = self._paging.page(project, row, views, left.source)
            self.reader.show_page(page, active=active, at=at, caret=left.caret)
        self._shown, self._of = article, project.path
        self._late.start()

    def keep_place(self) -> None:
        """Remember where the article in the reader is left; it is written soon."""
        if self._shown and self._of is not None:
            hold, span = self.reader.place_now(), self.reader.selection()
            caret = span.start if span else self.reader.model.caret
            left = Bookmark(hold.source, hold.y, caret) if hold else Bookmark(caret=caret)
            self._bookmarks.put(self._of, self._shown, left)
            self._saving.start()

    def _on_late(self) -> None:
        """What the page on the screen did without: words to step by, and doubts of long texts."""
        project, article = self._bridge.project, self._place.article
        if project is None or not self._shown or self._shown != article:
            return
        views = project.views(article)
        if not self._making.ask(views, {*self._place.views, "hans"}):
            return
        for view in self._place.views:
            self._words.ask(views.of(view), views.of("hans"))
        if self._paging.lacking:
            self._paging.look_for_doubts()
            self.refresh()

    # -- emendations and readings -----------------------------------------------------

    def show_doubts(self, on: bool) -> None:
        """Underline what could read otherwise in the converted views, or do not."""
        if on != self._paging.with_doubts:
            self._paging.with_doubts = on
            self.refresh()

    def emendation_at_caret(self) -> Emendation | None:
        """The emendation at the caret or in the selection."""
        return self.reader.notes.emendation()

    def tell_at_caret(self) -> bool:
        """Show the card of what is noted at the caret; whether there is anything."""
        return self.reader.notes.tell_at_caret()

    def pin_at_caret(self) -> bool:
        """Open the menu of readings at the caret or selection; whether there is a choice."""
        doubt, project = self._doubt_at_caret(), self._bridge.project
        if doubt is None or project is None:
            converted = self.reader.view.name in ("hans", "hant")
            self.banner.tell(
                self.tr("光标处的字没有别的转法。")
                if converted
                else self.tr("在简体或繁體视图里才能指定转法。")
            )
            return False
        self.reader.reveal(doubt.span)
        box = self.reader.place_of(doubt.span.start)
        at = box.bottomLeft() if box else self.reader.viewport().rect().center()
        at = self.reader.viewport().mapToGlobal(at)
        return self.pinning.open([doubt], at, self.reader.view.name)

    def _doubt_at_caret(self) -> Doubt | None:
        """Also where doubts are not shown, and of any character that has several readings."""
        project, view = self._bridge.project, self.reader.view.name
        if project is None or self._shown != self._place.article:
            return None
        if view != "hans" and view != "hant":
            return None
        views, notes = project.views(self._place.article), self.reader.notes
        known = notes.doubt(views.doubts(view))
        return known or _readings(views, view, notes.character())

    def _on_menu(self, about: Sequence[Noted], at: QPoint) -> None:
        self.pinning.open(about, at, self.reader.view.name)

    # -- news -------------------------------------------------------------------------

    def _on_refused(self, refusal: Refusal) -> None:
        """What waits to be saved is told by the notice, for as long as it waits."""
        unsaved = self._bridge.unsaved
        if unsaved is None or unsaved.why is not refusal:
            self.banner.tell(wording.refusal(refusal))

    def _on_changed(self) -> None:
        self.banner.hide()
        active = self._place.active
        if active and self._bridge.annotation(self._place.article, active) is None:
            self._place.activate("")
        self._show_unseen()

    def _on_read(self, article: str) -> None:
        """The marks further off are there now."""
        if article == self._shown == self._place.article:
            self._show_unseen()

    def _show_unseen(self) -> None:
        """Show the article as it stands, and what was opened before its mark was there."""
        self.refresh()
        if self._unseen and self._unseen == self._place.active:
            self._reveal(self._unseen)
        self._unseen = ""

    def _on_activated(self, annotation: str) -> None:
        """A mark that the reader does not have yet is shown with the change that brought it.

        What one opens is seen: a layer that hid it is shown again.
        """
        if self._place.layers != NOTHING_HIDDEN:
            opened = self._bridge.annotation(self._place.article, annotation)
            if opened is not None:
                self._place.show_layers(self._place.layers.with_shown(opened))
        if annotation and not self.reader.has_mark(annotation):
            self._unseen = annotation
            return
        self.reader.activate(annotation or None)
        self._reveal(annotation)

    def _on_layers(self, layers: Layers) -> None:
        """What is hidden is not open any longer."""
        opened = self._bridge.annotation(self._place.article, self._place.active)
        if opened is not None and layers.hides(opened):
            self._place.activate("")
        self.refresh()

    def _reveal(self, annotation: str) -> None:
        found = self._bridge.annotation(self._place.article, annotation)
        if found is not None:
            self.reader.reveal(found.hull)

    def _word(self) -> Span | None:
        return self.reader.word_at_caret() or None

    @guarded
    def showEvent(self, event: QShowEvent) -> None:
        QTimer.singleShot(0, self, self.refresh)

    @guarded(default=False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """While a chord is open its keys come here first: letters, Backspace, Esc."""
        if self.tagging.chord is None or not isinstance(event, QKeyEvent):
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if event.type() != QEvent.Type.KeyPress:
            return False
        if event.key() == Qt.Key.Key_Escape:
            return self.tagging.cancel()
        if event.key() == Qt.Key.Key_Backspace:
            return self.tagging.backspace()
        if event.text().isalpha() and event.text().isascii():
            return self.tagging.key(event.text())
        return False


def _readings(views: Views, view: ConvertedScript, at: Span | None) -> Doubt | None:
    """All that one character of the source could read in a view; None where that is but one."""
    from annotations.text.conversion import candidates

    if at is None:
        return None
    shown = views.of(view).alignment.to_target(at).of(views.of(view).text)
    choices = (shown, *candidates(at.of(views.of("source").text), view))
    choices = tuple(dict.fromkeys(choices))
    return Doubt(at, shown, choices, "character") if shown and len(choices) > 1 else None
