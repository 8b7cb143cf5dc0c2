"""Which marks touch a stretch of the source, found without walking all of them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from math import isqrt

from gui.reader.pages import Mark, Span
from gui.sequences import same_head, same_tail

__all__ = ["SpanIndex"]


class SpanIndex:
    """Marks by place, in blocks of about √n that know how far they reach: made in a moment for
    any number of marks, and a mark over the whole text costs no more than another. `revision`
    grows with every change.
    """

    def __init__(self, marks: tuple[Mark, ...] = ()) -> None:
        self.revision = 0
        self._given: tuple[Mark, ...] = ()
        self._by_id: dict[str, Mark] = {}
        self._marks: tuple[Mark, ...] = ()
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._hold(marks)

    def __len__(self) -> int:
        return len(self._marks)

    def all(self) -> tuple[Mark, ...]:
        """All marks in the order of their starts."""
        return self._marks

    def get(self, mark_id: str) -> Mark | None:
        return self._by_id.get(mark_id)

    def replace(self, marks: tuple[Mark, ...]) -> bool:
        """Hold exactly `marks` from now on. True if they are others than before."""
        if marks == self._given:
            return False
        self._hold(marks)
        self.revision += 1
        return True

    def _hold(self, marks: tuple[Mark, ...]) -> None:
        """Only what differs from before is looked at: mostly it is one of ten thousand."""
        before = self._given if self._marks is self._given else ()
        head = same_head(before, marks)
        tail = same_tail(before, marks, head)
        new, old_end = marks[head : len(marks) - tail], len(before) - tail
        for mark in self._given if not before else before[head:old_end]:
            self._by_id.pop(mark.id, None)
        self._by_id |= {mark.id: mark for mark in new}
        starts, ends = self._starts[:head], self._ends[:head]
        for mark in new:
            parts = mark.fragments
            starts.append(parts[0].start)
            ends.append(parts[-1].end)
        starts += self._starts[old_end:] if tail else ()
        ends += self._ends[old_end:] if tail else ()
        self._given = self._marks = marks
        if starts != sorted(starts):
            order = sorted(range(len(starts)), key=starts.__getitem__)
            self._marks = tuple(marks[at] for at in order)
            starts, ends = [starts[at] for at in order], [ends[at] for at in order]
        self._starts, self._ends = starts, ends
        self._order: list[Mark] | None = None
        size = self._size = max(16, isqrt(len(ends)))
        self._reach = [max(ends[at : at + size]) for at in range(0, len(ends), size)]

    def touching(self, span: Span) -> list[Mark]:
        """Marks with a fragment in or at the edge of `span`, in reading order, long before
        short."""
        start, end = span.start, span.end
        last = bisect_right(self._starts, end)
        hits: list[Mark] = []
        for block, reach in enumerate(self._reach[: -(-last // self._size)]):
            if reach >= start:
                at = block * self._size
                for mark in self._marks[at : min(at + self._size, last)]:
                    if mark.fragments[-1].end >= start and _meets(mark, start, end):
                        hits.append(mark)
        hits.sort(key=_reading_order)
        return hits

    def at(self, index: int) -> list[Mark]:
        """Marks over the character at `index`, the innermost first."""
        around = self.touching(Span(index, index + 1))
        hits = [m for m in around if any(f.start <= index < f.end for f in m.fragments)]
        hits.sort(key=lambda m: (len(m.hull), -m.hull.start, m.id))
        return hits

    def after(self, index: int, current: Mark | None) -> Mark | None:
        """The next mark in reading order after `current`, or after the caret `index`."""
        order, keys = self._ordered()
        at = bisect_right(keys, _reading_order(current)) if current else _first_from(keys, index)
        return order[at] if at < len(order) else None

    def before(self, index: int, current: Mark | None) -> Mark | None:
        """The mark before `current`, or the last one that starts before `index`."""
        order, keys = self._ordered()
        at = bisect_left(keys, _reading_order(current)) if current else _first_from(keys, index)
        return order[at - 1] if at else None

    def _ordered(self) -> tuple[list[Mark], list[tuple[int, int, str]]]:
        if self._order is None:
            self._order = sorted(self._marks, key=_reading_order)
        return self._order, [_reading_order(mark) for mark in self._order]


def _reading_order(mark: Mark) -> tuple[int, int, str]:
    return (mark.fragments[0].start, -mark.fragments[-1].end, mark.id)


def _first_from(keys: list[tuple[int, int, str]], index: int) -> int:
    return bisect_left(keys, index, key=lambda key: key[0])


def _meets(mark: Mark, start: int, end: int) -> bool:
    """Whether a fragment of a mark is in `[start, end)` or at its edge."""
    return any(part.start <= end and start <= part.end for part in mark.fragments)
