"""The reader's widget: it scrolls, listens to keys and mouse, and has the page drawn."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from annotations.model import Alignment, Span, View
from gui.guard import guarded
from gui.look import Theme
from gui.reader import steps
from gui.reader.columns import Column
from gui.reader.flow import Flow, Hold, ShownRow
from gui.reader.keys import Keyboard, typed
from gui.reader.mouse import Pointer
from gui.reader.noticing import Noticing
from gui.reader.pages import Mark, Page
from gui.reader.painter import ReaderPainter
from gui.reader.selection import SelectionModel
from gui.reader.steps import WordAt
from gui.reader.style import Style

__all__ = ["ReaderView"]

LEAST_ZOOM, MOST_ZOOM = 50, 400
COLUMNS_KEPT = 4


class ReaderView(QAbstractScrollArea):
    """Text of one article with its marks, to read, select and step through.

    Everything it takes and tells is in characters of the source.  Plain letters are told by
    `key_typed` *and* left unaccepted, so that a window may use either.  Keys: arrows, Ctrl for
    words and paragraphs, Home, End, Page Up/Down, Shift to select, Ctrl+A, Ctrl+C, Escape;
    Alt+Up and Alt+Down step between marks; Space tells what is noted at the caret.  Tab leaves
    the reader.
    """

    selection_changed = Signal(object)  # Span in the source, or None
    mark_activated = Signal(str)  # id of the mark clicked or stepped to, "" for none
    key_typed = Signal(str)  # a plain character
    zoom_wanted = Signal(int)  # steps: 1 larger, -1 smaller
    menu_wanted = Signal(object, object)  # the emendations and doubts at a place, QPoint on screen

    def __init__(self, parent: QWidget | None = None, theme: Theme | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._families: dict[str, Sequence[str]] = {"hans": (), "hant": ()}
        self._zoom = 100
        self._page = Page("", "", View("source", "", Alignment.identity(0)), "hans")
        self._columns: list[Column] = []
        column = self._column(self._page.view)
        self.model = SelectionModel(column)
        self.words: WordAt = steps.simple_word
        self.trailing = False
        self.column_x: float | None = None
        self._held: Hold | None = None
        self._syncing = False
        self._painter: ReaderPainter | None = None
        self.flow = Flow(self._page, column, self._style(), max(1, self.viewport().height()))
        self.verticalScrollBar().sliderReleased.connect(self._sync)
        self.notes = Noticing(self)
        self._pointer = Pointer(self)
        self._keyboard = Keyboard(self)
        self._dress()
        self._settle(None)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.viewport().setMouseTracking(True)
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName(self.tr("正文"))
        self.setAccessibleDescription(
            self.tr("方向键移动光标，按住 Shift 选择，Alt+上下键在标注间移动，Tab 离开正文")
        )

    # -- what to show ------------------------------------------------------------------

    def show_page(self, page: Page, *, keep_place: bool = False) -> None:
        """Show `page`; with `keep_place` the same source character stays at its height, and
        caret, selection and active mark stay (for the same article only)."""
        before = self._page
        stays = keep_place and page.article == before.article
        same_text = stays and page.view == before.view and page.title == before.title
        hold = self._hold() if stays else None
        had = self.model.span
        self.notes.hide()
        self._page = page
        column = self._column(page.view)
        if stays:
            self.model.show(column)
        else:
            self.model = SelectionModel(column)
            self.flow.active, self._held = None, None
        if same_text and page.script == before.script:
            self.flow.refresh(page)
        else:
            style = self._style()
            same_style = style == self.flow.style
            self.flow.load(page, column, self.flow.style if same_style else style)
            if not same_style:
                self._dress()
        if self.flow.active and self.flow.marks.get(self.flow.active) is None:
            self.flow.active = None
        self._settle(hold)
        if had != self.model.span:
            self.selection_changed.emit(self.model.span)

    def set_theme(self, theme: Theme) -> None:
        first = self._theme is None
        self._theme = theme
        self._dress()
        if first:  # until now no chip had a width
            self.flow.restyle(self.flow.style)
            self._settle(self._hold())
        self.viewport().update()

    def set_families(self, hans: Sequence[str], hant: Sequence[str]) -> None:
        """The font families of each script, best first."""
        self._families = {"hans": tuple(hans), "hant": tuple(hant)}
        self._restyle()

    def set_zoom(self, percent: int) -> None:
        """100 is 18 pixels; held between 50 and 400."""
        self._zoom = min(max(percent, LEAST_ZOOM), MOST_ZOOM)
        self._restyle()

    def set_words(self, word_at: WordAt) -> None:
        """How to find the word at a place: (text of the view, index) → its span there."""
        self.words = word_at

    # -- selection and marks --------------------------------------------------------------

    def selection(self) -> Span | None:
        """The selected span of the source."""
        return self.model.span

    def selected_text(self) -> str:
        """What is selected, as the view writes it."""
        drawn = self.model.drawn
        return drawn.of(self.model.text) if drawn else ""

    def select(self, span: Span | None, reveal: bool = True) -> None:
        """Select a span of the source, or nothing."""
        self._changed(self.model.select(span))
        if span is not None and reveal:
            self.reveal(span)

    def word_at_caret(self) -> Span:
        """The word at the caret, in the source."""
        return self.model.to_source(self.words(self.model.text, self.model.at))

    def activate(self, mark_id: str | None) -> None:
        """Show this mark as the chosen one; says nothing."""
        self.flow.active = mark_id or None
        self.flow.fill()
        self._sync()

    def step_mark(self, forward: bool) -> None:
        """Choose the next or previous mark, put the caret at its start and show it."""
        self._keyboard.step_mark(forward)

    def reveal(self, span: Span) -> None:
        """Scroll no more than needed to see the beginning of a source span."""
        self.reveal_view(self.flow.column.alignment.caret_to_target(span.start))

    def place_of(self, source: int) -> QRect | None:
        """The box of a source character in the viewport; None if its row is not on screen."""
        box = self.flow.box_of(source)
        return box.toRect() if box is not None else None

    def index_at(self, point: QPoint) -> int | None:
        """The caret place in the source nearest to a point of the viewport; None outside."""
        if not self.viewport().rect().contains(point):
            return None
        return self.flow.source_at(point.x(), point.y())

    # -- for mouse and keys ------------------------------------------------------------------

    def put_caret(self, index: int, *, extend: bool = False, trailing: bool = False) -> None:
        """Move the caret to a character of the view."""
        changed = self.model.place(index, extend)
        self.trailing, self.column_x = trailing, None
        self._changed(changed)

    def take(self, start: int, end: int) -> None:
        """Select from `start` to the caret at `end`, in the view."""
        changed = self.model.take(start, end)
        self.trailing, self.column_x = end > start, None
        self._changed(changed)

    def scroll_by(self, pixels: float) -> None:
        self._held = None
        self.flow.scroll_to(self.flow.value + pixels)
        self._sync()

    def char_at(self, at: QPointF) -> int | None:
        """The character of the view under a point."""
        shown = self.flow.row_at(at.y())
        line = shown.layout.line_at(at.y() - shown.y)
        return shown.layout.char_at(at.x() - self.flow.style.left, line)

    def hanging_at(self, at: QPointF) -> tuple[Mark, ...]:
        """The marks whose chip or line is under a point."""
        shown = self.flow.row_at(at.y())
        return shown.layout.hanging_at(at.x() - self.flow.style.left, at.y() - shown.y)

    def choose(self, mark_id: str) -> None:
        if (self.flow.active or "") != mark_id:
            self.activate(mark_id)
            self.mark_activated.emit(mark_id)

    def reveal_view(self, index: int) -> None:
        self._held = None
        self.flow.reveal(index)
        self._sync()

    def caret_box(self) -> QRectF | None:
        box = self.flow.caret_box(self.model.at, self.trailing)
        if box is None:
            return None
        width = self.flow.style.stroke
        return QRectF(round(box.left() - width / 2), box.top(), width, box.height())

    # -- events ------------------------------------------------------------------------

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        draw = self._painter
        if draw is None:
            painter.fillRect(event.rect(), self.palette().base())
            return
        painter.fillRect(event.rect(), draw.theme.paper)
        head, left = self.flow.head, self.flow.style.left
        if head is not None:
            y = self.flow.top - self.flow.title_gap - head.height
            draw.row(painter, head, QPointF(left, y), None)
        for row in self.flow.rows:
            if row.y <= event.rect().bottom() and row.y + row.layout.height >= event.rect().top():
                self._paint_row(painter, draw, row)
        if self.hasFocus() and (box := self.caret_box()) is not None:
            draw.caret(painter, box)
        painter.end()

    def _paint_row(self, painter: QPainter, draw: ReaderPainter, row: ShownRow) -> None:
        at = QPointF(self.flow.style.left, round(row.y))
        draw.row(painter, row.layout, at, self.model.drawn)
        number = self.flow.number(row.number)
        if number:
            draw.number(painter, at, number)

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._restyle()

    @guarded
    def scrollContentsBy(self, dx: int, dy: int) -> None:
        if not self._syncing:
            self.notes.hide()
            self._held = None
            self.flow.scroll_to(self.verticalScrollBar().value())
            self._sync()

    @guarded
    def wheelEvent(self, event: QWheelEvent) -> None:
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
            return
        turned = event.angleDelta().y()
        if turned:
            self.zoom_wanted.emit(1 if turned > 0 else -1)
        event.accept()

    @guarded
    def focusInEvent(self, event: QFocusEvent) -> None:
        self.viewport().update()

    @guarded
    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.notes.hide()
        self.viewport().update()

    @guarded
    def leaveEvent(self, event: QEvent) -> None:
        self.notes.hide()

    @guarded
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self._pointer.menu(event)

    @guarded
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pointer.press(event)

    @guarded
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pointer.double(event)

    @guarded
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._pointer.move(event)

    @guarded
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pointer.release(event)

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._keyboard.press(event):
            event.accept()
            return
        event.ignore()
        if letter := typed(event):
            self.key_typed.emit(letter)

    # -- keeping everything in step --------------------------------------------------------

    def _column(self, view: View) -> Column:
        """The view cut into rows; the last few are kept, for going to and fro."""
        for column in self._columns:
            if column.view == view:
                return column
        self._columns = [Column(view), *self._columns[: COLUMNS_KEPT - 1]]
        return self._columns[0]

    def _style(self) -> Style:
        families = self._families[self._page.script]
        return Style.of(families, self._zoom, max(1, self.viewport().width()))

    def _restyle(self) -> None:
        """Zoom, family or size may have changed: the place is kept."""
        hold, style = self._hold(), self._style()
        self.flow.height = max(1, self.viewport().height())
        if style == self.flow.style:
            self._settle(None)
            return
        self.flow.restyle(style)
        self._dress()
        self._settle(hold)

    def _dress(self) -> None:
        """A new painter for style and theme."""
        if self._theme is not None:
            self._painter = ReaderPainter(self.flow.style, self._theme)
            self.flow.chip_width = self._painter.chips.width

    def _hold(self) -> Hold | None:
        """The place to keep: it stays the same until the reader moves, so that going to and
        fro between views brings back the same lines. None at the top, which stays the top."""
        if self._held is None:
            if self.flow.value < 1 and not self.model.caret:
                return None
            looked_at = self.model.caret if self.model.span or self.model.caret else None
            self._held = self.flow.hold(looked_at)
        return self._held

    def _settle(self, hold: Hold | None) -> None:
        if hold is not None:
            self.flow.place(hold)
        else:
            self.flow.fill()
        self._sync()

    def _sync(self) -> None:
        """Bring the scroll bar to where the rows are, and draw."""
        bar, flow = self.verticalScrollBar(), self.flow
        self._syncing = True
        bar.setPageStep(flow.height)
        bar.setSingleStep(flow.style.text.pitch)
        if not bar.isSliderDown():
            bar.setRange(0, max(0, ceil(flow.total - flow.height)))
            bar.setValue(round(flow.value))
        self._syncing = False
        self.viewport().update()

    def _changed(self, selection: bool) -> None:
        self._held = None
        self.viewport().update()
        if selection:
            self.selection_changed.emit(self.model.span)
