"""`danqian suggest` and `danqian words`, as they are typed."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from annotations import formats
from annotations import suggest as suggesting
from annotations.exporting import context, export
from annotations.model import Span
from annotations.project import Project, open_project
from annotations.suggest.kinds import Candidate, Slot, Suggester
from annotations.suggest.passage import Passage
from tests.annotations.shell import Shell
from tests.annotations.store.making import document, everything, new_project

TEXTS = {"甲": "長三角與大灣區簽約。\n", "乙": "长三角一体化。\n"}


def _measures(passage: Passage) -> Iterator[Candidate]:
    at = passage.text.find("签约")
    if at >= 0:
        slots = tuple(Slot("sector", one.span, one.label) for one in passage.found)
        slots += (Slot("place", Span(0, 3), "MACRO", ticked=False),)
        span = Span(at, at + 2)
        yield Candidate(span, "MEASURE", "verb", 0.6, "签约", {"type": "AGREE"}, slots)


@pytest.fixture
def shell(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> Shell:
    """With two suggesters, so that the output is known."""
    monkeypatch.setenv("DANQIAN_LANG", "en")
    known = suggesting.all()
    own = Suggester("own", 5, ("verb",), _measures)
    few = {"macro": known["macro"], "taught": known["taught"], "own": own}
    monkeypatch.setattr(suggesting, "all", lambda: few)
    new_project(tmp_path, *(document(id, text) for id, text in TEXTS.items())).close()
    return Shell(tmp_path, capfdbinary)


def opened(shell: Shell) -> Project:
    return open_project(Path(shell.project))


# -- listing ----------------------------------------------------------------------------


def test_every_suggestion_is_one_line_of_json_and_nothing_is_stored(shell: Shell):
    before = Path(shell.project).read_bytes()
    with opened(shell):  # somebody else has it
        found = shell.json("suggest", shell.project)
    assert [(one["article"], one["label"], one["quote"]) for one in found] == [
        ("甲", "MACRO", "長三角"),
        ("甲", "MACRO", "大灣區"),
        ("甲", "MEASURE", "簽約"),
        ("乙", "MACRO", "长三角"),
    ]
    first, measure = found[0], found[2]
    assert (first["fragments"], first["surface"]) == ([[0, 3]], "长三角")
    assert first["rule"] == "macro.list" and 0 < first["confidence"] <= 1
    assert (first["type"], measure["type"]) == (None, "AGREE")
    assert measure["slots"][-1] == {
        "relation": "place",
        "label": "MACRO",
        "fragments": [[0, 3]],
        "ticked": False,
    }
    assert Path(shell.project).read_bytes() == before


def test_lines_for_people_show_title_label_place_quote_reason_and_confidence(shell: Shell):
    code, out, err = shell.run("suggest", shell.project, "甲", "--label", "MEASURE")
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        "長三角與大灣  MEASURE/AGREE  7–9  簽約  own.verb  0.60",
        "1 suggestion in 1 article.",
    ]


def test_what_is_unsure_or_of_another_label_is_left_out(shell: Shell):
    assert {one["label"] for one in shell.json("suggest", shell.project, "--above", "0.7")} == {
        "MACRO"
    }
    found = shell.json("suggest", shell.project, "--label", "MEASURE", "--label", "ZONE")
    assert [one["label"] for one in found] == ["MEASURE"]
    assert shell.run("suggest", shell.project, "--above", "2")[0] == 2


def test_what_is_tagged_or_rejected_is_left_out(shell: Shell):
    with opened(shell) as project:
        project.annotate("甲", Span(0, 3), "MACRO")
        found = _suggestions(project, "甲")
        project.reject_suggestions({"甲": [one for one in found if one.quote == "大灣區"]})
        project.reject_suggestions({"甲": [found[-1]]}, everywhere=True)
    assert [one["quote"] for one in shell.json("suggest", shell.project)] == ["长三角"]


def _suggestions(project: Project, article: str):
    from annotations.suggest.subject import suggestions

    return suggestions(project.subject(article), project.taught())


def test_an_article_that_is_not_there_is_refused(shell: Shell):
    code, _, err = shell.run("suggest", shell.project, "丁")
    assert code == 1 and "丁" in err


def test_processes_give_the_same_lines(shell: Shell, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.undo()
    monkeypatch.setenv("DANQIAN_LANG", "en")
    alone = shell.run("suggest", shell.project, "--processes", "1")
    assert shell.run("suggest", shell.project, "--processes", "2") == alone
    assert "大灣區" in alone[1]


# -- accepting --------------------------------------------------------------------------


def test_accepting_all_is_one_step_with_slots_and_is_undone_by_one(shell: Shell):
    with opened(shell) as project:
        before = everything(project)
    code, out, _ = shell.run("suggest", shell.project, "--accept-all", "--as", "丙")
    assert (code, out) == (0, "Accepted 4 suggestions in 2 articles.\n")
    with opened(shell) as project:
        marks = project.annotations("甲")
        assert [(a.label, a.quote, a.author) for a in marks] == [
            ("MACRO", "長三角", "丙"),
            ("MACRO", "大灣區", "丙"),
            ("MEASURE", "簽約", "丙"),
        ]
        assert marks[2].attributes == {"type": "AGREE"}
        assert marks[0].extra["suggested"]["rule"] == "macro.list"  # type: ignore[index]
        rule = next(one for one in project.tagset.relations if one.id == "sector")
        assert len(project.relations("甲")) == (2 if rule.allows("MEASURE", "MACRO") else 0)
        assert project.verify() == ()
        project.undo()
        assert everything(project) == before
    assert (
        shell.run("log", shell.project)[1]
        .splitlines()[0]
        .endswith("accept 4 suggestions (“長三角”)")
    )


def test_accepting_again_finds_nothing_more(shell: Shell):
    shell.run("suggest", shell.project, "--accept-all", "--above", "0.7")
    code, out, _ = shell.run("suggest", shell.project, "--accept-all", "--above", "0.7")
    assert (code, out) == (0, "Accepted 0 suggestions in 0 articles.\n")
    assert [one["label"] for one in shell.json("suggest", shell.project)] == ["MEASURE"]


def test_what_one_tags_is_suggested_on_the_other_articles(shell: Shell):
    with opened(shell) as project:
        project.annotate("甲", Span(7, 9), "EVENT")
        with project.bringing() as batch:
            batch.add(document("丙", "两地签约。\n"), file="x", line=1)
    found = shell.json("suggest", shell.project, "丙", "--label", "EVENT")
    assert [(one["quote"], one["rule"]) for one in found] == [("签约", "taught.name")]
    assert "签约" in found[0]["reason"]


# -- exports ----------------------------------------------------------------------------

_OF_SUGGESTIONS = ("macro.list", "own.verb", "rejection", "甲乙协作带")


@pytest.mark.parametrize("name", sorted(formats.all()))
def test_no_format_has_a_suggestion_before_it_is_accepted(shell: Shell, tmp_path: Path, name: str):
    """Whatever is suggested or rejected, an export is the same, byte for byte."""
    with opened(shell) as project:
        plain = _exported(project, tmp_path / "plain", name)
        found = _suggestions(project, "甲")
        assert len(found) == 3
        project.reject_suggestions({"甲": found[:1]})
        project.reject_suggestions({"甲": found[1:2]}, everywhere=True)
        project.set_word_lines("macro", ["甲乙协作带"])
        project.suggestion_record()
        assert _exported(project, tmp_path / "judged", name) == plain
    for content in plain.values():
        assert not any(sign.encode() in content for sign in _OF_SUGGESTIONS)


def _exported(project: Project, folder: Path, name: str) -> dict[str, bytes]:
    """Everything that an export writes, by file name."""
    form, folder = formats.named(name), folder / "out"
    if form.lacking:
        pytest.skip(f"{name} needs {form.extra}")
    folder.parent.mkdir()
    export(project, form, folder, context(project, form))
    return {
        path.relative_to(folder.parent).as_posix(): path.read_bytes()
        for path in sorted(folder.parent.rglob("*"))
        if path.is_file()
    }


# -- filters ----------------------------------------------------------------------------


def test_another_program_joins_and_its_bad_answers_are_told(shell: Shell):
    script = shell.file(
        "model.py",
        "import json, sys\n"
        "for line in sys.stdin:\n"
        "    asked = json.loads(line)\n"
        "    good = {'start': 3, 'end': 4, 'label': 'GOV', 'confidence': 0.4, 'rule': 'tf'}\n"
        "    bad = {'start': 0, 'end': 99, 'label': 'GOV'}\n"
        "    print(json.dumps([bad] if asked['id'] == '乙' else [good]), flush=True)\n",
    )
    command = f'"{sys.executable}" "{script}"'
    code, out, err = shell.run("suggest", shell.project, "--label", "GOV", "--with", command)
    assert code == 0
    assert out.splitlines() == [
        "長三角與大灣  GOV  3–4  與  with.tf  0.40",
        "1 suggestion in 1 article.",
    ]
    assert "Candidate 1 of" in err and "长三角一体化" in err


def test_a_program_that_is_not_there_is_refused_and_nothing_is_stored(shell: Shell):
    code, _, err = shell.run("suggest", shell.project, "--accept-all", "--with", "/no/such/thing")
    assert code == 1 and "/no/such/thing" in err and "Traceback" not in err
    with opened(shell) as project:
        assert project.annotations("甲") == ()
        assert project.log()[0].key == "imported"


# -- word lists -------------------------------------------------------------------------


def test_lists_are_named_with_their_numbers(shell: Shell):
    found = {one["list"]: one for one in shell.json("words", shell.project)}
    assert found["macro"]["words"] > 10 and found["macro"]["own"] == 0
    code, out, _ = shell.run("words", shell.project)
    assert code == 0 and out.splitlines()[0].split() == ["list", "words", "added"]


def test_words_are_added_taken_out_and_removed_and_change_suggestions(shell: Shell):
    words: Callable[..., tuple[int, str, str]] = lambda *more: shell.run(  # noqa: E731
        "words", shell.project, "--list", "macro", *more
    )
    assert words("--add", "灣區簽", "--add", "-长三角") == (0, "灣區簽\n-长三角\n", "")
    assert words() == (0, "灣區簽\n-长三角\n", "")
    quotes = {one["quote"] for one in shell.json("suggest", shell.project, "--label", "MACRO")}
    assert quotes == {"大灣區"}
    assert words("--remove", "灣區簽")[1] == "-长三角\n"
    assert words("--remove", "灣區簽")[0] == 1
    assert words("--add", "长三角")[1] == "长三角\n"
    shell.run("undo", shell.project)
    assert words()[1] == "-长三角\n"


def test_a_file_of_lines_is_one_step(shell: Shell):
    path = shell.file("own.txt", "\ufeff# ours\n甲乙协作带\r\n\n丙丁走廊\n")
    code, out, _ = shell.run("words", shell.project, "--list", "macro", "--from", path)
    assert (code, out) == (0, "甲乙协作带\n丙丁走廊\n")
    told = shell.run("log", shell.project, "--limit", "1")[1]
    assert told.strip().endswith("change 2 lines of the word list “macro”")


def test_a_column_is_typed_behind_a_backslash_and_t(shell: Shell):
    code, out, _ = shell.run("words", shell.project, "--list", "gov", "--add", r"甲乙办\talone")
    assert (code, out) == (0, "甲乙办\talone\n")


@pytest.mark.parametrize(
    ("words", "sign"),
    [
        (["--list", "macros"], "macros"),
        (["--list", "macros", "--add", "甲"], "macros"),
        (["--list", "gov", "--add", r"甲\tlonely"], "lonely"),
        (["--list", "macro", "--from", "/no/such/file"], "/no/such/file"),
        (["--list", "macro", "--add", "甲\x1b[2J"], "⟨001B⟩"),
    ],
)
def test_a_bad_line_or_list_is_one_sentence_and_changes_nothing(
    shell: Shell, words: list[str], sign: str
):
    code, out, err = shell.run("words", shell.project, *words)
    assert (code, out) == (1, "") and sign in err and err.count("\n") == 1
    with opened(shell) as project:
        assert project.word_lines() == {}


def test_a_file_that_is_no_utf_8_is_refused(shell: Shell):
    path = shell.file("own.txt", "长三角".encode("gb18030"))
    code, _, err = shell.run("words", shell.project, "--list", "macro", "--from", path)
    assert code == 1 and "own.txt" in err


def test_a_change_needs_a_list(shell: Shell):
    assert shell.run("words", shell.project, "--add", "甲")[0] == 2
