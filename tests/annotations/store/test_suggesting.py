"""Suggestions accepted, rejected and taken up again: each one step, undone and merged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotations.errors import Refusal
from annotations.model import (
    Record,
    Rejection,
    Span,
    SuggestedSlot,
    Suggestion,
)
from annotations.project import Project, open_project
from annotations.store import reading
from annotations.store.entries import MOST
from annotations.store.tables import REJECTION
from annotations.suggest.pending import pending
from tests.annotations.store.clones import clone, contents
from tests.annotations.store.making import TEXT, document, everything, mark, new_project, raw

HERE = "A"
REGION, ZONE = Span(0, 3), Span(5, 8)


def suggestion(
    label: str,
    *spans: Span,
    rule: str = "places.full",
    slots: Sequence[SuggestedSlot] = (),
    text: str = TEXT,
    **attributes: str,
) -> Suggestion:
    quote = "".join(span.of(text) for span in spans)
    return Suggestion(label, spans, quote, quote, rule, 0.9, "", attributes, tuple(slots))


def party(span: Span = REGION, *, ticked: bool = True, label: str = "REGION") -> SuggestedSlot:
    return SuggestedSlot("party", label, (span,), ticked)


@pytest.fixture
def project(tmp_path: Path):
    with new_project(tmp_path, document("A"), document("B", TEXT * 2)) as project:
        yield project


# -- accepting --------------------------------------------------------------------------


def test_what_is_accepted_is_an_annotation_that_says_where_it_comes_from(project: Project):
    project.author = "丙"
    changed = project.accept_suggestions({"A": [suggestion("REGION", REGION, code="220000")]})
    (made,) = project.annotations("A")
    assert (made.label, made.fragments, made.quote) == ("REGION", (REGION,), REGION.of(TEXT))
    assert (made.author, made.attributes) == ("丙", {"code": "220000"})
    assert made.extra == {"suggested": {"rule": "places.full", "confidence": 0.9}}
    assert made.tagset == project.tagset.ref and made.created
    assert changed.annotations == {("A", made.id)} and not changed.taught
    assert changed.step is not None and changed.step.key == "suggestions-accepted"
    assert (changed.step.args["count"], changed.step.args["quote"]) == (1, made.quote)
    assert project.verify() == ()


def test_many_on_many_articles_are_one_step(project: Project):
    chosen = {
        "A": [suggestion("REGION", REGION), suggestion("ZONE", ZONE)],
        "B": [suggestion("REGION", Span(5, 8), Span(10, 12))],
    }
    before = everything(project)
    step = project.accept_suggestions(chosen).step
    assert step is not None and (step.args["count"], step.args["articles"]) == (3, 2)
    assert [a.fragments for a in project.annotations("B")] == [(Span(5, 8), Span(10, 12))]
    project.undo()
    assert everything(project) == before
    project.redo()
    assert len(project.annotations("A")) == 2 and project.verify() == ()


def test_what_is_there_is_not_made_twice(project: Project):
    project.annotate("A", REGION, "REGION")
    assert project.accept_suggestions({"A": [suggestion("REGION", REGION)]}).step is None
    twice = [suggestion("ZONE", ZONE), suggestion("ZONE", ZONE, rule="other.rule")]
    project.accept_suggestions({"A": twice})
    assert [a.label for a in project.annotations("A")] == ["REGION", "ZONE"]


def test_what_was_accepted_and_then_changed_can_be_accepted_again(project: Project):
    chosen = {"A": [suggestion("REGION", REGION)]}
    project.accept_suggestions(chosen)
    (first,) = project.annotations("A")
    project.retag("A", first.id, "GOV")
    project.accept_suggestions(chosen)
    assert [a.label for a in project.annotations("A")] == ["GOV", "REGION"]
    assert project.verify() == ()


def test_an_id_that_is_taken_is_not_given_twice(project: Project):
    chosen = {"A": [suggestion("REGION", REGION)]}
    project.accept_suggestions(chosen)
    (first,) = project.annotations("A")
    project.retag("A", first.id, "GOV")
    project.annotate("A", REGION, "GOV")  # so that two are alike
    project.accept_suggestions(chosen)
    assert len({a.id for a in project.annotations("A")}) == 3


@pytest.mark.parametrize(
    ("spans", "label", "key"),
    [
        ((Span(0, 10_000),), "REGION", "span-outside"),
        ((Span(2, 2),), "REGION", "span-empty"),
        ((Span(0, 3), Span(2, 5)), "REGION", "fragments-overlap"),
        ((Span(0, 3),), "", "label-empty"),
    ],
)
def test_what_cannot_be_an_annotation_is_refused_and_nothing_stays(
    project: Project, spans: tuple[Span, ...], label: str, key: str
):
    before = everything(project)
    bad = replace(suggestion("REGION", REGION), fragments=spans, label=label)
    with pytest.raises(Refusal, match=key):
        project.accept_suggestions({"A": [suggestion("ZONE", ZONE), bad]})
    with pytest.raises(Refusal, match="article-missing"):
        project.accept_suggestions({"A": [suggestion("ZONE", ZONE)], "X": []})
    assert everything(project) == before


def test_a_thousand_accepted_are_as_few_events_as_a_thousand_tags(tmp_path: Path):
    text = "甲乙" * 1500
    spans = [Span(2 * n, 2 * n + 2) for n in range(1000)]
    with new_project(tmp_path, document("A", text), document("B", text)) as project:
        project.annotate_all({"A": spans}, "REGION")
        chosen = [suggestion("REGION", span, text=text) for span in spans]
        project.accept_suggestions({"B": chosen})
    with raw(project.path) as conn:
        query = "SELECT count(*) FROM event WHERE tbl = 'annotation' GROUP BY step ORDER BY step"
        counts = [count for (count,) in conn.execute(query)]
    assert counts == [1000 / MOST] * 2


# -- slots ------------------------------------------------------------------------------


def test_a_ticked_slot_is_a_relation_to_what_is_there_or_comes_along(project: Project):
    project.annotate("A", REGION, "REGION")
    slots = (party(), party(ZONE))
    measure = suggestion("MEASURE", Span(20, 30), slots=slots)
    step = project.accept_suggestions({"A": [measure, suggestion("REGION", ZONE)]}).step
    ids = {a.fragments[0]: a.id for a in project.annotations("A")}
    found = [(r.type, r.start, r.end) for r in project.relations("A")]
    assert found == [("party", ids[Span(20, 30)], ids[place]) for place in (REGION, ZONE)]
    assert step is not None and step.args["relations"] == 2
    again = project.accept_suggestions({"A": [measure]})
    assert again.step is None and len(project.relations("A")) == 2
    assert project.verify() == ()


def test_a_slot_is_left_out_that_is_not_ticked_not_allowed_or_not_filled(project: Project):
    project.annotate("A", REGION, "REGION")
    slots = (
        party(ticked=False),
        SuggestedSlot("holds", "REGION", (REGION,), True),
        SuggestedSlot("unheard-of", "REGION", (REGION,), True),
        party(ZONE),
        party(label="GOV"),
    )
    project.accept_suggestions({"A": [suggestion("MEASURE", Span(20, 30), slots=slots)]})
    assert project.relations("A") == ()


# -- rejecting --------------------------------------------------------------------------


def test_a_rejection_here_is_about_its_place_only(project: Project):
    one, other = suggestion("REGION", REGION), suggestion("REGION", ZONE)
    changed = project.reject_suggestions({"A": [one, one]})
    (found,) = project.rejections()
    assert (found.article, found.key, found.surface) == ("A", one.key, one.surface)
    assert (found.rule, found.count, found.author) == ("places.full", 1, "甲")
    assert changed.articles == {"A"} and not changed.taught
    assert project.rejected_here("A") == {one.key} and project.rejected_here("B") == frozenset()
    assert pending([one, other], (), project.rejected_here("A")) == (other,)
    assert project.reject_suggestions({"A": [one]}).step is None
    assert project.verify() == ()


def test_a_rejection_everywhere_is_about_a_label_and_surface(project: Project):
    several = {"A": [suggestion("REGION", REGION)], "B": [suggestion("REGION", REGION)] * 2}
    changed = project.reject_suggestions(several, everywhere=True)
    (found,) = project.rejections()
    assert (found.article, found.fragments, found.count) == ("", (), 3)
    assert changed.taught and changed.step is not None
    assert changed.step.key == "suggestions-rejected-everywhere"
    assert project.taught().rejected == {("REGION", REGION.of(TEXT))}
    assert project.reject_suggestions(several, everywhere=True).step is None
    assert project.undo().taught and project.taught().rejected == frozenset()
    assert project.verify() == ()


def test_rejections_are_taken_back_by_their_ids_all_or_none(project: Project):
    project.reject_suggestions({"A": [suggestion("REGION", REGION)]})
    project.reject_suggestions({"B": [suggestion("REGION", REGION)]}, everywhere=True)
    ids = [one.id for one in project.rejections()]
    with pytest.raises(Refusal, match="rejection-missing"):
        project.reconsider([*ids, "X"])
    assert len(project.rejections()) == 2
    assert project.reconsider(ids).taught
    assert project.rejections() == () and project.taught().rejected == frozenset()
    project.undo()
    assert [one.id for one in project.rejections()] == ids


def test_a_withdrawn_article_takes_its_rejections_with_it_and_brings_them_back(project: Project):
    project.reject_suggestions({"A": [suggestion("REGION", REGION)]})
    before = everything(project)
    project.withdraw(["A"])
    assert project.rejections() == () and project.verify() == ()
    project.undo()
    assert everything(project) == before


def test_a_rejection_outside_of_its_text_is_told_by_verify(project: Project):
    """However it came there: the verb refuses it."""
    one = suggestion("REGION", REGION)
    with pytest.raises(Refusal, match="span-outside"):
        project.reject_suggestions({"A": [replace(one, fragments=(Span(0, 10_000),))]})
    project.reject_suggestions({"A": [one]})
    with project._step("test") as step:  # pyright: ignore[reportPrivateUsage]
        (row,) = reading.items(step.file, REJECTION, "A")
        step.update(REJECTION, row, fragments="[[0,10000]]")
    assert [finding.key for finding in project.verify()] == ["span-outside"]


# -- laws -------------------------------------------------------------------------------

_SPANS = st.tuples(st.integers(0, len(TEXT) - 5), st.integers(1, 4)).map(
    lambda pair: Span(pair[0], pair[0] + pair[1])
)
_SUGGESTIONS = st.builds(
    lambda span, label, rule, slot: suggestion(label, span, rule=rule, slots=[party(slot)]),
    _SPANS,
    st.sampled_from(["REGION", "ZONE", "MEASURE"]),
    st.sampled_from(["places.full", "suffixed.zone"]),
    _SPANS,
)
_DEEDS = st.lists(
    st.tuples(
        st.sampled_from(["accept", "here", "everywhere", "undo", "redo", "reconsider", "remove"]),
        st.lists(_SUGGESTIONS, max_size=4),
    ),
    max_size=8,
)


def _do(project: Project, deed: str, chosen: Sequence[Suggestion]) -> None:
    match deed:
        case "accept":
            project.accept_suggestions({"A": chosen})
        case "here":
            project.reject_suggestions({"A": chosen})
        case "everywhere":
            project.reject_suggestions({"A": chosen}, everywhere=True)
        case "undo" if project.undoable and project.undoable.key != "imported":
            project.undo()
        case "redo" if project.redoable:
            project.redo()
        case "reconsider":
            project.reconsider([one.id for one in project.rejections()[:2]])
        case "remove":
            project.remove("A", [a.id for a in project.annotations("A")[:2]])
        case _:
            pass


_slow = settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


@_slow
@given(deeds=_DEEDS)
def test_whatever_was_judged_is_undone_to_what_was_before(
    tmp_path_factory: pytest.TempPathFactory, deeds: list[tuple[str, list[Suggestion]]]
):
    with new_project(tmp_path_factory.mktemp("p"), document("A")) as project:
        begin, states = everything(project), [everything(project)]
        for deed, chosen in deeds:
            _do(project, deed, chosen)
            states.append(everything(project))
        assert project.verify() == ()
        while project.undoable and project.undoable.key != "imported":
            project.undo()
            assert everything(project) in states
        assert everything(project) == begin
        assert (project.taught().words, project.taught().rejected) == ({}, frozenset())
        assert project.suggestion_record() == {}


@_slow
@given(ours=_DEEDS, theirs=_DEEDS)
def test_copies_that_judged_apart_come_to_the_same_in_either_order(
    tmp_path_factory: pytest.TempPathFactory,
    ours: list[tuple[str, list[Suggestion]]],
    theirs: list[tuple[str, list[Suggestion]]],
):
    with new_project(tmp_path_factory.mktemp("p"), document("A")) as project:
        pass
    paths = clone(project.path, "甲"), clone(project.path, "乙")
    for path, deeds in zip(paths, (ours, theirs), strict=True):
        with open_project(path, author=path.stem) as project:
            for deed, chosen in deeds:
                _do(project, deed, chosen)
    copies = [clone(path, f"{path.stem}2") for path in paths]
    found: list[object] = []
    for into, other in ((copies[0], paths[1]), (copies[1], paths[0])):
        with open_project(into) as project:
            project.merge(other)
            assert project.verify() == ()
            found.append((contents(into), project.taught(), project.suggestion_record()))
    assert found[0] == found[1]


# -- merging ----------------------------------------------------------------------------


@pytest.fixture
def copies(tmp_path: Path) -> tuple[Path, Path]:
    with new_project(tmp_path, document("A", annotations=[mark("T1", 8, 10)])) as project:
        pass
    return clone(project.path, "甲"), clone(project.path, "乙")


def _merged(copies: tuple[Path, Path]) -> Project:
    project = open_project(copies[0])
    assert project.merge(copies[1]).conflicts == ()
    assert project.verify() == ()
    return project


def test_what_two_accept_alike_is_one_annotation_and_no_conflict(copies: tuple[Path, Path]):
    slots = (party(),)
    chosen = [suggestion("REGION", REGION), suggestion("MEASURE", Span(20, 30), slots=slots)]
    for path in copies:
        with open_project(path, author=path.stem) as project:
            project.accept_suggestions({"A": chosen})
    with _merged(copies) as project:
        assert [a.label for a in project.annotations("A")] == ["REGION", "REGION", "MEASURE"]
        assert len(project.relations("A")) == 1
        assert project.suggestion_record()["places.full"] == Record(2, 0)


def test_what_two_reject_alike_is_one_rejection_and_no_conflict(copies: tuple[Path, Path]):
    for path in copies:
        with open_project(path, author=path.stem) as project:
            project.reject_suggestions({"A": [suggestion("REGION", REGION)]})
            project.reject_suggestions({"A": [suggestion("ZONE", ZONE)]}, everywhere=True)
    with _merged(copies) as project:
        assert [one.label for one in project.rejections()] == ["ZONE", "REGION"]


def test_that_two_found_the_same_by_other_rules_is_no_conflict(copies: tuple[Path, Path]):
    for path, rule in zip(copies, ("places.full", "taught.name"), strict=True):
        with open_project(path, author=path.stem) as project:
            project.accept_suggestions({"A": [suggestion("REGION", REGION, rule=rule)]})
            several = [suggestion("ZONE", ZONE, rule=rule)] * (1 + (path == copies[0]))
            project.reject_suggestions({"A": several}, everywhere=True)
    with _merged(copies) as project:
        assert len(project.annotations("A")) == 2 and len(project.rejections()) == 1


def test_that_two_accept_it_with_other_attributes_is_a_conflict(copies: tuple[Path, Path]):
    for path, code in zip(copies, ("220000", "110000"), strict=True):
        with open_project(path, author=path.stem) as project:
            project.accept_suggestions({"A": [suggestion("REGION", REGION, code=code)]})
    with open_project(copies[0]) as project:
        (conflict,) = project.merge(copies[1]).conflicts
        assert (conflict.table, conflict.reason) == ("annotation", "changed")


def test_what_two_say_of_one_word_of_a_list_is_a_conflict_and_other_words_are_united(
    copies: tuple[Path, Path],
):
    for path, lines in zip(copies, (["甲带", "-长三角"], ["乙带", "长三角"]), strict=True):
        with open_project(path, author=path.stem) as project:
            project.set_word_lines("macro", lines)
    with open_project(copies[0]) as project:
        (conflict,) = project.merge(copies[1]).conflicts
        assert conflict.table == "word"
        assert set(project.word_lines()["macro"]) == {"甲带", "乙带", "长三角"}
        project.settle(conflict, conflict.versions[0].event)
        assert set(project.word_lines()["macro"]) == {"甲带", "乙带", "-长三角"}
        assert project.conflicts() == () and project.verify() == ()


def test_what_one_accepts_and_another_rejects_stays_tagged_and_both_are_told(
    copies: tuple[Path, Path],
):
    one = suggestion("REGION", REGION)
    with open_project(copies[0], author="甲") as project:
        project.accept_suggestions({"A": [one]})
    with open_project(copies[1], author="乙") as project:
        project.reject_suggestions({"A": [one]})
    with _merged(copies) as project:
        assert project.annotations("A")[-1].extra["suggested"]
        assert [found.author for found in project.rejections()] == ["乙"]
        assert project.suggestion_record()["places.full"] == Record(1, 1)
        assert pending([one], project.annotations("A"), project.rejected_here("A")) == ()


def test_a_rejection_on_an_article_that_another_withdrew_is_laid_aside(copies: tuple[Path, Path]):
    with open_project(copies[0]) as project:
        project.withdraw(["A"])
    with open_project(copies[1]) as project:
        project.reject_suggestions({"A": [suggestion("REGION", REGION)]})
    with open_project(copies[0]) as project:
        (conflict,) = project.merge(copies[1]).conflicts
        assert (conflict.table, conflict.reason) == ("rejection", "orphan")
        assert project.rejections() == () and project.verify() == ()
        project.settle(conflict, conflict.versions[0].event)
        assert [one.article for one in project.rejections()] == ["A"]
        assert project.articles() and project.verify() == ()


def test_rejections_and_words_survive_a_copy_of_the_log(copies: tuple[Path, Path]):
    """What the journal and the safety copies keep is the log: it has everything."""
    with open_project(copies[0]) as project:
        project.reject_suggestions({"A": [suggestion("REGION", REGION)]})
        project.set_word_lines("macro", ["甲乙协作带"])
        rejections: tuple[Rejection, ...] = project.rejections()
    with open_project(copies[1]) as project:
        project.merge(copies[0])
        assert project.rejections() == rejections
        assert project.word_lines() == {"macro": ("甲乙协作带",)}
