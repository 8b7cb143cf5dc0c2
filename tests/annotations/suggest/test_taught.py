"""Names that a project has tagged are proposed where they stand as words."""

from __future__ import annotations

from annotations.model import Span
from annotations.suggest.kinds import Candidate
from annotations.suggest.passage import Passage
from annotations.suggest.taught import SUGGESTER, suggest

WORDS = {"赣深集团": "COMPANY", "上海市": "REGION", "园区": "ZONE", "赣深产业园区": "ZONE"}


def found(text: str, *before: Candidate, words: dict[str, str] = WORDS) -> list[tuple[str, str]]:
    passage = Passage(text, taught=words).with_found(before, ())
    return [(one.span.of(text), one.label) for one in suggest(passage)]


def test_they_are_found_wherever_they_are_words():
    assert found("赣深集团落户上海市，赣深集团负责人介绍。") == [
        ("赣深集团", "COMPANY"),
        ("上海市", "REGION"),
        ("赣深集团", "COMPANY"),
    ]


def test_the_longest_counts():
    assert found("赣深产业园区与园区") == [("赣深产业园区", "ZONE"), ("园区", "ZONE")]


def test_a_word_of_the_dictionary_is_not_cut():
    assert found("上海市场回暖") == []


def test_a_word_that_was_only_guessed_may_be_cut():
    text = "由锡澄靖联盟牵头"
    passage = Passage(text)
    assert not passage.is_border(1), "it is cut there: take another text for this test"
    assert found(text, words={"锡澄靖": "REGION"}) == [("锡澄靖", "REGION")]


def test_what_was_found_under_the_same_label_is_not_said_twice():
    known = Candidate(Span(0, 3), "REGION", "full", 0.97)
    assert found("上海市发布", known) == []


def test_a_label_of_the_project_wins_over_another_for_the_same():
    other = Candidate(Span(0, 3), "GOV", "full", 0.97)
    (mine,) = suggest(Passage("上海市发布", taught=WORDS).with_found((other,), ()))
    assert (mine.label, mine.rule) == ("REGION", "name")
    assert mine.confidence > other.confidence


def test_nothing_taught_needs_no_words():
    passage = Passage("上海市发布")
    assert list(suggest(passage)) == []
    assert "tokens" not in vars(passage)


def test_it_is_one_of_the_suggesters():
    from annotations import suggest as suggesting

    assert suggesting.all()["taught"] is SUGGESTER
