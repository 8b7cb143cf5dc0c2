"""The views for plain SQL, asked with the `sqlite-utils` command as the README shows."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from annotations.model import Annotation, Emendation, Relation, Span
from annotations.project import open_project
from annotations.store.views import VIEWS
from tests.annotations.store.making import TEXT, document, mark, new_project, raw

# The examples of the README.
QUERIES = {
    "which labels are used how often": (
        "SELECT label, count(*) AS times FROM v_annotation GROUP BY label ORDER BY times DESC",
        [{"label": "REGION", "times": 2}, {"label": "MEASURE", "times": 1}],
    ),
    "who is named with whom, month by month": (
        "SELECT substr(date, 1, 7) AS month, start_quote, end_quote, count(*) AS times"
        " FROM v_relation GROUP BY 1, 2, 3 ORDER BY times DESC",
        [{"month": "2020-05", "start_quote": "𠮷林省", "end_quote": "上海市", "times": 1}],
    ),
    "what was done last, by whom": (
        "SELECT author, key, changes FROM v_step ORDER BY clock DESC LIMIT 1",
        [{"author": "甲", "key": "meta-set", "changes": 1}],
    ),
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with something for every view."""
    measure = Annotation(
        "M", "MEASURE", (Span(12, 14), Span(15, 17)), TEXT[12:14] + TEXT[15:17],
        {"type": "PLAN", "code": ("31", "22")}, "註",
    )  # fmt: skip
    given = document(
        "A",
        annotations=[mark("T1", 0, 3), mark("T2", 4, 7), measure],
        relations=[Relation("R1", "party", "T1", "T2")],
        emendations=[Emendation("E1", Span(11, 15), "", "pinyin", status="accepted")],
    )
    with new_project(tmp_path, given) as made:
        made.set_meta("A", {"date": "2020-05-12", "outlet": "某报"})
    return made.path


def asked(project: Path, query: str) -> list[dict[str, object]]:
    """What the sqlite-utils command answers."""
    command = [sys.executable, "-m", "sqlite_utils", "query", str(project), query]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


@pytest.mark.parametrize("name", QUERIES)
def test_the_examples_of_the_readme_answer(project: Path, name: str):
    query, wanted = QUERIES[name]
    assert asked(project, query) == wanted


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_has_rows_and_says_which_article_they_are_of(project: Path, view: str):
    rows = asked(project, f"SELECT * FROM {view}")
    assert rows
    assert all(row["article"] == "A" for row in rows if view != "v_step")


def test_annotations_stand_with_their_places_quotes_and_articles(project: Path):
    (row,) = asked(project, "SELECT * FROM v_annotation WHERE label = 'MEASURE'")
    assert (row["start"], row["end"], row["fragments"]) == (12, 17, 2)
    assert (row["type"], row["quote"], row["note"]) == ("PLAN", TEXT[12:14] + TEXT[15:17], "註")
    assert (row["title"], row["outlet"], row["date"]) == (TEXT[:6], "某报", "2020-05-12")
    pieces = asked(
        project, "SELECT number, start, end, text FROM v_fragment WHERE annotation = 'M'"
    )
    assert [(p["number"], p["text"]) for p in pieces] == [(1, TEXT[12:14]), (2, TEXT[15:17])]
    assert all(TEXT[p["start"] : p["end"]] == p["text"] for p in pieces)  # type: ignore[misc]
    values = asked(project, "SELECT name, value FROM v_attribute WHERE annotation = 'M'")
    assert sorted((v["name"], v["value"]) for v in values) == [
        ("code", "22"), ("code", "31"), ("type", "PLAN"),
    ]  # fmt: skip


def test_corrections_show_what_stands_there(project: Path):
    (row,) = asked(project, "SELECT original, replacement, status FROM v_emendation")
    assert row == {"original": TEXT[11:15], "replacement": "", "status": "accepted"}


def test_a_text_with_a_null_character_is_never_cut_short_in_silence(tmp_path: Path):
    text = "浦\0东新区"
    with new_project(tmp_path, document("A", text)) as project:
        project.annotate("A", Span(0, 3), "REGION")
        project.emend("A", [Emendation("", Span(2, 4), "东")])
    with raw(project.path) as conn:
        assert conn.execute("SELECT text FROM v_fragment").fetchall() == [(None,)]
        assert conn.execute("SELECT original FROM v_emendation").fetchall() == [(None,)]


def test_a_view_that_another_program_changed_is_a_finding(project: Path):
    with raw(project) as conn:
        conn.execute("DROP VIEW v_step")
        conn.execute("CREATE VIEW v_step AS SELECT 1")
    with open_project(project, read_only=True) as opened:
        assert [finding.key for finding in opened.verify()] == ["verify-view"]


def test_the_file_command_knows_a_project(project: Path):
    try:
        told = subprocess.run(["file", "-b", str(project)], capture_output=True, text=True)
    except FileNotFoundError:
        pytest.skip("there is no file command here")
    assert told.stdout.startswith("SQLite 3.x database, application id 1146179121, user version")
