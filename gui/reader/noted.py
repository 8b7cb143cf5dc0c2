"""Emendations, muted zones and doubts: which of them a row shows, and how.

A row asks for its own only, so that an article may have any number of them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeVar

from annotations.model import ZONES, Doubt, Emendation, Span
from gui.reader.columns import Column
from gui.reader.pages import Noted, Page
from gui.reader.rows import Row
from gui.reader.standins import visible

if TYPE_CHECKING:
    from gui.reader.layout import RowLayout

__all__ = ["NOTHING", "NotedIndex", "NotedRow", "Part", "Spot", "changed_part", "touching"]

Look = Literal["proposed", "struck", "ticked", "muted", "doubted", "pinned"]
Sign = Literal["", "between", "thin", "break"]
LONGEST_NOTE = 12  # characters
_BREAKS = re.compile("[\r\n]+")
T = TypeVar("T")


class Part(NamedTuple):
    """What a spot takes of one line, in pixels. `sign` says what stands there where there is
    no glyph: nothing but a place `between` two, a `thin` character, or a line `break`."""

    line: int
    left: float
    right: float
    sign: Sign = ""


class Spot(NamedTuple):
    """An emendation or doubt in one row; `note` is the small ink under what is struck out."""

    about: Noted
    look: Look
    parts: tuple[Part, ...]
    note: str = ""


class NotedRow(NamedTuple):
    """What one row shows of them; `faded` are stretches of the view."""

    spots: tuple[Spot, ...] = ()
    faded: tuple[Span, ...] = ()


NOTHING = NotedRow()


class NotedIndex:
    """The emendations, zones and doubts of a page, found by row. `revision` grows with every
    change."""

    def __init__(self) -> None:
        self.revision = 0
        self._shown: object = None
        self._emendations: tuple[Emendation, ...] = ()
        self._reach: list[int] = []

    def show(self, page: Page, column: Column, doubts: Sequence[Doubt] = ()) -> None:
        """Hold what this page has for a column of it, and the doubts of its view; to show the
        same emendations again costs nothing."""
        shown = (column, page.emendations, page.zones, doubts)
        if shown == self._shown:
            return
        self._shown = shown
        self.revision += 1
        self._column, self._doubts = column, doubts
        self._plain = not (page.emendations or page.zones or doubts)
        self._zones = tuple(_joined(page.zones))
        self._in_source = column.view.name == "source"
        if page.emendations is not self._emendations:
            self._emendations = page.emendations
            self._reach = list(accumulate([e.span.end for e in page.emendations], max))

    def emendations(self, span: Span) -> list[Emendation]:
        """The emendations that touch a span of the source, in order."""
        found: list[Emendation] = []
        for at in range(bisect_left(self._reach, span.start), len(self._reach)):
            emendation = self._emendations[at]
            if emendation.span.start > span.end:
                break
            if emendation.span.end >= span.start:
                found.append(emendation)
        return found

    def row(self, layout: RowLayout, number: int) -> NotedRow:
        """What there is to see in the row of this number."""
        if self._plain:
            return NOTHING
        starts = self._column.rows.starts
        source = self._column.source_of(Row(starts[number], starts[number + 1]))
        place = _Place(layout, Span(starts[number], starts[number + 1]), self._column)
        spots = [s for e in self.emendations(source) if (s := self._emended(e, place))]
        doubts = touching(self._doubts, source, lambda doubt: doubt.span)
        spots += [s for d in doubts if (s := _doubted(d, place))]
        zones = touching(self._zones, source, lambda zone: zone)
        faded = [*map(place.image, zones)]
        faded += [
            place.image(changed_part(spot.about, self._column.text)[0])
            for spot in spots
            if spot.look == "struck" and isinstance(spot.about, Emendation)
        ]
        return NotedRow(tuple(spots), tuple(sorted(filter(None, faded))))

    def _emended(self, emendation: Emendation, place: _Place) -> Spot | None:
        """How an emendation is seen in a row; None where it is not."""
        span, note, look = emendation.span, "", _look(emendation, self._in_source)
        if look == "struck":
            span, new = changed_part(emendation, self._column.text)
            note = _small(new)
        parts = tuple(place.parts(span))
        return Spot(emendation, look, parts, note) if parts else None


def _joined(zones: Sequence[Span]) -> Iterator[Span]:
    """Zones in order without the ones inside others."""
    end = -1
    for zone in zones:
        if zone.end > end:
            end = zone.end
            yield zone


def touching(items: Sequence[T], span: Span, span_of: Callable[[T], Span]) -> list[T]:
    """Those of `items` (in order, apart) that touch a span."""
    found: list[T] = []
    low = bisect_left(items, span.start, key=lambda item: span_of(item).end)
    for at in range(low, len(items)):
        if span_of(items[at]).start > span.end:
            break
        found.append(items[at])
    return found


def changed_part(emendation: Emendation, source: str) -> tuple[Span, str]:
    """What of its span really goes, and what comes there: equal ends stay."""
    span, new = emendation.span, emendation.replacement or ""
    if not new:
        return span, new
    old = span.of(source)
    before = after = 0
    while before < min(len(old), len(new)) and old[before] == new[before]:
        before += 1
    while after < min(len(old), len(new)) - before and old[-1 - after] == new[-1 - after]:
        after += 1
    return Span(span.start + before, span.end - after), new[before : len(new) - after]


def _look(emendation: Emendation, in_source: bool) -> Look:
    if emendation.status == "accepted":
        return "struck" if in_source else "ticked"
    return "muted" if emendation.kind in ZONES else "proposed"


def _small(text: str) -> str:
    """A replacement as it is written small: in one line, ¶ for a paragraph, not too long."""
    shown = visible(_BREAKS.sub("¶", text))
    return shown if len(shown) <= LONGEST_NOTE else shown[: LONGEST_NOTE - 1] + "…"


def _doubted(doubt: Doubt, place: _Place) -> Spot | None:
    look: Look = "pinned" if doubt.cause == "pinned" else "doubted"
    parts = tuple(part for part in place.parts(doubt.span) if not part.sign)
    return Spot(doubt, look, parts) if parts else None


class _Place:
    """One row: where spans of the source stand in it. `row` counts its break in."""

    def __init__(self, layout: RowLayout, row: Span, column: Column) -> None:
        self._layout, self._row, self._column = layout, row, column

    def image(self, span: Span) -> Span | None:
        """What of a span of the source shows in this row."""
        image = self._column.alignment.to_target(span)
        start, end = max(image.start, self._layout.start), min(image.end, self._layout.end)
        return Span(start, end) if start < end else None

    def parts(self, span: Span) -> Iterator[Part]:
        """The parts of a span of the source in this row."""
        layout = self._layout
        image = self._column.alignment.to_target(span)
        if not image:
            yield from self._between(image.start)
            return
        thin = layout.style.em / 8
        for line, left, right in layout.extents(image.start, image.end):
            if right - left < 1:
                yield Part(line, left - thin, left + thin, "thin")
            else:
                yield Part(line, left, right)
        if image.start <= layout.end < min(image.end, self._row.end):
            yield self._break()

    def _between(self, at: int) -> Iterator[Part]:
        """A place where the view has nothing; at the seam of two rows it is the lower one's."""
        last = self._row.end == len(self._column.text)
        if self._row.start <= at < self._row.end or (last and at == self._row.end):
            at = min(at, self._layout.end)
            line = self._layout.line_of(at, trailing=at > self._layout.start)
            x = self._layout.x_of(at, line)
            yield Part(line, x, x, "between")

    def _break(self) -> Part:
        """The sign for the end of the row's line."""
        line, em = len(self._layout.lines) - 1, self._layout.style.em
        left = self._layout.x_of(self._layout.end, line) + em * 0.25
        return Part(line, left, left + em * 0.7, "break")
