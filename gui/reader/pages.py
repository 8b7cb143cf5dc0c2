"""What the reader is given to show: a page of text and the marks on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from annotations.model import Span, View

__all__ = ["Mark", "Page", "Span", "View"]

Form = Literal["filled", "outlined"]
PageScript = Literal["hans", "hant"]


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
class Page:
    """One article in one view. `marks` and `emendations` are in source code points."""

    article: str
    title: str
    view: View
    script: PageScript
    marks: tuple[Mark, ...] = ()
    emendations: tuple[Span, ...] = ()
