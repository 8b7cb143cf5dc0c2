"""Find everywhere: which places of a name are proposed, over a project of invented news."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.errors import Refusal
from annotations.model import Conversion, Emendation, Mention, Span
from annotations.project import Project
from annotations.propagation import Scene, Sought, bordered, mentions, piece, whole
from annotations.text.alignment import Alignment, replaced
from annotations.text.fold import fold
from annotations.text.user_words import UserWords
from tests.annotations.store.making import document, everything, new_project
from tests.annotations.store.search.scanning import unindex

TEXTS = {
    "甲": "上海与三明共建园区。园区由上海松江开发区牵头，上海出资。",
    "乙": "滬明兩地的園區(qū)已開工，園区招商。上海來客𠮷生到訪園區。",
    "丙": "老上海滩的故事不在此列。",
    "丁": "这一篇什么也没有。",
}
PINYIN = Span(TEXTS["乙"].index("(qū)"), TEXTS["乙"].index("(qū)") + 4)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    residue = Emendation("E", PINYIN, "", "pinyin", confidence=1.0)
    made = [
        document(id, text, emendations=[residue] if id == "乙" else [])
        for id, text in TEXTS.items()
    ]
    return new_project(tmp_path, *made)


def tag(project: Project, article: str, text: str, label: str = "REGION", nth: int = 0) -> str:
    """Tag an occurrence of a text; the id of the annotation."""
    start = -1
    for _ in range(nth + 1):
        start = project.article(article).text.index(text, start + 1)
    changed = project.annotate(article, Span(start, start + len(text)), label)
    ((_, id),) = changed.annotations
    return id


def found(
    project: Project, article: str, id: str, *, only: bool = False, single: bool = False
) -> list[Mention]:
    turns = project.mentions(article, id, only=only, single=single)
    return [mention for turn in turns for mention in whole(turn)]


def quoted(project: Project, article: str, id: str, **more: bool) -> list[tuple[str, str]]:
    return [(mention.article, mention.quote) for mention in found(project, article, id, **more)]


def test_a_name_is_found_in_both_scripts_and_through_dirt_its_own_article_first(project: Project):
    id = tag(project, "乙", "園区", "ZONE")
    assert quoted(project, "乙", id) == [
        ("乙", "園區"), ("乙", "園區"), ("甲", "园区"), ("甲", "园区")
    ]  # fmt: skip
    assert quoted(project, "乙", id, only=True) == [("乙", "園區")] * 2


def test_residue_inside_a_name_is_inside_what_is_proposed(project: Project):
    id = tag(project, "甲", "园区由", "ZONE")
    project.remove("甲", [id])
    long = project.annotate("甲", Span(5, 9), "ZONE")  # 共建园区
    ((_, id),) = long.annotations
    text = "兩地共建園(yuán)區。"
    span = Span(text.index("("), text.index(")") + 1)
    more = document("戊", text, emendations=[Emendation("F", span, "", "pinyin", confidence=1.0)])
    with project.bringing() as batch:
        batch.add(more, file="d", line=1)
    assert ("戊", "共建園(yuán)區") in quoted(project, "甲", id)


def test_what_is_inside_a_longer_name_is_left_to_it_and_absorbed_when_it_comes_later(
    project: Project,
):
    id = tag(project, "甲", "上海")
    before = [mention.article for mention in found(project, "甲", id)]
    assert before == ["甲", "甲", "乙"]  # 上海滩 is a word of the dictionary
    tag(project, "甲", "上海松江开发区", "ZONE")
    later = found(project, "甲", id, only=True)
    assert [mention.span.start for mention in later] == [TEXTS["甲"].rindex("上海")]


def test_a_longer_name_that_is_tagged_in_one_article_holds_in_all_of_them(project: Project):
    tag(project, "甲", "共建园区", "PROJECT")
    with project.bringing() as batch:
        batch.add(document("戊", "他們共建園區，園區很大。"), file="d", line=1)
    id = tag(project, "乙", "園区", "ZONE")
    assert [m.span.start for m in found(project, "乙", id) if m.article == "戊"] == [7]


def test_a_place_that_has_the_label_is_not_proposed_and_one_with_another_label_is(
    project: Project,
):
    id = tag(project, "乙", "園区", "ZONE")
    tag(project, "甲", "园区", "ZONE")
    tag(project, "甲", "园区", "SITE", nth=1)
    assert [m.span.start for m in found(project, "乙", id) if m.article == "甲"] == [10]


def test_a_measure_around_a_name_does_not_hide_it(project: Project):
    project.annotate("甲", Span(3, 9), project.tagset.measure.id)
    id = tag(project, "乙", "園区", "ZONE")
    assert [m.span.start for m in found(project, "乙", id) if m.article == "甲"] == [7, 10]


@pytest.mark.parametrize("status", ["proposed", "accepted", "rejected"])
def test_by_lines_and_the_like_are_left_out_unless_they_were_rejected(
    project: Project, status: str
):
    zone = Emendation("Z", Span(0, 10), "", "byline", status=status)  # type: ignore[arg-type]
    project.emend("甲", [zone])
    id = tag(project, "乙", "園区", "ZONE")
    starts = [m.span.start for m in found(project, "乙", id) if m.article == "甲"]
    assert starts == ([7, 10] if status == "rejected" else [10])


def test_one_character_is_found_only_when_that_is_wanted(project: Project):
    with project.bringing() as batch:
        batch.add(document("戊", "滬、蘇座談，在滬、蘇。"), file="d", line=1)
    id = tag(project, "戊", "滬")
    assert not found(project, "戊", id)
    assert quoted(project, "戊", id, single=True) == [("戊", "滬")]


def test_characters_that_differ_in_simplified_script_are_another_name(project: Project):
    with project.bringing() as batch:
        batch.add(document("戊", "计划落地，计画落地，計劃落地。"), file="d", line=1)
    id = tag(project, "戊", "计划", "DOC")
    assert len(project.search("计划", article="戊").hits) == 3
    assert quoted(project, "戊", id) == [("戊", "計劃")]


def test_a_withdrawn_article_has_no_places(project: Project):
    id = tag(project, "乙", "園区", "ZONE")
    project.withdraw(["甲"])
    assert {mention.article for mention in found(project, "乙", id)} == {"乙"}


def test_an_annotation_in_several_pieces_is_looked_for_nowhere(project: Project):
    changed = project.annotate("甲", [Span(0, 2), Span(3, 5)], "REGION")
    ((_, id),) = changed.annotations
    assert not found(project, "甲", id)


def test_an_annotation_that_is_not_there_is_refused_at_once(project: Project):
    with pytest.raises(Refusal, match="annotation-missing"):
        project.mentions("甲", "nobody")


def test_without_an_index_the_same_is_found(project: Project):
    id = tag(project, "乙", "園区", "ZONE")
    indexed = found(project, "乙", id)
    unindex(project)
    assert found(project, "乙", id) == indexed


# -- tagging all of it ------------------------------------------------------------------------


def chosen(places: list[Mention]) -> Mapping[str, list[Span]]:
    made: dict[str, list[Span]] = {}
    for mention in places:
        made.setdefault(mention.article, []).append(mention.span)
    return made


def test_all_are_tagged_in_one_step_that_one_undo_takes_back(project: Project):
    id = tag(project, "乙", "園区", "ZONE")
    before = everything(project)
    places = found(project, "乙", id)
    changed = project.annotate_all(chosen(places), "ZONE", {"certainty": "likely"})
    assert changed.step is not None
    assert (changed.step.key, changed.step.args["count"], changed.step.args["articles"]) == (
        "annotated-all", 4, 2
    )  # fmt: skip
    assert len(changed.annotations) == 4
    made = [project.annotation(*each) for each in changed.annotations]
    assert {(each.label, each.author, each.attributes["certainty"]) for each in made} == {
        ("ZONE", "甲", "likely")
    }
    assert not found(project, "乙", id)
    assert not project.verify()
    project.undo()
    assert everything(project) == before
    project.redo()
    assert not found(project, "乙", id)


def test_one_place_outside_refuses_all_of_them(project: Project):
    before = everything(project)
    with pytest.raises(Refusal, match="span-outside"):
        project.annotate_all({"甲": [Span(0, 2)], "丁": [Span(0, 999)]}, "REGION")
    assert everything(project) == before


def test_tagging_nothing_is_no_step(project: Project):
    assert project.annotate_all({}, "REGION").step is None


# -- laws of the rules ------------------------------------------------------------------------

LETTERS = st.text("上海市浦东新区與与園园區区，。\n𠮷", min_size=1, max_size=24)
LABELS = st.sampled_from(["REGION", "ZONE"])


@st.composite
def scenes(draw: st.DrawFn) -> Scene:
    text = draw(LETTERS)
    spans = st.builds(
        lambda start, size: Span(min(start, len(text)), min(start + size, len(text))),
        st.integers(0, len(text)),
        st.integers(1, 6),
    )
    cut = draw(st.lists(spans.filter(bool), max_size=1))
    mended, alignment = replaced(text, [(span, "") for span in cut])
    marks = draw(st.lists(st.tuples(LABELS, spans.filter(bool)), max_size=4))
    zones = draw(st.lists(spans.filter(bool), max_size=2))
    return Scene("甲", text, mended, alignment, marks, zones)


def places(text: str, name: str) -> list[Span]:
    starts = (at for at in range(len(text)) if fold(text).startswith(fold(name), at))
    return [Span(at, at + len(name)) for at in starts]


@given(
    scenes(),
    st.sampled_from(["上海", "园区", "區", "海市浦"]),
    LABELS,
    st.lists(LETTERS, max_size=4),
)
def test_what_is_proposed_keeps_every_rule(
    scene: Scene, name: str, label: str, known: list[str]
) -> None:
    sought, words = Sought(name, name, label), UserWords.of(known)
    every = places(scene.text, name)
    proposed = list(mentions(scene, sought, every, words, Conversion()))
    assert len(name) > 1 or not proposed
    for mention in proposed:
        span = mention.span
        assert span in every
        assert mention.quote == span.of(scene.text)
        assert not any(zone.overlaps(span) for zone in scene.zones)
        for tagged, other in scene.marks:
            assert not (tagged == label and other.overlaps(span))
            assert not (other.contains(span) and len(other) > len(span))
        inside = mention.within
        longer = [word for word in known if len(word) > len(inside) and "\n" not in word]
        for word in longer:
            for at in range(len(mention.clause)):
                stands = Span(at, at + len(word))
                held = stands.contains(inside) and mention.clause.startswith(word, at)
                assert not held or len(word) > 40
    assert all(one.span < other.span for one, other in pairwise(proposed))


@given(scenes(), LABELS)
def test_only_marks_zones_and_known_names_take_a_place_away(scene: Scene, label: str) -> None:
    bare = Scene("甲", scene.text, scene.text, replaced(scene.text, [])[1])
    every = places(scene.text, "上海")
    proposed = mentions(bare, Sought("上海", "上海", label), every, UserWords(), Conversion())
    assert [mention.span for mention in proposed] == every


@given(st.lists(st.tuples(LETTERS, st.data()), max_size=3), st.sets(st.integers(0, 60)))
def test_word_borders_are_those_of_each_clause_alone(
    drawn: list[tuple[str, st.DataObject]], ends: set[int]
) -> None:
    several: list[Mention] = []
    for number, (clause, data) in enumerate(drawn):
        start = data.draw(st.integers(0, len(clause) - 1))
        end = data.draw(st.integers(start + 1, len(clause)))
        several.append(Mention(str(number), Span(start, end), "", "", "", clause, Span(start, end)))
    kept, at = bordered(several, ends), 0
    assert len(piece(several)) == sum(len(m.clause) for m in several) + max(len(several) - 1, 0)
    for mention in several:
        borders = {end - at for end in ends} | ({0} if at == 0 else set())
        assert (mention in kept) == ({mention.within.start, mention.within.end} <= borders)
        at += len(mention.clause) + 1


def test_of_two_that_overlap_the_first_is_kept() -> None:
    one, two = (
        Mention("甲", Span(at, at + 2), "人人", "", "", "人人人", Span(at, at + 2)) for at in (0, 1)
    )
    assert bordered([one, two], {1, 2, 3, 4, 5, 6, 7}) == (one,)


@pytest.mark.parametrize(
    ("text", "name", "alone"),
    [
        ("今年1至9月，今年前三季度，今年上半年，今年年初，今年三四月间，今年我们", "今年", 1),
        ("去年10月和10月，2024年10月，9至10月；10月底，10月下旬，10月的", "10月", 2),
        ("3月，3月15日，13月", "3月", 1),
        ("今年一直很好，今年前来的客商", "今年", 2),
    ],
)
def test_a_date_that_goes_on_is_left_to_the_longer_one(text: str, name: str, alone: int) -> None:
    places = [Span(at, at + len(name)) for at in range(len(text)) if text.startswith(name, at)]
    scene = Scene("甲", text, text, Alignment.identity(len(text)))
    sought = Sought(name, name, "DATE")
    kept = list(mentions(scene, sought, places, UserWords(), Conversion()))
    assert len(kept) == alone, [mention.within.of(mention.clause) for mention in kept]
