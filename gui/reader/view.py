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
from gui.reader import steps, strip
from gui.reader.canvas import Canvas
from gui.reader.columns import Columns
from gui.reader.flow import Flow, Hold
from gui.reader.hits import Hits
from gui.reader.keys import Keyboard, typed
from gui.reader.looks import Looks
from gui.reader.mouse import Pointer
from gui.reader.noticing import Noticing
from gui.reader.pages import Dress, Link, Mark, Page, PageColumn, Tell
from gui.reader.selection import SelectionModel
from gui.reader.steps import WordAt

__all__ = ["ReaderView"]


class ReaderView(QAbstractScrollArea):
    """Text of one article with its marks, to read, select and step through.

    Everything it takes and tells is in characters of the source.  Plain letters are told by
    `key_typed` *and* left unaccepted, so that a window may use either.  Keys: arrows, Ctrl for
    words and paragraphs, Home, End, Page Up/Down, Shift to select, Ctrl+A, Ctrl+C, Escape;
    Alt+Up and Alt+Down step between marks, Alt+Left and Alt+Right between two columns; Space
    tells what is noted at the caret.  Tab leaves the reader.
    """

    selection_changed = Signal(object)  # Span in the source, or None
    mark_activated = Signal(str)  # id of the mark clicked or stepped to, "" for none
    key_typed = Signal(str)  # a plain character
    zoom_wanted = Signal(int)  # steps: 1 larger, -1 smaller
    moved = Signal()  # the caret, or what is shown, is not what it was
    told = Signal(str)  # what the card says, when it comes
    hint_chosen = Signal(str)  # id of what is suggested and was clicked, "" for none
    menu_wanted = Signal(object, object)  # the emendations and doubts at a place, QPoint on screen

    def __init__(self, parent: QWidget | None = None, theme: Theme | None = None) -> None:
        super().__init__(parent)
        self._looks = Looks(theme)
        self._columns = Columns()
        self._held: Hold | None = None
        self._syncing = False
        self.hits = Hits()
        page = Page("", "", (PageColumn(View("source", "", Alignment.identity(0)), "hans"),))
        columns, width = self._columns.of(page), self.viewport().width()
        height = max(1, self.viewport().height())
        self.flow = Flow(page, columns, self._looks.setting(page, width), height)
        self.model = SelectionModel(self.flow.column)
        self.words: WordAt = steps.simple_word
        self.trailing = False
        self.column_x: float | None = None
        self.verticalScrollBar().sliderReleased.connect(self._sync)
        self._canvas = Canvas(self)
        self.notes = Noticing(self)
        self._pointer = Pointer(self)
        self._keyboard = Keyboard(self)
        self._canvas.dress(self._looks)
        self._strip = strip.Strip(self)
        self._settle(None)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.viewport().setMouseTracking(True)
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setViewportMargins(0, 0, strip.WIDTH, 0)
        self.setAccessibleName(self.tr("正文"))
        self.setAccessibleDescription(
            self.tr(
                "方向键移动光标，按住 Shift 选择，Alt+上下键走标注，Alt+左右键换栏，Tab 离开正文"
            )
        )

    # -- what to show ------------------------------------------------------------------

    def show_page(
        self,
        page: Page,
        *,
        keep_place: bool = False,
        active: str | None = None,
        at: Hold | None = None,
        caret: int = 0,
    ) -> None:
        """Show `page`; with `keep_place` the same source character stays at its height, and
        caret, selection and active mark stay (for the same article only). `active` is the mark
        to be chosen from now on, "" for none.  Another article is shown from its beginning, or
        `at` a place of its source with the caret at `caret`."""
        stays = keep_place and page.article == self.flow.page.article
        hold = self._hold() if stays else None
        had = self.model.span
        self.notes.hide()
        if stays and page.has_text_of(self.flow.page):
            self.flow.refresh(page)
        else:
            self._load(page, stays)
        if not stays:
            self.model, hold = SelectionModel(self.flow.column), at
            self.model.place(self.flow.side.to_view(caret), False)
            self.flow.seen.active, self._held, self.hits = None, None, Hits()
            self.flow.seen.suggest(())
        if active is not None:
            self.flow.seen.active = active
        chosen = self.flow.seen.active
        if not chosen or self.flow.marks.get(chosen) is None:
            self.flow.seen.active = None
        self._settle(hold)
        if had != self.model.span:
            self.selection_changed.emit(self.model.span)
        self.moved.emit()

    def place_now(self) -> Hold | None:
        """Where the page is, to be shown `at` again; None at its beginning."""
        return self._hold() if self.flow.value >= 1 else None

    def _load(self, page: Page, stays: bool) -> None:
        """Other texts, or in another script. The caret stays in the view it was in."""
        names = [part.view.name for part in page.columns]
        name = self.flow.column.view.name
        at = names.index(name) if name in names else min(self.flow.at, len(names) - 1)
        setting = self._looks.setting(page, self.viewport().width())
        self.flow.load(page, self._columns.of(page), setting, at if stays else 0)
        if stays:
            self.model.show(self.flow.column)
        self._canvas.dress(self._looks)

    def set_theme(self, theme: Theme) -> None:
        first = self._looks.theme is None
        self._looks.set_theme(theme)
        self._canvas.dress(self._looks)
        if first:  # until now no chip had a width
            hold = self._hold()
            self.flow.forget()
            self.flow.restyle(self.flow.setting)
            self._settle(hold)
        self._strip.refresh()
        self.viewport().update()

    def set_families(self, hans: Sequence[str], hant: Sequence[str]) -> None:
        """The font families of each script, best first."""
        self._looks.set_families(hans, hant)
        self._restyle()

    def set_zoom(self, percent: int) -> None:
        """100 is 18 pixels; held between 50 and 400."""
        self._looks.set_zoom(percent)
        self._restyle()

    def set_dressing(self, dress: Dress) -> None:
        """Draw marks with their chips, as lines only, or not at all but for the chosen one."""
        if dress != self.flow.seen.dress:
            hold, self.flow.seen.dress = self._hold(), dress
            self._settle(hold)

    def set_reading(self, on: bool) -> None:
        """Show nothing but the text, its lines closer: neither marks nor what is noted."""
        if on != self.flow.seen.reading:
            self.notes.hide()
            hold = self._hold()
            self.flow.seen.reading = self._looks.calm = on
            self._restyle(hold)

    def set_links(self, every: bool) -> None:
        """Draw the relations of all marks, or of the chosen one alone."""
        if every != self.flow.seen.all_links:
            self.flow.seen.all_links = every
            self._canvas.refresh()

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

    def set_hits(self, spans: Sequence[Span], current: int | None = None) -> None:
        """Show where in the source something was found: spans in order, which may overlap, and
        the place among them of the current one. Another article has none."""
        if spans is self.hits.spans:
            self.hits.current = current
        else:
            self.hits = Hits(spans, current)
            self._strip.refresh()
        self.viewport().update()

    def set_hints(self, marks: tuple[Mark, ...], tell: Tell) -> None:
        """Show what is suggested: pending marks of the source, in the order of the text. Another
        article has none."""
        if self.flow.seen.suggest(marks, tell):
            self.notes.hide()
            self._settle(self._hold())

    def set_hint(self, hint: str | None) -> None:
        """Show this suggestion as the one that is judged."""
        if self.flow.seen.hint != (hint or None):
            self.flow.seen.hint = hint or None
            self._settle(self._hold())

    @property
    def theme(self) -> Theme | None:
        """Whose colours are drawn; None until one was set."""
        return self._looks.theme

    def link_at(self, point: QPointF) -> Link | None:
        """The relation whose line is under a point of the viewport."""
        return self._canvas.link_at(point)

    @property
    def view(self) -> View:
        """The view the caret is in: the one shown, or that of its column."""
        return self.flow.column.view

    def word_at_caret(self) -> Span:
        """The word at the caret, in the source."""
        return self.model.to_source(self.words(self.model.text, self.model.at))

    def has_mark(self, mark_id: str) -> bool:
        """Whether this mark is among those of the page."""
        return self.flow.marks.get(mark_id) is not None

    def activate(self, mark_id: str | None) -> None:
        """Show this mark as the chosen one; says nothing."""
        if self.flow.seen.active != (mark_id or None):
            self.flow.seen.active = mark_id or None
            self.flow.fill()
            self._sync()

    def step_mark(self, forward: bool) -> None:
        """Choose the next or previous mark, put the caret at its start and show it."""
        self._keyboard.step_mark(forward)

    def reveal(self, span: Span) -> None:
        """Scroll no more than needed to see the beginning of a source span."""
        self.reveal_view(self.flow.side.to_view(span.start))

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

    def turn_to(self, at: int) -> None:
        """Take the caret to the column of this number; it stays at its source character."""
        if at != self.flow.at and at < len(self.flow.sides):
            self.flow.at = at
            self.model.show(self.flow.column)
            self.trailing, self.column_x, self._held = False, None, None
            self.viewport().update()
            self.moved.emit()

    def choose(self, mark_id: str) -> None:
        if (self.flow.seen.active or "") != mark_id:
            self.activate(mark_id)
            self.mark_activated.emit(mark_id)

    def reveal_view(self, index: int) -> None:
        self._held = None
        self.flow.reveal(index)
        self._sync()

    def caret_box(self, at: int | None = None) -> QRectF | None:
        """The caret in its own column, or where it would stand in another."""
        at = self.flow.at if at is None else at
        own = at == self.flow.at
        index = self.model.at if own else self.flow.sides[at].to_view(self.model.caret)
        box = self.flow.caret_box(index, own and self.trailing, at)
        if box is None:
            return None
        width = self.flow.style.stroke if own else self.flow.style.hair
        return QRectF(round(box.left() - width / 2), box.top(), width, box.height())

    # -- events ------------------------------------------------------------------------

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        self._canvas.draw(painter, event.region())
        painter.end()

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        pane = self.viewport().geometry()
        self._strip.setGeometry(pane.right() + 1, pane.top(), strip.WIDTH, pane.height())
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

    def _restyle(self, hold: Hold | None = None) -> None:
        """Zoom, family or size may have changed: the place is kept."""
        hold = hold or self._hold()
        setting = self._looks.setting(self.flow.page, self.viewport().width())
        self.flow.height = max(1, self.viewport().height())
        if setting == self.flow.setting:
            self._settle(None)
            return
        self.flow.restyle(setting)
        self._canvas.dress(self._looks)
        self._settle(hold)

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
        self._canvas.refresh()
        self._strip.refresh()

    def _changed(self, selection: bool) -> None:
        self._held = None
        self._strip.update()
        self.viewport().update()
        if selection:
            self.selection_changed.emit(self.model.span)
        self.moved.emit()
