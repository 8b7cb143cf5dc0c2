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
        lambda: project.set_flag(article, dice.random() < 0.5),
        lambda: project.set_note(article, dice.choice((None, "註", "註𠮷"))),
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


@pytest.mark.parametrize("seed", range(8))
def test_one_goes_to_any_state_that_was_and_back(tmp_path: Path, seed: int):
    dice = random.Random(seed)
    with new_project(tmp_path) as project:
        states = steps_of(project, dice, 8)
        steps = [None, *(step.id for step in reversed(project.done(99)))]
        assert len(steps) == len(states)
        for _ in range(6):
            goal = dice.randrange(len(states))
            forward = {s.undoes: s.id for s in project.undone(99)}
            changed = project.go_to(forward.get(steps[goal], steps[goal]))
            # A step that was redone is another step that did the same.
            steps[1 : goal + 1] = [step.id for step in reversed(project.done(99))]
            steps[goal + 1 :] = [step.undoes for step in project.undone(99)]
            assert everything(project) == states[goal]
            assert (changed.undo, changed.redo) == (project.undoable, project.redoable)
        assert project.verify() == ()


def test_going_is_one_transaction(tmp_path: Path):
    with new_project(tmp_path, document("A", annotations=[mark("T1", 0, 3)])) as project:
        for start in range(5):
            project.annotate("A", Span(start, start + 1), "GOV")
        before, log = everything(project), project.log()
        first, (last, *_) = project.done(9)[-1], project.done(9)
        changed = project.go_to(first.id)
        assert len(changed.annotations) == 5 and changed.articles == {"A"}
        assert [step.key for step in project.log(5)] == ["undone"] * 5
        assert [step.key for step in project.undone(9)] == ["annotated"] * 5
        changed = project.go_to(project.undone(9)[-1].id)
        assert everything(project) == before
        assert [step.args for step in project.done(5)] == [step.args for step in log[:5]]
        with pytest.raises(Refusal, match="step-missing"):
            project.go_to(last.id)  # it was redone by another step


def test_the_history_is_read_page_by_page(tmp_path: Path):
    with new_project(tmp_path, document("A")) as project:
        for start in range(5):
            project.annotate("A", Span(start, start + 1), "GOV")
        everyone = project.log()
        pages = [project.log(2)]
        while pages[-1]:
            pages.append(project.log(2, before=pages[-1][-1].id))
        assert tuple(step for page in pages for step in page) == everyone
        done = project.done(99)
        assert project.done(3) + project.done(3, before=done[2].id) == done == everyone[:-1]
        for _ in range(4):
            project.undo()
        undone = project.undone(99)
        assert [step.undoes for step in undone] == [step.id for step in done[3::-1]]
        assert project.undone(2) + project.undone(2, after=undone[1].id) == undone


def test_only_ones_own_steps_are_undone(tmp_path: Path):
    """What another copy did, and a merge brought, is not one's own to undo."""
    with new_project(tmp_path, document("A")) as project:
        project.annotate("A", Span(0, 1), "GOV")
        own = project.undoable
        assert own is not None
        with project._file.tx() as db:  # pyright: ignore[reportPrivateUsage]
            query = "UPDATE about SET value = 'another' WHERE key = 'replica'"
            db.execute(query)
        assert project.undoable is None
        with project._file.tx() as db:  # pyright: ignore[reportPrivateUsage]
            db.execute(
                "INSERT INTO about SELECT 'follows', replica FROM step WHERE id = ?", (own.id,)
            )
        assert project.undoable == own
        project.annotate("A", Span(1, 2), "GOV")
        project.undo()
        assert project.undoable == own
        project.undo()
        assert project.annotations("A") == ()
