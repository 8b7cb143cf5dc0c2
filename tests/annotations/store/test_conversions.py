"""How a project converts: pinned readings, its own overlay, configurations, repair."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from annotations.errors import Refusal
from annotations.formats import jsonl
from annotations.incoming import bring
from annotations.model import Conversion, OverlayEntry, Reading, Span
from annotations.project import Project, open_project
from tests.annotations.store.making import document, everything, new_project

TEXT = "𠮷林的云和头发。\n"
CLOUD = OverlayEntry("hant", "云", "雲", "天上的")


@pytest.fixture
def project(tmp_path: Path):
    with new_project(tmp_path, document("A", TEXT), document("B", "里程\n")) as opened:
        yield opened


def test_a_pinned_reading_is_shown_and_can_be_taken_away(project: Project):
    before = project.view("A", "hant").text
    place = Span(TEXT.index("发"), TEXT.index("发") + 1)
    project.pin("A", place, "s2tw", "發")
    assert project.readings("A") == (Reading(place, "s2tw", "發"),)
    assert "頭發" in project.view("A", "hant").text
    assert project.pin("A", place, "s2tw", "發").step is None
    project.pin("A", place, "s2hk", "髮")  # one place has one reading in traditional script
    assert project.readings("A") == (Reading(place, "s2hk", "髮"),)
    project.pin("A", place, "tw2s", "发")
    assert len(project.readings("A")) == 2
    project.pin("A", place, "s2t", None)
    assert project.pin("A", place, "s2t", None).step is None
    assert project.view("A", "hant").text == before
    for _ in range(4):
        project.undo()
    assert project.readings("A") == () and project.view("A", "hant").text == before


def test_configurations_are_chosen_each_for_itself(project: Project):
    assert project.conversion == Conversion()
    assert project.set_conversion("tw2s", "s2tw").step is None
    changed = project.set_conversion(hant="s2hk")
    assert changed.everything
    assert project.view("B", "hant").text == "里程\n"
    project.set_conversion(hans="tw2sp")
    assert project.conversion == Conversion("tw2sp", "s2hk")
    assert project.undo().everything
    assert project.conversion == Conversion(hant="s2hk")


def test_an_overlay_wins_and_is_kept_in_the_file(project: Project):
    changed = project.set_overlay([CLOUD, OverlayEntry("hans", "着", "著")])
    assert changed.everything
    assert project.set_overlay(project.overlay).step is None
    project.close()
    with open_project(project.path) as again:
        assert again.overlay == (CLOUD, OverlayEntry("hans", "着", "著"))
        assert again.conversion.overlay == again.overlay
        assert "雲" in again.view("A", "hant").text
        again.set_overlay([])
        assert again.overlay == ()
        again.undo()
        assert again.overlay[0] == CLOUD


def test_repair_belongs_to_an_article(project: Project):
    assert project.set_repair("A", False).step is None
    assert project.set_repair("A", True).articles == {"A"}
    assert (project.article("A").repair, project.article("B").repair) == (True, False)
    project.undo()
    assert not project.article("A").repair


def test_one_view_is_made_by_another_configuration_this_once(tmp_path: Path):
    with new_project(tmp_path, document("A", "人在里面")) as project:
        assert project.view("A", "hant", "s2hk").text == "人在裏面"
        assert project.view("A", "hant").text == "人在裡面"
        assert project.undoable is not None and project.undoable.key == "imported"


@pytest.mark.parametrize(
    ("key", "verb"),
    [
        ("config-unknown", lambda p: p.pin("A", Span(0, 1), "s2x", "字")),
        ("reading-empty", lambda p: p.pin("A", Span(1, 1), "s2tw", "字")),
        ("reading-empty", lambda p: p.pin("A", Span(0, 1), "s2tw", "")),
        ("span-outside", lambda p: p.pin("A", Span(0, 99), "s2tw", "字")),
        ("lone-surrogate", lambda p: p.pin("A", Span(0, 1), "s2tw", "\ud800")),
        ("readings-overlap", lambda p: p.pin("A", Span(3, 5), "s2hk", "字字")),
        ("article-missing", lambda p: p.pin("Z", Span(0, 1), "s2tw", "字")),
        ("config-unknown", lambda p: p.set_conversion(hans="s2tw")),
        ("config-unknown", lambda p: p.set_conversion(hant="t2jp")),
        ("config-unknown", lambda p: p.view("A", "hans", "s2tw")),
        ("config-unknown", lambda p: p.view("A", "clean", "s2tw")),
        ("overlay-empty", lambda p: p.set_overlay([CLOUD, OverlayEntry("hant", "", "雲")])),
        ("overlay-empty", lambda p: p.set_overlay([OverlayEntry("hant", "云", " ")])),
        ("overlay-twice", lambda p: p.set_overlay([CLOUD, CLOUD])),
        ("overlay-broken", lambda p: p.set_overlay([OverlayEntry("jp", "云", "雲")])),  # type: ignore[arg-type]
        ("article-missing", lambda p: p.set_repair("Z", True)),
        ("article-missing", lambda p: p.set_meta("Z", {})),
        ("article-missing", lambda p: p.propose(["Z"])),
    ],
)
def test_a_refused_verb_leaves_no_step(
    project: Project, key: str, verb: Callable[[Project], object]
):
    project.pin("A", Span(4, 6), "s2tw", "和頭")
    before, log = everything(project), project.log()
    with pytest.raises(Refusal) as caught:
        verb(project)
    assert caught.value.key == key
    assert (everything(project), project.log()) == (before, log)


# -- the project line -------------------------------------------------------------------


def head(**keys: Any) -> dict[str, Any]:
    return {"schema": "danqian/1", "kind": "project", **keys}


def adopt(project: Project, line: dict[str, Any]) -> None:
    with project.bringing() as batch:
        batch.adopt(line)


def test_an_empty_project_gives_back_the_line_it_was_given(tmp_path: Path):
    line = head(
        conversion={"hant": "s2hk", "why": "港"},
        overlays=[
            {"to": "hant", "key": "云", "value": "雲", "by": "甲"},
            {"to": "hans", "key": "着", "value": "著", "reason": ""},
        ],
    )
    with new_project(tmp_path) as project:
        adopt(project, line)
        assert project.conversion.hant == "s2hk"
        assert [entry.key for entry in project.overlay] == ["云", "着"]
        assert project.project_line() == line
        project.undo()
        assert project.project_line() is None
        assert project.overlay == ()


def test_overlays_are_united_and_ours_win_but_configurations_stay_ours(project: Project):
    project.set_overlay([CLOUD])
    theirs = [
        {"to": "hant", "key": "云", "value": "云"},
        {"to": "hant", "key": "里", "value": "里"},
    ]
    adopt(project, head(conversion={"hant": "s2hk"}, overlays=theirs))
    assert project.overlay == (CLOUD, OverlayEntry("hant", "里", "里"))
    assert project.conversion.hant == "s2tw"
    exported = project.project_line()
    assert exported is not None and exported["overlays"] == [
        {"to": "hant", "key": "云", "value": "雲", "reason": "天上的"}, theirs[1],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("key", "keys"),
    [
        ("overlay-broken", {"overlays": {}}),
        ("overlay-broken", {"overlays": ["云"]}),
        ("overlay-broken", {"overlays": [{"to": "jp", "key": "云", "value": "雲"}]}),
        ("overlay-broken", {"overlays": [{"to": "hant", "key": "云", "value": 1}]}),
        ("overlay-empty", {"overlays": [{"to": "hant", "key": "", "value": "雲"}]}),
        ("overlay-twice", {"overlays": [{"to": "hant", "key": "云", "value": "雲"}] * 2}),
        ("config-unknown", {"conversion": {"hant": "tw2s"}}),
        ("config-unknown", {"conversion": {"hans": 1}}),
        ("json-key-type", {"conversion": ["tw2s"]}),
    ],
)
def test_a_broken_project_line_is_refused_alone(tmp_path: Path, key: str, keys: dict[str, Any]):
    path = tmp_path / "in.jsonl"
    article = {"schema": "danqian/1", "kind": "article", "id": "A", "text": "甲𠮷"}
    lines = [jsonl._line_of(each) for each in (head(x=1, **keys), article)]  # pyright: ignore[reportPrivateUsage]
    path.write_bytes(b"".join(lines))
    with new_project(tmp_path) as project:
        with project.bringing() as batch:
            outcomes = list(bring(batch, [path]))
        assert [(o.result, o.line, o.reason) for o in outcomes] == [
            ("refused", 1, key), ("new", 2, ""),
        ]  # fmt: skip
        assert project.project_line() is None
