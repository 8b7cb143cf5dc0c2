"""The middle of the window: the bar, the message line and the reader on one article."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from annotations.errors import Refusal
from annotations.model import ArticleRow, ConvertedScript, Doubt, Emendation, Span
from annotations.project import Project
from annotations.text.views import Views
from gui import telling, wording
from gui.bridge import Bridge
from gui.guard import guarded
from gui.look import Theme, families
from gui.panels.banner import Banner
from gui.panels.bar import Bar
from gui.panels.notice import Notice
from gui.panels.parts import label
from gui.pinning import Pinning
from gui.place import Place
from gui.reader.pages import Mark, Noted, Page
from gui.reader.view import ReaderView
from gui.tagging import Tagging
from gui.words import Words

AT_ONCE = 100_000  # characters


class Desk(QFrame):
    """Shows in the reader what the place says, and tells the place what happens in it."""

    import_wanted = Signal()
    open_wanted = Signal()

    def __init__(self, bridge: Bridge, place: Place, words: Words, bar: Bar) -> None:
        super().__init__()
        self.setObjectName("desk")
        self._bridge, self._place, self._words = bridge, place, words
        self.reader = ReaderView()
        self.banner, self.notice = Banner(), Notice(bridge)
        self.tagging = Tagging(bridge, place, self._word, self)
        self.pinning = Pinning(bridge, place, self)
        self._doubts = True
        self._doubted: list[tuple[Views, str]] = []  # very long texts whose doubts are known
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.timeout.connect(self._on_late)
        self._seen: tuple[Views | None, tuple[Emendation, ...]] = (None, ())
        self._bar = bar
        self._shown = ("", "")  # article and view in the reader
        self._lay_out()
        self.reader.set_words(words.word)
        self.reader.selection_changed.connect(place.select)
        self.reader.mark_activated.connect(place.activate)
        self.reader.key_typed.connect(self.tagging.key)
        self.reader.menu_wanted.connect(self._on_menu)
        self.reader.installEventFilter(self)
        self.tagging.tagged.connect(self._on_tagged)
        place.article_shown.connect(self.refresh)
        place.view_shown.connect(self.refresh)
        place.activated.connect(self._on_activated)
        bridge.changed.connect(self._on_changed)
        bridge.project_opened.connect(self.refresh)
        bridge.refused.connect(self._on_refused)
        self.refresh()

    def _lay_out(self) -> None:
        self._stack = QStackedWidget()
        self._nothing = self._make_nothing()
        self._stack.addWidget(self.reader)
        self._stack.addWidget(self._nothing)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self._bar, self.notice, self.banner):
            column.addWidget(widget)
        column.addWidget(self._stack, 1)

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
        for line in (self.notice, self.banner):
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
        self._invitation.setText(
            self.tr("从左边选一篇文章。")
            if self._bridge.articles()
            else self.tr("这个项目还没有文章。把 .txt 文件或文件夹拖进来，就可以开始读。")
        )
        if project is None or row is None:
            self._shown = ("", "")
            return
        views = project.views(article)
        same_article = self._shown[0] == article
        self.reader.show_page(self._page(project, row, views), keep_place=same_article)
        self._words.ask(views.of(self._place.view), views.of("hans"))
        self._shown = (article, self._place.view)
        self.reader.activate(self._place.active or None)

    def _page(self, project: Project, row: ArticleRow, views: Views) -> Page:
        article, view = self._place.article, self._place.view
        traditional = view == "hant" or (view in ("source", "clean") and row.script == "hant")
        marks: list[Mark] = []
        for a in self._bridge.annotations(article):
            names, hue, form = project.tagset.look(a.label, a.attributes)
            marks.append(Mark(a.id, a.fragments, names.hans, hue, form))
        return Page(
            article=article,
            title=row.title,
            view=views.of(view),
            script="hant" if traditional else "hans",
            marks=tuple(marks),
            emendations=self._emendations(views),
            zones=views.zones,
            doubts=self._doubts_of(views),
            tell=partial(telling.told, source=views.of("source").text),
        )

    def _emendations(self, views: Views) -> tuple[Emendation, ...]:
        """Those to be seen, in order; the very same tuple for as long as nothing changed.

        Half-width signs are hundreds a page and a matter of taste: they are listed in the
        review, and seen when they are accepted.
        """
        if self._seen[0] is not views:
            seen = [e for e in views.emendations if _is_seen(e)]
            self._seen = (views, tuple(sorted(seen, key=lambda e: (e.span.start, e.span.end))))
        return self._seen[1]

    def _doubts_of(self, views: Views) -> tuple[Doubt, ...]:
        """Of a very long text they are looked for once its page has been painted."""
        view = self._place.view
        if not self._doubts or view not in ("hans", "hant"):
            return ()
        if len(views.of(view).text) > AT_ONCE and (views, view) not in self._doubted:
            self._late.start()
            return ()
        return views.doubts(view)

    def _on_late(self) -> None:
        project, view = self._bridge.project, self._place.view
        if project is not None and self._shown[0] and view in ("hans", "hant"):
            views = project.views(self._place.article)
            views.doubts(view)
            self._doubted = [(known, v) for known, v in self._doubted if known is views]
            self._doubted.append((views, view))
            self.refresh()

    # -- emendations and readings -----------------------------------------------------

    def show_doubts(self, on: bool) -> None:
        """Underline what could read otherwise in the converted views, or do not."""
        if on != self._doubts:
            self._doubts = on
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
            converted = self._place.view in ("hans", "hant")
            self.banner.tell(
                self.tr("光标处的字没有别的转法。")
                if converted
                else self.tr("在简体或繁體视图里才能指定转法。")
            )
            return False
        self.reader.reveal(doubt.span)
        box = self.reader.place_of(doubt.span.start)
        at = box.bottomLeft() if box else self.reader.viewport().rect().center()
        return self.pinning.open([doubt], self.reader.viewport().mapToGlobal(at))

    def _doubt_at_caret(self) -> Doubt | None:
        """Also where doubts are not shown, and of any character that has several readings."""
        project, view = self._bridge.project, self._place.view
        if project is None or self._shown[0] != self._place.article or view not in ("hans", "hant"):
            return None
        views, notes = project.views(self._place.article), self.reader.notes
        known = notes.doubt(views.doubts(view))
        return known or _readings(views, view, notes.character())

    def _on_menu(self, about: Sequence[Noted], at: QPoint) -> None:
        self.pinning.open(about, at)

    # -- news -------------------------------------------------------------------------

    def _on_refused(self, refusal: Refusal) -> None:
        """What waits to be saved is told by the notice, for as long as it waits."""
        unsaved = self._bridge.unsaved
        if unsaved is None or unsaved.why is not refusal:
            self.banner.tell(wording.refusal(refusal))

    def _on_changed(self) -> None:
        self.banner.hide()
        if self._place.active and not self._bridge.annotation(
            self._place.article, self._place.active
        ):
            self._place.activate("")
        self.refresh()

    def _on_tagged(self, annotation: str) -> None:
        self._place.activate(annotation)

    def _on_activated(self, annotation: str) -> None:
        self.reader.activate(annotation or None)
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


def _is_seen(emendation: Emendation) -> bool:
    if emendation.status == "proposed":
        return emendation.kind != "punctuation"
    return emendation.status == "accepted"


def _readings(views: Views, view: ConvertedScript, at: Span | None) -> Doubt | None:
    """All that one character of the source could read in a view; None where that is but one."""
    from annotations.text.conversion import candidates

    if at is None:
        return None
    shown = views.of(view).alignment.to_target(at).of(views.of(view).text)
    choices = (shown, *candidates(at.of(views.of("source").text), view))
    choices = tuple(dict.fromkeys(choices))
    return Doubt(at, shown, choices, "character") if shown and len(choices) > 1 else None
