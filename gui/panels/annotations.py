"""The annotations of the article, in the order of the text."""

from __future__ import annotations

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
    QAbstractItemView,
    QListView,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from annotations.model import Annotation
from gui import wording
from gui.bridge import Bridge
from gui.guard import guarded
from gui.look import Theme
from gui.panels.parts import draw_sign, label
from gui.panels.row_delegate import RowDelegate
from gui.place import Place
from gui.rows import ROW, Index, Rows


@dataclass(frozen=True, slots=True)
class Line:
    """One annotation as the list shows it."""

    name: str
    quote: str
    hue: int
    form: str


class AnnotationsPanel(QWidget):
    """Its heading and its rows come from one reading of the project."""

    def __init__(self, bridge: Bridge, place: Place) -> None:
        super().__init__()
        self._bridge, self._place = bridge, place
        self._head = label("", "heading")
        self._none = label(self.tr("这一篇还没有标注。"), "empty", wrap=True)
        self.model = Rows(self._spoken, None, self)
        self.list = QListView()
        self._delegate = _LineDelegate(self.line, self.list)
        self.list.setModel(self.model)
        self.list.setItemDelegate(self._delegate)
        self.list.setUniformItemSizes(True)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(self.tr("本文标注"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._head)
        column.addWidget(self._none)
        column.addWidget(self.list, 1)
        column.addStretch(0)
        self.list.setMinimumHeight(78)
        self.list.clicked.connect(self._on_click)
        self.list.activated.connect(self._on_click)
        place.article_shown.connect(self.refresh)
        place.view_shown.connect(self.refresh)
        place.activated.connect(self._mark_active)
        bridge.changed.connect(self.refresh)
        bridge.project_opened.connect(self.refresh)
        self.refresh()

    def set_theme(self, theme: Theme) -> None:
        self._delegate.theme = theme
        self.list.viewport().update()

    def refresh(self) -> None:
        """Read the annotations of the article anew."""
        lines = self._bridge.annotations(self._place.article)
        self.model.show_rows(lines)
        self._head.setText(self.tr("本文标注") + (f"　{len(lines):,}" if lines else ""))
        self.list.setVisible(bool(lines))
        self._none.setVisible(not lines and bool(self._place.article))
        self.list.viewport().update()
        self._mark_active()

    def line(self, annotation: Annotation) -> Line:
        """How an annotation is shown; made for the rows in sight only."""
        project = self._bridge.project
        if project is None:
            return Line("", "", 8, "filled")
        view = project.view(self._place.article, self._place.view)
        names, hue, form = project.tagset.look(annotation.label, annotation.attributes)
        return Line(wording.plain(names.hans), wording.quote(view, annotation), hue, form)

    def _spoken(self, annotation: Annotation) -> str:
        line = self.line(annotation)
        return f"{line.name}，{line.quote}"

    def _mark_active(self) -> None:
        index = self.model.where(lambda line: line.id == self._place.active)
        selection = self.list.selectionModel()
        if index.isValid():
            selection.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            QTimer.singleShot(0, self, self._scroll)  # once the card above has its height
        else:
            selection.clear()

    def _scroll(self) -> None:
        self.list.scrollTo(self.list.currentIndex())

    def _on_click(self, index: QModelIndex) -> None:
        self._place.activate("")
        self._place.activate(index.data(ROW).id)


class _LineDelegate(RowDelegate):
    def __init__(self, line: Callable[[Annotation], Line], parent: QObject) -> None:
        super().__init__(parent)
        self._line = line

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
        em = metrics.horizontalAdvance("字")
        rect = option.rect.adjusted(24, 0, -6, 0)  # type: ignore[attr-defined]
        left = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        elide = Qt.TextElideMode.ElideRight
        painter.setPen(self.theme.ink if chosen else self.theme.muted)
        name = metrics.elidedText(line.name, elide, em * 5)
        painter.drawText(rect, left, name)
        rect.setLeft(rect.left() + em * 5 + 14)
        painter.setPen(self.theme.ink)
        painter.drawText(rect, left, metrics.elidedText(line.quote, elide, rect.width()))
