"""The list of suggestions: a row for each group, and below an open one a row for each place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyleOptionViewItem

from annotations.model import Span, Suggestion
from gui import language, wording
from gui.guard import guarded
from gui.panels.parts import draw_chevron, draw_sign, semibold, sized
from gui.panels.row_delegate import RowDelegate
from gui.rows import ROW, Index, Rows
from gui.suggesting.groups import Group

PAD, SIGN, INDENT, ARROW = 5, 20, 34, 22  # pixels
LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
GONE = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
ELIDE = Qt.TextElideMode.ElideRight
HELD = Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier


@dataclass(frozen=True, slots=True)
class HeadLine:
    """What kind of suggestions follows, and how many of them are left."""

    name: str
    count: int


@dataclass(frozen=True, slots=True)
class GroupLine:
    """A group: how its first place reads in the text, what it is called, why."""

    group: Group
    text: str
    name: str
    sure: str
    reason: str
    hue: int
    form: str
    many: int
    is_open: bool = False
    may_open: bool = False

    @property
    def below(self) -> str:
        return " · ".join(filter(None, (self.name, self.sure, self.reason)))


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """One place of a group that is open, in its context."""

    one: Suggestion
    before: str
    text: str
    after: str


Line = HeadLine | GroupLine | PlaceLine
Key = tuple[str, tuple[Span, ...]]


class SuggestionsList(QListView):
    """Keys: Enter accepts, Delete rejects, Right opens a group, Left closes it; all others are
    those of the text.

    Signals: `gone_to(Suggestion)` by a row of its own; `accepted()`, `rejected()`;
    `opened(Group, bool)`; `go_wanted()`, `close_wanted()`; `typed(str)` for any other sign.
    """

    gone_to = Signal(object)
    accepted = Signal()
    rejected = Signal()
    opened = Signal(object, bool)
    go_wanted = Signal()
    close_wanted = Signal()
    typed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.lines = Rows(spoken, tip, self)
        self.delegate = LineDelegate(self)
        self.setModel(self.lines)
        self.setItemDelegate(self.delegate)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("建议"))
        self.selectionModel().currentChanged.connect(self._on_current)
        self.doubleClicked.connect(lambda *_: self.go_wanted.emit())
        self._quiet = False
        self._groups: dict[Key, int] = {}  # in which row the group of a suggestion is
        self._places: dict[Key, int] = {}  # and itself, where its group is open

    def current(self) -> Line | None:
        """The line of the current row."""
        line: Line | None = self.currentIndex().data(ROW)
        return line

    def show_lines(self, lines: tuple[Line, ...], one: Suggestion | None) -> None:
        """Show these, with the row of a suggestion as the current one."""
        self._quiet = True
        self.lines.show_rows(lines)
        self._groups, self._places = {}, {}
        for row, line in enumerate(lines):
            if isinstance(line, GroupLine):
                self._groups |= {member.key: row for member in line.group.members}
            elif isinstance(line, PlaceLine):
                self._places[line.one.key] = row
        self._quiet = False
        self.choose(one)

    def choose(self, one: Suggestion | None) -> None:
        """Make the row of a suggestion current: its own, or that of its group; tells nobody."""
        self._quiet = True
        here = self.current()
        if one is None:
            self.clearSelection()
            self.setCurrentIndex(QModelIndex())
        elif here is None or not _is_of(here, one):
            group, index = self._row(self._groups, one), self._row(self._places, one)
            if not index.isValid() or (
                not isinstance(here, PlaceLine) and _is_of(group.data(ROW), one)
            ):
                index = group
            only = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.selectionModel().setCurrentIndex(index, only)
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())
        self._quiet = False

    def _row(self, rows: dict[Key, int], one: Suggestion) -> QModelIndex:
        return self.lines.index(rows[one.key]) if one.key in rows else QModelIndex()

    def _on_current(self, index: QModelIndex) -> None:
        line: Line | None = index.data(ROW)
        if not self._quiet and isinstance(line, GroupLine | PlaceLine):
            self.gone_to.emit(line.one if isinstance(line, PlaceLine) else line.group.first)

    def step(self, by: int) -> None:
        """Go a row down or up, over headings."""
        row = self.currentIndex().row() + by
        while isinstance(self.lines.index(row).data(ROW), HeadLine):
            row += by
        if self.lines.index(row).isValid():
            only = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.selectionModel().setCurrentIndex(self.lines.index(row), only)

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        line, key = self.current(), event.key()
        if event.modifiers() & ~HELD:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.step(1 if key == Qt.Key.Key_Down else -1)
        elif key in ENTER:
            self.accepted.emit()
        elif key in GONE:
            self.rejected.emit()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            if isinstance(line, GroupLine):
                self.opened.emit(line.group, key == Qt.Key.Key_Right)
        elif key == Qt.Key.Key_Space:
            self.go_wanted.emit()
        elif key == Qt.Key.Key_Escape:
            self.close_wanted.emit()
        elif event.text().strip():
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        """The current row stays in sight when the card below it grows."""
        super().resizeEvent(event)
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    @guarded
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on the arrow opens or closes a group."""
        index = self.indexAt(event.position().toPoint())
        line: Line | None = index.data(ROW)
        on_arrow = event.position().x() > self.viewport().width() - ARROW
        super().mousePressEvent(event)
        if isinstance(line, GroupLine) and line.may_open and on_arrow:
            self.opened.emit(line.group, not line.is_open)


