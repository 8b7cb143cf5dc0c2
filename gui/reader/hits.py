"""Where in the source something was found, asked for a stretch at a time."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from annotations.model import Span

__all__ = ["Hits"]


class Hits:
    """Spans of the source in order, which may overlap; `current` is the place of one in them."""

    def __init__(self, spans: Sequence[Span] = (), current: int | None = None) -> None:
        self.spans = spans
        self.current = current
        self.starts = [span.start for span in spans]
        self._longest = max(map(len, spans), default=0)

    def __len__(self) -> int:
        return len(self.spans)

    def touching(self, span: Span) -> Iterator[tuple[Span, bool]]:
        """Those that reach into `span` or are at its edge; and whether it is the current one."""
        first = bisect_left(self.starts, span.start - self._longest)
        last = bisect_right(self.starts, span.end)
        for at in range(first, last):
            found = self.spans[at]
            if found.end >= span.start:
                yield found, at == self.current
