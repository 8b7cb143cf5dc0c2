"""Annotations by filter: page by page what one would pick out of all of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from annotations.errors import Refusal
from annotations.model import Annotation, AnnotationFilter, Span
from annotations.project import Project, open_project
from annotations.store import sifting
from tests.annotations.store.making import TEXT, document, new_project, told

FILTERS = [
    AnnotationFilter(),
    AnnotationFilter(labels=frozenset({"REGION"})),
    AnnotationFilter(labels=frozenset({"GOV", "自定 签"})),
    AnnotationFilter(labels=frozenset({"NONE"})),
    AnnotationFilter(attribute="code"),
    AnnotationFilter(attribute="code", value="22"),
    AnnotationFilter(attribute='"𠮷'),
    AnnotationFilter(attribute="cod"),
    AnnotationFilter(author="乙"),
    AnnotationFilter(author=""),
    AnnotationFilter(noted=True),
    AnnotationFilter(noted=False, labels=frozenset({"REGION"}), author="甲"),
]


def marks(dice: Random, count: int) -> list[Annotation]:
    made: list[Annotation] = []
    for number in range(count):
        start = dice.randrange(len(TEXT) - 12)
        spans = (Span(start, start + 2), Span(start + 3, start + 5))[: dice.randint(1, 2)]
        attributes = dice.choice(({}, {"code": ("31", "22")}, {"code": "22"}, {'"𠮷': "甲"}))
        made.append(
            Annotation(
                f"m{dice.randrange(10**9)}-{number}",
                dice.choice(("REGION", "GOV", "自定 签")),
                spans,
                "".join(span.of(TEXT) for span in spans),
                attributes,
                dice.choice((None, "", "註")),
                dice.choice((None, "甲", "乙")),
            )
        )
    return made


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    dice = Random(5)
    documents = [
        document(f"{dice.randrange(999)}-{n}", TEXT, marks(dice, dice.choice((0, 3, 9))))
        for n in range(12)
    ]
    with new_project(tmp_path, *documents) as made:
        yield made


def picked(project: Project, only: AnnotationFilter) -> list[tuple[str, Annotation]]:
    """All articles as they came, the annotations on each by where they start, then as they came."""
    return [
        (row.id, annotation)
        for row in project.articles()
        for annotation in sorted(project.annotations(row.id), key=lambda a: a.hull.start)
        if only.fits(annotation)
    ]


def paged(
    project: Project, only: AnnotationFilter, limit: int, article: str | None = None
) -> list[tuple[str, Annotation]]:
    found: list[tuple[str, Annotation]] = []
    after: str | None = None
    while True:
        page = project.annotations_in(only, article=article, limit=limit, after=after)
        assert len(page.annotations) <= limit
        found.extend(page.annotations)
        if page.after is None:
            return found
        assert page.after != after
        after = page.after


@pytest.mark.parametrize("only", FILTERS, ids=told)
@pytest.mark.parametrize("limit", [1, 4, 1000])
def test_pages_come_to_all_that_fit_in_text_order(
    project: Project, only: AnnotationFilter, limit: int
) -> None:
    assert paged(project, only, limit) == picked(project, only)


@pytest.mark.parametrize("only", FILTERS[:6], ids=told)
def test_of_one_article_only_its_own_are_given(project: Project, only: AnnotationFilter) -> None:
    for row in project.articles():
        wanted = [(home, mark) for home, mark in picked(project, only) if home == row.id]
        assert paged(project, only, 2, row.id) == wanted


@pytest.mark.parametrize("articles", [1, 2, 5])
def test_a_page_looks_at_so_many_articles_and_still_nothing_is_left_out(
    project: Project, articles: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sifting, "_ROUND", articles)
    for only in FILTERS:
        assert paged(project, only, 3) == picked(project, only)
    nothing = AnnotationFilter(labels=frozenset({"NONE"}))
    assert project.annotations_in(nothing).after is not None


def test_the_filters_are_told_apart_by_these_annotations(project: Project) -> None:
    found = [len(picked(project, only)) for only in FILTERS]
    assert found[3] == found[7] == 0
    assert all(0 < count < found[0] for n, count in enumerate(found) if n not in (0, 3, 7))


def test_annotations_of_an_article_that_is_not_there_are_refused(project: Project) -> None:
    with pytest.raises(Refusal, match="article-missing"):
        project.annotations_in(article="Z")


def test_an_empty_project_has_one_empty_page(tmp_path: Path) -> None:
    with new_project(tmp_path) as project:
        page = project.annotations_in()
        assert (page.annotations, page.after) == ((), None)


@pytest.mark.parametrize("path", sorted(Path("tests/files").glob("version-*.danqian")))
def test_a_file_of_an_older_version_that_is_only_read_is_asked(path: Path) -> None:
    with open_project(path, read_only=True) as project:
        assert paged(project, AnnotationFilter(), 2) == picked(project, AnnotationFilter()) != []
