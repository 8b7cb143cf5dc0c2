"""The list of find everywhere: the other places of a name, a line each, worked by keys."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

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
from PySide6.QtWidgets import QStyleOptionViewItem

from annotations.model import Mention
from gui import language, wording
from gui.guard import guarded
from gui.panels.judging_list import BEFORE, LEFT, RIGHT, SIGN, JudgingList
from gui.panels.parts import draw_verdict, semibold, sized
from gui.panels.row_delegate import RowDelegate
from gui.rows import ROW, Index, Rows

Verdict = Literal["kept", "dropped"]
PAD, INDENT = 4, 8  # pixels
TITLE = 0.24  # of a row's width is the article's
VERDICTS: Mapping[str, Verdict | None] = {"a": "kept", "x": "dropped", "u": None}
DRAWN: Mapping[Verdict | None, bool | None] = {"kept": True, "dropped": False, None: None}


@dataclass(frozen=True, slots=True)
class Surface:
    """The heading of all places that write the name in one way."""

    quote: str
    count: int


Line = Surface | Mention


class EverywhereList(JudgingList):
    """Keys: Enter or A keeps, X drops, U leaves open, 1 tags all here, 2 all, G goes to the text.

    Signals besides: `here_wanted()`, `all_wanted()`.
    """

    here_wanted = Signal()
    all_wanted = Signal()

    verdicts: Mapping[str, str | None] = VERDICTS
    by_enter = "kept"

    def __init__(
        self, title: Callable[[str], str], verdict: Callable[[Mention], Verdict | None]
    ) -> None:
        super().__init__()
        self._title, self._verdict = title, verdict
        self.lines = Rows(self._spoken, self._tip, self)
        self.delegate = LineDelegate(title, verdict, self)
        self.show_by(self.lines, self.delegate)
        self.setAccessibleName(self.tr("别处的同名"))

    def current(self) -> Mention | None:
        """The place of the current row; None on a heading."""
        line = self.currentIndex().data(ROW)
        return line if isinstance(line, Mention) else None

    def go_to(self, row: int) -> None:
        """Make a row the current one, in sight; of a heading the row below it."""
        is_heading = isinstance(self.lines.index(row).data(ROW), Surface)
        super().go_to(row + 1 if is_heading else row)

    def step(self, by: int) -> None:
        """Go one place down (1) or up (-1), over headings."""
        row = self.currentIndex().row() + by
        while isinstance(self.lines.index(row).data(ROW), Surface):
            row += by
        if self.lines.index(row).isValid():
            self.go_to(row)

    def answer(self, event: QKeyEvent, letter: str) -> bool:
        if letter in ("1", "2"):
            (self.here_wanted if letter == "1" else self.all_wanted).emit()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.step(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            return False
        return True

    def _spoken(self, line: Line) -> str:
        if isinstance(line, Surface):
            return wording.listed((wording.seen(line.quote), language.number(line.count)))
        verdict = {"kept": self.tr("留"), "dropped": self.tr("去"), None: ""}[self._verdict(line)]
        quote = wording.seen(f"{line.left}{line.quote}{line.right}")
        return wording.listed((quote, verdict, self._title(line.article)))

    def _tip(self, line: Line) -> str:
        return "" if isinstance(line, Surface) else wording.tip(self._title(line.article))


class LineDelegate(RowDelegate):
    """The name stands at the same x in every row, with its context on both sides."""

    def __init__(
        self,
        title: Callable[[str], str],
        verdict: Callable[[Mention], Verdict | None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._title, self._verdict = title, verdict
        self.families: Callable[[str], tuple[str, ...]] = lambda _: ()

    def has_ground(self, row: Line) -> bool:
        return isinstance(row, Mention)

    @guarded(default=QSize(100, 28))
    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        height = QFontMetrics(sized(option.font, 14)).height()  # type: ignore[attr-defined]
        return QSize(100, height + 2 * PAD)

    def draw(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index, chosen: bool
    ) -> None:
        line: Line = index.data(ROW)
        rect: QRect = option.rect.adjusted(INDENT, 0, -10, 0)  # type: ignore[attr-defined]
        if isinstance(line, Surface):
            painter.setFont(semibold(option.font, 12))  # type: ignore[attr-defined]
            painter.setPen(self.theme.muted)
            told = f"{wording.seen(line.quote)} · {language.number(line.count)}"
            painter.drawText(rect, LEFT, told)
            return
        verdict = self._verdict(line)
        box = QRectF(rect.left() + 1, rect.center().y() - 4.5, 10, 10)
        pale = self.theme.ink if chosen else self.theme.muted
        draw_verdict(painter, box, DRAWN[verdict], self.theme.accent, pale)
        rect.setLeft(rect.left() + SIGN)
        title = QRect(rect)
        title.setLeft(rect.right() - round(rect.width() * TITLE))
        rect.setRight(title.left() - 12)
        painter.setOpacity(0.55 if verdict == "dropped" and not chosen else 1)
        font = sized(option.font, 14)  # type: ignore[attr-defined]
        if families := self.families(line.article):
            font.setFamilies(list(families))
        self._context(painter, rect, line, font, struck=verdict == "dropped")
        painter.setFont(sized(option.font, 12))  # type: ignore[attr-defined]
        painter.setPen(self.theme.ink if chosen else self.theme.muted)
        told = QFontMetrics(painter.font()).elidedText(
            self._title(line.article), Qt.TextElideMode.ElideRight, title.width()
        )
        painter.drawText(title, LEFT, told)

    def _context(
        self, painter: QPainter, rect: QRect, line: Mention, font: QFont, *, struck: bool
    ) -> None:
        metrics, bold = QFontMetrics(font), semibold(font)
        bold.setStrikeOut(struck)
        x = rect.left() + round(rect.width() * BEFORE)
        painter.setFont(font)
        painter.setPen(self.theme.ink)
        left = QRect(rect.left(), rect.top(), x - rect.left() - 2, rect.height())
        before = wording.seen(line.left.rsplit("\n", 1)[-1])
        shown = metrics.elidedText(before, Qt.TextElideMode.ElideLeft, left.width())
        painter.drawText(left, RIGHT, shown)
        after = wording.seen(line.right.split("\n", 1)[0])
        for text, face, colour in (
            (wording.seen(line.quote), bold, self.theme.accent),
            (after, font, self.theme.ink),
        ):
            room = rect.right() - x
            if not text or room <= 0:
                continue
            painter.setFont(face)
            painter.setPen(colour)
            drawn = QFontMetrics(face).elidedText(text, Qt.TextElideMode.ElideRight, room)
            painter.drawText(QRect(x, rect.top(), room, rect.height()), LEFT, drawn)
            x += QFontMetrics(face).horizontalAdvance(drawn) + 2
