"""What is known of an article: each thing set alone, or several at once; undone and merged."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import resources
from annotations.errors import Refusal
from annotations.model import Article, Changed
from annotations.project import Project, open_project
from tests.annotations.store.clones import clone
from tests.annotations.store.making import document, new_project, raw

Deed = Callable[[Project], Changed]
DEEDS: dict[str, Deed] = {
    "renamed": lambda p: p.rename("A", " 新題𠮷 "),
    "status-set": lambda p: p.set_status("A", "reading"),
    "flagged": lambda p: p.set_flag("A", True),
    "noted": lambda p: p.set_note("A", " 註\n二 "),
    "meta-set": lambda p: p.set_meta("A", {"date": "昨天", "url": "https://example.org/𠮷"}),
    "article-set": lambda p: p.set_article(
        "A", title="題", status="done", flag=True, note="註", meta={"outlet": "浦云日報"}
    ),
}


@pytest.fixture
def project(tmp_path: Path):
    with new_project(tmp_path, document("A"), document("B", "乙𠮷乙")) as opened:
        yield opened


def known(article: Article) -> tuple[object, ...]:
    return article.title, article.status, article.flag, article.note, dict(article.meta)


@pytest.mark.parametrize("key", DEEDS)
def test_what_is_set_is_one_step_that_is_undone_and_redone(project: Project, key: str):
    before, steps = project.article("A"), len(project.log())
    changed = DEEDS[key](project)
    after = project.article("A")
    assert known(after) != known(before)
    assert changed.step is not None and changed.step.key == key
    assert changed.articles == {"A"} and not changed.annotations
    assert len(project.log()) == steps + 1
    assert DEEDS[key](project).step is None  # it is so already
    assert project.verify() == ()
    project.undo()
    assert project.article("A") == before
    project.redo()
    assert project.article("A") == after
    assert project.verify() == ()


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_every_step_on_an_article_has_its_words(language: str):
    keys = {f"step-{key}" for key in (*DEEDS, "unflagged", "unnoted")}
    assert keys <= resources.messages(language).keys()


def test_a_text_is_kept_as_it_was_typed_and_a_blank_one_taken_away(project: Project):
    project.set_article("A", note=" 註\n二 ", meta={"date": "昨天 ", "outlet": "报", "x": "y"})
    article = project.article("A")
    assert article.note == " 註\n二 "
    assert article.meta == {"date": "昨天 ", "outlet": "报", "x": "y"}
    changed = project.set_article("A", note=" ", meta={"date": None, "outlet": "　", "none": ""})
    assert changed.step is not None
    assert changed.step.args == {"article": "A", "fields": ["date", "none", "note", "outlet"]}
    assert (project.article("A").note, project.article("A").meta) == (None, {"x": "y"})


def test_taking_a_flag_or_a_note_away_has_a_name_of_its_own(project: Project):
    project.set_article("A", flag=True, note="註")
    keys = [project.set_flag("A", False).step, project.set_note("A", None).step]
    assert [step.key for step in keys if step] == ["unflagged", "unnoted"]
    assert known(project.article("A"))[2:4] == (False, None)


@pytest.mark.parametrize(
    ("key", "deed"),
    [
        ("title-empty", lambda p: p.set_article("A", title=" ", flag=True)),
        ("status-unknown", lambda p: p.set_article("A", status="lost", flag=True)),
        ("article-missing", lambda p: p.set_flag("Z", True)),
        ("lone-surrogate", lambda p: p.set_note("A", "\ud800")),
    ],
)
def test_where_one_thing_is_refused_none_is_set(project: Project, key: str, deed: Deed):
    before, log = project.article("A"), project.log()
    with pytest.raises(Refusal, match=key):
        deed(project)
    assert (project.article("A"), project.log()) == (before, log)


def test_copies_that_set_different_articles_are_united_and_the_same_one_is_a_conflict(
    project: Project,
):
    other = clone(project.path, "other")
    with open_project(other, author="乙") as copy:
        copy.set_article("A", flag=True, note="乙註")
        copy.set_flag("B", True)
    project.set_note("A", "甲註")
    (conflict,) = project.merge(other).conflicts
    assert (conflict.table, conflict.row) == ("article", "A")
    images = [version.image or {} for version in conflict.versions]
    assert {(image["flag"], image["note"]) for image in images} == {(1, "乙註"), (0, "甲註")}
    assert project.article("B").flag
    assert project.verify() == ()


def test_an_article_that_comes_in_again_otherwise_is_told(project: Project):
    given = document("A")
    project.set_flag("A", True)
    with project.bringing() as batch:
        outcome = batch.add(given, file="d.jsonl", line=1)
    assert (outcome.reason, outcome.values) == ("items-differ", {"count": 1})
    assert project.article("A").flag


def test_flag_and_note_stand_in_the_view_for_other_programs(project: Project):
    project.set_article("A", flag=True, note="註", meta={"url": "https://example.org"})
    with raw(project.path) as conn:
        query = "SELECT article, flag, note, url FROM v_article ORDER BY article"
        assert conn.execute(query).fetchall() == [
            ("A", 1, "註", "https://example.org"),
            ("B", 0, None, None),
        ]


def test_what_was_set_survives_closing_and_goes_into_the_journal(project: Project):
    project.set_article("A", flag=True, note="註", status="done")
    wanted = project.article("A")
    project.close()
    with open_project(project.path) as again:
        assert again.article("A") == wanted
        assert again.verify() == ()


def test_what_is_known_can_be_set_again_and_is_the_same(project: Project):
    project.set_article("B", title="題", flag=True, note="註", meta={"date": "昨天", "era": "今"})
    there = project.known("B")
    assert there.get("meta") == {"date": "昨天", "era": "今"} and there.get("note") == "註"
    assert project.set_article("B", **there).step is None
    project.set_article("A", **there)
    assert project.known("A") == there
    with pytest.raises(Refusal, match="article-missing"):
        project.known("C")
