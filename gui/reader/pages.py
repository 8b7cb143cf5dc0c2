"""What the reader is given to show: a page of text and what is to be seen on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, NamedTuple

from annotations.model import Doubt, Emendation, Span, View

__all__ = [
    "Dress",
    "Link",
    "Mark",
    "Noted",
    "Page",
    "PageColumn",
    "Span",
    "Tell",
    "Tellable",
    "Told",
    "View",
    "silent",
]

Form = Literal["filled", "outlined"]
PageScript = Literal["hans", "hant"]
Dress = Literal["chips", "lines", "none"]  # what is drawn of a mark
Noted = Emendation | Doubt  # a place of the text that somebody has to decide on


class Mark(NamedTuple):
    """One annotation as drawn: a tuple, of which ten thousand are made in no time.

    `fragments` are source code points, ascending, disjoint; `name` stands on the chip, `hue` is
    1..8, `form` tells entity from measure.  One that is `pending` is only suggested.
    """

    id: str
    fragments: tuple[Span, ...]
    name: str
    hue: int
    form: Form
    pending: bool = False

    @property
    def hull(self) -> Span:
        return Span(self.fragments[0].start, self.fragments[-1].end)


@dataclass(frozen=True, slots=True)
class Link:
    """One relation as drawn: from the mark `start` to the mark `end` (ids); `name` is its type."""

    id: str
    start: str
    end: str
    name: str


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


Tellable = Noted | Mark | Link | Span  # a span is one of plain words
Tell = Callable[[Tellable], Told]


def silent(_: Tellable) -> Told:
    """Tells nothing."""
    return Told("")


@dataclass(frozen=True, slots=True)
class PageColumn:
    """One view of the article and the script it is written in.

    `doubts` (in order, apart) are underlined with dots.
    """

    view: View
    script: PageScript
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """One article in one view, or in two side by side. Every span in it counts source code
    points.

    `emendations` are those to be seen, in the order of their spans; `zones` (in order, apart)
    are drawn faded; `links` lead from mark to mark.  `tell` words what the card is to show
    when it is shown, and not before.
    """

    article: str
    title: str
    columns: tuple[PageColumn, ...]
    marks: tuple[Mark, ...] = ()
    emendations: tuple[Emendation, ...] = ()
    zones: tuple[Span, ...] = ()
    links: tuple[Link, ...] = ()
    tell: Tell = silent

    def has_text_of(self, other: Page) -> bool:
        """Whether two pages differ at most in what is to be seen on their texts."""
        if self.title != other.title or len(self.columns) != len(other.columns):
            return False
        both = zip(self.columns, other.columns, strict=True)
        return all(a.view == b.view and a.script == b.script for a, b in both)
