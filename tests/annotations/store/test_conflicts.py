"""What two people did to one thing is listed, and a person decides."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotations.errors import Refusal
from annotations.model import Conflict, Emendation, OverlayEntry, Span
from annotations.project import Project, open_project
from annotations.store.tables import Place, Row
from tests.annotations.store.clones import clone, work
from tests.annotations.store.making import document, everything, mark, new_project

Deed = Callable[[Project], object]


@pytest.fixture
def united(tmp_path: Path) -> Callable[[Deed, Deed], Project]:
    """A project merged from two copies; in each one thing was done, the first one earlier."""

    def unite(first: Deed, then: Deed) -> Project:
        start = document("A", annotations=[mark("T1", 0, 2), mark("T2", 2, 5)])
        with new_project(tmp_path, start) as project:
            pass
        paths = clone(project.path, "甲"), clone(project.path, "乙")
        for path, deed in zip(paths, (first, then), strict=True):
            with open_project(path, author=path.stem) as copy:
                deed(copy)
        opened = open_project(paths[0], author="甲")
        opened.merge(paths[1])
        return opened

    return unite


def only(project: Project) -> Conflict:
    (conflict,) = project.conflicts()
    return conflict


def said(project: Project) -> list[object]:
    """The conflicts but for who brought them about."""
    return [
        (c.article, c.table, c.row, c.reason, [version.image for version in c.versions])
        for c in project.conflicts()
    ]


def retagged(label: str) -> Deed:
    return lambda project: project.retag("A", "T1", label)


def test_the_later_version_holds_and_both_are_listed(united: Callable[..., Project]):
    with united(retagged("GOV"), retagged("ORG")) as project:
        conflict = only(project)
        assert (conflict.article, conflict.table, conflict.row) == ("A", "annotation", "T1")
        assert conflict.reason == "changed"
        labels = [(v.step.author, v.image["label"]) for v in conflict.versions if v.image]
        assert labels == [("甲", "GOV"), ("乙", "ORG")]
        assert project.annotation("A", "T1").label == "ORG"


def test_either_version_can_be_chosen_and_that_can_be_undone(united: Callable[..., Project]):
    with united(retagged("GOV"), retagged("ORG")) as project:
        conflict, before = only(project), everything(project)
        for version, label in zip(conflict.versions, ("GOV", "ORG"), strict=True):
            changed = project.settle(conflict, version.event)
            assert changed.step is not None and changed.step.key == "settled"
            assert project.annotation("A", "T1").label == label
            assert project.conflicts() == ()
            assert project.verify() == ()
            project.undo()
            assert everything(project) == before
            assert project.conflicts() == (conflict,)


def test_what_was_decided_is_merged_too(united: Callable[..., Project]):
    with united(retagged("GOV"), retagged("ORG")) as project:
        other = clone(project.path, "丙")
        conflict = only(project)
        project.settle(conflict, conflict.versions[0].event)
    with open_project(other) as copy:
        assert len(copy.conflicts()) == 1
        assert copy.merge(project.path).conflicts == ()
        assert copy.annotation("A", "T1").label == "GOV"


def test_going_on_with_a_version_that_lost_opens_the_conflict_again(
    united: Callable[..., Project],
):
    with united(retagged("GOV"), retagged("ORG")) as project:
        conflict = only(project)
        project.settle(conflict, conflict.versions[0].event)
        theirs = project.path.with_name("乙.danqian")
        with open_project(theirs) as copy:
            copy.describe("A", "T1", note="仍是机构")
            copy.set_status("A", "reading")
        project.merge(theirs)
        labels = [v.image["label"] for v in only(project).versions if v.image]
        assert sorted(map(str, labels)) == ["GOV", "ORG"]


def test_the_same_done_twice_is_no_conflict(united: Callable[..., Project]):
    with united(retagged("GOV"), retagged("GOV")) as project:
        assert project.conflicts() == ()


def test_a_change_against_a_deletion_is_a_conflict(united: Callable[..., Project]):
    with united(retagged("GOV"), lambda p: p.remove("A", ["T1"])) as project:
        conflict = only(project)
        assert [v.image is None for v in conflict.versions] == [False, True]
        project.settle(conflict, conflict.versions[0].event)
        assert project.annotation("A", "T1").label == "GOV"
        assert project.verify() == ()


def test_deleting_by_decision_takes_relations_along(united: Callable[..., Project]):
    def relate(project: Project) -> None:
        project.retag("A", "T1", "GOV")
        project.relate("A", "party", "T1", "T2")

    with united(lambda p: p.remove("A", ["T1"]), relate) as project:
        changed, deleted = only(project), everything(project)
        assert changed.versions[0].image is None
        project.settle(changed, changed.versions[0].event)
        assert [a.id for a in project.annotations("A")] == ["T2"]
        assert project.relations("A") == ()
        assert project.conflicts() == () and project.verify() == ()
        project.undo()
        assert everything(project) == deleted


def test_settings_changed_apart_are_listed(united: Callable[..., Project]):
    def own(value: str) -> Deed:
        return lambda project: project.set_overlay([OverlayEntry("hant", "云", value)])

    with united(own("雲"), own("云")) as project:
        conflict = only(project)
        assert (conflict.article, conflict.table, conflict.row) == ("", "setting", "overlay")
        project.settle(conflict, conflict.versions[0].event)
        assert [entry.value for entry in project.overlay] == ["雲"]


# -- what is aside ----------------------------------------------------------------------


def annotated(project: Project) -> object:
    return project.annotate("A", Span(6, 8), "GOV")


@pytest.mark.parametrize("order", [1, -1])
def test_a_mark_on_a_withdrawn_article_waits_and_comes_back_with_it(
    united: Callable[..., Project], order: int
):
    deeds: list[Deed] = [annotated, lambda p: p.withdraw(["A"])]
    with united(*deeds[::order]) as project:
        conflict, before, open_then = only(project), everything(project), said(project)
        assert conflict.reason == "orphan"
        assert [version.image is None for version in conflict.versions] == [False, True]
        assert project.articles() == ()
        project.settle(conflict, conflict.versions[0].event)
        assert [a.label for a in project.annotations("A")][-1] == "GOV"
        assert len(project.annotations("A")) == 3
        assert project.conflicts() == () and project.verify() == ()
        project.undo()
        assert everything(project) == before and said(project) == open_then
        project.settle(conflict, only(project).versions[1].event)
        assert project.conflicts() == () and project.articles() == ()
        assert project.verify() == ()


def test_a_relation_whose_end_was_deleted_waits_for_it(united: Callable[..., Project]):
    with united(
        lambda p: p.relate("A", "party", "T1", "T2"), lambda p: p.remove("A", ["T2"])
    ) as project:
        conflict = only(project)
        assert (conflict.table, conflict.reason) == ("relation", "orphan")
        assert project.relations("A") == ()
        project.settle(conflict, conflict.versions[0].event)
        assert [(r.start, r.end) for r in project.relations("A")] == [("T1", "T2")]
        assert project.conflicts() == () and project.verify() == ()


def test_undoing_the_withdrawal_brings_everything_back(united: Callable[..., Project]):
    with united(lambda p: p.withdraw(["A"]), annotated) as project:
        project.undo()
        assert len(project.annotations("A")) == 3
        assert project.conflicts() == () and project.verify() == ()


@pytest.mark.parametrize("chosen", [0, 1])
def test_of_two_corrections_of_one_place_either_can_be_chosen(
    united: Callable[..., Project], chosen: int
):
    def emended(start: int, text: str) -> Deed:
        fix = Emendation("", Span(start, start + 2), text, status="accepted")
        return lambda project: project.emend("A", [fix])

    with united(emended(1, "字"), emended(2, "㐂")) as project:
        conflict = only(project)
        assert conflict.reason == "overlap"
        project.settle(conflict, conflict.versions[chosen].event)
        assert {(e.replacement, e.status) for e in project.emendations("A")} == {
            (text, "accepted" if place == chosen else "proposed")
            for place, text in enumerate(("字", "㐂"))
        }
        assert project.conflicts() == () and project.verify() == ()


def test_corrections_that_two_people_accepted_alike_are_no_conflict(
    united: Callable[..., Project],
):
    def emended(project: Project) -> object:
        return project.emend("A", [Emendation("", Span(1, 3), "字", status="accepted")])

    with united(emended, emended) as project:
        assert project.conflicts() == ()
        assert len(project.emendations("A")) == 1
        assert project.verify() == ()


# -- laws -------------------------------------------------------------------------------


def test_what_is_decided_cannot_be_decided_twice(united: Callable[..., Project]):
    with united(retagged("GOV"), retagged("ORG")) as project:
        conflict = only(project)
        with pytest.raises(Refusal, match="version-missing"):
            project.settle(conflict, "no-event")
        project.settle(conflict, conflict.versions[0].event)
        with pytest.raises(Refusal, match="conflict-closed"):
            project.settle(conflict, conflict.versions[0].event)


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 2**32))
def test_every_conflict_can_be_settled_each_way_and_that_undone(
    tmp_path_factory: pytest.TempPathFactory, seed: int
):
    dice, folder = random.Random(seed), tmp_path_factory.mktemp("settle")
    start = document("A", annotations=[mark("T1", 0, 2), mark("T2", 2, 5)])
    with new_project(folder, start) as project:
        pass
    ours, theirs = clone(project.path, "甲"), clone(project.path, "乙")
    for path in (ours, theirs):
        work(path, dice, 8)
    with open_project(ours) as project:
        project.merge(theirs)
        for _ in range(40):
            conflicts, before, open_then = project.conflicts(), everything(project), said(project)
            if not conflicts:
                break
            _hold(conflicts, before)
            which = dice.randrange(len(conflicts))
            for place in range(len(conflicts[which].versions)):
                conflict = project.conflicts()[which]
                project.settle(conflict, conflict.versions[place].event)
                assert conflict not in project.conflicts()
                assert project.verify(quick=True) == ()
                project.undo()
                assert (everything(project), said(project)) == (before, open_then)
            project.redo()
        else:
            pytest.fail("deciding never ends")
    shutil.rmtree(folder)


def _hold(conflicts: tuple[Conflict, ...], state: dict[Place, Row]) -> None:
    """The last version of what was changed apart is the one that the state shows."""
    for conflict in conflicts:
        place = Place(conflict.table, conflict.article, conflict.row)
        if conflict.reason == "changed":
            assert conflict.versions[-1].image == state.get(place)
        else:
            assert place not in state
