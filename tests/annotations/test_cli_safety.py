"""`backup`, `copy` and `restore` as they are typed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.annotations.shell import Shell


@pytest.fixture
def shell(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> Shell:
    """A shell beside a project of one article with two tags."""
    shell = Shell(tmp_path, capfdbinary)
    file = shell.file("浦東.txt", "𠮷林省與上海市浦東新區(qū)簽約。\n")
    shell.run("import", shell.project, file)
    return shell


def damaged(shell: Shell) -> Path:
    path = Path(shell.project)
    path.write_bytes(bytes(100) + path.read_bytes()[100:])
    return path


def test_a_safety_copy_is_made_listed_and_told(shell: Shell):
    code, out, err = shell.run("backup", shell.project)
    assert (code, err) == (0, "") and "0002" in out
    (listed,) = shell.json("restore", shell.project, "--list")
    assert listed["copy"] == "0002" and listed["clock"] == 2
    assert Path(listed["path"]).stat().st_size == listed["bytes"]
    (made,) = shell.json("backup", shell.project)
    assert [c["copy"] for c in shell.json("restore", shell.project, "--list")] == ["0003", "0002"]
    assert made["copy"] == "0003"
    code, out, _ = shell.run("restore", shell.project, "--list")
    assert code == 0 and len(out.splitlines()) == 3


def test_a_damaged_project_names_the_word_that_restores_it(shell: Shell):
    path = damaged(shell)
    code, out, err = shell.run("list", path)
    assert (code, out) == (1, "") and f"danqian restore {path}" in err
    path.unlink()
    code, out, err = shell.run("list", path)
    assert (code, out) == (1, "") and f"danqian restore {path}" in err


def test_a_restored_project_is_whole_and_the_damaged_file_is_kept(shell: Shell):
    before = shell.json("log", shell.project)
    path = damaged(shell)
    content = path.read_bytes()
    code, out, err = shell.run("restore", path)
    assert (code, err) == (0, "")
    aside = path.with_name("p.damaged-1.danqian")
    assert str(aside) in out and aside.read_bytes() == content
    assert shell.json("log", path) == before
    assert shell.run("verify", path)[0] == 0


def test_restoring_says_in_json_what_came_of_it(shell: Shell):
    shell.run("backup", shell.project)
    path = damaged(shell)
    (told,) = shell.json("restore", path, "--to", path.with_name("q.danqian"))
    assert told["path"] == str(path.with_name("q.danqian"))
    assert (told["aside"], told["copy"], told["steps"], told["lost"]) == (None, "0002", 2, [])
    assert [finding["key"] for finding in told["damaged"]] == ["damaged-file"]


def test_what_is_lost_is_named_and_the_exit_code_says_so(shell: Shell, home: Path):
    path = Path(shell.project)
    (segment,) = home.glob("safety/*/*.jsonl")
    lines = segment.read_bytes().splitlines(keepends=True)
    segment.write_bytes(b"".join([*lines[:-2], lines[-2].replace(b"after", b"aftar"), lines[-1]]))
    path.unlink()
    code, out, _ = shell.run("restore", path)
    assert code == 1
    assert "imported" in out


def test_a_copy_is_a_project(shell: Shell):
    to = Path(shell.project).with_name("copy.danqian")
    assert shell.run("copy", shell.project, to)[0] == 0
    assert shell.json("log", to) == shell.json("log", shell.project)
    code, _, err = shell.run("copy", shell.project, to)
    assert code == 1 and str(to) in err


def test_what_nothing_is_known_of_is_refused_in_one_line(shell: Shell):
    for words in (("restore", "none.danqian"), ("restore", "none.danqian", "--list")):
        code, out, err = shell.run(*words)
        assert (code, out) == (1, "") and len(err.splitlines()) == 1
    code, _, err = shell.run("restore", shell.project, "--from", "0042")
    assert code == 1 and "0042" in err
