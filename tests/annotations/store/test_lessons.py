"""What a project has taught: names by their surface, rejections, and the record of each rule."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotations.errors import Refusal
from annotations.model import Emendation, OverlayEntry, Record, Span, Suggestion
from annotations.project import Project, open_project
from tests.annotations.store.clones import REFUSED, a_deed, clone
from tests.annotations.store.making import document, mark, new_project

TEXT = "浦東新區(qū)與长三角，滬明兩地。浦东新区与沪明。\n"


@pytest.fixture
def project(tmp_path: Path):
    with new_project(tmp_path, document("A", TEXT), document("B", TEXT)) as project:
        yield project


def tag(project: Project, start: int, end: int, label: str, article: str = "A") -> None:
    project.annotate(article, Span(start, end), label)


def words(project: Project) -> dict[str, str]:
    return dict(project.taught().words)


def suggestion(label: str, start: int, end: int, surface: str) -> Suggestion:
    span = Span(start, end)
    return Suggestion(label, (span,), span.of(TEXT), surface, "a.rule", 0.9)


def test_names_are_taught_as_the_clean_hans_view_has_them(project: Project):
    tag(project, 0, 8, "ZONE")  # 浦東新區(qū)
    project.propose(["A"])
    tag(project, 9, 12, "MACRO")
    assert words(project) == {"浦东新区": "ZONE", "长三角": "MACRO"}
    tag(project, 18, 22, "ZONE")
    assert words(project) == {"浦东新区": "ZONE", "长三角": "MACRO"}


def test_what_a_rejected_emendation_wanted_is_not_taught(project: Project):
    project.propose(["A"])
    project.judge("A", [e.id for e in project.emendations("A")], "rejected")
    tag(project, 0, 8, "ZONE")
    assert "浦东新区" not in words(project)


def test_one_character_a_measure_and_what_passes_are_not_taught(project: Project):
    tag(project, 13, 14, "REGION")
    tag(project, 9, 12, "MEASURE")
    tag(project, 15, 17, "REF")
    tag(project, 18, 22, "DATE")
    project.annotate("A", (Span(9, 11), Span(13, 15)), "REGION")
    assert words(project) == {}


def test_a_surface_of_several_labels_is_taught_only_where_one_is_clear(project: Project):
    for label in ("MACRO", "REGION"):
        tag(project, 9, 12, label)
    assert words(project) == {}
    for _ in range(3):
        tag(project, 9, 12, "MACRO", "B")
    assert words(project) == {"长三角": "MACRO"}


def test_a_name_that_is_as_often_rejected_is_no_longer_taught(project: Project):
    tag(project, 9, 12, "MACRO")
    tag(project, 9, 12, "MACRO", "B")
    project.reject_suggestions({"A": [suggestion("MACRO", 20, 23, "长三角")]})
    assert words(project) == {"长三角": "MACRO"}
    project.reject_suggestions({"B": [suggestion("MACRO", 20, 23, "长三角")]})
    assert words(project) == {}
    project.undo()
    assert words(project) == {"长三角": "MACRO"}
    project.reject_suggestions({"B": [suggestion("REGION", 20, 23, "长三角")]})
    assert words(project) == {"长三角": "MACRO"}


def test_the_record_counts_what_was_suggested_by_rule_and_by_group(project: Project):
    tag(project, 9, 12, "MACRO", "B")  # by hand: nobody suggested it
    one, other = suggestion("MACRO", 9, 12, "长三角"), suggestion("ZONE", 18, 22, "浦东新区")
    project.accept_suggestions({"A": [one, other]})
    project.reject_suggestions({"B": [other]})
    project.reject_suggestions({"B": [other], "A": [other]}, everywhere=True)
    assert project.suggestion_record() == {
        "a.rule": Record(2, 3),
        ("MACRO", "长三角"): Record(1, 0),
        ("ZONE", "浦东新区"): Record(1, 3),
    }
    (made,) = [a for a in project.annotations("A") if a.label == "MACRO"]
    project.retag("A", made.id, "REGION")
    assert project.suggestion_record()["REGION", "长三角"] == Record(1, 0)
    project.remove("A", [made.id])
    assert project.suggestion_record()["a.rule"] == Record(1, 3)


def test_lines_of_word_lists_are_taught_in_simplified_script_and_kept_as_typed(project: Project):
    project.set_word_lines("macro", ["灣區甲", "-長三角"])
    assert project.word_lines() == {"macro": ("灣區甲", "-長三角")}
    assert project.taught().lines == {"macro": ("湾区甲", "-长三角")}


def test_it_is_the_same_object_until_something_changes_it(project: Project):
    tag(project, 9, 12, "MACRO")
    first = project.taught()
    assert project.taught() is first
    project.rename("A", "別題")
    assert project.taught() is first
    tag(project, 18, 22, "ZONE")
    assert project.taught() is not first and first.words == {"长三角": "MACRO"}


def test_another_conversion_teaches_other_surfaces(project: Project):
    tag(project, 13, 15, "REGION")
    assert words(project) == {"沪明": "REGION"}
    project.set_overlay([OverlayEntry("hans", "滬明", "上三")])
    assert words(project) == {"上三": "REGION"}


def test_only_labels_that_the_tag_set_offers_are_suggested(project: Project):
    assert project.taught().labels == {one.id for one in project.tagset.labels.values()}


def test_what_somebody_else_writes_is_learnt_by_who_only_reads(project: Project):
    with open_project(project.path, read_only=True) as reader:
        assert words(reader) == {}
        tag(project, 9, 12, "MACRO")
        assert words(reader) == {"长三角": "MACRO"}


def test_it_is_learnt_bit_by_bit(project: Project):
    for article in ("A", "B"):
        tag(project, 9, 12, "MACRO", article)
    with open_project(project.path, read_only=True) as reader:
        turns = 1
        while reader.learn(1):
            turns += 1
        assert turns == 3  # what is about no article, and two
        assert words(reader) == {"长三角": "MACRO"}


def test_what_comes_by_a_merge_is_learnt(project: Project):
    path = clone(project.path, "乙")
    assert words(project) == {}
    with open_project(path, author="乙") as other:
        tag(other, 9, 12, "MACRO")
        other.reject_suggestions({"A": [suggestion("ZONE", 0, 2, "浦东")]}, everywhere=True)
    project.merge(path)
    assert words(project) == {"长三角": "MACRO"}
    assert project.taught().rejected == {("ZONE", "浦东")}


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 2**32))
def test_after_any_deeds_it_is_what_reading_everything_again_gives(
    tmp_path_factory: pytest.TempPathFactory, seed: int
):
    dice = random.Random(seed)
    folder = tmp_path_factory.mktemp("p")
    with new_project(
        folder, document("A", TEXT, annotations=[mark("T1", 9, 12, "MACRO", TEXT)])
    ) as project:
        for _ in range(15):
            try:
                a_deed(project, dice)
            except Refusal as refusal:
                assert refusal.key in REFUSED, refusal
            with open_project(project.path, read_only=True) as fresh:
                assert project.taught() == fresh.taught()
                assert project.suggestion_record() == fresh.suggestion_record()


def test_after_an_act_only_its_article_is_read_again(tmp_path: Path):
    """Ten times the annotations cost the one act hardly more."""

    def cost(articles: int) -> float:
        text = "".join(f"甲{chr(0x4E00 + n)}乙" for n in range(100))
        marks = [mark(f"T{n}", 3 * n, 3 * n + 3, "REGION", text) for n in range(100)]
        documents = [document(f"D{n}", text, annotations=marks) for n in range(articles)]
        folder = tmp_path / str(articles)
        folder.mkdir()
        with new_project(folder, *documents) as project:
            project.taught()
            taken: list[float] = []
            for n in range(5):
                project.annotate("D0", Span(n, n + 2), "ZONE")
                begin = time.process_time()
                project.taught()
                taken.append(time.process_time() - begin)
            return min(taken)

    assert cost(100) < 5 * cost(10)


def test_a_foreign_note_on_where_an_annotation_comes_from_does_no_harm(tmp_path: Path):
    from dataclasses import replace

    odd = [
        replace(mark(f"T{n}", 9, 12, "MACRO", TEXT), extra={"suggested": value})
        for n, value in enumerate(["yes", 3, {"rule": 5}, {}, None])
    ]
    with new_project(tmp_path, document("A", TEXT, annotations=odd)) as project:
        assert words(project) == {"长三角": "MACRO"}
        assert project.suggestion_record() == {}


def test_emendations_that_cross_an_end_leave_the_name_as_it_is(project: Project):
    project.emend("A", [Emendation("", Span(2, 5), "新", "typo", "hand", status="accepted")])
    tag(project, 0, 4, "ZONE")
    assert words(project) == {"浦东新区": "ZONE"}
