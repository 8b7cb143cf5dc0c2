"""How the lines and chips under one visual line share lanes: short spans inside, long outside."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

__all__ = ["FOLDED", "LANES", "Piece", "pack"]

LANES = 4
FOLDED = -1
AIR = 2.0  # pixels between neighbours in one lane


class Piece(NamedTuple):
    """What one mark takes under one line: `left`..`right` in pixels with its chip, and
    `start`..`end`, the whole mark in characters (who is inside whom)."""

    left: float
    right: float
    start: int
    end: int

    def overlaps(self, other: Piece) -> bool:
        return self.left < other.right + AIR and other.left < self.right + AIR

    def holds(self, other: Piece) -> bool:
        return self.start <= other.start and other.end <= self.end


def pack(pieces: Sequence[Piece], limit: int = LANES, favourite: int | None = None) -> list[int]:
    """A lane for each piece, FOLDED for those that found none of the `limit` lanes.

    No two pieces of one lane overlap.  A piece stands below every piece it holds and meets.
    `favourite` always gets a lane, at the cost of others.
    """
    lanes = _pack(pieces, limit, None)
    if favourite is None or lanes[favourite] != FOLDED:
        return lanes
    return _pack(pieces, limit, favourite)


def _pack(pieces: Sequence[Piece], limit: int, favourite: int | None) -> list[int]:
    order = sorted(range(len(pieces)), key=lambda i: _inner_first(pieces[i]))
    lanes = [FOLDED] * len(pieces)
    taken: list[list[int]] = [[] for _ in range(limit)]
    if favourite is not None:
        order.remove(favourite)
        lanes[favourite] = limit - 1
        taken[-1].append(favourite)
    for i in order:
        piece = pieces[i]
        lowest = 0
        for lane in range(limit):
            meets = [pieces[j] for j in taken[lane] if pieces[j].overlaps(piece)]
            if any(piece.holds(other) for other in meets):
                lowest = lane + 1
        for lane in range(lowest, limit):
            if not any(pieces[j].overlaps(piece) for j in taken[lane]):
                lanes[i] = lane
                taken[lane].append(i)
                break
    return lanes


def _inner_first(piece: Piece) -> tuple[int, float, int]:
    return (piece.end - piece.start, piece.right - piece.left, piece.start)
