"""One column as it stands on the page: its rows laid out in its style, with the marks on them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import QRectF

from annotations.model import Doubt, Span
from gui.reader.cache import Recent
from gui.reader.columns import Column
from gui.reader.dressing import Placed
from gui.reader.hits import Hits
from gui.reader.layout import RowLayout
from gui.reader.noted import NOTHING, NotedIndex
from gui.reader.pages import Dress, Mark, Page, Tell, silent
from gui.reader.rows import Row
from gui.reader.spans import SpanIndex
from gui.reader.style import Style

__all__ = ["Seen", "Side"]

KEPT = 160  # rows laid out and kept


@dataclass(slots=True)
class Seen:
    """What of the marks of a page is seen: which are there, which one is chosen, how they are
    drawn; in `reading` neither they nor emendations and doubts are. `all_links`: the relations
    of all of them are drawn, not of the chosen one alone.  `hints` are marks that are only
    suggested, `hint` is the one that is judged, and `tell_hint` words what the card says."""

    marks: SpanIndex = field(default_factory=SpanIndex)
    active: str | None = None
    hints: SpanIndex = field(default_factory=SpanIndex)
    hint: str | None = None
    tell_hint: Tell = silent
    dress: Dress = "chips"
    reading: bool = False
    all_links: bool = False

    @property
    def revision(self) -> object:
        """Differs when a row may look different."""
        hints = (self.hints.revision, self.hint)
        return (self.marks.revision, self.active, self.dress, self.reading, hints)

    def suggest(self, marks: tuple[Mark, ...], tell: Tell = silent) -> bool:
        """Have these hints and no others; whether they are others than before."""
        self.tell_hint = tell
        changed = self.hints.replace(marks)
        if (changed or not marks) and self.hint is not None and self.hints.get(self.hint) is None:
            self.hint = None
        return changed

    def touching(self, span: Span) -> list[Mark]:
        """The marks to be drawn in a span of the source."""
        if self.reading or (self.dress == "none" and not self.active):
            return []
        found = self.marks.touching(span)
        return found if self.dress != "none" else [m for m in found if m.id == self.active]

    def suggested(self, span: Span) -> list[Mark]:
        """What is suggested in a span of the source and to be drawn."""
        return [] if self.reading or self.dress == "none" else self.hints.touching(span)

    def at(self, index: int) -> list[Mark]:
        """The marks to be seen over a source character, the innermost first."""
        if self.reading or self.dress == "none":
            return []
        found = [*self.marks.at(index), *self.hints.at(index)]
        return sorted(found, key=lambda mark: len(mark.hull)) if len(self.hints) else found


class Side:
    """Indices are characters of the column's view, x counts from the left of the viewport."""

    def __init__(self, column: Column) -> None:
        self.column = column
        self.noted = NotedIndex()
        self.doubts: tuple[Doubt, ...] = ()
        self.left = 0
        self.style: Style
        self._heading: int | None
        self._laid: object = None  # the style and heading of what is laid out
        self.chip_width: Callable[[str], float] = len
        self._layouts: Recent[int, RowLayout] = Recent(KEPT)

    def show(self, page: Page, doubts: tuple[Doubt, ...]) -> None:
        """Let what is noted on this page be seen in the column."""
        self.doubts = doubts
        self.noted.show(page, self.column, doubts)

    def restyle(self, style: Style, left: int, heading: int | None) -> None:
        """Stand at `left`; forget what was laid out in another style, or with another row as
        its `heading`."""
        self.left = left
        self.style, self._heading = style, heading
        if self._laid != (style, heading):
            self._laid = (style, heading)
            self._layouts.clear()

    def forget(self) -> None:
        """Lay everything out anew with the next style."""
        self._laid = None

    def layout(self, row: int, seen: Seen) -> RowLayout:
        """The layout of a row with its marks on it."""
        layout = self._layouts.get(row)
        if layout is None:
            is_heading = row == self._heading
            lettering = self.style.title if is_heading else self.style.text
            layout = RowLayout(self.column.text, self.column.rows[row], lettering, self.style)
            if is_heading:
                layout.balance()
            self._layouts.put(row, layout)
        key = (seen.revision, self.noted.revision)
        if layout.revision != key:
            layout.revision = key
            source = self.column.source_of(Row(layout.start, layout.end))
            noted = NOTHING if seen.reading else self.noted.row(layout, row)
            placed = self._placed(layout, [*seen.touching(source), *seen.suggested(source)])
            chosen = seen.active or seen.hint
            layout.dress(placed, chosen, self.chip_width, noted, seen.dress)
        return layout

    def _placed(self, layout: RowLayout, marks: list[Mark]) -> list[Placed]:
        """Marks as stretches of a row."""
        project = self.column.alignment.to_target
        result: list[Placed] = []
        for mark in marks:
            images = [project(f) for f in mark.fragments]
            ranges = tuple(
                (max(i.start, layout.start), min(i.end, layout.end))
                for i in images
                if (i.start < layout.end and layout.start < i.end)
                or (not i and layout.start <= i.start <= layout.end)
            )
            if ranges:
                result.append(Placed(mark, ranges, images[0].hull(images[-1])))
        return result

    # -- places ------------------------------------------------------------------------

    def to_view(self, source: int) -> int:
        """Where a caret of the source stands in the view; at its end if it is further."""
        alignment = self.column.alignment
        return alignment.caret_to_target(min(source, alignment.source_length))

    def to_source(self, index: int) -> int:
        """The mirror of `to_view`."""
        return self.column.alignment.caret_to_source(index)

    def image(self, span: Span | None) -> Span | None:
        """What of a span of the source is seen here."""
        return (self.column.alignment.to_target(span) or None) if span else None

    def caret_box(self, layout: RowLayout, y: float, index: int, trailing: bool) -> QRectF:
        """Where a caret stands in a row whose top is at `y`."""
        line = layout.line_of(index, trailing)
        lettering = layout.lettering
        top = y + layout.lines[line].y + lettering.top
        x = self.left + layout.x_of(index, line)
        return QRectF(x, top, 0, lettering.bottom - lettering.top)

    def char_box(self, layout: RowLayout, y: float, index: int) -> QRectF:
        """The box of a character in a row whose top is at `y`."""
        box = self.caret_box(layout, y, index, False)
        box.setRight(self.left + layout.right_of(index, layout.line_of(index)))
        return box

    def index_in(self, layout: RowLayout, line: int, x: float) -> tuple[int, bool]:
        """The caret place of a line nearest to `x`, and whether it trails the line."""
        index = layout.index_at(x - self.left, line)
        return index, index == layout.lines[line].end and line + 1 < len(layout.lines)

    def hits(self, layout: RowLayout, hits: Hits) -> list[tuple[Span, bool]]:
        """What of the hits is seen in a row, and whether it is the current one."""
        if not hits:
            return []
        image = self.column.alignment.to_target
        here = self.column.source_of(Row(layout.start, layout.end))
        return [(image(span), current) for span, current in hits.touching(here)]

    def holds_caret(self, row: int) -> bool:
        """Whether a caret can stand in a row: rows of which nothing is left in this view
        share their place with a later one."""
        rows = self.column.rows
        return rows.at(rows.starts[row]) == row
