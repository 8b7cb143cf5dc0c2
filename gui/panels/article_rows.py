"""How one row of the article list is drawn: title, what is known of it, its status."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionViewItem

from annotations.overview import ArticleRow
from gui import wording
from gui.guard import guarded
from gui.panels.parts import draw_flag, semibold, sized
from gui.panels.row_delegate import RowDelegate
from gui.rows import ROW, Index

PAD = 12
DOT = 9
SIGN = 15  # of a flag or a note, and what parts it from the title
PART = " · "
LEAST = 3  # characters of an outlet; by less one could not tell which it is


class ArticleDelegate(RowDelegate):
    """Title in semibold, one line, elided; below it a muted line; signs at the right."""

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
        """The title, and at its right a sign for a note and one for a flag."""
        metrics = QFontMetrics(font)
        room, middle = rect.width(), rect.top() + metrics.height() / 2
        if row.flag:
            room -= SIGN
            draw_flag(painter, QPointF(rect.left() + room + 5, middle), self.theme.emendation)
        if row.noted:
            room -= SIGN
            self._note(painter, QPointF(rect.left() + room + 4, middle))
        painter.setFont(font)
        painter.setPen(self.theme.ink)
        elide = Qt.TextElideMode.ElideRight
        title = metrics.elidedText(wording.plain(row.title), elide, room)
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft), title)

    def _note(self, painter: QPainter, at: QPointF) -> None:
        """A small leaf with two lines on it; `at` is the middle of its left side."""
        painter.setPen(QPen(self.theme.muted, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(at.x(), at.y() - 5, 9, 10), 1.5, 1.5)
        for y in (-1.5, 1.5):
            painter.drawLine(at + QPointF(2.5, y), at + QPointF(6.5, y))

    def _below(self, painter: QPainter, rect: QRect, row: ArticleRow) -> None:
        """What is known of the article, as far as its status at the right leaves room."""
        metrics, room = painter.fontMetrics(), rect.width()
        if row.status != "new":
            word = wording.word(wording.STATUSES, row.status)
            right = int(Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignRight)
            painter.drawText(rect, right, word)
            room -= metrics.horizontalAdvance(word) + 2 * DOT + 5
        bottom = int(Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft)
        painter.drawText(rect, bottom, fitting(row, metrics, room))
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


def meta(row: ArticleRow) -> tuple[str, ...]:
    """The second line of a row: date and outlet where known, script, characters, annotations."""
    return (
        wording.plain(row.date),
        wording.plain(row.outlet),
        wording.word(wording.SCRIPTS, row.script),
        wording.count("chars", row.chars),
        wording.count("annotations", row.annotations),
    )


def said(row: ArticleRow) -> Iterator[str]:
    """All that a row shows below and beside its title, in words."""
    yield from filter(None, meta(row))
    yield wording.word(wording.STATUSES, row.status)
    if row.flag:
        yield wording.word(wording.SIGNS, "flag")
    if row.noted:
        yield wording.word(wording.SIGNS, "note")


def fitting(row: ArticleRow, metrics: QFontMetrics, room: int) -> str:
    """As much of the second line as there is room for.

    The script goes first, then the characters, each whole; then the outlet is cut short.
    """
    date, outlet, script, chars, annotations = meta(row)
    for rest in ((script, chars, annotations), (chars, annotations), (annotations,)):
        line = _joined(date, outlet, *rest)
        if metrics.horizontalAdvance(line) <= room:
            return line
    left = room - metrics.horizontalAdvance(_joined(date, annotations) + PART)
    short = metrics.elidedText(outlet, Qt.TextElideMode.ElideRight, left)
    if len(short) > LEAST:
        return _joined(date, short, annotations)
    return metrics.elidedText(
        _joined(date, outlet or annotations), Qt.TextElideMode.ElideRight, room
    )


def _joined(*parts: str) -> str:
    return PART.join(filter(None, parts))
