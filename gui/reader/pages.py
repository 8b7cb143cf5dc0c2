"""What the reader is given to show: a page of text and what is to be seen on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from annotations.model import Doubt, Emendation, Span, View

__all__ = ["Mark", "Noted", "Page", "Span", "Tell", "Told", "View", "silent"]

Form = Literal["filled", "outlined"]
PageScript = Literal["hans", "hant"]
Noted = Emendation | Doubt  # a place of the text with something to tell


@dataclass(frozen=True, slots=True)
class Mark:
    """One annotation as drawn. `fragments` are source code points, ascending, disjoint.

    `name` stands on the chip, `hue` is 1..8, `form` tells entity from measure.
    """

    id: str
    fragments: tuple[Span, ...]
    name: str
    hue: int
    form: Form

    @property
    def hull(self) -> Span:
        return Span(self.fragments[0].start, self.fragments[-1].end)


@dataclass(frozen=True, slots=True)
class Told:
    """What the card says of a place, in plain text; `reading` is of the article's words."""

    heading: str
    reading: str = ""
    lines: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """All of it, one thing a line."""
        return "\n".join(part for part in (self.heading, self.reading, *self.lines) if part)


Tell = Callable[[Noted], Told]


def silent(_: Noted) -> Told:
    """Tells nothing."""
    return Told("")


@dataclass(frozen=True, slots=True)
class Page:
    """One article in one view. Every span in it counts source code points.

    `emendations` are those to be seen, in the order of their spans; `zones` (in order, apart)
    are drawn faded; `doubts` (in order, apart) are underlined with dots.  `tell` words an
    emendation or a doubt when the card is to show it, and not before.
    """

    article: str
    title: str
    view: View
    script: PageScript
    marks: tuple[Mark, ...] = ()
    emendations: tuple[Emendation, ...] = ()
    zones: tuple[Span, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    tell: Tell = silent
