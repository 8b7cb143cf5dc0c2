"""What the marks of a row make it draw: grounds, lines in lanes, chips, and what is folded."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QLineF, QPoint, QRect, QRectF
from PySide6.QtGui import QRegion

from annotations.model import Span
from gui.reader.lanes import FOLDED, LANES, Piece, fit, pack
from gui.reader.noted import NOTHING, NotedRow, Spot
from gui.reader.pages import Dress, Mark

if TYPE_CHECKING:
    from gui.reader.layout import RowLayout

__all__ = [
    "ChipWidth",
    "Drawn",
    "Dressing",
    "Folded",
    "Hung",
    "Placed",
    "Segment",
    "boxes",
    "chips_by_line",
    "dressed",
]

ChipWidth = Callable[[str], float]


class Placed(NamedTuple):
    """A mark in one row: the `ranges` of it here and its `whole` image, in view characters."""

    mark: Mark
    ranges: tuple[tuple[int, int], ...]
    whole: Span


class Segment(NamedTuple):
    """What one mark draws under one line: solid `parts`, dotted from `left` to `right`, and
    at its very beginning a `chip`. `lane` is FOLDED when there was no room."""

    mark: Mark
    line: int
    parts: tuple[tuple[float, float], ...]
    left: float
    right: float
    chip: tuple[float, float] | None  # left, width
    lane: int


class Folded(NamedTuple):
    """The marks of one line that found no lane, and how wide the "+n" is that stands for them."""

    line: int
    marks: tuple[Mark, ...]
    width: float


class Hung(NamedTuple):
    """The small ink of an emendation, hung where a chip could stand."""

    spot: Spot
    line: int
    lane: int
    left: float
    width: float


class Drawn(NamedTuple):
    """Boxes in the row, ready to be painted, each with the mark that gives its colour."""

    grounds: list[tuple[QRectF, Mark]]
    strokes: list[tuple[QRect, Mark]]
    dashes: list[tuple[QLineF, Mark]]  # under what is only suggested
    chips: list[tuple[QPoint, Mark]]
    faded: QRegion  # where the text is drawn so


class Dressing(NamedTuple):
    """Everything that is drawn over the text of a row; `tints` are (start, end, mark)."""

    placed: tuple[Placed, ...]
    active: str | None
    tints: tuple[tuple[int, int, Mark], ...] = ()
    segments: tuple[Segment, ...] = ()
    folded: tuple[Folded, ...] = ()
    noted: NotedRow = NOTHING
    hung: tuple[Hung, ...] = ()
    dress: Dress = "chips"


def dressed(
    row: RowLayout,
    placed: Sequence[Placed],
    active: str | None,
    width: ChipWidth,
    noted: NotedRow = NOTHING,
    dress: Dress = "chips",
) -> Dressing:
    """Give every mark its segments, pack them line by line, and find the grounds; then hang
    the small ink where the chips left room.

    Dressed in "lines" marks have no chips, and in "none" no lines either; then only the
    active mark has a ground.  What is pending has a line alone, in the room that marks leave,
    and a chip and a ground while it is the active one.
    """
    chip = width if dress == "chips" else None
    hanging = placed if dress != "none" else ()
    pending = [
        pair
        for each in hanging
        for pair in _segments(row, each, None if _is_bare(each.mark, active) else chip)
    ]
    pending.sort(key=lambda pair: pair[0].line)
    segments: list[Segment] = []
    folded: list[Folded] = []
    for line, group in groupby(pending, key=lambda pair: pair[0].line):
        packed = _packed(list(group), active)
        segments += packed
        if over := tuple(s.mark for s in packed if s.lane == FOLDED and not s.mark.pending):
            folded.append(Folded(line, over, width(f"+{len(over)}")))
    grounded = [
        p for p in placed if p.mark.id == active or (dress == "chips" and not p.mark.pending)
    ]
    tints = _tints(row, grounded, active)
    hung = tuple(_hung(row, segments, noted))
    return Dressing(
        tuple(placed), active, tints, tuple(segments), tuple(folded), noted, hung, dress
    )


def _is_bare(mark: Mark, active: str | None) -> bool:
    """Whether a mark has no chip, whatever the others have."""
    return mark.pending and mark.id != active


def _segments(
    row: RowLayout, placed: Placed, width: ChipWidth | None
) -> list[tuple[Segment, Piece]]:
    """The segments of one mark, one a line, not yet in lanes; without `width` no chips."""
    by_line: dict[int, list[tuple[float, float]]] = {}
    for start, end in placed.ranges:
        if start < end:
            for line, left, right in row.extents(start, end):
                by_line.setdefault(line, []).append((left, right))
        else:  # nothing of it is left in this view: a stub where it was
            line = row.line_of(start)
            x = row.x_of(start, line)
            by_line.setdefault(line, []).append((x, x + row.style.em / 3))
    result: list[tuple[Segment, Piece]] = []
    first_here = placed.ranges[0][0] <= placed.whole.start
    for i, (line, parts) in enumerate(sorted(by_line.items())):
        chip = None
        left, right = _connected(row, placed, line, parts)
        low, high = left, right
        if width and i == 0 and first_here:
            wide = width(placed.mark.name)
            at = max(0.0, min(parts[0][0], row.style.measure - wide))
            chip = (at, wide)
            low, high = min(low, at), max(high, at + wide)
        segment = Segment(placed.mark, line, tuple(parts), left, right, chip, FOLDED)
        result.append((segment, Piece(low, high, placed.whole.start, placed.whole.end)))
    return result


def _connected(
    row: RowLayout, placed: Placed, line: int, parts: list[tuple[float, float]]
) -> tuple[float, float]:
    """How far the dotted connector reaches: to other fragments, or the line's ends."""
    left, right = parts[0][0], max(part[1] for part in parts)
    if len(placed.mark.fragments) == 1:
        return left, right
    here = row.lines[line]
    begins = min((a for a, b in placed.ranges if b > here.start), default=here.start)
    ends = max((b for a, b in placed.ranges if a < here.end), default=here.end)
    if placed.whole.start < here.start < begins:
        left = 0.0
    if placed.whole.end > here.end > ends:
        right = max(right, row.x_of(here.end, line))
    return left, right


