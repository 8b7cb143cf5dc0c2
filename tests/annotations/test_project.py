"""The verbs of a project: what each changes, says and refuses."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from annotations.errors import Refusal
from annotations.model import Emendation, Span
from annotations.project import Project, open_project
from tests.annotations.store.making import TEXT, document, mark, new_project


@pytest.fixture
def project(tmp_path: Path):
    with new_project(tmp_path, document("A"), document("B", "乙𠮷乙")) as opened:
        yield opened


def test_annotate_stores_one_signed_annotation_and_says_so(project: Project):
    changed = project.annotate("A", Span(0, 3), "REGION", {"code": ("22",)}, "註")
    ((article, id),) = changed.annotations
    (annotation,) = project.annotations("A")
    assert (article, id) == ("A", annotation.id)
    assert annotation.quote == TEXT[:3] == "𠮷林省"
    assert annotation.author == "甲"
    assert annotation.created is not None and annotation.created.endswith("Z")
    assert annotation.tagset == project.tagset.ref
    assert (annotation.attributes, annotation.note) == ({"code": ("22",)}, "註")
    assert changed.articles == {"A"}


def test_fragments_are_put_in_order(project: Project):
    project.annotate("A", [Span(4, 6), Span(0, 1)], "REGION")
    (annotation,) = project.annotations("A")
    assert annotation.fragments == (Span(0, 1), Span(4, 6))
    assert annotation.quote == TEXT[0] + TEXT[4:6]


def test_retag_keeps_attributes_unless_others_are_given(project: Project):
    ((_, id),) = project.annotate("A", Span(0, 3), "REGION", {"certainty": "doubt"}).annotations
    project.retag("A", id, "GOV")
    assert project.annotations("A")[0].attributes == {"certainty": "doubt"}
    project.retag("A", id, "GOV", {})
    (annotation,) = project.annotations("A")
    assert (annotation.label, annotation.attributes) == ("GOV", {})
    assert annotation.modified is not None


def test_describe_sets_only_what_is_given(project: Project):
    ((_, id),) = project.annotate("A", Span(0, 3), "REGION", {"a": "b"}, "註").annotations
    project.describe("A", id, attributes={"c": "d"})
    project.describe("A", id, note=None)
    (annotation,) = project.annotations("A")
    assert (annotation.note, annotation.attributes) == (None, {"c": "d"})


def test_what_changes_nothing_is_no_step(project: Project):
    ((_, id),) = project.annotate("A", Span(0, 3), "REGION").annotations
    undo = project.undoable
    for changed in (
        project.retag("A", id, "REGION"),
        project.describe("A", id),
        project.reshape("A", id, Span(0, 3)),
        project.set_status("A", "new"),
        project.rename("A", project.article("A").title),
        project.judge("A", [], "accepted"),
    ):
        assert changed.step is None
        assert changed.undo == project.undoable == undo


def test_removing_takes_the_relations_along_in_one_step(project: Project):
    ids = [
        next(iter(project.annotate("A", Span(n, n + 1), "REF").annotations))[1] for n in range(3)
    ]
    project.relate("A", "same_as", ids[0], ids[1])
    project.relate("A", "same_as", ids[1], ids[2])
    project.relate("A", "same_as", ids[2], ids[0])
    project.remove("A", [ids[1]])
    assert [relation.start for relation in project.relations("A")] == [ids[2]]
    project.undo()
    assert len(project.relations("A")) == len(project.annotations("A")) == 3
    project.unrelate("A", project.relations("A")[0].id)
    assert len(project.relations("A")) == 2


@pytest.mark.parametrize(
    ("key", "verb"),
    [
        ("span-empty", lambda p: p.annotate("A", Span(2, 2), "X")),
        ("span-empty", lambda p: p.annotate("A", [], "X")),
        ("span-outside", lambda p: p.annotate("A", Span(2, 999), "X")),
        ("fragments-overlap", lambda p: p.annotate("A", [Span(0, 3), Span(2, 5)], "X")),
        ("label-empty", lambda p: p.annotate("A", Span(0, 1), "")),
        ("lone-surrogate", lambda p: p.annotate("A", Span(0, 1), "X", note="\ud800")),
        ("article-missing", lambda p: p.annotate("Z", Span(0, 1), "X")),
        ("annotation-missing", lambda p: p.retag("A", "T1", "X")),
        ("annotation-missing", lambda p: p.remove("A", ["T1"])),
        ("annotation-missing", lambda p: p.relate("A", "party", "T1", "T2")),
        ("relation-missing", lambda p: p.unrelate("A", "R1")),
        ("status-unknown", lambda p: p.set_status("A", "lost")),
        ("title-empty", lambda p: p.rename("A", " \n")),
        ("article-missing", lambda p: p.rename("Z", "題")),
        ("emendation-missing", lambda p: p.judge("A", ["E1"], "accepted")),
        ("span-outside", lambda p: p.emend("A", [Emendation("", Span(0, 999), "")])),
    ],
)
def test_a_refused_verb_leaves_no_step(
    project: Project, key: str, verb: Callable[[Project], object]
):
    before = project.log()
    with pytest.raises(Refusal) as caught:
        verb(project)
    assert caught.value.key == key
    assert project.log() == before


def test_an_article_is_found_by_id_title_or_file_name(project: Project):
    assert project.find("A") == project.find(TEXT[:6]) == "A"
    with pytest.raises(Refusal, match="article-ambiguous"):
        project.find("a.txt")
    project.rename("B", "a.txt")
    assert project.find("a.txt") == "B"
    with pytest.raises(Refusal, match="article-missing"):
        project.find("無")


def test_the_list_shows_what_is_known_without_texts(project: Project):
    project.annotate("A", Span(0, 3), "REGION")
    project.set_status("A", "done")
    first, second = project.articles()
    assert (first.chars, first.script, first.annotations, first.status) == (
        len(TEXT),
        "hant",
        1,
        "done",
    )
    assert (second.id, second.annotations) == ("B", 0)


def test_views_are_kept_until_an_emendation_changes(project: Project):
    views = project.views("A")
    project.annotate("A", Span(0, 3), "REGION")
    assert project.views("A") is views
    project.emend("A", [Emendation("", Span(12, 16), "", status="accepted")])
    assert project.view("A", "clean").text == TEXT[:12] + TEXT[16:]
    project.undo()
    assert project.view("A", "clean").text == TEXT
    project.redo()
    (emendation,) = project.document("A").emendations
    assert emendation.author == "甲" and emendation.created
    project.judge("A", [emendation.id], "rejected")
    assert project.view("A", "clean").text == TEXT


def test_accepted_emendations_never_overlap(project: Project):
    project.emend("A", [Emendation("E1", Span(0, 3), "", status="accepted")])
    project.emend("A", [Emendation("E2", Span(2, 4), ""), Emendation("E3", Span(5, 6), None)])
    for id, key in (("E2", "emendations-overlap"), ("E3", "emendation-unknown-text")):
        with pytest.raises(Refusal, match=key):
            project.judge("A", [id], "accepted")
    with pytest.raises(Refusal, match="id-twice"):
        project.emend("A", [Emendation("E1", Span(8, 9), "")])


def test_everything_survives_closing(project: Project):
    project.annotate("A", Span(0, 3), "REGION")
    project.undo()
    log, document_a = project.log(), project.document("A")
    project.close()
    with open_project(project.path, author="乙") as again:
        assert (again.log(), again.document("A")) == (log, document_a)
        assert again.redo().step is not None
        assert again.log(1)[0].author == "乙"
        assert again.annotations("A")[0].author == "甲"


def test_another_author_signs_what_comes_and_not_what_was(project: Project):
    project.annotate("A", Span(0, 3), "REGION")
    project.author = "乙"
    project.annotate("A", Span(4, 6), "REGION")
    assert [mark.author for mark in project.annotations("A")] == ["甲", "乙"]
    assert [step.author for step in project.log(2)] == ["乙", "甲"]


def test_the_author_is_who_the_environment_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DANQIAN_AUTHOR", " 丙 ")
    with open_project(tmp_path / "q.danqian", create=True) as project:
        assert project.author == "丙"


def test_ids_of_annotations_are_unique_only_within_their_article(tmp_path: Path):
    documents = [document(id, id + TEXT, [mark("T1", 0, 1, text=id + TEXT)]) for id in "XY"]
    with new_project(tmp_path, *documents) as project:
        project.retag("X", "T1", "GOV")
        assert [project.annotations(id)[0].label for id in "XY"] == ["GOV", "REGION"]
