"""Names proposed inside longer ones."""

from __future__ import annotations

from annotations.model import Annotation, Span
from annotations.suggest import propose
from annotations.suggest.kinds import Candidate, Suggester
from annotations.suggest.lists import Lists
from annotations.suggest.passage import Passage
from annotations.suggest.pending import pending
from annotations.suggest.subject import Subject, suggestions

TEXT = "浙江省杭州市教育局与长三角"


def _always(*found: Candidate) -> Suggester:
    return Suggester("always", 1, ("rule",), lambda _: found)


BODY = Candidate(Span(0, 9), "GOV", "rule", 0.9)
PLACE = Candidate(Span(0, 6), "REGION", "rule", 0.95)


def _proposed(*found: Candidate, lists: Lists | None = None) -> list[tuple[Span, str, bool]]:
    passage = Passage(TEXT, lists or Lists())
    return [(one.span, one.label, one.is_nested) for one in propose(passage, [_always(*found)])]


def test_a_region_in_the_name_of_a_body_is_proposed_and_says_that_it_is_nested():
    assert _proposed(PLACE, BODY) == [
        (Span(0, 9), "GOV", False),
        (Span(0, 6), "REGION", True),
    ]


def test_a_province_in_the_name_of_a_city_is_not():
    province = Candidate(Span(0, 3), "REGION", "rule", 0.95)

    assert [span for span, *_ in _proposed(province, PLACE, BODY)] == [Span(0, 9), Span(0, 6)]


def test_what_is_unsure_or_of_another_kind_is_not_proposed_inside():
    unsure = Candidate(Span(0, 6), "REGION", "rule", 0.6)
    field = Candidate(Span(6, 8), "SECTOR", "rule", 0.9)

    assert _proposed(unsure, field, BODY) == [(Span(0, 9), "GOV", False)]


def test_a_project_says_what_may_stand_in_what():
    lists = Lists({"nested": ("-GOV", "OFFICE\tGOV")})

    assert _proposed(PLACE, BODY, lists=lists) == [(Span(0, 9), "GOV", False)]


def test_it_stays_pending_when_the_longer_name_is_tagged_and_goes_when_it_is_tagged_itself():
    found = suggestions(Subject(TEXT), suggesters=[_always(PLACE, BODY)])
    body = Annotation("1", "GOV", (Span(0, 9),), "")
    place = Annotation("2", "REGION", (Span(0, 6),), "")

    assert [one.label for one in pending(found, [body])] == ["REGION"]
    assert pending(found, [body, place]) == ()
