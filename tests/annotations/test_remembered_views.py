"""The views of an article are remembered: for as long as nothing can have changed, not longer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotations.errors import Refusal
from annotations.incoming import bring
from annotations.model import Emendation, Span
from annotations.project import Project, open_project
from annotations.store.recording import recording
from annotations.store.tables import EMENDATION

TEXT = "皇后走后，松江區(qū)举行签约仪式，𠮷林参加。\n第二段。"
MENDED = Emendation("", Span(8, 12), "", "pinyin", "test", "accepted")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "项目.danqian"


@pytest.fixture
def project(path: Path, tmp_path: Path) -> Iterator[Project]:
    """One article, of which nothing is emended."""
    (tmp_path / "文章.txt").write_text(TEXT, "utf-8")
    with open_project(path, author="甲", create=True) as project:
        with project.bringing() as batch:
            list(bring(batch, [tmp_path / "文章.txt"]))
        article = project.articles()[0].id
        project.judge(article, [e.id for e in project.emendations(article)], "rejected")
        yield project


def test_nothing_is_read_again_while_nothing_happens(project: Project) -> None:
    article = project.articles()[0].id
    views, asked = project.views(article), list[str]()
    project._file._conn.set_trace_callback(asked.append)
    assert project.views(article) is views
    project._file._conn.set_trace_callback(None)
    assert [sql for sql in asked if "SELECT" in sql] == []


def test_a_tag_leaves_them_and_an_emendation_does_not(project: Project) -> None:
    article = project.articles()[0].id
    views = project.views(article)
    project.annotate(article, Span(0, 2), "PERSON")
    assert project.views(article) is views
    project.emend(article, [MENDED])
    assert project.views(article).of("clean").text == TEXT.replace("(qū)", "")
    project.undo()
    assert project.views(article).of("clean").text == TEXT


def test_who_only_reads_sees_what_another_one_writes(project: Project, path: Path) -> None:
    article = project.articles()[0].id
    with open_project(path, read_only=True) as reading:
        assert reading.views(article).of("clean").text == TEXT
        project.emend(article, [MENDED])
        assert reading.views(article).of("clean").text == TEXT.replace("(qū)", "")


def test_what_was_seen_in_a_step_that_failed_is_forgotten(project: Project) -> None:
    article = project.articles()[0].id
    project.emend(article, [MENDED])
    row = project._file.select(f"SELECT * FROM {EMENDATION.name} WHERE status = 'accepted'")[0]
    with pytest.raises(Refusal), recording(project._file, "甲", "judged", {}) as step:
        step.update(EMENDATION, row, status="rejected")
        assert project.views(article).of("clean").text == TEXT
        raise Refusal("status-unknown", status="x")
    assert project.views(article).of("clean").text == TEXT.replace("(qū)", "")
