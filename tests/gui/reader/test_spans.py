"""The index of marks by place."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from gui.reader.cache import Recent
from gui.reader.pages import Mark, Span
from gui.reader.spans import SpanIndex
from tests.gui.reader.conftest import mark


def test_what_touches_a_stretch_is_what_a_walk_over_all_finds() -> None:
    chance = random.Random(3)
    marks = []
    for i in range(400):
        a = chance.randrange(5000)
        marks.append(mark(str(i), (a, a + chance.randrange(1, 900))))
    marks.append(mark("all", (0, 6000)))
    marks.append(mark("torn", (10, 12), (4000, 4010)))
    index = SpanIndex(tuple(marks))
    for _ in range(100):
        a = chance.randrange(5900)
        span = Span(a, a + chance.randrange(300))
        found = {m.id for m in index.touching(span)}
        wanted = {
            m.id
            for m in marks
            if any(f.start <= span.end and span.start <= f.end for f in m.fragments)
        }
        assert found == wanted
        under = [m.id for m in index.at(a)]
        over = [m for m in marks if any(f.start <= a < f.end for f in m.fragments)]
        assert set(under) == {m.id for m in over}
        assert not under or under[0] in {
            m.id for m in over if len(m.hull) == min(len(n.hull) for n in over)
        }


def test_replacing_tells_whether_anything_differs() -> None:
    one, two, three = mark("1", (0, 4)), mark("2", (2, 9), (20, 30)), mark("2", (2, 8))
    index = SpanIndex((one, two))
    revision = index.revision
    assert not index.replace((one, two)) and index.revision == revision
    both = (one, three)
    assert index.replace(both) and index.get("2") == three
    assert index.touching(Span(25, 26)) == []
    assert index.replace(()) and len(index) == 0


def test_steps_go_through_marks_in_reading_order() -> None:
    outer, inner, last = mark("a", (0, 9)), mark("b", (0, 3)), mark("c", (12, 14))
    index = SpanIndex((last, inner, outer))
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


MARKS = st.lists(
    st.tuples(st.integers(0, 30), st.integers(1, 9)).map(
        lambda pair: mark(f"{pair[0]}-{pair[1]}", (pair[0], pair[0] + pair[1]))
    ),
    max_size=12,
    unique_by=lambda one: one.id,
)


@given(st.lists(st.tuples(MARKS, st.booleans()), min_size=1, max_size=5))
def test_after_any_replacements_it_is_as_if_made_anew(
    changes: list[tuple[list[Mark], bool]],
) -> None:
    index = SpanIndex()
    for marks, in_order in changes:
        held = tuple(sorted(marks, key=lambda one: one.hull.start) if in_order else marks)
        index.replace(held)
        fresh = SpanIndex(held)
        for at in range(0, 42, 3):
            span = Span(at, at + 2)
            assert index.touching(span) == fresh.touching(span)
            assert index.at(at) == fresh.at(at)
        assert len(index) == len(held) and all(index.get(m.id) == m for m in held)
