"""`danqian propagate`, as it is typed."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotations.model import Span
from annotations.project import open_project
from tests.annotations.shell import Shell
from tests.annotations.store.making import document, new_project

TEXTS = {"甲": "滬明兩地共建園區，園區招商。", "乙": "园区已开工。\n两地园区挂牌。"}


@pytest.fixture
def shell(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> Shell:
    monkeypatch.setenv("DANQIAN_LANG", "en")
    made = new_project(tmp_path, *(document(id, text) for id, text in TEXTS.items()))
    with made:
        made.annotate("甲", Span(6, 8), "ZONE", {"certainty": "likely"})
    return Shell(tmp_path, capfdbinary)


def origin(shell: Shell) -> str:
    (only,) = shell.json("annotations", shell.project, "--label", "ZONE")
    return str(only["id"])


def test_every_other_place_is_one_line_of_json(shell: Shell):
    found = shell.json("propagate", shell.project, "甲", origin(shell))
    assert [(each["article"], each["start"], each["quote"]) for each in found] == [
        ("甲", 9, "園區"), ("乙", 0, "园区"), ("乙", 9, "园区")
    ]  # fmt: skip
    here = shell.json("propagate", shell.project, "甲", origin(shell), "--here")
    assert [each["article"] for each in here] == ["甲"]


def test_lines_for_people_show_title_place_and_context_and_a_sum(shell: Shell):
    code, out, err = shell.run("propagate", shell.project, "甲", origin(shell), "--here")
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        "滬明兩地共建  9–11  滬明兩地共建園區，【園區】招商。",
        "1 more place in 1 article.",
    ]


def test_accepting_tags_all_of_it_with_the_same_attributes_in_one_step(shell: Shell):
    id = origin(shell)
    code, out, _ = shell.run("propagate", shell.project, "甲", id, "--accept", "--as", "丙")
    assert code == 0
    assert out.splitlines()[-1] == "Tagged 3 places in 2 articles."
    with open_project(Path(shell.project), read_only=True) as project:
        made = [a for article in TEXTS for a in project.annotations(article)]
        assert [a.attributes["certainty"] for a in made] == ["likely"] * 4
        assert project.undoable is not None
        assert (project.undoable.key, project.undoable.author) == ("annotated-all", "丙")
    again = shell.run("propagate", shell.project, "甲", id)
    assert again == (0, "", "danqian: There is no other place to tag.\n")


def test_an_annotation_that_is_not_there_is_refused(shell: Shell):
    code, out, err = shell.run("propagate", shell.project, "甲", "nobody")
    assert (code, out) == (1, "")
    assert err.startswith("danqian: ")
