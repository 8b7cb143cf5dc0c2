"""Which copies stay: fewer the older, and none is lost to a clock that went wrong."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from annotations.store.safety.thinning import beyond, superfluous

SURE = 3
HOUR, DAY = 3600.0, 86400.0


def after(gaps: list[float]) -> list[float]:
    """When the copies that are left were made, after one was made after each of these gaps."""
    now, kept = 0.0, list[float]()
    for gap in gaps:
        now += gap
        kept.append(now)
        out = set(superfluous(kept, SURE))
        kept = [time for place, time in enumerate(kept) if place not in out]
    return kept


gaps = st.lists(st.sampled_from([60.0, 300.0, 1800.0, HOUR, 5 * HOUR, DAY, 9 * DAY]), max_size=80)


@given(gaps)
def test_the_newest_and_the_oldest_copy_always_stay(gaps: list[float]):
    times = [sum(gaps[: n + 1]) for n in range(len(gaps))]
    left = after(gaps)
    assert left[-SURE:] == times[-SURE:]
    assert left[:1] == times[:1]


@given(gaps)
def test_no_copy_that_goes_leaves_a_gap_wider_than_its_age_allows(gaps: list[float]):
    left = after(gaps)
    times = [sum(gaps[: n + 1]) for n in range(len(gaps))]
    for before, behind in pairwise(left):
        between = [time for time in times if before < time < behind]
        widest = max((b - a for a, b in pairwise([before, *between, behind])), default=0)
        age = times[-1] - before
        spacing = HOUR if age <= DAY else DAY if age <= 30 * DAY else 7 * DAY
        assert behind - before <= spacing + max(widest, DAY if age > DAY else HOUR)


def test_a_year_of_work_leaves_some_hours_some_days_and_a_copy_a_week():
    left = after([1800.0] * (2 * 24 * 365))
    ages = [left[-1] - time for time in left]
    assert sum(age <= DAY for age in ages) in range(24, 29)
    assert sum(DAY < age <= 30 * DAY for age in ages) in range(28, 32)
    assert sum(age > 30 * DAY for age in ages) in range(46, 54)


@given(gaps, st.integers(0, 79))
def test_a_clock_that_was_set_back_a_year_makes_no_copy_older(gaps: list[float], when: int):
    times = [sum(gaps[: n + 1]) for n in range(len(gaps))]
    back = [time - (365 * DAY if place >= when else 0) for place, time in enumerate(times)]
    assert set(superfluous(back, SURE)) <= set(superfluous(times, SURE)) | {when}


@given(st.lists(st.floats(0, 400 * DAY), max_size=40))
def test_however_wrong_the_clock_is_few_go_at_once(times: list[float]):
    out = superfluous(times, SURE)
    assert len(out) <= 2
    assert all(place < len(times) - SURE for place in out)


@given(st.lists(st.integers(0, 9), max_size=20), st.integers(0, 40))
def test_the_oldest_copies_go_when_there_is_no_room_for_all(sizes: list[int], room: int):
    out = beyond(sizes, SURE, room)
    assert out == list(range(len(out))), "the oldest"
    old = sizes[: max(len(sizes) - SURE, 0)]
    assert sum(old[len(out) :]) <= room
    assert not out or sum(old[len(out) - 1 :]) > room, "and no more than that"
