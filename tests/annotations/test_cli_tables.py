"""Tables, encodings and duplicates on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from annotations import convert, open_project
from tests.annotations.analysis.test_duplicates import FIRST, SECOND
from tests.annotations.shell import Shell


@pytest.fixture
def shell(bare_shell: Shell) -> Shell:
    return bare_shell


def test_a_table_comes_in_row_by_row_and_a_row_without_text_is_told(shell: Shell) -> None:
    path = shell.file("a.csv", f"标题,正文,来源\n一,{FIRST},甲报\n二,,乙报\n三,{SECOND},丙报\n")
    code, out, err = shell.run("import", shell.project, path)
    assert code == 1
    assert [line.split()[0] for line in out.splitlines()] == ["new", "refused", "new"]
    assert err == f'danqian: {path}, row 3: nothing stands in the column "正文".\n'
    rows = shell.json("list", shell.project)
    assert [(row["title"], row["outlet"], row["name"]) for row in rows] == [
        ("一", "甲报", "a.csv:2"), ("三", "丙报", "a.csv:4"),
    ]  # fmt: skip
    assert shell.run("verify", shell.project)[0] == 0


def test_a_table_again_is_the_same_and_the_same_text_elsewhere_is_another_article(
    shell: Shell,
) -> None:
    path = shell.file("a.csv", f"正文,来源\n{FIRST},甲报\n{FIRST},乙报\n")
    once = shell.json("import", shell.project, path)
    assert [found["result"] for found in once] == ["new", "new"]
    again = shell.json("import", shell.project, path)
    assert [(f["result"], f["article"]) for f in again] == [
        ("same", f["article"]) for f in once
    ]  # fmt: skip
    other = shell.file("b.csv", f"正文,来源\n{FIRST},丙报\n{FIRST},甲报\n")
    found = shell.json("import", shell.project, other)
    assert [f["result"] for f in found] == ["new", "same"]
    assert set(found[0]["duplicates"]) == {f["article"] for f in once}


def test_found_rows_are_looked_over_and_their_bylines_are_read(shell: Shell) -> None:
    row = json.dumps(
        {"text": f"通路\n2024年3月5日 来源：江城日报\n{FIRST}區(qū)"}, ensure_ascii=False
    )
    (found,) = shell.json("import", shell.project, shell.file("a.jsonl", row + "\n"))
    assert (found["result"], found["line"]) == ("new", 1)
    with open_project(shell.project, read_only=True) as project:
        kinds = {e.kind for e in project.emendations(found["article"])}
    assert {"pinyin", "byline"} <= kinds


def test_columns_that_are_told_are_remembered_for_that_header(shell: Shell) -> None:
    content = f"标题,摘要,正文\n一,{SECOND},{FIRST}\n"
    path = shell.file("a.csv", content)
    shell.run("import", shell.project, path, "--columns", "text=摘要,title=标题")
    again = shell.file("b.csv", content.replace("\n一,", "\n二,"))
    (found,) = shell.json("import", shell.project, again)
    assert shell.run("show", shell.project, found["article"])[1] == SECOND
    code, _, err = shell.run("import", shell.project, path, "--columns", "text=全文")
    assert (code, "has no column" in err) == (1, True)


@pytest.mark.parametrize(
    "words", [["--columns", "正文"], ["--columns", "x=正文"], ["--encoding", "klingon"]]
)
def test_what_is_no_column_or_encoding_is_wrong_usage(shell: Shell, words: list[str]) -> None:
    path = shell.file("a.csv", f"正文\n{FIRST}\n")
    code, _, err = shell.run("import", shell.project, path, *words)
    assert (code, "Usage" in err) == (2, True)
    assert not Path(shell.project).exists()


def test_an_encoding_can_be_told(shell: Shell) -> None:
    path = shell.file("a.txt", "日本語の記事です。".encode("shift_jis"))
    shell.run("import", shell.project, path, "--encoding", "shift_jis")
    assert shell.run("show", shell.project, "a.txt")[1] == "日本語の記事です。"
    assert shell.run("verify", shell.project)[0] == 0


def test_a_damaged_byte_is_a_proposal_of_its_own_and_only_one(shell: Shell) -> None:
    data = (FIRST + SECOND).encode()
    at = data.index("航".encode()) if "航".encode() in data else data.index("港".encode(), 300)
    path = shell.file("a.txt", data[: at + 1] + b"\xff" + data[at + 2 :])
    (found,) = shell.json("import", shell.project, path, "--as", "林")
    with open_project(shell.project, author="林") as project:
        text = project.article(found["article"]).text
        place = text.index("\ufffd")
        (one,) = [
            e for e in project.emendations(found["article"])
            if e.span.start <= place < e.span.end
        ]  # fmt: skip
        assert (one.rule, one.author, one.replacement) == ("mojibake-damaged-byte", "林", None)
        assert one.evidence["bytes"] == "E6 FF AF"
        project.propose([found["article"]])
        assert len([e for e in project.emendations(found["article"]) if e.kind == "mojibake"]) == 1
    code, out, _ = shell.run("emend", shell.project)
    assert (code, "damaged" in out) == (0, True)


def test_duplicates_of_what_is_imported_are_shown_and_all_of_them_on_demand(shell: Shell) -> None:
    shell.run("import", shell.project, shell.file("a.txt", FIRST), shell.file("b.txt", SECOND))
    copy = shell.file("c.txt", "转载\n" + convert(FIRST, "s2t")[0].replace("區", "區(qū)"))
    code, out, _ = shell.run("import", shell.project, copy)
    assert code == 0
    heading, *members = out.splitlines()[1:]
    assert heading.startswith("Nearly the same text 2 times")
    assert [line.split()[0] for line in members] == ["a.txt", "c.txt"]
    assert "b.txt" not in out
    other = shell.file("d.txt", "一篇不相干的短文，说的是天气，今天晴，明天有雨，后天转阴。")
    assert len(shell.run("import", shell.project, other)[1].splitlines()) == 1
    (group,) = shell.json("duplicates", shell.project)
    assert list(group) == ["articles", "exact", "likeness"]
    assert (len(group["articles"]), group["exact"]) == (2, False)
    out = shell.run("duplicates", shell.project)[1]
    assert out.splitlines()[-1] == "1 group of articles that are alike: 2 of 4 articles (50.0 %)."


def test_without_duplicates_that_is_said(shell: Shell) -> None:
    shell.run("import", shell.project, shell.file("a.txt", FIRST))
    code, out, _ = shell.run("duplicates", shell.project)
    assert (code, out) == (0, "None of 1 article is the same as another, or nearly.\n")
