"""The replay of actions: it does what is asked, counts what the window counts, and saves."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.model import Annotation, Span
from annotations.suggest import MEASURE, Candidate
from gui.effort import BY_HAND as BY_HAND_NAME
from gui.effort import BY_HAND_MEASURE
from tests.suggesting.actions import (
    AT_ONCE,
    BY_HAND,
    DEVELOPMENT,
    GROUPED,
    HELPED,
    WAYS,
    annotated,
    efforts,
)
from tests.suggesting.corpus import Gold, golds
from tests.suggesting.test_scoring import TEXT, gold, of_marks

MARKS = [("OFFICE", 0, 4), ("GOV", 0, 3), ("PERSON", 4, 6), ("REGION", 7, 9), (MEASURE, 14, 20)]


def candidate(label: str, start: int, end: int, confidence: float = 0.9) -> Candidate:
    return Candidate(Span(start, end), label, "r", confidence)


def actions(gold: Gold, *found: Candidate) -> int:
    return annotated(gold, GROUPED, found).actions


@pytest.mark.parametrize("part", DEVELOPMENT)
def test_by_hand_it_counts_what_the_panel_of_the_window_calls_by_hand(part: str) -> None:
    for each in golds("open" if part == "open" else "held"):
        effort = annotated(each, BY_HAND)
        marks = each.document.annotations
        measures = sum(mark.label == MEASURE for mark in marks)
        assert effort.marks == len(marks) and effort.measures == measures
        assert effort.actions == effort.by_hand
        assert effort.by_hand == BY_HAND_NAME * effort.entities + BY_HAND_MEASURE * measures


def test_a_name_accepted_is_one_key_between_going_in_and_out() -> None:
    each = gold([("REGION", 7, 9)])
    assert actions(each, candidate("REGION", 7, 9)) == 1 + 1 + 1


def test_a_wrong_name_is_a_key_more_than_by_hand() -> None:
    each = gold([("REGION", 7, 9)])
    assert actions(each, candidate("SITE", 17, 19)) == 2 + (1 + 1 + 1)


def test_an_end_is_moved_by_a_key_and_a_label_mended_by_its_letter() -> None:
    each = gold([("REGION", 7, 9)])
    assert actions(each, candidate("REGION", 7, 10)) == 1 + (1 + 1) + 1
    assert actions(each, candidate("MACRO", 7, 9)) == 1 + 1 + 1


def test_the_others_of_a_group_cost_nothing_and_wrong_ones_a_key_each() -> None:
    text = TEXT + "，合作企业，合作大会"
    places = [Span(at, at + 2) for at in range(len(text)) if text.startswith("合作", at)]
    assert len(places) == 3
    every = [candidate("POLICY", span.start, span.end) for span in places]
    each = _of(text, places)
    assert actions(each, *every) == 1 + 1 + 1
    assert actions(_of(text, places[:2]), *every) == 1 + (1 + 1 + 1) + 1, "two, then the last"


def _of(text: str, places: list[Span]) -> Gold:
    from dataclasses import replace

    made = gold([])
    marks = tuple(
        Annotation(str(n), "POLICY", (span,), span.of(text)) for n, span in enumerate(places)
    )
    article = replace(made.document.article, text=text)
    return Gold(replace(made.document, article=article, annotations=marks))


def test_the_type_of_a_measure_costs_two_keys_where_it_is_wrong() -> None:
    each = gold([(MEASURE, 14, 20)], ["AGREE"])
    assert actions(each, candidate(MEASURE, 14, 20)) == 1 + (1 + 2) + 1
    (right,) = of_marks(each)
    assert actions(each, right) == 1 + 1 + 1


found = st.lists(
    st.builds(
        lambda label, start, size, sure: candidate(label, start, start + size, sure),
        st.sampled_from(["OFFICE", "GOV", "PERSON", "REGION", "SITE", MEASURE]),
        st.integers(0, 20),
        st.integers(1, 6),
        st.floats(0, 1),
    ),
    max_size=6,
    unique_by=lambda one: (one.label, one.span),
)


@settings(max_examples=60, deadline=None)
@given(found, st.sampled_from(WAYS))
def test_whatever_is_suggested_in_the_end_exactly_what_is_wanted_is_there(
    proposed: list[Candidate], way: object
) -> None:
    each = gold(MARKS, ["AGREE"])
    chosen = next(one for one in WAYS if one == way)
    effort = annotated(each, chosen, proposed)
    assert (effort.entities, effort.measures) == (4, 1)


def test_right_names_take_at_most_a_key_each_and_only_names_inside_others_are_left() -> None:
    for each in golds("open"):
        names = [span for _, span in each.names]
        outer = [
            one
            for one in of_marks(each)
            if one.label != MEASURE
            and not any(name.contains(one.span) and name != one.span for name in names)
        ]
        marks = each.document.annotations
        measures = sum(mark.label == MEASURE for mark in marks)
        inner = len(marks) - measures - len(outer)
        effort = annotated(each, GROUPED, outer)
        assert effort.drags <= inner + measures
        assert effort.actions <= 2 + len(outer) + 2 * inner + 5 * measures


def test_suggestions_save_four_tenths_of_the_actions_on_the_development_set() -> None:
    told = efforts(DEVELOPMENT, (HELPED, GROUPED, AT_ONCE))
    share = {name: actions / by_hand for name, (actions, by_hand) in told.items()}
    assert share[GROUPED.name] <= 0.62, share  # .59 when this was written; asked are .60
    assert share[AT_ONCE.name] <= 0.50, share  # .43
    assert share[GROUPED.name] < share[HELPED.name] < 1
