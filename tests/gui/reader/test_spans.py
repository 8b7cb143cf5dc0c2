"""The index of marks by place."""

from __future__ import annotations

import random

from gui.reader.cache import Recent
from gui.reader.pages import Span
from gui.reader.spans import SpanIndex
from tests.gui.reader.conftest import mark


def test_what_touches_a_stretch_is_what_a_walk_over_all_finds() -> None:
    chance = random.Random(3)
    marks = []
    for i in range(400):
        a = chance.randrange(5000)
        marks.append(mark(str(i), (a, a + chance.randrange(1, 900))))
    index = SpanIndex(marks)
    for _ in range(100):
        a = chance.randrange(5900)
        span = Span(a, a + chance.randrange(300))
        found = {m.id for m in index.touching(span)}
        wanted = {m.id for m in marks if m.hull.start <= span.end and span.start <= m.hull.end}
        assert found == wanted
        under = [m.id for m in index.at(a)]
        over = [m for m in marks if m.hull.start <= a < m.hull.end]
        assert set(under) == {m.id for m in over}
        assert not under or under[0] in {
            m.id for m in over if len(m.hull) == min(len(n.hull) for n in over)
        }


def test_replacing_touches_only_what_differs() -> None:
    one, two, three = mark("1", (0, 4)), mark("2", (2, 9), (20, 30)), mark("2", (2, 8))
    index = SpanIndex([one, two])
    revision = index.revision
    assert not index.replace([one, two]) and index.revision == revision
    assert index.replace([one, three]) and index.get("2") == three
    assert index.touching(Span(25, 26)) == []
    assert index.replace([]) and len(index) == 0


def test_steps_go_through_marks_in_reading_order() -> None:
    outer, inner, last = mark("a", (0, 9)), mark("b", (0, 3)), mark("c", (12, 14))
    index = SpanIndex([last, inner, outer])
    assert index.after(0, None) == outer
    assert index.after(0, outer) == inner and index.after(0, inner) == last
    assert index.after(0, last) is None and index.before(0, outer) is None
    assert index.before(10, None) == inner and index.before(10, last) == inner


def test_the_cache_forgets_what_was_not_used_for_longest() -> None:
    cache: Recent[int, str] = Recent(2)
    cache.put(1, "一")
    cache.put(2, "二")
    assert cache.get(1) == "一"
    cache.put(3, "三")
    assert cache.get(2) is None and 1 in cache and len(cache) == 2
    cache.clear()
    assert len(cache) == 0
