"""The list of articles: as if all of it had been read, but read page by page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path
from random import Random
from typing import get_args

import pytest

from annotations.errors import Refusal
from annotations.model import (
    ARTICLE_STATUSES,
    ArticleFilter,
    ArticleRow,
    Changed,
    Document,
    Span,
)
from annotations.project import Project, open_project
from annotations.store.listing import PAGE, ArticleList, Sort
from annotations.text.dates import day_number
from annotations.text.fold import fold
from tests.annotations.store.making import document, mark, new_project, raw, told

SORTS: tuple[Sort, ...] = get_args(Sort)
KEYS: dict[Sort, Callable[[ArticleRow], object]] = {
    "order": lambda _: 0,
    "title": lambda row: row.title,
    "chars": lambda row: -row.chars,
    "annotations": lambda row: -row.annotations,
    "status": lambda row: ARTICLE_STATUSES.index(row.status),
    "flag": lambda row: not row.flag,
    "date": lambda row: -day_number(row.date),
    "outlet": lambda row: (not row.outlet, row.outlet),
}
DATES = ("2019年3月7日", "2019-03", "", "二〇二〇年五月一日", "某日", "XXXX-05-12", "2021/1/2")
OUTLETS = ("甘露晚报", "", "浦云日報", "𠮷林週刊", "浦雲日报")
MANY = 2 * PAGE + 5


# Filters and the same said of a row; `noted` and `author` as the fixture has them.
FILTERS: dict[ArticleFilter, Callable[[ArticleRow], bool]] = {
    ArticleFilter(statuses=frozenset({"new", "done"})): lambda row: row.status != "reading",
    ArticleFilter(scripts=frozenset({"hans"})): lambda row: row.script == "hans",
    ArticleFilter(flagged=True): lambda row: row.flag,
    ArticleFilter(flagged=False): lambda row: not row.flag,
    ArticleFilter(noted=True): lambda row: row.noted,
    ArticleFilter(annotated=True): lambda row: row.annotations > 0,
    ArticleFilter(annotated=False, noted=False): lambda row: not (row.annotations or row.noted),
    ArticleFilter(outlet="云日报"): lambda row: fold("云日报") in fold(row.outlet),
    ArticleFilter(author="林"): lambda row: "𠮷" not in row.outlet and bool(row.date),
    ArticleFilter(since="2019-03-07"): lambda row: day_number(row.date) >= 20190307,
    ArticleFilter(until="2019"): lambda row: 0 < day_number(row.date) < 20200000,
    ArticleFilter(since="2019年3月", until="2020-05", flagged=False): lambda row: (
        20190300 <= day_number(row.date) < 20200600 and not row.flag
    ),
}


def text(number: int) -> str:
    """Titles are the first six characters: several alike, one astral."""
    return f"{'沪甘𠮷合'[number % 4]}稿{number % 7}共建{'園區' * (number % 5)}第{number}号"


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """More articles than fit on two pages, their ids in no order."""
    numbers = list(range(MANY))
    Random(1).shuffle(numbers)
    documents = [
        described(
            document(f"{n:03}", text(n), [mark(f"m{n}", 0, 2, text=text(n))] * (n % 3 > 0)), n
        )
        for n in numbers
    ]
    with new_project(tmp_path, *documents) as made:
        yield made


def described(made: Document, number: int) -> Document:
    """With what is known of it, in all combinations."""
    date, outlet = DATES[number % 7], OUTLETS[number % 5]
    meta: dict[str, object] = {"date": date, "outlet": outlet, "x": ["𠮷"]}
    if date and "𠮷" not in outlet:
        meta["author"] = "林某"
    note = ("", None, "註")[number % 3]
    article = replace(made.article, meta=meta, flag=number % 4 == 1, note=note)
    return replace(made, article=article)


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


@pytest.mark.parametrize("only", FILTERS, ids=told)
def test_a_filter_keeps_the_order_and_leaves_out_the_rest(
    project: Project, only: ArticleFilter
) -> None:
    project.set_status(project.articles()[3].id, "reading")
    for sort, wanted in product(SORTS, ("", "园区")):
        listed = project.article_list(sort, wanted, only)
        found = {row.id for row in project.article_list("order", wanted)}
        rows = [row for row in in_order(project, sort) if FILTERS[only](row) and row.id in found]
        assert list(listed) == rows
        assert len(listed) == len(rows)
        assert [listed.position(row.id) for row in rows] == list(range(len(rows)))
    assert 0 < len(project.article_list(only=only)) < MANY


def test_a_filter_that_asks_for_nothing_leaves_out_nothing(project: Project) -> None:
    only = ArticleFilter(outlet=" ", since="", author="")
    assert list(project.article_list(only=only)) == list(project.articles())


@pytest.mark.parametrize("date", ["昨天", "2019-13", "XXXX-05-12"])
def test_a_filter_needs_a_date_with_a_year(project: Project, date: str) -> None:
    for only in (ArticleFilter(since=date), ArticleFilter(until=date)):
        with pytest.raises(Refusal, match="date-unknown"):
            project.article_list(only=only)


def test_metadata_of_any_kind_are_listed_as_text(tmp_path: Path) -> None:
    kinds: tuple[object, ...] = (2019, 2019.5, True, None, ["2019"], {"a": "2019"}, "  ")
    documents = [document(str(n), text(n)) for n, _ in enumerate(kinds)]
    known = [
        replace(made, article=replace(made.article, meta={"date": kind, "outlet": kind}))
        for made, kind in zip(documents, kinds, strict=True)
    ]
    with new_project(tmp_path, *known) as project:
        dates = [row.date for row in project.article_list()]
        assert dates == ["2019", "2019.5", "1", "", '["2019"]', '{"a":"2019"}', "  "]
        assert [row.outlet for row in project.articles()] == dates
        for sort in SORTS:
            assert len(list(project.article_list(sort))) == len(kinds)


def test_damaged_metadata_leave_the_list_whole(project: Project) -> None:
    with raw(project.path) as conn:
        conn.execute("UPDATE article SET meta = '{\"date' WHERE id = '007'")
    for sort in SORTS:
        listed = project.article_list(sort, only=ArticleFilter(flagged=False))
        assert next(row for row in listed if row.id == "007").date == ""
    with pytest.raises(Refusal, match="content-damaged"):
        project.article("007")


def a_step(project: Project, chance: Random) -> Changed:
    ids = list(project.article_list().ids)
    if not ids:  # the import that brought them was undone
        return project.redo()
    article = chance.choice(ids)
    kind = chance.randrange(10)
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
    if kind == 6:
        return project.set_flag(article, chance.random() < 0.5)
    if kind == 7:
        return project.set_note(article, chance.choice((None, "註")))
    if kind == 8:
        meta = {"date": chance.choice(DATES), "outlet": chance.choice(OUTLETS), "author": "林"}
        return project.set_meta(article, meta)
    return project.annotate(article, Span(0, chance.randrange(1, 5)), "REGION")


@pytest.mark.parametrize("seed", range(2))
def test_a_list_that_follows_every_step_is_the_list_read_anew(project: Project, seed: int) -> None:
    chance = Random(seed)
    lists = [project.article_list(sort, wanted) for sort in SORTS for wanted in ("", "园区")]
    lists += [project.article_list("date", "", only) for only in FILTERS]
    for turn in range(20):
        changed = a_step(project, chance)
        for listed in lists:
            listed.follow(changed)
            fresh = project.article_list(listed.sort, listed.wanted, listed.only)
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


def test_an_article_leaves_a_filtered_list_when_it_is_not_wanted_any_more(project: Project) -> None:
    listed = project.article_list(only=ArticleFilter(statuses=frozenset({"new"})))
    gone = listed[5].id
    listed.follow(project.set_status(gone, "done"))
    assert (len(listed), listed.position(gone)) == (MANY - 1, None)
    version = listed.version
    other = next(row for row in listed if not row.flag)
    listed.follow(project.set_flag(other.id, True))
    assert listed.version == version
    listed.follow(project.undo())
    listed.follow(project.undo())
    assert (len(listed), listed[5].id) == (MANY, gone)


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


def test_the_ends_are_shown_before_the_order_of_all_is_known(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = project._file
    asked: list[str] = []
    value = file.value
    monkeypatch.setattr(file, "value", lambda *a: asked.append(a[0]) or value(*a))
    listed = project.article_list()
    assert [listed[place] for place in range(PAGE)] == list(project.articles()[:PAGE])
    assert listed.position(listed[5].id) == 5
    last, middle = listed[-1].id, len(listed) // 2
    between = listed[middle]
    assert listed.position(between.id) == middle
    assert listed[middle + 1] == project.articles()[middle + 1]
    assert not [sql for sql in asked if "ORDER BY" in sql and "LIMIT" not in sql]
    ids = [row.id for row in project.articles()]
    assert (last, between.id) == (ids[-1], ids[middle])
    assert [row.id for row in listed] == ids


@pytest.mark.parametrize("path", sorted(Path("tests/files").glob("version-*.danqian")))
def test_a_file_of_an_older_version_that_is_only_read_is_listed(path: Path) -> None:
    with open_project(path, read_only=True) as project:
        assert list(project.article_list()) == list(project.articles()) != []
        for sort in SORTS:
            assert isinstance(project.article_list(sort), ArticleList)
            assert list(project.article_list(sort)) == in_order(project, sort)
