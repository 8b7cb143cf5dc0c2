"""The tag set of a project edited: what stands in it follows in one step, and comes back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.errors import Refusal
from annotations.model import Annotation, Relation, Span
from annotations.project import Project, open_project
from annotations.store import relabelling
from annotations.store.tables import Place, Row
from annotations.tagset import shipped
from annotations.tagset.adopting import Kept
from annotations.tagset.editing import (
    Edit,
    Edited,
    Item,
    Merge,
    Put,
    Remove,
    Rename,
    Split,
    retire,
)
from annotations.tagset.rewriting import Chosen, Rewrite
from tests.annotations.store.making import TEXT, document, everything, mark, new_project

REGION, GOV = Item("entity", "REGION"), Item("entity", "GOV")
MANY = 5_000
MEASURE = Annotation(
    "M",
    "MEASURE",
    (Span(0, 6),),
    TEXT[:6],
    {"type": "PARK", "status": "agreed", "code": ("a", "b")},
)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """Three regions of two articles, a body, a measure and a relation."""
    marks = (mark("1", 0, 3), mark("2", 4, 7), mark("3", 7, 10, "GOV"), MEASURE)
    tied = (Relation("R", "party", "M", "1"),)
    here = document("A", annotations=marks, relations=tied)
    other = document("B", "乙" + TEXT, annotations=(mark("1", 1, 4, text="乙" + TEXT),))
    with new_project(tmp_path, here, other) as opened:
        yield opened


def labels(project: Project) -> dict[tuple[str, str], str]:
    return {
        (row.id, a.id): a.label for row in project.articles() for a in project.annotations(row.id)
    }


def test_a_renamed_label_is_another_one_everywhere_and_says_the_new_version(
    project: Project,
) -> None:
    changed = project.edit_tagset(
        [Rename(REGION, "PLACE"), Put(Item("entity", "PLACE"), {"hue": 5})]
    )
    found = labels(project)
    assert [id for id, label in found.items() if label == "PLACE"] == [
        *(("A", "1"), ("A", "2"), ("B", "1"))
    ]
    assert found["A", "3"] == "GOV"
    made = project.annotation("A", "1")
    assert made.tagset == project.tagset.ref and project.tagset.version == "1.1"
    assert made.modified is not None and project.annotation("A", "3").modified is None
    assert changed.tagset and changed.articles == {"A", "B"}
    assert changed.step is not None and changed.step.args["count"] == 3
    assert not project.verify()


def test_an_edit_of_looks_alone_leaves_all_annotations_alone(project: Project) -> None:
    before = labels(project), project.annotation("A", "1")
    changed = project.edit_tagset([Put(REGION, {"hue": 7}), retire(GOV)])
    assert (labels(project), project.annotation("A", "1")) == before
    assert changed.annotations == frozenset() and project.tagset.labels["GOV"].retired


def test_what_is_retired_is_still_there_and_shown(project: Project) -> None:
    project.edit_tagset([retire(REGION)])
    names, hue, _ = project.tagset.look("REGION", {})
    assert (names.hans, hue) == ("行政区", 1) and labels(project)["A", "1"] == "REGION"


def test_no_edit_is_no_step(project: Project) -> None:
    before = everything(project)
    assert project.edit_tagset([]).step is None
    assert everything(project) == before


def test_relations_and_values_follow_their_names(project: Project) -> None:
    changed = project.edit_tagset(
        [
            Rename(Item("relation", "party"), "actor"),
            Rename(Item("measure_type", "PARK"), "ZONES"),
            Rename(Item("value", "agreed", "status"), "signed"),
        ]
    )
    (relation,) = project.relations("A")
    assert relation.type == "actor"
    attributes = project.annotation("A", "M").attributes
    assert attributes == {"type": "ZONES", "status": "signed", "code": ("a", "b")}
    assert changed.step is not None
    assert (changed.step.args["count"], changed.step.args["relations"]) == (1, 1)
    project.undo()
    assert project.relations("A")[0].type == "party"


@pytest.mark.parametrize(
    ("by", "moved"),
    [
        (Chosen(quotes=frozenset({TEXT[:3]})), {("A", "1"), ("B", "1")}),
        (Chosen(picked=frozenset({("A", "2"), ("B", "3")})), {("A", "2")}),
        (Chosen(attributes=(("code", None),)), set()),
    ],
)
def test_a_label_is_split_by_text_or_by_hand_or_by_attribute(
    project: Project, by: Chosen, moved: set[tuple[str, str]]
) -> None:
    edits = [Split(REGION, {"id": "PART", "hans": "一部分"}, by)]
    told = project.tagset_preview(edits)
    project.edit_tagset(edits)
    assert {id for id, label in labels(project).items() if label == "PART"} == moved
    assert told.annotations == len(moved)
    assert {(article, a.id) for article, a in told.first} == moved


def test_edits_find_what_the_ones_before_them_made(project: Project) -> None:
    first = everything(project)
    edits = [
        Rename(REGION, "PLACE"),
        Merge(GOV, "PLACE"),
        Split(Item("entity", "PLACE"), {"id": "X"}, Chosen(quotes=frozenset({TEXT[7:10]}))),
        Rename(Item("entity", "X"), "GOV"),
    ]
    assert project.tagset_preview(edits).annotations == 3  # GOV is GOV again
    project.edit_tagset(edits)
    assert set(labels(project).values()) == {"PLACE", "GOV", "MEASURE"}
    assert labels(project)["A", "3"] == "GOV"
    project.undo()
    assert everything(project) == first


def test_a_preview_tells_what_is_concerned_page_by_page_and_changes_nothing(
    project: Project,
) -> None:
    before = everything(project)
    told = project.tagset_preview([Rename(REGION, "PLACE")], limit=2)
    assert (told.annotations, told.articles, told.relations) == (3, 2, 0)
    assert [(article, a.id) for article, a in told.first] == [("A", "1"), ("A", "2")]
    rest = project.tagset_preview([Rename(REGION, "PLACE")], limit=2, skip=2)
    assert [(article, a.id) for article, a in rest.first] == [("B", "1")]
    assert project.tagset_preview([retire(GOV)], GOV).annotations == 1
    assert project.tagset_preview([retire(GOV)]).annotations == 0
    assert everything(project) == before


def test_what_is_in_use_is_not_taken_away(project: Project) -> None:
    before = everything(project)
    for item in (REGION, Item("relation", "party"), Item("value", "agreed", "status")):
        with pytest.raises(Refusal, match="tagset-in-use"):
            project.edit_tagset([Remove(item)])
    assert everything(project) == before
    project.edit_tagset([Remove(Item("entity", "MEDIA"))])
    assert "MEDIA" not in project.tagset.labels


def test_an_edit_that_the_parser_refuses_stores_nothing(project: Project) -> None:
    before = everything(project)
    with pytest.raises(Refusal, match="tagset-twice"):
        project.edit_tagset([Rename(REGION, "GOV")])
    assert everything(project) == before


def test_what_stands_in_a_project_is_counted(project: Project) -> None:
    used = project.tagset_used()
    assert dict(used.labels) == {"REGION": 3, "GOV": 1, "MEASURE": 1}
    assert (dict(used.types), dict(used.relations)) == ({"PARK": 1}, {"party": 1})
    assert project.tagged_texts(REGION) == {TEXT[:3]: 2, TEXT[4:7]: 1}


def test_another_tag_set_keeps_what_is_in_use_and_undo_brings_ours_back(project: Project) -> None:
    first, other = everything(project), shipped()["cluener"]
    told = project.tagset_adopting(other.raw_toml)
    changed = project.adopt_tagset(other.raw_toml)
    assert Kept("entity", "REGION", 3) in told.kept and changed.tagset
    assert project.tagset.labels["REGION"].retired and "a" in project.tagset.by_key
    assert project.tagset.look("MEASURE", {"type": "PARK"})[0].hans == "园区共建"
    project.undo()
    assert everything(project) == first


def test_a_project_begins_with_the_tag_set_that_was_chosen(tmp_path: Path) -> None:
    chosen = shipped()["empty"]
    with open_project(tmp_path / "q.danqian", author="甲", create=True, tagset=chosen) as project:
        assert project.tagset.raw_toml == chosen.raw_toml
        assert project.undoable is None


# -- many -----------------------------------------------------------------------------------


def crowd(folder: Path) -> Project:
    """A project with `MANY` regions, a third of them with a code, in ten articles."""
    text = "𠮷甲乙丙丁" * (MANY // 10)
    each = MANY // 10
    documents = [
        document(
            f"{n}",
            f"{n}" + text,
            annotations=[
                Annotation(
                    f"{i}",
                    "REGION",
                    (Span(1 + 5 * i, 3 + 5 * i),),
                    "𠮷甲",
                    {} if i % 3 else {"code": "33"},
                )
                for i in range(each)
            ],
        )
        for n in range(10)
    ]
    return new_project(folder, *documents)


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    with crowd(tmp_path_factory.mktemp("crowd")) as project:
        yield project


@pytest.mark.parametrize(
    ("edits", "moved"),
    [
        ([Rename(REGION, "PLACE")], MANY),
        ([Merge(REGION, "MACRO")], MANY),
        (
            [Split(REGION, {"id": "CODED"}, Chosen(attributes=(("code", "33"),)))],
            10 * len(range(0, MANY // 10, 3)),
        ),
    ],
    ids=["rename", "merge", "split"],
)
def test_five_thousand_follow_in_one_step_and_come_back_exactly(
    crowded: Project, edits: Sequence[Edit], moved: int
) -> None:
    first = everything(crowded)
    assert crowded.tagset_preview(edits).annotations == moved
    changed = crowded.edit_tagset(edits)
    assert len(changed.annotations) == moved
    now = everything(crowded)
    assert len(now) == len(first) and _differing(first, now) == moved + 1  # and the tag set
    crowded.undo()
    assert everything(crowded) == first
    crowded.redo()
    assert everything(crowded) == now
    crowded.undo()


def _differing(one: dict[Place, Row], other: dict[Place, Row]) -> int:
    return sum(one[place] != other[place] for place in one)


# -- laws -----------------------------------------------------------------------------------

names = st.sampled_from("ab")
chosen = st.builds(
    Chosen,
    st.sampled_from(["", "REGION", "GOV"]),
    st.lists(st.tuples(names, st.none() | st.sampled_from("xy")), max_size=2).map(tuple),
    st.none() | st.frozensets(st.sampled_from([TEXT[:2], TEXT[2:4], "x"])),
    st.none() | st.frozensets(st.tuples(st.just("A"), st.sampled_from("012"))),
)
rewrites = st.lists(
    st.builds(
        Rewrite,
        chosen,
        st.none() | st.sampled_from(["REGION", "GOV", "新"]),
        st.none() | st.tuples(names, st.sampled_from("abc")),
        st.none() | st.tuples(names, st.sampled_from("xy"), st.sampled_from("xyz")),
    ),
    max_size=4,
)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    marks = (
        Annotation("0", "REGION", (Span(0, 2),), TEXT[:2], {"a": "x"}),
        Annotation("1", "GOV", (Span(0, 2),), TEXT[:2], {"a": ("x", "y"), "b": "x"}),
        Annotation("2", "REGION", (Span(2, 4),), TEXT[2:4], {"b": ("y", "x")}),
    )
    with new_project(tmp_path_factory.mktemp("small"), document("A", annotations=marks)) as made:
        yield made


@given(found=rewrites)
def test_the_store_rewrites_what_the_values_say(small: Project, found: list[Rewrite]) -> None:
    file = small._file  # pyright: ignore[reportPrivateUsage]
    wanted: dict[str, tuple[str, object]] = {}
    for each in small.annotations("A"):
        now = relabelling.Marked("A", each.id, each.label, each.attributes, each.quote)
        for rewrite in found:
            if rewrite.chosen.fits(now):
                made = rewrite.label_of(now.label), rewrite.attributes_of(now.attributes)
                now = relabelling.Marked("A", each.id, *made, each.quote)
        if (now.label, now.attributes) != (each.label, each.attributes):
            wanted[each.id] = now.label, now.attributes
    rows = relabelling._rewritten(file, found)  # pyright: ignore[reportPrivateUsage]
    made = {
        str(row["id"]): (columns["label"], relabelling.attributes_of(str(columns["attributes"])))
        for row, columns in rows
    }
    assert made == wanted


@given(wanted=chosen)
def test_the_store_counts_what_is_chosen(small: Project, wanted: Chosen) -> None:
    file = small._file  # pyright: ignore[reportPrivateUsage]
    fitting = [
        each.id
        for each in small.annotations("A")
        if wanted.fits(relabelling.Marked("A", each.id, each.label, each.attributes, each.quote))
    ]
    page = relabelling.preview(file, Edited(small.tagset), [wanted], limit=9, skip=0)
    assert (page.annotations, page.articles) == (len(fitting), int(bool(fitting)))
    assert [each.id for _, each in page.first] == fitting
