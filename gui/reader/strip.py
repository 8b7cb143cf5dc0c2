"""The strip beside the scroll bar: where in the whole text marks and hits are."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, Qt, QTimer
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPixmap, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from gui.guard import guarded
from gui.look import Theme
from gui.reader.pages import Mark

if TYPE_CHECKING:
    from gui.reader.view import ReaderView

__all__ = ["WIDTH", "Strip", "layers"]

WIDTH = 10  # pixels
BIN = 2  # pixels of height that are one
MARKS = (0, 5)  # where marks are drawn in it, and how wide they are at most
HITS = (5, 5)
SIGHT = 3  # pixels of height that a hit has at least
HUES = 8
LATE = 80  # milliseconds: what changes together is drawn once, and after the text itself
GROWN = 0.01  # of the height: what is not yet laid out is only estimated


class Strip(QWidget):
    """Draws one picture of the text of its reader, and anew only when that is another one.

    As high as the text where all of it is on the screen.  A click goes to what is there.
    """

    def __init__(self, view: ReaderView) -> None:
        super().__init__(view)
        self._view = view
        self.picture: QPixmap | None = None
        self._shows: object = None  # what the picture is of
        self._total = 0.0  # the height of the document in it
        self._edges: list[int] = []  # the source characters at which its bins begin
        self._binned: tuple[object, int, float] = (None, 0, 0.0)  # column and heights of that
        self._article = ""  # that it is of
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(LATE)
        self._late.timeout.connect(self.make)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(self.tr("全文概览"))
        self.setAccessibleDescription(self.tr("标注和查到的字在全文的分布，点击就到那里"))

    def refresh(self) -> None:
        """Have it drawn, a little later, if it is not as it should be; in between a picture of
        another text is not shown."""
        if self._is_current():
            self.update()
            return
        if self._article != self._view.flow.page.article:
            self.picture = None
        if not self._late.isActive():
            self._late.start()

    def _is_current(self) -> bool:
        near = abs(self._view.flow.total - self._total) <= self._total * GROWN
        return near and self._shows == self._wanted()

    def _wanted(self) -> object:
        """All that the picture depends on but the heights of rows."""
        view, seen = self._view, self._view.flow.seen
        theme = view.theme.name if view.theme else ""
        size = (self.height(), self.devicePixelRatioF())
        marks = None if seen.reading or seen.dress == "none" else view.flow.marks.revision
        return (view.flow.page.article, view.flow.column, view.hits.spans, marks, size, theme)

    # -- the picture ---------------------------------------------------------------------

    def make(self) -> None:
        """Draw the picture anew."""
        theme = self._view.theme
        if theme is None or not self.height():
            return
        self._shows, self._total = self._wanted(), self._view.flow.total
        self._article = self._view.flow.page.article
        ratio = self.devicePixelRatioF()
        self.picture = QPixmap(self.size() * ratio)
        self.picture.setDevicePixelRatio(ratio)
        self.picture.fill(theme.paper)
        self._bin_anew()
        painter = QPainter(self.picture)
        seen = self._view.flow.seen
        if not seen.reading and seen.dress != "none":
            self._draw_marks(painter, theme)
        self._draw_hits(painter, theme)
        painter.end()
        self.update()

    def _bin_anew(self) -> None:
        """Find where the bins begin, unless the rows stand about where they stood."""
        flow, scale = self._view.flow, self._scale()
        column, height, total = self._binned
        stays = abs(flow.total - total) <= total * GROWN
        if column is not flow.column or height != self.height() or not stays:
            self._binned = (flow.column, self.height(), flow.total)
            self._edges = flow.sources_at(y * scale for y in range(0, self.height(), BIN))

    def _scale(self) -> float:
        """Pixels of the document in one of the strip."""
        flow = self._view.flow
        return max(flow.total, flow.height) / max(1, self.height())

    def _bin(self, source: int) -> int:
        return max(0, bisect_right(self._edges, source) - 1)

    def _draw_marks(self, painter: QPainter, theme: Theme) -> None:
        """In each bin the most frequent hue, the wider the more marks there are."""
        hues = layers(self._view.flow.marks.all(), self._edges)
        counts = list(map(sum, zip(*hues, strict=True)))
        most = max(counts, default=0)
        for at, count in enumerate(counts):
            if count:
                shares = [hue[at] for hue in hues]
                colour = theme.hue(shares.index(max(shares)) + 1)
                painter.fillRect(*_bar(MARKS, at, count / most), colour)

    def _draw_hits(self, painter: QPainter, theme: Theme) -> None:
        starts = self._view.hits.starts
        before = [0, *(bisect_left(starts, edge) for edge in self._edges[1:]), len(starts)]
        counts = [after - so_far for so_far, after in pairwise(before)]
        most = max(counts, default=0)
        for at, count in enumerate(counts):
            if count:
                left, top, width, _ = _bar(HITS, at, count / most)
                painter.fillRect(left, top, width, SIGHT, theme.hit_edge)

    @property
    def place(self) -> QRect:
        """Where the caret is in the strip."""
        at = self._bin(self._view.model.caret)
        return QRect(0, at * BIN, WIDTH, BIN)

    # -- events ----------------------------------------------------------------------------

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._view.theme
        painter = QPainter(self)
        if theme is not None:
            painter.fillRect(event.rect(), theme.paper)
        if theme is not None and self.picture is not None:
            painter.drawPixmap(0, 0, self.picture)
            painter.fillRect(self.place, theme.accent)
        painter.end()

    @guarded
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._go(event)

    @guarded
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()  # what is pressed here is no business of the text's

    @guarded
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._go(event)

    def _go(self, event: QMouseEvent) -> None:
        """Have what is there in the middle of the screen."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            flow = self._view.flow
            self._view.scroll_by(
                event.position().y() * self._scale() - flow.height / 2 - flow.value
            )

    @guarded
    def wheelEvent(self, event: QWheelEvent) -> None:
        QApplication.sendEvent(self._view.verticalScrollBar(), event)

    @guarded(default=False)
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self.refresh()
        return super().event(event)


def _bar(column: tuple[int, int], at: int, share: float) -> tuple[int, int, int, int]:
    """The box of a bin in a column that holds a share of what the fullest one does."""
    left, wide = column
    return left, at * BIN, 2 + round((wide - 2) * share), BIN


def layers(marks: Sequence[Mark], edges: Sequence[int]) -> list[list[int]]:
    """Of each hue, in how many marks the bins that begin at these source characters are."""
    changes = [[0] * (len(edges) + 1) for _ in range(HUES)]
    for mark in marks:
        change = changes[(mark.hue - 1) % HUES]
        for part in mark.fragments:
            at = bisect_right(edges, part.start)
            change[at - 1 if at else 0] += 1
            change[bisect_left(edges, part.end, at) or 1] -= 1
    return [list(accumulate(change[:-1])) for change in changes]
