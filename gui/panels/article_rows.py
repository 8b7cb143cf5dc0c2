"""How one row of the article list is drawn: title, what is known of it, its status."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionViewItem

from annotations.model import ArticleRow
from gui import wording
from gui.guard import guarded
from gui.panels.parts import semibold, sized
from gui.panels.row_delegate import RowDelegate
from gui.rows import ROW, Index

PAD = 12
DOT = 9


class ArticleDelegate(RowDelegate):
    """Title in semibold, one line, elided; below it a muted line; a sign for the status."""

    @guarded(default=QSize(100, 60))
    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        title = QFontMetrics(semibold(option.font)).height()  # type: ignore[attr-defined]
        below = QFontMetrics(sized(option.font, 12)).height()  # type: ignore[attr-defined]
        return QSize(100, title + below + 2 * PAD + 4)

    def draw(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index, chosen: bool
    ) -> None:
        row: ArticleRow = index.data(ROW)
        rect: QRect = option.rect.adjusted(PAD, PAD, -PAD, -PAD)  # type: ignore[attr-defined]
        self._title(painter, rect, semibold(option.font), row)  # type: ignore[attr-defined]
        painter.setFont(sized(option.font, 12))  # type: ignore[attr-defined]
        painter.setPen(self.theme.ink if chosen else self.theme.muted)
        self._below(painter, rect, row)

    def _title(self, painter: QPainter, rect: QRect, font: QFont, row: ArticleRow) -> None:
        painter.setFont(font)
        painter.setPen(self.theme.ink)
        elide = Qt.TextElideMode.ElideRight
        title = QFontMetrics(font).elidedText(wording.plain(row.title), elide, rect.width())
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft), title)

    def _below(self, painter: QPainter, rect: QRect, row: ArticleRow) -> None:
        """What is known of the article, as far as its status at the right leaves room."""
        metrics, room = painter.fontMetrics(), rect.width()
        if row.status != "new":
            word = wording.word(wording.STATUSES, row.status)
            right = int(Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignRight)
            painter.drawText(rect, right, word)
            room -= metrics.horizontalAdvance(word) + 2 * DOT + 5
        bottom = int(Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft)
        known = metrics.elidedText(meta(row), Qt.TextElideMode.ElideRight, room)
        painter.drawText(rect, bottom, known)
        if row.status != "new":
            y = rect.bottom() - metrics.height() / 2 - DOT / 2 + 1
            self._sign(painter, rect.left() + room + DOT, y, row.status)

    def _sign(self, painter: QPainter, x: float, y: float, status: str) -> None:
        """Half a disc for reading, a full one for done: the form tells, not the colour."""
        colour: QColor = self.theme.accent
        box = QRectF(x, y, DOT, DOT)
        painter.setPen(QPen(colour, 1.3))
        painter.setBrush(colour if status == "done" else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(box)
        if status == "reading":
            painter.setBrush(colour)
            painter.drawPie(box, -90 * 16, 180 * 16)


def meta(row: ArticleRow) -> str:
    """The second line of a row: script, characters, annotations."""
    return " · ".join(
        (
            wording.word(wording.SCRIPTS, row.script),
            wording.count("chars", row.chars),
            wording.count("annotations", row.annotations),
        )
    )
