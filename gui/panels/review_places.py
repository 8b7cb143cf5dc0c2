"""The places of one rule in the clean-up review: a line of context each, worked by keys."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import (
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem

from annotations.model import Emendation, EmendationStatus
from gui import wording
from gui.guard import guarded
from gui.panels.excerpts import Excerpt
from gui.panels.judging_list import BEFORE, LEFT, RIGHT, SIGN, JudgingList
from gui.panels.parts import draw_verdict, semibold, sized
from gui.panels.row_delegate import RowDelegate
from gui.rows import ROW, Index, Rows

PAD = 6
VERDICTS: Mapping[str, EmendationStatus] = {"a": "accepted", "x": "rejected", "u": "proposed"}
DRAWN: Mapping[EmendationStatus, bool | None] = {
    "accepted": True,
    "rejected": False,
    "proposed": None,
}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One emendation and the article it is of."""

    article: str
    emendation: Emendation

    @property
    def key(self) -> tuple[str, str]:
        return self.article, self.emendation.id


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """A suggestion as its row shows it; `families` are those of the article's script."""

    excerpt: Excerpt
    title: str
    reason: str
    sure: str
    families: tuple[str, ...] = ()


class PlacesList(JudgingList):
    """Keys: Enter or A accepts, X rejects, U reopens, 1–9 choose a reading, E types one, G goes.

    Signals besides: `picked(number from 0)`, `typing_wanted()`, `left()`.
    """

    picked = Signal(int)
    typing_wanted = Signal()
    left = Signal()

    verdicts: Mapping[str, str | None] = VERDICTS
    by_enter = "accepted"

    def __init__(self, line: Callable[[Suggestion], PlaceLine]) -> None:
        super().__init__()
        self._line = line
        self.places = Rows(self._spoken, self._tip, self)
        self.delegate = PlaceDelegate(line, self)
        self.show_by(self.places, self.delegate)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setAccessibleName(self.tr("可校之处"))

    def current(self) -> Suggestion | None:
        """The suggestion of the current row."""
        return self.currentIndex().data(ROW)

    def chosen(self) -> list[Suggestion]:
        """The suggestions that are selected, in their order."""
        rows = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        return [self.places.rows[row] for row in rows]

    def answer(self, event: QKeyEvent, letter: str) -> bool:
        if letter and letter in "123456789":
            self.picked.emit(int(letter) - 1)
        elif letter == "e":
            self.typing_wanted.emit()
        elif event.key() == Qt.Key.Key_Left:
            self.left.emit()
        else:
            return False
        return True

    def _spoken(self, suggestion: Suggestion) -> str:
        line = self._line(suggestion)
        shown = line.excerpt
        verdict = wording.word(wording.VERDICTS, suggestion.emendation.status)
        quote = f"{shown.before}{shown.raw}{shown.after}"
        return wording.listed((quote, line.reason, verdict, line.title))

    def _tip(self, suggestion: Suggestion) -> str:
        line = self._line(suggestion)
        return wording.tip(f"{line.title}\n{line.reason}")


class PlaceDelegate(RowDelegate):
    """The place stands at the same x in every row, with its context on both sides."""

    def __init__(self, line: Callable[[Suggestion], PlaceLine], parent: QObject) -> None:
        super().__init__(parent)
        self._line = line

    @guarded(default=QSize(100, 46))
    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        text = QFontMetrics(sized(option.font, 14)).height()  # type: ignore[attr-defined]
        below = QFontMetrics(sized(option.font, 12)).height()  # type: ignore[attr-defined]
        return QSize(100, text + below + 2 * PAD + 2)

    def draw(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index, chosen: bool
    ) -> None:
        suggestion: Suggestion = index.data(ROW)
        line = self._line(suggestion)
        status = suggestion.emendation.status
        rect: QRect = option.rect.adjusted(8, PAD, -10, -PAD)  # type: ignore[attr-defined]
        box = QRectF(rect.left() + 1, rect.top() + 4, 10, 10)
        draw_verdict(painter, box, DRAWN[status], self.theme.accent, self.theme.muted)
        rect.setLeft(rect.left() + SIGN)
        font = sized(option.font, 14)  # type: ignore[attr-defined]
        if line.families:
            font.setFamilies(list(line.families))
        upper = QRect(rect.topLeft(), QSize(rect.width(), QFontMetrics(font).height()))
        painter.setOpacity(0.62 if status == "rejected" and not chosen else 1)
        self._context(painter, upper, line.excerpt, font, status)
        painter.setOpacity(1)
        small = sized(option.font, 12)  # type: ignore[attr-defined]
        height = QFontMetrics(small).height()
        lower = QRect(rect.left(), rect.bottom() - height + 1, rect.width(), height)
        self._below(painter, lower, line, small, chosen)

    def _context(
        self, painter: QPainter, rect: QRect, shown: Excerpt, font: QFont, status: str
    ) -> None:
        metrics = QFontMetrics(font)
        x = rect.left() + round(rect.width() * BEFORE)
        painter.setFont(font)
        painter.setPen(self.theme.ink)
        left = QRect(rect.left(), rect.top(), x - rect.left() - 2, rect.height())
        elide = Qt.TextElideMode.ElideLeft
        painter.drawText(left, RIGHT, metrics.elidedText(shown.before, elide, left.width()))
        struck, bold = QFont(font), semibold(font)
        struck.setStrikeOut(status != "rejected")
        new = self.tr("？") if shown.new is None else shown.new
        for text, face, colour in (
            (shown.raw, struck, self.theme.emendation),
            (new, bold, self.theme.accent),
            (shown.after, font, self.theme.ink),
        ):
            room = rect.right() - x
            if not text or room <= 0:
                continue
            painter.setFont(face)
            painter.setPen(colour)
            drawn = QFontMetrics(face).elidedText(text, Qt.TextElideMode.ElideRight, room)
            painter.drawText(QRect(x, rect.top(), room, rect.height()), LEFT, drawn)
            x += QFontMetrics(face).horizontalAdvance(drawn) + 2

    def _below(
        self, painter: QPainter, rect: QRect, line: PlaceLine, font: QFont, chosen: bool
    ) -> None:
        """The reason under the place, the article before it, how sure at the right."""
        metrics = QFontMetrics(font)
        painter.setFont(font)
        painter.setPen(self.theme.ink if chosen else self.theme.muted)
        x = rect.left() + round(rect.width() * BEFORE)
        elide = Qt.TextElideMode.ElideRight
        painter.drawText(rect, RIGHT, line.sure)
        title = QRect(rect.left(), rect.top(), x - rect.left() - 16, rect.height())
        painter.drawText(title, LEFT, metrics.elidedText(line.title, elide, title.width()))
        room = rect.right() - x - metrics.horizontalAdvance(line.sure) - 14
        reason = QRect(x, rect.top(), room, rect.height())
        painter.drawText(reason, LEFT, metrics.elidedText(line.reason, elide, room))
