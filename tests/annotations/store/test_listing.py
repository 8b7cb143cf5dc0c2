"""The list of articles: as if all of it had been read, but read page by page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import get_args

import pytest

from annotations.model import ARTICLE_STATUSES, ArticleRow, Changed, Span
from annotations.project import Project, open_project
from annotations.store.listing import PAGE, ArticleList, Sort
from tests.annotations.store.making import document, mark, new_project

SORTS: tuple[Sort, ...] = get_args(Sort)
KEYS: dict[Sort, Callable[[ArticleRow], object]] = {
    "order": lambda _: 0,
    "title": lambda row: row.title,
    "chars": lambda row: -row.chars,
    "annotations": lambda row: -row.annotations,
    "status": lambda row: ARTICLE_STATUSES.index(row.status),
}
MANY = 2 * PAGE + 5


def text(number: int) -> str:
    """Titles are the first six characters: several alike, one astral."""
    return f"{'沪甘𠮷合'[number % 4]}稿{number % 7}共建{'園區' * (number % 5)}第{number}号"


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """More articles than fit on two pages, their ids in no order."""
    numbers = list(range(MANY))
    Random(1).shuffle(numbers)
    documents = [
        document(f"{n:03}", text(n), [mark(f"m{n}", 0, 2, text=text(n))] if n % 3 else [])
        for n in numbers
    ]
    with new_project(tmp_path, *documents) as made:
        yield made


def in_order(project: Project, sort: Sort) -> list[ArticleRow]:
    """What the list must be, from all articles at once."""
    return sorted(project.articles(), key=KEYS[sort])  # type: ignore[arg-type]


@pytest.mark.parametrize("sort", SORTS)
def test_a_list_is_all_articles_in_its_order(project: Project, sort: Sort) -> None:
    listed, wanted = project.article_list(sort), in_order(project, sort)
    assert len(listed) == MANY
    assert [listed[place] for place in range(MANY)] == wanted
    assert list(listed) == wanted
    assert list(listed.ids) == [row.id for row in wanted]


def test_a_list_answers_like_a_sequence_of_rows(project: Project) -> None:
    listed, wanted = project.article_list(), tuple(project.articles())
    for place in (0, PAGE - 1, PAGE, MANY - 1, -1, -MANY):
        assert listed[place] == wanted[place]
    for part in (slice(3, 9), slice(PAGE - 2, PAGE + 2), slice(-3, None), slice(9, 2, -3)):
        assert listed[part] == wanted[part]
    for place in (MANY, -MANY - 1):
        with pytest.raises(IndexError):
            listed[place]
    assert listed.page(MANY - 2, MANY + 9) == wanted[-2:]


@pytest.mark.parametrize("sort", SORTS)
def test_the_position_of_an_article_is_where_its_row_stands(project: Project, sort: Sort) -> None:
    listed = project.article_list(sort)
    assert [listed.position(id) for id in listed.ids] == list(range(MANY))
    assert listed.position("nowhere") is None


def test_a_list_of_what_is_found_keeps_the_order_and_leaves_out_the_rest(project: Project) -> None:
    for sort in SORTS:
        listed = project.article_list(sort, "园区")  # the texts have 園區
        wanted = [row for row in in_order(project, sort) if int(row.id) % 5]
        assert list(listed) == wanted
        assert listed.position("005") is None
        assert listed.position(wanted[7].id) == 7


def a_step(project: Project, chance: Random) -> Changed:
    ids = list(project.article_list().ids)
    if not ids:  # the import that brought them was undone
        return project.redo()
    article = chance.choice(ids)
    kind = chance.randrange(7)
    if kind == 0:
        return project.rename(article, chance.choice(("园区一号", "甘稿", "沪上")))
    if kind == 1:
        return project.set_status(article, chance.choice(ARTICLE_STATUSES))
    if kind == 2 and project.annotations(article):
        return project.remove(article, [project.annotations(article)[0].id])
    if kind == 3:
        with project.bringing() as batch:
            new = text(chance.randrange(9999))
            batch.add(document("", new, [mark("m", 0, 2, text=new)]), file="n.jsonl", line=1)
        return batch.changed
    if kind == 4 and project.undoable:
        return project.undo()
    if kind == 5 and project.redoable:
        return project.redo()
    return project.annotate(article, Span(0, chance.randrange(1, 5)), "REGION")


@pytest.mark.parametrize("seed", range(2))
def test_a_list_that_follows_every_step_is_the_list_read_anew(project: Project, seed: int) -> None:
    chance = Random(seed)
    lists = [project.article_list(sort, wanted) for sort in SORTS for wanted in ("", "园区")]
    for turn in range(20):
        changed = a_step(project, chance)
        for listed in lists:
            listed.follow(changed)
            fresh = project.article_list(listed.sort, listed.wanted)
            assert len(listed) == len(fresh)
            if turn % 4 == 3:
                assert list(listed) == list(fresh)
                assert [listed.position(id) for id in fresh.ids] == list(range(len(fresh)))


def test_a_tag_moves_nothing_in_a_list_that_is_not_sorted_by_tags(project: Project) -> None:
    lists = [project.article_list(sort) for sort in SORTS]
    article = lists[0][0].id
    versions = {listed.sort: listed.version for listed in lists}
    changed = [project.annotate(article, Span(0, length), "REGION") for length in (1, 2, 3, 4)]
    for listed in lists:
        for each in changed:
            listed.follow(each)
    moved = {listed.sort for listed in lists if listed.version != versions[listed.sort]}
    assert moved == {"annotations"}
    assert lists[0][0].annotations == project.articles()[0].annotations


def test_after_a_tag_one_row_is_read_again_and_no_more(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = project.article_list()
    list(listed)
    file = project._file
    read: list[object] = []
    select = file.select
    monkeypatch.setattr(file, "select", lambda *a: read.extend(rows := select(*a)) or rows)
    changed = project.annotate(listed[PAGE + 3].id, Span(0, 1), "REGION")
    read.clear()
    listed.follow(changed)
    assert len(list(listed)) == MANY
    assert len(read) == 1


def test_the_first_page_is_shown_before_the_order_of_all_is_known(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = project._file
    asked: list[str] = []
    value = file.value
    monkeypatch.setattr(file, "value", lambda *a: asked.append(a[0]) or value(*a))
    listed = project.article_list()
    assert [listed[place] for place in range(PAGE)] == list(project.articles()[:PAGE])
    assert listed.position(listed[5].id) == 5
    assert not [sql for sql in asked if "ORDER BY" in sql and "LIMIT" not in sql]
    assert listed[PAGE].id == project.articles()[PAGE].id
    assert [sql for sql in asked if "ORDER BY" in sql and "LIMIT" not in sql]


@pytest.mark.parametrize("path", sorted(Path("tests/files").glob("version-*.danqian")))
def test_a_file_of_an_older_version_that_is_only_read_is_listed(path: Path) -> None:
    with open_project(path, read_only=True) as project:
        assert list(project.article_list()) == list(project.articles()) != []
        for sort in SORTS:
            assert isinstance(project.article_list(sort), ArticleList)
            assert list(project.article_list(sort)) == in_order(project, sort)
