"""The pieces of a name before its last word, as `growing` reads them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from annotations.model import Span


class Kind(Enum):
    """What a piece of a name is."""

    PLACE = "place"
    PROPER = "proper"
    PLAIN = "plain"
    QUOTED = "quoted"
    BRACKET = "bracket"
    JOINT = "joint"
    AND = "and"
    COUNT = "count"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Piece:
    span: Span
    kind: Kind


@dataclass(frozen=True, slots=True)
class Grown:
    """The pieces before the last word of a name, in the order of the text."""

    pieces: tuple[Piece, ...] = ()

    @property
    def start(self) -> int | None:
        """Where the name begins; None where nothing stands before its last word."""
        return self.pieces[0].span.start if self.pieces else None

    @property
    def placed(self) -> bool:
        """Whether it begins with a place."""
        return bool(self.pieces) and self.pieces[0].kind is Kind.PLACE

    @property
    def named(self) -> bool:
        """Whether something in it is a name or in no dictionary."""
        kinds = (Kind.PLACE, Kind.PROPER, Kind.QUOTED)
        return any(piece.kind in kinds for piece in self.pieces)

    def has(self, kind: Kind) -> bool:
        return any(piece.kind is kind for piece in self.pieces)

    def width(self, kind: Kind) -> int:
        """The characters of all pieces of a kind."""
        return sum(len(piece.span) for piece in self.pieces if piece.kind is kind)

    def from_named(self) -> Grown:
        """The same from its first piece that is a name: plain nouns before it are not of it."""
        kinds = (Kind.PLACE, Kind.PROPER, Kind.QUOTED, Kind.COUNT, Kind.YEAR)
        first = next((at for at, one in enumerate(self.pieces) if one.kind in kinds), None)
        return Grown(self.pieces[first:] if first is not None else ())
