"""The rules of the clean-up review: one row each, with how much is left to decide."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyleOptionViewItem,
)

from annotations.model import RuleCount
from gui import language, wording
from gui.guard import guarded
from gui.panels.parts import semibold, sized
from gui.panels.row_delegate import RowDelegate
from gui.rows import ROW, Index, Rows

PAD = 5


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One rule as the list shows it."""

    count: RuleCount
    name: str
    below: str

    @classmethod
    def of(cls, count: RuleCount) -> RuleLine:
        return cls(count, wording.rule(count.kind, count.rule), tally(count))


def tally(count: RuleCount) -> str:
    """What became of the places of a rule, but for those still to decide."""
    parts = (
        (wording.word(wording.PROVED_OF, "proved"), count.proved),
        (wording.word(wording.VERDICTS, "accepted"), count.accepted),
        (wording.word(wording.VERDICTS, "rejected"), count.rejected),
    )
    return " · ".join(f"{name} {language.number(number)}" for name, number in parts if number)


class RulesList(QListView):
    """`chosen(RuleCount)`: another rule was gone to; `entered_places`: its places are wanted."""

    chosen = Signal(object)
    entered_places = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.lines = Rows(_spoken, lambda line: wording.tip(line.name), self)
        self.delegate = RuleDelegate(self)
        self.setModel(self.lines)
        self.setItemDelegate(self.delegate)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("规则"))
        self.selectionModel().currentChanged.connect(self._on_current)

    def show_counts(self, counts: tuple[RuleCount, ...]) -> None:
        """Show these rules; stays on the rule it is on, else goes to the first one left to do."""
        at = self.current()
        self.lines.show_rows([RuleLine.of(count) for count in counts])
        index = self.lines.where(lambda line: at is not None and same_rule(line.count, at))
        if not index.isValid():
            index = self.lines.where(lambda line: line.count.proposed > 0)
        if not index.isValid() and counts:
            index = self.lines.index(0)
        if index != self.currentIndex():
            only = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.selectionModel().setCurrentIndex(index, only)

    def current(self) -> RuleCount | None:
        """The rule it is on."""
        line = self.currentIndex().data(ROW)
        return line.count if line else None

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Right, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered_places.emit()
        else:
            super().keyPressEvent(event)

    def _on_current(self, index: QModelIndex) -> None:
        line = index.data(ROW)
        if line is not None:
            self.chosen.emit(line.count)


class RuleDelegate(RowDelegate):
    """The rule's name and how many places are left; below it what became of the others."""

    @guarded(default=QSize(100, 46))
    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        name = QFontMetrics(option.font).height()  # type: ignore[attr-defined]
        below = QFontMetrics(sized(option.font, 12)).height()  # type: ignore[attr-defined]
        return QSize(100, name + below + 2 * PAD)

    def draw(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index, chosen: bool
    ) -> None:
        line: RuleLine = index.data(ROW)
        rect = option.rect.adjusted(10, PAD - 1, -10, 1 - PAD)  # type: ignore[attr-defined]
        flag = Qt.AlignmentFlag
        upper = flag.AlignTop if line.below else flag.AlignVCenter
        top, right = int(upper | flag.AlignLeft), int(upper | flag.AlignRight)
        quiet = self.theme.ink if chosen else self.theme.muted
        number = language.number(line.count.proposed) if line.count.proposed else ""
        font = semibold(option.font)  # type: ignore[attr-defined]
        painter.setFont(font)
        painter.setPen(self.theme.ink)
        painter.drawText(rect, right, number)
        room = rect.width() - QFontMetrics(font).horizontalAdvance(number) - 8
        font = font if number else option.font  # type: ignore[attr-defined]
        painter.setFont(font)
        painter.setPen(self.theme.ink if number else quiet)
        elide = Qt.TextElideMode.ElideRight
        painter.drawText(rect, top, QFontMetrics(font).elidedText(line.name, elide, room))
        small = sized(option.font, 12)  # type: ignore[attr-defined]
        painter.setFont(small)
        painter.setPen(quiet)
        bottom = int(flag.AlignBottom | flag.AlignLeft)
        painter.drawText(
            rect, bottom, QFontMetrics(small).elidedText(line.below, elide, rect.width())
        )


def same_rule(one: RuleCount, other: RuleCount) -> bool:
    """Whether both count the same rule, whatever the numbers."""
    return (one.kind, one.rule) == (other.kind, other.rule)


def _spoken(line: RuleLine) -> str:
    left = wording.word(wording.VERDICTS, "proposed")
    number = language.number(line.count.proposed)
    return wording.listed((line.name, f"{left} {number}", line.below))
