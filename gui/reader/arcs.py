"""Relations between marks: thin lines under the chips of a line, and brackets in the gutter.

They run in the last pixel of a lane and beside the text, and are painted before everything else:
by construction they hide no word.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPolygonF

from gui.look import Theme
from gui.reader.lanes import FOLDED
from gui.reader.pages import Link, Mark, Page

if TYPE_CHECKING:
    from gui.reader.flow import Flow
    from gui.reader.side import Side

__all__ = ["Arc", "Arcs", "paint"]

TRACKS = 3  # brackets beside each other in the gutter
NEAR, STEP = 0.35, 0.22  # of the first one from the text, and between two, in characters
REACH = 3.0  # pixels from a line at which the mouse is on it
FAINT = 0.55  # opacity of those that are not the chosen mark's


class Anchor(NamedTuple):
    """Where a relation leaves a mark: the ends of its chip, or of its line, and the height under
    it. `line` numbers it among all lines; off the screen it is None, and `y` beyond the edge."""

    line: tuple[int, int] | None
    left: float
    right: float
    y: float


class Arc(NamedTuple):
    """One relation as drawn in the viewport: a path from mark to mark; `seen` ends carry a dot
    at the beginning and an arrow at the end."""

    link: Link
    hue: int
    chosen: bool
    path: tuple[QPointF, ...]
    seen: tuple[bool, bool]


class _Bow(NamedTuple):
    """A link with its two marks, and where in the source each begins."""

    link: Link
    start: Mark
    end: Mark
    here: int
    there: int

    @classmethod
    def of(cls, link: Link, start: Mark, end: Mark) -> _Bow:
        return cls(link, start, end, start.fragments[0].start, end.fragments[0].start)


class Arcs:
    """The relations of a page whose marks are both there."""

    def __init__(self) -> None:
        self._shown: tuple[object, object] = (None, None)
        self._bows: tuple[_Bow, ...] = ()
        self._by_mark: Mapping[str, Sequence[_Bow]] = {}

    def show(self, page: Page) -> None:
        """Hold the relations of this page; to show the same again costs nothing."""
        if self._shown[0] is page.links and self._shown[1] is page.marks:
            return
        self._shown = (page.links, page.marks)
        wanted = {end for link in page.links for end in (link.start, link.end)}
        marks = {mark.id: mark for mark in page.marks if mark.id in wanted} if wanted else {}
        self._bows = tuple(
            _Bow.of(link, marks[link.start], marks[link.end])
            for link in page.links
            if link.start in marks and link.end in marks
        )
        by_mark: dict[str, list[_Bow]] = {}
        for bow in self._bows:
            for end in {bow.link.start, bow.link.end}:
                by_mark.setdefault(end, []).append(bow)
        self._by_mark = by_mark

    def drawn(self, flow: Flow) -> list[Arc]:
        """Those to be seen now: the chosen mark's, or all of which an end is on the screen."""
        seen = flow.seen
        if not self._bows or seen.reading or not flow.rows:
            return []
        every = seen.all_links and seen.dress != "none"
        bows = self._bows if every else self._by_mark.get(seen.active or "", ())
        return [arc for at in range(len(flow.sides)) for arc in _in_column(flow, at, bows)]


def at(arcs: Sequence[Arc], point: QPointF) -> Link | None:
    """The relation whose line is under a point of the viewport; the chosen mark's first."""
    found = [arc for arc in arcs if _touches(arc, point)]
    return min(found, key=lambda arc: not arc.chosen).link if found else None


def _in_column(flow: Flow, at: int, bows: Sequence[_Bow]) -> Iterator[Arc]:
    side, active = flow.sides[at], flow.seen.active
    first, last = flow.rows[0].layouts[at].start, flow.rows[-1].layouts[at].end
    top, bottom = side.to_source(first), side.to_source(last)
    bent: list[tuple[_Bow, Anchor, Anchor]] = []
    known: dict[str, Anchor] = {}
    for bow in bows:
        if not (top <= bow.here <= bottom or top <= bow.there <= bottom):
            continue
        ends = (bow.start, bow.end)
        for mark in ends:
            if mark.id not in known:
                known[mark.id] = _anchor(flow, at, mark)
        start, end = (known[mark.id] for mark in ends)
        if start.line is None and end.line is None:
            continue
        if start.line == end.line:
            yield _arc(bow, active, _straight(start, end, side.style.em), start, end)
        else:
            bent.append((bow, start, end))
    for (bow, start, end), track in zip(bent, _tracks(bent), strict=True):
        x = round(side.left - side.style.em * (NEAR + STEP * track)) + 0.5
        inside = start.left + side.style.em / 3
        path = (_at(inside, start.y), _at(x, start.y), _at(x, end.y), _at(end.left, end.y))
        begin = path if start.line is not None else path[1:]
        yield _arc(bow, active, begin if end.line is not None else begin[:-1], start, end)


def _arc(
    bow: _Bow, active: str | None, path: tuple[QPointF, ...], start: Anchor, end: Anchor
) -> Arc:
    chosen = active in (bow.link.start, bow.link.end)
    return Arc(
        bow.link, bow.start.hue, chosen, path, (start.line is not None, end.line is not None)
    )