def _tints(
    row: RowLayout, placed: Sequence[Placed], active: str | None
) -> tuple[tuple[int, int, Mark], ...]:
    """Stretches of ground colour: the innermost mark's only, so that none mix."""
    if not placed:
        return ()
    owner: list[Mark | None] = [None] * (row.end - row.start)
    outer_first = sorted(placed, key=lambda p: (p.mark.id == active, -len(p.whole)))
    for mark, ranges, _ in outer_first:
        for start, end in ranges:
            owner[start - row.start : end - row.start] = [mark] * (end - start)
    seams = sorted({seam for each in placed for ends in each.ranges for seam in ends})
    tints: list[tuple[int, int, Mark]] = []
    for start, end in pairwise(seams):
        mark = owner[start - row.start]
        if mark is None:
            continue
        if tints and tints[-1][1] == start and tints[-1][2] is mark:
            start = tints.pop()[0]
        tints.append((start, end, mark))
    return tuple(tints)


def _packed(pending: list[tuple[Segment, Piece]], active: str | None) -> list[Segment]:
    marks = [pair for pair in pending if not pair[0].mark.pending]
    hints = [pair for pair in pending if pair[0].mark.pending]
    favourite = next((i for i, (s, _) in enumerate(marks) if s.mark.id == active), None)
    pieces = [piece for _, piece in marks]
    lanes = pack(pieces, LANES, favourite)
    lanes += fit([piece for _, piece in hints], pieces, lanes) if hints else ()
    return [s._replace(lane=lane) for (s, _), lane in zip((*marks, *hints), lanes, strict=True)]


