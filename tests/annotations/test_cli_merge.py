"""Two people, one project: merged, decided and withdrawn on the command line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from annotations.project import open_project
from tests.annotations.shell import Shell
from tests.annotations.store.making import document, mark, new_project, raw


@pytest.fixture
def shell(bare_shell: Shell) -> Shell:
    """A project and a copy `q.danqian` of it in which one mark was tagged otherwise."""
    folder = bare_shell.folder
    start = document("A", annotations=[mark("T1", 0, 2), mark("T2", 2, 5)])
    with new_project(folder, start) as project:
        copy = shutil.copyfile(project.path, folder / "q.danqian")
        project.retag("A", "T1", "GOV")
    with open_project(copy, author="乙") as other:
        other.retag("A", "T1", "ORG")
        other.rename("A", "別題\x1b[31m")
    return bare_shell


def test_merging_tells_what_came_and_that_there_is_something_to_decide(shell: Shell):
    code, out, err = shell.run("merge", shell.project, shell.folder / "q.danqian")
    assert (code, err) == (0, "")
    assert "2 steps, 2 changes, 1 article " in out and "1 thing was" in out
    (again,) = shell.json("merge", shell.project, shell.folder / "q.danqian")
    assert (again["steps"], again["events"], again["articles"]) == (0, 0, 0)
    assert [conflict["row"] for conflict in again["conflicts"]] == ["T1"]


def test_conflicts_are_listed_and_settled(shell: Shell):
    shell.run("merge", shell.project, shell.folder / "q.danqian")
    (conflict,) = shell.json("conflicts", shell.project)
    assert (conflict["article"], conflict["table"], conflict["reason"]) == (
        "A", "annotation", "changed",
    )  # fmt: skip
    ours, theirs = conflict["versions"]
    assert (ours["author"], ours["image"]["label"], ours["holds"]) == ("甲", "GOV", False)
    assert (theirs["author"], theirs["image"]["label"], theirs["holds"]) == ("乙", "ORG", True)
    _, out, _ = shell.run("conflicts", shell.project)
    assert "\x1b" not in out and "別題⟨001B⟩[31m" in out
    assert f"  * {theirs['event']}" in out and f"    {ours['event']}" in out
    assert shell.run("settle", shell.project, ours["event"]) == (
        0, "Decided. Conflicts left: 0.\n", "",
    )  # fmt: skip
    assert "has no conflicts" in shell.run("conflicts", shell.project)[1]
    code, _, err = shell.run("settle", shell.project, ours["event"])
    assert code == 1 and "No open conflict" in err
    shell.run("undo", shell.project)
    assert len(shell.json("conflicts", shell.project)) == 1


def test_the_log_says_in_which_copy_a_step_was_made_and_since_when(shell: Shell):
    shell.run("undo", shell.folder / "q.danqian")
    shell.run("merge", shell.project, shell.folder / "q.danqian")
    steps = shell.json("log", shell.project)
    assert len({step["replica"] for step in steps if step["author"] in ("甲", "乙")}) == 2
    assert [step["undoes"] for step in steps if step["key"] == "undone"] == [
        step["id"] for step in steps if step["key"] == "renamed"
    ]
    assert shell.json("log", shell.project, "--since", "2020-01-01") == steps
    assert shell.json("log", shell.project, "--since", "2999-01-01") == []
    assert shell.run("log", shell.project, "--since", "gestern")[0] == 2


def test_another_project_is_refused_in_one_line(shell: Shell, tmp_path: Path):
    with new_project(tmp_path, document("A")) as other:
        pass
    code, out, err = shell.run("merge", shell.project, other.path)
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert "is another project" in err


def test_articles_are_withdrawn_and_come_back(shell: Shell):
    with open_project(shell.project) as project:
        title = project.article("A").title
    code, out, _ = shell.run("withdraw", shell.project, title)
    assert (code, out) == (0, "withdraw 1 article\n")
    assert shell.json("list", shell.project) == []
    shell.run("undo", shell.project)
    assert [row["annotations"] for row in shell.json("list", shell.project)] == [2]


def test_verify_says_in_json_what_is_wrong_where(shell: Shell):
    with raw(Path(shell.project)) as conn:
        conn.execute("UPDATE annotation SET note = '?' WHERE id = 'T1'")
    for words in (("verify",), ("verify", "--quick")):
        (fault,) = shell.json(words[0], shell.project, *words[1:])
        assert fault == {
            "key": "verify-fold",
            "article": "A",
            "values": {"table": "annotation", "row": "T1"},
            "reason": "T1 in annotation is not what the history says.",
        }
    assert shell.run("verify", shell.project)[0] == 1