def _straight(start: Anchor, end: Anchor, em: float) -> tuple[QPointF, ...]:
    """Between two marks of one line: under what stands between them; where one begins inside
    the other, around its left end."""
    if start.right <= end.left or end.right <= start.left:
        before = start.right <= end.left
        bit = em / 3 if before else -em / 3
        here, there = (start.right, end.left) if before else (start.left, end.right)
        here, turn = here - bit, there - bit
        return (_at(here, start.y), _at(turn, start.y), _at(turn, end.y), _at(there, end.y))
    x = min(start.left, end.left) - em / 3
    return (_at(start.left, start.y), _at(x, start.y), _at(x, end.y), _at(end.left, end.y))


def _tracks(bent: Sequence[tuple[_Bow, Anchor, Anchor]]) -> list[int]:
    """Which bracket of the gutter each takes: the shortest stand next to the text."""
    spans = [(min(a.y, b.y), max(a.y, b.y)) for _, a, b in bent]
    taken: list[list[tuple[float, float]]] = [[] for _ in range(TRACKS)]
    tracks = [TRACKS - 1] * len(spans)
    for i in sorted(range(len(spans)), key=lambda i: spans[i][1] - spans[i][0]):
        top, bottom = spans[i]
        for track, there in enumerate(taken):
            if all(bottom < above or below < top for above, below in there):
                tracks[i] = track
                break
        taken[tracks[i]].append(spans[i])
    return tracks


def _anchor(flow: Flow, at: int, mark: Mark) -> Anchor:
    side = flow.sides[at]
    index = side.to_view(mark.hull.start)
    shown = flow.shown_row(index, at)
    if shown is None:
        above = side.column.rows.at(index) < flow.rows[0].number
        return Anchor(None, side.left, side.left, -1.0 if above else flow.height + 1.0)
    layout, hair = shown.layouts[at], side.style.hair
    number = layout.line_of(index)
    own = [s for s in layout.dressing.segments if s.mark.id == mark.id and s.line == number]
    left = right = layout.x_of(index, number)
    under = layout.lines[number].lanes[0] + side.style.thin_lane
    if own:
        segment = own[0]
        left, right = segment.left, segment.right
        lane = len(layout.lines[number].lanes) - 2 if segment.lane == FOLDED else segment.lane
        under = layout.lines[number].lanes[lane + 1]
        if segment.chip and segment.lane != FOLDED:
            left, right = segment.chip[0], segment.chip[0] + segment.chip[1]
    y = round(shown.y) + layout.lines[number].y + under - hair
    return Anchor((shown.number, number), side.left + left, side.left + right, y)


def _at(x: float, y: float) -> QPointF:
    """A place in the middle of a pixel, so that thin lines are sharp."""
    return QPointF(round(x) + 0.5, round(y) + 0.5)


def _touches(arc: Arc, point: QPointF) -> bool:
    for one, other in pairwise(arc.path):
        box = QRectF(one, other).normalized()
        if box.adjusted(-REACH, -REACH, REACH, REACH).contains(point):
            return True
    return False


def paint(painter: QPainter, arcs: Sequence[Arc], theme: Theme, side: Side) -> None:
    """Draw the relations: the chosen mark's strong and last, all others faint."""
    hair = side.style.hair
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    for arc in sorted(arcs, key=lambda arc: arc.chosen):
        colour = theme.hue(arc.hue)
        colour = colour if arc.chosen else _mixed(colour, theme.paper)
        for one, other in pairwise(arc.path):
            painter.fillRect(_line(one, other, hair), colour)
        painter.setBrush(colour)
        if arc.seen[1]:
            painter.drawPolygon(_arrow(arc.path[-2], arc.path[-1], 4.0 * hair))
        if arc.seen[0]:
            at = arc.path[0]
            painter.fillRect(QRectF(at.x() - hair, at.y() - 2 * hair, 3 * hair, 2.5 * hair), colour)
    painter.restore()


def _mixed(colour: QColor, paper: QColor) -> QColor:
    """What a colour that lets this much of the paper through looks like on it: nothing else is
    under these lines, and so they may cross."""
    pairs = zip(colour.getRgb()[:3], paper.getRgb()[:3], strict=True)  # pyright: ignore[reportIndexIssue, reportArgumentType]
    return QColor(*(round(FAINT * ink + (1 - FAINT) * ground) for ink, ground in pairs))


def _line(one: QPointF, other: QPointF, width: int) -> QRectF:
    return QRectF(one, other).normalized().adjusted(-0.5, -0.5, width - 0.5, width - 0.5)


def _arrow(before: QPointF, tip: QPointF, size: float) -> QPolygonF:
    """Half an arrow, the half that is not in the next line's way."""
    back = tip.x() + (-size if tip.x() >= before.x() else size)
    edge = tip.y() + size / 8
    return QPolygonF([QPointF(tip.x(), edge), QPointF(back, tip.y() - size), QPointF(back, edge)])
