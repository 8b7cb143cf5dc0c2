"""The caret and what is selected, in the characters of the source, whatever view is shown."""

from __future__ import annotations

from annotations.model import Span
from gui.reader.columns import Column

__all__ = ["SelectionModel"]


class SelectionModel:
    """Caret and anchor. What lasts are source code points; `at` and `from_` are the same two
    places in the view that is shown, so that a step there never gets stuck in a replacement.
    """

    def __init__(self, column: Column) -> None:
        self._column = column
        self._span: Span | None = None
        self._caret = 0
        self._forward = True
        self.at = 0
        self.from_ = 0

    # -- what is selected, in the source -----------------------------------------------

    @property
    def span(self) -> Span | None:
        """The selected source span, or None."""
        return self._span

    @property
    def caret(self) -> int:
        """The caret in the source."""
        if self._span is None:
            return self._caret
        return self._span.end if self._forward else self._span.start

    @property
    def anchor(self) -> int:
        """The other end of the selection in the source."""
        if self._span is None:
            return self._caret
        return self._span.start if self._forward else self._span.end

    # -- what is selected, in the view --------------------------------------------------

    @property
    def drawn(self) -> Span | None:
        """What to highlight: the image of the selected source span in the view."""
        if self._span is None:
            return None
        image = self._column.alignment.to_target(self._span)
        return image if image else None

    @property
    def text(self) -> str:
        """The text of the view."""
        return self._column.text

    def to_source(self, shown: Span) -> Span:
        """The source of a span of the view."""
        return self._column.alignment.to_source(shown)

    def show(self, column: Column) -> None:
        """Go on in another view of the same article; the source places stay."""
        self._column = column
        image = self.drawn
        if image is not None:
            ends = (image.start, image.end)
            self.from_, self.at = ends if self._forward else ends[::-1]
        else:
            self.at = self.from_ = column.alignment.caret_to_target(self.caret)

    # -- changes: each tells whether the selected span changed ----------------------------

    def place(self, index: int, extend: bool = False) -> bool:
        """Put the caret at `index` of the view; `extend` keeps the other end."""
        return self._set(self.from_ if extend else index, index)

    def take(self, start: int, end: int) -> bool:
        """Select from `start` to the caret at `end`, both in the view."""
        return self._set(start, end)

    def select(self, span: Span | None) -> bool:
        """Select a source span; None leaves only the caret."""
        before = self._span
        if span is None:
            self._caret = self.caret
        else:
            self._forward, self._caret = True, span.end
        self._span = span if span else None
        self.show(self._column)
        return self._span != before

    def _set(self, start: int, end: int) -> bool:
        before = self._span
        length = len(self._column.text)
        self.from_, self.at = min(max(start, 0), length), min(max(end, 0), length)
        self._forward = self.from_ <= self.at
        shown = Span(min(self.from_, self.at), max(self.from_, self.at))
        span = self.to_source(shown) if shown else None
        self._span = span if span else None
        self._caret = self._column.alignment.caret_to_source(self.at)
        return self._span != before
