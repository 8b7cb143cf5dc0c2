"""The model of one's own: what it learns, what it is told to be good for, where it is kept."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations import learning
from annotations.errors import Refusal
from annotations.model import Span
from annotations.project import Project, open_project
from annotations.suggest import Candidate, Passage
from annotations.suggest.learning import keeping
from annotations.suggest.learning.features import features, names, sentences, tags
from annotations.suggest.learning.model import suggester
from annotations.suggest.learning.training import Counts, Figures
from annotations.suggest.subject import suggestions
from tests.annotations.shell import Shell
from tests.annotations.suggest.learning import shipping


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes, learning.Learnt]:
    """A project, the model that was trained for it, and its figures: it takes seconds."""
    folder = tmp_path_factory.mktemp("learning")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DANQIAN_HOME", str(folder / "home"))
        with shipping.project(folder) as project:
            learnt = learning.train(project)
            learning.switch(project, True)
            model = Path(keeping.in_use(project.identity)).read_bytes()
    return folder / "p.danqian", model, learnt


@pytest.fixture
def project(trained: tuple[Path, bytes, learning.Learnt]) -> Project:
    """The same with its model, in the home of this test."""
    path, model, learnt = trained
    made = open_project(path, read_only=True)
    keeping.keep(made.identity, model, learnt.figures.honesty)
    return made


def found(project: Project, article: str) -> list[tuple[str, str, str]]:
    made = suggestions(project.subject(article), project.taught())
    return [(one.label, one.surface, one.rule) for one in made if one.rule == "learnt.model"]


# -- what it learns -------------------------------------------------------------------------


def test_names_that_no_rule_knows_are_learnt_and_proposed_on_another_article(project: Project):
    with project:
        assert found(project, "乙") == [], "it is off until somebody switches it on"
        learning.switch(project, True)
        assert [(label, name) for label, name, _ in found(project, "乙")] == [
            ("PRODUCT", "鹏骏轮"), ("PRODUCT", "霄岳轮")
        ]  # fmt: skip
        assert project.taught() is project.taught()
        learning.switch(project, False)
        assert found(project, "乙") == []


def test_the_figures_say_what_it_adds_to_the_rules(
    trained: tuple[Path, bytes, learning.Learnt],
) -> None:
    figures = trained[2].figures
    assert trained[2].articles == 10 and trained[2].names == 600
    assert figures.with_model.f1 > 0.9 > figures.without.f1
    assert figures.added.right / figures.added.proposed > 0.9
    assert 0.9 < figures.honesty <= 1


def test_where_a_rule_has_a_name_the_model_adds_none(project: Project):
    with project:
        keeping.switch(project.identity, True)
        made = suggester(keeping.in_use(project.identity))
    assert made is not None
    passage = Passage("拖船鹏骏轮靠上了码头。")
    assert [one.span for one in made.suggest(passage)] == [Span(2, 5)]
    taken = passage.with_found([Candidate(Span(4, 6), "SITE", "r", 0.5)], ())
    assert list(made.suggest(taken)) == []


def test_what_cannot_be_believed_is_told_with_less_confidence():
    figures = Figures(rules={"A": Counts(10, 40, 10)}, both={"A": Counts(50, 40, 20)}, sure=30.0)
    assert figures.honesty == pytest.approx(10 / 30)
    assert Figures().honesty == pytest.approx(0.5), "nothing is known of it"


# -- when it cannot -------------------------------------------------------------------------


def test_too_few_articles_are_refused_with_what_is_needed(tmp_path: Path):
    with shipping.project(tmp_path, articles=3) as project:
        with pytest.raises(Refusal) as refused:
            learning.train(project)
        assert refused.value.key == "learn-too-few"
        assert refused.value.values == {
            "articles": 3, "names": 180, "articles_needed": 10, "names_needed": 500
        }  # fmt: skip
        assert keeping.in_use(project.identity) == ""


def test_without_the_library_it_is_said_what_to_install_and_suggestions_go_on(
    project: Project, monkeypatch: pytest.MonkeyPatch
):
    with project:
        learning.switch(project, True)
        suggester.__globals__["_loaded"].cache_clear()
        monkeypatch.setitem(sys.modules, "pycrfsuite", None)
        monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
        with pytest.raises(Refusal, match="learn-extra"):
            learning.train(project)
        assert found(project, "乙") == []
    suggester.__globals__["_loaded"].cache_clear()


@pytest.mark.parametrize(
    "told",
    [
        {"version": 0},
        {"model": "../../other.crfsuite"},
        {"model": 3},
        {"honesty": "much"},
        [],
        None,
    ],
)
def test_a_model_that_is_not_ours_or_broken_is_not_read(project: Project, told: object):
    with project:
        learning.switch(project, True)
        path = Path(keeping.in_use(project.identity))
        note = path.parent / "model.json"
        kept = json.loads(note.read_text("utf-8"))
        if isinstance(told, dict):
            note.write_text(json.dumps(kept | told), "utf-8")
        elif told is None:
            path.write_bytes(path.read_bytes()[:-1])
        else:
            note.write_text(json.dumps(told), "utf-8")
        read = keeping.read(path)
        if told == {"honesty": "much"}:
            assert read is not None and read.honesty == 1
        else:
            assert read is None and found(project, "乙") == []


def test_another_model_takes_the_place_of_the_first_and_is_off(tmp_path: Path):
    first = keeping.keep("P", b"one", 1.0)
    keeping.switch("P", True)
    assert keeping.in_use("P") == str(first)
    second = keeping.keep("P", b"two", 0.5)
    assert not first.exists() and keeping.in_use("P") == ""
    assert keeping.read(second) == keeping.Kept(b"two", 0.5)
    assert not keeping.switch("Q", True) and keeping.in_use("Q") == ""


# -- on the command line --------------------------------------------------------------------


def test_it_is_trained_switched_on_and_off_by_words(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("DANQIAN_LANG", "en")
    shipping.project(tmp_path).close()
    shell = Shell(tmp_path, capfdbinary)
    code, out, err = shell.run("learn", shell.project, "--switch-on")
    assert (code, out) == (1, "") and "danqian learn first" in err
    code, out, _ = shell.run("learn", shell.project)
    assert code == 0 and "switch it on with --switch-on" in out
    assert "PRODUCT" in out and "600" in out
    assert shell.run("learn", shell.project, "--switch-on")[0] == 0
    lines = shell.json("suggest", shell.project, "乙")
    learnt = [line["quote"] for line in lines if line["rule"] == "learnt.model"]
    assert learnt == ["鹏骏轮", "霄岳轮"]
    assert shell.run("learn", shell.project, "--switch-off")[0] == 0
    assert all(
        line["rule"] != "learnt.model" for line in shell.json("suggest", shell.project, "乙")
    )


# -- tags -----------------------------------------------------------------------------------


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(1, 5), st.sampled_from("AB")), max_size=8))
def test_names_as_tags_and_back_are_the_same(pieces: list[tuple[int, int, str]]) -> None:
    wanted: list[tuple[str, Span]] = []
    at = 3
    for gap, size, label in pieces:
        wanted.append((label, Span(at + gap, at + gap + size)))
        at += gap + size
    made = tags(wanted, Span(3, at + 2))
    assert len(made) == at - 1 and list(names(made, 3)) == wanted


@given(st.text("上海市AB1，。 \n𠮷(", max_size=60))
def test_every_character_of_every_sentence_has_features(text: str) -> None:
    passage = Passage(text)
    for sentence in sentences(passage):
        seen = features(passage, sentence)
        assert len(seen) == len(sentence)
        assert f"c0={text[sentence.start]}" in seen[0]
