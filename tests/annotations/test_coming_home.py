"""Annotations made outside, on a text that was exported, come back to the article."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotations import exporting, formats
from annotations.formats import landing
from annotations.incoming import bring
from annotations.model import (
    VIEW_NAMES,
    Document,
    Emendation,
    Outcome,
    Relation,
    Span,
    ViewName,
)
from annotations.project import Project, open_project
from tests.annotations.formats.documents import article, hard, mark

TEXT = (
    "𠮷林省與延安市區(qū)簽約，両地共建園區。\r\n"
    "=SUM(A1)\t頭髮　发展，后来“合作” <b>&amp;</b>\r\n"
    "昆山与巢湖在會議上簽署了七份協議，將在兩年內落實；雙方還成立了聯合工作組。\n"
)
_CHARACTERS = "𠮷林與区區(qū)簽签约髮发后後，。, 　\t\r\n<&aＡ"


def read_by(view: ViewName) -> list[str]:
    """The formats here that write and read."""
    both = [name for name in formats.all() if name in formats.readers()]
    return [name for name in both if not formats.named(name).lacking]


def out_of(project: Project, folder: Path, name: str, view: ViewName) -> Path:
    """An export of everything."""
    form = formats.named(name)
    out = folder / f"{view}-{name}{form.suffix if form.kind == 'file' else ''}"
    exporting.export(project, form, out, exporting.context(project, form, view=view))
    return out


def brought(project: Project, *paths: Path) -> list[Outcome]:
    with project.bringing() as batch:
        return list(bring(batch, paths))


def everything(project: Project) -> tuple[list[Document], str]:
    ids = project.article_list().ids
    return [project.document(id) for id in ids], project.tagset.raw_toml


def new_project(folder: Path, documents: Sequence[Document]) -> Project:
    project = open_project(folder / "p.danqian", author="甲", create=True)
    with project.bringing() as batch:
        for number, document in enumerate(documents, 1):
            assert batch.add(document, file="d.jsonl", line=number).result == "new"
    return project


def dirty() -> Document:
    """A text in two scripts with a residue, which is mended."""
    place = TEXT.index("區(qū)")
    mended = Emendation("E1", Span(place + 1, place + 5), "", status="accepted")
    date = TEXT.index("兩年內")
    marks = (
        mark(TEXT, "T1", (0, 3)),
        mark(TEXT, "T2", (4, place + 5), attributes={"certainty": "sure"}),
        mark(TEXT, "T3", (date, date + 3), label="DATE", note="一\n二"),
        mark(TEXT, "T4", (0, 3), (place, place + 7), label="MEASURE"),
    )
    ties = (Relation("R1", "party", "T4", "T1"),)
    return Document(article("脏", TEXT), (mended,), (), marks, ties)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    text = draw(st.text(st.sampled_from(_CHARACTERS), min_size=4, max_size=40))
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=4)))
    edits = tuple(
        Emendation(
            f"E{n}", Span(*pair), draw(st.sampled_from(("", "改", "両字"))), status="accepted"
        )
        for n, pair in enumerate(zip(cuts[::3], cuts[1::3], strict=False))
    )
    marks = tuple(
        mark(text, f"id-{n}", *sorted_pairs(places), label=draw(st.sampled_from(_LABELS)))
        for n, places in enumerate(draw(st.lists(_places(len(text)), max_size=5)))
    )
    ties = tuple(
        Relation(f"r-{n}", "party", one.id, other.id)
        for n, (one, other) in enumerate(pairwise(marks))
    )
    return Document(article("随", text), edits, (), marks, ties)


_LABELS = ("REGION", "DATE", "自定 签", "U_5F")


def _places(length: int) -> st.SearchStrategy[set[int]]:
    return st.sets(st.integers(0, length), min_size=2, max_size=4)


def sorted_pairs(places: set[int]) -> list[tuple[int, int]]:
    ordered = sorted(places)
    return list(zip(ordered[::2], ordered[1::2], strict=False))


_LAW = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.mark.parametrize("view", VIEW_NAMES)
def test_what_was_exported_comes_back_as_the_same(tmp_path: Path, view: ViewName) -> None:
    with new_project(tmp_path, [*hard(), dirty()]) as project:
        for name in read_by(view):
            before = everything(project)
            outcomes = brought(project, out_of(project, tmp_path, name, view))
            assert {one.result for one in outcomes} == {"same"}, (name, outcomes)
            assert everything(project) == before, name


@_LAW
@given(documents(), st.sampled_from(VIEW_NAMES))
def test_any_document_comes_back_as_the_same(document: Document, view: ViewName) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        new_project(Path(folder), [document]) as project,
    ):
        before = everything(project)
        for name in ("brat", "jsonl"):
            brought(project, out_of(project, Path(folder), name, view))
            assert everything(project) == before


@_LAW
@given(documents(), st.sampled_from(VIEW_NAMES), st.data())
def test_an_annotation_made_outside_arrives_at_its_source(
    document: Document, view: ViewName, data: st.DataObject
) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        new_project(Path(folder), [document]) as project,
    ):
        out = out_of(project, Path(folder), "brat", view)
        (ann,) = out.glob("*.ann")
        text = ann.with_suffix(".txt").read_bytes().decode("utf-8")
        solid = [place for place, char in enumerate(text) if not char.isspace()]
        if not solid:
            return
        start = data.draw(st.sampled_from(solid))
        line = text[start:].split("\n")[0]
        end = start + data.draw(st.integers(1, len(line)))
        with ann.open("a", encoding="utf-8", newline="\n") as file:
            file.write(f"T900\tZONE {start} {end}\t{text[start:end]}\n")
        known = {one.id for one in project.annotations("随")}
        (outcome,) = brought(project, out)
        fresh = [one for one in project.annotations("随") if one.id not in known]
        made = project.view("随", view)
        plain = made.text.replace("\r\n", "\n").replace("\r", "\n")
        assert plain == text
        moved = _counting_returns(made.text, Span(start, end))
        wanted = made.alignment.to_source(moved)
        if wanted:
            assert outcome.result == "merged"
            assert [(one.label, one.fragments) for one in fresh] == [("ZONE", (wanted,))]
        else:
            assert fresh == []
            assert [misfit.key for misfit in outcome.misfits] == ["misfit-nothing-of-it"]


def _counting_returns(text: str, span: Span) -> Span:
    """A span of the text with LF alone, in the text that has CRLF."""
    places = [n for n in range(len(text) + 1) if text[n - 1 : n + 1] != "\r\n"]
    start = next(n for n in places if n - text.count("\r\n", 0, n) == span.start)
    ends = [n for n in places if n - text.count("\r\n", 0, n) == span.end]
    return Span(start, ends[0])


def test_what_was_added_outside_is_one_step_that_can_be_undone(tmp_path: Path) -> None:
    with new_project(tmp_path, [dirty()]) as project:
        out = out_of(project, tmp_path, "brat", "hans")
        before = everything(project)
        ann = next(out.glob("*.ann"))
        text = ann.with_suffix(".txt").read_text("utf-8")
        place = text.index("昆山")
        with ann.open("a", encoding="utf-8", newline="\n") as file:
            file.write(
                f"T9\tREGION {place} {place + 2}\t昆山\nT10\tPerson {place} {place + 1}\t昆\n"
            )
            file.write("A9\tcertainty T9 unsure\nR9\tparty Arg1:T4 Arg2:T9\n")
        (outcome,) = brought(project, out)
        assert (outcome.result, outcome.misfits) == ("merged", ())
        there = TEXT.index("昆山")
        region, person = project.annotations("脏")[-2:]
        assert (region.quote, region.fragments) == ("昆山", (Span(there, there + 2),))
        assert (region.attributes, person.label) == ({"certainty": "unsure"}, "PERSON")
        tie = project.relations("脏")[-1]
        assert (tie.type, tie.start, tie.end) == ("party", "T4", region.id)
        assert {one.result for one in brought(project, out)} == {"same"}
        project.undo()
        assert everything(project) == before


def test_what_was_moved_outside_stays_beside_ours_and_is_told(tmp_path: Path) -> None:
    with new_project(tmp_path, [dirty()]) as project:
        out = out_of(project, tmp_path, "brat", "source")
        ann = next(out.glob("*.ann"))
        moved = ann.read_text("utf-8").replace("T1\tREGION 0 3\t𠮷林省", "T1\tREGION 0 2\t𠮷林")
        ann.write_text(moved.replace("T2 sure", "T2 unsure"), encoding="utf-8", newline="\n")
        (outcome,) = brought(project, out)
        assert [misfit.key for misfit in outcome.misfits] == [
            "misfit-changed-outside",
            "misfit-moved-outside",
        ]
        quotes = [one.quote for one in project.annotations("脏") if one.label == "REGION"]
        assert quotes == ["𠮷林省", TEXT[4 : TEXT.index("qū)") + 3], "𠮷林"]
        assert project.annotations("脏")[1].attributes == {"certainty": "sure"}
        assert [one.result for one in brought(project, out)] == ["same"]


def test_two_annotators_outside_sign_with_their_folders(tmp_path: Path) -> None:
    with new_project(tmp_path, [dirty()]) as project:
        out = out_of(project, tmp_path, "brat", "hant")
        both = tmp_path / "both"
        for name in ("林", "陈"):
            (both / name).mkdir(parents=True)
            for file in out.iterdir():
                (both / name / file.name).write_bytes(file.read_bytes())
            ann = next((both / name).glob("*.ann"))
            text = ann.with_suffix(".txt").read_text("utf-8")
            place = text.index("巢湖")
            with ann.open("a", encoding="utf-8", newline="\n") as file:
                file.write(f"T9\tREGION {place} {place + 2}\t巢湖\n")
        known = len(project.annotations("脏"))
        assert [one.result for one in brought(project, both)] == ["merged", "merged"]
        fresh = project.annotations("脏")[known:]
        assert [(one.quote, one.author) for one in fresh] == [("巢湖", "林"), ("巢湖", "陈")]


def test_a_text_that_was_mended_since_is_still_at_home(tmp_path: Path) -> None:
    with new_project(tmp_path, [dirty()]) as project:
        out = out_of(project, tmp_path, "brat", "clean")
        ann = next(out.glob("*.ann"))
        text = ann.with_suffix(".txt").read_text("utf-8")
        place = text.index("昆山")
        with ann.open("a", encoding="utf-8", newline="\n") as file:
            file.write(f"T9\tREGION {place} {place + 2}\t昆山\n")
        there = TEXT.index("合作")
        mended = Emendation("", Span(there, there + 2), "協作二字", status="accepted")
        project.emend("脏", [mended])
        before = [one.id for one in project.annotations("脏")]
        (outcome,) = brought(project, out)
        assert [misfit.key for misfit in outcome.misfits] == ["misfit-text-changed"]
        fresh = [one for one in project.annotations("脏") if one.id not in before]
        assert [one.quote for one in fresh] == ["昆山"]


def test_without_a_report_a_text_is_known_by_what_it_says(tmp_path: Path) -> None:
    with new_project(tmp_path, [dirty(), *hard()]) as project:
        out = out_of(project, tmp_path, "brat", "hans")
        (out / landing.REPORT).unlink()
        before = everything(project)
        outcomes = brought(project, out)
        by_article = {one.article: one.result for one in outcomes}
        assert by_article["脏"] == "same"
        assert everything(project)[0][0] == before[0][0]


def test_a_text_of_no_article_here_is_a_new_article(tmp_path: Path) -> None:
    with new_project(tmp_path, [dirty()]) as project:
        out = out_of(project, tmp_path, "brat", "hans")
    with open_project(tmp_path / "other.danqian", author="乙", create=True) as other:
        (outcome,) = brought(other, out)
        assert outcome.result == "new"
        assert outcome.article not in (None, "脏")
        labels = [one.label for one in other.annotations(outcome.article)]
        assert labels == ["REGION", "REGION", "DATE", "MEASURE"]
        assert [one.result for one in brought(other, out)] == ["same"]


def test_jsonl_of_a_view_comes_home(tmp_path: Path) -> None:
    with new_project(tmp_path, [dirty()]) as project:
        out = out_of(project, tmp_path, "jsonl", "hant")
        *head, line = out.read_text("utf-8").splitlines()
        record = json.loads(line)
        start = record["text"].index("巢湖")
        mine = {"id": "N1", "label": "REGION", "fragments": [[start, start + 2]]}
        record["annotations"].append(mine)
        out.write_text("\n".join([*head, json.dumps(record)]), encoding="utf-8")
        (outcome,) = brought(project, out)
        assert outcome.result == "merged"
        assert project.annotation("脏", "N1").quote == "巢湖"
