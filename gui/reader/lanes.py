"""How the lines and chips under one visual line share lanes: short spans inside, long outside."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

__all__ = ["FOLDED", "LANES", "Piece", "fit", "pack"]

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


def pack(pieces: Sequence[Piece], limit: int = LANES, favourite: int | None = None) -> list[int]:
    """A lane for each piece, FOLDED for those that found none of the `limit` lanes.

    No two pieces of one lane overlap.  A piece stands below every piece it holds and meets.
    `favourite` always gets a lane, at the cost of others.
    """
    lanes = _pack(pieces, limit, None)
    if favourite is None or lanes[favourite] != FOLDED:
        return lanes
    return _pack(pieces, limit, favourite)


def fit(
    pieces: Sequence[Piece], packed: Sequence[Piece], lanes: Sequence[int], limit: int = LANES
) -> list[int]:
    """A lane for each of some more pieces in the room that `packed` ones leave in their lanes.

    Those move no further for them; one that finds no room is FOLDED.  Two of these may touch.
    """
    every = [*packed, *pieces]
    taken: list[list[int]] = [[] for _ in range(limit)]
    for i, lane in enumerate(lanes):
        if lane != FOLDED:
            taken[lane].append(i)
    found = [FOLDED] * len(pieces)
    for i in sorted(range(len(pieces)), key=lambda i: _inner_first(pieces[i])):
        for lane, there in enumerate(taken):
            if not any(_meet(pieces[i], every[j], AIR * (j < len(packed))) for j in there):
                found[i] = lane
                there.append(len(packed) + i)
                break
    return found


def _meet(one: Piece, other: Piece, air: float) -> bool:
    return one.left - air < other.right - 0.5 and other.left + 0.5 < one.right + air


def _pack(pieces: Sequence[Piece], limit: int, favourite: int | None) -> list[int]:
    order = sorted(range(len(pieces)), key=lambda i: _inner_first(pieces[i]))
    lanes = [FOLDED] * len(pieces)
    taken: list[list[int]] = [[] for _ in range(limit)]
    if favourite is not None:
        order.remove(favourite)
        lanes[favourite] = limit - 1
        taken[-1].append(favourite)
    for i in order:
        lane = _lane(pieces[i], pieces, taken)
        if lane != FOLDED:
            lanes[i] = lane
            taken[lane].append(i)
    return lanes


def _lane(piece: Piece, pieces: Sequence[Piece], taken: Sequence[Sequence[int]]) -> int:
    """The first lane with room for a piece, below every lane in which it meets one it holds."""
    left, right = piece.left - AIR, piece.right + AIR
    free = FOLDED
    for lane, there in enumerate(taken):
        meets = False
        for j in there:
            other = pieces[j]
            if left < other.right and other.left < right:
                meets = True
                if piece.start <= other.start and other.end <= piece.end:
                    free = FOLDED
                    break
        if not meets and free == FOLDED:
            free = lane
    return free


def _inner_first(piece: Piece) -> tuple[int, float, int]:
    return (piece.end - piece.start, piece.right - piece.left, piece.start)
