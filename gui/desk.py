"""The middle of the window: the bar, the message line and the reader on one article."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from annotations.model import Span
from annotations.project import Project
from gui import wording
from gui.bridge import Bridge
from gui.guard import guarded
from gui.look import Theme, families
from gui.panels.banner import Banner
from gui.panels.bar import Bar
from gui.panels.parts import label
from gui.place import Place
from gui.reader.pages import Mark, Page
from gui.reader.view import ReaderView
from gui.tagging import Tagging
from gui.words import Words


class Desk(QFrame):
    """Shows in the reader what the place says, and tells the place what happens in it."""

    import_wanted = Signal()
    open_wanted = Signal()

    def __init__(self, bridge: Bridge, place: Place, words: Words, bar: Bar) -> None:
        super().__init__()
        self.setObjectName("desk")
        self._bridge, self._place, self._words = bridge, place, words
        self.reader = ReaderView()
        self.banner = Banner()
        self.tagging = Tagging(bridge, place, self._word, self)
        self._bar = bar
        self._shown = ("", "")  # article and view in the reader
        self._lay_out()
        self.reader.set_words(words.word)
        self.reader.selection_changed.connect(place.select)
        self.reader.mark_activated.connect(place.activate)
        self.reader.key_typed.connect(self.tagging.key)
        self.reader.installEventFilter(self)
        self.tagging.tagged.connect(self._on_tagged)
        place.article_shown.connect(self.refresh)
        place.view_shown.connect(self.refresh)
        place.activated.connect(self._on_activated)
        bridge.changed.connect(self._on_changed)
        bridge.project_opened.connect(self.refresh)
        bridge.refused.connect(lambda refusal: self.banner.tell(wording.refusal(refusal)))
        self.refresh()

    def _lay_out(self) -> None:
        self._stack = QStackedWidget()
        self._nothing = self._make_nothing()
        self._stack.addWidget(self.reader)
        self._stack.addWidget(self._nothing)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self._bar, self.banner):
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
        self.banner.set_theme(theme)
        self._bar.set_theme(theme)

    # -- showing ----------------------------------------------------------------------

    def refresh(self) -> None:
        """Show the article of the place in the view of the place."""
        project, article = self._bridge.project, self._place.article
        known = any(row.id == article for row in self._bridge.articles())
        self._stack.setCurrentWidget(self.reader if known else self._nothing)
        self._invitation.setText(
            self.tr("从左边选一篇文章。")
            if self._bridge.articles()
            else self.tr("这个项目还没有文章。把 .txt 文件或文件夹拖进来，就可以开始读。")
        )
        if project is None or not known:
            self._shown = ("", "")
            return
        view = project.view(article, self._place.view)
        same_article = self._shown[0] == article
        self.reader.show_page(self._page(project), keep_place=same_article)
        if self._shown != (article, self._place.view):
            self._words.ask(view, project.view(article, "hans"))
        self._shown = (article, self._place.view)
        self.reader.activate(self._place.active or None)

    def _page(self, project: Project) -> Page:
        article, view = self._place.article, self._place.view
        row = next(r for r in self._bridge.articles() if r.id == article)
        traditional = view == "hant" or (view in ("source", "clean") and row.script == "hant")
        emendations = project.views(article).emendations
        marks: list[Mark] = []
        for a in self._bridge.annotations(article):
            names, hue, form = project.tagset.look(a.label, a.attributes)
            marks.append(Mark(a.id, a.fragments, names.hans, hue, form))
        return Page(
            article=article,
            title=row.title,
            view=project.view(article, view),
            script="hant" if traditional else "hans",
            marks=tuple(marks),
            emendations=tuple(e.span for e in emendations if e.status != "rejected"),
        )

    # -- news -------------------------------------------------------------------------

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
