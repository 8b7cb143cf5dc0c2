"""Which suggestions are still to be judged, beside what is on the article."""

from __future__ import annotations

import time
from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from annotations.model import Annotation, Span, Suggestion
from annotations.suggest.pending import pending


def one(label: str, *spans: tuple[int, int]) -> Suggestion:
    return Suggestion(label, tuple(Span(*s) for s in spans), "", "", "places.full", 0.9)


def tag(label: str, *spans: tuple[int, int]) -> Annotation:
    return Annotation("", label, tuple(Span(*s) for s in spans), "")


def left(suggestion: Suggestion, *annotations: Annotation) -> bool:
    return pending([suggestion], annotations) == (suggestion,)


def test_a_name_is_gone_where_a_name_has_its_fragments_whatever_its_label():
    assert not left(one("REGION", (2, 5)), tag("GOV", (2, 5)))
    assert not left(one("REGION", (2, 5), (7, 9)), tag("GOV", (2, 5), (7, 9)))
    assert left(one("REGION", (2, 5), (7, 9)), tag("GOV", (2, 5), (7, 8)))


def test_a_name_is_gone_where_one_of_its_label_shares_a_character():
    assert not left(one("REGION", (2, 5)), tag("REGION", (4, 8)))
    assert not left(one("REGION", (2, 5)), tag("REGION", (3, 4)))
    assert left(one("REGION", (2, 5)), tag("REGION", (5, 8)))
    assert left(one("REGION", (2, 5)), tag("GOV", (4, 8)))


def test_a_name_is_gone_inside_a_longer_one():
    assert not left(one("REGION", (2, 5)), tag("GOV", (2, 6)))
    assert not left(one("REGION", (2, 5)), tag("GOV", (0, 5)))
    assert left(one("REGION", (2, 6)), tag("GOV", (2, 5)))
    assert left(one("REGION", (2, 5)), tag("GOV", (0, 2)), tag("GOV", (5, 9)))


def test_names_and_measures_leave_each_other_alone():
    assert left(one("REGION", (2, 5)), tag("MEASURE", (0, 9)), tag("MEASURE", (2, 5)))
    assert left(one("MEASURE", (2, 5)), tag("GOV", (0, 9)), tag("GOV", (2, 5)))


def test_a_measure_is_gone_where_half_of_the_shorter_one_is_shared():
    assert not left(one("MEASURE", (0, 10)), tag("MEASURE", (5, 25)))
    assert left(one("MEASURE", (0, 10)), tag("MEASURE", (6, 25)))
    assert not left(one("MEASURE", (0, 40)), tag("MEASURE", (6, 9)))
    assert left(one("MEASURE", (0, 10)), tag("MEASURE", (10, 20)))


def test_what_was_rejected_here_is_gone():
    first, other = one("REGION", (0, 2)), one("REGION", (4, 6))
    assert pending([first, other], (), {first.key}) == (other,)


# -- the same as by asking each of each ------------------------------------------------------

_LABELS = st.sampled_from(["REGION", "GOV", "MEASURE"])
_SPANS = st.tuples(st.integers(0, 25), st.integers(1, 8)).map(lambda p: (p[0], p[0] + p[1]))


def _marks(make: Callable[..., object]):
    return st.lists(st.builds(make, _LABELS, _SPANS), max_size=12)


def _is_gone(suggestion: Suggestion, annotation: Annotation) -> bool:
    (here,), (there,) = suggestion.fragments, annotation.fragments
    is_measure = suggestion.label == "MEASURE"
    if is_measure != (annotation.label == "MEASURE"):
        return False
    if is_measure:
        shared = len(set(range(here.start, here.end)) & set(range(there.start, there.end)))
        return shared > 0 and shared >= min(len(here), len(there)) / 2
    is_longer = there.contains(here) and len(there) > len(here)
    return (
        here == there
        or is_longer
        or (suggestion.label == annotation.label and here.overlaps(there))
    )


@given(suggestions=_marks(one), annotations=_marks(tag))
def test_it_is_what_asking_each_annotation_says(
    suggestions: list[Suggestion], annotations: list[Annotation]
):
    wanted = [s for s in suggestions if not any(_is_gone(s, a) for a in annotations)]
    assert list(pending(suggestions, annotations)) == wanted


def test_ten_thousand_annotations_take_little_more_than_reading_them():
    """Also under one that holds them all: no suggestion is asked of each annotation."""
    annotations = [tag("REGION", (10 * n, 10 * n + 4)) for n in range(10_000)]
    annotations.append(tag("GOV", (0, 50_000)))
    suggestions = [one("ZONE", (10 * n + 3, 10 * n + 6)) for n in range(10_000)]

    def taken(work: Callable[[], object]) -> float:
        times: list[float] = []
        for _ in range(3):
            begin = time.process_time()
            work()
            times.append(time.process_time() - begin)
        return min(times)

    assert len(pending(suggestions, annotations)) == 5_000
    reading = taken(lambda: sorted((a.hull.start, a.label) for a in annotations))
    assert taken(lambda: pending(suggestions, annotations)) < 30 * reading
