"""Every kind of damage is found and named; an honest file has none."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotations.errors import Refusal
from annotations.model import (
    VIEW_NAMES,
    Alignment,
    Emendation,
    OverlayEntry,
    Reading,
    Relation,
    Span,
    View,
)
from annotations.project import open_project
from annotations.store.schema import TRIGGERS
from tests.annotations.store.making import TEXT, document, mark, new_project, raw


@pytest.mark.parametrize(
    ("key", "statement"),
    [
        ("verify-source", "UPDATE source SET text = '別' || text"),
        ("verify-source", "UPDATE article SET sha256 = hash || '0'"),
        ("verify-step", "UPDATE step SET author = '丙'"),
        ("verify-step", "UPDATE step SET at = '2020-01-01T00:00:00.000Z'"),
        ("verify-event", "UPDATE event SET after = replace(after, 'REGION', 'GOV')"),
        ("verify-fold", "UPDATE annotation SET note = '?'"),
        ("verify-fold", "DELETE FROM relation"),
        ("verify-fold", "UPDATE setting SET value = '\"\"'"),
        ("quote-differs", "UPDATE annotation SET fragments = '[[1,3]]'"),
        ("span-outside", "UPDATE annotation SET fragments = '[[1,3000]]'"),
        ("relation-end-missing", "UPDATE relation SET start = 'T7'"),
        ("verify-dangling", "UPDATE relation SET start = 'T7'"),
        ("span-outside", 'UPDATE emendation SET "end" = 4000'),
        ("confidence-outside", "UPDATE emendation SET confidence = 2"),
        ("verify-fold", "UPDATE emendation SET evidence = '{}'"),
        ("verify-fold", "UPDATE article SET repair = 1"),
        ("readings-overlap", 'UPDATE reading SET start = 1, "end" = 7'),
        ("overlay-broken", "UPDATE setting SET value = '[1]' WHERE key = 'overlay'"),
        ("config-unknown", "UPDATE setting SET value = replace(value, 's2hk', 's2x')"),
        ("content-damaged", "UPDATE annotation SET fragments = '[['"),
        ("content-damaged", "UPDATE annotation SET fragments = '3'"),
        ("verify-unreadable", "UPDATE event SET after = '3' WHERE after IS NOT NULL"),
        ("project-damaged", "UPDATE source SET text = CAST(x'ff41' AS TEXT)"),
    ],
)
def test_damage_is_found(tmp_path: Path, key: str, statement: str):
    given = document(
        "A",
        annotations=[mark("T1", 0, 2), mark("T2", 2, 5)],
        relations=[Relation("R1", "party", "T1", "T2")],
        emendations=[Emendation("E1", Span(3, 4), "字")],
        readings=[Reading(Span(1, 2), "s2tw", "字"), Reading(Span(5, 6), "s2tw", "字")],
    )
    with new_project(tmp_path, given) as project:
        project.set_overlay([OverlayEntry("hant", "云", "雲")])
        project.set_conversion(hant="s2hk")
        assert project.verify() == ()
    with raw(project.path) as conn:
        for trigger in TRIGGERS:
            conn.execute(f"DROP TRIGGER {trigger}")
        conn.execute(statement)
    with open_project(project.path, read_only=True) as project:
        findings = project.verify()
    assert key in {finding.key for finding in findings}
    assert sum(finding.key == "verify-unguarded" for finding in findings) == len(TRIGGERS)


def test_a_text_that_no_article_shows_is_checked_too(tmp_path: Path):
    with new_project(tmp_path, document("A")) as project:
        project.undo()
        with raw(project.path) as conn:
            conn.execute("DROP TRIGGER source_no_update")
            conn.execute("UPDATE source SET text = '別'")
        assert "verify-source" in {finding.key for finding in project.verify()}


def test_damage_of_any_page_is_told_and_never_crashes(tmp_path: Path):
    with new_project(tmp_path, document("A", "長文\n" * 9000)) as project:
        pass
    whole = project.path.read_bytes()
    for start in range(0, len(whole), 4096):
        torn = start + (100 if start == 0 else 0)  # the header itself is test_opening's
        project.path.write_bytes(whole[:torn] + b"\xff" * 64 + whole[torn + 64 :])
        try:
            with open_project(project.path, read_only=True) as damaged:
                assert damaged.verify() != (), start
        except Refusal as refusal:
            assert refusal.key == "project-damaged"


def test_a_table_of_a_kind_that_sqlite_does_not_know_is_a_finding(tmp_path: Path):
    with new_project(tmp_path, document("A")) as project:
        pass
    data = project.path.read_bytes()
    assert data.count(b"fts5vocab")
    project.path.write_bytes(data.replace(b"fts5vocab", b"ftc5vocab"))  # one bit of each
    with open_project(project.path, read_only=True) as damaged:
        assert "verify-unreadable" in {finding.key for finding in damaged.verify()}


def test_verify_changes_nothing(tmp_path: Path):
    with new_project(tmp_path, document("A")) as project:
        before = project.path.read_bytes()
        project.verify()
        assert project.path.read_bytes() == before


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO orphan VALUES ('A', 'annotation', 'T9', '{}')",
        "INSERT INTO contested VALUES ('A', 'annotation', 'T1')",
    ],
)
def test_what_is_noted_as_aside_or_changed_apart_is_compared_too(tmp_path: Path, statement: str):
    with new_project(tmp_path, document("A", annotations=[mark("T1", 0, 2)])) as project:
        with raw(project.path) as conn:
            conn.execute(statement)
        assert [finding.key for finding in project.verify()] == ["verify-fold"]


def test_an_annotation_that_does_not_come_back_from_a_view_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    with new_project(tmp_path, document("A", annotations=[mark("T1", 4, 7)])) as project:
        shifted = Alignment.of_blocks(len(TEXT), [(0, 0, 1)])
        monkeypatch.setattr(
            "annotations.store.verify.views.Views.of",
            lambda _, name: View(name, TEXT[:5], shifted),
        )
        found = [(f.key, f.values["view"]) for f in project.verify()]
        assert found == [("verify-projection", name) for name in VIEW_NAMES]
        assert project.verify(quick=True) == ()


def test_a_journal_that_goes_on_after_the_file_is_told(tmp_path: Path):
    with new_project(tmp_path, document("A")) as project:
        before = project.path.read_bytes()
        project.annotate("A", Span(0, 1), "REGION")
    project.path.write_bytes(before)
    with open_project(project.path, read_only=True) as older:
        assert [finding.key for finding in older.verify()] == ["verify-journal"]
