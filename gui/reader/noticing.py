"""What is noted under the mouse and at the caret: found for commands, told on the card."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QPointF, QRect, QRectF, QTimer
from PySide6.QtGui import QFont

from annotations.model import ZONES, Doubt, Emendation, Span
from gui.reader.card import Card
from gui.reader.noted import Spot, touching
from gui.reader.pages import Noted

if TYPE_CHECKING:
    from gui.reader.view import ReaderView

__all__ = ["Noticing"]

N = TypeVar("N", Emendation, Doubt)
PAUSE = 350  # milliseconds the mouse rests before the card comes
READING = 17  # pixels, on the card


class Noticing:
    """Follows mouse and caret for its reader."""

    def __init__(self, view: ReaderView) -> None:
        self._view = view
        self.card = Card(view)
        self._over: tuple[Spot, ...] = ()
        self._beside = QRect()
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
        shown = flow.row_at(point.y())
        return shown.layout.spots_at(point.x() - flow.style.left, point.y() - round(shown.y))

    def hover(self, point: QPointF) -> None:
        """The mouse moved, no button down: the card comes when it rests on something."""
        over = self.at(point)
        if over == self._over:
            return
        self.hide()
        self._over = over
        if over:
            self._beside = self._box(over[0], point)
            self._rest.start()

    def _box(self, spot: Spot, point: QPointF) -> QRect:
        """Where in the viewport the part of a spot nearest to the mouse stands."""
        flow = self._view.flow
        shown = flow.row_at(point.y())
        boxes = [shown.layout.part_rect(part) for part in spot.parts]
        boxes = [box.translated(flow.style.left, round(shown.y)) for box in boxes]
        return min(boxes, key=lambda box: abs(box.center().y() - point.y())).toAlignedRect()

    def _on_rest(self) -> None:
        self._tell([spot.about for spot in self._over], self._beside)

    # -- at the caret ---------------------------------------------------------------------

    def emendation(self) -> Emendation | None:
        """The emendation at the caret or in the selection; a muted zone only without another."""
        return self._at_caret(self._view.flow.noted.emendations)

    def doubt(self, among: Sequence[Doubt] | None = None) -> Doubt | None:
        """The doubt at the caret or in the selection: of the page, or of others."""
        doubts = self._view.flow.page.doubts if among is None else among
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

    def tell_at_caret(self) -> bool:
        """Show the card for what is noted at the caret; whether there was anything."""
        found: list[Noted] = [about for about in (self.doubt(), self.emendation()) if about]
        box = self._view.caret_box()
        if not found or box is None:
            return False
        self._tell(found, box.toAlignedRect())
        return True

    # -- the card -------------------------------------------------------------------------

    def hide(self) -> bool:
        """Take the card away; whether it was there."""
        there = self.card.isVisible()
        self._rest.stop()
        self._over = ()
        self.card.hide()
        return there

    def _tell(self, about: Sequence[Noted], beside: QRect) -> None:
        told = [self._view.flow.page.tell(one) for one in about]
        told = [one for one in told if one.text]
        if told:
            font = QFont(self._view.flow.style.text.font)
            font.setPixelSize(READING)
            origin = self._view.viewport().pos()
            self.card.tell(told, QRectF(beside).toRect().translated(origin), font)


def _meets(span: Span, place: Span) -> bool:
    inside = place.start <= span.start <= span.end <= place.end
    return span.overlaps(place) or (not span and inside)


def _rank(about: Noted) -> tuple[bool, int, int]:
    """Zones last, else the shortest, else the first."""
    zone = isinstance(about, Emendation) and about.kind in ZONES and about.status == "proposed"
    return (zone, len(about.span), about.span.start)