def _is_of(line: Line | None, one: Suggestion) -> bool:
    """Whether a row tells of a suggestion: its place, or its group where it is the first."""
    if isinstance(line, PlaceLine):
        return line.one == one
    return isinstance(line, GroupLine) and line.group.first == one


class LineDelegate(RowDelegate):
    """Two lines for a group, one for a place or a heading."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.families: Callable[[], tuple[str, ...]] = lambda: ()
        self._sizes: dict[type, QSize] = {}

    def has_ground(self, row: Line) -> bool:
        return not isinstance(row, HeadLine)

    @guarded(default=QSize(100, 44))
    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        if not self._sizes:  # asked for of thousands of rows
            font: QFont = option.font  # type: ignore[attr-defined]
            large, small = (QFontMetrics(sized(font, size)).height() for size in (14, 12))
            heights = {GroupLine: large + small, HeadLine: small, PlaceLine: large}
            self._sizes = {kind: QSize(100, high + 2 * PAD) for kind, high in heights.items()}
        return self._sizes[type(index.data(ROW))]

    def draw(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index, chosen: bool
    ) -> None:
        line: Line = index.data(ROW)
        font: QFont = option.font  # type: ignore[attr-defined]
        rect: QRect = option.rect.adjusted(8, 0, -8, 0)  # type: ignore[attr-defined]
        pale = self.theme.ink if chosen else self.theme.muted
        if isinstance(line, HeadLine):
            painter.setFont(semibold(font, 12))
            painter.setPen(self.theme.muted)
            painter.drawText(rect, LEFT, line.name)
            painter.drawText(rect, RIGHT, language.number(line.count))
        elif isinstance(line, GroupLine):
            self._group(painter, rect.adjusted(0, PAD, 0, -PAD), line, font, chosen)
        else:
            self._place(painter, rect.adjusted(INDENT - 8, 0, 0, 0), line, font, chosen)
        painter.setPen(pale)

    def _group(
        self, painter: QPainter, rect: QRect, line: GroupLine, font: QFont, chosen: bool
    ) -> None:
        quiet = self.theme.ink if chosen else self.theme.muted
        hue = self.theme.hue(line.hue, "outlined" if line.form == "outlined" else "filled")
        large = self._of_text(semibold(font, 14))
        top = QRect(rect.left(), rect.top(), rect.width(), QFontMetrics(large).height())
        draw_sign(painter, top.left(), top.center().y() - 5, 11, hue, line.form)
        many = f"×{language.number(line.many)}" if line.many > 1 else ""
        painter.setFont(sized(font, 12))
        painter.setPen(quiet)
        room = top.width() - SIGN
        if many:
            if line.may_open:
                at = QPointF(rect.right() - 5, top.center().y() + 1)
                draw_chevron(painter, at, quiet, up=line.is_open)
            painter.drawText(top.adjusted(0, 0, -14 if line.may_open else 0, 0), RIGHT, many)
            room -= QFontMetrics(painter.font()).horizontalAdvance(many) + 22
        painter.setFont(large)
        painter.setPen(self.theme.ink)
        told = QFontMetrics(large).elidedText(line.text, ELIDE, room)
        painter.drawText(top.adjusted(SIGN, 0, 0, 0), LEFT, told)
        small = sized(font, 12)
        below = QRect(rect.left() + SIGN, top.bottom() + 1, rect.width() - SIGN, rect.height())
        below.setBottom(rect.bottom())
        painter.setFont(small)
        painter.setPen(quiet)
        told = QFontMetrics(small).elidedText(line.below, ELIDE, below.width())
        painter.drawText(below, LEFT, told)

    def _place(
        self, painter: QPainter, rect: QRect, line: PlaceLine, font: QFont, chosen: bool
    ) -> None:
        plain = self._of_text(sized(font, 13))
        bold = semibold(plain)
        metrics, heavy = QFontMetrics(plain), QFontMetrics(bold)
        quiet = self.theme.ink if chosen else self.theme.muted
        middle = heavy.elidedText(line.text, ELIDE, round(rect.width() * 0.6))
        rest = max(0, rect.width() - heavy.horizontalAdvance(middle) - 4)
        before = metrics.elidedText(line.before, Qt.TextElideMode.ElideLeft, rest // 2)
        x = rect.left()
        for text, face, colour in (
            (before, plain, quiet),
            (middle, bold, self.theme.ink),
            (
                metrics.elidedText(line.after, ELIDE, rest - metrics.horizontalAdvance(before)),
                plain,
                quiet,
            ),
        ):
            painter.setFont(face)
            painter.setPen(colour)
            painter.drawText(QRect(x, rect.top(), rect.right() - x, rect.height()), LEFT, text)
            x += QFontMetrics(face).horizontalAdvance(text) + 1

    def _of_text(self, font: QFont) -> QFont:
        if families := self.families():
            font.setFamilies(list(families))
        return font


def spoken(line: Line) -> str:
    if isinstance(line, HeadLine):
        return wording.listed((line.name, language.number(line.count)))
    if isinstance(line, PlaceLine):
        return f"{line.before}{line.text}{line.after}"
    many = f"×{language.number(line.many)}" if line.many > 1 else ""
    return wording.listed((line.text, line.name, many, line.sure, line.reason))


def tip(line: Line) -> str:
    if isinstance(line, GroupLine):
        return wording.tip(f"{line.text}\n{line.below}")
    return ""
