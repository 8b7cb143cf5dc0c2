"""What is noted under the mouse and at the caret: found for commands, told on the card."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QPointF, QRect, QRectF, QTimer
from PySide6.QtGui import QFont

from annotations.model import ZONES, Doubt, Emendation, Span
from gui.reader.card import MOST, Card
from gui.reader.layout import RowLayout
from gui.reader.noted import Spot, touching
from gui.reader.pages import Link, Mark, Tellable, Told

if TYPE_CHECKING:
    from gui.reader.view import ReaderView

__all__ = ["Noticing"]

N = TypeVar("N", Emendation, Doubt)
PAUSE = 350  # milliseconds the mouse rests before the card comes
READING = 17  # pixels, on the card
FEW_LINES = 3  # that the card may stay away from, to leave all of a mark to be seen
_Over = Spot | Mark | Link


class Noticing:
    """Follows mouse and caret for its reader."""

    def __init__(self, view: ReaderView) -> None:
        self._view = view
        self.card = Card(view)
        self._over: tuple[_Over, ...] = ()
        self._beside: tuple[QRect, ...] = ()
        self._rest = QTimer(view)
        self._rest.setSingleShot(True)
        self._rest.setInterval(PAUSE)
        self._rest.timeout.connect(self._on_rest)

    # -- under the mouse ------------------------------------------------------------------

    def at(self, point: QPointF) -> tuple[Spot, ...]:
        """The emendations and doubts under a point of the viewport, the smallest first."""
        flow = self._view.flow
        if not flow.rows:
            return ()
        layout, corner = flow.row_under(point)
        return layout.spots_at(point.x() - corner.x(), point.y() - corner.y())

    def marks(self, point: QPointF) -> tuple[Mark, ...]:
        """The marks under a point: that of a chip or line, or those over a character, the
        innermost first."""
        flow = self._view.flow
        layout, corner = flow.row_under(point)
        x, y = point.x() - corner.x(), point.y() - corner.y()
        if hanging := layout.hanging_at(x, y):
            return hanging
        char = layout.char_at(x, layout.line_at(y))
        if char is None:
            return ()
        alignment = flow.sides[flow.at_x(point.x())].column.alignment
        source = alignment.to_source(Span(char, char + 1))
        return tuple(flow.seen.at(source.start)) if source else ()

    def hover(self, point: QPointF) -> None:
        """The mouse moved, no button down: the card comes when it rests on something."""
        over: tuple[_Over, ...] = (*self.at(point), *self.marks(point))
        if not over and (link := self._view.link_at(point)):
            over = (link,)
        if over == self._over:
            return
        self.hide()
        self._over = over
        if over:
            self._beside = self._boxes(over[0], point)
            self._rest.start()

    def _boxes(self, over: _Over, point: QPointF) -> tuple[QRect, ...]:
        """What the card must not cover, in the viewport: all of it in this row if that is not
        much, else the part nearest to the mouse."""
        layout, corner = self._view.flow.row_under(point)
        if isinstance(over, Link):
            return (QRectF(point, point).adjusted(-4, -4, 4, 4).toAlignedRect(),)
        if isinstance(over, Spot):
            boxes = [layout.part_rect(part) for part in over.parts]
        else:
            boxes = list(_hung(layout, over))
        boxes = [box.translated(corner) for box in boxes]
        if not boxes:
            return (QRectF(point, point).toAlignedRect(),)
        nearest = min(boxes, key=lambda box: abs(box.center().y() - point.y()))
        whole = QRectF()
        for box in boxes:
            whole = whole.united(box)
        kept = (whole, nearest) if whole.height() <= FEW_LINES * nearest.height() else (nearest,)
        return tuple(box.toAlignedRect() for box in kept)

    def _on_rest(self) -> None:
        about = [one.about if isinstance(one, Spot) else one for one in self._over]
        self._tell(about, self._beside)

    # -- at the caret ---------------------------------------------------------------------

    def emendation(self) -> Emendation | None:
        """The emendation at the caret or in the selection; a muted zone only without another."""
        return self._at_caret(self._view.flow.noted.emendations)

    def doubt(self, among: Sequence[Doubt] | None = None) -> Doubt | None:
        """The doubt at the caret or in the selection: of the page, or of others."""
        doubts = self._view.flow.side.doubts if among is None else among
        return self._at_caret(lambda place: touching(doubts, place, lambda doubt: doubt.span))

    def character(self) -> Span | None:
        """The one source character behind the caret, or selected; None where it is not one."""
        model = self._view.model
        end = min(model.at + 1, len(model.text))
        span = model.span or model.to_source(Span(model.at, end))
        return span if len(span) == 1 else None

    def _at_caret(self, find: Callable[[Span], Sequence[N]]) -> N | None:
        for place in self._places():
            if found := [about for about in find(place) if _meets(about.span, place)]:
                return min(found, key=_rank)
        return None

    def _places(self) -> Iterator[Span]:
        """Where to look, in the source: what is selected, else first the character behind the
        caret, with what the view leaves out before it, then the one before."""
        model = self._view.model
        if model.span is not None:
            yield model.span
            return
        for start, end in ((model.at, model.at + 1), (model.at - 1, model.at)):
            shown = Span(max(start, 0), min(end, len(model.text)))
            yield model.to_source(shown).hull(Span(model.caret, model.caret))

    def marks_at_caret(self) -> list[Mark]:
        """The marks at the caret or in the selection, the chosen one first, then the inner."""
        seen = self._view.flow.seen
        for place in self._places():
            around = [*seen.touching(place), *seen.suggested(place)]
            over = [m for m in around if any(f.overlaps(place) for f in m.fragments)]
            if over:
                chosen = seen.active or seen.hint
                return sorted(over, key=lambda m: (m.id != chosen, len(m.hull)))
        return []

    def tell_at_caret(self) -> bool:
        """Show the card for what is at the caret: what is noted or marked there, else the plain
        words that are selected, or the character; whether there was anything."""
        found: list[Tellable] = [about for about in (self.doubt(), self.emendation()) if about]
        found += self.marks_at_caret()
        if not found:
            found += [place for place in self._places() if place][:1]
        box = self._view.caret_box()
        if not found or box is None:
            return False
        return self._tell(found, (self._around(box),))

    def _around(self, box: QRectF) -> QRect:
        """The caret's line with what hangs under it, as wide as the caret."""
        layout, corner = self._view.flow.row_under(box.center())
        line = layout.lines[layout.line_at(box.center().y() - corner.y())]
        tall = QRectF(box.left(), corner.y() + line.y, box.width(), line.height)
        return box.united(tall).toAlignedRect()

    # -- the card -------------------------------------------------------------------------

    def hide(self) -> bool:
        """Take the card away; whether it was there."""
        there = self.card.isVisible()
        self._rest.stop()
        self._over = ()
        self.card.hide()
        return there

    def _tell(self, about: Sequence[Tellable], beside: Sequence[QRect]) -> bool:
        told = [self._told(one) for one in about[:MOST]]
        told = [one for one in told if one.text]
        if len(told) > 1 and isinstance(about[1], Mark):  # it is told in full on its own chip
            told[1] = replace(told[1], lines=())
        if told:
            font = QFont(self._view.flow.style.text.font)
            font.setPixelSize(READING)
            origin = self._view.viewport().pos()
            self.card.tell(told, [box.translated(origin) for box in beside], font)
            self._view.told.emit(self.card.text)
        return bool(told)

    def _told(self, about: Tellable) -> Told:
        hint = isinstance(about, Mark) and about.pending
        return (self._view.flow.seen.tell_hint if hint else self._view.flow.page.tell)(about)


def _hung(layout: RowLayout, mark: Mark) -> Iterator[QRectF]:
    """The words of a mark in a row, each line of them with what hangs under it."""
    for placed in layout.dressing.placed:
        if placed.mark.id == mark.id:
            for start, end in placed.ranges:
                for number, left, right in layout.extents(start, end):
                    line = layout.lines[number]
                    yield QRectF(left, line.y, right - left, line.height)


def _meets(span: Span, place: Span) -> bool:
    inside = place.start <= span.start <= span.end <= place.end
    return span.overlaps(place) or (not span and inside)


def _rank(about: Emendation | Doubt) -> tuple[bool, int, int]:
    """Zones last, else the shortest, else the first."""
    zone = isinstance(about, Emendation) and about.kind in ZONES and about.status == "proposed"
    return (zone, len(about.span), about.span.start)
