"""How one row of the article list is drawn: title, what is known of it, its status."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from annotations.model import ArticleRow
from gui import look, wording
from gui.guard import guarded
from gui.panels.parts import ground, semibold, sized
from gui.rows import ROW

PAD = 12
DOT = 9


class ArticleDelegate(QStyledItemDelegate):
    """Title in semibold, one line, elided; below it a muted line; a sign for the status."""

    theme = look.theme("light")

    def set_theme(self, theme: look.Theme) -> None:
        self.theme = theme

    @guarded(default=QSize(100, 60))
    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        title = QFontMetrics(semibold(option.font)).height()  # type: ignore[attr-defined]
        below = QFontMetrics(sized(option.font, 12)).height()  # type: ignore[attr-defined]
        return QSize(100, title + below + 2 * PAD + 4)

    @guarded
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        row: ArticleRow = index.data(ROW)
        painter.save()
        chosen = ground(painter, option, self.theme)
        self._words(painter, option, row, chosen)
        painter.restore()

    def _words(
        self, painter: QPainter, option: QStyleOptionViewItem, row: ArticleRow, chosen: bool
    ) -> None:
        rect = option.rect.adjusted(PAD, PAD, -PAD, -PAD)  # type: ignore[attr-defined]
        font = semibold(option.font)  # type: ignore[attr-defined]
        metrics = QFontMetrics(font)
        painter.setFont(font)
        painter.setPen(self.theme.ink)
        title = metrics.elidedText(
            wording.plain(row.title), Qt.TextElideMode.ElideRight, rect.width()
        )
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft), title)
        small = sized(option.font, 12)  # type: ignore[attr-defined]
        painter.setFont(small)
        painter.setPen(self.theme.ink if chosen else self.theme.muted)
        bottom = int(Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft)
        painter.drawText(rect, bottom, meta(row))
        if row.status != "new":
            word = wording.word(wording.STATUSES, row.status)
            width = QFontMetrics(small).horizontalAdvance(word)
            right = int(Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignRight)
            painter.drawText(rect, right, word)
            height = QFontMetrics(small).height()
            x = rect.right() - width - DOT - 5
            self._sign(painter, x, rect.bottom() - height / 2 - DOT / 2 + 1, row.status)

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
