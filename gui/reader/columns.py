"""One column of the page: a view cut into rows, with the way back to the source."""

from __future__ import annotations

from typing import NamedTuple

from annotations.model import Span, View
from gui.reader.pages import Page
from gui.reader.rows import Row, Rows, cut

__all__ = ["Column", "Heading", "heading"]

LONGEST_TITLE = 60  # characters; what is longer is a paragraph


class Column:
    """A view and its rows. Indices are characters of the view unless said otherwise.

    A second column would be made with the row starts of the first, carried over by both
    alignments, so that rows stand side by side by construction.
    """

    def __init__(self, view: View) -> None:
        self.view = view
        self.text = view.text
        self.alignment = view.alignment
        self.rows: Rows = cut(view.text)

    def __len__(self) -> int:
        return len(self.rows)

    def image_of(self, source: int) -> Span:
        """Where the source character `source` shows; empty at its caret if it does not."""
        end = min(source + 1, self.alignment.source_length)
        return self.alignment.to_target(Span(source, end))

    def source_of(self, row: Row) -> Span:
        """All of the source that shows in this row, what was deleted at its edges included."""
        image = self.alignment.to_source(Span(row.start, row.end))
        low = self.alignment.caret_to_source(row.start)
        high = self.alignment.caret_to_source(row.end)
        return Span(min(low, image.start), max(high, image.end))


class Heading(NamedTuple):
    """Where the title stands: in a `row` of the text, `above` it as no part of it, or neither,
    where it only repeats how the text begins."""

    row: int | None
    above: bool


def heading(column: Column, page: Page) -> Heading:
    """Whether the text begins with its title, or with a sentence that was taken for one."""
    title = page.title.strip().removesuffix("…")
    first = column.rows.first_written()
    if first is None or not title:
        return Heading(None, bool(title))
    start, end = column.rows[first]
    written = column.text[start:end].strip()
    at = start + column.text[start:end].index(written)
    size = len(column.alignment.to_source(Span(at, at + len(written))))
    if not _begins(written, title, size, converted=page.view.name != "source"):
        return Heading(None, True)
    is_line = size == len(title) <= LONGEST_TITLE and not written.endswith("。")
    return Heading(first if is_line else None, False)


def _begins(written: str, title: str, size: int, *, converted: bool) -> bool:
    """Whether a first row of `size` source characters begins with the title.

    A converted view may write the title otherwise: there it is enough that they share a
    third of their characters.
    """
    if written.startswith(title):
        return True
    shared = set(written[: len(title)]) & set(title)
    return converted and size >= len(title) and 3 * len(shared) >= len(set(title))
