"""The annotations of the article, in the order of the text: all, or those of a filter."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Qt,
    QTimer,
)
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QHBoxLayout,
    QSizePolicy,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from annotations.model import EVERY_ANNOTATION, Annotation, AnnotationFilter, View
from annotations.tagset import TagSet
from gui import language, wording
from gui.annotated import in_text
from gui.bridge import Bridge
from gui.guard import guarded
from gui.layers import NOTHING_HIDDEN
from gui.look import Theme
from gui.panels.annotation_filter import AnnotationFilterPopup
from gui.panels.funnel import Funnel
from gui.panels.parts import draw_sign, label, tool
from gui.panels.row_delegate import RowDelegate
from gui.panels.rows_view import RowsView
from gui.place import Place
from gui.rows import ROW, Index, Rows

SHARE = 0.42  # of a row, at most, has the name of the label


@dataclass(frozen=True, slots=True)
class Line:
    """One annotation as the list shows it."""

    name: str
    quote: str
    hue: int
    form: str


class AnnotationsPanel(QWidget):
    """Its heading and its rows come from one reading of the project.

    What the layers of the place hide is not in the list, nor what its own filter does not want.
    """

    def __init__(self, bridge: Bridge, place: Place) -> None:
        super().__init__()
        self._bridge, self._place = bridge, place
        self._shown_view: View | None = None
        self._tagset: TagSet | None = None
        self._only = EVERY_ANNOTATION
        self.popup: AnnotationFilterPopup | None = None
        self._head = label("", "heading")
        self.funnel = Funnel(self.tr("筛选标注、隐藏图层"))
        self.funnel.setCheckable(False)
        self.everything = tool(self.tr("不再筛选，显示全部标注"), text=self.tr("全部显示"))
        self._none = label("", "empty", wrap=True)
        self.model = Rows(self._spoken, None, self)
        self.list = RowsView()
        self._delegate = _LineDelegate(self.line, self.list)
        self.list.setModel(self.model)
        self.list.setItemDelegate(self._delegate)
        self.list.setAccessibleName(self.tr("本文标注"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(2)
        head.addWidget(self._head, 1)
        head.addWidget(self.everything)
        head.addWidget(self.funnel)
        column.addLayout(head)
        column.addWidget(self._none)
        column.addWidget(self.list, 1)
        column.addStretch(0)
        self.list.setMinimumHeight(52)
        rest = QSizePolicy.Policy.Ignored  # what the cards above leave
        self.list.setSizePolicy(QSizePolicy.Policy.Expanding, rest)
        self.list.clicked.connect(self._on_click)
        self.list.activated.connect(self._on_click)
        self.funnel.clicked.connect(self.open_filter)
        self.everything.clicked.connect(self.show_all)
        place.arrived.connect(self.refresh)
        place.layers_shown.connect(self.refresh)
        place.activated.connect(self._mark_active)
        bridge.changed.connect(self.refresh)
        bridge.annotated.read.connect(self._on_read)
        bridge.project_opened.connect(self._on_project)
        self.refresh()

    def set_theme(self, theme: Theme) -> None:
        self._delegate.theme = theme
        self.list.fit_rows()
        self.list.viewport().update()

    def refresh(self) -> None:
        """Read the annotations of the article anew."""
        row = self._bridge.row(self._place.article)
        many = row.annotations if row else 0
        found = self._bridge.annotated.by_and_by(row.id, many) if row else ()
        if found is None:  # very many: they come
            self.model.show_rows(())
            self._tell(many, many, filtered=False)
            return
        filtered = (self._place.layers, self._only) != (NOTHING_HIDDEN, EVERY_ANNOTATION)
        lines = tuple(filter(self._is_shown, found)) if filtered else found
        self.model.show_rows(lines)
        self._tell(len(lines), len(found), filtered=filtered)
        self._read_by(self._view())
        self._mark_active()

    def _is_shown(self, annotation: Annotation) -> bool:
        return self._only.fits(annotation) and not self._place.layers.hides(annotation)

    def _tell(self, shown: int, many: int, *, filtered: bool) -> None:
        """Say how many there are, and how many of them are seen."""
        all_ = language.number(many)
        told = f"{language.number(shown)} / {all_}" if filtered else all_
        self._head.setText(self.tr("本文标注") + (f"　{told}" if many else ""))
        self.funnel.show_work(filtered)
        self.funnel.setVisible(bool(many) or filtered)
        self.everything.setVisible(filtered)
        self.list.setVisible(bool(shown))
        self._none.setVisible(not shown and bool(self._place.article))
        self._none.setText(
            self.tr("没有符合筛选条件的标注。")
            if many
            else self.tr("这一篇还没有标注。选中文字，按标签的键来标注。")
        )

    def _view(self) -> View | None:
        """What the text of the article is read in."""
        project, row = self._bridge.project, self._bridge.row(self._place.article)
        return project.view(row.id, self._place.view) if project and row else None

    def _read_by(self, view: View | None) -> None:
        """Show the rows as they read in this view; of a tag set that may be another one."""
        tagset = self._bridge.project.tagset if self._bridge.project else None
        if view is not self._shown_view or tagset is not self._tagset:
            self._shown_view, self._tagset = view, tagset
            self._delegate.longest = _longest(tagset)
            self.list.viewport().update()

    def line(self, annotation: Annotation) -> Line:
        """How an annotation is shown; made for the rows in sight only."""
        if self._tagset is None or self._shown_view is None:
            return Line("", "", 8, "filled")
        names, hue, form = self._tagset.look(annotation.label, annotation.attributes)
        quote = wording.quote(self._shown_view, annotation.fragments)
        return Line(wording.plain(language.brief(names)), quote, hue, form)

    def _spoken(self, annotation: Annotation) -> str:
        line = self.line(annotation)
        return wording.listed((line.name, line.quote))

    def _mark_active(self) -> None:
        """Have the open annotation chosen; one that is not listed yet comes with the news."""
        active, selection = self._place.active, self.list.selectionModel()
        current: Annotation | None = self.list.currentIndex().data(ROW)
        if current is not None and current.id == active and selection.hasSelection():
            return
        index = self._index(active) if active else QModelIndex()
        if index.isValid():
            selection.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            QTimer.singleShot(0, self, self._scroll)  # once the card above has its height
        else:
            selection.clear()

    def _index(self, id: str) -> QModelIndex:
        """The row of an annotation: they are in the order of the text."""
        found, rows = self._bridge.annotation(self._place.article, id), self.model.rows
        at = bisect_left(rows, in_text(found), key=in_text) if found else len(rows)
        return self.model.index(at) if rows[at : at + 1] == (found,) else QModelIndex()

    def _scroll(self) -> None:
        self.list.scrollTo(self.list.currentIndex())

    # -- filter -----------------------------------------------------------------------

    def open_filter(self) -> None:
        """Offer what can be hidden and what the list can be narrowed to."""
        project = self._bridge.project
        if project is None or not self._place.article:
            return
        if self.popup is not None:
            self.popup.deleteLater()
        found = self._bridge.annotations(self._place.article)
        self.popup = AnnotationFilterPopup(self, found, project.tagset, self._delegate.theme)
        self.popup.layers_changed.connect(self._place.show_layers)
        self.popup.filter_changed.connect(self.sift)
        self.popup.offer(self._place.layers, self._only)
        self.popup.open_below(self.funnel)

    def follow(self, other: AnnotationsPanel) -> None:
        """Narrow the list as another one is."""
        self.sift(other._only)

    def sift(self, only: AnnotationFilter) -> None:
        """List only the annotations that a filter wants."""
        if only != self._only:
            self._only = only
            self.refresh()

    def show_all(self) -> None:
        """Hide nothing any longer, in the text nor in the list."""
        self._only = EVERY_ANNOTATION
        self._place.show_layers(NOTHING_HIDDEN)
        self.refresh()

    def _on_project(self) -> None:
        self._only = EVERY_ANNOTATION
        self.refresh()

    def _on_read(self, article: str) -> None:
        if article == self._place.article:
            QTimer.singleShot(0, self, self.refresh)  # once the text has its marks

    def _on_click(self, index: QModelIndex) -> None:
        self._place.activate("")
        self._place.activate(index.data(ROW).id)


def _longest(tagset: TagSet | None) -> str:
    names = [language.brief(entity.names) for entity in tagset.entities] if tagset else []
    return max(names, key=len, default="")


class _LineDelegate(RowDelegate):
    def __init__(self, line: Callable[[Annotation], Line], parent: QObject) -> None:
        super().__init__(parent)
        self._line = line
        self.longest = ""  # name of a label
        self._measured: tuple[object, tuple[int, int]] = (None, (0, 0))  # by which, how wide

    @guarded(default=QSize(100, 26))
    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        height = QFontMetrics(option.font).height()  # type: ignore[attr-defined]
        return QSize(100, height + 7)

    def draw(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index, chosen: bool
    ) -> None:
        line = self._line(index.data(ROW))
        rect = option.rect  # type: ignore[attr-defined]
        hue = self.theme.hue(line.hue, "outlined" if line.form == "outlined" else "filled")
        draw_sign(painter, rect.left() + 6, rect.center().y() - 4, 10, hue, line.form)
        self._words(painter, option, line, chosen)

    def _words(
        self, painter: QPainter, option: QStyleOptionViewItem, line: Line, chosen: bool
    ) -> None:
        metrics = QFontMetrics(option.font)  # type: ignore[attr-defined]
        rect = option.rect.adjusted(24, 0, -6, 0)  # type: ignore[attr-defined]
        left = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        elide = Qt.TextElideMode.ElideRight
        painter.setPen(self.theme.ink if chosen else self.theme.muted)
        least, wanted = self._widths(metrics)
        room = max(least, min(wanted, round(rect.width() * SHARE)))
        painter.drawText(rect, left, metrics.elidedText(line.name, elide, room))
        rect.setLeft(rect.left() + room + 14)
        painter.setPen(self.theme.ink)
        painter.drawText(rect, left, metrics.elidedText(line.quote, elide, rect.width()))

    def _widths(self, metrics: QFontMetrics) -> tuple[int, int]:
        """What the name of a label has at least, and what the longest one wants."""
        if self._measured[0] != (metrics, self.longest):
            widths = metrics.horizontalAdvance("字") * 5, metrics.horizontalAdvance(self.longest)
            self._measured = (metrics, self.longest), widths
        return self._measured[1]
