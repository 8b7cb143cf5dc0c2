"""Undo, redo and the fold, over random histories and across closing."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotations.errors import Refusal
from annotations.model import Changed, Emendation, Span, Step
from annotations.project import Project, open_project
from tests.annotations.store.making import TEXT, document, everything, mark, new_project, raw


def one_action(project: Project, dice: random.Random) -> Changed:
    """Something a user might do now; refusals are part of a history and change nothing."""
    articles = [row.id for row in project.articles()]
    if not articles or dice.random() < 0.1:
        with project.bringing() as batch:
            text = TEXT + str(dice.random())
            batch.add(document(text=text, annotations=[mark("T1", 0, 3)]), file="x", line=1)
        return batch.changed
    article = dice.choice(articles)
    marks = [annotation.id for annotation in project.annotations(article)]
    relations = [relation.id for relation in project.relations(article)]
    emendations = [e.id for e in project.document(article).emendations]
    start = dice.randrange(len(TEXT) - 4)
    span, label = Span(start, start + dice.randint(1, 4)), dice.choice(("REGION", "GOV", "MEASURE"))
    attributes = {"certainty": dice.choice(("sure", "doubt")), "code": ("31", "22")}
    deeds = [
        lambda: project.annotate(article, span, label, attributes, dice.choice((None, "註𠮷"))),
        lambda: project.annotate(article, (span, Span(start + 4, start + 5)), label),
        lambda: project.set_status(article, dice.choice(("new", "reading", "done"))),
        lambda: project.rename(article, f"題{dice.randrange(9)}"),
        lambda: project.emend(article, [Emendation("", span, dice.choice(("字", "", None)))]),
    ]
    if marks:
        one = dice.choice(marks)
        deeds += [
            lambda: project.retag(article, one, label),
            lambda: project.describe(article, one, note="改", attributes=attributes),
            lambda: project.reshape(article, one, span),
            lambda: project.remove(article, dice.sample(marks, dice.randint(1, len(marks)))),
            lambda: project.relate(article, "party", one, dice.choice(marks)),
        ]
    if relations:
        deeds.append(lambda: project.unrelate(article, dice.choice(relations)))
    if emendations:
        deeds.append(lambda: project.judge(article, [dice.choice(emendations)], "accepted"))
    return dice.choice(deeds)()


def steps_of(project: Project, dice: random.Random, count: int) -> list[dict]:  # type: ignore[type-arg]
    """Do `count` steps; the states before, between and after them."""
    states = [everything(project)]
    while len(states) <= count:
        try:
            changed = one_action(project, dice)
        except Refusal:
            assert everything(project) == states[-1]
            continue
        if changed.step is None:
            assert everything(project) == states[-1]
        else:
            assert changed.undo == changed.step == project.undoable
            assert changed.redo is None
            states.append(everything(project))
    return states


@pytest.mark.parametrize("seed", range(6))
def test_thirty_steps_are_undone_to_empty_and_redone_to_the_end(tmp_path: Path, seed: int):
    dice = random.Random(seed)
    project = new_project(tmp_path)
    states = steps_of(project, dice, 30)
    for verb, wanted in (("undo", states[-2::-1]), ("redo", states[1:])):
        for state in wanted:
            if dice.random() < 0.15:
                project.close()
                project = open_project(project.path)
            getattr(project, verb)()
            assert everything(project) == state
        with pytest.raises(Refusal, match=f"nothing-to-{verb}"):
            getattr(project, verb)()
    assert project.verify() == ()
    assert len(project.log()) == 1 + 30 * 3
    project.close()


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
@given(moves=st.lists(st.sampled_from("aaauuurro"), max_size=25))
def test_any_mixture_of_steps_undo_and_redo_acts_like_two_stacks(
    tmp_path_factory: pytest.TempPathFactory, moves: list[str]
):
    project = new_project(tmp_path_factory.mktemp("mix"), document("A"))
    states, undone = [everything(project)], list[object]()
    floor = project.undo().step  # the import itself can be undone …
    assert floor is not None
    project.redo()  # … and redone
    for place, move in enumerate(moves):
        if move == "a":
            project.annotate("A", Span(place, place + 1), "REGION")
            states.append(everything(project))
            undone.clear()
        elif move == "u" and len(states) > 1:
            project.undo()
            undone.append(states.pop())
        elif move == "r" and undone:
            project.redo()
            states.append(undone.pop())  # type: ignore[arg-type]
        elif move == "o":
            project.close()
            project = open_project(project.path)
        assert everything(project) == states[-1]
        assert (project.redoable is None) == (not undone)
    assert project.verify() == ()
    project.close()


def test_a_step_after_an_undo_ends_what_can_be_redone_but_the_log_keeps_all(tmp_path: Path):
    with new_project(tmp_path, document("A")) as project:
        first = project.annotate("A", Span(0, 1), "REGION").step
        project.undo()
        project.annotate("A", Span(2, 3), "GOV")
        assert project.redoable is None
        assert first in project.log()
        assert [s.key for s in project.log()] == [
            "annotated", "undone", "annotated", "imported", "created",
        ]  # fmt: skip


def test_an_undone_import_withdraws_the_article_and_redo_brings_it_back(tmp_path: Path):
    with new_project(tmp_path, document("A"), document("B", "乙\r\n" * 5)) as project:
        before = [project.document(id) for id in "AB"]
        changed = project.undo()
        assert changed.articles == {"A", "B"}
        assert project.articles() == ()
        project.redo()
        assert [project.document(id) for id in "AB"] == before
        assert [row.id for row in project.articles()] == ["A", "B"]


def test_undo_puts_an_annotation_back_in_its_place(tmp_path: Path):
    marks = [mark(f"T{n}", n, n + 2) for n in range(5)]
    with new_project(tmp_path, document("A", annotations=marks)) as project:
        before = project.annotations("A")
        project.remove("A", ["T1", "T3"])
        project.undo()
        assert project.annotations("A") == before


def test_undo_is_refused_when_the_row_is_no_longer_as_the_step_left_it(tmp_path: Path):
    with new_project(tmp_path, document("A")) as project:
        project.annotate("A", Span(0, 1), "REGION")
        with raw(project.path) as conn:
            conn.execute("UPDATE annotation SET label = 'GOV'")
        state = everything(project)
        with pytest.raises(Refusal, match="undo-blocked"):
            project.undo()
        assert everything(project) == state


def test_an_undone_step_says_what_it_undid_however_often(tmp_path: Path):
    with new_project(tmp_path, document("A")) as project:
        project.rename("A", "新題")
        for verb in (project.undo, project.redo, project.undo, project.redo):
            step = verb().step
            assert isinstance(step, Step)
            assert step.args == {"key": "renamed", "args": {"article": "A", "title": "新題"}}
