"""The command line as a user meets it: words in, lines and an exit code out."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from annotations import cli, open_project
from annotations.cli import terminal
from tests.annotations.shell import Shell

TEXT = "𠮷林與區(qū)协作\r\n　　两市签署协议。\n"


@pytest.fixture
def shell(bare_shell: Shell) -> Shell:
    return bare_shell


def line(id: str = "a1", **changes: Any) -> str:
    mark = {"id": "T1", "label": "REGION", "fragments": [[0, 2]], "quote": "𠮷林"}
    whole = {
        "schema": "danqian/1",
        "kind": "article",
        "id": id,
        "text": TEXT,
        "annotations": [mark],
    }
    return json.dumps(whole | changes, ensure_ascii=False)


def test_an_article_goes_in_and_comes_out_exactly(shell: Shell) -> None:
    path = shell.file("新闻.txt", TEXT.encode("gb18030"))
    (found,) = shell.json("import", shell.project, path)
    keys = ["file", "line", "article", "result", "encoding", "reason", "misfits", "duplicates"]
    assert list(found) == keys
    assert (found["file"], found["line"], found["reason"]) == (str(path), None, None)
    assert (found["result"], found["encoding"]) == ("new", "gb18030")
    for reference in (found["article"], "新闻.txt", "𠮷林與區(qū)协作"):
        assert shell.run("show", shell.project, reference) == (0, TEXT, "")
    code, hant, _ = shell.run("show", shell.project, "新闻.txt", "--view", "hant")
    assert code == 0 and hant.endswith("\r\n　　兩市簽署協議。\n")


def test_the_same_again_is_same(shell: Shell) -> None:
    shell.file("a.txt", TEXT)
    once = shell.json("import", shell.project, shell.folder, shell.folder)
    assert [found["result"] for found in once] == ["new", "same"]
    again = shell.json("import", shell.project, shell.folder / "a.txt")
    assert [found["result"] for found in again] == ["same"]
    assert again[0]["article"] == once[0]["article"]


@pytest.mark.parametrize(
    "words", [["list"], ["show", "a.txt"], ["export", "--format", "csv", "--out", "-"], ["log"]]
)
def test_reading_beside_an_open_window_takes_nothing_from_it(
    shell: Shell, words: list[str]
) -> None:
    shell.run("import", shell.project, shell.file("a.txt", TEXT))
    word, *rest = words
    with open_project(shell.project) as window:
        assert shell.run(word, shell.project, *rest)[0] == 0
        assert not window.read_only
    with open_project(shell.project, read_only=True):
        assert shell.run(word, shell.project, *rest)[0] == 0
        assert shell.run("undo", shell.project)[0] == 0


def test_a_list_tells_every_article(shell: Shell) -> None:
    shell.run("import", shell.project, shell.file("a.txt", TEXT), shell.file("b.jsonl", line()))
    rows = shell.json("list", shell.project)
    assert set(rows[0]) == {
        *("id", "title", "name", "chars", "script", "annotations", "status", "flag", "noted"),
        *("date", "outlet"),
    }
    assert rows[0]["chars"] == len(TEXT)
    code, out, _ = shell.run("list", shell.project)
    assert code == 0
    assert len(out.splitlines()) == len(rows) + 1


def test_what_is_refused_is_told_and_the_rest_goes_on(shell: Shell) -> None:
    good, bad = shell.file("good.txt", TEXT), shell.file("bad.txt", b"")
    code, out, err = shell.run("import", shell.project, bad, good)
    assert code == 1
    assert len(out.splitlines()) == 2
    assert err.count("\n") == 1 and str(bad) in err
    assert len(shell.json("list", shell.project)) == 1


def test_a_broken_line_is_named_by_file_and_line(shell: Shell) -> None:
    lines = [line(f"a{n}", text=TEXT + str(n)) for n in range(20)]
    lines[16] = lines[16][:-9]
    path = shell.file("in.jsonl", "\n".join(lines))
    code, _, err = shell.run("import", shell.project, path)
    assert code == 1
    assert err.count("\n") == 1 and str(path) in err and "17" in err
    assert len(shell.json("list", shell.project)) == 19


def test_several_refusals_are_one_line_with_every_place(shell: Shell) -> None:
    paths = [
        shell.file("a.txt", b""),
        shell.file("b.txt", b"PK\x03\x04"),
        shell.folder / "none.txt",
    ]
    code, out, err = shell.run("import", shell.project, *paths)
    assert code == 1
    assert len(out.splitlines()) == 3
    assert err.count("\n") == 1 and all(str(path) in err for path in paths)


def test_the_exchange_file_comes_back_but_for_the_order_of_keys(shell: Shell) -> None:
    text = "\n".join([line("a1"), line("a2", title="二", x=[1, {"y": None}])])
    path = shell.file("in.jsonl", text)
    assert [found["line"] for found in shell.json("import", shell.project, path)] == [1, 2]
    code, out, _ = shell.run("export", shell.project, "--format", "jsonl", "--out", "-")
    assert code == 0
    assert [json.loads(one) for one in out.splitlines()] == [
        json.loads(o) for o in text.split("\n")
    ]


def test_exports_agree_and_never_hit_the_project(shell: Shell) -> None:
    shell.run("import", shell.project, shell.file("in.jsonl", line()))
    code, out, _ = shell.run("export", shell.project, "--format", "csv", "--out", "-")
    assert code == 0 and out.startswith("article,name,annotation,fragment,label,start,end,quote,")
    folder = shell.folder / "brat"
    assert shell.run("export", shell.project, "--format", "brat", "--out", folder)[0] == 0
    assert "T1\tREGION 0 2\t𠮷林" in next(folder.glob("*.ann")).read_text(encoding="utf-8")
    before = Path(shell.project).read_bytes()
    code, _, err = shell.run("export", shell.project, "--format", "csv", "--out", shell.project)
    assert (code, err.count("\n")) == (1, 1)
    assert Path(shell.project).read_bytes() == before
    code, _, err = shell.run("export", shell.project, "--format", "brat", "--out", "-")
    assert code == 2


def test_an_export_replaces_a_file_as_its_help_says(shell: Shell) -> None:
    shell.run("import", shell.project, shell.file("in.jsonl", line()))
    out = Path(shell.file("o.csv", "old"))
    assert shell.run("export", shell.project, "--format", "csv", "--out", out)[0] == 0
    assert out.read_text(encoding="utf-8-sig").startswith("article,")
    _, told, _ = shell.run("export", "--help")
    assert "is replaced without a question" in " ".join(told.split())


def test_undo_redo_log_and_verify_speak(shell: Shell) -> None:
    shell.run("import", shell.project, shell.file("a.txt", TEXT), "--as", "林")
    assert shell.run("undo", shell.project)[0] == 0
    assert shell.json("list", shell.project) == []
    assert shell.run("redo", shell.project)[0] == 0
    assert len(shell.json("list", shell.project)) == 1
    code, _, err = shell.run("redo", shell.project)
    assert (code, err.count("\n")) == (1, 1)
    steps = shell.json("log", shell.project)
    assert "林" in {step["author"] for step in steps}
    assert len(shell.json("log", shell.project, "--limit", "1")) == 1
    assert shell.run("verify", shell.project)[0] == 0


@pytest.mark.parametrize("word", sorted(cli.WORDS - {"import", "formats"}))
def test_a_missing_project_is_one_plain_line(shell: Shell, word: str) -> None:
    words = {"copy": ["c.danqian"], "export": ["--format", "csv", "--out", "-"]}
    words |= {name: ["x"] for name in ("article", "merge", "search", "settle", "show", "withdraw")}
    words |= {"set": ["x", "--flag"], "propagate": ["x", "y"]}
    words |= {"rebuild": ["x", "--project", "p"]}
    more = words.get(word, [])
    code, out, err = shell.run(word, shell.project, *more)
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert shell.project in err
    assert not Path(shell.project).exists()


@pytest.mark.parametrize(
    "words", [["import"], ["show", "p"], ["list", "p", "--no"], ["export", "p"]]
)
def test_wrong_usage_is_two(shell: Shell, words: list[str]) -> None:
    code, out, err = shell.run(*words)
    assert (code, out) == (2, "")
    assert "Usage" in err


def test_a_fault_of_ours_is_a_plain_line_and_a_traceback_only_on_demand(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("oops\nand more")

    monkeypatch.setattr(cli, "open_project", broken)
    code, _, err = shell.run("list", shell.project)
    assert (code, err.count("\n")) == (1, 1)
    code, _, err = shell.run("list", shell.project, "--debug")
    assert code == 1 and "Traceback" in err


def test_help_shows_every_word_and_an_example_each(shell: Shell) -> None:
    code, out, _ = shell.run("--help")
    assert code == 0
    assert "danqian [PROJECT]" in out and "tour DIR" in out
    for word in cli.WORDS:
        assert word in out
        assert f"Example: danqian {word}" in " ".join(shell.run(word, "--help")[1].split())
    words = {"import", "list", "show", "export", "emend", "verify", "undo", "redo", "log"}
    words |= {"backup", "copy", "restore", "search", "propagate", "reindex"}
    words |= {"merge", "conflicts", "settle", "withdraw", "article", "set", "annotations"}
    words |= {"duplicates"}
    words |= {"tagset", "formats", "rebuild"}
    words |= {"suggest", "words", "learn"}
    assert words == cli.WORDS


def test_what_would_steer_a_terminal_is_shown_as_a_mark(shell: Shell) -> None:
    shell.run("import", shell.project, shell.file("a.txt", "标\x1b[31m题\u202e倒\n正文"))
    _, out, _ = shell.run("list", shell.project)
    assert "\x1b" not in out and "\u202e" not in out
    assert "标⟨001B⟩[31m题⟨202E⟩倒" in out
    _, raw, _ = shell.run("list", shell.project, "--json")
    assert "\u202e" not in raw
    assert json.loads(raw)["title"] == "标\x1b[31m题\u202e倒"


def test_columns_are_aligned_for_wide_characters(capsys: pytest.CaptureFixture[str]) -> None:
    terminal.print_table([["𠮷林", "a"], ["ab", "b"], ["长" * 99, "c"]])
    lines = capsys.readouterr().out.splitlines()
    assert len({terminal.width(text) for text in lines}) == 1
    assert lines[2].endswith("长…  c")


@pytest.mark.parametrize(
    ("set_to", "language"),
    [({"DANQIAN_LANG": "zh"}, "zh_CN"), ({"DANQIAN_LANG": "en", "LANG": "zh_CN.UTF-8"}, "en"),
     ({"LANG": "zh_TW.UTF-8"}, "zh_TW"), ({"LC_ALL": "C", "LANG": "zh_CN.UTF-8"}, "en"),
     ({}, "en")],
)  # fmt: skip
def test_the_language_follows_the_locale(
    monkeypatch: pytest.MonkeyPatch, set_to: dict[str, str], language: str
) -> None:
    for name in ("DANQIAN_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in set_to.items():
        monkeypatch.setenv(name, value)
    assert terminal.language() == language


def test_a_closed_pipe_is_quiet(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise BrokenPipeError

    closed: list[bool] = []
    monkeypatch.setattr(cli, "stdout_bytes", broken)
    monkeypatch.setattr(cli, "close_quietly", lambda: closed.append(True))
    shell.run("import", shell.project, shell.file("a.txt", TEXT))
    assert shell.run("show", shell.project, "a.txt") == (1, "", "")
    assert closed == [True]


def test_output_is_utf8_where_the_locale_is_not(shell: Shell) -> None:
    shell.run("import", shell.project, shell.file("a.txt", TEXT))
    done = subprocess.run(
        [sys.executable, "-m", "annotations", "list", shell.project],
        capture_output=True,
        check=True,
        cwd=Path(__file__).parents[2],
        env={**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
    )
    assert "𠮷林與區(qū)协作" in done.stdout.decode("utf-8")


def test_the_command_line_loads_neither_qt_nor_dictionaries() -> None:
    code = "import sys, annotations.cli; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        check=True,
        cwd=Path(__file__).parents[2],
        text=True,
    ).stdout.split()
    assert not {"PySide6", "jieba", "opencc", "sqlite_utils"} & set(loaded)
