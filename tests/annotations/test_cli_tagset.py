"""`danqian tagset`: showing changes nothing, an edit is one step, bad files say why."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from annotations.tagset import default, shipped
from tests.annotations.shell import Shell

TEXT = "𠮷林省与乙市共建园区。"


@pytest.fixture
def shell(bare_shell: Shell) -> Shell:
    """Two regions and a body on one article."""
    marks = [
        {"id": id, "label": label, "fragments": [[start, end]], "quote": TEXT[start:end]}
        for id, label, start, end in (
            *(("1", "REGION", 0, 3), ("2", "REGION", 4, 6), ("3", "GOV", 0, 3)),
        )
    ]
    line = {"schema": "danqian/1", "kind": "article", "id": "A", "title": "甲", "text": TEXT}
    file = bare_shell.file("in.jsonl", json.dumps({**line, "annotations": marks}))
    assert bare_shell.run("import", bare_shell.project, file)[0] == 0
    return bare_shell


def counts(shell: Shell) -> dict[str, int]:
    rows = shell.json("tagset", shell.project)[1:]
    return {row["id"]: row["count"] for row in rows if row["count"]}


def test_the_tag_set_is_shown_with_how_often_each_tag_stands(shell: Shell) -> None:
    code, out, _ = shell.run("tagset", shell.project)
    assert code == 0 and out.startswith(f"{default().id}  1.0")
    assert "REGION" in out and "园区" not in out
    assert counts(shell) == {"REGION": 2, "GOV": 1}


def test_what_is_exported_can_be_imported_and_is_the_same_to_the_letter(shell: Shell) -> None:
    file = shell.folder / "t.toml"
    assert shell.run("tagset", shell.project, "export", file)[0] == 0
    assert file.read_text("utf-8") == default().raw_toml
    assert shell.run("tagset", shell.project, "export", "-")[1] == default().raw_toml


def test_an_import_tells_what_it_keeps_and_a_dry_run_changes_nothing(shell: Shell) -> None:
    file = shell.file("o.toml", shipped()["ontonotes-5"].raw_toml)
    steps = len(shell.json("log", shell.project))
    code, out, _ = shell.run("tagset", shell.project, "import", file, "--dry-run")
    assert code == 0 and "REGION" in out and "2" in out
    assert len(shell.json("log", shell.project)) == steps
    assert shell.run("tagset", shell.project, "import", file)[1] == out
    assert shell.json("tagset", shell.project)[0]["id"] == "ontonotes-5"
    shell.run("undo", shell.project)
    assert shell.json("tagset", shell.project)[0]["id"] == default().id


@pytest.mark.parametrize("content", ["a = ", b"\xff\xfe", 'id = "x"'])
def test_a_bad_file_is_one_plain_line(shell: Shell, content: str | bytes) -> None:
    code, out, err = shell.run("tagset", shell.project, "import", shell.file("b.toml", content))
    assert (code, out, err.count("\n")) == (1, "", 1)


def test_a_missing_file_is_named(shell: Shell) -> None:
    code, _, err = shell.run("tagset", shell.project, "import", Path("no.toml"))
    assert code == 1 and "no.toml" in err


@pytest.mark.parametrize(
    ("words", "after"),
    [
        (("rename", "REGION", "PLACE"), {"PLACE": 2, "GOV": 1}),
        (("merge", "GOV", "REGION"), {"REGION": 3}),
        (
            ("split", "REGION", "TOWN", "--key", "x", "--text", "乙市"),
            {"REGION": 1, "TOWN": 1, "GOV": 1},
        ),
        (("retire", "REGION"), {"REGION": 2, "GOV": 1}),
    ],
)
def test_an_edit_is_told_first_and_is_one_step(
    shell: Shell, words: tuple[str, ...], after: dict[str, int]
) -> None:
    before = counts(shell)
    assert shell.run("tagset", shell.project, *words, "--dry-run")[0] == 0
    assert counts(shell) == before
    code, out, _ = shell.run("tagset", shell.project, *words)
    assert code == 0 and "1.1" in out
    assert counts(shell) == after
    shell.run("undo", shell.project)
    assert counts(shell) == before
    assert shell.run("verify", shell.project)[0] == 0


def test_an_id_that_two_tables_have_is_told_apart(shell: Shell) -> None:
    shell.run("tagset", shell.project, "retire", "measure_type:PROJECT")
    rows = shell.json("tagset", shell.project)[1:]
    found = {row["table"]: row["retired"] for row in rows if row["id"] == "PROJECT"}
    assert found == {"entity": False, "measure_type": True}


def test_an_unknown_id_and_a_split_without_a_reason_are_refused(shell: Shell) -> None:
    assert shell.run("tagset", shell.project, "retire", "NONE")[0] == 1
    assert shell.run("tagset", shell.project, "split", "REGION", "X")[0] == 2
