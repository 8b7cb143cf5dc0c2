"""The card of the article: what is known of it, edited in place, and what can be counted."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from annotations.model import (
    ARTICLE_STATUSES,
    META_FIELDS,
    ArticleFields,
    ArticleStatistics,
    Changed,
    Document,
)
from annotations.text.dates import day_number
from gui import look, settings, wording
from gui.bridge import Bridge
from gui.counting import QUIET, SOON, Counting
from gui.guard import guarded
from gui.look import Theme
from gui.panels.article_counts import ArticleCounts
from gui.panels.choice import Choice
from gui.panels.fields import Field, Note
from gui.panels.parts import Elided, draw_chevron, draw_flag, label
from gui.place import Place

if TYPE_CHECKING:
    from typing import Unpack

OPEN = "about"  # the setting that keeps whether the card is unfolded


class ArticleCard(QFrame):
    """Each field is one step when it is left or Return is pressed; Esc puts back what was there.

    `height_changed` when it wants more or less room.
    """

    height_changed = Signal()

    def __init__(self, bridge: Bridge, place: Place) -> None:
        super().__init__()
        self.setObjectName("card")
        self._bridge, self._place = bridge, place
        self._article = ""  # that is shown
        self._known: ArticleFields | None = None
        self._stale = True  # whether the counts are those of another state
        self.status = Choice(self.tr("阅读状态"))
        self.status.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToContents)
        self.flag = _FlagButton(self.tr("旗标"))
        self.fold = _FoldButton(self.tr("展开或收起文章信息"))
        self.brief, self.noted = Elided("muted"), Elided("muted")
        self.fields = {name: Field(_named(name)) for name in wording.META}
        self.hint = label("", "muted", wrap=True)
        self.note = Note()
        self.note.setPlaceholderText(self.tr("备注"))
        self.note.setAccessibleName(self.tr("文章的备注"))
        self.counts = ArticleCounts()
        self.counting = Counting(self)
        self._inside = QWidget()
        self._lay_out()
        self._connect()
        self._unfold(settings.get(OPEN))

    def _lay_out(self) -> None:
        for status in ARTICLE_STATUSES:
            self.status.addItem(wording.word(wording.STATUSES, status), status)
        head = QHBoxLayout()
        head.setSpacing(3)
        head.addWidget(label(self.tr("文章信息"), "heading"))
        head.addStretch(1)
        for part in (self.status, self.flag, self.fold):
            head.addWidget(part)
        grid = QGridLayout(self._inside)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        for row, (name, field) in enumerate(self.fields.items()):
            grid.addWidget(label(_named(name), "muted"), 2 * row, 0)
            grid.addWidget(field, 2 * row, 1)
            if name == "date":
                grid.addWidget(self.hint, 2 * row + 1, 1)
        last = grid.rowCount()
        grid.addWidget(self.note, last, 0, 1, 2)
        grid.addWidget(self.counts, last + 1, 0, 1, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 5, 10, 8)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.brief)
        column.addWidget(self.noted)
        column.addWidget(self._inside)

    def _connect(self) -> None:
        self.fold.clicked.connect(lambda: self._fold_or_not(self._inside.isHidden()))
        self.status.activated.connect(lambda _: self._set(status=self.status.currentData()))
        self.flag.clicked.connect(lambda: self._set(flag=self.flag.isChecked()))
        self.note.finished.connect(lambda text: self._set(note=text))
        for name, field in self.fields.items():
            field.finished.connect(partial(self._on_field, name))
        self.fields["date"].textChanged.connect(self._hint)
        self.counting.counted.connect(self._on_counted)
        self._bridge.changed.connect(self._on_changed)

    # -- showing ----------------------------------------------------------------------

    def set_theme(self, theme: Theme) -> None:
        self.flag.set_theme(theme)

    def open(self, *, note: bool = False) -> None:
        """Unfold it, with the keys in the title or in the note."""
        self._fold_or_not(True)
        field = self.note if note else self.fields["title"]
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if not note:
            self.fields["title"].selectAll()

    def refresh(self) -> None:
        """Show what is known of the article of the place, if somebody sees it."""
        self.flush()
        if self.isHidden():
            return
        project, article = self._bridge.project, self._place.article
        known = project.known(article) if project and self._bridge.row(article) else None
        is_other = article != self._article
        if known is None:
            self._article, self._known = "", None
        elif is_other or known != self._known:
            self._stale = self._stale or is_other
            self._article, self._known = article, known
            self._show(known)
        self._count(SOON if is_other else QUIET)

    def flush(self) -> None:
        """Tell what was typed and not told yet, of the article that is shown."""
        for field in self.fields.values():
            field.flush()
        self.note.flush()

    def _show(self, known: ArticleFields) -> None:
        meta = known.get("meta", {})
        self.fields["title"].show_text(known.get("title", ""))
        for name in META_FIELDS:
            self.fields[name].show_text(meta.get(name) or "")
        self.note.show_text(known.get("note") or "")
        self.status.setCurrentIndex(self.status.findData(known.get("status")))
        self.flag.setChecked(known.get("flag", False))
        told = [meta.get(name) for name in ("outlet", "date", "author")]
        brief = " · ".join(wording.plain(part) for part in told if part)
        self.brief.show_text(brief or self.tr("来源、日期和作者都还没有写。"))
        self.noted.show_text(wording.plain(known.get("note") or ""))
        self._show_brief()
        self._hint()
        self.height_changed.emit()

    def _hint(self) -> None:
        """Gently, that a date cannot be sorted by."""
        date = self.fields["date"].text().strip()
        unknown = bool(date) and not day_number(date)
        self.hint.setText(self.tr("认不出是哪一天：照写保存，排序和筛选时当作没有日期。"))
        if unknown == self.hint.isHidden():
            self.hint.setVisible(unknown)
            self.height_changed.emit()

    def _fold_or_not(self, on: bool) -> None:
        if settings.get(OPEN) != on:
            settings.put(OPEN, on)
        if self._inside.isHidden() == on:
            self._unfold(on)

    def _unfold(self, on: bool) -> None:
        self._inside.setVisible(on)
        self._show_brief()
        self.fold.setChecked(on)
        self.height_changed.emit()
        self._count(SOON)

    def _show_brief(self) -> None:
        """In place of the fields, where they are folded away."""
        folded = self._inside.isHidden()
        self.brief.setVisible(folded)
        self.noted.setVisible(folded and bool(self.noted.accessibleName()))

    # -- counting ---------------------------------------------------------------------

    def _count(self, after: int) -> None:
        """Have the article counted, where that is new and somebody sees it."""
        if self.isHidden() or self._inside.isHidden() or not self._article:
            self.counting.forget()
        elif self._stale:
            self.counting.ask(self._document, after)

    def _document(self) -> Document | None:
        """The article with its marks, most of which the window has read already."""
        project, article = self._bridge.project, self._place.article
        if project is None or self._bridge.row(article) is None:
            return None
        return Document(
            project.article(article),
            emendations=project.emendations(article),
            annotations=self._bridge.annotations(article),
            relations=project.relations(article),
        )

    def _on_counted(self, counts: ArticleStatistics) -> None:
        project = self._bridge.project
        if project is not None:
            self._stale = False
            self.counts.show_counts(counts, project.tagset)
            self.height_changed.emit()

    # -- changing ---------------------------------------------------------------------

    def _on_field(self, name: str, text: str) -> None:
        if name == "title":
            self._set(title=text)
        else:
            self._set(meta={name: text})

    def _set(self, **fields: Unpack[ArticleFields]) -> None:
        """Set these; what was refused is as it was, unless it waits to be saved."""
        article = self._article
        if self._bridge.row(article) is None:  # it was taken out meanwhile
            return
        done = self._bridge.do(lambda project: project.set_article(article, **fields))
        if done is None and self._bridge.unsaved is None and self._known is not None:
            self._show(self._known)

    def _on_changed(self, changed: Changed) -> None:
        """Whoever holds the card has it refreshed afterwards."""
        if changed.everything or self._place.article in changed.articles:
            self._stale = True


def _named(field: str) -> str:
    """What a field is called where it stands alone."""
    name = wording.word(wording.META, field)
    return name[:1].upper() + name[1:]


class _Button(QToolButton):
    """A small one that is on or off, and draws by itself what it is."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setCheckable(True)
        self.setProperty("flat", True)
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)


class _FoldButton(_Button):
    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        colour = self.palette().color(QPalette.ColorRole.ButtonText)
        draw_chevron(painter, QPointF(self.rect().center()), colour, up=self.isChecked())
        painter.end()


class _FlagButton(_Button):
    """Full when the article is flagged, an outline when it is not."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._colour = look.theme("light").emendation

    def set_theme(self, theme: Theme) -> None:
        self._colour = theme.emendation
        self.update()

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        role = QPalette.ColorRole.PlaceholderText
        on = self.isChecked()
        colour = self._colour if on else self.palette().color(role)
        middle = QPointF(self.rect().center()) - QPointF(3, 0)
        draw_flag(painter, middle, colour, full=on)
        painter.end()
