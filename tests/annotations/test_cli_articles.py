"""`danqian list`, `article`, `set` and `annotations`."""

from __future__ import annotations

import json

import pytest

from tests.annotations.shell import Shell

TEXT = "𠮷林與區(qū)协作\r\n　　两市签署协议。\n"
MARKS = [
    {"id": "T2", "label": "GOV", "fragments": [[10, 12]], "note": "註\u202e", "author": "乙"},
    {"id": "T1", "label": "REGION", "fragments": [[0, 2]], "attributes": {"code": ["22"]}},
]


@pytest.fixture
def shell(bare_shell: Shell) -> Shell:
    made = bare_shell
    lines = [
        {"id": "a", "title": "甲", "text": TEXT, "annotations": MARKS,
         "meta": {"date": "2019年3月7日", "outlet": "浦云日报", "x": [1]}},
        {"id": "b", "title": "乙", "text": TEXT + "乙", "flag": True, "note": "看"},
        {"id": "c", "title": "丙", "text": TEXT + "丙", "status": "done", "meta": {"date": "2021"}},
    ]  # fmt: skip
    head = {"schema": "danqian/1", "kind": "article"}
    text = "\n".join(json.dumps(head | line, ensure_ascii=False) for line in lines)
    assert made.run("import", made.project, made.file("in.jsonl", text))[0] == 0
    return made


def ids(shell: Shell, *words: object) -> list[str]:
    return [row["id"] for row in shell.json("list", shell.project, *words)]


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("", "abc"), ("--sort date", "cab"), ("--sort title", "丙乙甲"), ("--flagged", "b"),
        ("--not-flagged --sort status", "ac"), ("--status new --status done", "abc"),
        ("--status done", "c"), ("--annotated", "a"), ("--noted", "b"), ("--outlet 浦雲", "a"),
        ("--since 2019-03 --until 2019", "a"), ("--since 2020", "c"), ("--find 與区", "abc"),
        ("--find 丙 --status new", ""), ("--author 林", ""), ("--script hant", ""),
    ],
)  # fmt: skip
def test_a_list_is_sorted_and_filtered(shell: Shell, words: str, wanted: str) -> None:
    titles = {"甲": "a", "乙": "b", "丙": "c"}
    assert ids(shell, *words.split()) == [titles.get(one, one) for one in wanted]


def test_a_filter_that_is_no_date_is_one_plain_line(shell: Shell) -> None:
    code, out, err = shell.run("list", shell.project, "--since", "昨天")
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert "昨天" in err


def test_several_things_are_set_in_one_step(shell: Shell) -> None:
    words = ("--status", "reading", "--flag", "--note", "註\x1b", "--title", "新題",
             "--date", "2020/1/2", "--author", "林", "--meta", "site=甲=乙")  # fmt: skip
    before = len(shell.json("log", shell.project))
    code, out, err = shell.run("set", shell.project, "a", *words, "--as", "丙")
    assert (code, err) == (0, "") and "change what is known" in out
    steps = shell.json("log", shell.project)
    assert len(steps) == before + 1 and steps[0]["author"] == "丙"
    (known,) = shell.json("article", shell.project, "新題")
    assert (known["status"], known["flag"], known["note"]) == ("reading", True, "註\x1b")
    assert known["meta"] == {
        "date": "2020/1/2", "outlet": "浦云日报", "author": "林", "x": [1], "site": "甲=乙",
    }  # fmt: skip
    assert shell.run("undo", shell.project)[0] == 0
    (known,) = shell.json("article", shell.project, "甲")
    assert (known["status"], known["flag"], known["note"]) == ("new", False, None)


def test_an_empty_text_takes_away_and_what_is_so_already_is_no_step(shell: Shell) -> None:
    assert shell.run("set", shell.project, "b", "--note", "", "--no-flag")[0] == 0
    (known,) = shell.json("article", shell.project, "b")
    assert (known["note"], known["flag"]) == (None, False)
    before = len(shell.json("log", shell.project))
    code, out, _ = shell.run("set", shell.project, "b", "--no-flag")
    assert code == 0 and "Nothing was changed" in out
    assert len(shell.json("log", shell.project)) == before


def test_a_date_that_is_not_understood_is_kept_and_doubted(shell: Shell) -> None:
    code, out, err = shell.run("set", shell.project, "b", "--date", "開春")
    assert (code, out.count("\n"), err.count("\n")) == (0, 1, 1)
    assert "開春" in err
    assert shell.json("article", shell.project, "b")[0]["meta"] == {"date": "開春"}


@pytest.mark.parametrize("words", [[], ["--meta", "nothing"], ["--meta", "=x"], ["--status", "x"]])
def test_setting_nothing_or_nonsense_is_wrong_usage(shell: Shell, words: list[str]) -> None:
    code, out, err = shell.run("set", shell.project, "a", *words)
    assert (code, out) == (2, "") and "Usage" in err


def test_an_article_is_told_with_its_counts(shell: Shell) -> None:
    (told,) = shell.json("article", shell.project, "a")
    counts = told["statistics"]
    assert (told["title"], told["name"], counts["chars"]) == ("甲", "", len(TEXT))
    assert counts["labels"] == {"GOV": 1, "REGION": 1}
    assert counts["authors"] == {"": 1, "乙": 1}
    assert counts["emendations"] == {"proposed": 0, "accepted": 0, "rejected": 0}
    code, out, _ = shell.run("article", shell.project, "a")
    assert code == 0
    for part in ("甲", "2019年3月7日", "浦云日报", "GOV 1  REGION 1", "4 (18.2%)", "x=[1]"):
        assert part in out
    _, out, _ = shell.run("article", shell.project, "b")
    assert "⚑" in out and "看" in out


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ([], ["T1", "T2"]), (["--label", "GOV"], ["T2"]), (["--attribute", "code"], ["T1"]),
        (["--attribute", "code=22"], ["T1"]), (["--attribute", "code=31"], []),
        (["--noted"], ["T2"]), (["--not-noted"], ["T1"]), (["--author", "乙"], ["T2"]),
        (["--article", "乙"], []), (["--article", "甲"], ["T1", "T2"]), (["--limit", "1"], ["T1"]),
        (["--label", "GOV", "--label", "REGION"], ["T1", "T2"]),
    ],
)  # fmt: skip
def test_annotations_are_listed_in_text_order(
    shell: Shell, words: list[str], wanted: list[str]
) -> None:
    found = shell.json("annotations", shell.project, *words)
    assert [one["id"] for one in found] == wanted
    assert all(one["article"] == "a" for one in found)


def test_an_annotation_is_one_line_that_steers_no_terminal(shell: Shell) -> None:
    code, out, _ = shell.run("annotations", shell.project)
    assert code == 0
    assert out.splitlines() == [
        '甲  0–2  REGION  【𠮷林】  {"code": ["22"]}',
        "甲  10–12  GOV  【⟨000D⟩⟨000A⟩】  註⟨202E⟩",
    ]