def _hung(row: RowLayout, segments: Sequence[Segment], noted: NotedRow) -> Iterator[Hung]:
    """Where the small ink of each emendation hangs: in the first lane in which it meets no
    chip, for it stands where chips stand, under the lines. Without a lane it is left out, and
    for a mere comma no line is made higher."""
    lanes = {line: len(chips) for line, chips in chips_by_line(segments).items()}
    taken: dict[tuple[int, int], list[tuple[float, float]]] = {}
    for segment in segments:
        if segment.chip and segment.lane != FOLDED:
            left, wide = segment.chip
            taken.setdefault((segment.line, segment.lane), []).append((left, left + wide))
    air = row.style.em / 6
    for spot in noted.spots:
        if not spot.note:
            continue
        part, wide = spot.parts[0], row.style.note_width(spot.note)
        left = max(0.0, min((part.left + part.right - wide) / 2, row.style.measure - wide))
        wordless = not any(map(str.isalnum, spot.note))
        for lane in range(max(1, lanes.get(part.line, 0)) if wordless else LANES):
            there = taken.setdefault((part.line, lane), [])
            if not any(left < b + air and a < left + wide + air for a, b in there):
                there.append((left, left + wide))
                yield Hung(spot, part.line, lane, left, wide)
                break


def chips_by_line(segments: Sequence[Segment], hung: Sequence[Hung] = ()) -> dict[int, list[bool]]:
    """Of each line, in which of its lanes a chip or small ink stands ("+n" takes the last)."""
    chips: dict[int, list[bool]] = {}
    pieces = [(s.line, s.lane, s.chip is not None) for s in segments]
    pieces += [(h.line, h.lane, True) for h in hung]
    for line, place, chip in pieces:
        lanes = chips.setdefault(line, [])
        folded = place == FOLDED
        lane = LANES - 1 if folded else place
        lanes += [False] * (lane + 1 - len(lanes))
        lanes[lane] |= folded or chip
    return chips


def boxes(row: RowLayout) -> Drawn:
    """Where everything of a dressed row stands."""
    grounds = [
        (row.body(line, left, right), mark)
        for start, end, mark in row.dressing.tints
        for line, left, right in row.extents(start, end)
    ]
    seen = [s for s in row.dressing.segments if s.lane != FOLDED]
    strokes = [(box, s.mark) for s in seen if not s.mark.pending for box in _strokes(row, s)]
    dashes = [(line, s.mark) for s in seen if s.mark.pending for line in _dashes(row, s)]
    chips = [(row.chip_rect(s).topLeft().toPoint(), s.mark) for s in seen if s.chip]
    return Drawn(grounds, strokes, dashes, chips, _faded(row))


def _faded(row: RowLayout) -> QRegion:
    """All but what the active mark lifts out: on its ground faded text could not be read."""
    region = QRegion()
    for span in row.dressing.noted.faded:
        if span.start <= row.start and row.end <= span.end:
            region = QRegion(row.page())
            break
        region += _region(row, span.start, span.end)
    for start, end, mark in row.dressing.tints if not region.isEmpty() else ():
        if mark.id == row.dressing.active:
            region -= _region(row, start, end)
    return region


def _region(row: RowLayout, start: int, end: int) -> QRegion:
    region = QRegion()
    for line, left, right in row.extents(start, end):
        region += row.tall(line, left, right)
    return region


def _strokes(row: RowLayout, segment: Segment) -> Iterator[QRect]:
    """The line under each part, single or double; neighbours of one hue stay two."""
    hair, stroke = row.style.hair, row.style.stroke
    y = round(row.lane_y(segment.line, segment.lane))
    for left, right in segment.parts:
        x, width = round(left), round(right) - round(left) - hair
        if segment.mark.form == "outlined":
            yield QRect(x, y, width, hair)
            yield QRect(x, y + 2 * hair, width, hair)
        else:
            active = segment.mark.id == row.dressing.active
            yield QRect(x, y, width, stroke + (hair if active else 0))


def _dashes(row: RowLayout, segment: Segment) -> Iterator[QLineF]:
    """The middle of each line that is drawn in dashes: one for a name, two for a measure."""
    hair, stroke = row.style.hair, row.style.stroke
    y = round(row.lane_y(segment.line, segment.lane))
    heights = (0.5 * hair, 2.5 * hair) if segment.mark.form == "outlined" else (stroke / 2,)
    for left, right in segment.parts:
        for height in heights:
            yield QLineF(round(left), y + height, round(right) - hair, y + height)
