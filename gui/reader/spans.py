"""Which marks touch a stretch of the source, found without walking all of them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from gui.reader.pages import Mark, Span

__all__ = ["SpanIndex"]

BUCKET = 256  # characters


class SpanIndex:
    """Marks by place. `revision` grows with every change; a change touches only its places."""

    def __init__(self, marks: Iterable[Mark] = ()) -> None:
        self.revision = 0
        self._marks: dict[str, Mark] = {}
        self._buckets: dict[int, dict[str, Mark]] = {}
        self._order: list[Mark] | None = None
        self.replace(marks)

    def __len__(self) -> int:
        return len(self._marks)

    def get(self, mark_id: str) -> Mark | None:
        return self._marks.get(mark_id)

    def replace(self, marks: Iterable[Mark]) -> bool:
        """Hold exactly `marks` from now on; only what differs is touched. True if any did."""
        wanted = {mark.id: mark for mark in marks}
        held = self._marks
        if wanted == held:
            return False
        for mark in [m for m in held.values() if _differs(m, wanted.get(m.id))]:
            self.remove(mark.id)
        for mark in [m for key, m in wanted.items() if key not in held]:
            self.add(mark)
        return True

    def add(self, mark: Mark) -> None:
        self._marks[mark.id] = mark
        for bucket in _buckets(mark):
            self._buckets.setdefault(bucket, {})[mark.id] = mark
        self._touch()

    def remove(self, mark_id: str) -> None:
        """Forget one mark. Raises KeyError if it is not held."""
        for bucket in _buckets(self._marks.pop(mark_id)):
            del self._buckets[bucket][mark_id]
        self._touch()

    def touching(self, span: Span) -> list[Mark]:
        """Marks with a fragment in or at the edge of `span`, in reading order, long before
        short."""
        found: dict[str, Mark] = {}
        for bucket in range(span.start // BUCKET, span.end // BUCKET + 1):
            found.update(self._buckets.get(bucket, {}))
        hits = [m for m in found.values() if any(_meets(f, span) for f in m.fragments)]
        hits.sort(key=_reading_order)
        return hits

    def at(self, index: int) -> list[Mark]:
        """Marks over the character at `index`, the innermost first."""
        around = self._buckets.get(index // BUCKET, {}).values()
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
            self._order = sorted(self._marks.values(), key=_reading_order)
        return self._order, [_reading_order(mark) for mark in self._order]

    def _touch(self) -> None:
        self.revision += 1
        self._order = None


def _reading_order(mark: Mark) -> tuple[int, int, str]:
    return (mark.fragments[0].start, -mark.fragments[-1].end, mark.id)


def _differs(mark: Mark, other: Mark | None) -> bool:
    return mark is not other and mark != other


def _first_from(keys: list[tuple[int, int, str]], index: int) -> int:
    return bisect_left(keys, index, key=lambda key: key[0])


def _meets(fragment: Span, span: Span) -> bool:
    return fragment.start <= span.end and span.start <= fragment.end


def _buckets(mark: Mark) -> set[int]:
    return {
        bucket
        for fragment in mark.fragments
        for bucket in range(fragment.start // BUCKET, fragment.end // BUCKET + 1)
    }
