"""`danqian emend`: listing changes nothing, judging is one step, exit codes as everywhere."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from annotations import open_project
from annotations.cli import terminal
from tests.annotations.detecting import found, stand_in
from tests.annotations.shell import Shell

TEXT = "【甲网】（甲报 2024-05-06）𠮷林新區(qū)與乙地鍚堜綔,两市签约。\n"
KEYS = ["article", "start", "end", "raw", "replacement", "kind", "rule", "confidence"]


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DANQIAN_LANG", "en")
    stand_in(monkeypatch)
    detector = type("Detector", (), {"kind": "pinyin", "rules": ("pinyin-test",)})
    monkeypatch.setattr("annotations.emend.detectors", lambda: {"test": detector})


@pytest.fixture
def shell(bare_shell: Shell) -> Shell:
    made = bare_shell
    line = {"schema": "danqian/1", "kind": "article", "id": "A", "title": "甲", "text": TEXT}
    other = {**line, "id": "B", "title": "乙", "text": "乙新區(qū)乙"}
    lines = "\n".join(json.dumps(each, ensure_ascii=False) for each in (line, other))
    made.run("import", made.project, made.file("in.jsonl", lines))
    return made


def test_a_listing_tells_what_is_not_stored_yet_and_writes_nothing(shell: Shell) -> None:
    before = Path(shell.project).read_bytes()
    with open_project(shell.project):  # somebody else has it
        listed = shell.json("emend", shell.project, "A")
    assert [(e["start"], e["end"], e["raw"], e["replacement"]) for e in listed] == [
        (e.span.start, e.span.end, e.span.of(TEXT), e.replacement) for e in found(TEXT)
    ]
    assert all(list(e)[:8] == KEYS for e in listed)
    assert {(e["article"], e["status"], e["id"]) for e in listed} == {("A", "proposed", None)}
    (broken,) = (e for e in listed if e["kind"] == "mojibake")
    assert broken["candidates"] == [{"text": "合作", "score": 9}]
    assert sum("candidates" in e for e in listed) == 1
    assert Path(shell.project).read_bytes() == before


def test_a_listing_tells_stored_ones_of_every_status_once(shell: Shell) -> None:
    shell.run("emend", shell.project, "--accept")
    shell.run("emend", shell.project, "--reject", "--rule", "comma-test")
    listed = shell.json("emend", shell.project, "--list")
    assert len(listed) == len(found(TEXT)) + 1
    assert {e["rule"]: e["status"] for e in listed} == {
        "pinyin-test": "accepted",
        "byline-test": "accepted",
        "banner-test": "proposed",
        "gbk-test": "proposed",
        "comma-test": "rejected",
    }
    assert all(e["id"] for e in listed)


@pytest.mark.parametrize("rule", ["pinyin", "pinyin-test"])
def test_a_rule_is_named_by_itself_or_by_its_kind(shell: Shell, rule: str) -> None:
    listed = shell.json("emend", shell.project, "--rule", rule)
    assert [e["article"] for e in listed] == ["A", "B"]
    assert {e["raw"] for e in listed} == {"(qū)"}


def test_accepting_without_a_rule_is_one_step_for_what_is_proved(shell: Shell) -> None:
    counts = shell.json("emend", shell.project, "--accept")
    assert counts == [
        {"rule": "byline-test", "status": "accepted", "count": 1, "skipped": 0},
        {"rule": "pinyin-test", "status": "accepted", "count": 2, "skipped": 0},
    ]
    _, clean, _ = shell.run("show", shell.project, "A", "--view", "clean")
    assert clean == "【甲网】𠮷林新區與乙地鍚堜綔,两市签约。\n"
    assert shell.run("undo", shell.project)[0] == 0
    with open_project(shell.project, read_only=True) as project:
        assert project.emendations("A") == () and project.article("A").meta == {}
    assert shell.run("verify", shell.project)[0] == 0


def test_a_rule_is_taken_back_as_one_step(shell: Shell) -> None:
    shell.run("emend", shell.project, "--accept")
    (told,) = shell.json("emend", shell.project, "--reopen", "--rule", "pinyin")
    assert (told["rule"], told["status"], told["count"]) == ("pinyin-test", "proposed", 2)
    assert "(qū)" in shell.run("show", shell.project, "A", "--view", "clean")[1]
    statuses = {e["kind"]: e["status"] for e in shell.json("emend", shell.project)}
    assert (statuses["pinyin"], statuses["byline"]) == ("proposed", "accepted")
    assert shell.json("emend", shell.project, "--reopen", "--rule", "pinyin") == []
    shell.run("undo", shell.project)
    assert "(qū)" not in shell.run("show", shell.project, "A", "--view", "clean")[1]


def test_accepting_a_rule_in_one_article_tells_what_overlaps(shell: Shell) -> None:
    start = TEXT.index("(qū)")
    own = {"id": "E1", "start": start, "end": start + 2, "replacement": "", "status": "accepted"}
    line = {"schema": "danqian/1", "kind": "article", "id": "A", "text": TEXT, "emendations": [own]}
    shell.run("import", shell.project, shell.file("more.jsonl", json.dumps(line)))
    code, out, _ = shell.run("emend", shell.project, "A", "--rule", "pinyin", "--accept")
    assert code == 0
    assert "Accepted 0; 1 overlap" in out
    assert shell.json("emend", shell.project, "B", "--accept", "--rule", "pinyin")[0]["count"] == 1
    assert shell.json("emend", shell.project, "B", "--accept", "--rule", "pinyin") == []


def test_people_get_a_line_each_and_a_summary(shell: Shell) -> None:
    code, out, _ = shell.run("emend", shell.project)
    lines = out.splitlines()
    assert code == 0
    count = len(found(TEXT)) + 1
    assert lines[count] == ""
    assert "(qū) → (nothing)" in out and "鍚堜綔 → (not known)" in out
    arrows = {terminal.width(line[: line.index(" → ")]) - terminal.width(line.split()[3])
              for line in lines[:count] if line.split()[4] == "→"}  # fmt: skip
    assert len(arrows) == 1
    summary = {line.split()[1]: line.split()[2:] for line in lines[count + 2 :]}
    assert summary["pinyin-test"] == ["2", "0", "0", "2"]
    assert summary["gbk-test"] == ["1", "0", "0", "0"]
    assert shell.run("emend", shell.project, "--rule", "pinyin-test", "B")[1].count("→") == 1


def test_nothing_found_is_said(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("annotations.emend.propose", lambda _: ())
    assert shell.run("emend", shell.project) == (0, "Nothing was found.\n", "")
    assert shell.run("emend", shell.project, "--json") == (0, "", "")


@pytest.mark.parametrize(
    "words",
    [["--reject"], ["--reopen"], ["--accept", "--reject", "--rule", "x"], ["--list", "--accept"]],
)
def test_what_cannot_be_meant_is_wrong_usage(shell: Shell, words: list[str]) -> None:
    before = Path(shell.project).read_bytes()
    code, out, err = shell.run("emend", shell.project, *words)
    assert (code, out) == (2, "") and "Usage" in err
    assert Path(shell.project).read_bytes() == before


@pytest.mark.parametrize("words", [["Z"], ["--rule", "pinyn"], ["--accept", "--rule", "pinyn"]])
def test_a_slip_of_the_pen_is_refused(shell: Shell, words: list[str]) -> None:
    code, out, err = shell.run("emend", shell.project, *words)
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert words[-1] in err


def test_judging_what_somebody_else_has_open_is_refused(shell: Shell) -> None:
    with open_project(shell.project):
        code, out, err = shell.run("emend", shell.project, "--accept")
    assert (code, out, err.count("\n")) == (1, "", 1)


@pytest.mark.parametrize("accept", [True, False])
def test_an_import_proposes_and_accepts_only_when_asked(shell: Shell, accept: bool) -> None:
    path = shell.file("found.txt", "丙新區(qū)，鍚堜綔")
    words = ["--accept-proved"] if accept else []
    (outcome,) = shell.json("import", shell.project, path, *words)
    listed = shell.json("emend", shell.project, outcome["article"])
    assert {e["rule"]: e["status"] for e in listed} == {
        "pinyin-test": "accepted" if accept else "proposed",
        "gbk-test": "proposed",
    }
    assert shell.json("import", shell.project, path)[0]["result"] == "same"
    assert shell.json("emend", shell.project, outcome["article"]) == listed


def test_a_view_is_shown_in_another_configuration_this_once(shell: Shell) -> None:
    shell.run("import", shell.project, shell.file("c.txt", "人在里面。"))
    show = ("show", shell.project, "c.txt")
    assert shell.run(*show, "--view", "hant")[1] == "人在裡面。"
    assert shell.run(*show, "--view", "hant", "--config", "s2hk")[1] == "人在裏面。"
    assert shell.run(*show, "--config", "s2hk")[1] == "人在裏面。"
    assert shell.run(*show, "--config", "t2s")[1] == "人在里面。"
    for words in (("--view", "hans", "--config", "s2hk"), ("--config", "s2x"),
                  ("--view", "source", "--config", "t2s")):  # fmt: skip
        assert shell.run(*show, *words)[0] == 2


def test_exports_carry_what_the_project_line_and_emendations_say(shell: Shell) -> None:
    shell.run("emend", shell.project, "--accept")
    with open_project(shell.project) as project:
        project.set_conversion(hant="s2hk")
        project.set_repair("A", True)
    out = shell.run("export", shell.project, "--format", "jsonl", "--out", "-")[1]
    head, first, _ = (json.loads(line) for line in out.splitlines())
    assert head["conversion"] == {"hant": "s2hk"}
    assert first["repair"] is True
    assert {e["confidence"] for e in first["emendations"]} == {1.0, 0.9, 0.8}
    other = Shell(shell.folder / "other", shell._capture)  # pyright: ignore[reportPrivateUsage]
    other.folder.mkdir()
    other.run("import", other.project, other.file("in.jsonl", out))
    again = other.run("export", other.project, "--format", "jsonl", "--out", "-")[1]
    assert [json.loads(one) for one in again.splitlines()] == [
        json.loads(one) for one in out.splitlines()
    ]
