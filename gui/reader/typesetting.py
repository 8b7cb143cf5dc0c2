"""How the columns of a page are set: where each begins, how long its lines are, in which style."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from gui.reader.style import MEASURE, Style, em_at

__all__ = ["Setting"]

MEASURES = (MEASURE, 26)  # characters in a line of one column, and of each of two
FEWEST = 2


class Air(NamedTuple):
    """What is left free, in characters: before the text, for the numbers of paragraphs;
    between two columns and after the text, for the "+n" of marks without a lane. Where lines
    would have fewer than `least` characters there is no room for so much."""

    before: float
    between: float
    after: float
    least: tuple[int, int]


AIRS = (
    Air(3.1, 2.9, 2.2, (24, 18)),
    Air(2.0, 2.2, 1.8, (12, 8)),
    Air(0.9, 1.9, 1.6, (0, 0)),
)


@dataclass(frozen=True, slots=True)
class Setting:
    """The columns of a page in a viewport: one style and one left edge each, in pixels;
    `width` from the first's left to the last's right."""

    styles: tuple[Style, ...]
    lefts: tuple[int, ...]
    width: int

    @classmethod
    def of(
        cls, families: Sequence[Sequence[str]], zoom: int, viewport: int, *, calm: bool = False
    ) -> Setting:
        """One column for each of `families`, at `zoom` per cent, in a viewport so wide. In a
        narrow one the lines are shorter; no column ever lies over another."""
        count, em = len(families), em_at(zoom)
        fitting = ((air, _characters(air, count, viewport / em)) for air in AIRS)
        air, characters = next(pair for pair in fitting if pair[1] >= pair[0].least[count - 1])
        step = round((characters + air.between) * em)
        width = step * (count - 1) + characters * em
        first = max(round(air.before * em), round((viewport - width) / 2))
        styles = tuple(Style.of(each, zoom, characters, calm=calm) for each in families)
        return cls(styles, tuple(first + step * number for number in range(count)), width)


def _characters(air: Air, count: int, room: float) -> int:
    """How many characters a line of each of `count` columns has, in a room of so many."""
    free = room - air.before - air.after - air.between * (count - 1)
    return max(FEWEST, min(MEASURES[count - 1], int(free / count)))
