"""The lines of the history: steps as what, when and by whom, with a heading for each day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from PySide6.QtCore import (
    QT_TRANSLATE_NOOP,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionViewItem

from annotations.model import Step
from annotations.tagset import TagSet
from gui import language, wording
from gui.guard import guarded
from gui.panels.parts import semibold, sized
from gui.panels.row_delegate import RowDelegate
from gui.rows import ROW, Index

State = Literal["undone", "now", "done", "first", "past"]  # past = only told, in the whole log
PAD, RAIL, DOT = 6, 26, 4.5  # pixels; the dots of the rail have a radius

SAID = {
    "undone": str(QT_TRANSLATE_NOOP("history", "撤销：{}")),
    "redone": str(QT_TRANSLATE_NOOP("history", "重做：{}")),
}
STATES = {
    "undone": str(QT_TRANSLATE_NOOP("history", "已撤销")),
    "now": str(QT_TRANSLATE_NOOP("history", "现在")),
}


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step. `step` is None for the very beginning of the project."""

    step: Step | None
    text: str
    below: str
    state: State


@dataclass(frozen=True, slots=True)
class DayLine:
    """The heading above the steps of one day."""

    text: str


Line = StepLine | DayLine


def lines(steps: Iterable[Step], state: State, tagset: TagSet, day: str = "") -> Iterator[Line]:
    """The lines of steps, newest first; `day` is the heading that stands above them already."""
    for step in steps:
        at = _moment(step.at)
        heading = _day(at.date()) if at else ""
        if state != "undone" and heading != day:
            day = heading
            yield DayLine(heading)
        yield StepLine(step, _said(step, state, tagset), _when_and_who(step, at), state)


def day_of(step: Step) -> str:
    """The heading that a step stands under."""
    at = _moment(step.at)
    return _day(at.date()) if at else ""


def article_of(step: Step | None) -> str:
    """The article that a step was on, where it was on one."""
    args = step.args if step else {}
    inner = args.get("args")
    article = (inner if isinstance(inner, Mapping) else args).get("article")
    return article if isinstance(article, str) else ""


def spoken(line: Line) -> str:
    """A line for those who hear it."""
    if isinstance(line, DayLine):
        return line.text
    state = _tr(STATES[line.state]) if line.state in STATES else ""
    return wording.listed((line.text, state, line.below))


def tip(line: Line) -> str:
    """What does not fit into the line."""
    if isinstance(line, DayLine) or line.step is None:
        return ""
    at = wording.clock(line.step.at)
    return wording.tip(f"{line.text}\n{at} · {wording.plain(line.step.author)}")


def _said(step: Step, state: State, tagset: TagSet) -> str:
    text = wording.begun(wording.step(step, tagset))
    return _tr(SAID[step.key]).format(text) if state == "past" and step.key in SAID else text


def _when_and_who(step: Step, at: datetime | None) -> str:
    time = at.strftime("%H:%M") if at else ""
    return " · ".join(filter(None, (time, wording.plain(step.author))))


def _moment(time: str) -> datetime | None:
    try:
        return datetime.fromisoformat(time).astimezone()
    except ValueError:
        return None


def _day(day: date) -> str:
    today = datetime.now().astimezone().date()
    names = {
        today: QT_TRANSLATE_NOOP("history", "今天"),
        today - timedelta(days=1): QT_TRANSLATE_NOOP("history", "昨天"),
    }
    form = _tr("M 月 d 日") if day.year == today.year else _tr("yyyy 年 M 月 d 日")
    written = language.day(day, form)
    return f"{_tr(str(names[day]))}　{written}" if day in names else written


def _tr(text: str) -> str:
    return QCoreApplication.translate("history", text)


class HistoryDelegate(RowDelegate):
    """A rail of dots on the left: full = holds, hollow = undone, ringed = here we are."""

    def __init__(self, title: Callable[[str], str], parent: QObject) -> None:
        super().__init__(parent)
        self._title = title  # of an article, by its id; asked for the lines in sight only

    def has_ground(self, row: Line) -> bool:
        return not isinstance(row, DayLine)

    @guarded(default=QSize(100, 40))
    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        font = option.font  # type: ignore[attr-defined]
        small = QFontMetrics(sized(font, 12)).height()
        if isinstance(index.data(ROW), DayLine):
            return QSize(100, small + 2 * PAD + 2)
        return QSize(100, QFontMetrics(font).height() + small + 2 * PAD)

    def draw(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index, chosen: bool
    ) -> None:
        line: Line = index.data(ROW)
        if isinstance(line, DayLine):
            self._heading(painter, option, line)
            return
        if line.state != "past":
            self._rail(painter, option.rect, index, line.state)  # type: ignore[attr-defined]
        self._words(painter, option, line, chosen)

    def _heading(self, painter: QPainter, option: QStyleOptionViewItem, line: DayLine) -> None:
        painter.setFont(semibold(option.font, 12))  # type: ignore[attr-defined]
        painter.setPen(self.theme.muted)
        rect = option.rect.adjusted(PAD, 0, -PAD, -3)  # type: ignore[attr-defined]
        bottom = int(Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft)
        painter.drawText(rect, bottom, line.text)

    def _rail(
        self,
        painter: QPainter,
        rect: QRect,
        index: QModelIndex | QPersistentModelIndex,
        state: State,
    ) -> None:
        middle = QPointF(rect.left() + RAIL / 2, rect.center().y() + 0.5)
        above = isinstance(index.sibling(index.row() - 1, 0).data(ROW), StepLine)
        below = isinstance(index.sibling(index.row() + 1, 0).data(ROW), StepLine)
        painter.setPen(QPen(self.theme.line, 1.5))
        gap = QPointF(0, DOT + 3)
        if above:
            painter.drawLine(QPointF(middle.x(), rect.top()), middle - gap)
        if below:
            painter.drawLine(middle + gap, QPointF(middle.x(), rect.bottom() + 1))
        colour = self.theme.accent if state == "now" else self.theme.muted
        painter.setPen(QPen(colour, 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush if state == "undone" else colour)
        painter.drawEllipse(middle, DOT - 1, DOT - 1)
        if state == "now":
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(middle, DOT + 2, DOT + 2)

    def _words(
        self, painter: QPainter, option: QStyleOptionViewItem, line: StepLine, chosen: bool
    ) -> None:
        font = option.font  # type: ignore[attr-defined]
        font = semibold(font) if line.state == "now" else font
        left = PAD if line.state == "past" else RAIL + 2
        rect = option.rect.adjusted(left, PAD - 1, -PAD, 1 - PAD)  # type: ignore[attr-defined]
        painter.setFont(font)
        pale = line.state == "undone" and not chosen
        painter.setPen(self.theme.muted if pale else self.theme.ink)
        text = QFontMetrics(font).elidedText(line.text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft), text)
        small = sized(option.font, 12)  # type: ignore[attr-defined]
        painter.setFont(small)
        painter.setPen(self.theme.ink if chosen else self.theme.muted)
        where = wording.plain(self._title(article)) if (article := article_of(line.step)) else ""
        told = " · ".join(filter(None, (line.below, where)))
        below = QFontMetrics(small).elidedText(told, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(
            rect, int(Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft), below
        )
