"""Files come in by whoever reads them; names that are not known are mapped, or added."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from annotations import tagset
from annotations.errors import Refusal
from annotations.foreign import foreign_labels
from annotations.formats import jsonl
from annotations.incoming import bring
from annotations.model import Outcome
from annotations.project import Project, open_project
from annotations.tagset.mapping import Name, parsed
from tests.annotations.shell import Shell

TEXT = "𠮷林与延安签署协议。\n"
ANN = (
    "T1\tPER 0 2\t𠮷林\nT2\tScene 3 5\t延安\nT3\t行政区 3 5\t延安\n"
    "R1\tNear Arg1:T1 Arg2:T2\nA1\tNegation T1\n"
)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with open_project(tmp_path / "p.danqian", author="甲", create=True) as opened:
        yield opened


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "一.txt").write_text(TEXT, encoding="utf-8")
    (folder / "一.ann").write_text(ANN, encoding="utf-8")
    (folder / "二.txt").write_text("没有标注的文章。\n", encoding="utf-8")
    (folder / "annotation.conf").write_text("[entities]\n", encoding="utf-8")
    (folder / "visual.conf").write_text("[labels]\nScene | 景点\n", encoding="utf-8")
    return folder


def brought(project: Project, *paths: Path, **rest: Any) -> list[Outcome]:
    with project.bringing() as batch:
        return list(bring(batch, paths, **rest))


def labels(project: Project) -> dict[str, str]:
    marks = [mark for row in project.articles() for mark in project.annotations(row.id)]
    return {mark.label: mark.quote for mark in marks}


def test_a_folder_of_pairs_and_texts_comes_in_each_once(project: Project, corpus: Path) -> None:
    outcomes = brought(project, corpus)
    assert [(Path(one.file).name, one.result) for one in outcomes] == [
        ("一.ann", "new"),
        ("二.txt", "new"),
    ]
    assert labels(project) == {"PERSON": "𠮷林", "Scene": "延安", "REGION": "延安"}


def test_a_text_that_was_named_itself_comes_in_alone(project: Project, corpus: Path) -> None:
    assert [one.result for one in brought(project, corpus / "一.txt")] == ["new"]
    assert labels(project) == {}
    assert [one.result for one in brought(project, corpus / "一.ann")] == ["merged"]
    assert len(project.articles()) == 1


def test_what_the_tag_set_does_not_know_is_added_in_the_same_step(
    project: Project, corpus: Path
) -> None:
    before = project.tagset.raw_toml
    brought(project, corpus)
    made = project.tagset
    assert made.labels["Scene"].names.hans == "景点"
    assert any(rule.id == "Near" for rule in made.relations)
    assert any(rule.id == "Negation" for rule in made.attributes)
    assert "PER" not in made.labels
    project.undo()
    assert project.tagset.raw_toml == before
    assert project.articles() == ()


def test_names_are_mapped_as_a_person_said(project: Project, corpus: Path) -> None:
    names = parsed(["Scene=SITE", "PER=", "attribute:Negation=", "relation:Near=place"])
    outcome, _ = brought(project, corpus, names=names)
    assert labels(project) == {"SITE": "延安", "REGION": "延安"}
    told = {misfit.key: misfit.values for misfit in outcome.misfits}
    assert told["misfit-left-out"]["count"] == 1
    assert told["misfit-ends-left-out"]["count"] == 1
    assert project.tagset.raw_toml == tagset.default().raw_toml


def test_what_is_foreign_in_files_is_listed_before(corpus: Path) -> None:
    found = foreign_labels([corpus], tagset.default())
    assert {(one.name.name, one.becomes) for one in found} == {
        ("PER", "PERSON"),
        ("Scene", None),
        ("行政区", "REGION"),
        ("Near", None),
        ("Negation", None),
    }
    assert Name("label", "Scene", "景点") in {one.name for one in found}


def test_a_format_can_be_named(project: Project, corpus: Path) -> None:
    odd = corpus / "无.ann"
    odd.write_bytes("乱\n".encode())
    (refused,) = brought(project, odd)
    assert (refused.result, refused.reason) == ("refused", "annotations-unknown")
    (corpus / "无.txt").write_text(TEXT, encoding="utf-8")
    (outcome,) = brought(project, odd, reader="brat")
    assert [misfit.key for misfit in outcome.misfits] == ["misfit-ann-line"]
    with pytest.raises(Refusal, match="reader-unknown"):
        brought(project, odd, reader="nothing")


def test_reports_of_exports_are_no_articles(project: Project, corpus: Path) -> None:
    (corpus / "export-report.json").write_text("{}", encoding="utf-8")
    (corpus / "x.jsonl.export-report.json").write_text("{}", encoding="utf-8")
    assert {one.result for one in brought(project, corpus)} == {"new"}


def test_a_cancelled_import_leaves_nothing(project: Project, corpus: Path) -> None:
    before = project.tagset.raw_toml

    def half() -> None:
        with project.bringing() as batch:
            next(iter(bring(batch, [corpus])))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        half()
    assert project.articles() == ()
    assert (project.log()[0].key, project.tagset.raw_toml) == ("created", before)


def test_our_own_exchange_brings_its_labels_as_they_are(project: Project, tmp_path: Path) -> None:
    line = (
        '{"schema": "danqian/1", "kind": "article", "id": "x", "text": "两省",'
        ' "annotations": [{"id": "T1", "label": "PER", "fragments": [[0, 1]]}]}'
    )
    path = tmp_path / "a.jsonl"
    path.write_text(line, encoding="utf-8")
    assert jsonl.READER.sniff(path, line.encode())
    before = project.tagset.raw_toml
    brought(project, path)
    assert (labels(project), project.tagset.raw_toml) == ({"PER": "两"}, before)
    project.undo()
    brought(project, path, names=parsed(["PER=PERSON"]))
    assert labels(project) == {"PERSON": "两"}


def test_the_command_line_lists_what_did_not_fit(bare_shell: Shell, corpus: Path) -> None:
    with (corpus / "一.ann").open("a", encoding="utf-8") as file:
        file.write("T9\tPER 0 2\t延安\n")
    code, out, _ = bare_shell.run(
        "import", bare_shell.project, corpus, "--map", "Scene=SITE", "--as", "林"
    )
    assert code == 0
    assert "\n  " in out
    assert "is not “延安”" in out
    code, _, err = bare_shell.run("import", bare_shell.project, corpus, "--from", "no")
    assert (code, "no format" in err) == (2, True)
    code, _, err = bare_shell.run("import", bare_shell.project, corpus, "--map", "x")
    assert (code, "OLD=NEW" in err) == (2, True)
