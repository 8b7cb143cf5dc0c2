"""The judge of the suggestions, judged."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.model import Annotation, Article, Attributes, Document, Source, Span
from annotations.suggest import MEASURE, Candidate
from tests.suggesting.corpus import Gold, golds
from tests.suggesting.scoring import REF, Score, Tally, half, pairs_of, share

TEXT = "江州市长林海到河州与双方企业签署合作协议，共建产业园区"
NESTED = [("OFFICE", 0, 4), ("GOV", 0, 3), ("PERSON", 4, 6), ("REGION", 7, 9), (REF, 10, 12)]


def gold(marks: Iterable[tuple[str, int, int]], types: Iterable[str] = ()) -> Gold:
    """An article with these marks; measures get the types in their order."""
    named, made = iter(types), list[Annotation]()
    for number, (label, start, end) in enumerate(marks):
        attributes: Attributes = {"type": next(named)} if label == MEASURE else {}
        place = Span(start, end)
        made.append(Annotation(str(number), label, (place,), place.of(TEXT), attributes))
    source = Source("a.txt", "0" * 64, "utf-8", bom=False)
    return Gold(Document(Article("a", "题", TEXT, source), annotations=tuple(made)))


def proposed(*marks: tuple[str, int, int], type: str = "") -> list[Candidate]:
    attributes: Attributes = {"type": type} if type else {}
    return [
        Candidate(Span(start, end), label, "r", 1.0, attributes=attributes)
        for label, start, end in marks
    ]


def scored(gold: Gold, candidates: Iterable[Candidate]) -> Score:
    score = Score()
    score.add(gold, candidates)
    return score


def of_marks(gold: Gold) -> list[Candidate]:
    return [Candidate(s, m.label, "gold", 1.0, attributes=m.attributes) for m, s in gold.marks]


def test_the_annotations_themselves_as_proposals_are_all_right() -> None:
    """The law of every scorer, on all articles that are there."""
    for part in ("open", "held"):
        for each in golds(part):
            score = scored(each, of_marks(each))
            for tallies in (score.exact, score.overlap):
                for label, tally in tallies.items():
                    assert (tally.precision, tally.f1) == (1, 1) or not tally.wanted, label
                assert score.micro(tallies).f1 == 1
            assert score.paired == len(each.measures) and score.type_right == 1


def test_nothing_proposed_is_no_recall_and_no_error() -> None:
    score = scored(gold(NESTED), [])
    assert score.micro(score.exact) == Tally(0, 3, 0, 0)
    assert score.micro(score.exact).f1 == 0 and score.type_right == 0


def test_a_name_in_a_longer_one_is_right_but_not_wanted() -> None:
    tally = scored(gold(NESTED), proposed(("GOV", 0, 3))).exact["GOV"]
    assert tally == Tally(proposed=1, wanted=0, right=1, found=0)


def test_a_border_that_is_off_is_overlap_and_not_exact() -> None:
    score = scored(gold(NESTED), proposed(("PERSON", 3, 6)))
    assert score.exact["PERSON"].right == 0 and score.overlap["PERSON"] == Tally(1, 1, 1, 1)


def test_another_label_is_no_overlap() -> None:
    score = scored(gold(NESTED), proposed(("REGION", 4, 6)))
    assert score.overlap["REGION"].right == score.overlap["PERSON"].found == 0


def test_references_and_measures_are_in_no_sum_of_names() -> None:
    marks = [(REF, 10, 12), (MEASURE, 14, 20)]
    score = scored(gold(marks, ["AGREE"]), proposed(*marks))
    assert score.exact[REF].f1 == score.exact[MEASURE].f1 == 1
    assert score.micro(score.exact) == Tally() and score.labels == []


def test_the_type_is_judged_on_measures_that_were_found() -> None:
    marks = [(MEASURE, 14, 20), (MEASURE, 21, 27)]
    each = gold(marks, ["AGREE", "PARK"])
    score = scored(each, proposed((MEASURE, 15, 20), (MEASURE, 21, 27), type="AGREE"))
    assert (score.paired, score.typed) == (2, 1)
    assert score.exact[MEASURE].right == 1 and score.overlap[MEASURE].right == 2


def test_two_halves_of_one_measure_are_one_hit() -> None:
    score = scored(
        gold([(MEASURE, 14, 20)], ["AGREE"]), proposed((MEASURE, 14, 17), (MEASURE, 17, 20))
    )
    assert score.overlap[MEASURE] == Tally(2, 1, 1, 1)


def test_the_best_pair_goes_first() -> None:
    wide, exact = Span(14, 22), Span(14, 20)
    assert list(pairs_of([wide, exact], [exact])) == [(1, 0)]


def test_what_stands_in_a_zone_is_neither_wanted() -> None:
    text = "来源：江州日报\n" + TEXT
    each = gold([("MEDIA", 3, 7), ("PERSON", 12, 14)])
    article = replace(each.document.article, text=text)
    told = Gold(replace(each.document, article=article))
    assert told.zones, "the source line is one"
    assert [mark.label for mark, _ in told.marks] == ["PERSON"]


spans = st.tuples(st.integers(0, 30), st.integers(1, 12)).map(lambda p: Span(p[0], p[0] + p[1]))


@given(spans, spans)
def test_half_is_the_same_both_ways_and_needs_an_overlap(one: Span, other: Span) -> None:
    assert share(one, other) == share(other, one) <= 1
    assert half(one, one) and half(one, other) == half(other, one)
    assert one.overlaps(other) or not half(one, other)


@given(st.lists(spans, max_size=6), st.lists(spans, max_size=6))
def test_pairs_are_one_to_one(mine: list[Span], theirs: list[Span]) -> None:
    pairs = list(pairs_of(mine, theirs))
    assert len({one for one, _ in pairs}) == len({other for _, other in pairs}) == len(pairs)
    assert all(half(mine[one], theirs[other]) for one, other in pairs)


@pytest.mark.parametrize("part", ["open", "held"])
def test_every_annotation_has_a_place_in_the_text_that_is_scored(part: str) -> None:
    """One that emendations swallow would quietly be in no figure."""
    for each in golds("open" if part == "open" else "held"):
        alignment = each.view.alignment
        lost = [m.id for m in each.document.annotations if not alignment.to_target(m.hull)]
        assert not lost, each.name
