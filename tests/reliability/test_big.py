"""The project that the figures are measured on is a real one."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotations.project import Project, open_project
from tests.reliability import big


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(big, "STEP", 10)
        folder = tmp_path_factory.mktemp("big")
        patch.setenv("DANQIAN_HOME", str(folder / "home"))
        big.build(folder / "big.danqian", articles=25, chars=300, annotations=100)
    return folder / "big.danqian"


@pytest.fixture
def project(path: Path) -> Project:
    return open_project(path, read_only=True)


def test_it_is_as_big_as_was_asked_for_and_verifies(project: Project) -> None:
    rows = project.articles()
    assert len(rows) == 25
    assert sum(row.annotations for row in rows) == 100
    assert all(150 < row.chars < 600 for row in rows)
    assert project.verify() == ()


def test_its_articles_came_by_undoable_steps(project: Project) -> None:
    steps = [step.key for step in project.log()]
    assert steps == ["imported", "imported", "imported", "created"]
    assert project.undoable is not None


def test_it_has_both_scripts_and_residues_to_mend(project: Project) -> None:
    assert {row.script for row in project.articles()} == {"hans", "hant"}
    found = list(project.emendations_in(kind="pinyin"))
    assert {emendation.status for _, emendation in found} == {"accepted", "proposed"}
    for article, emendation in found:
        assert emendation.span.of(project.article(article).text) == "(qū)"


def test_the_same_seed_makes_the_same_texts(path: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.danqian"
    big.build(again, articles=5, chars=300, annotations=20)
    with open_project(again, read_only=True) as one, open_project(path, read_only=True) as other:
        texts = [one.article(row.id).text for row in one.articles()]
        assert texts == [other.article(row.id).text for row in other.articles()[:5]]
